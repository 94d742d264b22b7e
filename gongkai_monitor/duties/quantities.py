"""Numbers that a duty demands: 3 个工作日, 不少于 1 次, 不低于 4%, 一篇."""

import re
from dataclasses import dataclass

from gongkai_monitor.duties.numerals import LETTERS, number_of

_BOUND = "不得?少于|不得?低于|至少|不得?超过|不得?高于|达到?"
_MEASURED = "个?工作日|小时|分钟|[%％]"
_COUNTED = "次|篇|场|期|条|件|个|项|家|人次"
_QUANTITY = re.compile(
    rf"(?:(?P<bound>{_BOUND})[\u4e00-\u9fff]{{0,4}}?)?"
    rf"(?P<value>\d+(?:\.\d+)?|百分之[\d{LETTERS}]+|[{LETTERS}两]{{1,3}})"
    rf"(?P<unit>{_MEASURED}|{_COUNTED})?"
)
_ALWAYS = re.compile(rf"{_MEASURED}|篇|场|期")
_PERCENT = "百分之"
_MOST = frozenset({"不超过", "不得超过", "不高于", "不得高于"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A demanded number: ``is_most`` for an upper bound, else it is the least that is asked."""

    value: float
    unit: str
    text: str
    is_most: bool = False


def find_quantities(text: str) -> list[Quantity]:
    """Numbers with a unit that the text demands, each once.

    Counts (次, 项, 个 …) are demands only behind a bound such as 不少于; others (26 个试点领域)
    only describe.
    """
    found: dict[tuple[float, str], Quantity] = {}
    for match in _QUANTITY.finditer(text):
        value, unit = match["value"], match["unit"] or ""
        if value.startswith(_PERCENT):
            value, unit = value.removeprefix(_PERCENT), "%"
        number = float(value) if "." in value else number_of(value)
        is_demand = bool(_ALWAYS.fullmatch(unit) or (unit and match["bound"]))
        if number is None or not is_demand or _is_ordinal(text, match.start("value")):
            continue
        one = Quantity(
            value=float(number),
            unit=unit.replace("％", "%"),
            text=match[0],
            is_most=match["bound"] in _MOST,
        )
        found.setdefault((one.value, one.unit), one)
    return list(found.values())


def _is_ordinal(text: str, place: int) -> bool:
    """第一期, 第3次: a place in a row, not a number asked for."""
    return text[place - 1 : place] in {"第", "上", "前"}
