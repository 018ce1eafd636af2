"""`PATCHBAY_KILLS=300 pytest Tests/System/test_torture.py -s` kills a host that often; PATCHBAY_SEED gives the clients other ideas."""

import os

from host import Host
from provider import Provider
from torture import MoodyProvider, Torture

KILLS = int(os.environ.get("PATCHBAY_KILLS", "5"))
SEED = int(os.environ.get("PATCHBAY_SEED", "1"))
#: Runs are settled now and then, so that some have lived through several kills.
SETTLE_EVERY = 5


def test_what_clients_were_told_survives_every_kill(tmp_path):
    moody = MoodyProvider(SEED)
    provider = Provider(tmp_path / "provider")
    provider.respond = moody.respond
    host = Host(tmp_path / "host", plugins=["slack"], connect_to=provider.connect_to(), settings=["--address-rate", "0"]).start().lift_limits()
    try:
        torture = Torture(host, moody, SEED)
        for number in range(1, KILLS + 1):
            torture.kill_once()
            if number % SETTLE_EVERY == 0:
                torture.settle()
                print(torture.line, flush=True)
        torture.finish()
        print(torture.line, flush=True)
        assert torture.faults == []
    finally:
        if host.process.poll() is None:
            host.stop()
        provider.close()
