"""Closed word lists of the field, each with its Chinese label.

A value outside one of these lists is an error where it enters, never a silent default.
"""

from gongkai_monitor.vocabulary.collected import (
    CollectionCause,
    CollectionState,
    ContentSignKind,
    DateSource,
    FetchOutcome,
    FetchPurpose,
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
from gongkai_monitor.vocabulary.term import (
    Term,
)

__all__ = [
    "AccountFunction",
    "AccountSource",
    "AgencyKind",
    "AgencyLevel",
    "ChannelKind",
    "ClockState",
    "CollectionCause",
    "CollectionState",
    "ContentSignKind",
    "DateSource",
    "Disposition",
    "Effect",
    "FetchOutcome",
    "FetchPurpose",
    "FilingStatus",
    "FindingStatus",
    "InspectionItem",
    "InspectionResult",
    "Level",
    "LinkKind",
    "LinkState",
    "PageSign",
    "Platform",
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
