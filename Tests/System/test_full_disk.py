"""A disk that is full stops what would be stored, with a clear answer, and nothing that was accepted is lost."""

import subprocess
from pathlib import Path

import pytest

from host import Host
from test_story import connect_slack, save_workflow, webhook

SIZE = 64 << 20


class SmallDisk:
    """A file system of its own in a file, mounted for one process at a time: the host."""

    def __init__(self, folder: Path):
        self.image, self.folder = folder / "disk.img", folder / "disk"
        self.folder.mkdir()
        with self.image.open("wb") as image:
            image.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", "-F", "-m", "0", self.image], check=True)

    @property
    def mounting(self) -> list[str]:
        """A command that mounts it for itself alone and becomes the command that follows."""
        return ["unshare", "-m", "--propagation", "private", "sh", "-ec", f'mount -o loop "{self.image}" "{self.folder}"; exec "$@"', "sh"]

    def run(self, *command):
        return subprocess.run([*self.mounting, *map(str, command)], check=True, capture_output=True)


class HostOnSmallDisk(Host):
    """A host whose data folder only it can see."""

    def inside(self, path: Path) -> Path:
        return Path(f"/proc/{self.process.pid}/root{path}")

    @property
    def key(self) -> str:
        return (self.inside(self.data) / "admin.key").read_text().strip()

    @property
    def filler(self) -> Path:
        return self.data.parent / "filler"

    def fill_disk(self):
        """Takes all the room there is, to the last byte."""
        with self.inside(self.filler).open("ab", buffering=0) as file:
            for size in (1 << 20, 4096, 1):
                try:
                    while file.write(b"\0" * size):
                        pass
                except OSError:
                    pass

    def free_disk(self):
        self.inside(self.filler).unlink()


@pytest.fixture
def disk(tmp_path) -> SmallDisk:
    try:
        disk = SmallDisk(tmp_path)
        disk.run("true")
        return disk
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {getattr(error, 'stderr', error)}")


@pytest.fixture
def host(tmp_path, provider, disk):
    with provider.arrived:
        provider.requests.clear()
    host = HostOnSmallDisk(tmp_path, plugins=["slack"], connect_to=provider.connect_to(), prefix=disk.mounting)
    host.data = disk.folder / "data"
    host.start()
    yield host
    host.stop()


def accept_until_full(host, path) -> tuple[dict[str, str], object]:
    """Sends webhooks to a disk that fills up until one is refused; the accepted ones by their names, and the refusal."""
    accepted = {}
    for number in range(2000):
        host.fill_disk()
        name = f"customer-{number}."
        answer = host.post(path, {"customer": {"name": name}, "padding": "x" * 100_000}, key=False)
        if answer.status != 202:
            return accepted, answer
        accepted[name] = answer.json["run_id"]
    raise AssertionError("the disk never got full")


def assert_performed_once(host, provider, accepted):
    """Every accepted webhook came to its end, and what the provider did for it, it did once."""
    for name, run in accepted.items():
        state = host.wait_for_run(run, timeout=90)["state"]
        performed = sum(f"New customer: {name}" == asked.json.get("text") for asked in provider.requests if asked.path == "/api/chat.postMessage")
        assert (state, performed) in [("succeeded", 1), ("in_doubt", 0), ("in_doubt", 1)], (name, state, performed)


def test_a_full_disk_refuses_with_a_problem_and_recovers_without_a_restart(host, provider):
    path = webhook(save_workflow(host, connect_slack(host)))
    accepted, refusal = accept_until_full(host, path)
    assert refusal.status == 507
    assert refusal.headers["content-type"] == "application/problem+json"
    assert refusal.json["type"].endswith("storage-full") and "Free some space" in refusal.json["detail"]
    assert host.post("/api/v1/workflows", {"name": "x", "steps": [{"action": "slack.send_message"}]}).status == 507
    started = host.post("/api/v1/connectors/slack/actions/send_message/runs", {"input": {"channel": "#x", "text": "y"}}, timeout=5)
    assert started.status == 507, "what is not begun is refused at once"
    assert host.get("/api/v1/runs").status == 200, "what is on record can still be read"
    host.free_disk()
    after = host.post(path, {"customer": {"name": "after."}}, key=False)
    assert after.status == 202
    assert_performed_once(host, provider, accepted | {"after.": after.json["run_id"]})


def test_a_host_killed_on_a_full_disk_loses_nothing(host, provider, disk):
    path = webhook(save_workflow(host, connect_slack(host)))
    accepted, _ = accept_until_full(host, path)
    host.kill()
    try:
        host.start()
    except RuntimeError as error:
        assert "disk" in str(error) and "full" in str(error), "a host that cannot start says why"
        disk.run("rm", host.filler)
        host.start()
    else:
        host.free_disk()
    assert_performed_once(host, provider, accepted)


def test_a_start_on_a_full_disk_says_so(tmp_path, disk):
    host = HostOnSmallDisk(tmp_path, plugins=[], prefix=disk.mounting)
    host.data = disk.folder / "data"
    disk.run("sh", "-c", f"head -c {SIZE} /dev/zero > {host.filler} || true")
    with pytest.raises(RuntimeError, match="(?i)disk .*full"):
        host.start()
    disk.run("rm", host.filler)
    host.start()
    assert host.stop() == 0
