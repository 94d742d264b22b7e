"""应查、已查、未采到: counted, and checked against the register before anything is printed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai_monitor.report.book import COVERAGE_COLUMNS, AuditBook, ReportError
from gongkai_monitor.report.cells import Row, rows
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    Disposition,
    Platform,
    SubjectKind,
)

REGISTERED_KINDS = (SubjectKind.SITE, SubjectKind.CHANNEL, SubjectKind.ACCOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One row of the coverage table, its words checked."""

    kind: SubjectKind
    subject_id: str
    subject_name: str
    platform: str  # label, "" unless an account
    agency_code: str
    state: CollectionState
    cause: CollectionCause
    detail: str
    is_registered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How many of a kind of subject were to be read, were read, were not."""

    label: str
    collected: int
    uncollected: int
    out_of_scope: int

    @property
    def expected(self) -> int:
        """应查."""
        return self.collected + self.uncollected

    @property
    def registered(self) -> int:
        """登记."""
        return self.expected + self.out_of_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class _Registered:
    """How often a subject is registered (two sites may list one channel) and its platform."""

    counts: Counter[tuple[SubjectKind, str]]
    platforms: dict[str, str]  # account_code -> label


def covered(book: AuditBook) -> tuple[Covered, ...]:
    """The coverage table, proved complete: each registered subject in exactly one state.

    Raises:
        ReportError: when a column or a subject is missing, a subject has two states, or a subject
            that was not read is proposed for shutdown.
    """
    missing = [name for name in COVERAGE_COLUMNS if name not in book.coverage.columns]
    if missing:
        raise ReportError(f"采集覆盖表缺少列：{'、'.join(missing)}；没有采集覆盖不能出报告")
    registered = _registered(book)
    table = tuple(_covered(row, registered) for row in rows(book.coverage))
    _require_complete(table, registered)
    _require_collected_shutdowns(book)
    return table


def sum_of(label: str, table: Iterable[Covered]) -> Sum:
    """Count the states of some rows."""
    states = Counter(row.state for row in table)
    return Sum(
        label=label,
        collected=states[CollectionState.COLLECTED],
        uncollected=states[CollectionState.UNCOLLECTED],
        out_of_scope=states[CollectionState.OUT_OF_SCOPE],
    )


def sums(table: Iterable[Covered]) -> tuple[Sum, ...]:
    """One sum per kind of subject, accounts per platform; registered subjects only."""
    known = [row for row in table if row.is_registered]
    result = [
        sum_of(kind.label, [row for row in known if row.kind is kind])
        for kind in (SubjectKind.SITE, SubjectKind.CHANNEL)
    ]
    for platform in Platform:
        label = platform.label
        part = [row for row in known if row.kind is SubjectKind.ACCOUNT and row.platform == label]
        if part:
            result.append(sum_of(label, part))
    return tuple(result)


def subjects(table: Iterable[Covered]) -> tuple[Covered, ...]:
    """Registered sites and accounts: what a round is asked to judge."""
    kinds = {SubjectKind.SITE, SubjectKind.ACCOUNT}
    return tuple(row for row in table if row.is_registered and row.kind in kinds)


def _registered(book: AuditBook) -> _Registered:
    registry = book.registry
    known = Counter((SubjectKind.SITE, site.site_code) for site in registry.sites)
    known.update((SubjectKind.CHANNEL, channel.url) for channel in registry.channels)
    known.update((SubjectKind.ACCOUNT, account.account_code) for account in registry.accounts)
    return _Registered(
        counts=known,
        platforms={account.account_code: account.platform.label for account in registry.accounts},
    )


def _covered(row: Row, registered: _Registered) -> Covered:
    kind, subject_id = SubjectKind(row.text("subject_kind")), row.text("subject_id")
    platform = registered.platforms.get(subject_id) or _platform_label(row.text("platform"))
    return Covered(
        kind=kind,
        subject_id=subject_id,
        subject_name=row.text("subject_name"),
        platform=platform,
        agency_code=row.text("agency_code"),
        state=CollectionState(row.text("collection_state")),
        cause=CollectionCause(row.text("cause")),
        detail=row.text("detail"),
        is_registered=(kind, subject_id) in registered.counts,
    )


def _platform_label(text: str) -> str:
    """A platform's label from its stored value or its label."""
    return Platform(text).label if text in {str(platform) for platform in Platform} else text


def _require_complete(table: tuple[Covered, ...], registered: _Registered) -> None:
    seen = Counter((row.kind, row.subject_id) for row in table)
    absent = [key for key, count in registered.counts.items() if seen[key] < count]
    if absent:
        raise ReportError(f"采集覆盖表缺少 {len(absent)} 个登记对象：{_some(absent)}；不能出报告")
    twice = [key for key, count in registered.counts.items() if seen[key] > count]
    if twice:
        raise ReportError(f"采集覆盖表有 {len(twice)} 个对象状态重复：{_some(twice)}；不能出报告")


def _require_collected_shutdowns(book: AuditBook) -> None:
    """An account that was not read can never be proposed for shutdown."""
    blind = [
        verdict.subject_name
        for verdict in book.verdicts
        if verdict.disposition is Disposition.SHUT_DOWN
        and verdict.collection_state is CollectionState.UNCOLLECTED
    ]
    if blind:
        raise ReportError(f"{len(blind)} 个未采到的账号被建议关停：{'、'.join(blind[:5])}")


def _some(keys: list[tuple[SubjectKind, str]]) -> str:
    return "、".join(f"{kind.label} {subject_id}" for kind, subject_id in keys[:5])
