"""What people asked a site and were not answered yet, and the errors they reported on it."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    ErrorReportKind,
    ErrorReportState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLetter:
    """A letter that had no reply when its page was read in a round, or in an export.

    One row per letter and round: only a letter that was read again can be called unanswered
    still. A letter without such a row was answered, removed, or not read. Exports name no board.
    """

    message_id: str
    site_code: str | None = None
    channel_url: str | None = None
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardReading:
    """How far a message board was read in a round; one row per board and round, also without one.

    ``asked_count`` letters were asked for, ``read_count`` of them understood, ``unread_count`` not;
    ``known_count`` were left alone because their answer is stored already, they were asked for
    today, or another list of the round shows them too. Of those that were
    understood ``unknown_count`` show neither an answer nor that there is none.
    """

    site_code: str
    channel_url: str
    round_id: str
    observed_at: datetime
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    pages_read: int = 0
    listed_count: int = 0
    asked_count: int = 0
    read_count: int = 0
    unread_count: int = 0
    known_count: int = 0
    open_count: int = 0
    answered_count: int = 0
    unknown_count: int = 0
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReport:
    """One record of 我为政府网站找错 as exported (rule Z-5); texts are masked.

    Every export is stored, so that an open report is measured to the day of the newest export
    that shows it, and never beyond.
    """

    report_id: str
    site_code: str
    site_name: str | None = None
    url: str | None = None  # the page complained of
    kind: ErrorReportKind
    description: str | None = None
    created_at: datetime
    unit: str | None = None  # who handled it, as printed
    handled_at: datetime | None = None
    result: str | None = None
    state: ErrorReportState
    reject_reason: str | None = None
    round_id: str
    observed_at: datetime
