"""Fixtures of the crawler tests."""

from pathlib import Path

import pytest

from tests.crawlers.support import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace that may fetch from loopback, with tiny time limits."""
    made = Workspace(tmp_path / "workspace")
    made.crawl["allow_addresses"] = ["127.0.0.0/8"]
    return made
