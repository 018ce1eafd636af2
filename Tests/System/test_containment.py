"""What a plugin does to the host's memory and processor is bounded, seen from outside the host."""

import subprocess
import threading

import pytest

from host import REPOSITORY, install
from test_plugins import entry, until

FOLDER = REPOSITORY / "Tests/Fixtures/Hostile"
HELPERS = ("launch.c", "victim.c")  # programs beside the plugin


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    library = tmp_path_factory.mktemp("hostile") / "hostile.so"
    sources = [file for file in FOLDER.glob("*.c") if file.name not in HELPERS]
    header = REPOSITORY / "PluginAPI/Header"
    subprocess.run(["cc", "-std=gnu11", "-shared", "-fPIC", "-fvisibility=hidden", "-pthread", "-I", header, "-o", library, *sources], check=True)
    return library


def do(host, words):
    return host.post("/api/v1/connectors/hostile/actions/do/runs", {"input": {"words": words}, "wait": 30}).json


def peak_megabytes(host):
    status = open(f"/proc/{host.process.pid}/status").read()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


@pytest.mark.parametrize("unit", ["[],", "[0],", '{},'])
def test_a_small_text_that_makes_a_large_tree_costs_the_host_little(host, hostile, unit):
    install(hostile, host.plugins)
    until(lambda: host.get("/api/v1/connectors/hostile").status == 200, 5)
    host.lift_limits()
    assert do(host, "hello")["output"] == "hello"
    before, answers, done = peak_megabytes(host), [], threading.Event()

    def go_on():
        while not done.is_set():
            answers.append(host.post("/api/v1/connectors/text/actions/markdown_to_html/runs", {"input": {"text": "*a*"}, "wait": 30}).json["state"])

    other = threading.Thread(target=go_on)
    other.start()
    try:
        run = do(host, f"answer-bomb [ {unit}")
    finally:
        done.set()
        other.join()
    assert run["state"] == "failed"
    attempts = run["steps"][-1]["attempts"]
    assert len(attempts) == 1 and attempts[0]["error"]["class"] == "bug"
    assert "the document holds more than 1048576 values" in attempts[0]["error"]["message"]
    assert answers and set(answers) == {"succeeded"}
    assert peak_megabytes(host) - before < 150, "15 MiB of text, held twice at most, and 60 MB of tree"


def test_a_body_that_makes_a_large_tree_is_refused(host):
    answer = host.post("/api/v1/workflows", b"[" + b"[]," * 300_000 + b"0]", headers={"content-type": "application/json"})
    assert answer.status == 400
    assert "the document holds more than 131072 values" in answer.json["detail"]


def test_a_plugin_that_keeps_the_processor_busy_without_a_call_is_ended_and_explained(host, hostile):
    install(hostile, host.plugins)
    until(lambda: host.get("/api/v1/connectors/hostile").status == 200, 5)
    worker = int(do(host, "process")["output"])
    assert worker in host.workers()
    assert do(host, "spin-after 4")["output"] == "answered"
    until(lambda: worker not in host.workers(), 30)
    fault = until(lambda: entry(host, "hostile.so").get("fault"), 5)[0]
    assert "kept the processor busy while it had no call" in str(fault)
    assert do(host, "hello")["output"] == "hello"
