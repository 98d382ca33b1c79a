"""Real servers, for the tests that run where HASHTUI_SERVERS=1; each module has them new."""

from collections.abc import Iterator

import pytest

from tests.servers.network import Crowd, Network, gathered, running_network


@pytest.fixture(scope="module")
def network(request: pytest.FixtureRequest) -> Iterator[Network]:
    """An ATProto network; `LIMITS_RATES = True` in a module switches on what limits its PDS."""
    with running_network(rates=getattr(request.module, "LIMITS_RATES", False)) as network:
        yield network


@pytest.fixture(scope="module")
def crowd(network: Network) -> Iterator[Crowd]:
    """People who live there."""
    with gathered() as crowd:
        yield crowd
