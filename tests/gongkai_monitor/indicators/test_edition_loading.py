"""A wrong word in an edition is an error when it is loaded, with its place."""

import shutil
from datetime import date

import pytest
import yaml

from gongkai_monitor.errors import InputError
from gongkai_monitor.indicators.catalogue import (
    EDITIONS_FOLDER,
    Window,
    available_editions,
    load_editions,
)


@pytest.fixture
def edit(tmp_path):
    """Load a copy of the national edition with one entry changed."""

    def load(code, **changes):
        shutil.copytree(EDITIONS_FOLDER / "national", tmp_path / "national", dirs_exist_ok=True)
        path = tmp_path / "national" / f"{code.partition('.')[0]}.yml"
        entries = yaml.safe_load(path.read_text("utf-8"))
        entry = next(one for one in entries if one["code"] == code)
        entry.update(changes)
        path.write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")
        return load_editions(("national",), tmp_path)

    return load


def test_every_edition_loads():
    assert {"national", "hebei", "shandong", "hedong"} < set(available_editions())
    codes = [r.indicator.code for r in load_editions(("national", "hebei", "shandong")).rules]
    assert len(codes) == len(set(codes)) > 40


@pytest.mark.parametrize("name", available_editions())
def test_every_local_edition_goes_with_the_national_one(name):
    catalogue = load_editions(tuple(dict.fromkeys(("national", name))))
    (edition,) = [one for one in catalogue.editions if one.edition == name]
    assert edition.indicators or edition.papers or edition.demands or edition.limits.messages


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"fact": "days_since_pots"}, "没有列 'days_since_pots'"),
        ({"applies_to": "acount"}, "未知的事实表"),
        ({"limits": {"maximum": 14}}, "不认识的 limits"),
        ({"limits": {"max": 15}}, "levels.overdue 必须等于"),
        ({"levels": {"warning": 20, "overdue": 14, "dormant": 90}}, "由轻到重"),
        ({"message": "{naem} 已停更"}, "占位符"),
        ({"when": "platfrom == 'weibo'"}, "没有列 'platfrom'"),
        ({"when": "__import__('os')"}, "不支持"),
        ({"effect": "vetoo"}, "veto"),
        ({"level": "overdue"}, "有且只有一个"),
        ({"expectation": "roughly"}, "between"),
        ({"way": "documents"}, "papers"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(edit, changes, words):
    with pytest.raises(InputError) as caught:
        edit("account.content_stale", **changes)
    assert "national/account.yml › account.content_stale" in str(caught.value)
    assert words in str(caught.value)


def test_an_unknown_edition_names_the_known_ones():
    with pytest.raises(InputError, match=r"hebei、hedong、.*national、.*shandong"):
        load_editions(("mars",))


def test_a_later_edition_replaces_only_what_it_says_it_replaces(edit, tmp_path):
    assert (
        load_editions(("national", "hebei")).rule("document.interpretation_overdue").edition.edition
        == "hebei"
    )
    shutil.copytree(EDITIONS_FOLDER / "hebei", tmp_path / "hebei")
    path = tmp_path / "hebei" / "document.yml"
    path.write_text(path.read_text("utf-8").replace("replaces: national", ""), "utf-8")
    edit("account.content_stale")
    with pytest.raises(InputError, match="replaces: national"):
        load_editions(("national", "hebei"), tmp_path)


@pytest.mark.parametrize(
    ("months", "end", "days"),
    [
        (6, date(2026, 9, 20), 184),
        (6, date(2026, 8, 31), 184),  # to 28 February
        (12, date(2024, 2, 29), 366),
        (1, date(2026, 3, 31), 31),
    ],
)
def test_months_are_calendar_months(months, end, days):
    assert Window(months=months).length_days(end) == days


@pytest.mark.parametrize(("file", "line"), [("site.yml", 3), ("edition.yml", 2)])
def test_a_key_that_stands_twice_is_refused_with_file_and_line(tmp_path, file, line):
    shutil.copytree(EDITIONS_FOLDER / "national", tmp_path / "national")
    path = tmp_path / "national" / file
    lines = path.read_text("utf-8").splitlines()
    repeated = lines[line - 1]
    lines.insert(line, repeated)
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError) as caught:
        load_editions(("national",), tmp_path)
    key = repeated.split(":")[0].strip()
    assert f"national/{file} › 第 {line + 1} 行 › {key}" in str(caught.value)
    assert f"第 {line}、{line + 1} 行重复" in str(caught.value)
