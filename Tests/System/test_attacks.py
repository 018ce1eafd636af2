"""What a client with good keys of its own tries against the rows of others."""

import pytest

from accounts import log_in, make_user
from host import Host
from test_authorization import IDS, filled, operations

# What somebody adds to a body in the hope that it is believed.
WISHES = {"workspace_id": "ws_00000000000000000000000000", "workspace": "x", "owner": True, "role": "owner", "is_platform_admin": True,
          "scopes": ["workspace:write"], "plan": "enterprise", "id": "x", "created_by": "x", "user_id": "x", "epoch": 0, "state": "active"}


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    host = Host(tmp_path_factory.mktemp("attacks"), plugins=["http", "text"], settings=["--signup", "open", "--trusted-proxies", "127.0.0.1"]).start()
    yield host
    host.stop()


@pytest.fixture(scope="module")
def mine(host):
    return Workspace(host)


@pytest.fixture(scope="module")
def theirs(host):
    return Workspace(host)


class Workspace:
    """A workspace with one of everything that has an id."""

    def __init__(self, host):
        made = host.post("/api/v1/workspaces", {"name": "Acme", "email": "a@acme.example"}, key=False).json
        self.host, self.id, self.key = host, made["workspace_id"], made["api_key"]
        self.connection = self.make("/api/v1/connections", {
            "connector": "http", "scheme": "bearer", "name": "Theirs", "fields": {"allowed_hosts": ["api.example.com"], "token": "T0ken-of-a-tenant"}})
        self.workflow = self.make("/api/v1/workflows", {
            "name": "Theirs", "steps": [{"id": "up", "connector": "text", "action": "markdown_to_html", "config": {"text": "x"}}]})
        self.run = self.make(f"/api/v1/workflows/{self.workflow}/runs", {})
        self.api_key = self.make("/api/v1/api-keys", {"name": "Theirs", "scopes": ["runs:read"]})
        self.invitation = self.make("/api/v1/invitations", {"email": "guest@acme.example", "role": "viewer"})
        member = make_user(host)
        token = self.host.post("/api/v1/invitations", {"email": member["email"], "role": "editor"}, key=self.key).json["token"]
        joined = host.post("/api/v1/invitations/accept", {"token": token}, key=log_in(host, member["email"])["access_token"])
        assert joined.status == 200, joined.body
        self.member = member["id"]

    def make(self, path, body):
        answer = self.host.post(path, body, key=self.key)
        assert answer.status in (200, 201, 202), answer.body
        return answer.json["id"]

    @property
    def ids(self):
        return {"workflows": self.workflow, "connections": self.connection, "runs": self.run, "api-keys": self.api_key,
                "invitations": self.invitation, "members": self.member}

    def everything(self):
        """All that its own key sees of it, but for what time changes by itself."""
        paths = [f"/api/v1/{kind}" for kind in self.ids] + [f"/api/v1/workflows/{self.workflow}", f"/api/v1/workspaces/{self.id}"]
        seen = {}
        for path in paths:
            answer = self.host.get(path, key=self.key)
            assert answer.status == 200, (path, answer.body)
            seen[path] = [without_use(item) for item in answer.json.get("items", [answer.json])]
        return seen


def without_use(item):
    return {name: value for name, value in item.items() if name != "last_used_at"}


def test_an_id_of_another_workspace_is_no_id(host, mine, theirs):
    host.get(f"/api/v1/runs/{theirs.run}?wait=10", key=theirs.key)
    before, tried = theirs.everything(), []
    for method, path, operation in operations(host):
        kind = path.removeprefix("/api/v1/").split("/")[0]
        if kind not in theirs.ids or "{" not in path:
            continue
        place = path.replace("{id}", theirs.ids[kind]).replace("{user}", theirs.ids[kind])
        bodies = [{}, {"name": "Mine now"}, {"role": "owner"}] if "requestBody" in operation else [None]
        for body in bodies:
            answer = host.call(method, place, body, key=mine.key, headers={"if-match": "*"})
            assert answer.status in (404, 422), (method, place, answer.status, answer.body)
            assert "Theirs" not in answer.body.decode()
        tried.append(operation["operationId"])
    assert len(tried) >= 18, tried
    assert theirs.everything() == before


def test_an_id_of_another_workspace_in_a_body_leads_nowhere(host, mine, theirs):
    call = {"connection": theirs.connection, "input": {"method": "GET", "url": "https://api.example.com/"}, "wait": 10}
    refused = host.post("/api/v1/connectors/http/actions/request/runs", call, key=mine.key)
    assert "T0ken" not in refused.body.decode()
    assert refused.status in (404, 422) or refused.json["state"] == "failed" and "connection" in refused.json["error"]["message"], refused.body
    step = {"id": "go", "connector": "http", "action": "request", "connection": theirs.connection, "config": {"method": "GET", "url": "https://api.example.com/"}}
    saved = host.post("/api/v1/workflows", {"name": "Thief", "steps": [step]}, key=mine.key)
    assert saved.status == 422 or saved.json["warnings"], saved.body
    if saved.status == 201:
        run = host.post(f"/api/v1/workflows/{saved.json['id']}/runs", {"wait": 10}, key=mine.key)
        assert run.json["state"] == "failed" and "T0ken" not in run.body.decode()
    assert host.get("/api/v1/runs?workflow_id=" + theirs.workflow, key=mine.key).json.get("items", []) == []


def test_no_body_grants_a_wish(host, mine):
    """Every JSON body refuses members that are not its own, those that name power among them."""
    asked = 0
    for method, path, operation in operations(host):
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema is None or schema.get("additionalProperties") is not False:
            continue
        own = schema.get("properties", {})
        for name, value in WISHES.items():
            if name in own:
                continue
            asked += 1
            number = f"10.1.{asked >> 8 & 255}.{asked & 255}"
            answer = host.call(method, filled(path, mine.id), {name: value}, key=host.key if "platform" in str(operation["x-patchbay-access"]) else mine.key,
                               headers={"x-forwarded-for": number, "if-match": "*"})
            assert answer.status in (403, 404, 422), (method, path, name, answer.status, answer.body)
            if answer.status == 422:
                assert any(fault["pointer"] == f"/{name}" or name in fault["message"] for fault in answer.json["errors"]), (path, name, answer.body)
    assert asked > 100


def test_every_json_body_says_what_it_takes(host):
    """Bodies that the engine checks itself are the exception, and they are named."""
    documents = {"createWorkflow", "replaceWorkflow", "validateWorkflow"}
    for _, path, operation in operations(host):
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema is not None and operation["operationId"] not in documents:
            assert schema.get("additionalProperties") is False, operation["operationId"]


def test_a_workflow_document_grants_no_wish_either(host, mine):
    document = {"name": "Wish", "steps": [{"id": "up", "connector": "text", "action": "markdown_to_html", "config": {"text": "x"}}]}
    for name, value in WISHES.items():
        answer = host.post("/api/v1/workflows/validate", document | {name: value}, key=mine.key)
        assert answer.json["valid"] is False and name in answer.body.decode(), (name, answer.body)


@pytest.mark.parametrize("header", ["x-real-ip", "x-user-id", "x-workspace-id", "x-forwarded-user", "patchbay-user"])
def test_no_header_but_ours_names_anybody(host, mine, theirs, header):
    for value in (theirs.id, theirs.member, IDS["workspace"]):
        answer = host.get("/api/v1/workflows", key=mine.key, headers={header: value})
        assert answer.status == 200 and theirs.workflow not in answer.body.decode()


def test_a_refused_stranger_writes_nothing_into_the_log_of_others(host, theirs):
    stranger = log_in(host, make_user(host)["email"])["access_token"]
    entries = lambda: [(entry["actor"], entry["action"]) for entry in host.get("/api/v1/audit", key=theirs.key).json["items"]]
    before = entries()
    named = {"patchbay-workspace": theirs.id}
    assert host.post("/api/v1/plugins/text/release", key=stranger, headers=named).status == 403
    assert host.call("PATCH", f"/api/v1/platform/workspaces/{theirs.id}", {"suspended": True}, key=stranger).status == 403
    assert host.call("DELETE", f"/api/v1/workspaces/{theirs.id}", key=stranger).status == 404
    assert entries() == before
