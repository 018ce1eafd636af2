"""The author's guide, PluginAPI/README.md, followed word for word outside this repository, with a stand-in for the provider."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from host import BUILD, REPOSITORY
from test_authors import API, Development, api  # noqa: F401 (a fixture)

GUIDE = (REPOSITORY / "PluginAPI/README.md").read_text()


def section(title: str) -> str:
    return re.search(rf"^## {title}\n(.*?)(?=^## )", GUIDE, re.DOTALL | re.MULTILINE)[1]


def blocks(title: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", section(title), re.DOTALL | re.MULTILINE)


def shell(script: str, folder: Path, **variables: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "CI" and not name.lower().endswith("_proxy")}
    environment |= {"PATH": f"{BUILD}:{os.environ['PATH']}", **variables}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def follow_first_action(plugin: Path):
    """The section's second action, in its file and in the list, and a test around the lines under Check."""
    path = re.search(r"`(Sources/\S+\.swift)`:", section("First action"))[1]
    (plugin / path).write_text(blocks("First action", "swift")[0])
    connector = plugin / "Sources/AcmeNotes/AcmeNotes.swift"
    connector.write_text(connector.read_text().replace("        createNote\n", "        createNote\n        findNotes\n"))
    lines = blocks("Check", "swift")[0]
    (plugin / "Tests/AcmeNotesTests/GuideTests.swift").write_text(
        "import PluginKit\nimport PluginKitTesting\nimport Testing\n@testable import AcmeNotes\n"
        f"@Test func `the guide's lines hold`() async throws {{\n{lines}}}\n")


def follow_check(plugin: Path, api):
    """The tests, the checker, and calls by hand, to the stand-in where the guide sends to the provider."""
    tests, check, offline, recorded = blocks("Check", "sh")
    shell(tests, plugin)
    assert " 0 failed" in shell(check, plugin)
    assert shell(offline, plugin) == '{\n  "id": "n1"\n}\n'
    token, record = '"token":"…"', "--record call.har"
    assert token in recorded and record in recorded
    rule = api.connect_to([API])[0]
    first, again = re.findall(r"\{.*?\n\}", shell(
        recorded.replace(token, '"token":"t-123"').replace(record, f"{record} --connect-to {rule}"), plugin), re.DOTALL)
    assert first == again
    assert "t-123" not in (plugin / "call.har").read_text()


def memory_of_workers(host: int) -> list[str]:
    """What is mapped into each process that the host has started."""
    children = Path(f"/proc/{host}/task").glob("*/children")
    return [Path(f"/proc/{process}/maps").read_text() for file in children for process in file.read_text().split()]


@pytest.mark.skipif(not shutil.which("swift"), reason="swift is not installed")
def test_the_guide_leads_from_nothing_to_a_plugin_in_service(tmp_path, api):
    new, *rest = blocks("Scaffold", "sh")[0].splitlines()
    shell(new, tmp_path)
    plugin = tmp_path / "acme-notes"
    follow_first_action(plugin)
    shell("\n".join(rest), tmp_path)

    [dev, calls] = blocks("Run", "sh")
    assert dev == "patchbay plugin dev\n"
    running = Development(plugin, "--egress-connect-to", api.connect_to([API])[0])
    try:
        running.greeted()
        running.read(r"serving Acme Notes 0\.1\.0", timeout=300)
        assert '"state":"succeeded"' in shell(calls, plugin, URL=running.url, KEY=running.key)
        running.read(r"POST https://api\.example\.org/v1/notes 201")
        workers = memory_of_workers(running.process.pid)
        assert workers and not any("libswift" in maps for maps in workers), "it does not run on its own runtime"
    finally:
        running.process.send_signal(signal.SIGINT)
        running.process.wait(30)

    follow_check(plugin, api)

    (tmp_path / "plugins.d").mkdir()
    assert re.search(r"acme-notes\.so +serving +0\.1\.0 +Acme Notes", shell(blocks("Ship", "sh")[0], plugin))


def test_every_link_of_the_guide_leads_somewhere():
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^##+ (.+)$", GUIDE, re.M)}
    anchors |= set(re.findall(r'<a id="([^"]+)">', GUIDE))
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        if target.startswith("#"):
            assert target[1:] in anchors, target
        elif not target.startswith("https:"):
            assert (REPOSITORY / "PluginAPI" / target).exists() and not target.startswith(".."), target
