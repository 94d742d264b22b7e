"""gongkai.toml is edited by hand: what is wrong in it is said in its own words."""

import re
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[crawl]\nmax_depth = "deep"', "[crawl] max_depth 应为整数，实际 'deep'"),
        ("[crawl]\nrevisit_days = -1", "[crawl] revisit_days 应不小于 1，实际 -1"),
        ('[alerts]\nproxy = "10.1.1.5:3128"', "[alerts] proxy 应为 http://主机:端口"),
        ('[alerts]\nquiet_hours = ["25:00", "07:00"]', "应为时刻，如 22:00，实际 '25:00'"),
        ('[alerts]\nquiet_level = "x"', "应为 'general'、'larger'、'major'，实际 'x'"),
        ('[alerts.recipients."群"]\nleast_level = "major"', "[alerts.recipients.群] kind 必填"),
        ("[browser]\nlists = 3", "[browser] lists 应为 true 或 false，实际 3"),
        ("[links]\nbad_sites = 3", "[links] bad_sites 应为"),
    ],
)
def test_a_wrong_value_is_told_in_chinese(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WorkspaceError, match=re.escape(said)):
        _load(tmp_path, text)


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"gongkai\.toml 有误"):
        _load(tmp_path, "[crawl\n")
