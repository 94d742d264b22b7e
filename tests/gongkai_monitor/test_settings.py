"""gongkai.toml is edited by hand: what is wrong in it is said in its own words."""

from pathlib import Path

import pytest

from gongkai_monitor.errors import WorkspaceError
from gongkai_monitor.settings import CONFIG_NAME, Settings


def _load(folder: Path, text: str) -> Settings:
    (folder / CONFIG_NAME).write_text(text, encoding="utf-8")
    return Settings.load(folder)


def test_an_unknown_entry_is_named_with_its_section(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"\[crawl\] delay 不是可用的设置项"):
        _load(tmp_path, "[crawl]\ndelay = 1\n")


def test_a_moved_entry_says_where_it_went(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"\[links\] browser .*已改为 \[browser\] links"):
        _load(tmp_path, "[links]\nbrowser = true\n")


def test_a_wrong_value_is_shown(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"\[crawl\] max_depth：.*实际 'deep'"):
        _load(tmp_path, '[crawl]\nmax_depth = "deep"\n')


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"gongkai\.toml 有误"):
        _load(tmp_path, "[crawl\n")
