"""Closed word lists of the field, each with its Chinese label.

A value outside one of these lists is an error where it enters, never a silent default.
"""

from gongkai_monitor.vocabulary.account import (
    AccountField,
    AppealState,
    CollectedBy,
    HandEvidenceKind,
    InteractionWay,
    PostSignKind,
    ShutdownStep,
    TimePrecision,
)
from gongkai_monitor.vocabulary.announced import AnnouncementReason
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
from gongkai_monitor.vocabulary.document import InterpretationForm
from gongkai_monitor.vocabulary.duty import DeadlineKind, DutyMatch, DutyState, Recurrence
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
from gongkai_monitor.vocabulary.policy import (
    DisclosureMark,
    DocumentValidity,
    ExpiryBasis,
    FieldPlace,
    RepealKind,
    Synchrony,
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
from gongkai_monitor.vocabulary.trail import (
    AppealKind,
    RecheckOutcome,
    RectificationState,
    TrailKind,
    TrailMatter,
)

__all__ = [
    "AccountField",
    "AccountFunction",
    "AccountSource",
    "AgencyKind",
    "AgencyLevel",
    "AnnouncementReason",
    "AppealKind",
    "AppealState",
    "CertificateState",
    "ChannelKind",
    "CheckWay",
    "ClockState",
    "CollectedBy",
    "CollectionCause",
    "CollectionState",
    "ContentSignKind",
    "DateSource",
    "DeadlineKind",
    "DisclosureMark",
    "Disposition",
    "DocumentValidity",
    "DutyMatch",
    "DutyState",
    "Effect",
    "ErrorReportKind",
    "ErrorReportState",
    "ExpiryBasis",
    "FetchOutcome",
    "FetchPurpose",
    "FieldPlace",
    "FileState",
    "FilingStatus",
    "FindingStatus",
    "HandEvidenceKind",
    "InspectionItem",
    "InspectionResult",
    "InteractionWay",
    "InterpretationForm",
    "Level",
    "LinkKind",
    "LinkState",
    "PageSign",
    "Platform",
    "PostSignKind",
    "RecheckOutcome",
    "RectificationState",
    "Recurrence",
    "RepealKind",
    "ReviewDecision",
    "ReviewState",
    "Sentiment",
    "ShutdownStep",
    "SiteKind",
    "SiteStatus",
    "SubjectKind",
    "Sureness",
    "Synchrony",
    "Term",
    "TimePrecision",
    "TrailKind",
    "TrailMatter",
    "Verdict",
    "Way",
    "YesNo",
]
