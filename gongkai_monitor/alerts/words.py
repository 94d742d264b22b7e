"""What an alert says. Titles come from strangers: they are data here, never marks or addresses."""

import re
from collections.abc import Iterable
from typing import assert_never

from gongkai_monitor.opinion.described import SHOWN_FROM
from gongkai_monitor.report.cells import Row
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.vocabulary import AnnouncementReason, ClockState, RiskLevel

TITLE_LENGTH = 60
_LOOKED_AT = 500
"""Of a longer text nothing beyond is shown; the patterns below are slow on endless words."""
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?//[^\s，。；、）》”]+"
    r"|(?<![a-z0-9])(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[^\s，。；、）》”]*)?",
    re.IGNORECASE,
)
_MARKS = str.maketrans("<>&@#*_`~|[]{}\\!$^=\"'", "＜＞＆＠＃＊＿｀～｜［］｛｝＼！＄＾＝＂＇")
"""Marks that a chat program might take for formatting, a mention or HTML, as full-width ones."""


def harmless(text: str, limit: int = TITLE_LENGTH) -> str:
    """A stranger's words on one line: masked, without marks, addresses or hidden characters."""
    line = " ".join(_FORBIDDEN.sub(" ", text[:_LOOKED_AT]).split())
    line = _ADDRESS.sub("〔网址略〕", mask_personal_data(line)).translate(_MARKS)
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def alert_title(row: Row) -> str:
    """The title of a hotspot; of one with too few messages only where they came from."""
    if (row.whole("size") or 0) < SHOWN_FROM:
        where = harmless(row.text("region")) or "未写明区域"
        return f"{where}的来信（不足 {SHOWN_FROM} 件，不显示内容）"
    return harmless(row.text("title"))


def alert_body(row: Row, agency_name: str, as_of: str) -> str:
    """Place, size, growth, responsible agency, clock; no excerpts: they stay in the house.

    Args:
        row: of ``hotspot_table``.
        agency_name: of the responsible unit, "" while there is none.
        as_of: the moment, in words.
    """
    is_shown = (row.whole("size") or 0) >= SHOWN_FROM
    region = harmless(row.text("region"), 30)
    place = harmless(row.text("place"), 30) if is_shown else ""  # a word of one or two letters
    where = " ".join(dict.fromkeys(one for one in (region, place) if one))
    lines = (
        f"地点：{where or '来信未写明'}",
        f"来信：{_size(row)}",
        f"责任单位：{harmless(agency_name, 40) or '待人工指定'}",
        f"时限：{_clock(row)}",
        f"编号：{row.text('hotspot_id')}（截至 {as_of}）",
    )
    return "\n".join(lines)


def alert_text(
    *,
    title: str,
    level: RiskLevel,
    reasons: Iterable[AnnouncementReason],
    body: str,
    is_repeat: bool,
) -> str:
    """The whole text of one alert.

    Args:
        title: of ``alert_title``.
        level: 研判等级.
        reasons: why it is told now.
        body: of ``alert_body``.
        is_repeat: an earlier attempt was interrupted: nobody knows whether it arrived.
    """
    why = "、".join(reason.label for reason in AnnouncementReason if reason in set(reasons))
    again = "（上次发送中断，本条可能重复）" if is_repeat else ""
    return f"【{level.label}】{title}{again}\n原因：{why}\n{body}"


def _size(row: Row) -> str:
    growth, recent = row.number("growth"), row.whole("recent_count")
    distinct = row.whole("distinct_count")
    parts = [f"{row.whole('size') or 0} 件"]
    parts += [f"内容不同的 {distinct} 件"] if distinct is not None else []
    parts += [f"近 24 小时 {recent} 件"] if recent is not None else []
    parts += [f"为平时的 {growth:g} 倍"] if growth is not None else []
    return "，".join(parts)


def _clock(row: Row) -> str:
    limit, elapsed = row.number("limit_hours"), row.number("elapsed_hours")
    if limit is None or elapsed is None:
        return "没有适用的时限"
    state = ClockState(row.text("clock_state"))
    since = "事发" if row.text("clock_from") == "t_event" else "发现"
    left = limit - elapsed
    match state:
        case ClockState.ANSWERED | ClockState.ANSWERED_LATE:
            told = f"用时 {elapsed:g} 小时／时限 {limit:g} 小时"
        case ClockState.OVERDUE:
            told = f"已过 {elapsed:g} 小时／时限 {limit:g} 小时，超出 {-left:.1f} 小时"
        case ClockState.RUNNING | ClockState.DUE_SOON:
            told = f"已过 {elapsed:g} 小时／时限 {limit:g} 小时，剩余 {left:.1f} 小时"
        case ClockState.UNCOLLECTED:
            told = f"已过 {elapsed:g} 小时／时限 {limit:g} 小时，{_unread(row)}，不判定超时"
        case _:
            assert_never(state)
    return f"{told}（{state.label}，自{since}起算）"


def _unread(row: Row) -> str:
    """Sources of the unit that were not read after the limit, each with its cause."""
    named = "、".join(harmless(one) for one in row.items("unread_sources"))
    return f"期满后没有采到{named or '责任单位的信息'}"
