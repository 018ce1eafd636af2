"""A stand-in provider on loopback: HTTPS with a certificate of its own authority, speaking enough of Slack and Discord.

Connectors reach it unmodified, through the host's `egress_connect_to`. What it was asked is kept in `requests` and, when
a journal is given, in a file that survives a crash of anything but this process.
"""

import base64
import json
import os
import ssl
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOSTS = ["slack.com", "hooks.slack.com", "discord.com", "api.openweathermap.org", "api.example.org"]


@dataclass
class Asked:
    """One request as it arrived."""

    host: str
    method: str
    path: str
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Answer:
    status: int = 200
    headers: dict = field(default_factory=lambda: {"content-type": "application/json"})
    body: bytes = b"{}"

    @staticmethod
    def of(value, status=200, **headers):
        return Answer(status, {"content-type": "application/json", **headers}, json.dumps(value).encode())


class Provider:
    """Serves until closed; `respond` may be replaced to script failures: (Asked) -> Answer."""

    def __init__(self, folder: Path, journal: Path | None = None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.authority, certificate, key = make_certificates(self.folder)
        self.requests: list[Asked] = []
        self.arrived = threading.Condition()
        self.respond = default_answer
        self.journal = os.open(journal, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600) if journal else None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server = Server(("127.0.0.1", 0), handler_of(self))
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def connect_to(self, hosts=HOSTS):
        """The host's settings that send each provider's traffic here."""
        return [f"{host}:443=127.0.0.1:{self.port}@{self.authority}" for host in hosts]

    def took(self, asked: Asked) -> Answer:
        with self.arrived:
            self.requests.append(asked)
            self.arrived.notify_all()
        if self.journal is not None:
            line = json.dumps({"path": asked.path, "key": asked.headers.get("idempotency-key"), "body": asked.body.decode("utf-8", "replace")})
            os.write(self.journal, line.encode() + b"\n")
        return self.respond(asked)

    def wait_for(self, count: int, timeout: float = 30) -> list[Asked]:
        """Blocks until so many requests have arrived."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: len(self.requests) >= count, timeout):
                raise TimeoutError(f"{len(self.requests)} of {count} requests arrived within {timeout} s")
            return list(self.requests)

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        if self.journal is not None:
            os.close(self.journal)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def handle_error(self, request, client_address):
        """A client that was killed in mid-request is part of the tests, not an error of this server."""


def default_answer(asked: Asked) -> Answer:
    if asked.host == "slack.com":
        return slack(asked)
    if asked.host == "hooks.slack.com":
        return Answer(200, {"content-type": "text/html"}, b"ok")
    if asked.host == "discord.com":
        return Answer.of({"id": "112233", "channel_id": "445566"})
    if asked.host == "api.openweathermap.org":
        return Answer.of({"name": "Bern", "main": {"temp": 11.5}, "weather": [{"description": "light rain"}]})
    return Answer.of({"asked": asked.path}, 404)


def slack(asked: Asked) -> Answer:
    if not asked.headers.get("authorization", "").startswith("Bearer xoxb-"):
        return Answer.of({"ok": False, "error": "invalid_auth"})
    match asked.path.split("?")[0]:
        case "/api/auth.test":
            return Answer.of({"ok": True, "team": "Acme", "user": "patchbay", "team_id": "T1", "user_id": "U1", "url": "https://acme.slack.com/"})
        case "/api/chat.postMessage":
            return Answer.of({"ok": True, "channel": "C1", "ts": "1700000000.000100", "message": {"text": "…"}})
        case "/api/conversations.list":
            return Answer.of({"ok": True, "channels": [{"id": "C1", "name": "general"}, {"id": "C2", "name": "sales"}], "response_metadata": {"next_cursor": ""}})
        case _:
            return Answer.of({"ok": False, "error": "unknown_method"})


def handler_of(provider: Provider):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Head and body leave in one write each; without this the second waits for the first one's acknowledgement.
        disable_nagle_algorithm = True

        def answer(self):
            length = int(self.headers.get("content-length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            host = headers.get("host", "").split(":")[0]
            asked = Asked(host, self.command, self.path, headers, self.rfile.read(length))
            answer = provider.took(asked)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer

        def log_message(self, *arguments):
            pass

    return Handler


def make_certificates(folder: Path):
    """An authority and a certificate for HOSTS, made by openssl; (authority, certificate, key) as paths."""
    authority, certificate, key = (folder / name for name in ("authority.pem", "provider.pem", "provider.key"))
    names = ",".join(f"DNS:{host}" for host in HOSTS)
    run = lambda *arguments: subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
    run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Stand-in authority",
        "-keyout", folder / "authority.key", "-out", authority)
    run("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Stand-in provider", "-keyout", key, "-out", folder / "provider.csr")
    (folder / "names").write_text(f"subjectAltName={names}\n")
    run("x509", "-req", "-in", folder / "provider.csr", "-CA", authority, "-CAkey", folder / "authority.key", "-CAcreateserial",
        "-days", "2", "-extfile", folder / "names", "-out", certificate)
    return authority, certificate, key


def forms_of(secret: str) -> list[bytes]:
    """A secret and the shapes in which it could leak."""
    raw = secret.encode()
    return [raw, base64.b64encode(raw), base64.urlsafe_b64encode(raw).rstrip(b"="), raw.hex().encode()]
