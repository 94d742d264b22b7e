# ruff: noqa: E501 - markup reads better in one line
"""Kinds and rhythms of channels, and where on a page channels are found."""

from datetime import date, timedelta

import pytest

from gongkai_monitor.text.channel_kind import guess_kind, suggested_cycle
from gongkai_monitor.text.navigation import (
    FoundIn,
    discover_channels,
    is_site_map,
    site_map_url,
)
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import ChannelKind

HOME = "http://www.example.gov.cn/"
FIRST = date(2025, 1, 6)


@pytest.mark.parametrize(
    ("name", "url", "column_type", "kind", "reason"),
    [
        ("通知公告", HOME + "a/", "", ChannelKind.NOTICE, "栏目名称"),
        ("教育", HOME + "a/", "政策解读", ChannelKind.INTERPRETATION, "META ColumnType“政策解读”"),
        ("本局", HOME + "zwgk/tzgg/", "", ChannelKind.NOTICE, "网址目录“tzgg”"),
        ("本局", HOME + "zwgk/tzgg2/", "", ChannelKind.OTHER, "名称和网址均未说明"),
        ("造价咨询企业迁入", HOME + "a/", "", ChannelKind.OTHER, "名称和网址均未说明"),
        ("网上咨询", HOME + "a/", "", ChannelKind.INTERACTION, "栏目名称"),
    ],
)
def test_a_kind_comes_with_its_reason(
    name: str, url: str, column_type: str, kind: ChannelKind, reason: str
) -> None:
    guess = guess_kind(name, url, column_type)
    assert (guess.kind, guess.reason) == (kind, reason)


@pytest.mark.parametrize(
    ("gaps", "cycle"),
    [
        ([1, 1, 1, 3, 1], 1),
        ([7, 7, 7, 7], 7),
        ([8, 6, 9, 12], 15),
        ([30, 31, 28, 30], 30),
        ([365, 365, 365, 366], 365),
        ([500, 600, 700, 800], 365),
        ([7, 7, 7], None),
    ],
)
def test_the_cycle_is_the_stated_one_that_holds_the_median_gap(
    gaps: list[int], cycle: int | None
) -> None:
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    assert suggested_cycle([*days, days[0]]) == cycle


PLACE = """<div class="x1">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/zwgk/tzgg/">通知公告</a></div><ul><li><a href="/a/1.html">关于某事的通知全文</a></li></ul>"""


def test_the_path_in_words_is_found_without_a_class_name() -> None:
    found = discover_channels(Page.parse(PLACE, HOME + "zwgk/tzgg/index_2.html"))
    assert [(c.name, c.level, c.found_in) for c in found] == [
        ("政务公开", 1, FoundIn.CRUMB),
        ("通知公告", 2, FoundIn.CRUMB),
    ]


def test_a_page_that_only_mentions_a_place_names_no_channels() -> None:
    text = f"<p>所在位置：{'某路某号，' * 60}<a href='/zwgk/tzgg/'>详见这里的介绍</a></p>"
    assert discover_channels(Page.parse(text, HOME)) == ()


SITE_MAP = """<title>网站地图-某市人民政府</title><div class="wrap"><dl><dt><a href="/zwgk/">政务公开</a></dt>
<dd><ul><li><a href="/zwgk/zcwj/">政策文件</a></li><li><a href="/zwgk/jgzn/">机构职能</a></li></ul></dd></dl></div>
<div class="footer"><a href="/lxwm.html">联系方式</a></div>"""


def test_a_site_map_lists_channels_of_any_name() -> None:
    page = Page.parse(SITE_MAP, HOME + "wzdt/")
    assert is_site_map(page)
    found = {(c.name, c.level, c.found_in.label) for c in discover_channels(page)}
    assert found == {
        ("政务公开", 1, "网站地图"),
        ("政策文件", 2, "网站地图"),
        ("机构职能", 2, "网站地图"),
    }


def test_the_link_to_the_site_map_is_found() -> None:
    page = Page.parse("<div class=footer><a href='wzdt/'>网站地图</a></div>", HOME)
    assert site_map_url(page) == HOME + "wzdt/"
    assert not is_site_map(page)


STRIP = ("手机版", "信息订阅", "官方微博", "服务承诺", "English")


def strip_of(names: tuple[str, ...]) -> set[str]:
    links = "".join(f"<li><a href='/c{n}/'>{name}</a></li>" for n, name in enumerate(names))
    page = Page.parse(f"<html><body><ul class='topmenu'>{links}</ul></body></html>", HOME)
    return {link.name for link in discover_channels(page)}


def test_a_strip_that_serves_visitors_names_no_channels() -> None:
    assert strip_of(STRIP) == set()


def test_a_navigation_with_one_service_link_keeps_its_channels() -> None:
    names = ("政务公开", "办事服务", "互动交流", "手机版")
    assert strip_of(names) == set(names[:3])
