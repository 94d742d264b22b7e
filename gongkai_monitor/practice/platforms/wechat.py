"""The official-account interface in small: tokens, published list, article totals, followers.

What an account sent to its followers stands in the totals alone, everything else in the published
list: so the two must be read together (docs/platforms.md). Articles have pages.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gongkai_monitor.practice.account_plan import (
    PlatformAccount,
    PlatformPost,
    newest_first,
    shown_at,
)
from gongkai_monitor.practice.exchange import Request, Response, data, page

_TOKEN, _PUBLISHED = "/cgi-bin/stable_token", "/cgi-bin/freepublish/batchget"
_TOTALS, _FOLLOWERS = "/datacube/getarticletotal", "/datacube/getusercumulate"
_MESSAGES = "/datacube/getupstreammsg"
_ARTICLE = "/s"
_MOST_MESSAGE_DAYS = 7
_FIRST = 2_650_000_000
_POSTS_PER_ACCOUNT = 1_000
APP_KEY = "演练用密钥"
Answer = dict[str, Any]


def article(number: int, moment: datetime, *, url: str, **fields: Any) -> Answer:
    """An item of the published list; ``fields`` replace what is usual of the article."""
    news = {
        "title": f"演练通知第 {number} 号",
        "author": "演练发布",
        "digest": "摘要",
        "content": f"<p>第 {number} 号通知，请拨打 13800138000</p>",
        "url": url,
        "is_deleted": False,
        **fields,
    }
    seconds = int(moment.timestamp())
    content = {"news_item": [news], "create_time": seconds, "update_time": seconds}
    return {"article_id": f"id-{number}", "content": content, "update_time": seconds}


def total(number: int, day: str, reads: int = 120, title: str = "") -> Answer:
    """A row of ``getarticletotal``."""
    details = [
        {"stat_date": day, "int_page_read_count": reads - 20, "share_count": 1},
        {"stat_date": "2099-01-01", "int_page_read_count": reads, "share_count": 4},
    ]
    return {
        "ref_date": day,
        "msgid": f"{number}_1",
        "title": title or f"群发第 {number} 号",
        "details": details,
    }


@dataclass
class WechatShelf:
    """What the interface holds of one account, as it answers."""

    published: list[Answer] = field(default_factory=list)
    totals: dict[str, list[Answer]] = field(default_factory=dict)
    messages: dict[str, list[int]] = field(default_factory=dict)  # day -> messages of each type
    followers: int = 4321

    def answer(self, path: str, asked: Answer) -> Answer | None:
        """The answer of an endpoint; None for one that does not exist."""
        endpoints: Mapping[str, Callable[[Answer], Answer]] = {
            _PUBLISHED: self._list,
            _TOTALS: self._total,
            _FOLLOWERS: self._cumulate,
            _MESSAGES: self._upstream,
        }
        endpoint = endpoints.get(path)
        return endpoint(asked) if endpoint else None

    def _list(self, asked: Answer) -> Answer:
        start = asked["offset"]
        items = self.published[start : start + asked["count"]]
        return {"total_count": len(self.published), "item_count": len(items), "item": items}

    def _total(self, asked: Answer) -> Answer:
        if asked["begin_date"] != asked["end_date"]:
            return {"errcode": 61501, "errmsg": "date range error"}
        return {"list": self.totals.get(asked["begin_date"], [])}

    def _cumulate(self, asked: Answer) -> Answer:
        return {"list": [{"ref_date": asked["end_date"], "cumulate_user": self.followers}]}

    def _upstream(self, asked: Answer) -> Answer:
        first, last = (date.fromisoformat(asked[f"{end}_date"]) for end in ("begin", "end"))
        if not 0 <= (last - first).days < _MOST_MESSAGE_DAYS:
            return {"errcode": 61501, "errmsg": "date range error"}
        rows = [
            {"ref_date": day, "msg_type": kind, "msg_user": 2, "msg_count": count}
            for day, counts in sorted(self.messages.items())
            if asked["begin_date"] <= day <= asked["end_date"]
            for kind, count in enumerate(counts, start=1)
        ]
        return {"list": rows}


def app_id_of(plan: PlatformAccount) -> str:
    """The AppID of an account."""
    return f"wx{plan.account.platform_key}"


def sent_key(plan: PlatformAccount, post: PlatformPost) -> str:
    """The key of an article that was sent to the followers."""
    n = next(n for n, one in newest_first(plan) if one is post)
    return f"wechat:{_number(plan, n)}_1"


class Wechat:
    """The interface for some accounts, and the pages of their published articles."""

    def __init__(self, plans: Sequence[PlatformAccount], origin: str, today: date) -> None:
        self._names = {app_id_of(plan): plan for plan in plans}
        self._pages = {
            str(_number(plan, n)): (plan, post)
            for plan in plans
            for n, post in newest_first(plan)
            if not post.is_sent
        }
        self._shelves = {name: _shelf(plan, origin, today) for name, plan in self._names.items()}
        self._today = today

    def respond(self, request: Request) -> Response | None:
        """The answer to an address of the interface or of an article; None for any other."""
        query = parse_qs(urlsplit(request.target).query)
        if request.path == _ARTICLE:
            found = self._pages.get(query.get("mid", [""])[0])
            return page(self._article_page(*found)) if found else None
        if request.method != "POST":
            return None
        asked = json.loads(request.body or b"{}")
        if request.path == _TOKEN:
            return data(self._token(asked))
        shelf = self._shelves.get(query.get("access_token", [""])[0].removeprefix("TOKEN-"))
        if shelf is None:
            return data({"errcode": 40001, "errmsg": "invalid credential"})
        answer = shelf.answer(request.path, asked)
        return None if answer is None else data(answer)

    def _token(self, asked: Answer) -> Answer:
        if asked.get("appid") not in self._names or asked.get("secret") != APP_KEY:
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        return {"access_token": f"TOKEN-{asked['appid']}", "expires_in": 7200}

    def _article_page(self, plan: PlatformAccount, post: PlatformPost) -> str:
        seconds = int(shown_at(post, self._today).timestamp())
        name, title = escape(plan.name_on_platform), escape(post.title or "")
        return (
            f'<html><head><meta charset="utf-8"><title></title></head><body>'
            f'<h2 class="rich_media_title" id="activity-name">{title}</h2>'
            f'<a id="js_name">{name}</a><div id="js_content"><p>{escape(post.text)}</p></div>'
            f'<script>var mid = "" || "1"; var idx = "" || "1"; var nickname = "{name}";'
            f'var ct = "{seconds}"; var msg_title = "{title}";</script></body></html>'
        )


def _number(plan: PlatformAccount, n: int) -> int:
    return _FIRST + int(plan.account.platform_key or "0") * _POSTS_PER_ACCOUNT + n


def _shelf(plan: PlatformAccount, origin: str, today: date) -> WechatShelf:
    shelf = WechatShelf(followers=plan.followers)
    for n, post in newest_first(plan):
        number, moment = _number(plan, n), shown_at(post, today)
        if post.is_sent:
            day = f"{moment:%Y-%m-%d}"
            row = total(number, day, reads=post.reads or 120, title=post.title or post.text)
            shelf.totals.setdefault(day, []).append(row)
            continue
        url = f"{origin}{_ARTICLE}?__biz=MzA=&mid={number}&idx=1&sn=x"
        content = f"<p>{escape(post.text)}</p>"
        shelf.published.append(
            article(number, moment, url=url, title=post.title or post.text[:30], content=content)
        )
    return shelf
