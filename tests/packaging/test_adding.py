"""``docs/adding.md`` can be followed to the letter: its examples are run as they are printed."""

import re
import shutil
import textwrap
from pathlib import Path

import pytest
import yaml

from gongkai_monitor import clock
from gongkai_monitor.auditing import run_audit
from gongkai_monitor.indicators.catalogue import EDITIONS_FOLDER, load_editions
from gongkai_monitor.report import outline
from gongkai_monitor.reporting import write_daily_report
from gongkai_monitor.workspace import create_workspace

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "adding.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    found = re.findall(rf"^ *```{language}\n(.*?)^ *```", TEXT, flags=re.DOTALL | re.MULTILINE)
    return [textwrap.dedent(block) for block in found]


def test_the_rule_of_the_text_loads(tmp_path: Path) -> None:
    folder = tmp_path / "indicators"
    shutil.copytree(EDITIONS_FOLDER, folder, ignore=shutil.ignore_patterns("*.py"))
    entry, cases = _blocks("yaml")
    with (folder / "hebei" / "account.yml").open("a", encoding="utf-8") as file:
        file.write("\n" + entry)
    catalogue = load_editions(("national", "hebei"), folder)
    added = [one.indicator for one in catalogue.rules if one.indicator.code.endswith("ten_day_gap")]
    assert [one.limits for one in added] == [{"max": 10}]
    table = yaml.safe_load(cases)
    assert [case["finds"] for case in table["cases"]] == [None, "notice", None]


def test_the_section_of_the_text_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = _blocks("python")
    names: dict[str, object] = {}
    exec(compile(code, "filing.py", "exec"), names)
    monkeypatch.setattr(outline, "DAILY", (*outline.DAILY[:-1], names["build"], outline.DAILY[-1]))
    settings = create_workspace(tmp_path / "ws")
    now = clock.now()
    run_audit(settings, now)
    files = write_daily_report(settings, now)
    page = next(path for path in files if path.suffix == ".html").read_text(encoding="utf-8")
    assert "十三、" in page
    assert "备案情况" in page


def test_every_file_that_the_text_names_exists() -> None:
    root = Path(__file__).resolve().parents[2]
    named = re.findall(r"`((?:gongkai_monitor|crawlers|tests|report)/[\w./]+)`", TEXT)
    made_by_the_reader = {"tests/checks/cases/account.ten_day_gap.yml", "crawlers/spiders/weibo.py"}
    homes = (root, root / "gongkai_monitor")
    assert named
    missing = [one for one in named if not any((home / one).exists() for home in homes)]
    assert set(missing) <= made_by_the_reader
