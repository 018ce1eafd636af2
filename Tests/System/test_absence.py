"""Runs wait for a connector whose plugin is away, and go on when it is back."""

import time

import pytest

from host import REPOSITORY, install
from test_plugins import until
from test_story import connect_slack, save_workflow, webhook


@pytest.fixture
def workflow(host):
    """A workflow of one Slack message, whose retry policy forgives nothing."""
    return save_workflow(host, connect_slack(host), retry={"max_attempts": 1})


def remove(host, name="slack"):
    (host.plugins / f"{name}.so").unlink()
    until(lambda: host.get(f"/api/v1/connectors/{name}").status == 404, 6)


def accept(host, workflow):
    answer = host.post(webhook(workflow), {"customer": {"name": "Ada"}}, key=False)
    assert answer.status == 202
    return answer.json["run_id"]


def waiting(host, run):
    answer = host.get(f"/api/v1/runs/{run}").json
    return answer if answer["state"] == "waiting" else None


def test_a_run_outlives_the_absence_of_its_plugin_and_the_death_of_the_host(host, workflow):
    remove(host)
    run = accept(host, workflow)
    before, _ = until(lambda: waiting(host, run), 5)
    assert before["waiting"]["reason"] == "connector_unavailable" and before["waiting"]["connector"] == "slack"
    assert before["waiting"]["until"] == before["next_at"]

    host.kill()
    host.start()
    assert waiting(host, run)["waiting"] == before["waiting"]
    listed = host.get("/api/v1/runs?state=waiting&waiting=connector_unavailable&connector=slack").json["items"]
    assert [item["id"] for item in listed] == [run]

    install(REPOSITORY / "plugins.d/slack.so", host.plugins)
    start = time.monotonic()
    after = host.wait_for_run(run, timeout=5)
    assert time.monotonic() - start < 1
    assert after["state"] == "succeeded" and "waiting" not in after
    assert [attempt["state"] for attempt in after["steps"][0]["attempts"]] == ["failed", "succeeded"]


def test_a_plugin_that_comes_back_while_the_host_is_down_is_used_at_the_next_start(host, workflow):
    remove(host)
    run = accept(host, workflow)
    until(lambda: waiting(host, run), 5)
    host.kill()
    install(REPOSITORY / "plugins.d/slack.so", host.plugins)
    host.start()
    assert host.wait_for_run(run, timeout=5)["state"] == "succeeded"


def test_a_disabled_plugin_is_waited_for(host, workflow):
    policy = host.plugins / "slack.json"
    policy.write_text('{"enabled": false}')
    until(lambda: host.get("/api/v1/connectors/slack").status == 404, 6)
    run = accept(host, workflow)
    until(lambda: waiting(host, run), 5)
    policy.unlink()
    assert host.wait_for_run(run, timeout=10)["state"] == "succeeded"


def test_only_a_run_that_failed_is_tried_again(host, workflow):
    run = accept(host, workflow)
    host.wait_for_run(run)
    answer = host.post(f"/api/v1/runs/{run}/retry")
    assert answer.status == 409 and "failed" in answer.json["detail"]
    assert host.post("/api/v1/runs/run_00000000000000000000000000/retry").status == 404
