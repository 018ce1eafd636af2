"""What has been accepted survives the death of the host."""

import itertools
import threading

from host import Host
from provider import Provider
from test_story import connect_slack, save_workflow, webhook

WEBHOOKS = 1000


def test_every_accepted_webhook_completes_after_kill_9(tmp_path):
    journal = tmp_path / "performed"
    provider = Provider(tmp_path / "provider", journal)
    host = Host(tmp_path / "host", connect_to=provider.connect_to()).start()
    try:
        workflow = save_workflow(host, connect_slack(host))
        accepted = accept_until_killed(host, webhook(workflow))
        assert 0 < len(accepted) < WEBHOOKS, "the kill must fall in the middle"
        host.start()
        runs = {name: host.wait_for_run(run, timeout=120) for name, run in accepted.items()}
        in_doubt = [run for run in runs.values() if run["state"] != "succeeded"]
        assert all(run["steps"][-1]["attempts"][-1]["state"] == "in_doubt" for run in in_doubt), "nothing accepted is lost"
        performed = journal.read_text()
        succeeded = [name for name, run in runs.items() if run["state"] == "succeeded"]
        assert [name for name in succeeded if f"New customer: {name}." not in performed] == [], "the provider saw each that succeeded"
    finally:
        host.stop()
        provider.close()


def accept_until_killed(host, path) -> dict[str, str]:
    """Sends webhooks from eight threads and kills the host once half of them have been accepted; runs by the name they carry."""
    accepted, lock, numbers = {}, threading.Lock(), itertools.count()

    def send():
        while True:
            with lock:
                if len(accepted) >= WEBHOOKS:
                    return
            name = f"customer-{next(numbers)}"
            try:
                answer = host.post(path, {"customer": {"name": name + "."}}, key=False, timeout=10)
            except OSError:
                return
            if answer.status == 202:
                with lock:
                    accepted[name] = answer.json["run_id"]
                    if len(accepted) == WEBHOOKS // 2:
                        host.kill()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return accepted
