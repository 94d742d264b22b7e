"""The columns of every facts table: the contract between facts, editions, checks and report.

Every table also has ``COMMON``. ``collection_state``/``cause`` hold the values of
``CollectionState`` and ``CollectionCause``; ``evidence`` is a list of fetch ids.
"""

from dataclasses import dataclass

from gongkai_monitor.vocabulary import (
    AccountFunction,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    LinkKind,
    LinkState,
    Platform,
    SiteKind,
    SiteStatus,
    SubjectKind,
    Term,
)

COMMON: tuple[str, ...] = (
    "as_of",
    "collected_at",
    "collection_state",
    "cause",
    "detail",
    "agency_code",
    "subject_id",
    "subject_name",
    "evidence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """One facts table: what its rows are about, their key and their own columns."""

    name: str
    subject_kind: SubjectKind
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Common columns and own columns, in order."""
        return (*COMMON, *self.columns)


FACT_TABLES: dict[str, FactTable] = {
    table.name: table
    for table in (
        FactTable(
            name="site",
            subject_kind=SubjectKind.SITE,
            key=("site_code",),
            columns=(
                "site_code", "name", "kind", "status", "home_url", "home_newest_on",
                "days_since_home_update", "is_navigation_only", "window_days",
                "stale_primary_channel_count", "stale_primary_channels",
                "overdue_channel_count", "overdue_channels",
                "empty_channel_count", "empty_channels",
                "channel_count", "uncollected_channel_count", "has_site_code_match",
                "shown_site_codes",
            ),
        ),
        FactTable(
            name="availability",
            subject_kind=SubjectKind.SITE,
            key=("site_code",),
            columns=(
                "site_code", "name", "home_url", "probe_count", "probe_days",
                "probe_min_per_day", "probe_failed_count", "probe_failed_ratio",
                "last_failed_at",
            ),
        ),
        FactTable(
            name="footer_item",
            subject_kind=SubjectKind.SITE,
            key=("site_code", "item"),
            columns=("site_code", "item", "home_url", "is_present"),
        ),
        FactTable(
            name="page_kind_tags",
            subject_kind=SubjectKind.SITE,
            key=("site_code", "page_kind"),
            columns=("site_code", "page_kind", "page_count", "missing_count", "missing",
                     "example_url"),
        ),
        FactTable(
            name="channel",
            subject_kind=SubjectKind.CHANNEL,
            key=("site_code", "channel_url"),
            columns=(
                "site_code", "channel_url", "name", "kind", "level", "cycle_days", "newest_on",
                "days_since_update", "window_days", "item_count", "is_empty", "is_blank",
                "is_primary", "explanation", "redirects_to", "site_stale_primary_channel_count",
                "site_overdue_channel_count", "site_empty_channel_count",
            ),
        ),
        FactTable(
            name="link",
            subject_kind=SubjectKind.SITE,
            key=("site_code", "url"),
            columns=(
                "site_code", "site_kind", "url", "kind", "state", "reason", "remedy",
                "places_count", "places", "attempts", "first_failed_at", "last_checked_at",
                "last_status",
            ),
        ),
        FactTable(
            name="link_run",
            subject_kind=SubjectKind.SITE,
            key=("site_code",),
            columns=("site_code", "checked_count", "normal_count", "dead_count",
                     "suspect_count", "unverifiable_count", "last_checked_at"),
        ),
        FactTable(
            name="account",
            subject_kind=SubjectKind.ACCOUNT,
            key=("account_code",),
            columns=(
                "account_code", "name", "platform", "function", "filing_status", "agency_level",
                "agency_kind", "opened_on", "last_posted_on", "last_posted_at",
                "days_since_post", "posts_7d", "posts_30d", "posts_90d", "post_count",
                "longest_gap_days", "rhythm_days", "missed_workdays_7d", "window_days",
                "days_left", "likely_breach_on", "followers",
            ),
        ),
        FactTable(
            name="filing",
            subject_kind=SubjectKind.ACCOUNT,
            key=("account_code",),
            columns=("account_code", "name", "platform", "function", "filing_status", "filed_on"),
        ),
        FactTable(
            name="agency_platform",
            subject_kind=SubjectKind.AGENCY,
            key=("agency_code", "platform"),
            columns=("platform", "account_count", "account_codes", "account_names"),
        ),
        FactTable(
            name="document",
            subject_kind=SubjectKind.DOCUMENT,
            key=("document_url",),
            columns=(
                "document_url", "site_code", "title", "document_number", "published_on",
                "is_normative", "needs_interpretation", "why_not", "interpretation_url",
                "interpreted_on", "match_reasons", "due_on", "days_late", "workdays_late",
                "workdays_left", "interpretation_state", "warning",
            ),
        ),
    )
}  # fmt: skip
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
    "link.kind": LinkKind,
    "state": LinkState,
}
"""Column (or ``table.column``) -> the closed list whose labels are shown in messages."""


def term_of(table: str, column: str) -> type[Term] | None:
    """The closed list of a column, if it has one."""
    return TERMS.get(f"{table}.{column}", TERMS.get(column))
