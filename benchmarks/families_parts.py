# ruff: noqa: E501 - markup reads better in one line
"""What every made list page has: entries with their truth, printed dates, the page round the list.

Titles and dates are made up. Every page carries a navigation, a side list with later dates, today's
date and a footer.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urljoin

READ_ON = date(2025, 11, 28)
HOST = "http://www.example.gov.cn"

_OFFICES = (
    "市发展改革委",
    "市教育局",
    "市住房城乡建设局",
    "市卫生健康委",
    "县人民政府办公室",
    "市民政局",
)
_DEEDS = ("印发", "公布", "调整", "废止", "做好", "开展", "征求", "组织申报", "公示", "表彰")
_THINGS = (
    "2025年度专项资金项目",
    "义务教育阶段招生工作",
    "城市更新三年行动方案",
    "安全生产责任清单",
    "行政规范性文件清理结果",
    "农村危房改造名单",
    "医疗救助实施细则",
    "“十四五”规划中期评估报告",
    "12月31日前完成整改任务",
    "公租房配租结果",
    "政府信息公开事项目录",
    "城区限行措施",
)
_CHANNELS = (
    ("政务动态", "zwdt"),
    ("通知公告", "tzgg"),
    ("政策文件", "zcwj"),
    ("政策解读", "zcjd"),
    ("人事任免", "rsrm"),
    ("规划计划", "ghjh"),
    ("统计数据", "tjsj"),
    ("财政预决算", "yjs"),
    ("意见征集", "yjzj"),
    ("办事指南", "bszn"),
    ("机构职能", "jgzn"),
    ("领导之窗", "ldzc"),
)
FORMATS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y.%m.%d}",
    lambda d: f"[{d:%Y-%m-%d}]",
    lambda d: f"({d:%Y-%m-%d})",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d:%Y}年{d:%m}月{d:%d}日",
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: f"{d:%Y-%m-%d} 09:30",
    lambda d: f"{d:%Y-%m-%d} 17:05:41",
    lambda d: f"发布时间：{d:%Y-%m-%d}",
    lambda d: f"日期：{d:%Y-%m-%d}",
    lambda d: f"【{d:%Y-%m-%d}】",
    lambda d: f"{d:%Y-%m-%d}T09:30:00",
    lambda d: f"{d.year}年{d.month}月{d.day}日 星期三",
    lambda d: f"{d:%Y-%m-%d} 来源：市政府办公室",
    lambda d: f"浏览：1024次 {d:%Y-%m-%d}",
    lambda d: f"{d.year} - {d:%m} - {d:%d}",
    lambda d: f"{d:%m-%d}",
    lambda d: f"[{d:%m-%d}]",
    lambda d: f"{d:%m}月{d:%d}日",
    lambda d: f"{d:%y-%m-%d}",
    lambda d: f"{d:%Y%m%d}",
)  # fmt: skip
"""How dates are printed; those without a year only where the list is of the last months."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list as it was meant."""

    url: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Sample:
    """A made page: its family, address, source, truth, and the data behind it (JSON)."""

    family: str
    url: str
    html: str
    entries: tuple[Entry, ...]
    channels: tuple[tuple[str, str], ...] = field(default=())
    data: bytes | None = None


def draw_entries(chance: random.Random, style: str, *, recent: bool) -> tuple[Entry, ...]:
    """Entries from the newest down, their addresses in a style of real systems."""
    day = READ_ON - timedelta(days=chance.randint(0, 40))
    found = []
    for number in range(chance.choice((8, 10, 15, 20))):
        title = (
            f"{chance.choice(_OFFICES)}关于{chance.choice(_DEEDS)}{chance.choice(_THINGS)}的通知"
        )
        address = {
            "trs": f"./{day:%Y%m}/t{day:%Y%m%d}_{4000 + number}.html",
            "art": f"/art/{day.year}/{day.month}/{day.day}/art_15_{9000 + number}.html",
            "id": f"/content/{chance.randint(100, 999)}{number:03}.html",
            "query": f"/info/detail.jsp?id={chance.randint(10000, 99999)}{number}",
        }[style]
        found.append(Entry(address, f"{title}（{number + 1}）", day))
        day -= timedelta(days=chance.choice((0, 1, 2, 5)) if recent else chance.choice((1, 9, 33)))
    return tuple(found)


def draw_format(chance: random.Random, *, recent: bool) -> Callable[[date], str]:
    """How a list prints its dates."""
    return chance.choice(FORMATS if recent else FORMATS[:18])


def _truth(entries: tuple[Entry, ...], url: str) -> tuple[Entry, ...]:
    return tuple(Entry(urljoin(url, entry.url), entry.title, entry.day) for entry in entries)


def page(main: str, number: int, *, head: str = "", side: bool = True) -> str:
    """The page round a list; ``number`` picks one of its navigations."""
    links = "".join(
        f'<li><a href="/{folder}/" target="_self">{name}</a></li>' for name, folder in _CHANNELS
    )
    menu = (
        f'<div class="nav"><ul>{links}</ul></div>',
        f'<div id="menu"><ul class="clearfix">{links}</ul></div>',
        '<table class="daohang"><tr>'
        + "".join(f'<td><a href="/{folder}/">{name}</a></td>' for name, folder in _CHANNELS)
        + "</tr></table>",
    )[number % 3]
    hot = "".join(
        f'<li><a href="/h/{n}.html">本站点击排行中的一条旧闻{n}</a><span>2025-11-{28 - n:02}</span></li>'
        for n in range(1, 6)
    )
    aside = f'<div class="right"><h3>点击排行</h3><ul>{hot}</ul></div>' if side else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>通知公告_某市人民政府</title>{head}</head>"
        f'<body><div class="top">今天是2025年11月28日 星期五</div>{menu}'
        '<div class="wz">您现在的位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; '
        f'<a href="/xxgk/tzgg/">通知公告</a></div><div class="wrap">{main}{aside}</div>'
        '<div class="footer"><a href="/lxwm/">联系我们</a> 主办：某市人民政府 网站标识码：3799000001</div>'
        "</body></html>"
    )


def sample(
    family: str, number: int, main: str, entries: tuple[Entry, ...], head: str = ""
) -> Sample:
    """A made page with its truth."""
    url = f"{HOST}/xxgk/tzgg/index.html"
    channels = (*((name, f"{HOST}/{folder}/") for name, folder in _CHANNELS),
                ("信息公开", f"{HOST}/xxgk/"), ("通知公告", f"{HOST}/xxgk/tzgg/"))  # fmt: skip
    html = page(main, number, head=head, side=number % 4 != 3)
    return Sample(family, url, html, _truth(entries, url), channels)
