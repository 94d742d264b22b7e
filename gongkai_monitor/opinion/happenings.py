"""When and where something happened and what it is about, as its messages agree on it.

One message names many places; what most of the distinct messages name is the matter's. A name is
kept as written (翠湖小区、武定路、13号线); of forms that go together it is the longest.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import rjieba

from gongkai_monitor.clock import CHINA
from gongkai_monitor.opinion.wordings import BODY_CHARACTERS, GENERAL_HEADS, lines

NAMED_BY = 1 / 3
"""Share of the distinct messages that must name a thing for it to be the matter's."""
_READ_MESSAGES = 60
_PLACE = (
    "小区|花园|家园|新村|公寓|广场|大道|街道|路|街|村|镇|乡|苑|府|湾|桥|公园|工业园|社区|大厦|新城"
    "|车站|地铁站|路口|隧道"
)
_OBJECT = (
    "公司|集团|学院|大学|中学|小学|幼儿园|学校|医院|超市|酒店|市场|银行|工地|项目|楼盘|厂|物业"
)
_ENDS = re.compile(f"(?:({_PLACE})|({_OBJECT}))$")
_AREA = re.compile("(?:省|市|区|县|旗|州)$")
_NOT_NAMES = frozenset(
    re.split(
        " ",
        "我 你 他 该 本 此 每 各 某 这 那 一 在 是 和 与 及 到 从 对 向 由 的 了 等 个 "
        "所 旁 内 外 里 附近 我们 你们 他们 我家 整个 这个 那个 一个 几个 所有 多个 "
        "部分 其他 旁边 位于 住 家住 业主 投诉 反映 请 请问 关于 建议 希望 要求 制止 "
        "施工 主 小 大 老 新 全 条 道 公 马 半 上 下 走 线 网 影响 新建 部门 配套 公交线 "
        "网约车道 影响道 城中 高速公 自治 区 市 县 新型农 整条 两条 这条 沿街 沿路",
    )
)
_DAY = re.compile(r"(?:(20\d\d)\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_RELATIVE = (
    ("前天", 2),
    ("昨天", 1),
    ("昨晚", 1),
    ("昨日", 1),
    ("今天", 0),
    ("今晚", 0),
    ("今早", 0),
)
_OLDEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What the messages of one matter agree on; None where they name nothing in common."""

    place: str | None
    object: str | None
    event_on: date | None


def happening(
    texts: Sequence[str], received_at: Sequence[datetime], region: str | None
) -> Happening:
    """Place, object and day of one matter; ``texts`` are its distinct messages, oldest first."""
    read = list(zip(texts, received_at, strict=True))[:_READ_MESSAGES]
    places: Counter[str] = Counter()
    objects: Counter[str] = Counter()
    days: Counter[date] = Counter()
    for text, at in read:
        found = _names(text[:BODY_CHARACTERS])
        places.update(found[0])
        objects.update(found[1])
        objects.update(set(lines(text[:BODY_CHARACTERS])))
        days.update(_days(text, at.astimezone(CHINA).date()))
    return Happening(
        place=_agreed(places, len(read)) or region,
        object=_agreed(objects, len(read)),
        event_on=min(days, key=lambda day: (-days[day], day)) if days else None,
    )


def _names(text: str) -> tuple[set[str], set[str]]:
    places: set[str] = set()
    objects: set[str] = set()
    tokens = rjieba.tag(text)
    for position, (token, tag) in enumerate(tokens):
        if tag == "ns" and _AREA.search(token) and len(token) > 2:
            places.add(token)
        match = _ENDS.search(token)
        if match is None:
            continue
        target = places if match[1] else objects
        longer = _longer(tokens[max(0, position - 3) : position], token)
        names = {_LEADING.sub("", name) for name in (token, *longer)}
        target.update(name for name in names if _is_name(name))
    return places, objects


def _longer(before: list[tuple[str, str]], token: str) -> Iterable[str]:
    """The name with one, two or three words before it, as far as they can be part of a name."""
    name = token
    for word, tag in reversed(before):
        is_name = word == "之" or tag[0] in "njmqlibfas" or tag in {"eng", "vn"}
        if word in _NOT_NAMES or not is_name or not word.isalnum() or _ENDS.search(word):
            return
        name = word + name
        if len(name) >= 3:
            yield name


_LEADING = re.compile("^(?:欣闻|对于|关于|针对|位于|[对向在从住到请将把](?=..{2}))")


def _is_name(name: str) -> bool:
    """魅力之城小区 is one, 老旧小区 and 物业公司 are kinds of things."""
    head = _ENDS.sub("", name)
    return len(head) >= 2 and head not in GENERAL_HEADS and head not in _NOT_NAMES


def _agreed(names: Counter[str], messages: int) -> str | None:
    least = max(2, NAMED_BY * messages) if messages > 1 else 1
    enough = {name: count for name, count in names.items() if count >= least}
    if not enough:
        return None
    most = max(enough.values())
    near = [name for name, count in enough.items() if count >= 0.75 * most]
    return max(near, key=lambda name: (len(name) <= 12, len(name), enough[name], name))


def _days(text: str, received_on: date) -> set[date]:
    days = {received_on - timedelta(days=back) for word, back in _RELATIVE if word in text}
    for year, month, day in _DAY.findall(text):
        try:
            on = date(int(year or received_on.year), int(month), int(day))
        except ValueError:  # 2月30日: somebody's slip
            continue
        if not year and on > received_on:
            on = _year_before(on)
        if timedelta(0) <= received_on - on <= timedelta(days=_OLDEST_DAYS):
            days.add(on)
    return days


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
