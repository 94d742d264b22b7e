"""Suggested channels: found, classified, written, looked at, imported."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.additions import with_added_rows
from gongkai_monitor.registry.suggestions import (
    changed_lists,
    new_channels,
    write_suggestions,
)
from gongkai_monitor.store.suggestions import Changed, Discovered
from gongkai_monitor.vocabulary import ChannelKind

SEEN = datetime(2026, 11, 20, 2, tzinfo=UTC)


def discovered(registry: Registry, path: str, name: str, **more: object) -> Discovered:
    site = registry.sites[0]
    values = {
        "site_code": site.site_code,
        "url": site.home_url.rstrip("/") + path,
        "name": name,
        "kind": None,
        "level": 2,
        "because": None,
        "seen_at": SEEN,
    }
    return Discovered(**(values | more))  # type: ignore[arg-type]


def test_only_unknown_channels_of_known_sites_are_suggested_once(city: Registry) -> None:
    registered = city.channels[0]
    secure = registered.url.replace("http://", "https://").rstrip("/") + "/index.html"
    rows = [
        discovered(city, "/zwgk/tzgg/", "通知公告"),
        discovered(city, "/zwgk/tzgg/index.html", "通知公告"),
        discovered(city, "/", "首页"),
        discovered(city, "/x/", "某栏目", site_code="9999999999"),
        discovered(city, "/y/", "已登记", site_code=registered.site_code, url=secure),
    ]
    (one,) = new_channels(city, rows, {})
    assert (one.channel.name, one.channel.kind) == ("通知公告", ChannelKind.NOTICE)
    assert one.reason == "类别依据：栏目名称"


def test_the_rhythm_of_its_folder_suggests_the_cycle(city: Registry) -> None:
    row = discovered(city, "/zwgk/tzgg/index.html", "通知公告", because="导航栏")
    folder = row.url.rpartition("/")[0] + "/"
    weekly = [date(2026, 9, 7) + timedelta(days=7 * number) for number in range(6)]
    days = {
        row.site_code: {
            folder + "202609/": weekly,
            folder.replace("tzgg", "zcwj"): [date(2026, 1, 1)],
        }
    }
    (one,) = new_channels(city, [row], days)
    assert one.channel.cycle_days == 7
    assert one.reason == "导航栏；更新周期依据：该目录下 6 个发布日"
    (root,) = new_channels(city, [discovered(city, "/tzgg.html", "公告")], days)
    assert root.channel.cycle_days is None, "the root folder holds the whole site"


def test_a_workbook_that_was_looked_at_is_added_and_takes_nothing_away(
    city: Registry, tmp_path: Path
) -> None:
    path = tmp_path / "栏目建议.xlsx"
    known = city.channels[0]
    changed = Changed(
        site_code=known.site_code,
        url=known.url,
        detail="列表位置已变；建议选择器 div.box > ul > li > a",
        selector="div.box > ul > li > a",
        count=9,
        titles="甲；乙",
        seen_at=SEEN,
    )
    suggested = new_channels(city, [discovered(city, "/zwgk/tzgg/", "=通知公告")], {})
    write_suggestions(suggested, changed_lists(city, [changed]), path)
    book = load_workbook(path)
    assert book.sheetnames == ["栏目", "改版待修"]
    assert [cell.value for cell in book["栏目"][1]][-1] == "建议依据"
    (row,) = book["改版待修"].iter_rows(min_row=2, values_only=True)
    assert row[-2:] == ("div.box > ul > li > a", changed.detail)
    book["栏目"].append(row)  # what a person does who agrees
    book.save(path)
    result = with_added_rows(path, city)
    assert result.faults == ()
    channels = result.registry.channels
    assert len(channels) == len(city.channels) + 1
    assert channels[0] == replace(known, list_selector="div.box > ul > li > a")
    assert channels[-1].name == "=通知公告"
    assert replace(result.registry, channels=()) == replace(city, channels=())


def test_a_wrong_row_adds_nothing(city: Registry, tmp_path: Path) -> None:
    path = tmp_path / "栏目建议.xlsx"
    (one,) = new_channels(city, [discovered(city, "/a/", "通知公告")], {})
    stranger = replace(one, channel=replace(one.channel, site_code="9901009999"))
    broken = replace(one, channel=replace(one.channel, list_selector="ul["))
    write_suggestions([stranger, broken], [], path)
    faults = [(fault.row, fault.column) for fault in with_added_rows(path, city).faults]
    assert faults == [(3, "列表选择器"), (2, "网站标识码")]
