"""Three servers on loopback that show the real pages, and the register that names them.

* ``library``: the policy library of gov.cn, at the addresses that its pages state
* ``lists``: list pages of a department's site of early 2015, as its channels
* ``archive``: all old pages behind lists of our own, because nobody knows their addresses

Bytes of real pages are sent unchanged and without a charset. Home pages and lists of ``library``
and ``archive`` are ours; links inside the real pages lead to 404 of these servers.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from gongkai_monitor.model.registry import Agency, Channel, Registry, Site
from gongkai_monitor.text.dates import parse_date
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, ChannelKind, SiteKind, SiteStatus
from tests.crawlers.servers import Reply, Server
from tests.journeys.real_pages import POLICY_WORDS, SOFT_404, RealPages

LIBRARY, LISTS, ARCHIVE = "9901000001", "9902000001", "9903000001"
_PER_PAGE = 90
_HOME = "bjjs/37.html"  # a front page of one of the site's sections

LIST_CHANNELS: dict[str, tuple[str, ChannelKind, str]] = {
    "64": ("政务动态", ChannelKind.NEWS, "2015-03-03"),
    "60": ("新闻发布", ChannelKind.NEWS, "2015-01-29"),
    "741": ("工作动态", ChannelKind.NEWS, "2015-03-03"),
    "69": ("公示公告", ChannelKind.NOTICE, "2015-03-02"),
    "706": ("通知公告", ChannelKind.NOTICE, "2015-02-26"),
    "116": ("规范性文件", ChannelKind.POLICY, "2015-02-15"),
    "147": ("其他文件", ChannelKind.POLICY, "2015-03-02"),
    "61": ("法律法规", ChannelKind.POLICY, "2015-02-04"),
    "49": ("政策解读", ChannelKind.INTERPRETATION, "2015-01-29"),
    "148": ("人事动态", ChannelKind.PERSONNEL, "2015-03-02"),
    "45": ("数据统计", ChannelKind.STATISTICS, "2015-02-28"),
    "127": ("意见征集", ChannelKind.CONSULTATION, "2015-02-26"),
    "145": ("实事、折子", ChannelKind.PLAN, "2015-01-28"),
    "117": ("科技之窗", ChannelKind.OTHER, "2015-02-26"),
    "560": ("造价动态", ChannelKind.OTHER, "2015-02-26"),
}
"""Lists that a person looked at: name, kind and the newest date that they print."""

EMPTY_LISTS = ("12", "105", "285", "286")
"""Public lists that print 共 0 条."""

GUIDES = ("21", "256", "311")
"""Service guides: channels that are one text."""


@dataclass(frozen=True)
class RealSites:
    """Running servers; ``places`` is the address of each file of ``archive`` and ``library``."""

    library: Server
    lists: Server
    archive: Server
    registry: Registry
    places: dict[str, str]

    @property
    def endpoints(self) -> tuple[str, ...]:
        return tuple(s.endpoint for s in (self.library, self.lists, self.archive))

    def show_next_day(self, pages: RealPages) -> None:
        """The library as it was one day later."""
        for file, row in pages.gold.items():
            body = pages.bodies[file.replace("pages/", "next_day/")]
            self.library.routes[urlsplit(row["url"]).path] = raw(body)


@contextmanager
def real_sites(pages: RealPages) -> Iterator[RealSites]:
    """Serve everything until the block ends."""
    with ExitStack() as stack:
        library = stack.enter_context(Server(_library(pages)))
        lists = stack.enter_context(Server(_lists(pages)))
        archive = stack.enter_context(Server(_archive(pages)))
        servers = {LIBRARY: library, LISTS: lists, ARCHIVE: archive}
        places = {name: archive.url(_place(name)) for name in pages.index}
        places |= {file: library.url(urlsplit(row["url"]).path) for file, row in pages.gold.items()}
        yield RealSites(library, lists, archive, _registry(servers, pages), places)


def raw(body: bytes) -> Reply:
    """A page whose charset nobody states."""
    return Reply(body, content_type="text/html")


def list_url(number: str) -> str:
    """Path of a real list page."""
    return f"/publish/portal0/tab{number}/"


def _library(pages: RealPages) -> dict[str, Reply]:
    routes = {urlsplit(row["url"]).path: raw(pages.bodies[f]) for f, row in pages.gold.items()}
    groups = _library_groups(pages)
    for path, files in groups.items():
        entries = [_gold_entry(pages.gold[file]) for file in files]
        routes[path] = _list("国务院文件", sorted(entries, key=lambda row: row[2], reverse=True))
    links = [(path, f"国务院文件 {path.strip('/')}", "") for path in groups]
    return {**routes, "/": _list("政策文件库", links)}


def _library_groups(pages: RealPages) -> dict[str, list[str]]:
    """The library's documents by kind of number, at most ten to a list."""
    groups: dict[str, list[str]] = {}
    for file, row in pages.gold.items():
        kind = "gbh" if row["文号"].startswith("国办函") else "gf"
        groups.setdefault(f"/zhengce/{kind}/", []).append(file)
    return groups


def _gold_entry(row: dict[str, str]) -> tuple[str, str, str]:
    day = parse_date(row["发布日期"])
    assert day is not None
    return urlsplit(row["url"]).path, row["标题"], day.isoformat()


def _lists(pages: RealPages) -> dict[str, Reply]:
    numbers = [*LIST_CHANNELS, *EMPTY_LISTS, *GUIDES]
    files = {list_url(number): f"bjjs/{number}.html" for number in numbers}
    files |= {f"/old/{i}.htm": name for i, name in enumerate(pages.destroyed)}
    files |= {"/": _HOME, "/gone/": SOFT_404}
    return {path: raw(pages.bodies[name]) for path, name in files.items()}


def _archive(pages: RealPages) -> dict[str, Reply]:
    routes = {_place(name): raw(pages.bodies[name]) for name in pages.index}
    for path, names in _archive_groups(pages).items():
        entries = [
            (_place(name), _title(pages, name), _printed(pages, name, path)) for name in names
        ]
        entries.sort(key=lambda row: row[2], reverse=True)
        blocks = [entries[i : i + _PER_PAGE] for i in range(0, len(entries), _PER_PAGE)]
        for number, block in enumerate(blocks):
            more = f"<a href='{path}{number + 1}.htm'>下一页</a>" if block is not blocks[-1] else ""
            routes[f"{path}{number}.htm" if number else path] = _list("栏目", block, more)
    home = [(path, f"栏目{number}：旧版页面", "") for number, path in enumerate(ARCHIVE_CHANNELS)]
    return {**routes, "/": _list("旧版页面", home)}


ARCHIVE_CHANNELS = {
    "/zcwj/": ("政策文件", ChannelKind.POLICY),
    "/zcjd/": ("政策解读", ChannelKind.INTERPRETATION),
    "/xwdt/": ("新闻动态", ChannelKind.NEWS),
    "/qt/": ("其他页面", ChannelKind.OTHER),
}


def _archive_groups(pages: RealPages) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {path: [] for path in ARCHIVE_CHANNELS}
    for name, row in pages.index.items():
        groups[archive_channel(row)].append(name)
    return groups


def archive_channel(row: dict[str, str]) -> str:
    """Path of the list that shows a page of the archive."""
    if row["kind_guess"] == "interpretation":
        return "/zcjd/"
    if not row["meta_date"] or row["archive"] != "bjjs.tar.gz":
        return "/qt/"
    return "/zcwj/" if row["meta_channel"] in POLICY_WORDS else "/xwdt/"


def _printed(pages: RealPages, name: str, path: str) -> str:
    """What a list of ours prints beside a page: its own date, nothing for the last list."""
    return "" if path == "/qt/" else str(pages.dated_on(name) or "")


def _place(name: str) -> str:
    return f"/html/{name.removesuffix('.html')}.htm"


def _title(pages: RealPages, name: str) -> str:
    printed = pages.index[name]["title"]
    return printed if len(printed) >= 4 and "\ufffd" not in printed else f"旧版页面{name}"


def _list(title: str, entries: Iterable[tuple[str, str, str]], more: str = "") -> Reply:
    rows = "".join(
        f"<li><a href='{path}'>{escape(text)}</a>{f'<span>{day}</span>' if day else ''}</li>"
        for path, text, day in entries
    )
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    html = f"<html>{head}<body><ul class='list'>{rows}</ul>{more}</body></html>"
    return Reply(html.encode())


def _registry(servers: dict[str, Server], pages: RealPages) -> Registry:
    names = {LIBRARY: "政策文件库", LISTS: "住房城乡建设部门旧版网站", ARCHIVE: "旧版页面存档"}
    owner = Agency(
        agency_code="R1",
        name="北京市住房和城乡建设委员会",
        level=AgencyLevel.CITY,
        kind=AgencyKind.DEPARTMENT,
    )
    state = Agency(agency_code="R2", name="国务院", level=AgencyLevel.PROVINCE, aliases=("国办",))
    sites = tuple(
        Site(
            site_code=code,
            name=names[code],
            home_url=server.url(),
            agency_code="R2" if code == LIBRARY else "R1",
            kind=SiteKind.DEPARTMENT,
            status=SiteStatus.RUNNING,
        )
        for code, server in servers.items()
    )
    return Registry(agencies=(owner, state), sites=sites, channels=tuple(_channels(servers, pages)))


def _channels(servers: dict[str, Server], pages: RealPages) -> Iterator[Channel]:
    for path in _library_groups(pages):
        yield _channel(LIBRARY, path, servers[LIBRARY].url(path), ChannelKind.POLICY)
    lists = servers[LISTS]
    for number, (name, kind, _) in LIST_CHANNELS.items():
        yield _channel(LISTS, name, lists.url(list_url(number)), kind)
    for number in EMPTY_LISTS:
        yield _channel(LISTS, f"名单{number}", lists.url(list_url(number)), ChannelKind.OTHER)
    for number in GUIDES:
        kind = ChannelKind.SERVICE_GUIDE
        yield _channel(LISTS, f"指南{number}", lists.url(list_url(number)), kind)
    for number in range(len(pages.destroyed)):
        url = lists.url(f"/old/{number}.htm")
        yield _channel(LISTS, f"旧栏目{number}", url, ChannelKind.NOTICE)
    yield _channel(LISTS, "已删除的栏目", lists.url("/gone/"), ChannelKind.NEWS)
    for path, (name, kind) in ARCHIVE_CHANNELS.items():
        yield _channel(ARCHIVE, name, servers[ARCHIVE].url(path), kind)


def _channel(site_code: str, name: str, url: str, kind: ChannelKind) -> Channel:
    return Channel(site_code=site_code, name=name, url=url, kind=kind, level=1)
