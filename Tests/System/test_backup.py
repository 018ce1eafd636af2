"""A backup made while the host works, and the way back: whole, complete, and safe from the end of either command."""

import base64
import os
import select
import shutil
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from host import BUILD, REPOSITORY, Host
from test_full_disk import SmallDisk
from test_story import connect_slack, save_workflow, webhook

ENDED = ("succeeded", "failed", "cancelled", "in_doubt")


def patchbay(*arguments, **environment) -> subprocess.CompletedProcess:
    return subprocess.run([BUILD / "patchbay", *map(str, arguments)], capture_output=True, text=True, env={**os.environ, **environment})


def backup(host_or_data, file, *more) -> subprocess.CompletedProcess:
    return patchbay("backup", file, "--data", getattr(host_or_data, "data", host_or_data), *more)


def rows(file: Path, sql: str) -> list:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(sql).fetchall()


def wait_until(holds, timeout: float = 30):
    deadline = time.monotonic() + timeout
    while not holds():
        assert time.monotonic() < deadline, "it never happened"
        select.select([], [], [], 0.01)


class Clients:
    """Eight clients that send webhooks until they are told to stop."""

    def __init__(self, host, path: str):
        self.host, self.path = host, path
        self.accepted: list[str] = []
        self.changed, self.ends = threading.Condition(), False
        self.threads = [threading.Thread(target=self.send) for _ in range(8)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def send(self):
        while not self.ends:
            answer = self.host.post(self.path, {"customer": {"name": "x" * 2000}}, key=False)
            assert answer.status == 202, answer.body
            with self.changed:
                self.accepted.append(answer.json["run_id"])
                self.changed.notify_all()

    def wait_for(self, count: int) -> list[str]:
        """So many more, and all that were accepted then."""
        with self.changed:
            goal = len(self.accepted) + count
            assert self.changed.wait_for(lambda: len(self.accepted) >= goal, 60)
            return list(self.accepted)

    def __exit__(self, *_):
        self.ends = True
        for thread in self.threads:
            thread.join()


def test_a_backup_under_load_has_every_webhook_accepted_before_and_can_be_restored(host, tmp_path):
    copy = tmp_path / "copy.db"
    connection = connect_slack(host)
    path = webhook(save_workflow(host, connection))
    with Clients(host, path) as clients:
        before = clients.wait_for(300)
        made = backup(host, copy)
        assert made.returncode == 0, made.stderr
        after = clients.wait_for(50)
    assert "verified" in made.stdout and "The master key is NOT in the backup" in made.stdout
    assert f"It is in {host.data}/master.key: keep a copy" in made.stdout
    assert copy.stat().st_mode & 0o777 == 0o600
    kept = {run for [run] in rows(copy, "SELECT id FROM runs")}
    assert set(before) <= kept and not set(after) <= kept
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]

    refused = patchbay("restore", copy, "--data", host.data)
    assert refused.returncode != 0 and "is using" in refused.stderr, "not under a running host"
    assert host.stop() == 0
    restored = patchbay("restore", copy, "--data", host.data)
    assert restored.returncode == 0, restored.stderr
    host.start()
    assert host.get(f"/api/v1/connections/{connection['id']}").status == 200
    assert all(host.wait_for_run(run, timeout=120)["state"] in ENDED for run in before)
    assert host.get(f"/api/v1/runs/{after[-1]}").status == 404, "what came later is gone"
    assert host.post(f"/api/v1/connections/{connection['id']}/test").json["ok"] is True, "the secrets can be read"
    [aside] = host.data.glob("patchbay.db.before-restore-*")
    assert set(after) <= {run for [run] in rows(aside, "SELECT id FROM runs")}


def test_held_runs_wait_until_they_are_retried(host, tmp_path):
    path = webhook(save_workflow(host, connect_slack(host, fields={"token": "xoxb-held"}), path="/held"))
    (host.plugins / "slack.so").rename(tmp_path / "slack.so")
    run = host.post(path, {"customer": {"name": "Ada"}}, key=False).json["run_id"]
    wait_until(lambda: host.get(f"/api/v1/runs/{run}").json["state"] == "waiting")
    assert backup(host, tmp_path / "copy.db").returncode == 0
    host.stop()
    restored = patchbay("restore", tmp_path / "copy.db", "--data", host.data, "--hold")
    assert "Runs held: 1." in restored.stdout, restored.stderr
    (tmp_path / "slack.so").rename(host.plugins / "slack.so")
    host.start()
    assert [held["id"] for held in host.get("/api/v1/runs?error_class=held").json["items"]] == [run]
    assert host.post(f"/api/v1/runs/{run}/retry").status == 202
    assert host.wait_for_run(run)["state"] == "succeeded"


@pytest.fixture
def stopped(tmp_path):
    """A host that has stopped after its first start, and a backup of it."""
    host = Host(tmp_path / "host", plugins=[]).start()
    host.backup = tmp_path / "copy.db"
    made = backup(host, host.backup)
    assert made.returncode == 0, made.stderr
    host.stop()
    return host


def test_a_backup_of_a_host_that_does_not_run_is_as_good(stopped, tmp_path):
    assert backup(stopped, tmp_path / "second.db").returncode == 0
    assert rows(tmp_path / "second.db", "SELECT id FROM workspaces") == rows(stopped.backup, "SELECT id FROM workspaces")


def test_a_backup_replaces_nothing_unless_forced(stopped):
    again = backup(stopped, stopped.backup)
    assert again.returncode != 0 and "--force" in again.stderr
    assert backup(stopped, stopped.backup, "--force").returncode == 0
    inside = backup(stopped, stopped.data / "patchbay.db", "--force")
    assert inside.returncode != 0 and "another folder" in inside.stderr


def test_a_backup_says_when_the_key_is_another(stopped, tmp_path):
    other = base64.b64encode(os.urandom(32)).decode()
    made = patchbay("backup", tmp_path / "other.db", "--data", stopped.data, PATCHBAY_MASTER_KEY=other)
    assert made.returncode == 0
    assert "WARNING" in made.stdout and "PATCHBAY_MASTER_KEY" in made.stdout and other not in made.stdout + made.stderr


def test_a_backup_that_another_key_sealed_is_refused(stopped, tmp_path):
    other = base64.b64encode(os.urandom(32)).decode()
    for data, key, sentence in [(stopped.data, {"PATCHBAY_MASTER_KEY": other}, "is not the one"), (tmp_path / "new", {}, "is missing")]:
        refused = patchbay("restore", stopped.backup, "--data", data, **key)
        assert refused.returncode != 0 and sentence in refused.stderr, refused.stderr
    assert not (tmp_path / "new/patchbay.db").exists()
    assert not list(stopped.data.glob("*restor*"))


def test_an_installation_is_made_anew_from_backup_and_key(stopped, tmp_path):
    new = tmp_path / "new"
    restored = patchbay("restore", stopped.backup, "--data", new, "--master-key-file", stopped.data / "master.key")
    assert restored.returncode == 0, restored.stderr
    key, moved = stopped.key, Host(tmp_path / "moved", plugins=[], settings=["--master-key-file", stopped.data / "master.key"])
    moved.data = new
    moved.start()
    assert moved.get("/api/v1/workflows", key=key).status == 200, "the admin key of the time of the backup"
    assert moved.stop() == 0


@pytest.mark.parametrize("name, spoil, sentence", [
    ("no database", lambda file: file.write_text("a letter to somebody"), "no Patchbay database"),
    ("empty", lambda file: file.write_bytes(b""), "no Patchbay database"),
    ("cut", lambda file: os.truncate(file, file.stat().st_size // 2), "damaged"),
    ("overwritten", lambda file: overwrite(file), "damaged"),
    ("newer", lambda file: execute(file, "INSERT INTO migrations VALUES (99, 'later', 0)"), "version 99"),
    ("of another program", lambda file: execute(file, "UPDATE migrations SET name = 'other'"), "no Patchbay database"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_no_good_backup_is_refused(stopped, name, spoil, sentence):
    spoil(stopped.backup)
    refused = patchbay("restore", stopped.backup, "--data", stopped.data)
    assert refused.returncode != 0 and sentence in refused.stderr, refused.stderr
    assert not list(stopped.data.glob("*restor*"))
    stopped.start()
    assert stopped.stop() == 0


def test_an_audit_log_that_does_not_hold_is_told_and_keeps_nobody_from_a_backup(stopped, tmp_path):
    execute(stopped.data / "patchbay.db", "UPDATE audit_head SET number = number + 5")
    made = backup(stopped, tmp_path / "second.db")
    assert made.returncode == 0 and "WARNING: The audit log does not hold" in made.stdout, made.stderr
    restored = patchbay("restore", tmp_path / "second.db", "--data", stopped.data)
    assert restored.returncode == 0 and "WARNING: The audit log does not hold" in restored.stdout, restored.stderr


def overwrite(file: Path):
    with file.open("r+b") as bytes_:
        for page in range(3, file.stat().st_size // 4096, 3):
            bytes_.seek(4096 * page)
            bytes_.write(b"Z" * 4096)


def execute(file: Path, sql: str):
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(sql)


def test_a_full_disk_gets_no_half_backup(stopped, tmp_path):
    disk = mounted(tmp_path)
    filler, copy = disk.folder / "filler", disk.folder / "copy.db"
    command = f'head -c 1000000000 /dev/zero > "{filler}" || true; "{BUILD}/patchbay" backup "{copy}" --data "{stopped.data}"; echo "left: $(ls "{disk.folder}")" >&2'
    made = subprocess.run([*disk.mounting, "sh", "-c", command], capture_output=True, text=True)
    assert "The disk is full before" in made.stderr and "copy.db" not in made.stderr.split("left:")[1], made.stderr


def mounted(tmp_path) -> SmallDisk:
    try:
        disk = SmallDisk(tmp_path)
        disk.run("true")
        return disk
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no file system can be mounted here: {getattr(error, 'stderr', error)}")


# The end of a command


@pytest.fixture(scope="session")
def crash(tmp_path_factory) -> Path:
    """A library that ends a program before a chosen change to a file."""
    library = tmp_path_factory.mktemp("crash") / "crash.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, REPOSITORY / "Tests/Fixtures/Crash/crash.c", "-ldl"], check=True)
    return library


#: How many of the moments in which a command can end are tried.
MOMENTS = int(os.environ.get("PATCHBAY_KILLS", "12"))


def moments(count: int) -> list[int]:
    """The last ones, where the files get their names, and others spread over the rest."""
    last = range(max(1, count - MOMENTS // 2), count + 1)
    return sorted({*last, *range(1, count + 1, max(1, count // max(1, MOMENTS // 2)))})


def ended_before(crash: Path, moment: int, *arguments) -> bool:
    """Whether the command was killed before that change."""
    done = patchbay(*arguments, LD_PRELOAD=str(crash), CRASH_AT=str(moment))
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == -9


def changes_of(crash: Path, tmp_path: Path, *arguments) -> int:
    count = tmp_path / "count"
    assert patchbay(*arguments, LD_PRELOAD=str(crash), CRASH_COUNT=str(count)).returncode == 0
    return int(count.read_text())


def test_a_killed_backup_leaves_the_old_file_or_the_new_one(stopped, crash, tmp_path):
    target = tmp_path / "target.db"
    target.write_text("old")
    count = changes_of(crash, tmp_path, "backup", tmp_path / "counted.db", "--data", stopped.data)
    assert count > 10
    for moment in moments(count):
        killed = ended_before(crash, moment, "backup", target, "--data", stopped.data, "--force")
        if target.read_bytes() != b"old":
            assert rows(target, "PRAGMA integrity_check") == [("ok",)]
            target.write_text("old")
        assert killed or moment > count - 3
    assert backup(stopped, target, "--force").returncode == 0
    assert sorted(file.name for file in tmp_path.glob("target.db*")) == ["target.db"]


def test_a_killed_restore_leaves_the_old_database_or_the_new_one(stopped, crash, tmp_path):
    mark_as_old(stopped)
    template = tmp_path / "template"
    shutil.copytree(stopped.data, template)

    def fresh() -> Path:
        data = tmp_path / "data"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(template, data)
        return data

    count = changes_of(crash, tmp_path, "restore", stopped.backup, "--data", fresh())
    assert count > 10
    seen = set()
    for moment in moments(count):
        data = fresh()
        ended_before(crash, moment, "restore", stopped.backup, "--data", data)
        copied = tmp_path / "copied"
        shutil.rmtree(copied, ignore_errors=True)
        shutil.copytree(data, copied)
        seen.add(state_of(copied))
        again = patchbay("restore", stopped.backup, "--data", data)
        assert again.returncode == 0, again.stderr
        assert state_of(data) == "new", "it can be made again"
    assert seen == {"old", "new"}
    started = Host(tmp_path / "started", plugins=[])
    started.data = data
    assert started.start().stop() == 0


def mark_as_old(stopped):
    """Names the workspace in a change that is in the log only, as after the death of a host."""
    stopped.start()
    stopped.kill()
    database = sqlite3.connect(stopped.data / "patchbay.db")
    database.execute("PRAGMA wal_autocheckpoint = 0")
    with database:
        database.execute("UPDATE workspaces SET name = 'old'")
    log = (stopped.data / "patchbay.db-wal").read_bytes()
    main = (stopped.data / "patchbay.db").read_bytes()
    database.close()
    (stopped.data / "patchbay.db").write_bytes(main)
    (stopped.data / "patchbay.db-wal").write_bytes(log)
    assert log


def state_of(data: Path) -> str:
    """Which database the folder has; fails unless it is whole."""
    assert rows(data / "patchbay.db", "PRAGMA integrity_check") == [("ok",)]
    [[name]] = rows(data / "patchbay.db", "SELECT name FROM workspaces")
    return {"old": "old", "default": "new"}[name]
