"""A DNS server of our own that answers with what nobody may reach: the address that is checked is the one connected to."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rebinding import ANSWERS, PUBLIC

NAMESPACES = ["unshare", "--net", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net", "--mount"]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    if not shutil.which("ip") or subprocess.run([*NAMESPACES, "true"], capture_output=True).returncode != 0:
        pytest.skip("this machine gives no network namespace, or has no `ip` to set one up")
    script = Path(__file__).with_name("rebinding.py")
    folder = tmp_path_factory.mktemp("rebinding")
    done = subprocess.run([*NAMESPACES, sys.executable, script, folder], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["public.test", "changing.test"])
def test_a_public_address_is_reached(outcomes, name):
    assert outcomes[name]["state"] == "succeeded", outcomes[name]
    assert outcomes[name]["reached"] == [PUBLIC]


@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in ("public.test", "changing.test")] + ["changing.test, later"])
def test_an_answer_that_is_not_public_reaches_nothing(outcomes, name):
    assert outcomes[name]["state"] == "failed"
    assert "not a public address" in outcomes[name]["record"]
    assert outcomes[name]["reached"] == []
