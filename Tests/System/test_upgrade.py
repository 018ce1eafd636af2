"""A new build of a connector is compared with the workflows that use it."""

import hashlib
import subprocess

import pytest

from host import BUILD, install
from test_plugins import EXAMPLE, HEADER, until

UNITS_REQUIRED = ('\\"required\\":[\\"place\\"]', '\\"required\\":[\\"place\\",\\"units\\"]')
RENAMED = ('\\"id\\":\\"current\\"', '\\"id\\":\\"now\\",\\"aliases\\":[\\"current\\"]')
NEEDS_UNITS = "The action current of weather 2.0.0 needs 'units', which ask does not give; it was optional in 1.0.0."


@pytest.fixture
def build(tmp_path):
    """Builds the example plugin as a version of its own, with changes to its text."""

    def build(version, *changes):
        text = EXAMPLE.read_text()
        for old, new in [('\\"version\\":\\"1.0.0\\"', f'\\"version\\":\\"{version}\\"'), *changes]:
            assert old in text, old
            text = text.replace(old, new)
        source, library = tmp_path / f"weather-{version}.c", tmp_path / version / "weather.so"
        library.parent.mkdir()
        source.write_text(text)
        subprocess.run(["cc", "-shared", "-fPIC", "-fvisibility=hidden", "-I", HEADER, "-o", library, source], check=True)
        return library

    return build


ASKS_FOR_MORE = ('\\"hosts\\":[', '\\"hosts\\":[{\\"host\\":\\"evil.example\\"},')


def serves(host, version):
    until(lambda: host.get("/api/v1/plugins/weather").json.get("version") == version, 6)


def ask(host, workflow):
    return host.post(f"/api/v1/workflows/{workflow}/runs", {"wait": 20}).json


def test_an_upgrade_that_breaks_a_workflow_is_shown_and_named(host, build):
    install(build("1.0.0"), host.plugins)
    serves(host, "1.0.0")
    host.post("/api/v1/connections", {"connector": "weather", "scheme": "api_key", "name": "Weather", "fields": {"key": "k-123"}})
    workflow = host.post("/api/v1/workflows", {
        "name": "Ask", "trigger": {"type": "manual"},
        "steps": [{"id": "ask", "action": "weather.current", "input": {"place": "Bern"}}]}).json["id"]
    assert ask(host, workflow)["state"] == "succeeded"
    assert host.get("/api/v1/plugins/weather").json["affected_workflows"] == []

    install(build("2.0.0", UNITS_REQUIRED), host.plugins)
    serves(host, "2.0.0")
    assert host.wait_for_line("workflows do not fit a connector any more")["connector"] == "weather"
    assert host.get("/api/v1/plugins/weather").json["affected_workflows"] == [
        {"workflow": workflow, "name": "Ask", "step": "ask", "path": "/steps/0/input", "message": NEEDS_UNITS}]
    failed = ask(host, workflow)
    assert failed["state"] == "failed" and failed["error"] == {"class": "invalid_input", "message": NEEDS_UNITS}

    host.kill()
    install(build("2.1.0", RENAMED), host.plugins)
    host.start()
    assert host.get("/api/v1/plugins/weather").json["affected_workflows"] == []
    assert host.post(f"/api/v1/runs/{failed['id']}/retry").status == 202
    assert host.wait_for_run(failed["id"])["state"] == "succeeded", "the old name of the action is an alias"


def test_an_upgrade_while_the_host_is_down_is_noticed_at_the_next_start(host, build):
    offset = host.log.stat().st_size
    install(build("1.0.0"), host.plugins)
    assert host.wait_for_line("new build of a connector", offset)["version"] == "1.0.0"
    host.post("/api/v1/workflows", {
        "name": "Ask", "trigger": {"type": "manual"},
        "steps": [{"id": "ask", "action": "weather.current", "input": {"place": "Bern"}}]})
    host.stop()
    install(build("2.0.0", UNITS_REQUIRED), host.plugins)
    host.start()
    [affected] = host.get("/api/v1/plugins/weather").json["affected_workflows"]
    assert affected["message"] == NEEDS_UNITS


def test_a_plugin_that_is_not_there_is_not_found(host):
    assert host.get("/api/v1/plugins/fax").status == 404


def test_an_upgrade_that_asks_for_more_is_held_and_its_runs_wait_until_it_is_approved(host, build):
    install(build("1.0.0"), host.plugins)
    serves(host, "1.0.0")
    host.post("/api/v1/connections", {"connector": "weather", "scheme": "api_key", "name": "Weather", "fields": {"key": "k-123"}})
    workflow = host.post("/api/v1/workflows", {
        "name": "Ask", "trigger": {"type": "manual"},
        "steps": [{"id": "ask", "action": "weather.current", "input": {"place": "Bern"}}]}).json["id"]
    wider = build("2.0.0", ASKS_FOR_MORE)
    install(wider, host.plugins)
    serves(host, "2.0.0")
    held = host.get("/api/v1/plugins/weather").json
    assert held["state"] == "held" and "to https://evil.example" in held["reason"] and held["sha256"] in held["reason"]
    assert host.get("/api/v1/connectors/weather").json["version"] == "1.0.0"
    assert ask(host, workflow)["state"] == "succeeded", "the build of before goes on"

    host.kill()
    host.start()
    assert host.get("/api/v1/plugins/weather").json["state"] == "held"
    for command in (["plugin", "list"], ["doctor"]):
        done = subprocess.run([BUILD / "patchbay", *command, "--data", host.data, "--plugins", host.plugins], capture_output=True, text=True)
        assert held["reason"] in done.stdout, done.stdout + done.stderr
    run = host.post(f"/api/v1/workflows/{workflow}/runs", {}).json["id"]
    until(lambda: host.get(f"/api/v1/runs/{run}").json["state"] == "waiting", 5)

    other = host.post("/api/v1/plugins/weather/approve?sha256=" + "0" * 64)
    assert other.status == 409 and held["sha256"] in other.json["detail"]
    approved = host.post("/api/v1/plugins/weather/approve?sha256=" + hashlib.sha256(wider.read_bytes()).hexdigest())
    assert approved.status == 200 and approved.json["state"] == "serving", approved.body
    assert host.wait_for_run(run)["state"] == "succeeded"
    assert host.post("/api/v1/plugins/weather/approve").json["state"] == "serving", "nothing is held: nothing happens"
    assert host.post("/api/v1/plugins/nobody/approve").status == 404

    host.kill()
    host.start()
    assert host.get("/api/v1/plugins/weather").json["state"] == "serving"
