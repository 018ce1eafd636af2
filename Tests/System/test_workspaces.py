"""Workspaces: made, shared out by keys, kept apart, suspended and deleted."""

import pytest

from host import Host

WORKFLOW = {"name": "Echo", "trigger": {"type": "webhook", "path": "echo"},
            "steps": [{"id": "up", "connector": "text", "action": "markdown_to_html", "input": {"text": "# {{trigger.path}}"}}]}


@pytest.fixture
def host(tmp_path):
    host = Host(tmp_path, plugins=["text"], settings=["--signup", "open"]).start()
    yield host
    host.stop()


def sign_up(host, name="Acme", **more):
    answer = host.post("/api/v1/workspaces", {"name": name, "email": "owner@acme.example", **more}, key=False)
    assert answer.status == 201, answer.body
    assert answer.headers["cache-control"] == "no-store"
    return answer.json


def test_anyone_signs_up_and_the_key_opens_that_workspace_and_no_other(host):
    one, two = sign_up(host, "One"), sign_up(host, "Two")
    key = one["api_key"]
    assert key.startswith("pb_key_") and one["webhook_secret"].startswith("whsec_")
    assert one["verification_secret"] != one["webhook_secret"]
    assert host.get("/api/v1/workspaces", key=key).json["items"] == [{"id": one["workspace_id"], "name": "One"}]
    settings = host.get(f"/api/v1/workspaces/{one['workspace_id']}", key=key).json
    assert settings["plan"] == "free" and settings["incoming_default"] == "none" and settings["warnings"]
    for path in ("", "/members", "/api-keys", "/runs", "/webhook-secrets", "/invitations"):
        assert host.get(f"/api/v1/workspaces/{two['workspace_id']}{path}", key=key).status == 404, path
    other = host.get("/api/v1/api-keys", key=two["api_key"]).json["items"][0]["id"]
    assert host.get(f"/api/v1/api-keys/{other}", key=key).status == 404
    assert host.call("DELETE", f"/api/v1/api-keys/{other}", key=key).status == 404


def test_who_signs_up_gets_no_plan_but_free(host):
    refused = host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example", "plan": "enterprise"}, key=False)
    assert refused.status == 403 and "free" in refused.json["detail"]
    assert host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example", "plan": "gold"}, key=False).status == 422
    assert host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example", "id": "ws_0"}, key=False).status == 422
    assert host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example", "plan": "enterprise"}).status == 201
    assert host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example"}, key="pb_key_wrong").status == 401


def test_sign_up_is_closed_unless_it_is_opened(tmp_path):
    host = Host(tmp_path, plugins=[]).start()
    try:
        refused = host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example"}, key=False)
        assert refused.status == 403 and "closed" in refused.json["detail"]
        assert host.post("/api/v1/workspaces", {"name": "A", "email": "a@b.example"}).status == 201
    finally:
        host.stop()


def test_keys_are_made_with_less_and_revoked_at_once(host):
    admin = sign_up(host)["api_key"]
    made = host.post("/api/v1/api-keys", {"name": "Reader", "scopes": ["runs:read", "workspace:write"]}, key=admin)
    assert made.status == 201
    key, secret = made.json["id"], made.json["key"]
    assert secret.startswith(made.json["hint"]) and len(made.json["hint"]) < 16
    assert host.get("/api/v1/runs", key=secret).status == 200
    assert host.get("/api/v1/workflows", key=secret).status == 403
    beyond = host.post("/api/v1/api-keys", {"name": "More", "scopes": ["workflows:read"]}, key=secret)
    assert beyond.status == 403 and "workflows:read" in beyond.json["detail"]
    assert secret not in host.get("/api/v1/api-keys", key=admin).body.decode()
    assert host.call("DELETE", f"/api/v1/api-keys/{key}", key=admin).status == 204
    refused = host.get("/api/v1/runs", key=secret)
    assert refused.status == 401 and "taken back" in refused.json["detail"]
    assert host.get(f"/api/v1/api-keys/{key}", key=admin).json["revoked_at"]
    host.stop()
    assert secret not in host.log.read_text() and secret.encode() not in (host.data / "patchbay.db").read_bytes()


def test_webhook_secrets_are_rotated_and_shown_once(host):
    made = sign_up(host)
    rotated = host.post("/api/v1/webhook-secrets/signing/rotate", {"overlap_seconds": 60}, key=made["api_key"])
    assert rotated.status == 200 and rotated.json["secret"].startswith("whsec_") and rotated.json["current"]
    listed = host.get("/api/v1/webhook-secrets", key=made["api_key"])
    assert [(secret["purpose"], secret["current"]) for secret in listed.json["items"]] == [
        ("signing", True), ("signing", False), ("verification", True)]
    assert "whsec_" not in listed.body.decode()
    assert host.post("/api/v1/webhook-secrets/other/rotate", {}, key=made["api_key"]).status == 404


def test_settings_of_a_workspace(host):
    made = sign_up(host)
    path = f"/api/v1/workspaces/{made['workspace_id']}"
    changed = host.call("PATCH", path, {"event_url": "https://acme.example/e", "incoming_default": "standard_webhooks"}, key=made["api_key"])
    assert changed.status == 200 and changed.json["event_url"] == "https://acme.example/e" and changed.json["warnings"] == []
    assert host.call("PATCH", path, {"event_url": "http://acme.example/e"}, key=made["api_key"]).status == 422
    assert host.call("PATCH", path, {"plan": "enterprise"}, key=made["api_key"]).status == 422
    assert "event_url" not in host.call("PATCH", path, {"event_url": None}, key=made["api_key"]).json


def test_whoever_administers_the_host_suspends_and_deletes_without_looking_in(host):
    made = sign_up(host)
    key, name = made["api_key"], made["workspace_id"]
    assert host.post("/api/v1/workflows", WORKFLOW, key=key).status == 201
    assert host.post(f"/webhooks/{name}/echo", {"a": 1}, key=False).status == 202
    listed = host.get("/api/v1/platform/workspaces").json["items"]
    assert name in [workspace["id"] for workspace in listed]
    assert host.get(f"/api/v1/workspaces/{name}").status == 404
    platform = f"/api/v1/platform/workspaces/{name}"
    assert host.call("PATCH", platform, {"plan": "professional", "suspended": True}).json["plan"] == "professional"
    assert host.get("/api/v1/runs", key=key).status == 403
    assert host.call("PATCH", platform, {"suspended": False}).status == 200
    assert host.get("/api/v1/runs", key=key).status == 200
    assert host.get("/api/v1/platform/workspaces", key=key).status == 403
    assert host.call("DELETE", platform).status == 204
    assert host.get("/api/v1/runs", key=key).status == 401
    assert host.post(f"/webhooks/{name}/echo", {"a": 1}, key=False).status == 404
    assert host.call("DELETE", platform).status == 404
    first = host.get("/api/v1/workspaces").json["items"][0]["id"]
    assert host.call("DELETE", f"/api/v1/workspaces/{first}").status == 409
