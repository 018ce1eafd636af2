"""The whole story on a scratch database, against a stand-in provider on loopback: python3 demo.py <build folder>."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

if len(sys.argv) > 1:
    os.environ["PATCHBAY_BUILD"] = str(Path(sys.argv[1]).resolve())

from host import REPOSITORY, Host, install
from provider import Provider


def step(number: int, text: str):
    print(f"\n{number}. {text}")


def show(value):
    print("   " + json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n   "))


def main():
    folder = Path(tempfile.mkdtemp(prefix="patchbay-demo-"))
    provider = Provider(folder / "provider")
    host = Host(folder / "host", plugins=["http", "text"], connect_to=provider.connect_to())
    try:
        story(host, provider)
    finally:
        if host.process and host.process.poll() is None:
            host.stop()
        provider.close()
        shutil.rmtree(folder)


def story(host: Host, provider: Provider):
    step(1, "A host starts on an empty folder; it makes its database, its keys and an admin key.")
    host.start()
    print(f"   serving on {host.address}, data in {host.data}")

    step(2, "slack.so is dropped into plugins.d while it runs.")
    install(REPOSITORY / "plugins.d" / "slack.so", host.plugins)
    while (slack := host.get("/api/v1/connectors/slack")).status == 404:
        pass
    print(f"   {slack.json['name']}: {', '.join(action['id'] for action in slack.json['actions'])}")

    step(3, "An account is connected with a bot token; the token is sealed and never shown again.")
    connection = host.post("/api/v1/connections", {
        "connector": "slack", "scheme": "bot_token", "name": "Acme", "fields": {"token": "xoxb-demo-0123456789"}}).json
    show(connection)

    step(4, "A workflow is saved: a webhook starts it, it sends a Slack message.")
    workflow = host.post("/api/v1/workflows", {
        "name": "Welcome a customer",
        "trigger": {"type": "webhook", "path": "/new-customer"},
        "steps": [{"id": "tell", "connector": "slack", "action": "send_message", "connection": connection["id"],
                   "config": {"channel": "#sales", "text": "New customer: {{customer.name}}"}}],
    }).json
    print(f"   {workflow['id']}, called at {workflow['webhook_url']}")

    step(5, "A webhook arrives; 202 means that it is on disk.")
    path = workflow["webhook_url"].split("/", 3)[3]
    accepted = host.post("/" + path, {"customer": {"name": "Ada Lovelace"}}, key=False)
    print(f"   {accepted.status} {accepted.json}")

    step(6, "The provider is called; the credential joined the request on its way out of the host.")
    asked = provider.wait_for(1)[-1]
    print(f"   {asked.method} https://{asked.host}{asked.path} {asked.body.decode()}")

    step(7, "The run is on record, with every attempt and exchange.")
    run = host.wait_for_run(accepted.json["run_id"])
    show(run)

    step(8, "kill -9 in the middle of twenty webhooks; each that got its 202 completes after the restart.")
    accepted = [host.post("/" + path, {"customer": {"name": f"Customer {number}"}}, key=False).json["run_id"] for number in range(20)]
    host.kill()
    host.start()
    states = {host.wait_for_run(run)["state"] for run in accepted}
    print(f"   {len(accepted)} accepted, all {', '.join(states)}")

    step(9, "The host stops gracefully and the scratch folder is removed.")
    print(f"   exit code {host.stop()}")


if __name__ == "__main__":
    main()
