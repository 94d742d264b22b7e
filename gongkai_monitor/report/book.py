"""AuditBook: everything a section may use, as of one moment."""

from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from gongkai_monitor.clock import china_date
from gongkai_monitor.duties.ledger import LedgerDuty
from gongkai_monitor.errors import GongkaiError
from gongkai_monitor.findings.what_if import WhatIf
from gongkai_monitor.model.finding import Finding, SubjectVerdict
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import Effect, Sureness

COVERAGE_COLUMNS = (
    "subject_kind", "subject_id", "subject_name", "platform", "agency_code",
    "collection_state", "cause", "detail",
)  # fmt: skip
HOTSPOT_COLUMNS = (
    "hotspot_id", "title", "size", "heat", "sentiment", "growth", "region", "agency_code",
    "first_at", "clock_state", "limit_hours", "elapsed_hours", "answered_at", "examples",
)  # fmt: skip
HOTSPOT_DAY_COLUMNS = ("hotspot_id", "day", "count")
SENTIMENT_DAY_COLUMNS = ("day", "scored", "negative", "unsure")
REPLY_COLUMNS = (
    "agency_code", "received", "answered", "in_time", "late", "open", "overdue", "uncollected",
    "no_limit", "unknown", "median_workdays",
)  # fmt: skip
HOT_SEARCH_COLUMNS = ("listed_on", "platform", "title", "position", "reasons")
HOT_LIST_COLUMNS = ("platform", "collection_state", "cause", "detail", "observed_at")
ALERT_COLUMNS = (
    "alert_id", "hotspot_id", "recipient", "title", "risk_level", "reasons", "announced_at",
    "state", "attempts", "last_at", "detail",
)  # fmt: skip
HISTORY_COLUMNS = (
    "day", "new", "ongoing", "resolved", "expected", "collected", "uncollected",
    "failed_sites", "failed_accounts",
)  # fmt: skip

PROBE_HOUR_COLUMNS = ("site_code", "day", "hour", "visits", "failed")


class ReportError(GongkaiError):
    """A report cannot be made of this book, or cannot be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorNote:
    """What the report prints about one indicator."""

    code: str
    rule: str
    title: str
    basis: str
    effect: Effect
    sureness: Sureness
    limit: str  # in words, 不超过 14 天（10 天预警，90 天僵尸）
    convention: str = ""  # how it is counted, in words
    table: str = ""  # facts table that it reads
    fact: str = ""  # column that decides
    when: str | None = None  # rows that it looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionNote:
    """An edition of the rules in force, with its counting conventions in words."""

    name: str  # national
    version: str
    title: str = ""  # 全国
    is_local: bool = False
    conventions: tuple[str, ...] = ()
    indicators: tuple[IndicatorNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundnessNote:
    """Outcome of one check of the stored data; a failed one blocks what depends on it."""

    name: str
    is_passed: bool
    observed: str
    limit: str
    effect: str = ""  # what was not judged because of it


def _empty(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditBook:
    """One moment's judged facts.

    Attributes:
        name: the deployment, 某市政务公开监测.
        as_of: the moment, aware.
        editions: rules in force.
        registry: who is watched.
        coverage: one row per subject, ``COVERAGE_COLUMNS``; states and causes as vocabulary values.
        findings: open problems and those 已消除 today; no candidates.
        candidates: 待复核线索, open ones; never counted as problems.
        verdicts: one per site and account.
        what_if: how many accounts other thresholds would move from one proposal to another.
        facts: facts tables of docs/architecture.md by name (account, link, document …).
        hotspots: ``HOTSPOT_COLUMNS``, and more where they were worked out; texts masked.
        hotspot_days: ``HOTSPOT_DAY_COLUMNS``, messages of each hotspot per day in China.
        sentiment_days: ``SENTIMENT_DAY_COLUMNS``, of all messages whose sentiment is stored.
        replies: ``REPLY_COLUMNS``, answers to messages of 90 days per agency.
        hot_searches: ``HOT_SEARCH_COLUMNS``, of yesterday and today, only what concerns the office.
        hot_lists: ``HOT_LIST_COLUMNS``, one row per list that the settings name.
        alerts: ``ALERT_COLUMNS``, how the alerts of seven days stand with each recipient.
        alert_recipients: names of those who are sent alerts.
        history: ``HISTORY_COLUMNS``, one row per day up to the day of ``as_of``.
        probe_hours: ``PROBE_HOUR_COLUMNS``, visits of the last seven days by hour in China.
        duties: the ledger of duties (工作台账) on the day.
        soundness: outcomes of the checks of the stored data.
        warnings: sentences a reader must see, in Chinese.
    """

    name: str
    as_of: datetime
    registry: Registry
    coverage: pd.DataFrame
    editions: tuple[EditionNote, ...] = ()
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Finding, ...] = ()
    verdicts: tuple[SubjectVerdict, ...] = ()
    what_if: tuple[WhatIf, ...] = ()
    facts: dict[str, pd.DataFrame] = field(default_factory=dict)
    hotspots: pd.DataFrame = field(default_factory=lambda: _empty(HOTSPOT_COLUMNS))
    hotspot_days: pd.DataFrame = field(default_factory=lambda: _empty(HOTSPOT_DAY_COLUMNS))
    sentiment_days: pd.DataFrame = field(default_factory=lambda: _empty(SENTIMENT_DAY_COLUMNS))
    replies: pd.DataFrame = field(default_factory=lambda: _empty(REPLY_COLUMNS))
    hot_searches: pd.DataFrame = field(default_factory=lambda: _empty(HOT_SEARCH_COLUMNS))
    hot_lists: pd.DataFrame = field(default_factory=lambda: _empty(HOT_LIST_COLUMNS))
    alerts: pd.DataFrame = field(default_factory=lambda: _empty(ALERT_COLUMNS))
    alert_recipients: tuple[str, ...] = ()
    history: pd.DataFrame = field(default_factory=lambda: _empty(HISTORY_COLUMNS))
    probe_hours: pd.DataFrame = field(default_factory=lambda: _empty(PROBE_HOUR_COLUMNS))
    duties: tuple[LedgerDuty, ...] = ()
    soundness: tuple[SoundnessNote, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The calendar day in China of ``as_of``."""
        return china_date(self.as_of)
