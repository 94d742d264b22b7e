"""From DataFrames and records to typed values and cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from gongkai_monitor.clock import CHINA
from gongkai_monitor.report.blocks import Badge, Link, Tone
from gongkai_monitor.vocabulary import (
    CollectionState,
    Disposition,
    DutyState,
    FindingStatus,
    Level,
    LinkState,
    Sureness,
    Verdict,
)

_TONES: dict[str, Tone] = {
    FindingStatus.NEW.label: Tone.BAD,
    FindingStatus.ONGOING.label: Tone.WARN,
    FindingStatus.RESOLVED.label: Tone.GOOD,
    Level.WARNING.label: Tone.WARN,
    Level.OVERDUE.label: Tone.BAD,
    Level.DORMANT.label: Tone.BAD,
    CollectionState.UNCOLLECTED.label: Tone.WARN,
    CollectionState.OUT_OF_SCOPE.label: Tone.QUIET,
    "通过": Tone.GOOD,
    "未通过": Tone.BAD,
    "逾期未解读": Tone.BAD,
    "逾期已解读": Tone.WARN,
    Verdict.PASSED.label: Tone.GOOD,
    Verdict.FAILED.label: Tone.BAD,
    Verdict.NOT_JUDGED.label: Tone.QUIET,
    Verdict.OUT_OF_SCOPE.label: Tone.QUIET,
    Disposition.KEEP.label: Tone.GOOD,
    Disposition.REMIND.label: Tone.WARN,
    Disposition.RECTIFY.label: Tone.WARN,
    Disposition.MERGE.label: Tone.BAD,
    Disposition.SHUT_DOWN.label: Tone.BAD,
    DutyState.OVERDUE.label: Tone.BAD,
    DutyState.DONE.label: Tone.GOOD,
    DutyState.IN_PROGRESS.label: Tone.PLAIN,
    DutyState.NOT_STARTED.label: Tone.QUIET,
    LinkState.DEAD.label: Tone.BAD,
    LinkState.SUSPECT.label: Tone.WARN,
    LinkState.UNVERIFIABLE.label: Tone.QUIET,
    Sureness.VERIFIED.label: Tone.GOOD,
    Sureness.VERIFIED_TWICE.label: Tone.GOOD,
    Sureness.PARTLY.label: Tone.QUIET,
    Sureness.MEMORY.label: Tone.QUIET,
}


def badge(label: str) -> Badge:
    """A badge in the tone its word has everywhere; other words are plain."""
    return Badge(label, _TONES.get(label, Tone.PLAIN))


def local(instant: datetime) -> datetime:
    """The same instant on a clock in China."""
    return instant.astimezone(CHINA)


def is_url(text: str) -> bool:
    """Whether a text is an http(s) address."""
    return text.lower().startswith(("http://", "https://"))


def link_or_text(text: str | None, label: str = "") -> Link | str:
    """A link when it is an http(s) address, else the text."""
    if text and is_url(text):
        return Link(text, label)
    return label or text or ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a DataFrame with typed access; missing columns and NULLs are None."""

    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """The text, "" for NULL."""
        value = self._get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | float | None:
        """The number; whole ones as int."""
        value = self._get(name)
        if value is None:
            return None
        number = float(value)
        return int(number) if number.is_integer() else round(number, 2)

    def whole(self, name: str) -> int | None:
        """The number, rounded towards zero."""
        value = self._get(name)
        return None if value is None else int(value)

    def day(self, name: str) -> date | None:
        """A calendar day."""
        value = self._get(name)
        if value is None:
            return None
        if isinstance(value, str):
            return date.fromisoformat(value[:10])
        return value.date() if isinstance(value, datetime) else value

    def instant(self, name: str) -> datetime | None:
        """An instant on a clock in China; a naive one is UTC (the store's zone)."""
        value = self._get(name)
        if value is None:
            return None
        stamp = pd.Timestamp(value)
        stamp = stamp.tz_localize("UTC") if stamp.tzinfo is None else stamp
        return stamp.to_pydatetime(warn=False).astimezone(CHINA)

    def items(self, name: str) -> tuple[str, ...]:
        """A list column as texts; a lone text is one item."""
        value = self._get(name)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(str(item) for item in value)

    def _get(self, name: str) -> Any:
        value = self.values.get(name)
        if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
            return None
        return value


def rows(frame: pd.DataFrame | None) -> Iterator[Row]:
    """The rows of a frame, none of None."""
    if frame is None:
        return
    names = [str(name) for name in frame.columns]
    for values in frame.itertuples(index=False, name=None):
        yield Row(dict(zip(names, values, strict=True)))


def listing(items: Iterable[str], limit: int = 5) -> str:
    """``甲、乙、丙 等 12 个``: the first few and how many there are."""
    known = list(items)
    shown = "、".join(known[:limit])
    return shown if len(known) <= limit else f"{shown} 等 {len(known)} 个"
