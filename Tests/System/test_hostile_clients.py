"""Whatever a client sends, it gets a clean answer, and the others are served."""

import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from host import Host
from test_story import connect_slack, save_workflow


class Wire:
    """A connection on which any bytes can be sent."""

    def __init__(self, host, timeout: float = 10):
        address, port = host.address.split(":")
        self.socket = socket.create_connection((address, int(port)), timeout=timeout)
        self.received = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, content: bytes):
        self.socket.sendall(content)

    def read(self) -> tuple[int, dict, bytes]:
        """The next answer: status, headers by lower-case name, body."""
        while b"\r\n\r\n" not in self.received:
            self.receive()
        head, _, self.received = self.received.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
        length = int(headers.get("content-length", 0))
        while len(self.received) < length:
            self.receive()
        body, self.received = self.received[:length], self.received[length:]
        return int(lines[0].split(" ")[1]), headers, body

    def receive(self):
        part = self.socket.recv(65536)
        if not part:
            raise EOFError("the host closed the connection")
        self.received += part


def head(host, request: str, *headers: str) -> bytes:
    return "\r\n".join([f"{request} HTTP/1.1", "Host: x", f"Authorization: Bearer {host.key}", *headers, "", ""]).encode()


def answer(host, content: bytes) -> tuple[int, dict]:
    """Status and problem of the answer to raw bytes."""
    with Wire(host) as wire:
        wire.send(content)
        status, headers, body = wire.read()
    assert headers["content-type"] == "application/problem+json", (status, headers, body)
    return status, json.loads(body)


def test_a_body_that_announces_too_much_is_refused_before_it_is_sent(host):
    status, problem = answer(host, head(host, "POST /api/v1/workflows", "Content-Length: 10000000000"))
    assert status == 413 and "1048576" in problem["detail"]


def test_a_body_without_end_is_refused_where_it_gets_too_large(host):
    chunks = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    status, _ = answer(host, head(host, "POST /api/v1/workflows", "Transfer-Encoding: chunked") + chunks * 17)
    assert status == 413


def test_a_body_in_broken_chunks_is_the_clients_fault(host):
    status, problem = answer(host, head(host, "POST /api/v1/workflows", "Transfer-Encoding: chunked") + b"ZZ\r\nx\r\n0\r\n\r\n")
    assert status == 400 and problem["type"].endswith("bad-request")


@pytest.mark.parametrize("content, status", [
    (b"hello\r\n\r\n", 400), (b"GET /health HTTP/1.1\r\nno colon\r\n\r\n", 400), (b"GET /health HTTP/9.9\r\n\r\n", 400),
    (b"POST /health HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
    (b"GET /health HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000 + b"\r\n\r\n", 431),
])
def test_what_is_no_request_is_told_so_in_a_problem_document(host, content, status):
    got, problem = answer(host, content)
    assert got == status == problem["status"] and "connection is closed" in problem["detail"]


@pytest.mark.parametrize("body", [
    b"\xff\xfe{}", b'{"name":"\xc0\xaf"}', b'{"name":"\\ud800"}', b"[" * 100_000, b'{"name":"x"} x', b"\x1f\x8b\x08\0", b"nul",
])
def test_a_body_that_is_not_json_is_refused_with_its_place(host, body):
    status, problem = answer(host, head(host, "POST /api/v1/workflows", f"Content-Length: {len(body)}") + body)
    assert status == 400 and re.search("Line 1, column [0-9]+", problem["detail"])


def test_a_client_that_asks_before_it_sends_is_answered(host):
    with Wire(host) as wire:
        wire.send(head(host, "POST /api/v1/workflows/validate", "Expect: 100-continue", "Content-Length: 2"))
        assert wire.read()[0] == 100
        wire.send(b"{}")
        status, _, body = wire.read()
        assert status == 200 and json.loads(body)["valid"] is False


def test_requests_sent_in_one_go_are_answered_in_order(host):
    with Wire(host) as wire:
        wire.send(head(host, "GET /health") + head(host, "GET /nowhere") + head(host, "HEAD /health") + head(host, "GET /health"))
        assert [wire.read()[0] for _ in range(2)] == [200, 404]
        while b"\r\n\r\n" not in wire.received:
            wire.receive()
        # The length of an answer to HEAD is that of the body which is not there.
        without_body, _, wire.received = wire.received.partition(b"\r\n\r\n")
        assert without_body.startswith(b"HTTP/1.1 200")
        assert wire.read()[0] == 200


@pytest.mark.parametrize("path", [
    "/api/v1/runs?cursor=run_x%27%20OR%201=1", "/api/v1/runs?cursor=%00", "/api/v1/workflows?cursor=zz", "/api/v1/connections?cursor=-1",
    "/api/v1/connections?cursor=99999999999999999999",
])
def test_a_forged_cursor_is_refused(host, path):
    refused = host.get(path)
    assert refused.status == 422 and refused.json["errors"][0]["pointer"] == "cursor"


def test_of_those_who_replace_a_version_at_once_one_wins(host):
    workflow = save_workflow(host, connect_slack(host))
    path, tag = f"/api/v1/workflows/{workflow['id']}", {"if-match": '"1"'}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: host.call(
            "PUT", path, workflow["definition"] | {"name": f"of {number}"}, headers=tag).status, range(8)))
    assert sorted(answers) == [200] + [412] * 7
    assert host.get(path).json["version"] == 2


def test_a_flood_of_connections_takes_no_file_from_the_host(tmp_path):
    host = Host(tmp_path, plugins=["text"], prefix=["prlimit", "--nofile=200:200"]).start()
    flood = []
    try:
        run = "/api/v1/connectors/text/actions/markdown_to_html/runs"
        with Wire(host) as kept:
            while len(flood) < 300:
                flood.append(Wire(host))
                flood[-1].send(b"GET /he")
            body = b'{"input":{"text":"x"},"wait":20}'
            kept.send(head(host, f"POST {run}", f"Content-Length: {len(body)}") + body)
            assert kept.read()[0] == 200, "who is connected is served, with a plugin started for it"
        while flood:
            flood.pop().socket.close()
        assert host.post(run, {"input": {"text": "x"}, "wait": 20}).status == 200
    finally:
        host.stop()
        for wire in flood:
            wire.socket.close()
