"""Whole stories of users: from the admin key to a log-out, and what thieves and guessers get."""

import base64
import json
import re
import statistics
import time

import pytest

from accounts import PASSWORD, log_in, make_user
from host import Host

COOKIE = "__Host-patchbay_refresh"
ORIGIN = "https://app.example.com"


@pytest.fixture
def host(tmp_path):
    host = Host(tmp_path, plugins=[], settings=["--dev", "--cors-origins", ORIGIN]).start()
    yield host
    host.stop()


def refresh(host, token):
    return host.post("/api/v1/auth/refresh", {"refresh_token": token}, key=None)


def cookie_of(answer):
    """The refresh cookie's value and attributes."""
    header = answer.headers["set-cookie"]
    name, value = header.split(";")[0].split("=", 1)
    assert name == COOKIE
    return value, {part.strip().lower() for part in header.split(";")[1:]}


def test_from_the_admin_key_to_an_admin_of_flesh_and_blood(host):
    assert host.call("DELETE", "/api/v1/admin-key").status == 409, "nobody could administer"
    admin = make_user(host, "Ada@Example.com", is_platform_admin=True)
    assert admin["email"] == "ada@example.com" and admin["is_platform_admin"]
    token = log_in(host, "ADA@example.com")["access_token"]
    me = host.get("/api/v1/me", key=token).json
    assert me["id"] == admin["id"] and me["workspaces"] == []
    assert host.get("/api/v1/plugins", key=token).status == 200
    key = host.key
    assert host.call("DELETE", "/api/v1/admin-key", key=token).status == 204
    assert host.get("/api/v1/plugins", key=key).status == 401
    assert host.call("PATCH", f"/api/v1/users/{admin['id']}", {"disabled": True}, key=token).status == 409
    host.stop()
    host.start()
    assert host.get("/api/v1/plugins", key=key).status == 401, "the file does not bring it back"
    assert host.get("/api/v1/plugins", key=log_in(host, "ada@example.com")["access_token"]).status == 200


def test_who_logs_out_is_out(host):
    user = make_user(host)
    here, there = log_in(host, user["email"]), log_in(host, user["email"])
    sessions = host.get("/api/v1/me/sessions", key=here["access_token"]).json["items"]
    assert {session["id"] for session in sessions} == {here["session_id"], there["session_id"]}
    assert [session["id"] for session in sessions if session["current"]] == [here["session_id"]]
    assert host.post("/api/v1/auth/logout", key=here["access_token"]).status == 204
    assert host.get("/api/v1/me", key=here["access_token"]).status == 401
    assert refresh(host, here["refresh_token"]).status == 401
    assert host.get("/api/v1/me", key=there["access_token"]).status == 200
    host.kill()
    host.start()
    assert host.get("/api/v1/me", key=here["access_token"]).status == 401
    assert refresh(host, there["refresh_token"]).status == 200


def test_a_stolen_refresh_token_ends_the_session_and_is_told(host):
    user = make_user(host)
    mine = log_in(host, user["email"])
    thief = refresh(host, mine["refresh_token"]).json
    assert refresh(host, mine["refresh_token"]).status == 401
    assert refresh(host, thief["refresh_token"]).status == 401
    assert host.get("/api/v1/me", key=thief["access_token"]).status == 401
    line = host.wait_for_line("a refresh token was used twice; its session has ended")
    assert line["level"] == "warning" and line["user"] == user["id"]
    log = host.log.read_text()
    assert mine["refresh_token"] not in log and mine["access_token"] not in log and PASSWORD not in log


def test_a_new_password_by_mail(host):
    user = make_user(host)
    session = log_in(host, user["email"])
    assert host.post("/api/v1/auth/password-resets", {"email": user["email"]}, key=None).status == 202
    token = re.search(r"reset_[0-9a-f]{64}", host.wait_for_line("mail")["text"]).group()
    confirm = {"token": token, "password": "another long word"}
    assert host.post("/api/v1/auth/password-resets/confirm", confirm | {"password": "password123"}, key=None).status == 422
    assert host.post("/api/v1/auth/password-resets/confirm", confirm, key=None).status == 204
    assert host.post("/api/v1/auth/password-resets/confirm", confirm, key=None).status == 404
    assert host.get("/api/v1/me", key=session["access_token"]).status == 401
    token = log_in(host, user["email"], "another long word")["access_token"]
    change = {"current_password": "another long word", "password": "a third long word"}
    assert host.post("/api/v1/auth/password", change | {"current_password": "wrong"}, key=token).status == 403
    new = host.post("/api/v1/auth/password", change, key=token)
    assert new.status == 200
    assert host.get("/api/v1/me", key=token).status == 401
    assert host.get("/api/v1/me", key=new.json["access_token"]).status == 200


def test_the_cookie_is_for_pages_of_ours(host):
    user = make_user(host)
    log_in_body = {"email": user["email"], "password": PASSWORD, "cookie": True}
    for origin in ({}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert host.post("/api/v1/auth/login", log_in_body, key=None, headers=origin).status == 403
    ours = {"origin": ORIGIN}
    planted = "pb_refresh_" + "0" * 64
    answer = host.post("/api/v1/auth/login", log_in_body, key=None, headers=ours | {"cookie": f"{COOKIE}={planted}"})
    assert answer.status == 200 and "refresh_token" not in answer.json
    value, attributes = cookie_of(answer)
    assert value != planted, "a session that somebody prepared is never taken over"
    assert {"path=/", "secure", "httponly", "samesite=strict"} <= attributes and not any(a.startswith("domain") for a in attributes)
    assert answer.headers["access-control-allow-credentials"] == "true"

    cookie = {"cookie": f"a=b; {COOKIE}={value}"}
    for origin in ({}, {"origin": "https://evil.example"}, {"origin": ORIGIN + ".evil.example"}):
        for path in ("refresh", "logout"):
            assert host.call("POST", f"/api/v1/auth/{path}", key=None, headers=cookie | origin).status == 403
    answer = host.call("POST", "/api/v1/auth/refresh", key=None, headers=cookie | ours)
    assert answer.status == 200 and "refresh_token" not in answer.json
    cookie = {"cookie": f"{COOKIE}={cookie_of(answer)[0]}"}
    answer = host.call("POST", "/api/v1/auth/logout", key=None, headers=cookie | ours)
    assert answer.status == 204 and "max-age=0" in cookie_of(answer)[1]
    assert host.call("POST", "/api/v1/auth/refresh", key=None, headers=cookie | ours).status == 401


def test_guessing_is_slowed_down_and_tells_nothing(host):
    user = make_user(host)
    guess = lambda email, password="a wrong guess": host.post("/api/v1/auth/login", {"email": email, "password": password}, key=None)
    strip = lambda answer: {key: value for key, value in answer.json.items() if key != "trace_id"}
    refusals, told = [], []
    for email in (user["email"], "nobody@example.com"):
        # Where a guess takes long, the first waits are over by then.
        answers = [guess(email)]
        while answers[-1].status == 401 and len(answers) < 10:
            answers.append(guess(email))
        assert answers[-1].status == 429 and len(answers) > 5
        assert guess(email, PASSWORD).status == 429, "the right one is refused, too"
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 32
        refusals += map(strip, answers[:-1])
        told.append(strip(answers[-1]))
    assert all(refusal == refusals[0] for refusal in refusals) and told[0] == told[1]


def test_a_stranger_takes_as_long_as_a_user(host):
    emails = [make_user(host)["email"] for _ in range(5)]

    def seconds(email):
        begin = time.perf_counter()
        assert host.post("/api/v1/auth/login", {"email": email, "password": "a wrong guess"}, key=None).status == 401
        return time.perf_counter() - begin

    known = statistics.median(seconds(email) for email in emails)
    unknown = statistics.median(seconds(f"nobody{number}@example.com") for number in range(5))
    print(f"known {known:.3f} s, unknown {unknown:.3f} s")
    assert 0.5 < known / unknown < 2


def test_nobody_registers_where_sign_up_is_closed(host):
    body = {"email": "eve@example.com", "password": PASSWORD, "name": "Eve"}
    assert host.post("/api/v1/auth/register", body, key=None).status == 403
    assert host.post("/api/v1/auth/register", body | {"is_platform_admin": True}, key=None).status == 422, "nor makes an admin of themselves"


def test_who_is_invited_registers_and_joins(tmp_path):
    host = Host(tmp_path, plugins=[], settings=["--signup", "invite"]).start()
    try:
        token = host.post("/api/v1/invitations", {"email": "eve@example.com", "role": "editor"}).json["token"]
        body = {"email": "eve@example.com", "password": PASSWORD, "name": "Eve"}
        register = lambda **more: host.post("/api/v1/auth/register", body | more, key=None)
        assert register().status == 403
        assert register(email="mallory@example.com", invitation=token).status == 403, "it is for one address"
        first, again = register(invitation=token), register(invitation=token, password="another long word")
        assert (first.status, first.body) == (again.status, again.body) == (202, b"")
        access = log_in(host, "eve@example.com")["access_token"]
        assert host.post("/api/v1/invitations/accept", {"token": token}, key=access).status == 200
        workspaces = host.get("/api/v1/me", key=access).json["workspaces"]
        assert [workspace["role"] for workspace in workspaces] == ["editor"]
        assert host.get("/api/v1/runs", key=access).status == 200, "one workspace need not be named"
        log_out = host.post("/api/v1/auth/logout", key=access)
        assert log_out.status == 204
        actions = [entry["action"] for entry in host.get("/api/v1/platform/audit").json["items"]]
        assert {"user.register", "session.start", "session.end", "invitation.accept"} <= set(actions)
    finally:
        host.stop()


def test_a_user_is_no_admin(host):
    user = make_user(host)
    token = log_in(host, user["email"])["access_token"]
    for method, path in [("GET", "/api/v1/users"), ("GET", f"/api/v1/users/{user['id']}"), ("DELETE", "/api/v1/admin-key"), ("GET", "/api/v1/plugins")]:
        assert host.call(method, path, key=token).status == 403
    assert host.call("PATCH", f"/api/v1/users/{user['id']}", {"is_platform_admin": True}, key=token).status == 403
    assert host.call("PATCH", "/api/v1/me", {"is_platform_admin": True}, key=token).status == 422
    assert host.call("PATCH", "/api/v1/me", {"name": "Countess"}, key=token).json["name"] == "Countess"
    assert host.get("/api/v1/runs", key=token).json["type"].endswith("workspace-not-named")
    assert host.get("/api/v1/me").status == 403, "the admin key is nobody"


def test_tokens_verify_with_the_published_keys_and_forgeries_do_not(host):
    user = make_user(host)
    token = log_in(host, user["email"])["access_token"]
    keys = host.get("/.well-known/jwks.json", key=None).json["keys"]
    header, claims, signature = token.split(".")
    decode = lambda part: base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    assert json.loads(decode(header))["kid"] in [key["kid"] for key in keys]
    assert keys[0] | {"kid": "", "x": ""} == {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": "", "x": ""}
    encode = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()
    admin = json.loads(decode(claims)) | {"sub": "usr_00000000000000000000000000"}
    for forged in [f"{encode({'alg': 'none', 'typ': 'JWT'})}.{claims}.", f"{header}.{encode(admin)}.{signature}", f"{header}.{claims}."]:
        answer = host.get("/api/v1/me", key=forged)
        assert answer.status == 401 and answer.headers["www-authenticate"]
