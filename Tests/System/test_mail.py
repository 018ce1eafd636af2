"""Mail leaves by a real SMTP server, or says why it does not."""

import ssl
import subprocess

import pytest

from accounts import make_user
from host import BUILD, Host
from mail import Mailbox


def certificates(folder):
    """For localhost, by an authority of its own."""
    run = lambda *arguments: subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
    certificate, key = folder / "smtp.pem", folder / "smtp.key"
    run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-days", "2", "-keyout", key, "-out", certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context


@pytest.fixture
def serve(tmp_path):
    """Starts a host with these settings; it and the mailboxes end with the test."""
    started = []

    def start(*settings, port=None):
        if port:
            settings = ("--smtp-url", f"smtp://localhost:{port}", "--mail-from", "patchbay@example.com", *settings)
        host = Host(tmp_path, plugins=[], settings=settings).start()
        started.append(host)
        return host

    yield start
    for host in started:
        host.stop()


def reset(host, email="ada@example.com"):
    return host.post("/api/v1/auth/password-resets", {"email": email}, key=None)


def test_a_mail_is_what_was_written_line_by_line(serve):
    box = Mailbox()
    try:
        host = serve("--public-url", "https://patchbay.example.com", port=box.port)
        make_user(host, "ada@example.com")
        assert reset(host).status == 202
        message, raw, envelope, _ = box.next()
    finally:
        box.close()
    assert envelope.mail_from == "patchbay@example.com" and envelope.rcpt_tos == ["ada@example.com"]
    assert message["to"] == "ada@example.com" and message["from"].endswith("<patchbay@example.com>")
    assert message["subject"] == "A new password for Patchbay" and message["date"].datetime is not None
    assert message["message-id"] and not message.defects
    text = message.get_content()
    assert "https://patchbay.example.com/api/v1/auth/password-resets/confirm" in text and "reset_" in text
    assert max(map(len, raw.split(b"\r\n"))) <= 78 and b"\n" not in raw.replace(b"\r\n", b"")


def test_starttls_with_a_log_in(serve, tmp_path):
    authority, context = certificates(tmp_path)
    box = Mailbox(context, login=("patchbay", "s3cret word"))
    (tmp_path / "smtp.password").write_text("s3cret word\n")
    try:
        host = serve("--smtp-user", "patchbay", "--smtp-password-file", tmp_path / "smtp.password", "--smtp-ca-file", authority, port=box.port)
        make_user(host, "ada@example.com")
        reset(host)
        assert box.next()[3], "the mail came over TLS"
        assert b"s3cret word" not in host.log.read_bytes()
    finally:
        box.close()


@pytest.mark.parametrize("trouble", ["dead", "untrusted", "refused", "wrong password"])
def test_what_goes_wrong_is_in_the_log_and_in_no_answer(serve, tmp_path, trouble):
    authority, context = certificates(tmp_path)
    box = Mailbox(context if trouble == "untrusted" else None, login=("patchbay", "right") if trouble == "wrong password" else None)
    settings = ("--smtp-user", "patchbay", "--smtp-password-file", tmp_path / "word") if trouble == "wrong password" else ()
    (tmp_path / "word").write_text("wrong")
    try:
        host = serve(*settings, port=1 if trouble == "dead" else box.port)
        email = "ada@refused.example" if trouble == "refused" else "ada@example.com"
        make_user(host, email)
        assert reset(host, email).status == 202
        error = host.wait_for_line("mail not sent", timeout=40)["error"]
    finally:
        box.close()
    words = {"dead": "cannot be reached", "untrusted": "TLS", "refused": "refused the mail (550)", "wrong password": "smtp_password"}
    assert words[trouble] in error


def test_nobody_writes_a_header_through_an_address(serve):
    box = Mailbox()
    try:
        host = serve(port=box.port)
        for address in ["ada@example.com\r\nBcc: eve@example.com", "ada@example.com\nX: y", "ada@example.com>\r\nDATA", "a b@example.com"]:
            assert reset(host, address).status == 422
    finally:
        box.close()
    assert box.arrived.empty()


def test_in_development_mail_goes_into_the_log(serve):
    host = serve("--dev")
    make_user(host, "ada@example.com")
    assert reset(host).status == 202
    line = host.wait_for_line("mail")
    assert line["to"] == "ada@example.com" and "reset_" in line["text"]


def test_without_a_server_mail_is_not_set_up(serve, tmp_path):
    host = serve()
    answers = [reset(host, email) for email in ("ada@example.com", "nobody@example.com")]
    assert [answer.status for answer in answers] == [409, 409]
    assert "smtp_url" in answers[0].json["detail"]
    doctor = subprocess.run([BUILD / "patchbay", "doctor", "--data", tmp_path, "--plugins", tmp_path], capture_output=True, text=True)
    assert "mail" in doctor.stdout and "--smtp-url" in doctor.stdout


@pytest.mark.parametrize("arguments, words", [
    (["--smtp-url", "smtp://mail.example.com"], "mail_from"),
    (["--mail-from", "patchbay@example.com"], "smtp_url"),
    (["--smtp-url", "http://mail.example.com", "--mail-from", "patchbay@example.com"], "smtp_url must be"),
    (["--smtp-url", "smtp://ada:word@mail.example.com", "--mail-from", "patchbay@example.com"], "smtp_url must be"),
    (["--smtp-url", "smtp://mail.example.com", "--mail-from", "patchbay"], "mail_from"),
    (["--smtp-url", "smtp://mail.example.com", "--mail-from", "a@b", "--smtp-password-file", "missing"], "missing"),
])
def test_a_bad_setting_is_named(tmp_path, arguments, words):
    done = subprocess.run(
        [BUILD / "patchbay", "serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "data", "--plugins", tmp_path, *arguments],
        capture_output=True, text=True, timeout=30)
    assert done.returncode != 0 and words in done.stderr
    assert "word@" not in done.stderr


def test_an_invitation_comes_by_mail_with_its_link(serve):
    box = Mailbox()
    try:
        host = serve("--public-url", "https://patchbay.example.com", port=box.port)
        invitation = host.post("/api/v1/invitations", {"email": "Guest@Example.com", "role": "editor"})
        assert invitation.status == 201
        message, _, envelope, _ = box.next()
    finally:
        box.close()
    assert envelope.rcpt_tos == ["guest@example.com"]
    text = message.get_content()
    assert invitation.json["url"] in text and "editor" in text
