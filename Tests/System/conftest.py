import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from host import Host
from provider import Provider


@pytest.fixture(scope="session")
def provider(tmp_path_factory):
    provider = Provider(tmp_path_factory.mktemp("provider"))
    yield provider
    provider.close()


@pytest.fixture
def host(tmp_path, provider):
    """A running host of its own, whose connectors reach the stand-in provider."""
    with provider.arrived:
        provider.requests.clear()
    host = Host(tmp_path, connect_to=provider.connect_to()).start()
    yield host
    host.stop()
