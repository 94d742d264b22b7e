"""What collectors saw: one frozen record per row of a landing file and of its store table.

All instants are aware and stored in UTC; ``_on`` dates are calendar days in China.
``round_id`` names the collection round, ``fetch_id`` the request that proves the row: the
evidence of a finding is found through it. Rows are append-only; the natural key that makes
loading idempotent is ``KEYS[table]``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    DateSource,
    FetchOutcome,
    FetchPurpose,
    LinkKind,
    PageSign,
    SubjectKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One HTTP exchange. ``status`` is 0 when no answer came. Raw bytes are in the WARC file."""

    fetch_id: str
    round_id: str
    site_code: str | None = None  # None for account feeds; then account_code is set
    account_code: str | None = None
    url: str
    final_url: str
    method: str = "GET"
    purpose: FetchPurpose
    fetched_at: datetime
    status: int
    outcome: FetchOutcome
    error: str | None = None  # the library's words, for engineers
    seconds: float
    bytes: int
    content_type: str | None = None
    charset: str | None = None
    content_hash: str | None = None  # SHA-256 of the decoded-transfer body
    sign: PageSign | None = None
    title: str | None = None
    redirects: int = 0
    links_hash: str | None = None  # set for every page whose links were read, see Link
    warc_file: str | None = None  # relative to the workspace's evidence folder
    warc_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One availability visit (rule W-2). ``is_ok``: opened within 15 s with a usable answer."""

    site_code: str
    url: str
    probed_at: datetime
    is_ok: bool
    status: int
    outcome: FetchOutcome
    seconds_first_byte: float | None = None
    seconds: float
    final_url: str
    error: str | None = None
    round_id: str
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSnapshot:
    """The home page as read in one round; also the proof that the site was collected."""

    site_code: str
    round_id: str
    observed_at: datetime
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    home_url: str
    final_url: str | None = None
    item_count: int = 0  # dated items on the home page
    newest_on: date | None = None  # newest dated item on the home page
    newest_title: str | None = None
    newest_url: str | None = None
    is_navigation_only: bool = False
    second_level_newest_on: date | None = None  # W-3 for navigation-only home pages
    second_level_complete: bool = False  # every second-level page was really read
    footer_site_code: str | None = None
    has_party_emblem: bool | None = None  # 党政机关网站标识
    has_error_report: bool | None = None  # 我为政府网站找错
    has_sponsor: bool | None = None  # 主办单位
    has_contact: bool | None = None  # 联系方式
    icp_record: str | None = None
    police_record: str | None = None
    channels_found: int = 0
    pages_read: int = 0
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTags:
    """META tags of one page (网页标签规范); ``tags`` is JSON name -> content as printed."""

    site_code: str
    url: str
    page_kind: str  # home | channel | article
    round_id: str
    observed_at: datetime
    tags: str
    missing: tuple[str, ...] = ()
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSnapshot:
    """A channel's list as read in one round."""

    site_code: str
    channel_url: str
    channel_name: str
    is_registered: bool  # in the registry; otherwise discovered by the spider
    round_id: str
    observed_at: datetime
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    item_count: int = 0
    undated_count: int = 0
    newest_on: date | None = None
    newest_title: str | None = None
    newest_url: str | None = None
    pages_read: int = 0
    is_complete: bool = False  # the list was read back far enough to know its newest item
    is_empty: bool = False
    explanation: str | None = None  # a printed reason for an empty list (情况说明)
    redirects_to: str | None = None  # the channel is an entrance to another system
    family: str | None = None
    skeleton: str | None = None  # hash of the page's structure, for the redesign detector
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One entry of a list page: with its first observation this is the first-seen ledger.

    A row is new when (channel, item, printed date, title) was not stored before, so the
    earliest ``observed_at`` of an item is when it was first seen.
    """

    site_code: str
    channel_url: str
    item_url: str
    title: str
    printed_on: date | None = None
    date_source: DateSource
    position: int
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """稿件 or policy document page as extracted. A changed content is a new row."""

    site_code: str
    channel_url: str | None = None
    url: str
    title: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    date_source: DateSource
    source: str | None = None
    document_number: str | None = None
    signed_on: date | None = None
    issuer: str | None = None
    index_number: str | None = None
    validity: str | None = None
    body: str | None = None  # plain text
    link_urls: tuple[str, ...] = ()  # links inside the article body
    attachment_urls: tuple[str, ...] = ()
    content_hash: str
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stands in a page; one row per (page, set of links, target).

    ``links_hash`` = ``identity.links_hash(urls)`` names the page's whole set of links. The page's
    ``Fetch`` carries it at every reading, so a link that the page no longer holds is known to be
    gone (and is not checked or reported any more) without storing unchanged links again.
    """

    site_code: str
    page_url: str
    links_hash: str
    url: str
    kind: LinkKind
    text: str | None = None
    is_external: bool
    round_id: str
    observed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """One attempt to open a link target. Several spaced attempts make a state."""

    site_code: str
    url: str
    method: str  # HEAD | GET
    attempt: int  # 1, 2, 3 … within the round
    checked_at: datetime
    status: int
    outcome: FetchOutcome
    sign: PageSign | None = None
    final_url: str
    redirects: int = 0
    content_type: str | None = None
    bytes: int = 0
    seconds: float
    error: str | None = None
    round_id: str
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSnapshot:
    """An account's list as read in one round; the proof that it was collected."""

    account_code: str
    round_id: str
    observed_at: datetime
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    source: str
    post_count: int = 0  # posts read this time
    newest_at: datetime | None = None  # newest own post, pinned posts included by their date
    oldest_at: datetime | None = None
    is_complete: bool = False  # the list was read to its newest end
    shown_name: str | None = None
    followers: int | None = None
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """推文 of an account."""

    account_code: str
    post_key: str  # the platform's id, else the URL, else a hash of time and title
    published_at: datetime | None = None
    title: str | None = None
    text: str | None = None  # personal data masked
    url: str | None = None
    is_repost: bool | None = None
    is_pinned: bool = False
    is_original: bool | None = None
    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    source: str  # feed | import | ...
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """留言 (12345, message board) with its reply. Texts are masked, the author is not kept."""

    message_id: str
    received_at: datetime
    title: str
    text: str | None = None
    region: str | None = None
    category: str | None = None
    likes: int | None = None
    agency_code: str | None = None
    replied_at: datetime | None = None
    reply: str | None = None
    url: str | None = None
    source: str  # import | board
    round_id: str
    observed_at: datetime


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


Observation = (
    Fetch | Probe | SiteSnapshot | PageTags | ChannelSnapshot | ListItem | Article | Link
    | LinkCheck | AccountSnapshot | Post | Message | Coverage | SpiderRun
)  # fmt: skip

TABLES: dict[str, type] = {
    "fetches": Fetch,
    "probes": Probe,
    "site_snapshots": SiteSnapshot,
    "page_tags": PageTags,
    "channel_snapshots": ChannelSnapshot,
    "list_items": ListItem,
    "articles": Article,
    "links": Link,
    "link_checks": LinkCheck,
    "account_snapshots": AccountSnapshot,
    "posts": Post,
    "messages": Message,
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
    "articles": ("url", "content_hash"),
    "links": ("page_url", "url", "links_hash"),
    "link_checks": ("url", "method", "checked_at"),
    "account_snapshots": ("account_code", "round_id"),
    "posts": ("account_code", "post_key"),
    "messages": ("message_id", "source", "replied_at"),
    "coverage": ("round_id", "subject_kind", "subject_id", "observed_at"),
    "spider_runs": ("run_key",),
}
"""Natural key of each table: a row whose key is already stored is not stored again."""
