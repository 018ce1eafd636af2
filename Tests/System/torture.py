"""A host and its plugins are killed again and again in the middle of everything; what clients were told must hold.

`accepted` is what clients had answered, `performed` is the provider's own count; the verdict compares both with what the
host has on record: nothing accepted is lost, nothing recorded as done is done again, nothing is stuck.
"""

import collections
import os
import random
import select
import signal
import sqlite3
import threading
import time
from contextlib import closing

from host import Host
from ledger import Ledger
from load import RETRY, Load
from provider import Answer, Asked, default_answer

#: The default retry policy of a run of one action.
ACTION_ATTEMPTS = 3
#: Fewer than what puts a plugin into quarantine for a minute.
WORKER_KILLS = 3
ENDED = ("succeeded", "failed", "cancelled", "in_doubt")


class MoodyProvider:
    """Performs most messages, and turns some away at first: busy, or too many."""

    def __init__(self, seed: int):
        self.performed: collections.Counter = collections.Counter()
        self.chance, self.lock = random.Random(seed), threading.Lock()

    def respond(self, asked: Asked) -> Answer:
        if asked.path != "/api/chat.postMessage":
            return default_answer(asked)
        with self.lock:
            mood = self.chance.random()
            if mood < 0.08:
                return Answer.of({"ok": False, "error": "service_unavailable"}, 503)
            if mood < 0.12:
                return Answer.of({"ok": False, "error": "ratelimited"}, 429, **{"retry-after": "1"})
            kind, name, *_ = asked.json["text"].split(" ")
            self.performed[kind, name] += 1
        return default_answer(asked)


class Torture:
    """Kills of one host, with the checks after each."""

    def __init__(self, host: Host, provider: MoodyProvider, seed: int):
        self.host, self.provider, self.chance = host, provider, random.Random(seed)
        self.ledger = Ledger()
        self.load = Load(host, self.ledger, seed)
        self.verdict: collections.Counter = collections.Counter()
        self.faults: list[str] = []

    def kill_once(self):
        """Lets the clients loose, ends workers and at last the host, starts it again and holds it to what it had said."""
        self.load.start()
        workers = self.rage()
        self.host.kill()
        self.load.join()
        self.expect_gone(workers)
        self.host.start()
        for entity in self.ledger.entities:
            entity.check(self.host)
        self.ledger.entities = [entity for entity in self.ledger.entities if entity.possible != {None}]
        self.verdict["kills"] += 1

    def rage(self) -> list[int]:
        """Returns at a random moment; the workers that run then."""
        moments = sorted(self.chance.randint(1, 120) for _ in range(self.chance.randint(0, WORKER_KILLS)))
        answers = self.chance.randint(0, 120)
        done = 0
        for moment in [moment for moment in moments if moment < answers]:
            self.ledger.wait_for(moment - done)
            done = moment
            self.kill_worker()
        self.ledger.wait_for(answers - done)
        # The middle of an operation, not its end.
        select.select([], [], [], self.chance.random() * 0.02)
        return self.host.workers()

    def kill_worker(self):
        for worker in self.host.workers()[:1]:
            try:
                os.kill(worker, signal.SIGKILL)
                self.verdict["worker_kills"] += 1
            except ProcessLookupError:
                pass

    def expect_gone(self, workers: list[int], timeout: float = 10):
        deadline = time.monotonic() + timeout
        while alive := [pid for pid in workers if is_worker(pid)]:
            assert time.monotonic() < deadline, f"workers {alive} outlived their host"
            select.select([], [], [], 0.01)

    def settle(self, timeout: float = 120):
        """Waits until every accepted run has ended and compares it with what the provider performed."""
        deadline = time.monotonic() + timeout
        for run, name in self.ledger.runs.items():
            answer = self.host.get(f"/api/v1/runs/{run}")
            while answer.status == 200 and answer.json["state"] not in ENDED and time.monotonic() < deadline:
                select.select([], [], [], 0.02)
                answer = self.host.get(f"/api/v1/runs/{run}")
            self.judge(run, name, answer)
        self.ledger.runs.clear()

    def judge(self, run: str, name: str, answer):
        if answer.status != 200:
            return self.fault("lost", f"{run} ({name}) was accepted and is unknown: {answer.status} {answer.body}")
        document = answer.json
        if document["state"] not in ENDED:
            return self.fault("stuck", f"{run} ({name}) is {document['state']}: {document}")
        self.verdict["accepted"] += 1
        self.verdict[document["state"]] += 1
        for step in document["steps"]:
            self.judge_step(step, name, document)

    def judge_step(self, step, name: str, document):
        """One message of the run: `first`, `second` and so on say which, as the texts do."""
        attempts = step["attempts"]
        states = [attempt["state"] for attempt in attempts]
        text = attempts[-1].get("input", {}).get("text", "").split(" ")
        kind, performed = text[0], self.provider.performed[text[0], name]
        if states[-1] == "succeeded" and performed == 0:
            self.fault("lost", f"{kind} {name} is on record as done and the provider knows nothing of it: {document}")
        if "succeeded" in states[:-1] or performed > (len(attempts) if kind == "again" else 1):
            self.fault("repeated", f"{kind} {name} was performed {performed} times: {document}")
        if states[-1] == "in_doubt" and kind == "again":
            self.fault("lost", f"{kind} {name} was not tried again: {document}")
        if states[-1] == "failed" and len(attempts) < (RETRY["max_attempts"] if kind != "action" else ACTION_ATTEMPTS):
            self.fault("lost", f"{kind} {name} was given up: {document}")

    def fault(self, kind: str, sentence: str):
        self.verdict[kind] += 1
        self.faults.append(sentence)

    def finish(self):
        """Runs whose acceptance nobody was told of have ended too; the database is whole."""
        self.settle()
        deadline = time.monotonic() + 120
        for state in ("queued", "running", "waiting"):
            while left := self.host.get(f"/api/v1/runs?state={state}").json["items"]:
                if time.monotonic() > deadline:
                    self.fault("stuck", f"{len(left)} runs are still {state}: {left[0]}")
                    break
                select.select([], [], [], 0.05)
        for key, times in self.provider.performed.items():
            if times > 1 and key[0] != "again":
                self.fault("repeated", f"{key} was performed {times} times")
        assert self.host.stop() == 0
        with closing(sqlite3.connect(self.host.data / "patchbay.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []

    @property
    def line(self) -> str:
        names = ["kills", "worker_kills", "accepted", "succeeded", "in_doubt", "failed", "lost", "repeated", "stuck"]
        return " ".join(f"{name}={self.verdict[name]}" for name in names)


def is_worker(pid: int) -> bool:
    """Whether the process lives and is one of ours: the id may have been given again, and a zombie is dead."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            name, state = file.read().rsplit(")", 1)
        return "patchbay" in name and not state.strip().startswith(("Z", "X"))
    except OSError:
        return False
