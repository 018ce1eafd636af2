"""What a workspace may use: as its plan says, exactly, and still so after a restart."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from host import Host
from test_story import connect_slack, save_workflow, webhook

UNLIMITED = {"name": "Test", "workflows": None, "runs_per_month": None, "retention_days": None, "requests_per_hour": None}
ORDER = {"customer": {"name": "Ada"}}


def limit(host, **limits):
    """Sets limits of the first workspace's plan; the others are none."""
    answer = host.call("PUT", "/api/v1/plans/enterprise", UNLIMITED | limits)
    assert answer.status == 200, answer.body


def status_of(answers):
    return sorted(answer.status for answer in answers)


def test_plans_are_rows_that_an_admin_edits(host):
    assert [plan["id"] for plan in host.get("/api/v1/plans").json["items"]] == ["enterprise", "free", "professional"]
    assert host.call("PUT", "/api/v1/plans/tiny", UNLIMITED | {"workflows": 1}).status == 201
    assert host.get("/api/v1/plans/tiny").json == UNLIMITED | {"id": "tiny", "workflows": 1}
    assert host.call("DELETE", "/api/v1/plans/tiny").status == 204
    assert host.call("DELETE", "/api/v1/plans/tiny").status == 404
    used = host.call("DELETE", "/api/v1/plans/enterprise")
    assert used.status == 409 and "1 workspace" in used.json["detail"]
    for bad in [{}, UNLIMITED | {"more": 1}, UNLIMITED | {"workflows": -1}, UNLIMITED | {"requests_per_hour": 0}, UNLIMITED | {"name": ""},
                UNLIMITED | {"runs_per_month": 1.5}, UNLIMITED | {"retention_days": 0}]:
        assert host.call("PUT", "/api/v1/plans/tiny", bad).status == 422, bad
    assert host.call("PUT", "/api/v1/plans/No%20name", UNLIMITED).status == 422


def test_runs_are_counted_exactly_and_survive_a_kill(host):
    hook = webhook(save_workflow(host, connect_slack(host)))
    limit(host, runs_per_month=20)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: host.post(hook, ORDER, key=False), range(30)))
    assert status_of(answers) == [202] * 20 + [429] * 10
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.json["type"] == "urn:patchbay:problem:quota-exceeded"
    assert (refused.json["plan"], refused.json["limit"], refused.json["quota"]) == ("enterprise", 20, "runs")
    assert refused.json["resets_at"].endswith("-01T00:00:00.000Z")
    assert 0 < int(refused.headers["retry-after"]) <= 31 * 86400
    host.kill()
    host.start()
    usage = host.get("/api/v1/usage").json
    assert usage["runs"]["used"] == usage["history"][0]["runs"] == 20 and len(usage["history"]) == 12
    assert host.post(hook, ORDER, key=False).status == 429
    workflow = host.get("/api/v1/workflows").json["items"][0]["id"]
    assert host.post(f"/api/v1/workflows/{workflow}/runs").status == 429
    limit(host, runs_per_month=21)
    assert host.post(hook, ORDER, key=False).status == 202
    assert host.post(hook, ORDER, key=False).status == 429


def test_workflows_are_limited(host):
    connection = connect_slack(host)
    limit(host, workflows=1)
    save_workflow(host, connection)
    answer = host.post("/api/v1/workflows", {"name": "two", "steps": [{"action": "text.template"}]})
    assert answer.status == 403 and answer.json["quota"] == "workflows" and answer.json["limit"] == 1
    assert host.get("/api/v1/usage").json["workflows"] == {"used": 1, "limit": 1}


def test_requests_are_limited_and_told_in_every_answer(tmp_path):
    host = Host(tmp_path, plugins=[]).start()
    try:
        first = host.get("/api/v1/runs")
        assert (first.headers["ratelimit-limit"], first.headers["ratelimit-policy"]) == ("5000", "5000;w=3600")
        # The counters may begin anew in between, once an hour.
        assert int(first.headers["ratelimit-remaining"]) == 4999 and 0 < int(first.headers["ratelimit-reset"]) <= 3600
        missing = host.get("/api/v1/runs/x")
        assert missing.status == 404 and missing.headers["ratelimit-limit"] == "5000"
        assert host.get("/api/v1/plans").headers["ratelimit-limit"] is None
        host.stop()
        host.start()
        used = host.get("/api/v1/usage").json["requests"]["used"]
        assert used == 3, "the counter survives a restart"
        limit(host, requests_per_hour=5)
        answers = [host.get("/api/v1/runs") for _ in range(4)]
        assert [answer.status for answer in answers] == [200, 200, 429, 429]
        assert answers[-1].json["type"] == "urn:patchbay:problem:rate-limited"
        assert 0 < int(answers[-1].headers["retry-after"]) <= 3600
        assert answers[-1].headers["ratelimit-remaining"] == "0"
        limit(host, requests_per_hour=None)
        assert host.get("/api/v1/runs").headers["ratelimit-limit"] is None
    finally:
        host.stop()


def test_an_address_is_limited_whatever_it_claims_to_be(tmp_path):
    host = Host(tmp_path, plugins=[], settings=["--address-rate", "2"]).start()
    try:
        answers = [host.get("/health", key=False, headers={"x-forwarded-for": f"198.51.100.{number}"}) for number in range(25)]
        assert [answer.status for answer in answers] == [200] * 20 + [429] * 5
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60
        assert host.get("/api/v1/runs").status == 200, "who has a key is counted by it"
    finally:
        host.stop()
    host = Host(tmp_path, plugins=[], settings=["--address-rate", "2", "--trusted-proxies", "127.0.0.1"]).start()
    try:
        for number in range(25):
            assert host.get("/health", key=False, headers={"x-forwarded-for": f"spoofed, 198.51.100.{number}"}).status == 200
        answers = [host.get("/health", key=False, headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.9"}) for number in range(25)]
        assert status_of(answers) == [200] * 19 + [429] * 6
    finally:
        host.stop()


def test_old_runs_are_deleted_and_others_kept(tmp_path, provider):
    host = Host(tmp_path, plugins=["slack"], connect_to=provider.connect_to()).start()
    try:
        hook = webhook(save_workflow(host, connect_slack(host)))
        runs = [host.post(hook, ORDER, key=False).json["run_id"] for _ in range(4)]
        for run in runs:
            host.wait_for_run(run)
    finally:
        host.stop()
    with closing(sqlite3.connect(host.data / "patchbay.db")) as database, database:
        # Ids are in the order of time: an id of long ago begins with zeros.
        for number, run in enumerate(runs[:2]):
            old = f"run_00{number}{run[7:]}"
            for table, column in [("runs", "id"), ("run_payloads", "run_id"), ("attempts", "run_id"), ("attempt_payloads", "run_id")]:
                database.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (old, run))
            database.execute("UPDATE runs SET finished_at = finished_at - 91 * 86400000 WHERE id = ?", (old,))
    host.start()
    try:
        deadline = time.monotonic() + 30
        while len(found := host.get("/api/v1/runs").json["items"]) > 2 and time.monotonic() < deadline:
            pass
        assert [run["id"] for run in found] == sorted(runs[2:], reverse=True)
    finally:
        host.stop()
    with closing(sqlite3.connect(host.data / "patchbay.db")) as database:
        for table in ["runs", "events", "event_payloads", "attempts", "attempt_payloads"]:
            assert database.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (2,), table
