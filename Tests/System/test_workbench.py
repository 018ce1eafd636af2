"""The tools for plugin authors, as a shell sees them: exit codes, what goes to which stream, and that no secret does."""
import json
import subprocess

import pytest

from host import BUILD, REPOSITORY

CANARY = "xoxb-canary-4f1d9c7e2b"


def patchbay(*arguments, text=None):
    return subprocess.run([BUILD / "patchbay", "plugin", *arguments], input=text, capture_output=True, text=True, timeout=120)


def plugin(name):
    return str(REPOSITORY / "plugins.d" / f"{name}.so")


@pytest.mark.parametrize("name", ["discord", "http", "slack", "text"])
def test_each_connector_passes_the_checker(name):
    result = patchbay("check", "--json", plugin(name))
    report = json.loads(result.stdout)["files"][0]
    assert result.returncode == 0, result.stdout
    assert report["id"] == name
    assert [check for check in report["checks"] if check["level"] in ("failed", "warning")] == []


def test_the_checker_says_what_is_wrong_and_what_to_do(tmp_path):
    (tmp_path / "text.so").write_text("#!/bin/sh\n")
    result = patchbay("check", str(tmp_path / "text.so"))
    assert result.returncode == 1
    assert "FAILED  file.library" in result.stdout
    assert "is a script" in result.stdout
    assert len(result.stdout.splitlines()) < 10, "what one fault keeps from beginning is told in one line"
    assert patchbay("check", str(tmp_path / "nothing.so")).returncode == 2


def test_offline_shows_the_exact_request_and_no_secret(tmp_path):
    credential = json.dumps({"scheme": "bot_token", "fields": {"token": CANARY}})
    archive = tmp_path / "call.har"
    result = patchbay(
        "call", "slack.send_message", "--offline", "--plugins", str(REPOSITORY / "plugins.d"), "--credential-file", "-",
        "--input", '{"channel":"C1","text":"Hello"}', "--record", str(archive), text=credential)
    # Slack says "ok" in the body, which is no part of the action's output: offline every answer has it
    assert result.returncode == 0, result.stderr
    assert "POST https://slack.com/api/chat.postMessage" in result.stderr
    assert "Authorization: Bearer [secret]" in result.stderr
    assert '"text": "Hello"' in result.stderr
    assert "Offline: nothing was sent" in result.stderr
    entry = json.loads(archive.read_text())["log"]["entries"][0]
    assert entry["request"]["url"] == "https://slack.com/api/chat.postMessage"
    assert CANARY not in result.stdout + result.stderr + archive.read_text()


def test_a_recording_answers_in_the_place_of_the_provider(tmp_path):
    archive = tmp_path / "call.har"
    arguments = ["call", "discord.send_message", "--plugins", str(REPOSITORY / "plugins.d")]
    message = ["--input", '{"channel":"1234567890123456789","content":"Hello"}']
    credential = tmp_path / "credential.json"
    credential.write_text(json.dumps({"scheme": "bot_token", "fields": {"token": "t" * 60}}))
    first = patchbay(*arguments, *message, "--offline", "--credential-file", str(credential), "--record", str(archive))
    assert first.returncode == 0, first.stderr
    again = patchbay(*arguments, *message, "--replay", str(archive), "--credential-file", str(credential))
    assert (again.returncode, again.stdout) == (0, first.stdout), again.stderr
    other = patchbay(
        *arguments, "--input", '{"channel":"1234567890123456789","content":"Bye"}', "--replay", str(archive), "--credential-file", str(credential))
    assert other.returncode == 3
    assert "The recording has no answer for POST https://discord.com/api/v10/channels" in other.stderr
    assert other.stdout == ""


@pytest.mark.parametrize("arguments, words", [
    (["slack.send_mesage"], "did you mean 'send_message'?"),
    (["slack.send_message", "--input", "nonsense"], "The input is not JSON."),
    (["slack.send_message", "--input", '{"text":7}'], "does not fit send_message"),
    (["slack"], "Say which action: slack."),
    (["slack", "--operation", "auth.tset"], "There is no operation 'auth.tset'"),
    (["nothing.at_all"], "nothing.so: name the plugin's file with --plugin"),
])
def test_a_call_that_cannot_be_made_says_why(arguments, words):
    result = patchbay("call", *arguments, "--offline", "--plugins", str(REPOSITORY / "plugins.d"))
    assert result.returncode == 2
    assert result.stdout == "" and words in result.stderr


@pytest.mark.parametrize("credential, words", [
    (None, '{"scheme":"'),
    ("xoxb-nonsense", "The credential is no JSON object"),
    ('{"token":"xoxb-nonsense"}', "say \"scheme\" in the credential"),
    ('{"scheme":"bot","fields":{"token":"xoxb-nonsense"}}', "The scheme 'bot' does not fit; it must be "),
    ('{"scheme":"bot_token","fields":{"tokn":"xoxb-nonsense"}}', "did you mean 'token'?"),
])
def test_a_credential_that_does_not_fit_is_told_without_what_is_in_it(credential, words):
    given = [] if credential is None else ["--credential-file", "-"]
    result = patchbay(
        "call", "slack.send_message", "--plugins", str(REPOSITORY / "plugins.d"), "--input", '{"channel":"C1","text":"Hello"}', *given,
        text=credential)
    assert result.returncode == 2 and result.stdout == ""
    assert words in result.stderr and "nonsense" not in result.stderr


def test_a_recording_that_cannot_be_kept_is_refused_before_anything_is_sent(tmp_path):
    result = patchbay(
        "call", "slack.send_message", "--offline", "--plugins", str(REPOSITORY / "plugins.d"), "--record", str(tmp_path / "no/call.har"))
    assert result.returncode == 2
    assert "call.har cannot be written" in result.stderr and "POST" not in result.stderr


def test_a_secret_in_a_query_leaves_a_valid_url_in_the_recording(tmp_path):
    archive = tmp_path / "call.har"
    credential = tmp_path / "credential.json"
    credential.write_text(json.dumps({"scheme": "api_key_query", "fields": {
        "allowed_hosts": ["api.example.org"], "parameter": "key", "key": CANARY}}))
    call = ["call", "http.request", "--plugins", str(REPOSITORY / "plugins.d"), "--credential-file", str(credential)]
    assert patchbay(*call, "--offline", "--record", str(archive)).returncode == 0
    entry = json.loads(archive.read_text())["log"]["entries"][0]
    assert entry["request"]["url"].endswith("key=%5Bsecret%5D") and CANARY not in archive.read_text()
    assert patchbay(*call, "--replay", str(archive)).returncode == 0
