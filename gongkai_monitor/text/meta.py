"""网页标签: the META tags of 网页标签规范, as printed, and which of them are missing."""

import re
from collections.abc import Mapping
from typing import Literal, assert_never

from selectolax.lexbor import LexborHTMLParser

from gongkai_monitor.text.charset import clean_text

PageKind = Literal["home", "channel", "article"]
ColumnTags = Literal["name_type", "all4"]

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
OPTIONAL_TAGS = ("Keywords", "Author", "Description", "Image", "Url")

_STANDARD = {
    name.lower(): name for name in (*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS, *OPTIONAL_TAGS)
}
_PLACEHOLDERS = {
    "SiteName": {"网站名称", "政府网站名称", "站点名称"},
    "SiteDomain": {"网站域名", "政府网站域名", "站点域名", "域名"},
    "SiteIDCode": {"政府网站标识码", "网站标识码", "标识码"},
    "ColumnName": {"栏目名称", "栏目名"},
    "ColumnDescription": {"栏目描述", "栏目介绍", "栏目简介", "栏目说明"},
    "ColumnKeywords": {"栏目关键词", "栏目关键字"},
    "ColumnType": {"栏目类别", "栏目类型"},
    "ArticleTitle": {"内容标题", "文章标题", "标题", "信息标题"},
    "PubDate": {"发布时间", "发布日期", "内容发布时间", "内容发布日期"},
    "ContentSource": {"内容来源", "文章来源", "来源", "信息来源", "稿件来源"},
}
_TEMPLATE_LEFTOVER = re.compile(
    r"^(?:null|undefined|none|nan|n/a)$|\$\{|\{\{|\}\}|<%|%>|\[!--|<\$\[|^\$[\w.]+\$$"
    r"|^y{4}.?m{2}.?d{2}|^x{3,}$|^\*+$",
    re.IGNORECASE,
)


def meta_tags(page: LexborHTMLParser | str) -> dict[str, str]:
    """The named META tags of a page.

    Names of the standard are given in its spelling (``SiteIDCode``), however the page writes
    them; all other names in lower case. The first tag with a content wins.
    """
    tree = LexborHTMLParser(clean_text(page)) if isinstance(page, str) else page
    tags: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        printed = (attributes.get("name") or attributes.get("property") or "").strip().lower()
        if not printed:
            continue
        name = _STANDARD.get(printed, printed)
        if not tags.get(name):
            tags[name] = (attributes.get("content") or "").strip()
    return tags


def required_tags(page_kind: PageKind, column_tags: ColumnTags = "name_type") -> tuple[str, ...]:
    """The tags that a page of this kind must carry.

    Args:
        page_kind: ``home`` 首页, ``channel`` 栏目页, ``article`` 内容页.
        column_tags: the two readings for 内容页: ``name_type`` asks for ColumnName and
            ColumnType (practice of ministries), ``all4`` for all four column tags.
    """
    match page_kind:
        case "home":
            return SITE_TAGS
        case "channel":
            return SITE_TAGS + COLUMN_TAGS
        case "article":
            columns = COLUMN_TAGS if column_tags == "all4" else ("ColumnName", "ColumnType")
            return SITE_TAGS + columns + ARTICLE_TAGS
        case _:
            assert_never(page_kind)


def missing_tags(
    page_kind: PageKind, tags: Mapping[str, str], *, column_tags: ColumnTags = "name_type"
) -> tuple[str, ...]:
    """Required tags that are absent, empty, or still hold the template's placeholder.

    A placeholder is also named by ``placeholder_tags``, which looks at the optional tags as well.
    """
    printed = {name.lower(): content for name, content in tags.items()}
    return tuple(
        name
        for name in required_tags(page_kind, column_tags)
        if is_placeholder(name, printed.get(name.lower(), ""))
    )


def placeholder_tags(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Tags of the standard, required or not, that still hold the template's words."""
    return tuple(
        name
        for name in _STANDARD.values()
        if tags.get(name, "").strip() and is_placeholder(name, tags[name])
    )


def is_placeholder(name: str, content: str) -> bool:
    """Whether a tag's content says nothing: empty, its own name, or template code."""
    text = re.sub(r"[\s:：【】\[\]（）()]", "", content)
    if not text or text.lower() == name.lower():
        return True
    return text in _PLACEHOLDERS.get(name, ()) or bool(_TEMPLATE_LEFTOVER.search(content.strip()))
