"""百家号文章页 (``baijiahao.baidu.com/s?id=…``).

What readers see has no year (``发布时间：10-08``) or half of one (``18-03-08``); the full time is
that of ``itemprop="dateUpdate"``. The page's own ``"time"`` is when the page was made.
"""

import re
from datetime import datetime

from crawlers.platforms.reading import ReadArticle, ReadPost, ReadProfile
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.page import Page, block_lines, squeeze
from gongkai_monitor.text.post_key import post_key_of
from gongkai_monitor.text.post_time import PostTime, read_post_time

_WHAT = "百家号文章页"
_ADDRESS = re.compile(r'"contentUrl"\s?:\s?"(https?:\\?/\\?/baijiahao\.baidu\.com[^"\s]{1,200})"')
_BADGES = re.compile(r"^优质|创作者$|^百家号")
"""An author's badge stands where the certified subject of an organisation does."""


def read_article(page: Page, read_at: datetime) -> ReadArticle:
    """The article and its account.

    Raises:
        PageChangedError: when it is no article page as known.
    """
    title = _text(page, ".article-title h2") or _text(page, ".article-title")
    name = _text(page, ".author-name")
    time = _time(page, read_at)
    address = _ADDRESS.search(page.html)
    url = address[1].replace("\\/", "/") if address else page.url
    key = post_key_of(url) or post_key_of(page.url)
    if not title or not name or time is None or key is None:
        raise PageChangedError(_WHAT, "标题、作者、发布时间与编号")
    subject = _text(page, ".account-authentication")
    body = page.tree.css_first(".article-content")
    return ReadArticle(
        post=ReadPost(
            key=key,
            time=time,
            title=title,
            text="\n".join(block_lines(body)) or None if body is not None else None,
            url=url,
            is_own=True,
        ),
        profile=ReadProfile(
            shown_name=name,
            certified_subject=subject if subject and not _BADGES.search(subject) else None,
        ),
    )


def _time(page: Page, read_at: datetime) -> PostTime | None:
    mark = page.tree.css_first('meta[itemprop="dateUpdate"]')
    full = read_post_time((mark.attributes.get("content") or "") if mark else "", read_at)
    if full is not None:
        return full
    printed = f"{_text(page, '.article-source .date')} {_text(page, '.article-source .time')}"
    return read_post_time(printed, read_at)


def _text(page: Page, selector: str) -> str:
    node = page.tree.css_first(selector)
    return squeeze(node.text()) if node is not None else ""
