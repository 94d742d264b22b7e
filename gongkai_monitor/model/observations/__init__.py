"""What collectors saw: one frozen record per row of a landing file and of its store table.

All instants are aware and stored in UTC; ``_on`` dates are calendar days in China.
``round_id`` names the collection round, ``fetch_id`` the request that proves the row: the
evidence of a finding is found through it. Rows are append-only; the natural key that makes
loading idempotent is ``KEYS[table]``.
"""

from gongkai_monitor.model.observations.account import AccountSnapshot, Post, PostCount, PostList
from gongkai_monitor.model.observations.account_care import (
    AccountProfile,
    AppRelease,
    HandEvidence,
    InteractionCheck,
    InteractionReading,
    MessageCount,
    PostReply,
)
from gongkai_monitor.model.observations.content import ContentSign, FileRead
from gongkai_monitor.model.observations.inspection import SiteInspection
from gongkai_monitor.model.observations.interaction import BoardReading, ErrorReport, OpenLetter
from gongkai_monitor.model.observations.ledger import ListReading, ListSet
from gongkai_monitor.model.observations.opinion import HotSearch, Message
from gongkai_monitor.model.observations.request import Certificate, Fetch, Link, LinkCheck, Probe
from gongkai_monitor.model.observations.round import Coverage, SpiderRun
from gongkai_monitor.model.observations.site import (
    Article,
    ChannelSnapshot,
    ListItem,
    PageTags,
    SiteSnapshot,
)

Observation = (
    Fetch | Probe | SiteSnapshot | PageTags | ChannelSnapshot | ListItem | ListReading
    | ListSet | Article | Link | LinkCheck | Certificate | AccountSnapshot | Post | PostCount
    | PostList | AccountProfile | PostReply | InteractionCheck | InteractionReading | MessageCount
    | AppRelease | HandEvidence | Message | HotSearch
    | OpenLetter | BoardReading | ErrorReport | ContentSign | FileRead | SiteInspection | Coverage
    | SpiderRun
)  # fmt: skip

TABLES: dict[str, type] = {
    "fetches": Fetch,
    "probes": Probe,
    "site_snapshots": SiteSnapshot,
    "page_tags": PageTags,
    "channel_snapshots": ChannelSnapshot,
    "list_items": ListItem,
    "list_readings": ListReading,
    "list_sets": ListSet,
    "articles": Article,
    "links": Link,
    "link_checks": LinkCheck,
    "certificates": Certificate,
    "account_snapshots": AccountSnapshot,
    "posts": Post,
    "post_counts": PostCount,
    "post_lists": PostList,
    "account_profiles": AccountProfile,
    "post_replies": PostReply,
    "interaction_checks": InteractionCheck,
    "interaction_readings": InteractionReading,
    "message_counts": MessageCount,
    "app_releases": AppRelease,
    "hand_evidence": HandEvidence,
    "messages": Message,
    "hot_searches": HotSearch,
    "open_letters": OpenLetter,
    "board_readings": BoardReading,
    "error_reports": ErrorReport,
    "content_signs": ContentSign,
    "file_reads": FileRead,
    "site_inspections": SiteInspection,
    "coverage": Coverage,
    "spider_runs": SpiderRun,
}
"""Store table (and landing file stem) -> record."""

KEYS: dict[str, tuple[str, ...]] = {
    "fetches": ("fetch_id",),
    "probes": ("site_code", "url", "probed_at"),
    "site_snapshots": ("site_code", "round_id"),
    "page_tags": ("url", "round_id"),
    "channel_snapshots": ("site_code", "channel_url", "round_id"),
    "list_items": ("channel_url", "item_url", "printed_on", "title"),
    "list_readings": ("site_code", "channel_url", "round_id"),
    "list_sets": ("channel_url", "items_hash"),
    "articles": ("url", "content_hash"),
    "links": ("page_url", "url", "links_hash"),
    "link_checks": ("url", "method", "checked_at"),
    "certificates": ("host", "port", "checked_at"),
    "account_snapshots": ("account_code", "round_id"),
    "posts": ("account_code", "post_key"),
    "post_counts": ("account_code", "post_key", "round_id"),
    "post_lists": ("account_code", "list_hash"),
    "account_profiles": ("account_code", "profile_hash"),
    "post_replies": ("account_code", "comment_key", "replied_at"),
    "interaction_checks": ("account_code", "way", "checked_at"),
    "interaction_readings": ("account_code", "way", "round_id"),
    "message_counts": ("account_code", "counted_on", "message_count"),
    "app_releases": ("account_code", "store", "round_id"),
    "hand_evidence": ("evidence_id", "account_code"),
    "messages": ("message_id", "source", "replied_at"),
    "hot_searches": ("platform", "listed_on", "title"),
    "open_letters": ("message_id", "round_id"),
    "board_readings": ("site_code", "channel_url", "round_id"),
    "error_reports": ("report_id", "state", "handled_at", "round_id"),
    "content_signs": ("url", "content_hash", "kind", "place", "position"),
    "file_reads": ("url", "round_id"),
    "site_inspections": ("site_code", "item", "round_id"),
    "coverage": ("round_id", "subject_kind", "subject_id", "observed_at"),
    "spider_runs": ("run_key",),
}
"""Natural key of each table: a row whose key is already stored is not stored again."""

__all__ = [
    "KEYS",
    "TABLES",
    "AccountProfile",
    "AccountSnapshot",
    "AppRelease",
    "Article",
    "BoardReading",
    "Certificate",
    "ChannelSnapshot",
    "ContentSign",
    "Coverage",
    "ErrorReport",
    "Fetch",
    "FileRead",
    "HandEvidence",
    "HotSearch",
    "InteractionCheck",
    "InteractionReading",
    "Link",
    "LinkCheck",
    "ListItem",
    "ListReading",
    "ListSet",
    "Message",
    "MessageCount",
    "Observation",
    "OpenLetter",
    "PageTags",
    "Post",
    "PostCount",
    "PostList",
    "PostReply",
    "Probe",
    "SiteInspection",
    "SiteSnapshot",
    "SpiderRun",
]
