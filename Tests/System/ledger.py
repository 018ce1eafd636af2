"""What clients of a host were told, to hold the host against after it was killed.

A call that got no answer may or may not have had its effect; one that was answered has.
"""

import http.client
import threading
from dataclasses import dataclass, field


@dataclass
class Entity:
    """A connection or workflow of which one client alone changes the state; GONE once it is deleted."""

    path: str
    possible: set
    version: int = 1

    def try_(self, state, call) -> bool:
        """Makes `call`, which takes the entity to `state`; False when the host died meanwhile."""
        before = set(self.possible)
        self.possible = before | {state}
        answer = attempt(call)
        if answer is None:
            return False
        assert answer.status < 300, f"{self.path}: {answer.status} {answer.body}"
        self.possible = {state}
        return True

    def check(self, host):
        """Fails unless the host knows the entity in a state that it may have; which one, is known from then on."""
        answer = host.get(self.path)
        state = GONE if answer.status == 404 else state_of(answer.json)
        assert state in self.possible, f"{self.path} is {state}, but clients were told {self.possible}"
        self.possible = {state}
        if state is not GONE:
            self.version = answer.json["version"]


GONE = None


def state_of(document) -> tuple:
    """What of a connection or workflow its clients change: name, and whether it is enabled."""
    return document["name"], document.get("enabled")


@dataclass
class Ledger:
    """The runs and entities whose making was answered."""

    #: run id -> name that its messages carry
    runs: dict[str, str] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    accepted: int = 0
    answered: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, run: str | None = None, name: str = "", entity: Entity | None = None):
        with self.changed:
            self.answered += 1
            if run:
                self.accepted += 1
                self.runs[run] = name
            if entity:
                self.entities.append(entity)
            self.changed.notify_all()

    def wait_for(self, answers: int, timeout: float = 60):
        """Returns once so many more calls have been answered."""
        with self.changed:
            target = self.answered + answers
            if not self.changed.wait_for(lambda: self.answered >= target, timeout):
                raise TimeoutError(f"{self.answered - target + answers} of {answers} calls were answered within {timeout} s")


def attempt(call):
    """The answer to a call, None when the host died before it came or in the middle of it."""
    try:
        return call()
    except TimeoutError:
        raise  # a host that lives answers
    except (OSError, http.client.HTTPException):
        return None
