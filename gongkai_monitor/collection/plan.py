"""The plan of one spider process: which subjects it must bring home, written as one JSON file.

Built from the registry (``build_plan``) and, for link checks, from stored links
(``links_to_check``). The spider answers for every subject named here, even when it fails.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.model.observations import Link
from gongkai_monitor.model.registry import Registry, Site
from gongkai_monitor.vocabulary import (
    AccountSource,
    ChannelKind,
    FilingStatus,
    LinkKind,
    Platform,
    SiteKind,
    SiteStatus,
    Term,
)

_GONE = {FilingStatus.CLOSED, FilingStatus.DEREGISTERED}
_PROBED_CHANNELS = 3


class SpiderName(Term):
    """The spiders."""

    SITE = "site", "站点采集"
    LINKS = "links", "链接检查"
    PROBE = "probe", "可用性探测"
    FEED = "feed", "账号订阅"
    WEIBO = "weibo", "微博"
    WECHAT = "wechat", "微信公众号"
    APP = "app", "移动客户端"
    BOARD = "board", "留言板"
    INSPECT = "inspect", "专项检查"
    HOT = "hot", "热搜"


_SOURCES = {
    SpiderName.FEED: AccountSource.FEED,
    SpiderName.WEIBO: AccountSource.WEIBO,
    SpiderName.WECHAT: AccountSource.WECHAT_API,
    SpiderName.APP: AccountSource.APP_STORE,
}
"""Which source of the register each spider of accounts reads."""

OF_ACCOUNTS = frozenset(_SOURCES)
"""The spiders whose subjects are accounts."""


class _Planned(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LastList(_Planned):
    """How a channel's list looked when it was last read with entries."""

    read_at: AwareDatetime
    item_count: int  # of its first page
    undated_count: int = 0
    newest_on: date | None = None
    skeleton: str | None = None
    frame: str | None = None
    family: str | None = None


class PlannedChannel(_Planned):
    """A registered channel to read; ``last`` lets a redesign be told from silence."""

    name: str
    url: str
    kind: ChannelKind
    level: int = 1
    cycle_days: int | None = None
    list_selector: str | None = None
    last: LastList | None = None


class PlannedSite(_Planned):
    """A site to read, with its registered channels."""

    site_code: str
    name: str
    home_url: str
    kind: SiteKind
    agency_code: str
    channels: tuple[PlannedChannel, ...] = ()
    is_closed: bool = False  # 关停 in the register: only looked at whether it still answers


class LastPosts(_Planned):
    """When an account's list was last read and how new it was: how far it is read this time."""

    read_at: AwareDatetime
    newest_at: AwareDatetime | None = None


class PlannedAccount(_Planned):
    """An account whose list or store page is to be read."""

    account_code: str
    platform: Platform
    name: str
    source: AccountSource
    source_url: str | None = None
    last: LastPosts | None = None
    is_closed: bool = False  # 关停 or 注销 in the register: only looked at whether it is gone


class PlannedLink(_Planned):
    """A link target to open; ``home_url`` tells a redirect to the home page."""

    site_code: str
    url: str
    kind: LinkKind = LinkKind.PAGE
    home_url: str


class PlannedPage(_Planned):
    """A page to read again: something was found on it."""

    site_code: str
    url: str
    channel_url: str | None = None


class PlannedHotList(_Planned):
    """A platform's list of hot searches."""

    platform: str
    url: str


class CrawlPlan(_Planned):
    """Subjects of one spider process; ``subject`` names it in batches and job folders.

    ``signed_pages`` carry signs and are read again, so that what was mended is seen as mended.
    ``memory`` is the name of the file beside the plan that tells what earlier rounds know of each
    page (``collection/page_memory.py``), of a board's letter (``letter_memory.py``); without it
    everything is fetched. ``removed`` are hashes (``identity.removal_hash``) of the addresses and
    ids of messages that were deleted on request: they are not fetched again.
    """

    spider: SpiderName
    subject: str = "all"
    sites: tuple[PlannedSite, ...] = ()
    accounts: tuple[PlannedAccount, ...] = ()
    links: tuple[PlannedLink, ...] = ()
    signed_pages: tuple[PlannedPage, ...] = ()
    hot_lists: tuple[PlannedHotList, ...] = ()
    memory: str | None = None
    removed: frozenset[str] = frozenset()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a plan file.

        Raises:
            InputError: when the file is no plan.
        """
        try:
            return cls.model_validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            fault = Fault(file=path.name, expected="采集计划 JSON", actual=str(error)[:300])
            raise InputError([fault]) from error

    def save(self, path: Path) -> None:
        """Write the plan file, parents included."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.model_dump_json(indent=1), encoding="utf-8")

    @property
    def subject_count(self) -> int:
        """How many subjects this process answers for."""
        return len(self.sites) + len(self.accounts) + len(self.links) + len(self.hot_lists)


def build_plan(
    registry: Registry,
    spider: SpiderName,
    *,
    subject: str = "all",
    site_codes: Collection[str] | None = None,
    account_codes: Collection[str] | None = None,
    links: Iterable[PlannedLink] = (),
    signed_pages: Iterable[PlannedPage] = (),
    memory: str | None = None,
    removed: Iterable[str] = (),
    last_lists: Mapping[tuple[str, str], LastList] | None = None,
    last_posts: Mapping[str, LastPosts] | None = None,
    due_looks: Collection[str] = (),
    deregistered: Collection[str] = (),
    hot_searches: Mapping[str, str] | None = None,
) -> CrawlPlan:
    """What ``spider`` has to collect of a registry; the code collections narrow it (shards).

    ``last_lists``: by site code and channel address, how each list looked when it was last read;
    ``last_posts``: the same by account code. ``due_looks``: codes of closed accounts whose monthly
    look is due; ``deregistered``: codes that the trail calls 已注销, whatever the register says.
    ``hot_searches``: by platform, where its list is; no register names them.

    Suspended and closed sites, other closed accounts and accounts of other sources are left out:
    the coverage table names them. Only the inspection knocks at closed sites.
    """
    sites: tuple[PlannedSite, ...] = ()
    accounts: tuple[PlannedAccount, ...] = ()
    match spider:
        case SpiderName.SITE | SpiderName.PROBE | SpiderName.BOARD | SpiderName.INSPECT:
            sites = tuple(_planned_sites(registry, spider, site_codes, last_lists or {}))
        case SpiderName.FEED | SpiderName.WEIBO | SpiderName.WECHAT | SpiderName.APP:
            found = _planned_accounts(
                registry, spider, account_codes, last_posts or {}, due_looks, deregistered
            )
            accounts = tuple(found)
        case SpiderName.LINKS:
            wanted = [link for link in links if site_codes is None or link.site_code in site_codes]
            return CrawlPlan(spider=spider, subject=subject, links=tuple(wanted))
        case SpiderName.HOT:
            lists = (PlannedHotList(platform=p, url=u) for p, u in (hot_searches or {}).items())
            return CrawlPlan(spider=spider, subject=subject, hot_lists=tuple(lists))
    codes = {site.site_code for site in sites}
    return CrawlPlan(
        spider=spider,
        subject=subject,
        sites=sites,
        accounts=accounts,
        signed_pages=tuple(page for page in signed_pages if page.site_code in codes),
        memory=memory,
        removed=frozenset(removed),
    )


def links_to_check(
    links: Iterable[Link], registry: Registry, *, max_per_site: int
) -> tuple[PlannedLink, ...]:
    """One planned check per (site, target) of stored links, at most ``max_per_site`` each.

    Attachments come first: a dead attachment weighs more than a dead page link.
    """
    homes = {site.site_code: site.home_url for site in registry.sites}
    order = {LinkKind.ATTACHMENT: 0, LinkKind.PAGE: 1, LinkKind.IMAGE: 2, LinkKind.RESOURCE: 3}
    seen: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    planned: list[PlannedLink] = []
    for link in sorted(links, key=lambda row: (row.site_code, order[row.kind], row.url)):
        key = (link.site_code, link.url)
        if key in seen or link.site_code not in homes or counts[link.site_code] >= max_per_site:
            continue
        seen.add(key)
        counts[link.site_code] += 1
        planned.append(
            PlannedLink(
                site_code=link.site_code,
                url=link.url,
                kind=link.kind,
                home_url=homes[link.site_code],
            )
        )
    return tuple(planned)


def _planned_sites(
    registry: Registry,
    spider: SpiderName,
    site_codes: Collection[str] | None,
    last_lists: Mapping[tuple[str, str], LastList],
) -> Iterable[PlannedSite]:
    for site in registry.sites:
        is_wanted = site_codes is None or site.site_code in site_codes
        if not is_wanted or not _is_visited(site, spider):
            continue
        channels = _planned_channels(registry, site, spider, last_lists)
        if spider is SpiderName.BOARD and not channels:
            continue
        yield PlannedSite(
            site_code=site.site_code,
            name=site.name,
            home_url=site.home_url,
            kind=site.kind,
            agency_code=site.agency_code,
            channels=channels,
            is_closed=site.status is SiteStatus.CLOSED,
        )


def _is_visited(site: Site, spider: SpiderName) -> bool:
    """Running sites; the inspection also knocks at closed ones."""
    if site.status is SiteStatus.CLOSED:
        return spider is SpiderName.INSPECT
    return site.status is SiteStatus.RUNNING


def _planned_channels(
    registry: Registry,
    site: Site,
    spider: SpiderName,
    last_lists: Mapping[tuple[str, str], LastList],
) -> tuple[PlannedChannel, ...]:
    rows = [row for row in registry.channels if row.site_code == site.site_code]
    if spider is SpiderName.BOARD:
        rows = [row for row in rows if row.kind is ChannelKind.INTERACTION]
    if spider is SpiderName.PROBE:
        rows = sorted(rows, key=lambda row: (row.level, row.url))[:_PROBED_CHANNELS]
    return tuple(
        PlannedChannel(
            name=row.name,
            url=row.url,
            kind=row.kind,
            level=row.level,
            cycle_days=row.cycle_days,
            list_selector=row.list_selector,
            last=last_lists.get((row.site_code, row.url)),
        )
        for row in rows
    )


def _planned_accounts(
    registry: Registry,
    spider: SpiderName,
    account_codes: Collection[str] | None,
    last_posts: Mapping[str, LastPosts],
    due_looks: Collection[str],
    deregistered: Collection[str],
) -> Iterable[PlannedAccount]:
    for account in registry.accounts:
        is_wanted = account_codes is None or account.account_code in account_codes
        is_closed = account.filing_status in _GONE
        # a closed account without an address can only be looked at by hand
        is_due = not is_closed or (account.account_code in due_looks and bool(account.source_url))
        if is_wanted and is_due and account.source is _SOURCES[spider]:
            yield PlannedAccount(
                account_code=account.account_code,
                platform=account.platform,
                name=account.name,
                source=account.source,
                source_url=account.source_url,
                last=last_posts.get(account.account_code),
                is_closed=is_closed or account.account_code in deregistered,
            )
