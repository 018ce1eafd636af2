"""A canary planted as a credential is found nowhere: not in the database, the logs, the answers, or a worker's memory."""

from provider import forms_of
from test_story import connect_slack, save_workflow, webhook

CANARY = "xoxb-canary-7f3e9b1c5d"


def test_a_canary_token_is_found_nowhere(host, provider):
    answers = [host.get("/api/v1/connectors/slack").body]
    connection = connect_slack(host, fields={"token": CANARY})
    workflow = save_workflow(host, connection)
    run = host.post(webhook(workflow), {"customer": {"name": "Ada"}}, key=False).json["run_id"]
    host.wait_for_run(run)
    assert provider.requests[-1].headers["authorization"] == f"Bearer {CANARY}", "the provider must have received it"
    host.call("PATCH", f"/api/v1/connections/{connection['id']}", {"fields": {"token": CANARY + " "}})
    for path in ["/api/v1/connections", f"/api/v1/connections/{connection['id']}", "/api/v1/runs", f"/api/v1/runs/{run}",
                 "/api/v1/plugins", f"/api/v1/workflows/{workflow['id']}", "/ready"]:
        answers.append(host.get(path).body)
    places = {f"answer {number}": body for number, body in enumerate(answers)}
    places |= {f"worker {pid}": memory_of(pid) for pid in host.workers()}
    places |= {str(file): file.read_bytes() for file in host.data.rglob("*") if file.is_file()}
    places["log"] = host.log.read_bytes()
    assert any(name.startswith("worker") for name in places), "a worker must be running"
    found = [(name, form) for name, content in places.items() for form in forms_of(CANARY) if form in content]
    assert found == []


def memory_of(pid: int) -> bytes:
    """Everything readable that a process has mapped; needs root."""
    content = bytearray()
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, *_ = line.split()
            if not rights.startswith("r"):
                continue
            start, end = (int(text, 16) for text in span.split("-"))
            try:
                memory.seek(start)
                content += memory.read(end - start)
            except OSError:
                continue
    return bytes(content)
