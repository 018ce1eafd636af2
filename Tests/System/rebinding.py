"""Run in a network and a mount namespace of its own (`unshare --net --mount`), where it is the whole internet: a DNS server
that lies, a web server on a public address, and the same web server on the addresses that nobody outside may reach.

Prints for each name how a run came out that asks for it, and at which addresses the web server was reached meanwhile.
"""

import ipaddress
import json
import socket
import struct
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from host import Host

PUBLIC, ABSENT = "93.184.216.34", "93.184.216.35"
METADATA = "169.254.169.254"
# Names and the addresses they have, in the answers one after the other; the last answer stays.
ANSWERS = {
    "public.test": [[PUBLIC]],
    "loopback.test": [["127.0.0.1"]],
    "metadata.test": [[METADATA]],
    "unspecified.test": [["0.0.0.0"]],
    "six.test": [["::1"]],
    "mapped.test": [["::ffff:127.0.0.1"]],
    "compatible.test": [["::127.0.0.1"]],
    "metadata-six.test": [["fd00:ec2::254"]],
    "either.test": [[ABSENT, "127.0.0.1"]],
    "other.test": [["127.0.0.1", ABSENT]],
    "families.test": [[ABSENT, "::1"]],
    "alias.test": [["127.0.0.1"]],
    "changing.test": [[PUBLIC], ["127.0.0.1"]],
}


def main(folder: Path):
    become_the_internet(folder)
    threading.Thread(target=serve_dns, daemon=True).start()
    server = Web(("::", 80), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = Host(folder / "host", plugins=["http"]).start()
    outcomes = {name: ask(host, server, name) for name in ANSWERS}
    # The first answer is remembered for a minute; a host that starts anew asks again.
    host.stop()
    host.start()
    outcomes["changing.test, later"] = ask(host, server, "changing.test")
    host.stop()
    print(json.dumps(outcomes))


def become_the_internet(folder: Path):
    resolver = folder / "resolv.conf"
    resolver.write_text("nameserver 127.0.0.1\n")
    addresses = [[PUBLIC + "/32"], [METADATA + "/32"], ["fd00:ec2::254/128", "nodad"]]
    subprocess.run(["mount", "--bind", resolver, "/etc/resolv.conf"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in addresses:
        subprocess.run(["ip", "address", "add", *address, "dev", "lo"], check=True)


def ask(host: Host, server: "Web", name: str) -> dict:
    server.reached.clear()
    connection = host.post("/api/v1/connections", {
        "connector": "http", "scheme": "none", "name": name, "fields": {"allowed_hosts": [f"http://{name}"]}}).json
    run = host.post("/api/v1/connectors/http/actions/request/runs", {
        "connection": connection["id"], "input": {"method": "GET", "url": f"http://{name}/"}, "wait": 20}).json
    run = host.wait_for_run(run.get("id") or run["run_id"])
    return {"state": run["state"], "record": json.dumps(run), "reached": sorted(server.reached)}


class Web(ThreadingHTTPServer):
    """Notes at which of this machine's addresses it was reached."""

    address_family = socket.AF_INET6
    daemon_threads = True

    def __init__(self, *arguments):
        self.reached = set()
        super().__init__(*arguments)

    def server_bind(self):
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()

    def get_request(self):
        connection, peer = super().get_request()
        address = ipaddress.ip_address(connection.getsockname()[0])
        self.reached.add(str(address.ipv4_mapped or address))
        return connection, peer


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def serve_dns():
    """RFC 1035, as much as a stub resolver needs: one question, answers with a time to live of 0."""
    left = {name: list(answers) for name, answers in ANSWERS.items()}
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        query, peer = server.recvfrom(512)
        name, end = read_name(query, 12)
        kind, = struct.unpack("!H", query[end:end + 2])
        addresses = [ipaddress.ip_address(text) for text in left.get(name, [[]])[0]]
        records = [record(b"\xc0\x0c", 5, write_name("localhost"))] if name == "alias.test" else []
        owner = write_name("localhost") if records else b"\xc0\x0c"
        records += [record(owner, kind, address.packed) for address in addresses if kind == {4: 1, 6: 28}[address.version]]
        if kind == 1 and len(left.get(name, [])) > 1:
            left[name].pop(0)
        flags = 0x8180 if name in left else 0x8183
        header = query[:2] + struct.pack("!HHHHH", flags, 1, len(records), 0, 0)
        server.sendto(header + query[12:end + 4] + b"".join(records), peer)


def record(owner: bytes, kind: int, data: bytes) -> bytes:
    return owner + struct.pack("!HHIH", kind, 1, 0, len(data)) + data


def read_name(message: bytes, index: int) -> tuple[str, int]:
    labels = []
    while length := message[index]:
        labels.append(message[index + 1:index + 1 + length].decode().lower())
        index += 1 + length
    return ".".join(labels), index + 1


def write_name(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
