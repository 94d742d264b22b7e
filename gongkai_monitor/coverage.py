"""采集覆盖: one row per subject of the register, each in exactly one state; the states sum up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.vocabulary import CollectionState, SubjectKind

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from gongkai_monitor.settings import Settings

COLUMNS = (
    "subject_kind", "subject_id", "subject_name", "agency_code", "site_code", "platform",
    "collection_state", "cause", "detail", "collected_at",
)  # fmt: skip

_KINDS = {
    "site": SubjectKind.SITE,
    "channel": SubjectKind.CHANNEL,
    "account": SubjectKind.ACCOUNT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSum:
    """应查 = 已查 + 未采到; 不采集 stands beside."""

    name: str
    due: int
    collected: int
    uncollected: int
    out_of_scope: int
    causes: tuple[tuple[str, int], ...]
    """Cause values of 未采到 and 不采集 with their counts, the most frequent first."""

    def __post_init__(self) -> None:
        """A sum that does not add up must never be shown."""
        assert self.due == self.collected + self.uncollected

    @property
    def registered(self) -> int:
        """Subjects of the register."""
        return self.due + self.out_of_scope


def coverage_of(facts: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The coverage table from measured facts.

    Returns:
        Columns ``COLUMNS``; one row per registered site, channel and account. ``platform`` is
        the platform's value for accounts, None for others.
    """
    import pandas as pd

    parts = []
    for name, kind in _KINDS.items():
        table = facts[name]
        part = table.reindex(columns=list(COLUMNS[1:]))
        part.insert(0, "subject_kind", kind.value)
        parts.append(part.astype(object).where(part.notna(), None))
    return pd.concat(parts, ignore_index=True)


def coverage_table(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings
) -> pd.DataFrame:
    """The coverage table of a store at one moment; see ``coverage_of``."""
    from gongkai_monitor.facts.measure import measure_subjects

    return coverage_of(measure_subjects(conn, as_of, settings))


def coverage_sums(coverage: pd.DataFrame) -> list[CoverageSum]:
    """Sums per kind of subject: 站点, 栏目, 账号."""
    return [
        _sum(kind.label, coverage[coverage["subject_kind"] == kind.value])
        for kind in _KINDS.values()
    ]


def platform_sums(coverage: pd.DataFrame) -> list[CoverageSum]:
    """Sums of the accounts, per platform, in the order of the platform list."""
    from gongkai_monitor.vocabulary import Platform

    accounts = coverage[coverage["subject_kind"] == SubjectKind.ACCOUNT.value]
    return [
        _sum(platform.label, part)
        for platform in Platform
        if len(part := accounts[accounts["platform"] == platform.value])
    ]


def _sum(name: str, rows: pd.DataFrame) -> CoverageSum:
    states = rows["collection_state"].value_counts()
    counts = {state: int(states.get(state.value, 0)) for state in CollectionState}
    assert sum(counts.values()) == len(rows), "every subject is in exactly one known state"
    open_rows = rows[rows["collection_state"] != CollectionState.COLLECTED.value]
    causes = open_rows["cause"].value_counts()
    return CoverageSum(
        name=name,
        due=counts[CollectionState.COLLECTED] + counts[CollectionState.UNCOLLECTED],
        collected=counts[CollectionState.COLLECTED],
        uncollected=counts[CollectionState.UNCOLLECTED],
        out_of_scope=counts[CollectionState.OUT_OF_SCOPE],
        causes=tuple((str(cause), int(count)) for cause, count in causes.items()),
    )
