"""问题: a rule, what was observed, where, when, and the saved pages that prove it."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.clock import china_date
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    Disposition,
    Effect,
    FindingStatus,
    Level,
    ReviewState,
    SubjectKind,
    Sureness,
    Verdict,
    Way,
)

HAND_FOLDER = "hand"
"""Folder below the evidence for files that people bring: 人工采集, proofs of steps, 申诉."""


def hand_place(taken_at: datetime, content_hash: str, file_name: str) -> str:
    """Where a file that a person brought is kept, below the evidence folder."""
    extension = file_name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    return f"{HAND_FOLDER}/{china_date(taken_at):%Y%m}/{content_hash}.{extension}"


TRAIL_URL = "处理记录第 {} 条"
"""Stands for the address of an entry of the trail that proves something."""


def trail_id(sequence: int) -> str:
    """Names an entry of the trail among the evidence of a facts row."""
    return f"trail-{sequence}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A saved page: where it was fetched, when, with which result, and where it is kept."""

    url: str
    fetched_at: datetime
    status: int
    note: str  # what this page proves, in Chinese
    content_hash: str | None = None
    fetch_id: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None

    @property
    def is_by_hand(self) -> bool:
        """人工采集: a file that a person brought, no saved request."""
        return (self.warc_file or "").startswith(f"{HAND_FOLDER}/")

    @property
    def is_entry(self) -> bool:
        """An entry of the trail: what people recorded."""
        return self.url.startswith(TRAIL_URL.partition("{")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One 问题 as of one moment. ``finding_id`` = hash(code, subject_id, object)."""

    finding_id: str
    code: str  # indicator code, account.content_stale
    rule: str  # stable id of the rule base, M-2a
    title: str
    effect: Effect  # what this finding does: a 预警 is a NOTICE even under a veto indicator
    sureness: Sureness
    level: Level
    subject_kind: SubjectKind
    subject_id: str
    subject_name: str
    agency_code: str | None
    object: str = ""  # the url or item at fault, "" when it is the subject itself
    observed: str
    limit: str
    basis: str
    edition: str
    edition_version: str
    message: str
    remedy: str
    way: Way = Way.AUTOMATIC  # an assisted finding is a candidate until a reviewer confirms it
    review: ReviewState = ReviewState.NOT_NEEDED
    as_of: datetime
    status: FindingStatus = FindingStatus.NEW
    first_seen_on: date | None = None
    last_seen_on: date | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_candidate(self) -> bool:
        """待复核线索: a person has not decided yet; it is never counted as a 问题."""
        return self.way is Way.ASSISTED and self.review in _UNDECIDED

    @property
    def is_problem(self) -> bool:
        """Whether it counts as a 问题 (open or 已消除): no candidate, not 误报, not 豁免."""
        return not self.is_candidate and self.review not in _DISMISSED

    @property
    def decides(self) -> bool:
        """Whether it fails its subject: a veto of a verified rule."""
        return self.effect is Effect.VETO and self.sureness.may_fail


_UNDECIDED = frozenset({ReviewState.NOT_NEEDED, ReviewState.PENDING})
_DISMISSED = frozenset({ReviewState.FALSE_ALARM, ReviewState.EXEMPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectVerdict:
    """结论 of one site or account: only verified vetoes decide, only on collected data."""

    subject_kind: SubjectKind
    subject_id: str
    subject_name: str
    agency_code: str | None
    verdict: Verdict
    collection_state: CollectionState
    cause: CollectionCause
    veto_finding_ids: tuple[str, ...] = ()
    disposition: Disposition | None = None  # accounts only, as all that follows
    reasons: tuple[str, ...] = ()  # also of sites
    proposal_rules: tuple[str, ...] = ()  # the rules that led to the proposal, in words
    proposed_action: str = ""  # what is asked of the unit
    act_by: date | None = None
    keep_account: str | None = None  # of several on one platform, the one that is better kept
    notes: tuple[str, ...] = ()  # beside the verdict: what was not checked, what stands out
