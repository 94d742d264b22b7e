"""头条号文章页 (``toutiao.com/a…``): what stands in its scripts, not the list of other articles."""

import html as entities
import re
from datetime import datetime

from crawlers.platforms.reading import ReadArticle, ReadPost, ReadProfile
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.page import Page, block_lines, squeeze
from gongkai_monitor.text.post_time import read_post_time

_WHAT = "头条号文章页"
_BLOCK = re.compile(r"\b(?:subInfo:|BASE_DATA\.galleryInfo\s*=)\s*\{")
_GROUP = re.compile(r"\b(?:groupId|group_id)\s*:\s*'(\d{12,22})'")
_MEDIA = re.compile(r"\bmediaInfo\s*:\s*\{[^{}]{0,200}?\bname\s*:\s*'([^'\n]{1,60})'")
_ORIGINAL = re.compile(r"\bisOriginal\s*:\s*(true|false)")
_TIME = re.compile(r"(?:\b|_)time\s*:\s*'([^'\n]{8,30})'")
_SOURCE = re.compile(r"\bsource\s*:\s*'([^'\n]{1,60})'")
_GALLERY_TITLE = re.compile(r"\bgalleryInfo\s*=\s*\{\s*title\s*:\s*'([^'\n]{1,300})'")


def read_article(page: Page, read_at: datetime) -> ReadArticle:
    """The article and its account.

    Raises:
        PageChangedError: when it is no article page as known.
    """
    source = page.html
    start = _BLOCK.search(source)
    block = source[start.start() :] if start else ""
    moment, group = _TIME.search(block), _GROUP.search(source)
    time = read_post_time(moment[1], read_at) if moment else None
    title = _title(page)
    if time is None or group is None or not title:
        raise PageChangedError(_WHAT, "BASE_DATA 中的标题、编号与时间")
    media, stated = _MEDIA.search(source), _SOURCE.search(block)
    original = _ORIGINAL.search(block)
    body = page.tree.css_first(".article-content") or page.tree.css_first(".abstract")
    return ReadArticle(
        post=ReadPost(
            key=f"toutiao:{group[1]}",
            time=time,
            title=title,
            text="\n".join(block_lines(body)) or None if body is not None else None,
            url=page.url,
            is_own=True,
            is_original=original[1] == "true" if original else None,
            source_name=stated[1] if stated else None,
        ),
        profile=ReadProfile(
            shown_name=entities.unescape(media[1]) if media else stated[1] if stated else None
        ),
    )


def _title(page: Page) -> str:
    heading = page.tree.css_first("h1.article-title")
    gallery = _GALLERY_TITLE.search(page.html)
    if heading is not None:
        return squeeze(heading.text())
    return entities.unescape(gallery[1]) if gallery else page.title
