"""Who did what is on record, and nobody changes the record unnoticed."""

import json
import shutil
import sqlite3

from test_idempotency import workflow


def fill(host, count=5):
    for number in range(count):
        assert host.post("/api/v1/workflows", workflow(f"w{number}")).status == 201


def verify(host, *arguments):
    done = host.command("audit", "verify", *arguments)
    return done.returncode, done.stdout + done.stderr


def test_the_log_of_a_running_host_is_verified_and_exported(host):
    fill(host)
    code, text = verify(host)
    assert (code, "All 5 entries" in text) == (0, True), text
    lines = [json.loads(line) for line in host.command("audit", "export").stdout.splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4, 5]
    assert all(line["action"] == "workflow.create" and line["subject"].startswith("wf_") for line in lines)
    assert lines[0]["address"] == "127.0.0.1"
    assert [json.loads(line)["number"] for line in host.command("audit", "export", "--after", "3").stdout.splitlines()] == [4, 5]
    streamed = host.get("/api/v1/audit?format=ndjson")
    assert streamed.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in streamed.body.splitlines()] == lines[::-1]


def test_a_run_names_itself_in_the_transaction_that_starts_it(host):
    run = host.post("/api/v1/connectors/text/actions/markdown_to_html/runs", {"input": {"text": "x"}, "wait": 20}).json["id"]
    entry, = host.get("/api/v1/audit?action=action.run").json["items"]
    assert entry["subject"] == run


def test_what_somebody_changed_in_a_copy_is_found(host, tmp_path):
    fill(host)
    host.stop()
    copy = tmp_path / "copy.db"
    for sql, says in [
        ("SELECT 1", None), ("UPDATE audit_entries SET actor = 'usr_1' WHERE number = 3", "entry 3"),
        ("DELETE FROM audit_entries WHERE number = 2", "entry 2 is missing"),
        ("DELETE FROM audit_entries WHERE number = 5", "entry 5 is missing"),
    ]:
        shutil.copy(host.data / "patchbay.db", copy)
        database = sqlite3.connect(copy)
        for trigger, in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute(sql)
        database.commit()
        database.close()
        code, text = verify(host, "--database", str(copy))
        assert (code, says is None or says in text) == (0 if says is None else 1, True), text


def test_a_start_signs_the_head_and_tells_the_log(host):
    fill(host)
    host.stop()
    offset = host.log.stat().st_size
    host.start()
    line = host.wait_for_line("signed the head of the audit log", offset)
    code, text = verify(host)
    assert code == 0 and line["public_key"] in text and line["hash"] in text, text


def test_a_database_that_is_none_is_said_to_be_none(host, tmp_path):
    (tmp_path / "x.db").write_bytes(b"no database" * 100)
    for path in ["nowhere.db", "x.db"]:
        code, text = verify(host, "--database", str(tmp_path / path))
        assert code == 2 and text, text
