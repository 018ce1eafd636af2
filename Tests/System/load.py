"""Everything that clients do to a host at once, from several threads, until it dies."""

import itertools
import random
import threading

from ledger import GONE, Entity, Ledger, attempt
from test_story import TOKEN, connect_slack, webhook

#: A step is tried often and soon, so that the end of a worker or a provider's bad moment does not use up its attempts.
RETRY = {"max_attempts": 20, "initial_delay_ms": 50, "max_delay_ms": 400}


def message(text: str, connection, **more) -> dict:
    return {"connector": "slack", "action": "send_message", "connection": connection["id"], "retry": RETRY,
            "config": {"channel": "#torture", "text": text}, **more}


class Load:
    """Clients of one host. Each message they cause carries a name of its own, by which the provider tells it."""

    def __init__(self, host, ledger: Ledger, seed: int, threads: int = 6):
        self.host, self.ledger = host, ledger
        self.connection = connect_slack(host)
        self.clients = [Client(self, random.Random(seed + number)) for number in range(threads)]
        self.numbers = itertools.count()
        self.hooks = {
            "once": self.save("once", [message("once {{name}}", self.connection)]),
            "pair": self.save("pair", [
                message("first {{name}}", self.connection, id="first"),
                message("second {{name}} {{steps.first.output.channel}}", self.connection, id="second")]),
            "again": self.save("again", [message("again {{name}}", self.connection, in_doubt="retry")]),
        }
        self.threads: list[threading.Thread] = []
        self.failures: list[BaseException] = []

    def save(self, name: str, steps) -> str:
        """Saves a workflow and gives its webhook's path."""
        answer = self.host.post("/api/v1/workflows", {"name": name, "trigger": {"type": "webhook", "path": name}, "steps": steps})
        assert answer.status == 201 and answer.json["warnings"] == [], answer.body
        return webhook(answer.json)

    def start(self):
        self.threads = [threading.Thread(target=self.drive, args=[client]) for client in self.clients]
        for thread in self.threads:
            thread.start()

    def drive(self, client: "Client"):
        try:
            while client.act():
                pass
        except BaseException as failure:
            self.failures.append(failure)

    def join(self):
        """Waits until every client has met the end of the host."""
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]


class Client:
    """Does one thing after the other; each answers False once the host is gone."""

    def __init__(self, load: Load, chance: random.Random):
        self.load, self.host, self.ledger, self.chance = load, load.host, load.ledger, chance
        self.own: list[Entity] = []

    def act(self) -> bool:
        deeds = [(self.send, 60), (self.run_action, 15), (self.create_connection, 6), (self.create_workflow, 4), (self.change, 15)]
        return self.chance.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0]()

    def name(self) -> str:
        return f"n{next(self.load.numbers)}."

    def send(self) -> bool:
        name, path = self.name(), self.chance.choice(list(self.load.hooks.values()))
        answer = attempt(lambda: self.host.post(path, {"name": name}, key=False, timeout=10))
        return self.took(answer, 202, "run_id", name)

    def run_action(self) -> bool:
        name = self.name()
        body = {"connection": self.load.connection["id"], "input": {"channel": "#torture", "text": f"action {name}"}}
        if self.chance.random() < 0.5:
            body["wait"] = 5
        answer = attempt(lambda: self.host.post("/api/v1/connectors/slack/actions/send_message/runs", body, timeout=10))
        return self.took(answer, (200, 202), "id", name)

    def took(self, answer, expected, key, name) -> bool:
        if answer is None:
            return False
        assert answer.status in (expected if isinstance(expected, tuple) else (expected,)), (answer.status, answer.body)
        self.ledger.note(run=answer.json[key], name=name)
        return True

    def create_connection(self) -> bool:
        name = self.name()
        return self.create("/api/v1/connections", (name, None), {
            "connector": "slack", "scheme": "bot_token", "name": name, "fields": {"token": TOKEN}})

    def create_workflow(self) -> bool:
        name = self.name()
        return self.create("/api/v1/workflows", (name, True), self.document(name))

    def document(self, name: str) -> dict:
        return {"name": name, "steps": [message("never", self.load.connection)]}

    def create(self, collection: str, state: tuple, body) -> bool:
        answer = attempt(lambda: self.host.post(collection, body, timeout=10))
        if answer is None:
            return False
        assert answer.status == 201, answer.body
        entity = Entity(f"{collection}/{answer.json['id']}", {state})
        self.own.append(entity)
        self.ledger.note(entity=entity)
        return True

    def change(self) -> bool:
        """Changes or deletes something of its own."""
        alive = [entity for entity in self.own if GONE not in entity.possible]
        if not alive:
            return self.create_connection()
        entity = self.chance.choice(alive)
        if self.chance.random() < 0.3:
            done = entity.try_(GONE, lambda: self.host.call("DELETE", entity.path, timeout=10))
        elif "connections" in entity.path:
            name = self.name()
            done = entity.try_((name, None), lambda: self.host.call(
                "PATCH", entity.path, {"name": name, "fields": {"token": TOKEN}}, timeout=10))
        else:
            done = self.change_workflow(entity)
        if done:
            self.ledger.note()
        return done

    def change_workflow(self, entity: Entity) -> bool:
        [(name, enabled)] = entity.possible
        if self.chance.random() < 0.5:
            verb = "disable" if enabled else "enable"
            return entity.try_((name, not enabled), lambda: self.host.post(f"{entity.path}/{verb}", timeout=10))
        renamed, tag = self.name(), {"if-match": f'"{entity.version}"'}
        done = entity.try_((renamed, enabled), lambda: self.host.call(
            "PUT", entity.path, self.document(renamed), headers=tag, timeout=10))
        entity.version += done
        return done
