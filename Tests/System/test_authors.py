"""What an author does: scaffold a plugin outside this repository, test it, build it, serve it while it is being written."""

import json
import os
import re
import select
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from host import BUILD, REPOSITORY, Host, install
from provider import Answer

API = "api.example.org"
# Swift is what the guide is about: test_guide.py.
LANGUAGES = {"c": "cc", "rust": "cargo"}


def patchbay(*arguments, **options):
    return subprocess.run([BUILD / "patchbay", *map(str, arguments)], capture_output=True, text=True, **options)


def make(folder, *targets):
    # What the project's CI sets is not in an author's environment.
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "MAKEFLAGS", "MAKELEVEL")}
    made = subprocess.run(["make", "-C", folder, *targets], capture_output=True, text=True, env=environment, timeout=600)
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout + made.stderr


def scaffold(folder: Path, language: str) -> Path:
    if not shutil.which(LANGUAGES[language]):
        pytest.skip(f"{LANGUAGES[language]} is not installed")
    plugin = folder / f"acme-{language}"
    made = patchbay("plugin", "new", plugin.name, "--language", language, "--into", plugin)
    assert made.returncode == 0, made.stderr
    return plugin


def notes(asked) -> Answer:
    """The API that scaffolds call."""
    if asked.headers.get("authorization") != "Bearer t-123":
        return Answer.of({"message": "Who are you?"}, 401)
    return Answer.of({"id": "n1"}, 201) if asked.path == "/v1/notes" else Answer.of({})


@pytest.fixture
def api(provider):
    before, provider.respond = provider.respond, notes
    with provider.arrived:
        provider.requests.clear()
    yield provider
    provider.respond = before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scaffold_builds_tests_itself_and_serves(tmp_path, api, language):
    plugin = scaffold(tmp_path, language)
    make(plugin, "test")
    make(plugin)
    library = plugin / "build" / f"{plugin.name}.so"
    checked = patchbay("plugin", "check", library, "--only", "failed", "--only", "warning")
    assert checked.returncode == 0, checked.stdout
    host = Host(tmp_path / "host", plugins=(), connect_to=api.connect_to([API])).start()
    try:
        install(library, host.plugins)
        wait(lambda: host.get(f"/api/v1/connectors/{plugin.name}").status == 200, 10)
        run_a_note(host.call, plugin.name)
        sent = [request for request in api.requests if request.path == "/v1/notes"]
        assert len(sent) == 1 and sent[0].json == {"title": "Groceries"}
    finally:
        host.stop()


def run_a_note(call, connector: str, token: str = "t-123"):
    connection = call("POST", "/api/v1/connections", {
        "connector": connector, "scheme": "token", "name": "Acme", "fields": {"token": token}})
    assert connection.status == 201, connection.body
    run = call("POST", f"/api/v1/connectors/{connector}/actions/create_note/runs", {
        "connection": connection.json["id"], "input": {"title": "Groceries"}, "wait": 20})
    assert run.status == 200 and run.json["state"] == "succeeded", run.body


def wait(condition, timeout):
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {timeout} s"
        select.select([], [], [], 0.01)
    return value


@pytest.mark.parametrize("id", ["Acme", "1st", "a_b", "../a"])
def test_a_bad_name_is_refused_with_a_sentence(tmp_path, id):
    made = patchbay("plugin", "new", id, "--language", "c", cwd=tmp_path)
    assert made.returncode != 0 and "lower-case letters" in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_overwritten(tmp_path):
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme/mine.txt").write_text("mine")
    made = patchbay("plugin", "new", "acme", "--language", "c", cwd=tmp_path)
    assert made.returncode != 0 and "--into" in made.stderr
    assert [path.name for path in (tmp_path / "acme").iterdir()] == ["mine.txt"]


def test_dev_in_a_folder_that_is_no_plugins_says_so(tmp_path):
    nothing = patchbay("plugin", "dev", tmp_path, timeout=30)
    assert nothing.returncode != 0 and f"There is no Makefile in {tmp_path}" in nothing.stderr and "--build" in nothing.stderr
    nowhere = patchbay("plugin", "dev", tmp_path / "nowhere", timeout=30)
    assert nowhere.returncode != 0 and f"There is no folder {tmp_path}/nowhere" in nowhere.stderr


class Development:
    """A running `patchbay plugin dev`, as its author reads it."""

    def __init__(self, folder: Path, *settings: str):
        scratch = folder.parent / "scratch"
        scratch.mkdir()
        self.scratch = scratch
        self.process = subprocess.Popen(
            [BUILD / "patchbay", "plugin", "dev", folder, *settings], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(scratch)})
        self.text = ""

    def read(self, pattern: str, timeout: float = 30) -> re.Match:
        """Waits for a pattern in what was not read yet, and reads up to its end."""
        deadline = time.monotonic() + timeout
        while not (match := re.search(pattern, self.text)):
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, deadline - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            assert piece, f"no “{pattern}” in:\n{self.text}"
            self.text += piece.decode()
        self.text = self.text[match.end():]
        return match

    def call(self, method: str, path: str, body=None):
        request = urllib.request.Request(
            self.url + path, data=body and json.dumps(body).encode(), method=method,
            headers={"authorization": f"Bearer {self.key}", "content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return type("Reply", (), {"status": response.status, "body": (text := response.read()), "json": json.loads(text)})

    def greeted(self):
        self.url = self.read(r"serves on (http://\S+)").group(1)
        self.key = self.read(r"Authorization: Bearer (\S+)").group(1)


def test_dev_serves_what_is_built_and_keeps_serving_when_a_change_does_not_build(tmp_path, api):
    plugin = scaffold(tmp_path, "c")
    dev = Development(plugin, "--egress-connect-to", api.connect_to([API])[0])
    try:
        dev.greeted()
        dev.read(r"serving Acme C 0\.1\.0, build \w+")
        run_a_note(dev.call, "acme-c")
        dev.read(r"acme-c\.create_note\n.*POST https://api\.example\.org/v1/notes 201 \(.* ms\)\n.*→ \{\"id\":\"n1\"\}")

        manifest = plugin / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"version": "0.1.0"', '"version": "0.2.0"'))
        dev.read(r"serving Acme C 0\.2\.0, build \w+, in place of the one before")

        source = plugin / "acme-c.c"
        whole = source.read_text()
        source.write_text(whole + "not C\n")
        dev.read(r"error: ")
        dev.read(r"the build failed; what was built before goes on serving")
        assert dev.call("GET", "/api/v1/connectors/acme-c").json["version"] == "0.2.0"

        manifest.write_text(manifest.read_text().replace('"id": "create_note"', '"id": 7'))
        source.write_text(whole)
        dev.read(r"refused: Its manifest is not right")
    finally:
        dev.process.send_signal(signal.SIGINT)
        assert dev.process.wait(30) == 0
    assert list(dev.scratch.iterdir()) == []
