"""The API holds what its own description promises."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from host import Host

ROUTES_FOR_ANYONE = [
    "/health", "/ready", "/openapi.json", "/.well-known/jwks.json", "/api/v1/auth/login", "/api/v1/auth/logout", "/api/v1/auth/refresh",
    "/api/v1/auth/register", "/api/v1/auth/password-resets", "/api/v1/auth/password-resets/confirm",
    "/api/v1/workspaces",  # where sign-up is open
]


def test_the_description_is_valid(host):
    document = host.get("/openapi.json", key=False).json
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_a_fuzzer_finds_no_contradiction(host):
    host.stop()
    host.settings += ["--address-rate", "0"]
    host.start().lift_limits()
    scanner = Path(sys.executable).parent / "schemathesis"
    done = subprocess.run(
        [scanner, "run", f"http://{host.address}/openapi.json", "--max-examples", "15", "--seed", "1", "--continue-on-failure",
         "--phases", "examples,coverage,fuzzing",
         # It would take away the key that the fuzzer comes with, once that has made an admin.
         "--exclude-operation-id", "disableAdminKey",
         # 428 is our answer where If-Match is missing; which connectors, schemes and workflows exist no schema can say.
         "--exclude-checks", "missing_required_header,positive_data_acceptance", "--header", f"Authorization: Bearer {host.key}", "--max-time", "60"],
        capture_output=True, text=True, timeout=300, cwd=host.folder)
    assert done.returncode == 0, done.stdout[-8000:]


def test_every_route_but_a_few_needs_a_key(host):
    document = host.get("/openapi.json", key=False).json
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if operation["x-patchbay-access"] == {"caller": "anyone"}:
                assert path in ROUTES_FOR_ANYONE or path.startswith("/webhooks/")
                continue
            answer = host.call(method.upper(), path.replace("{", "").replace("}", ""), key=False)
            assert answer.status == 401, (method, path)
            assert answer.headers["www-authenticate"]
            assert host.call(method.upper(), path.replace("{", "").replace("}", ""), key="pb_admin_wrong").status == 401


def test_undeclared_methods_are_answered_405_with_allow(host):
    answer = host.call("TRACE", "/health", key=False)
    assert answer.status == 405 and "GET" in answer.headers["allow"]


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/workflows/wf_00000000000000000000000000", "/api/v1/runs/x", "/x/../y"])
def test_what_is_not_there_is_a_problem_document(host, path):
    answer = host.get(path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["trace_id"] and answer.json["detail"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_pages_of_allowed_origins_can_read_problems_too(tmp_path):
    host = Host(tmp_path, plugins=[], settings=["--cors-origins", "https://app.example"]).start()
    try:
        for path, status in [("/api/v1/runs", 200), ("/api/v1/runs/x", 404)]:
            answer = host.get(path, headers={"origin": "https://app.example"})
            assert (answer.status, answer.headers["access-control-allow-origin"]) == (status, "https://app.example")
            assert host.get(path, headers={"origin": "https://evil.example"}).headers["access-control-allow-origin"] is None
    finally:
        host.stop()
