"""页脚: the items every government site must show (rules G-8 and G-10)."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gongkai_monitor.identity import SITE_CODE
from gongkai_monitor.text.page import Page, block_lines, squeeze
from gongkai_monitor.text.regions import Region, own_region

_FOOTER_WORDS = ("foot", "bottom", "copyright")
_SITE_CODE = re.compile(
    r"(?:网站|政府网站|站点)?标识码?(?:编号|编码)?\s{0,3}[:：]?\s{0,3}"
    r"((?:bm|BT)\d{8}|\d{2}BM\d{6}|\d{10})(?![0-9])",
    re.IGNORECASE,
)
_CODE_TEXT = re.compile(
    r"标识码?(?:编号|编码)?\s{0,3}[:：]\s{0,3}([0-9A-Za-z]{6,20})(?![0-9A-Za-z])"
)
_CODE_IN_SCRIPT = re.compile(r"site_?code['\"]?\s{0,3}[=:]\s{0,3}['\"]?([0-9a-z]{10})\b", re.I)
_EMBLEM = re.compile(
    r"(?:bszs|dcs)\.conac\.cn|conac\.cn/sitename|_ideConac|conac\.cn/js/"
    r"|党政机关(?:网站)?(?:标识|标志)|dzjg|red\.png.{0,40}conac",
    re.IGNORECASE,
)
_ERROR_REPORT = re.compile(
    r"zfwzzc\.www\.gov\.cn|zfwzgl\.www\.gov\.cn/exposure|_jiucuo_|jiucuo\.js|/exposure/"
    r"|(?:我为)?政府网站找错|网站找错|纠错",
    re.IGNORECASE,
)
_SPONSOR = re.compile(
    r"(?:主\s{0,4}办|主管)(?:单\s{0,2}位|机关"
    r"|部门)?\s{0,3}[:：]?\s{0,3}([\u4e00-\u9fa5（）()]{3,40})"
)
_OWNER = re.compile(r"([\u4e00-\u9fa5（）()]{4,40})[ \u3000]{0,3}版权所有")
_OWNED = re.compile(
    r"(?:版权所有|copyright|©)[\s:：©\d\-.a-z]{0,40}([\u4e00-\u9fa5（）()]{4,40})", re.I
)
_CONTACT = re.compile(
    r"(?:联系(?:电话|方式|我们)|电\s{0,4}话|热线|网站(?:联系|维护)|传\s{0,4}真)\s{0,3}[:：]?\s{0,3}"
    r"(?:\(?0\d{2,3}\)?|（0\d{2,3}）|1\d{2}|\+?86)[-—－ )）]{0,2}\d{5,8}"
    r"|(?:联系方式|联系我们)|地\s{0,4}址\s{0,3}[:：]|(?:联系|网站)?邮箱\s{0,3}[:：]"
    r"|E-?mail\s{0,3}[:：]",
    re.IGNORECASE,
)
_ICP = re.compile(
    r"[\u4e00-\u9fa5]?\s?ICP\s?(?:备|证)\s?(?:案)?\s?\d{5,10}\s?号?(?:\s?[-－—]\s?\d{1,4})?",
    re.IGNORECASE,
)
_POLICE = re.compile(r"[\u4e00-\u9fa5]?\s?公网安备\s?(?:案)?[:：]?\s?(\d{11,16})\s?号?")
_POLICE_LINK = re.compile(
    r"(?:beian\.gov\.cn|beian\.mps\.gov\.cn)[^\"'\s]{0,80}?(?:recordcode|code)=(\d{11,16})", re.I
)
_FOOTERS = ",".join(
    ["footer", *(f"[{name}*={word} i]" for name in ("class", "id") for word in _FOOTER_WORDS)]
)
_TAIL_LINES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What the footer shows; records as printed, None when absent."""

    site_code: str | None
    code_text: str | None  # what stands after 标识码, whatever its form
    has_party_emblem: bool
    has_error_report: bool
    has_sponsor: bool
    sponsor: str | None
    has_contact: bool
    icp_record: str | None
    police_record: str | None


def read_footer(page: Page) -> Footer:
    """Read the footer items from text, links, scripts and pictures of a page.

    Records and links are looked for in the whole page, because sites draw them by script or put
    them outside any element called footer; words such as 联系电话 only in the footer itself.
    """
    html = page.html
    lines = _footer_lines(page)
    text = "\n".join(lines)
    sponsor = _sponsor(text)
    police = _POLICE.search(page.text) or _POLICE.search(html)
    police_link = _POLICE_LINK.search(html) if police is None else None
    icp = _ICP.search(page.text) or _ICP.search(html)
    return Footer(
        site_code=_site_code(page, text),
        code_text=code[1] if (code := _CODE_TEXT.search(text)) else None,
        has_party_emblem=bool(_EMBLEM.search(html)),
        has_error_report=bool(_ERROR_REPORT.search(html)),
        has_sponsor=sponsor is not None,
        sponsor=sponsor,
        has_contact=bool(_CONTACT.search(text)),
        icp_record=squeeze(icp[0]) if icp else None,
        police_record=squeeze(police[0]) if police else police_link[1] if police_link else None,
    )


def _footer_lines(page: Page) -> list[str]:
    """Text of the outermost elements named footer, else the last lines of the page."""
    lines: list[str] = []
    inside: set[int] = set()
    for node in page.tree.css(_FOOTERS):
        if node.tag != "body" and own_region(node) & Region.FOOTER and not _is_within(node, inside):
            inside.add(node.mem_id)
            lines += block_lines(node)
    tail = list(page.lines[-_TAIL_LINES:])
    return lines + tail


def _is_within(node: LexborNode, outer: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in outer:
            return True
        parent = parent.parent
    return False


def _site_code(page: Page, text: str) -> str | None:
    """网站标识码 printed in the footer, else the one handed to the 找错 script."""
    match = _SITE_CODE.search(text) or _SITE_CODE.search(page.text)
    if match is None:
        match = _CODE_IN_SCRIPT.search(page.html)
    if match is None:
        return None
    code = match[1]
    return next(
        (form for form in (code, code.lower(), code.upper()) if SITE_CODE.match(form)), None
    )


def _sponsor(text: str) -> str | None:
    match = _SPONSOR.search(text) or _OWNER.search(text) or _OWNED.search(text)
    if match is None:
        return None
    name = re.split(
        r"承办|协办|(?:运行)?维护|版权|地址|电话|网站标识|备案|技术支持|中文(?:域名|网址)", match[1]
    )[0].strip()
    return name if len(name) >= 3 else None
