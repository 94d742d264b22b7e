"""The columns of every facts table: the contract between facts, editions, checks and report.

Every table also has ``COMMON``. ``collection_state``/``cause`` hold the values of
``CollectionState`` and ``CollectionCause``; ``evidence`` is a list of fetch ids.
"""

from gongkai_monitor.facts.table import COMMON, FactTable
from gongkai_monitor.facts.tables import ALL
from gongkai_monitor.vocabulary import (
    AccountField,
    AccountFunction,
    AgencyKind,
    AgencyLevel,
    CertificateState,
    ChannelKind,
    CollectedBy,
    ErrorReportKind,
    ErrorReportState,
    FilingStatus,
    LinkKind,
    LinkState,
    Platform,
    PostSignKind,
    ShutdownStep,
    SiteKind,
    SiteStatus,
    Term,
    TrailMatter,
)

__all__ = ["COMMON", "FACT_TABLES", "TERMS", "FactTable", "term_of"]

FACT_TABLES: dict[str, FactTable] = {table.name: table for table in ALL}
"""Every facts table by name."""

TERMS: dict[str, type[Term]] = {
    "platform": Platform,
    "function": AccountFunction,
    "filing_status": FilingStatus,
    "agency_level": AgencyLevel,
    "agency_kind": AgencyKind,
    "status": SiteStatus,
    "site_kind": SiteKind,
    "site.kind": SiteKind,
    "channel.kind": ChannelKind,
    "channel_rhythm.kind": ChannelKind,
    "link.kind": LinkKind,
    "error_report.kind": ErrorReportKind,
    "report_state": ErrorReportState,
    "certificate.state": CertificateState,
    "shutdown_case.step": ShutdownStep,
    "shutdown_case.next_step": ShutdownStep,
    "trail_due.matter": TrailMatter,
    "state": LinkState,
    "collected_by": CollectedBy,
    "sign_kind": PostSignKind,
    "account_change.field": AccountField,
    "account_life.status": FilingStatus,
    "agency_accounts.level": AgencyLevel,
    "agency_accounts.kind": AgencyKind,
}
"""Column (or ``table.column``) -> the closed list whose labels are shown in messages."""


def term_of(table: str, column: str) -> type[Term] | None:
    """The closed list of a column, if it has one."""
    return TERMS.get(f"{table}.{column}", TERMS.get(column))
