"""The plan of the practice city: small frozen records, from which pages are made on request."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from gongkai_monitor.model.registry import Account, Channel, Registry, Site
from gongkai_monitor.practice.account_plan import PlatformAccount
from gongkai_monitor.practice.truth import Truth
from gongkai_monitor.vocabulary import Term


class Size(StrEnum):
    """How big the city is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class FamilyKey(StrEnum):
    """Page families; the module of the same name draws them."""

    TABLE = "table"  # old table layout in GBK
    MODERN = "modern"  # responsive, ul/li + span
    SCRIPT = "script"  # list drawn by a script from a JSON endpoint
    PLATFORM = "platform"  # 集约化 platform with META tags and createPageHTML
    LIBRARY = "library"  # policy library with a metadata table


class CharsetCase(StrEnum):
    """What a page says about its charset, and what is true."""

    UTF8 = "utf8"
    GBK_AS_GB2312 = "gbk_as_gb2312"  # meta gb2312, characters beyond it
    GBK_UNDECLARED = "gbk_undeclared"
    GBK_AS_UTF8 = "gbk_as_utf8"  # meta says utf-8


class ChannelBehaviour(StrEnum):
    """How a channel's list answers."""

    NORMAL = "normal"
    EMPTY = "empty"
    EXPLAINED = "explained"  # 暂无内容, with a dated reason
    ELSEWHERE = "elsewhere"  # redirects to another system
    BLOCKED = "blocked"  # 412 with a script challenge
    REDESIGNED = "redesigned"  # entries drawn without links or dates
    RENEWED = "renewed"  # a readable list that the registered selector no longer fits
    SLOW = "slow"
    DISALLOWED = "disallowed"  # forbidden by robots.txt


class Answer(Term):
    """How one planted address answers; the label says it to people."""

    OK = "ok", "正常"
    NOT_FOUND = "not_found", "返回 404"
    GONE = "gone", "返回 410，已永久删除"
    SERVER_ERROR = "server_error", "返回 500"
    SOFT_404 = "soft_404", "返回 200，内容是“页面不存在”"
    TO_HOME = "to_home", "跳转到首页"
    LOOP = "loop", "循环跳转"
    RESET = "reset", "连接被重置"
    REFUSED = "refused", "拒绝连接"
    EMPTY = "empty", "返回空白页"
    HTML_FILE = "html_file", "附件是一张报错网页"
    EMPTY_FILE = "empty_file", "附件为空"
    FORBIDDEN = "forbidden", "对机器返回 403，浏览器可以打开"
    CHALLENGE = "challenge", "对机器返回 412，浏览器可以打开"
    BUSY_ONCE = "busy_once", "只有第一次返回 429（Retry-After）"
    DOWN_ONCE = "down_once", "只有第一次返回 503"
    HEAD_404 = "head_404", "HEAD 返回 404，GET 正常"
    HEAD_405 = "head_405", "HEAD 返回 405，GET 正常"
    SLOW = "slow", "打开慢，但能打开"
    MOVED = "moved", "改名后 301 到新地址"
    TO_INDEX = "to_index", "跳转到本目录的 index.html"

    @property
    def is_dead(self) -> bool:
        """Whether a person would find nothing there."""
        return self in _DEAD


_DEAD = frozenset(
    {
        Answer.NOT_FOUND, Answer.GONE, Answer.SERVER_ERROR, Answer.SOFT_404, Answer.TO_HOME,
        Answer.LOOP, Answer.RESET, Answer.REFUSED, Answer.EMPTY, Answer.HTML_FILE,
        Answer.EMPTY_FILE,
    }
)  # fmt: skip


class Pairing(Term):
    """How an interpretation can be paired with its document."""

    LINK = "link", "链接"
    NUMBER = "number", "文号"
    TITLE = "title", "标题"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedLink:
    """A link put into an article; ``path`` is on the site itself unless it is a whole URL."""

    path: str
    text: str
    answer: Answer

    @property
    def is_attachment(self) -> bool:
        """Whether it looks like a file."""
        return self.path.rsplit(".", 1)[-1] in {"pdf", "docx", "xlsx", "zip"}

    def url_on(self, origin: str) -> str:
        """Its whole address when it stands on a site of ``origin``."""
        return self.path if self.path.startswith("http") else origin + self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPlan:
    """政策文件 with its interpretation, if any. ``channel`` is the slug of its channel."""

    channel: str
    n: int
    title: str
    number: str | None
    issuer: str
    index_number: str
    signed_on: date
    published_at: datetime
    is_repost: bool = False
    validity: str = "有效"  # as its page shows it; "" for no such line
    pairing: Pairing | None = None
    interpreted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelPlan:
    """A channel, how it answers and what it holds: items, the newest ``newest_days`` old."""

    channel: Channel
    slug: str  # folder below the root, without slashes at the ends
    behaviour: ChannelBehaviour = ChannelBehaviour.NORMAL
    newest_days: int = 0
    step_days: int = 3
    count: int = 8
    on_home: bool = False
    has_pinned: bool = False  # an old item on top
    has_undated: bool = False  # some entries without a date
    is_yearless: bool = False  # month and day only, and no date in addresses
    carries_news: bool = False  # news where only statutory information belongs
    speaks_of_faults: bool = False  # the newest entries are texts about 404 pages and 维护
    dead_entries: tuple[tuple[int, Answer], ...] = ()  # entries whose page is dead, and how


@dataclass(frozen=True, slots=True)
class Published:
    """An article or post with its own text: what a unit said about a matter."""

    key: str
    title: str
    text: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPlan:
    """A letter on a board whose answer is a matter of days."""

    note: str
    title: str
    text: str
    received_at: datetime
    replied_at: datetime | None
    state: str  # value of ``vocabulary.ReplyState``
    is_listed: bool = True  # False: earlier rounds saw it, the board shows it no more


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """One site: what the registry says and what its pages show."""

    site: Site
    sponsor: str
    family: FamilyKey
    charset: CharsetCase
    origin: str  # http://host:port
    port: int
    hub_origin: str
    seed: str
    as_of: datetime
    channels: tuple[ChannelPlan, ...]
    documents: tuple[DocumentPlan, ...] = ()
    links: tuple[PlantedLink, ...] = ()  # in articles
    home_links: tuple[PlantedLink, ...] = ()  # 友情链接 of the home page
    footer_missing: frozenset[str] = frozenset()
    shown_code: str = ""
    untagged: frozenset[str] = frozenset()  # page kinds without META tags
    home_moves: bool = False  # / -> /index.html
    has_entrance_home: bool = False  # the home page holds navigation only
    is_blocked: bool = False  # every page answers 412 to machines
    has_board: bool = False
    failing_probe_ratio: float = 0.0
    said: tuple[Published, ...] = ()  # in 通知公告, beside its planned entries
    letters: tuple[LetterPlan, ...] = ()  # on the board, beside its planned entries

    @property
    def planted_links(self) -> tuple[PlantedLink, ...]:
        """Those of articles and of the home page."""
        return (*self.links, *self.home_links)


class FeedShape(Term):
    """Format of an account's feed, or how it fails."""

    RSS = "rss", "RSS"
    ATOM = "atom", "Atom"
    JSON_FEED = "json_feed", "JSON Feed"
    RSSHUB = "rsshub", "RSSHub"
    DOWN = "down", "连接被重置"
    ERROR = "error", "每次返回 503"
    LOGIN = "login", "要求登录"
    CAPTCHA = "captcha", "要求验证码"
    CHANGED = "changed", "JSON 结构改变"
    HANG = "hang", "一直没有响应"
    DISALLOWED = "disallowed", "robots.txt 不允许"

    @property
    def is_failing(self) -> bool:
        """Whether nothing can be read."""
        return self in {
            FeedShape.DOWN, FeedShape.ERROR, FeedShape.LOGIN, FeedShape.CAPTCHA, FeedShape.CHANGED,
            FeedShape.HANG, FeedShape.DISALLOWED,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpecialPost:
    """A post with a passage that a rule is about."""

    code: str
    title: str
    text: str
    is_fault: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """An account and its posts, the newest ``newest_days`` old."""

    account: Account
    shape: FeedShape | None  # None when the account has no feed
    path: str = ""
    newest_days: int = 0
    rhythm_days: int = 2
    count: int = 12
    has_pinned: bool = False
    post_hour: int = 10
    special: SpecialPost | None = None  # the second newest post
    said: tuple[Published, ...] = ()  # further posts


@dataclass(frozen=True, slots=True, kw_only=True)
class CityMessage:
    """A made-up 12345 message with its import columns."""

    message_id: str
    received_at: datetime
    title: str
    text: str
    region: str
    category: str
    likes: int
    agency_name: str
    agency_code: str
    replied_at: datetime | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A whole made-up municipality at one moment."""

    name: str
    size: Size
    seed: int
    as_of: datetime
    host: str
    hub_host: str  # another host than the sites': links to it leave the site
    hub_port: int
    refused_port: int
    feed_ports: tuple[int, ...]
    registry: Registry
    sites: tuple[SitePlan, ...]
    accounts: tuple[AccountPlan, ...]
    platform_accounts: tuple[PlatformAccount, ...]  # read at their platforms, not by feeds
    messages: tuple[CityMessage, ...] = field(repr=False)
    truth: Truth = field(repr=False)

    @property
    def ports(self) -> tuple[int, ...]:
        """Every port that answers (the refused one does not); the first is the hub's."""
        return (self.hub_port, *self.feed_ports, *(site.port for site in self.sites))

    @property
    def hub_origin(self) -> str:
        """``http://host:port`` of the hub."""
        return f"http://{self.hub_host}:{self.hub_port}"

    @property
    def platform_origin(self) -> str:
        """Where the platforms of accounts answer."""
        return self.origin(self.feed_ports[0])

    def origin(self, port: int) -> str:
        """``http://host:port``."""
        return f"http://{self.host}:{port}"
