"""A request with an Idempotency-Key has one effect, whatever happens to its answer.

`PATCHBAY_KILLS=300 pytest Tests/System/test_idempotency.py -s` for the long run; PATCHBAY_SEED gives the clients other ideas.
"""

import http.client
import os
import random
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from host import Host

KILLS = int(os.environ.get("PATCHBAY_KILLS", "10"))
SEED = int(os.environ.get("PATCHBAY_SEED", "1"))
CLIENTS = 8


def workflow(name: str) -> dict:
    return {"name": name, "trigger": {"type": "manual"},
            "steps": [{"id": "text", "connector": "text", "action": "markdown_to_html", "input": {"text": name}}]}


def attempt(host, name: str):
    """Status and answer of one try; None when the host died meanwhile."""
    try:
        return host.post("/api/v1/workflows", workflow(name), headers={"idempotency-key": name}, timeout=10)
    except (OSError, http.client.HTTPException):
        return None


def names(host) -> list[str]:
    found, cursor = [], ""
    while True:
        page = host.get(f"/api/v1/workflows?limit=100{cursor}").json
        found += [item["name"] for item in page["items"]]
        if "next_cursor" not in page:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def test_no_kill_makes_an_effect_twice_or_lets_an_answer_change(tmp_path):
    chance = random.Random(SEED)
    host = Host(tmp_path, plugins=[]).start().lift_limits()
    told, lost, replays, count = {}, set(), 0, 0
    try:
        for kill in range(KILLS):
            dead, asked = threading.Event(), []

            def client(number):
                while not dead.is_set():
                    name = f"w{kill}-{number}-{len(asked)}"
                    asked.append(name)
                    answer = attempt(host, name)
                    if answer is None:
                        return
                    assert answer.status == 201, answer.body
                    told[name] = answer.body

            with ThreadPoolExecutor(CLIENTS) as clients:
                running = [clients.submit(client, number) for number in range(CLIENTS)]
                time.sleep(chance.uniform(0.0, 0.12))  # the moment of the kill is the test's input
                host.kill()
                dead.set()
                for one in running:
                    one.result()
            count += len(asked)
            host.start()
            for name in asked:
                answer = attempt(host, name)
                if answer.status == 409:
                    assert answer.json["type"].endswith("answer-lost"), answer.body
                    assert answer.json["subject"].startswith("wf_")
                    assert host.get(f"/api/v1/workflows/{answer.json['subject']}").json["name"] == name
                    assert name not in told, "who was told has a stored answer, unless the host died right after"
                    lost.add(name)
                    continue
                assert answer.status == 201, answer.body
                if name in told:
                    assert answer.headers["idempotency-replayed"] == "true" and answer.body == told[name]
                replays += answer.headers["idempotency-replayed"] == "true"
        found = names(host)
        assert len(found) == len(set(found)) == count, "every key has exactly one effect"
        print(f"{KILLS} kills, {count} keys, {replays} replays, {len(lost)} lost answers, no effect twice")
        assert host.stop() == 0
        verified = host.command("audit", "verify")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        assert f"All {count + 3} entries" in verified.stdout, "three plans and each workflow"
    finally:
        if host.process.poll() is None:
            host.stop()


def test_a_client_that_leaves_finds_the_answer_later(host):
    body = b'{"input": {"text": "x"}, "wait": 10}'
    path = "/api/v1/connectors/text/actions/markdown_to_html/runs"
    address, port = host.address.rsplit(":", 1)
    with socket.create_connection((address, int(port))) as client:
        client.sendall(
            f"POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {host.key}\r\nidempotency-key: gone\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)
    deadline = time.monotonic() + 30
    while not host.get("/api/v1/runs").json["items"] and time.monotonic() < deadline:
        time.sleep(0.01)  # two connections have no order: this one might be served first
    while True:
        answer = host.call("POST", path, body, headers={"idempotency-key": "gone", "content-type": "application/json"})
        if answer.status != 409 or time.monotonic() > deadline:
            break
        time.sleep(0.05)  # what Retry-After asks for, and less
    assert answer.status == 200 and answer.headers["idempotency-replayed"] == "true", answer.body
    assert len(host.get("/api/v1/runs").json["items"]) == 1


def test_a_key_shown_once_is_nowhere_in_the_clear(host):
    host.post("/api/v1/workflows", workflow("canary-4711-answer"), headers={"idempotency-key": "k"})
    for file in host.data.glob("patchbay.db*"):
        assert b'"definition":' not in file.read_bytes()
