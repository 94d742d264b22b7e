"""Closed word lists of the field, each with its Chinese label.

A value outside one of these lists is an error where it enters, never a silent default.
"""

from gongkai_monitor.vocabulary.collected import (
    CertificateState,
    CheckWay,
    CollectionCause,
    CollectionState,
    ContentSignKind,
    DateSource,
    FetchOutcome,
    FetchPurpose,
    FileState,
    LinkKind,
    LinkState,
    PageSign,
    SubjectKind,
)
from gongkai_monitor.vocabulary.inspected import InspectionItem, InspectionResult
from gongkai_monitor.vocabulary.judged import (
    Disposition,
    Effect,
    FindingStatus,
    Level,
    ReviewDecision,
    ReviewState,
    Sureness,
    Verdict,
    Way,
)
from gongkai_monitor.vocabulary.opinion import (
    ClockState,
    Sentiment,
)
from gongkai_monitor.vocabulary.register import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
    YesNo,
)
from gongkai_monitor.vocabulary.reported import ErrorReportKind, ErrorReportState
from gongkai_monitor.vocabulary.term import (
    Term,
)

__all__ = [
    "AccountFunction",
    "AccountSource",
    "AgencyKind",
    "AgencyLevel",
    "CertificateState",
    "ChannelKind",
    "CheckWay",
    "ClockState",
    "CollectionCause",
    "CollectionState",
    "ContentSignKind",
    "DateSource",
    "Disposition",
    "Effect",
    "ErrorReportKind",
    "ErrorReportState",
    "FetchOutcome",
    "FetchPurpose",
    "FileState",
    "FilingStatus",
    "FindingStatus",
    "InspectionItem",
    "InspectionResult",
    "Level",
    "LinkKind",
    "LinkState",
    "PageSign",
    "Platform",
    "ReviewDecision",
    "ReviewState",
    "Sentiment",
    "SiteKind",
    "SiteStatus",
    "SubjectKind",
    "Sureness",
    "Term",
    "Verdict",
    "Way",
    "YesNo",
]
