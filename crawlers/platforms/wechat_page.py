"""微信公众号文章页 (``mp.weixin.qq.com/s…``): the article's own numbers stand in its scripts.

The time that readers see (昨天) is written by a script long after; ``ct`` is the one that counts.
"""

import html as entities
import re
from datetime import datetime

from crawlers.platforms.reading import (
    ReadArticle,
    ReadPost,
    ReadProfile,
    RefusedError,
)
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.page import Page, block_lines, squeeze
from gongkai_monitor.text.post_key import post_key_of, wechat_key
from gongkai_monitor.text.post_time import PostTime, read_post_time
from gongkai_monitor.vocabulary import CollectionCause

_WHAT = "公众号文章页"
_TEXT = r"""(?:"(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}')"""
_QUOTED = re.compile(_TEXT)
_GONE = re.compile(
    r"(?:内容|文章)已被发布者删除|此内容(?:被投诉|因违规|发送失败)|无法查看|账号已(?:注销|迁移)"
)
_BLOCKED = re.compile(r"环境异常|完成验证后即可继续访问|访问过于频繁|请在微信客户端打开链接")
_SHORT = 2_000


def read_article(page: Page, read_at: datetime) -> ReadArticle:
    """The article and its account.

    Raises:
        PageChangedError: when it is no article page as known.
        RefusedError: when the article was taken back or the reader is stopped.
    """
    source = page.html
    moment = _variable(source, "ct")
    time = read_post_time(moment, read_at) if moment.isdecimal() else None
    if time is None:
        _check_refusal(page)
        raise PageChangedError(_WHAT, "var ct（发布时间）")
    title = _variable(source, "msg_title") or _text(page, "#activity-name")
    name = _variable(source, "nickname") or _text(page, "#js_name")
    if not title or not name:
        raise PageChangedError(_WHAT, "标题与账号名称")
    body = page.tree.css_first("#js_content")
    return ReadArticle(
        post=_post(page, time, title, "\n".join(block_lines(body)) if body else None),
        profile=ReadProfile(
            shown_name=name,
            shown_key=_variable(source, "user_name") or None,
            description=_labelled(page, "功能介绍"),
        ),
    )


def _post(page: Page, time: PostTime, title: str, text: str | None) -> ReadPost:
    source = page.html
    mid, idx = _variable(source, "mid"), _variable(source, "idx")
    key = post_key_of(page.url) or wechat_key(mid, idx or "1")
    if key is None:
        raise PageChangedError(_WHAT, "var mid 与 var idx")
    mark = _variable(source, "_copyright_stat") or _variable(source, "copyright_stat")
    origin = _variable(source, "source_encode_biz")
    return ReadPost(
        key=wechat_key(mid, idx or "1") or key,
        time=time,
        title=title,
        text=text,
        url=page.url,
        is_own=True,
        is_repost=bool(origin),
        is_original={"0": None, "1": True}.get(mark, False) if not origin else False,
        source_name=_variable(source, "source_username") or None,
    )


def _variable(source: str, name: str) -> str:
    """The value of ``var name = "" || "…";``: the last quoted text that is not empty."""
    statement = re.search(rf"\bvar\s+{name}\s*=\s*((?:{_TEXT}\s*(?:\|\|\s*)?){{1,6}})", source)
    found = [text[1:-1] for text in _QUOTED.findall(statement[1])] if statement else []
    value = next((text for text in reversed(found) if text), "")
    return squeeze(entities.unescape(value.replace('\\"', '"').replace("\\'", "'")))


def _text(page: Page, selector: str) -> str:
    node = page.tree.css_first(selector)
    return squeeze(node.text()) if node is not None else ""


def _labelled(page: Page, label: str) -> str | None:
    """The value beside a label of the account's box."""
    for box in page.tree.css("p.profile_meta"):
        mark = box.css_first(".profile_meta_label")
        value = box.css_first(".profile_meta_value")
        if mark is not None and value is not None and squeeze(mark.text()) == label:
            return squeeze(value.text()) or None
    return None


def _check_refusal(page: Page) -> None:
    words = page.text[:_SHORT]
    if _BLOCKED.search(words):
        raise RefusedError(CollectionCause.BLOCKED, "公众号文章页要求验证")
    if found := _GONE.search(words):
        raise RefusedError(CollectionCause.PARTIAL, f"公众号文章：{found[0]}")
