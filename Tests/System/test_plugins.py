"""Plugins come and go while the host runs; a bad one is explained in a sentence."""

import datetime
import shutil
import subprocess
import time

import pytest

from host import BUILD, REPOSITORY, install

EXAMPLE = REPOSITORY / "Tests/Fixtures/Example/weather.c"
HEADER = REPOSITORY / "PluginAPI/Header"


@pytest.fixture(scope="module")
def weather(tmp_path_factory):
    """The example plugin in C, built from the header alone."""
    library = tmp_path_factory.mktemp("weather") / "weather.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-fvisibility=hidden", "-Wall", "-Werror", "-I", HEADER, "-o", library, EXAMPLE], check=True)
    return library


def until(condition, timeout):
    """The first true answer within `timeout` seconds, and how long it took."""
    start = time.monotonic()
    while time.monotonic() - start < timeout:
        if value := condition():
            return value, time.monotonic() - start
    raise TimeoutError(f"not within {timeout} s")


def moment(text):
    return datetime.datetime.fromisoformat(text)


def entry(host, file):
    return next((plugin for plugin in host.get("/api/v1/plugins").json["items"] if plugin["file"] == file), None)


def test_a_c_plugin_is_called_over_rest_within_a_second(host, weather):
    install(weather, host.plugins)
    start = time.monotonic()
    until(lambda: host.get("/api/v1/connectors/weather").status == 200, 5)
    connection = host.post("/api/v1/connections", {
        "connector": "weather", "scheme": "api_key", "name": "Weather", "fields": {"key": "k-123"}})
    assert connection.status == 201, connection.body
    answer = host.post("/api/v1/connectors/weather/actions/current/runs", {
        "connection": connection.json["id"], "input": {"place": "Bern"}, "wait": 20})
    assert answer.status == 200 and answer.json["state"] == "succeeded", answer.body
    assert time.monotonic() - start < 1


def test_a_plugin_that_hangs_while_it_starts_keeps_nobody_waiting(host, weather, tmp_path):
    source = tmp_path / "hanging.c"
    source.write_text(EXAMPLE.read_text() + "\n#include <unistd.h>\n__attribute__((constructor)) static void hang(void) { for (;;) sleep(1); }\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-fvisibility=hidden", "-I", HEADER, "-o", tmp_path / "hanging.so", source], check=True)
    install(tmp_path / "hanging.so", host.plugins)
    install(weather, host.plugins)
    _, time_to_serve = until(lambda: host.get("/api/v1/connectors/weather").status == 200, 5)
    assert time_to_serve < 1
    assert entry(host, "hanging.so")["state"] == "starting"
    start = time.monotonic()
    assert host.stop() == 0
    host.start()
    assert time.monotonic() - start < 5, "neither the stop nor the start waits for it"
    assert host.get("/api/v1/connectors/weather").status == 200
    found, _ = until(lambda: (e := entry(host, "hanging.so")) and e["state"] == "refused" and e, 10)
    assert "was not ready within 5000 ms" in found["reason"]


def test_a_removed_plugin_is_gone(host):
    (host.plugins / "discord.so").unlink()
    until(lambda: host.get("/api/v1/connectors/discord").status == 404, 6)


@pytest.mark.parametrize("name, content, words", [
    ("notes.so", b"just text, and enough of it to fill an ELF header or two" * 4, "not a shared library"),
    ("empty.so", b"", "empty"),
])
def test_a_file_that_is_no_plugin_is_explained(host, name, content, words):
    partial = host.plugins / f".{name}"
    partial.write_bytes(content)
    partial.chmod(0o755)
    partial.rename(host.plugins / name)
    found, _ = until(lambda: entry(host, name), 6)
    assert found["state"] == "refused"
    assert words in found["reason"].lower()


def test_a_library_without_the_entry_is_explained(host, tmp_path):
    source = tmp_path / "plain.c"
    source.write_text("int answer(void) { return 42; }\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", tmp_path / "plain.so", source], check=True)
    install(tmp_path / "plain.so", host.plugins)
    found, _ = until(lambda: entry(host, "plain.so"), 6)
    assert found["state"] == "refused" and "patchbay_plugin_v1" in found["reason"]


def test_a_plugin_that_others_may_write_is_refused(host, weather):
    target = install(weather, host.plugins, "open.so")
    target.chmod(0o777)
    found, _ = until(lambda: (e := entry(host, "open.so")) and e["state"] == "refused" and e, 6)
    assert "chmod" in found["reason"]


def test_a_plugin_that_crashes_takes_nobody_with_it(host, tmp_path):
    source = tmp_path / "crash.c"
    source.write_text('#include <stdlib.h>\n' + EXAMPLE.read_text().replace('"weather"', '"crash"').replace("\\\"weather\\\"", "\\\"crash\\\"") +
                      "\n__attribute__((constructor)) static void at_load(void) { abort(); }\n")
    subprocess.run(["cc", "-shared", "-fPIC", "-fvisibility=hidden", "-I", HEADER, "-o", tmp_path / "crash.so", source], check=True)
    install(tmp_path / "crash.so", host.plugins)
    found, _ = until(lambda: (e := entry(host, "crash.so")) and e["state"] == "refused" and e, 10)
    assert found["reason"]
    answer = host.post("/api/v1/connectors/text/actions/markdown_to_html/runs", {"input": {"text": "x"}, "wait": 20})
    assert answer.json["state"] == "succeeded"


def test_half_a_copy_is_never_loaded(host, weather):
    content = weather.read_bytes()
    with (host.plugins / "weather.so").open("wb") as file:
        file.write(content[: len(content) // 2])
        file.flush()
        shutil.copymode(weather, host.plugins / "weather.so")
        time_to_look = host.get("/api/v1/connectors/weather")
        assert time_to_look.status == 404
        file.write(content[len(content) // 2:])
    until(lambda: host.get("/api/v1/connectors/weather").status == 200, 6)


def test_a_plugin_that_keeps_crashing_is_quarantined_and_released(host, tmp_path):
    """Its entry and the attempt tell where it crashed; nothing of memory does."""
    source = tmp_path / "crash.c"
    entered = "static void invoke(void *context, patchbay_call call, const patchbay_request *request) {\n"
    text = EXAMPLE.read_text()
    assert entered in text
    source.write_text(text.replace('\\"weather\\"', '\\"crash\\"').replace(entered, entered + "    *(volatile int *)8 = 1;\n"))
    subprocess.run(["cc", "-shared", "-fPIC", "-fvisibility=hidden", "-I", HEADER, "-o", tmp_path / "crash.so", source], check=True)
    install(tmp_path / "crash.so", host.plugins)
    until(lambda: (e := entry(host, "crash.so")) and e["state"] == "serving", 6)
    connection = host.post("/api/v1/connections", {
        "connector": "crash", "scheme": "api_key", "name": "Crash", "fields": {"key": "k-secret-123"}}).json["id"]
    runs = []

    def crashed_often_enough():
        runs.append(host.post("/api/v1/connectors/crash/actions/current/runs", {"connection": connection, "input": {"place": "Bern"}}).json["id"])
        found = entry(host, "crash.so")
        return found["state"] == "quarantined" and found

    found, _ = until(crashed_often_enough, 20)
    assert "It crashed 5 times within 60 s." in found["reason"] and found["quarantined_until"]
    crash = found["fault"]["crash"]
    assert crash["signal"] == "SIGSEGV" and crash["build"] == found["sha256"][:8] and crash["call"]["operation"] == "action.run"
    assert crash["places"][0].startswith("offset 0x")
    run = host.get(f"/api/v1/runs/{runs[0]}")
    message = run.json["steps"][0]["attempts"][0]["error"]["message"]
    assert "Segmentation fault (SIGSEGV) at offset 0x" in message and crash["build"] in message
    assert b"k-secret-123" not in run.body and "k-secret-123" not in str(found)

    host.kill()
    for command in (["plugin", "list"], ["doctor"]):
        done = subprocess.run([BUILD / "patchbay", *command, "--data", host.data, "--plugins", host.plugins], capture_output=True, text=True)
        assert "quarantine" in done.stdout and "It crashed 5 times within 60 s." in done.stdout, done.stdout + done.stderr
    host.start()
    again = entry(host, "crash.so")
    assert (again["state"], again["reason"]) == ("quarantined", found["reason"])
    assert abs(moment(again["quarantined_until"]) - moment(found["quarantined_until"])).total_seconds() < 1

    install(tmp_path / "crash.so", host.plugins)  # a new file, and a new chance
    until(lambda: entry(host, "crash.so")["state"] == "serving", 6)
    until(crashed_often_enough, 20)
    released = host.post("/api/v1/plugins/crash/release", {})
    assert released.status == 200 and released.json["state"] == "serving", released.body
    assert host.post("/api/v1/plugins/nobody/release", {}).status == 404
