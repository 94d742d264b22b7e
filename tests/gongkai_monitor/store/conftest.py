"""A fresh workspace with a lake, and records to fill it with."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import migrate, open_store

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an empty workspace, no lake yet."""
    folder = tmp_path / "工作区 'a'"  # names with spaces, quotes and Chinese are normal
    folder.mkdir()
    (folder / "gongkai.toml").write_text('name = "测试"\n', encoding="utf-8")
    return Settings.load(folder)


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lake folder of an empty workspace, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    (folder / "gongkai.toml").write_text("")
    migrate(Settings.load(folder))
    return folder / "lake"


@pytest.fixture
def lake(settings: Settings, empty_lake: Path) -> Settings:
    """Settings of a workspace whose lake exists."""
    shutil.copytree(empty_lake, settings.workspace / "lake")
    return settings


@pytest.fixture
def writer(lake: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writing connection."""
    with open_store(lake, read_only=False) as conn:
        yield conn
