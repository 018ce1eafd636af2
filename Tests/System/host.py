"""A built host as a black box: started on a scratch folder, driven over HTTP, killed at will."""

import json
import os
import select
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("PATCHBAY_BUILD", REPOSITORY / ".build/release"))


class Answer:
    def __init__(self, status: int, headers, body: bytes):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Host:
    """One `patchbay serve` on `folder`; plugins are copies of the built connectors named in `plugins`.

    `prefix` is a command that ends by becoming the one that follows it, such as `unshare`.
    """

    def __init__(self, folder: Path, plugins=("slack", "discord", "http", "text"), connect_to=(), settings=(), prefix=()):
        self.folder = Path(folder)
        self.data, self.plugins = self.folder / "data", self.folder / "plugins.d"
        self.plugins.mkdir(parents=True, exist_ok=True)
        for name in plugins:
            install(REPOSITORY / "plugins.d" / f"{name}.so", self.plugins)
        self.connect_to, self.settings, self.prefix = list(connect_to), list(settings), list(prefix)
        self.log = self.folder / "host.log"
        self.process = None
        self.address = None

    def start(self, timeout: float = 30):
        arguments = [*self.prefix, BUILD / "patchbay", "serve", "--listen", self.address or "127.0.0.1:0", "--data", self.data,
                     "--plugins", self.plugins, *self.settings]
        for rule in self.connect_to:
            arguments += ["--dev", "--egress-connect-to", rule]
        offset = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(list(map(str, arguments)), stdout=log, stderr=log, cwd=self.folder)
        self.address = self.wait_for_line("serving", offset, timeout)["address"]
        return self

    def wait_for_line(self, message: str, offset: int = 0, timeout: float = 30) -> dict:
        """The first log line with this message after `offset`; fails when the host ends first."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            ended = self.process.poll()
            for line in self.log.read_bytes()[offset:].splitlines():
                if b'"' + message.encode() + b'"' in line and line.startswith(b"{"):
                    record = json.loads(line)
                    if record["message"] == message:
                        return record
            if ended is not None:
                raise RuntimeError(f"the host ended with {ended}:\n{self.log.read_text()[-3000:]}")
            select.select([], [], [], 0.005)
        raise TimeoutError(f"no log line “{message}” within {timeout} s")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, timeout: float = 30) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def command(self, *arguments) -> subprocess.CompletedProcess:
        """`patchbay ARGUMENTS --data …`, while the host runs or not."""
        return subprocess.run(
            [str(BUILD / "patchbay"), *arguments, "--data", str(self.data)], capture_output=True, text=True, timeout=120, cwd=self.folder)

    def lift_limits(self):
        """Lets whoever has a key ask as often as they like, whatever the workspace's plan."""
        for plan in self.get("/api/v1/plans").json["items"]:
            name = plan.pop("id")
            assert self.call("PUT", f"/api/v1/plans/{name}", plan | {"requests_per_hour": None}).status == 200
        return self

    def workers(self) -> list[int]:
        """The processes in which its plugins run."""
        children = []
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            except OSError:
                continue
            if fields.get("PPid") == str(self.process.pid):
                children.append(int(status.parent.name))
        return children

    @property
    def key(self) -> str:
        return (self.data / "admin.key").read_text().strip()

    def call(self, method: str, path: str, body=None, headers=None, key=True, timeout: float = 60) -> Answer:
        headers = dict(headers or {})
        if key:
            headers.setdefault("authorization", f"Bearer {self.key if key is True else key}")
        if body is not None and not isinstance(body, bytes):
            body, headers["content-type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(f"http://{self.address}{path}", data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def get(self, path, **options):
        return self.call("GET", path, **options)

    def post(self, path, body=None, **options):
        return self.call("POST", path, {} if body is None else body, **options)

    def wait_for_run(self, run: str, timeout: float = 30) -> dict:
        """A run once it has ended; asks again until then."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            answer = self.get(f"/api/v1/runs/{run}").json
            if answer["state"] in ("succeeded", "failed", "cancelled", "in_doubt"):
                return answer
            select.select([], [], [], 0.01)
        raise TimeoutError(f"run {run} is still {answer['state']} after {timeout} s")


def install(library: Path, plugins: Path, name: str | None = None):
    """Copies a plugin the way an admin should: under another name first, then renamed."""
    target = plugins / (name or library.name)
    partial = plugins / f".{target.name}.partial"
    shutil.copy(library, partial)
    partial.chmod(0o755)
    partial.rename(target)
    return target
