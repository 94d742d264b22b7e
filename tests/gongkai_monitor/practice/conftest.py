"""A running small city, shared by the tests of this folder."""

from collections.abc import Iterator
from datetime import datetime

import httpx
import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.practice.city import build_city, port_count
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.server import PracticeServer, free_base_port

AS_OF = datetime(2026, 10, 14, 9, 30, tzinfo=CHINA)  # just after the National Day holiday


@pytest.fixture(scope="session")
def city() -> City:
    """The small city on free ports."""
    return build_city("small", 7, AS_OF, free_base_port(port_count("small")))


@pytest.fixture(scope="session")
def large() -> City:
    """The plan of the large city; it is not served."""
    return build_city("large", 7, AS_OF, 21000)


@pytest.fixture
def server(city: City) -> Iterator[PracticeServer]:
    """The city, served anew for each test (once-only faults start again)."""
    with PracticeServer(city) as running:
        yield running


@pytest.fixture
def web(server: PracticeServer) -> Iterator[httpx.Client]:
    """A plain client that follows no redirect."""
    with httpx.Client(timeout=10) as client:
        yield client
