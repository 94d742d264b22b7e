"""How a round went: the state of every subject, the end of every process."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import CollectionCause, CollectionState, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """采集状态 of one subject in one round."""

    round_id: str
    subject_kind: SubjectKind
    subject_id: str  # site_code, channel url, account_code
    site_code: str | None = None
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    observed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SpiderRun:
    """One spider process and how it ended: ``finished``, ``capped``, ``stopped``, ``crashed``."""

    run_key: str
    round_id: str
    spider: str
    subject: str  # site_code or shard
    started_at: datetime
    ended_at: datetime
    outcome: str
    requests: int = 0
    pages: int = 0
    bytes: int = 0
    detail: str | None = None
