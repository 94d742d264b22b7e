"""What was read on a site: home page, META tags, lists, articles."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, CollectionState, DateSource


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
    footer_code_text: str | None = None  # as printed, whatever its form
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
    placeholders: tuple[str, ...] = ()  # tags that still hold the template's words
    visible_date: str | None = None  # 发布时间 as an article page prints it
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
    skeleton: str | None = None  # hash of the list's place in the page, for the redesign detector
    fetch_id: str | None = None
    frame: str | None = None  # hash of the page's structure without what repeats in it
    first_page_count: int | None = None  # entries of the first page alone
    suggested_kind: ChannelKind | None = None  # of a discovered channel
    suggested_level: int | None = None
    suggested_because: str | None = None  # where it was seen and what its kind was told from
    proposed_selector: str | None = None  # CSS path for a list that could not be read for certain
    proposed_count: int | None = None
    proposed_titles: str | None = None


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
