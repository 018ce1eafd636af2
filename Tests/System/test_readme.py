"""The commands of README.md, run word for word by a shell as a newcomer would; only the port is another."""

import os
import re
import socket
import subprocess

import pytest

from host import REPOSITORY, Host


@pytest.fixture
def host(tmp_path, provider):
    """A host on a port known beforehand, because its webhook URLs name it."""
    with provider.arrived:
        provider.requests.clear()
    host = Host(tmp_path, connect_to=provider.connect_to())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host.address = "127.0.0.1:%d" % probe.getsockname()[1]
    yield host.start()
    host.stop()


def blocks(text: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def shell(host, script: str) -> str:
    """What `script` prints when it is run beside the host's data folder."""
    script = script.replace("localhost:8080", host.address)
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=host.folder, env=environment, capture_output=True,
                          text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_three_commands_turn_a_webhook_into_an_actions_result(host):
    [first_run] = [block for block in blocks((REPOSITORY / "README.md").read_text()) if "/webhooks/" in block]
    shown = shell(host, first_run)
    assert '"state":"succeeded"' in shown
    assert r"<strong>Ada</strong> was here" in shown.replace(r"\/", "/")


def test_the_readmes_slack_commands_send_a_message(host, provider):
    readme = blocks((REPOSITORY / "README.md").read_text())
    [key] = [line for block in readme for line in block.splitlines() if line.startswith("export KEY=")]
    [slack] = [block for block in readme if "hooks.slack.com" in block]
    slack = slack.replace("https://hooks.slack.com/services/…", "https://hooks.slack.com/services/T000/B000/XXXX")
    shown = shell(host, f"{key}\n{slack}")
    assert '"state":"succeeded"' in shown, shown
    assert [request.json["text"] for request in provider.requests] == ["Hello from Patchbay"]


def test_the_first_start_says_where_the_key_is(host):
    assert f"export KEY=$(cat {host.data}/admin.key)" in host.log.read_text()
