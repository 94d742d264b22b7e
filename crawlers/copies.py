"""How old the list is that a source sent: caches answer with copies of earlier days."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from crawlers.exchange import Exchange
from gongkai_monitor.clock import CHINA

_YOUNG = timedelta(minutes=10)
"""Clocks of servers go wrong by minutes."""
_OLDEST = timedelta(hours=36)
"""What is older tells of an earlier day; ``facts/`` draws the same line for lists."""
_AGE = re.compile(r"[0-9]{1,9}")


def made_at(
    exchange: Exchange,
    read_at: datetime,
    *,
    built_at: datetime | None = None,
    newest_at: datetime | None = None,
) -> datetime | None:
    """When the list was made, by the oldest sign of it; None when nothing tells.

    The headers only accuse: a young answer may carry a list that something behind it kept.

    Args:
        exchange: its headers ``Date`` and ``Age`` speak.
        read_at: the moment that the reading stands for.
        built_at: what the list says of itself (``lastBuildDate``). A clock that stands at the
            newest entry tells the last change and not the making.
        newest_at: of the list's entries.
    """
    age = _age(exchange)
    signs = [read_at - age] if age > _YOUNG else []
    if built_at is not None and (newest_at is None or built_at > newest_at):
        signs.append(built_at)
    return min(signs, default=None)


def old_copy(made_at: datetime | None, read_at: datetime) -> str | None:
    """That an answer is the copy of an earlier day, in words; None when it is not."""
    if made_at is None or made_at > read_at - _OLDEST:
        return None
    return f"返回的是旧副本，生成于 {made_at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _age(exchange: Exchange) -> timedelta:
    """How long before the exchange the answer was made, as its headers say; 0 when they do not."""
    told = (exchange.header("Age") or "").strip()
    age = timedelta(seconds=int(told)) if _AGE.fullmatch(told) else timedelta(0)
    try:
        sent_at = parsedate_to_datetime(exchange.header("Date") or "")
    except (ValueError, IndexError, OverflowError):
        return age
    return age if sent_at.tzinfo is None else max(exchange.started_at - sent_at, age)
