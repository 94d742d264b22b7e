"""Fixtures that every test may use."""

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

_ONE_DEMONSTRATION = ("tests/journeys/test_monitoring_day.py", "tests/journeys/test_mutations.py")


class _ByFile(LoadFileScheduling):
    """One worker per file; the files that look at the same demonstration go to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        scope = super()._split_scope(nodeid)
        return _ONE_DEMONSTRATION[0] if scope in _ONE_DEMONSTRATION else scope


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling | None:
    """For ``--dist loadfile``."""
    return _ByFile(config, log) if config.getoption("dist") == "loadfile" else None


_SLOWEST = ("tests/journeys/", "tests/packaging/", "tests/cli/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first: begun last, one of them would keep one worker while others idle."""
    items.sort(key=lambda item: not item.nodeid.startswith(_SLOWEST))


_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real data sets; skips where it is absent."""
    path = _SHARED / "data"
    if not path.is_dir():
        pytest.skip("the shared real data (../shared/data) is not on this machine")
    return path


@pytest.fixture(scope="session")
def shared_domain() -> Path:
    """Folder of the rule base and the official documents; skips where it is absent."""
    path = _SHARED / "domain"
    if not path.is_dir():
        pytest.skip("the shared domain material (../shared/domain) is not on this machine")
    return path
