"""What a newcomer, a client and an admin do, from a connection to a run on record."""

import time

TOKEN = "xoxb-story-0123456789"


def connect_slack(host, **changes):
    body = {"connector": "slack", "scheme": "bot_token", "name": "Acme", "fields": {"token": TOKEN}, **changes}
    answer = host.post("/api/v1/connections", body)
    assert answer.status == 201, answer.body
    return answer.json


def save_workflow(host, connection, path="/new-customer", **step):
    answer = host.post("/api/v1/workflows", {
        "name": "Welcome", "trigger": {"type": "webhook", "path": path},
        "steps": [{"id": "tell", "connector": "slack", "action": "send_message", "connection": connection["id"],
                   "config": {"channel": "#sales", "text": "New customer: {{customer.name}}"}, **step}]})
    assert answer.status == 201, answer.body
    return answer.json


def webhook(workflow):
    """The path and query of a workflow's webhook URL."""
    return "/" + workflow["webhook_url"].split("/", 3)[3]


def test_a_webhook_becomes_a_message_and_a_run_on_record(host, provider):
    workflow = save_workflow(host, connect_slack(host))
    accepted = host.post(webhook(workflow), {"customer": {"name": "Ada"}}, key=False)
    assert accepted.status == 202
    run = host.wait_for_run(accepted.json["run_id"])
    assert run["state"] == "succeeded"
    [asked] = [request for request in provider.requests if request.path == "/api/chat.postMessage"]
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert asked.json["text"] == "New customer: Ada"
    [attempt] = run["steps"][0]["attempts"]
    assert attempt["input"]["text"] == "New customer: Ada"
    assert attempt["output"]["ts"] == "1700000000.000100"
    [exchange] = attempt["exchanges"]
    assert exchange["status"] == 200
    assert TOKEN not in str(run)


def test_an_action_runs_by_itself(host):
    connection = connect_slack(host)
    answer = host.post("/api/v1/connectors/slack/actions/send_message/runs", {
        "connection": connection["id"], "input": {"channel": "#general", "text": "Hello"}, "wait": 20})
    assert answer.status == 200, answer.body
    assert answer.json["state"] == "succeeded"


def test_an_invalid_input_names_its_place(host):
    connection = connect_slack(host)
    answer = host.post("/api/v1/connectors/slack/actions/send_message/runs", {
        "connection": connection["id"], "input": {"channel": "#general"}, "wait": 20})
    assert answer.status == 422
    assert any("text" in fault["pointer"] + fault["message"] for fault in answer.json["errors"])


def test_a_rate_limited_step_waits_and_tries_again(host, provider):
    from provider import Answer, default_answer
    seen = []

    def limited_once(asked):
        seen.append(time.monotonic())
        return Answer.of({"ok": False, "error": "ratelimited"}, 429, **{"retry-after": "1"}) if len(seen) == 1 else default_answer(asked)

    provider.respond = limited_once
    try:
        workflow = save_workflow(host, connect_slack(host))
        accepted = host.post(webhook(workflow), {"customer": {"name": "Ada"}}, key=False).json
        run = host.wait_for_run(accepted["run_id"])
    finally:
        provider.respond = default_answer
    assert run["state"] == "succeeded"
    first, second = run["steps"][0]["attempts"]
    assert first["error"]["class"] == "rate_limited"
    assert second["state"] == "succeeded"
    assert seen[1] - seen[0] >= 0.9


def test_a_connection_keeps_its_id_when_its_secret_is_replaced(host, provider):
    connection = connect_slack(host, fields={"token": "xoxb-old"})
    answer = host.call("PATCH", f"/api/v1/connections/{connection['id']}", {"fields": {"token": "xoxb-new"}})
    assert answer.status == 200
    assert answer.json["id"] == connection["id"]
    assert host.post(f"/api/v1/connections/{connection['id']}/test").json["ok"] is True
    assert provider.requests[-1].headers["authorization"] == "Bearer xoxb-new"


def test_a_connection_is_found_by_its_number_too(host):
    connection = connect_slack(host)
    path = f"/api/v1/connections/{connection['number']}"
    assert host.get(path).json == host.get(f"/api/v1/connections/{connection['id']}").json
    assert host.call("PATCH", path, {"name": "Renamed"}).json["name"] == "Renamed"
    assert host.post(path + "/test").json["ok"] is True
    assert host.call("DELETE", path).status == 204
    for nothing in (connection["number"], 0, -1, 99999999999999999999, "one"):
        assert host.get(f"/api/v1/connections/{nothing}").status == 404


def test_unsaved_data_can_be_tested(host):
    good = host.post("/api/v1/connections/test", {"connector": "slack", "scheme": "bot_token", "fields": {"token": TOKEN}})
    assert good.json["ok"] is True
    bad = host.post("/api/v1/connections/test", {"connector": "slack", "scheme": "bot_token", "fields": {"token": "xoxp-of-nobody"}})
    assert bad.status == 200 and bad.json["ok"] is False and bad.json["message"]


def test_a_workflow_is_replaced_only_by_who_saw_it(host):
    workflow = save_workflow(host, connect_slack(host))
    path = f"/api/v1/workflows/{workflow['id']}"
    tag = host.get(path).headers["etag"]
    definition = host.get(path).json["definition"] | {"name": "Renamed"}
    assert host.call("PUT", path, definition).status == 428
    assert host.call("PUT", path, definition, headers={"if-match": '"99"'}).status == 412
    answer = host.call("PUT", path, definition, headers={"if-match": tag})
    assert answer.status == 200 and answer.json["version"] == 2


def test_validation_reports_every_fault_with_its_path(host):
    answer = host.post("/api/v1/workflows/validate", {
        "name": "Broken", "steps": [{"connector": "slack"}, {"id": "b", "connector": "slack", "action": "x", "depends_on": ["nowhere"]}]})
    assert answer.status == 200
    pointers = [fault["pointer"] for fault in answer.json["errors"]]
    assert answer.json["valid"] is False
    assert any(pointer.startswith("/steps/0") for pointer in pointers)
    assert any(pointer.startswith("/steps/1") for pointer in pointers)


def test_validation_tells_warnings_beside_errors(host):
    verdict = host.post("/api/v1/workflows/validate", {
        "steps": [{"action": "slack.send_mesage", "timeout": "soon"}, {"action": "slack.send_message", "input": {"channel": "C1"}}]}).json
    assert {fault["pointer"] for fault in verdict["errors"]} == {"/name", "/steps/0/timeout"}
    warned = {fault["pointer"] for fault in verdict["warnings"]}
    assert {"/steps/0/action", "/steps/1/input"} <= warned, verdict


def test_times_are_written_as_dates(host):
    workflow = save_workflow(host, connect_slack(host), config={
        "channel": "C1", "text": "{{trigger.received_at}} {{run.created_at}}"})
    run = host.wait_for_run(host.post(webhook(workflow), {}, key=False).json["run_id"])
    received, created = run["steps"][0]["attempts"][0]["input"]["text"].split(" ")
    assert received == run["trigger"]["received_at"] and created == run["created_at"]
    assert received[10] == "T" and received.endswith("Z")


def test_what_will_not_run_is_told_and_kept_from_nobody(host):
    document = {"name": "Early", "steps": [
        {"id": "tell", "connector": "slack", "action": "send_mesage", "config": {"text": "x"}},
        {"connector": "salesforce", "action": "create_lead", "connection": 7},
        {"connector": "slack", "action": "send_message", "connection": 7, "config": {"txt": "x"}},
    ]}
    verdict = host.post("/api/v1/workflows/validate", document).json
    assert verdict["valid"] is True and verdict["errors"] == []
    told = {warning["pointer"]: warning["message"] for warning in verdict["warnings"]}
    assert "did you mean 'send_message'?" in told["/steps/0/action"]
    assert "salesforce" in told["/steps/1"]
    assert "There is no connection 7." == told["/steps/2/connection"]
    assert any(pointer.startswith("/steps/2/config") for pointer in told)
    saved = host.post("/api/v1/workflows", document)
    assert saved.status == 201 and saved.json["warnings"] == verdict["warnings"]
    path = f"/api/v1/workflows/{saved.json['id']}"
    assert host.post(f"{path}/enable").json["warnings"] == verdict["warnings"]
    assert host.get(path).json["warnings"] == verdict["warnings"]
    connection = connect_slack(host)
    mended = document | {"steps": [{"connector": "slack", "action": "send_message", "connection": connection["id"],
                                    "config": {"channel": "#sales", "text": "x"}}]}
    replaced = host.call("PUT", path, mended, headers={"if-match": saved.headers["etag"]})
    assert replaced.status == 200 and replaced.json["warnings"] == []


def test_a_connection_in_use_is_deleted_by_force_only_and_then_missed(host):
    connection = connect_slack(host)
    workflow = save_workflow(host, connection)
    path = f"/api/v1/connections/{connection['id']}"
    refused = host.call("DELETE", path)
    assert refused.status == 409 and refused.json["workflows"] == ["Welcome"]
    assert host.call("DELETE", f"{path}?force=true").status == 204
    [warning] = host.get(f"/api/v1/workflows/{workflow['id']}").json["warnings"]
    assert warning["pointer"] == "/steps/0/connection"


def test_a_disabled_workflow_takes_no_webhooks(host):
    workflow = save_workflow(host, connect_slack(host))
    host.post(f"/api/v1/workflows/{workflow['id']}/disable")
    assert host.post(webhook(workflow), {"customer": {}}, key=False).status == 404
    host.post(f"/api/v1/workflows/{workflow['id']}/enable")
    assert host.post(webhook(workflow), {"customer": {"name": "x"}}, key=False).status == 202


def test_runs_are_listed_newest_first_in_pages(host):
    started = [host.post("/api/v1/connectors/text/actions/markdown_to_html/runs", {"input": {"text": str(n)}, "wait": 20}).json["id"] for n in range(5)]
    first = host.get("/api/v1/runs?limit=3").json
    second = host.get(f"/api/v1/runs?limit=3&cursor={first['next_cursor']}").json
    assert [run["id"] for run in first["items"] + second["items"]] == started[::-1]
    assert host.get("/api/v1/runs?state=failed").json["items"] == []


def test_the_trace_of_a_caller_reaches_run_answer_and_provider(host, provider):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    workflow = save_workflow(host, connect_slack(host))
    answer = host.post(webhook(workflow), {"customer": {"name": "Ada"}}, key=False,
                       headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert trace in answer.headers["traceparent"]
    run = host.wait_for_run(answer.json["run_id"])
    assert run["trace_id"] == trace
    assert trace in provider.requests[-1].headers["traceparent"]
