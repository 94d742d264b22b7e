"""入口: what a home page leads to (找错, 站点地图, 无障碍, 咨询, 年度报表) and how it says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.page import Page, host_of, squeeze

ERROR_REPORT_HOST = "zfwzzc.www.gov.cn"

_SITE_MAP = re.compile(
    r"^\W{0,3}(?:网站|站点|本站)?(?:地图|导航图)\W{0,3}$|^\W{0,3}sitemap\W{0,3}$", re.I
)
_ACCESS_TEXT = re.compile(r"无障碍|长者|适老|关怀版|关爱版|老年版|辅助浏览|大字版")
_ACCESS_SOURCE = re.compile(
    r"barrier[_-]?free|wuzhangai|wzalogin|wzayd|/wza/|ariabar|slhvcanyin|canyinwza|gdwza", re.I
)
_CONSULT = re.compile(
    r"我要(?:咨询|写信|留言|建言)|(?:在线|网上|政务|政策|业务|公众|群众)咨询|咨询(?:建言|投诉|建议|问答|留言)"
    r"|建言献策|(?:领导|部门|[省市县区旗镇乡局厅]长|书记|主任|公众)信箱|(?:网民|公众|群众|在线|网上)留言"
    r"|留言(?:板|咨询|选登)|互动交流|政民互动|问政"
)
_NOT_CONSULT = re.compile(r"信访|举报|纪检|访谈|征集|调查|纠错|找错|12388")
_WRITE = re.compile(
    r"我要(?:咨询|写信|留言|建言|提问|投诉)|(?:写|提交|发送)(?:信件?|留言|咨询)|在线(?:咨询|写信|留言)"
)
_NEEDLESS = {
    "身份证号": re.compile(r"身份证|证件号|id_?card|sfz", re.I),
    "家庭住址": re.compile(r"(?:家庭|居住|通[信讯]|详细)?(?:住|地)址|address", re.I),
    "工作单位": re.compile(r"工作单位|职业"),
    "年龄": re.compile(r"年龄|出生(?:日期|年月)"),
}
_PLATFORM = re.compile(r"^\W{0,3}(?:政府|政务)?信息公开(?:专栏|平台|网)?\W{0,3}$")
_TABLE = re.compile(
    r"(?:政府)?网站.{0,6}(?:年度)?(?:工作)?(?:年度)?报表|网站工作年(?:度)?报|网站年报"
)
_REPORT_PATH = re.compile(r"/exposure/|jiucuo", re.I)
_CODE_NAMES = frozenset({"site_code", "sitecode", "siteidcode", "code"})
_CODE_IN_SCRIPT = re.compile(
    r"site_?(?:id)?code[\"']?\s{0,3}[=:]\s{0,3}[\"']?([0-9a-zA-Z]{4,20})", re.I
)
_REMINDER = re.compile(
    r"即将离开|将要离开|离开(?:本|当前|我们?的?|[\u4e00-\u9fa5]{1,20})(?:网站|站点|页面)|(?:跳转|链接|进入).{0,8}(?:外部|第三方|其他)网站"
)
_OFFICIAL = re.compile(r"conac|beian|exposure|jiucuo", re.I)
_MOST_ANCHORS = 20_000
_LONGEST_NAME = 16
"""Entrances have short names; longer texts are titles of news about the matter."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A link that leads somewhere, as printed."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """The 找错 entrance: where it leads, and the 网站标识码 it hands over."""

    url: str
    site_code: str | None

    @property
    def is_national(self) -> bool | None:
        """Whether it leads to the national system; None for an IP address."""
        host = urlsplit(self.url).hostname or ""
        if is_ip(host):
            return None
        return host == ERROR_REPORT_HOST


def is_ip(host: str) -> bool:
    """Whether a host is an address and no name."""
    return ":" in host or bool(re.fullmatch(r"[\d.]{7,15}", host))


def entrances(page: Page) -> Iterator[Entrance]:
    """Every link of a page with its text, title or picture's text."""
    for node in page.tree.css("a[href],area[href]")[:_MOST_ANCHORS]:
        href = (node.attributes.get("href") or "").strip()
        url = page.absolute(href) if href and not href.startswith("#") else None
        if url is not None:
            yield Entrance(_label(node), url)


def site_map(page: Page) -> Entrance | None:
    """网站地图."""
    return next((one for one in entrances(page) if _SITE_MAP.match(one.text)), None)


def has_access_entrance(page: Page) -> bool:
    """无障碍浏览 or 长者模式, as text, picture or script."""
    if _ACCESS_SOURCE.search(page.html):
        return True
    links = (_label(node) for node in page.tree.css("a,button")[:_MOST_ANCHORS])
    # of boxes only their own text: deep nests would be read once per level
    boxes = (
        f"{node.text(deep=False)[:200]} {node.attributes.get('title') or ''}"
        f" {node.attributes.get('alt') or ''}"
        for node in page.tree.css("span,div,li,img")[:_MOST_ANCHORS]
    )
    labels = (text.strip() for text in chain(links, boxes))
    return any(_ACCESS_TEXT.search(text) for text in labels if len(text) <= _LONGEST_NAME)


def consult(page: Page) -> Entrance | None:
    """The first entrance to 咨询建言; 信访, 举报, 访谈 and 征集 are none."""
    return next(
        (
            one
            for one in entrances(page)
            if len(one.text) <= _LONGEST_NAME
            and _CONSULT.search(one.text)
            and not _NOT_CONSULT.search(one.text)
        ),
        None,
    )


def letter_form(page: Page) -> Entrance | None:
    """我要写信: the way from a board to its form."""
    return next((one for one in entrances(page) if _WRITE.search(one.text[:40])), None)


def has_form(page: Page) -> bool:
    """Whether the page holds a form that a person can write into."""
    if page.tree.css_first("textarea,[contenteditable]") is not None:
        return True
    return len(page.tree.css("form input[type=text],form input:not([type])")) >= 2


def needless_fields(page: Page) -> tuple[str, ...]:
    """What a form of 咨询 makes compulsory although no answer needs it (rule K-C1)."""
    found = []
    for node in page.tree.css("form input[required],form textarea[required],form [lay-verify]"):
        words = f"{node.attributes.get('name') or ''} {node.attributes.get('placeholder') or ''}"
        found += _needless(words)
    for line in page.lines:
        if len(line) <= _LONGEST_NAME and ("*" in line or "必填" in line):
            found += _needless(line)
    return tuple(dict.fromkeys(found))


def _needless(words: str) -> list[str]:
    return [name for name, pattern in _NEEDLESS.items() if pattern.search(words)]


def platform(page: Page) -> Entrance | None:
    """The entrance to the 政府信息公开 platform."""
    return next((one for one in entrances(page) if _PLATFORM.match(one.text)), None)


def yearly_tables(page: Page) -> tuple[Entrance, ...]:
    """Links to 政府网站工作年度报表, of any year."""
    return tuple(one for one in entrances(page) if _TABLE.search(one.text))


def error_report(page: Page) -> ErrorReport | None:
    """The 找错 entrance as link, else as script; None when there is none."""
    for node in page.tree.css("a[href],area[href],iframe[src],script[src]")[:_MOST_ANCHORS]:
        href = node.attributes.get("href") or node.attributes.get("src") or ""
        if not _REPORT_PATH.search(href) and ERROR_REPORT_HOST not in href:
            continue
        url = page.absolute(href)
        if url is None:
            continue
        if node.tag == "script":  # the script writes the link; its address is the national one
            code = (
                next(
                    (
                        value
                        for name, value in node.attributes.items()
                        if name.lower() in _CODE_NAMES
                    ),
                    None,
                )
                or _code_of_query(url)
                or _code_of_script(page)
            )
            return ErrorReport(f"http://{ERROR_REPORT_HOST}/exposure/jiucuo.html", code)
        return ErrorReport(url, _code_of_query(url) or _code_of_script(page))
    return None


def offsite_links(page: Page) -> tuple[str, ...]:
    """Addresses outside the site and outside the government, without those of the footer marks."""
    found = []
    for one in entrances(page):
        host = host_of(one.url)
        is_own = host == page.host or host.endswith(f".{page.host}")
        is_government = host == "gov.cn" or host.endswith((".gov.cn", ".政务"))
        if not (is_own or is_government or _OFFICIAL.search(one.url)):
            found.append(one.url)
    return tuple(dict.fromkeys(found))


def has_reminder(text: str) -> bool:
    """Whether a page or one of its scripts says that the visitor leaves the site."""
    return bool(_REMINDER.search(text))


def own_scripts(page: Page) -> tuple[str, ...]:
    """Addresses of the scripts that the page loads from its own host."""
    urls = (
        page.absolute(node.attributes.get("src") or "") for node in page.tree.css("script[src]")
    )
    return tuple(dict.fromkeys(url for url in urls if url and host_of(url) == page.host))


def _label(node: LexborNode) -> str:
    text = squeeze(node.text()) or squeeze(node.attributes.get("title") or "")
    if text:
        return text[:200]
    picture = node if node.tag == "img" else node.css_first("img[alt]")
    return squeeze(picture.attributes.get("alt") or "")[:200] if picture is not None else ""


def _code_of_query(url: str) -> str | None:
    try:
        pairs = parse_qsl(urlsplit(url).query)
    except ValueError:
        return None
    return next((value for name, value in pairs if name.lower() in _CODE_NAMES and value), None)


def _code_of_script(page: Page) -> str | None:
    match = _CODE_IN_SCRIPT.search(page.live_html)
    return match[1] if match else None
