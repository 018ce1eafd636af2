"""Who may do what: every operation that is documented, asked by every kind of caller, answers as its own description says."""

import datetime
import itertools

import pytest

from accounts import log_in, make_user
from host import Host

ROLES = ["viewer", "editor", "admin", "owner"]
PLACE = "00000000000000000000000000"
# What a well-formed id of nothing looks like, by the name of its parameter.
IDS = {"user": f"usr_{PLACE}", "session": f"ses_{PLACE}", "workspace": f"ws_{PLACE}"}
# These take the caller's place away when they are let do it, so they come last.
LAST = {"logOut", "deleteWorkspace", "disableAdminKey"}
# These look at a token of their own, in the body or a cookie.
OWN_TOKEN = {"refreshSession", "logOut"}


class Caller:
    """A bearer token, and what the table must say of it."""

    def __init__(self, name, token, *, good=True, admin=False, user=False, roles=None, key_of=None, scopes=()):
        self.name, self.token, self.good, self.admin, self.user = name, token, good, admin, user
        self.roles, self.key_of, self.scopes = roles or {}, key_of, set(scopes)

    def verdict(self, access, workspace):
        """`allowed`, or the status of the refusal; `workspace` is the one that is named, or None."""
        if access.get("caller") == "anyone":
            return "allowed"
        if not self.good:
            return 401
        if access.get("caller") == "key_or_user":
            return "allowed"
        if access.get("caller") == "user":
            return "allowed" if self.user else 403
        if access.get("caller") == "platform_admin":
            return "allowed" if self.admin else 403
        if self.key_of:
            if workspace not in (None, self.key_of):
                return 404
            return "allowed" if access["scope"] in self.scopes else 403
        if workspace is None:
            if len(self.roles) != 1:
                return 400
            workspace = next(iter(self.roles))
        if workspace not in self.roles:
            return 404
        return "allowed" if ROLES.index(self.roles[workspace]) >= ROLES.index(access["role"]) else 403


class Cast:
    """A host with a workspace, and one of each kind of caller."""

    def __init__(self, host):
        self.host = host
        self.scopes = self.scopes_of_the_api()
        self.first = host.get("/api/v1/workspaces").json["items"][0]["id"]
        owner, admin = self.user(), self.user(is_platform_admin=True)
        self.workspace, self.key = self.found(owner)
        self.elsewhere, other_key = self.found(self.user())
        members = {role: self.user() for role in ROLES[:-1]}
        for role, member in members.items():
            self.invite(self.key, member, role)
        both = self.user()
        self.invite(self.key, both, "editor")
        self.invite(other_key, both, "editor")
        stranger = self.user()
        self.found(stranger)
        gone = self.user()
        assert host.post("/api/v1/auth/logout", key=gone["access_token"]).status == 204
        disabled = self.user()
        assert host.call("PATCH", f"/api/v1/users/{disabled['user_id']}", {"disabled": True}).status == 200
        revoked, revoked_id = self.api_key(self.scopes)
        assert host.call("DELETE", f"/api/v1/api-keys/{revoked_id}", key=self.key).status == 204
        self.callers = [
            Caller("nobody", False, good=False),
            Caller("a token of nobody", "pb_key_" + "0" * 64, good=False),
            Caller("half a JWT", "eyJhbGciOiJub25lIn0.e30.", good=False),
            Caller("a logged-out user", gone["access_token"], good=False),
            Caller("a disabled user", disabled["access_token"], good=False),
            Caller("a revoked key", revoked, good=False),
            Caller("an expired key", self.expired_key(), good=False),
            Caller("the admin key", host.key, admin=True, roles={self.first: "owner"}),
            Caller("a platform admin", admin["access_token"], admin=True, user=True),
            Caller("a user without a workspace", self.user()["access_token"], user=True),
            Caller("a member of another workspace", stranger["access_token"], user=True, roles={"elsewhere": "owner"}),
            Caller("an editor of two", both["access_token"], user=True, roles={self.workspace: "editor", self.elsewhere: "editor"}),
            Caller("a key of another workspace", other_key, key_of=self.elsewhere, scopes=self.scopes),
            Caller("a key with every scope", self.api_key(self.scopes)[0], key_of=self.workspace, scopes=self.scopes),
        ]
        self.callers += [Caller(f"the {role}", member["access_token"], user=True, roles={self.workspace: role})
                         for role, member in (members | {"owner": owner}).items()]
        self.callers += [Caller(f"a key with {scope}", self.api_key([scope])[0], key_of=self.workspace, scopes=[scope]) for scope in self.scopes]

    def user(self, **more):
        user = make_user(self.host, **more)
        return log_in(self.host, user["email"]) | {"user_id": user["id"], "email": user["email"]}

    def found(self, owner):
        answer = self.host.post("/api/v1/workspaces", {"name": "Acme", "email": owner["email"]}, key=owner["access_token"])
        assert answer.status == 201, answer.body
        return answer.json["workspace_id"], answer.json["api_key"]

    def invite(self, key, member, role):
        invitation = self.host.post("/api/v1/invitations", {"email": member["email"], "role": role}, key=key)
        assert invitation.status == 201, invitation.body
        accepted = self.host.post("/api/v1/invitations/accept", {"token": invitation.json["token"]}, key=member["access_token"])
        assert accepted.status == 200, accepted.body

    def api_key(self, scopes, **more):
        answer = self.host.post("/api/v1/api-keys", {"name": "Key", "scopes": list(scopes), **more}, key=self.key)
        assert answer.status == 201, answer.body
        return answer.json["key"], answer.json["id"]

    def expired_key(self):
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=1.5)
        key, _ = self.api_key(self.scopes, expires_at=soon.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z")
        while self.host.get("/api/v1/runs", key=key).status != 401:
            assert datetime.datetime.now(datetime.timezone.utc) < soon + datetime.timedelta(seconds=20)
        return key

    def scopes_of_the_api(self):
        return sorted({operation["x-patchbay-access"]["scope"] for _, _, operation in operations(self.host)
                       if "scope" in operation["x-patchbay-access"]})


def operations(host):
    for path, item in host.get("/openapi.json", key=False).json["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def filled(path, workspace):
    """The path with ids of nothing, but for the workspace."""
    parts = []
    for part in path.split("/"):
        name = part.strip("{}")
        parts.append(part if name == part else workspace if name == "workspace" else IDS.get(name, f"x_{PLACE}"))
    return "/".join(parts)


addresses = itertools.count(1)


@pytest.fixture(scope="module")
def cast(tmp_path_factory):
    # Each request seems to come from an address of its own, so that none is slowed down.
    host = Host(tmp_path_factory.mktemp("authorization"), plugins=[],
                settings=["--signup", "open", "--trusted-proxies", "127.0.0.1"]).start().lift_limits()
    yield Cast(host)
    host.stop()


def ask(cast, caller, method, path, operation, workspace=None):
    number = next(addresses)
    headers = {"x-forwarded-for": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
    if workspace:
        headers["patchbay-workspace"] = workspace
    body = {} if "requestBody" in operation and "*/*" not in operation["requestBody"]["content"] else None
    return cast.host.call(method, path, body, key=caller.token, headers=headers)


def fault(answer, verdict, in_workspace):
    """Why the answer is not what the table says; None when it is. Outside workspaces one may be the thing that is not there."""
    problem = answer.json if answer.status >= 400 else {}
    refused = {401: answer.status == 401, 403: answer.status == 403,
               404: in_workspace and answer.status == 404 and "no workspace" in problem.get("detail", ""),
               400: problem.get("type") == "urn:patchbay:problem:workspace-not-named"}
    if verdict == "allowed":
        return f"{answer.status} {problem.get('detail')}" if any(refused.values()) else None
    return None if refused[verdict] else f"{answer.status} {problem.get('detail')}, not {verdict}"


def test_every_route_answers_every_kind_of_caller_as_the_table_says(cast):
    faults, asked = [], 0
    for (method, path, operation), caller in itertools.product(list(operations(cast.host)), cast.callers):
        access, name = operation["x-patchbay-access"], operation["operationId"]
        if "role" not in access:
            forms = [(filled(path, IDS["workspace"]), None, None)]
        elif "{workspace}" in path:
            forms = [(filled(path, cast.workspace), None, cast.workspace)]
        else:
            plain = filled(path, cast.workspace)
            inside = plain.replace("/api/v1/", f"/api/v1/workspaces/{cast.workspace}/", 1)
            forms = [(plain, None, None), (plain, cast.workspace, cast.workspace), (inside, None, cast.workspace)]
        for place, header, named in forms:
            verdict = caller.verdict(access, named)
            if verdict == "allowed" and (name in LAST or name in OWN_TOKEN):
                continue
            if verdict == "allowed" and name == "createWorkspace" and not caller.good and caller.token:
                verdict = 401  # who shows a key there shows a good one
            answer = ask(cast, caller, method, place, operation, header)
            asked += 1
            if answer.status >= 500 and answer.status != 503:
                faults.append(f"{name} for {caller.name}: {answer.status}")
            elif problem := fault(answer, verdict, "role" in access):
                faults.append(f"{name} ({method} {place}) for {caller.name}: {problem}")
    assert not faults, f"{len(faults)} of {asked}:\n" + "\n".join(faults[:40])
    assert asked > 2000


def test_path_and_header_may_not_disagree(cast):
    owner = next(caller for caller in cast.callers if caller.name == "an editor of two")
    answer = cast.host.get(f"/api/v1/workspaces/{cast.workspace}/runs", key=owner.token, headers={"patchbay-workspace": cast.elsewhere})
    assert answer.status == 404


def test_one_who_has_several_workspaces_is_told_which(cast):
    both = next(caller for caller in cast.callers if caller.name == "an editor of two")
    answer = cast.host.get("/api/v1/runs", key=both.token)
    assert answer.status == 400
    assert {workspace["id"] for workspace in answer.json["workspaces"]} == {cast.workspace, cast.elsewhere}


def test_what_ends_a_caller_is_let_do_so_last(cast):
    by_name = {caller.name: caller for caller in cast.callers}
    host = cast.host
    assert host.call("DELETE", f"/api/v1/workspaces/{cast.workspace}", key=by_name["the owner"].token).status == 204
    assert host.get("/api/v1/runs", key=by_name["a key with every scope"].token).status == 401
    assert host.post("/api/v1/auth/logout", key=by_name["the owner"].token).status == 204
    assert host.get("/api/v1/me", key=by_name["the owner"].token).status == 401
    assert host.call("DELETE", "/api/v1/admin-key", key=by_name["a platform admin"].token).status == 204
    assert host.get("/api/v1/plugins").status == 401
