"""正文: the block of a page that holds its article, as text and with its links."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.article_general import general_lines
from gongkai_monitor.text.guide_table import guide_table
from gongkai_monitor.text.links import Joiner, kind_of_url
from gongkai_monitor.text.page import Page, between_marks, block_lines
from gongkai_monitor.vocabulary import LinkKind

_CONTAINERS = (
    "#UCAP-CONTENT", "#js_content", ".TRS_Editor", ".TRS_UEDITOR", "#zoom", "#Zoom", "#zoomcon",
    "#ucapcontent", ".pages_content", "#mainText", "#articleContent",
    "#article_content", "#artibody", "#article-content", ".article-content", ".article_content",
    ".articleContent", ".article-body", ".article_body", ".article-con", ".articleCon",
    ".article_con", ".content-article", "#contentText", "#content_main", ".content_main",
    ".detail-content", ".detail_content", "#detailContent", ".news_content", ".news-content",
    ".newscontent", ".newsContent", ".info-content", ".infoContent", ".xxgk-content", ".wzcon",
    ".wznr", ".xl-content", ".view-content", ".text-content", "#textBody", "#vsb_content",
    ".v_news_content", "#fontzoom", "#Content", "[itemprop=articleBody]", "article",
)  # fmt: skip
_MARKS = (
    (
        re.compile(
            r"<!--\s*(?:ContentStart|正文开始|内容开始|文章正文开始|content\s{0,9}begin|enpcontent"
            r"|<\$\[信息内容\]>begin)\s*-->",
            re.IGNORECASE,
        ),
        re.compile(
            r"<!--\s*(?:ContentEnd|正文结束|内容结束|文章正文结束|content\s{0,9}end|/enpcontent"
            r"|<\$\[信息内容\]>end)\s*-->",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"<meta\s{1,9}name=\"ContentStart\"\s{0,9}/?>", re.IGNORECASE),
        re.compile(r"<meta\s{1,9}name=\"ContentEnd\"\s{0,9}/?>", re.IGNORECASE),
    ),
)
_ATTACHMENT_BLOCK = (
    "[class*=fujian] a[href],[id*=fujian] a[href],[class*=attach] a[href],[id*=attach] a[href],"
    "[class*=appendix] a[href],[class*=annex] a[href]"
)
_FILE_NAME = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar)\s*$", re.IGNORECASE)
_ENOUGH = 30
_PROSE = 150


@dataclass(frozen=True, slots=True)
class Body:
    """``lines`` of text, addresses of ``links`` (attachments among them) and ``attachments``."""

    lines: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Plain text, a paragraph per line."""
        return "\n".join(self.lines)


def read_body(page: Page) -> Body:
    """The article of a page; empty when none is found.

    Cheapest first: marks of the CMS, known containers, the table of a guide, the block with most
    paragraph text, and only then trafilatura.
    """
    for find in (_marked, _contained, guide_table, _densest):
        node = find(page)
        if node is not None:
            return _body(page, node)
    lines = general_lines(page.html) if _has_prose(page) else ()
    return Body(lines, (), _outer_attachments(page, Joiner(page)))


def _body(page: Page, node: LexborNode) -> Body:
    """Text and addresses of the article's block."""
    join = Joiner(page)
    links: dict[str, None] = {}
    inside: dict[str, None] = {}
    for anchor in node.css("a[href]"):
        url = join(anchor.attributes.get("href") or "")
        if url is None:
            continue
        links[url] = None
        if kind_of_url(url) is LinkKind.ATTACHMENT or _FILE_NAME.search(anchor.text()):
            inside[url] = None
    attachments = dict.fromkeys([*inside, *_outer_attachments(page, join)])
    return Body(tuple(block_lines(node)), tuple(links), tuple(attachments))


def _outer_attachments(page: Page, join: Joiner) -> tuple[str, ...]:
    """Attachments beside the article: in a block for them, or called 附件."""
    found: dict[str, None] = {}
    anchors = page.tree.css(_ATTACHMENT_BLOCK)
    if "附件" in page.html:
        anchors += [a for a in page.tree.css("a[href]") if a.text().lstrip().startswith("附件")]
    for anchor in anchors:
        url = join(anchor.attributes.get("href") or "")
        if url and kind_of_url(url) is LinkKind.ATTACHMENT:
            found[url] = None
    return tuple(found)


def _marked(page: Page) -> LexborNode | None:
    """Between the comments that some CMS print around the article."""
    if "<!--" not in page.html and "ContentStart" not in page.html:
        return None
    for start, end in _MARKS:
        inner = between_marks(page.html, start, end)
        if inner is not None:
            node = Page.parse(inner, page.url).tree.body
            return node if _is_enough(node) else None
    return None


def _contained(page: Page) -> LexborNode | None:
    """The first known container that holds text."""
    for selector in _CONTAINERS:
        for node in page.tree.css(selector):
            if _is_enough(node):
                return node
    return None


def _is_enough(node: LexborNode | None) -> bool:
    """Whether a block says something: some text, a picture or an attachment."""
    if node is None:
        return False
    return len("".join(node.text().split())) >= _ENOUGH or node.css_first("img,a") is not None


def _densest(page: Page) -> LexborNode | None:
    """The element whose own paragraphs hold most of the page's text outside links."""
    sums: dict[int, int] = {}
    parents: dict[int, LexborNode] = {}
    for paragraph in page.tree.css("p"):
        parent = paragraph.parent
        if parent is None:
            continue
        linked = sum(len(anchor.text()) for anchor in paragraph.css("a"))
        length = len(paragraph.text().strip()) - linked
        sums[parent.mem_id] = sums.get(parent.mem_id, 0) + max(0, length)
        parents[parent.mem_id] = parent
    if not sums:
        return None
    best = max(sums, key=sums.__getitem__)
    if sums[best] < 120 or sums[best] < 0.6 * sum(sums.values()) or parents[best].tag == "body":
        return None
    return parents[best]


def _has_prose(page: Page) -> bool:
    """Whether less than half of the text is links: home and list pages hold no article."""
    linked = sum(len(anchor.text().strip()) for anchor in page.tree.css("a"))
    return len(page.text) >= _PROSE and linked < 0.5 * len(page.text)
