"""Fixtures that every test may use."""

from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker per file (``--dist loadgroup``), unless files share a costly fixture by name."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.location[0]))


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
