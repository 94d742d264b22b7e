"""The official-account API in small: tokens, a published list, article totals, followers."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from gongkai_monitor.clock import CHINA, parse_instant
from tests.crawlers.servers import Call, Reply
from tests.crawlers.support import AS_OF

NOW = datetime.now(CHINA)  # noqa: TID251 - the spider's visits happen now
LAST_DAY = parse_instant(AS_OF).date() - timedelta(days=1)
SECRET = "演练密钥-5f2c"
TOKEN = "TOKEN-of-the-practice-city"


def article(number: int, age: timedelta, **fields: Any) -> dict[str, Any]:
    """An item of the published list."""
    news = {
        "title": f"演练通知第 {number} 号",
        "author": "演练发布",
        "digest": "摘要",
        "content": f"<p>第 {number} 号通知，请拨打 13800138000</p>",
        "url": f"http://mp.weixin.qq.com/s?__biz=MzA=&mid={number}&idx=1&sn=x#rd",
        "is_deleted": False,
        **fields,
    }
    seconds = int((NOW - age).timestamp())
    content = {"news_item": [news], "create_time": seconds, "update_time": seconds}
    return {"article_id": f"id-{number}", "content": content, "update_time": seconds}


def total(number: int, day: str, reads: int = 120) -> dict[str, Any]:
    """A row of ``getarticletotal``."""
    details = [
        {"stat_date": day, "int_page_read_count": reads - 20, "share_count": 1},
        {"stat_date": "2099-01-01", "int_page_read_count": reads, "share_count": 4},
    ]
    return {
        "ref_date": day,
        "msgid": f"{number}_1",
        "title": f"群发第 {number} 号",
        "details": details,
    }


def as_json(data: object) -> Reply:
    return Reply(json.dumps(data, ensure_ascii=False).encode(), content_type="application/json")


def refused(code: int) -> Callable[[dict[str, Any]], object]:
    """An endpoint that only answers an error."""
    return lambda _asked: {"errcode": code, "errmsg": "hint"}


@dataclass
class WechatApi:
    """The endpoints of one account; each may be replaced by a function of what is asked."""

    published: list[dict[str, Any]] = field(default_factory=list)
    totals: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    messages: dict[str, list[int]] = field(default_factory=dict)
    on_token: Callable[[dict[str, Any]], object] | None = None
    on_published: Callable[[dict[str, Any]], object] | None = None
    on_totals: Callable[[dict[str, Any]], object] | None = None
    on_messages: Callable[[dict[str, Any]], object] | None = None
    expires_once: bool = False
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    secrets_seen: list[str] = field(default_factory=list)

    def routes(self) -> dict[str, Any]:
        return {
            "/cgi-bin/stable_token": self._token,
            "/cgi-bin/freepublish/batchget": self._guarded(self._list, "on_published"),
            "/datacube/getarticletotal": self._guarded(self._total, "on_totals"),
            "/datacube/getusercumulate": self._guarded(self._followers, None),
            "/datacube/getupstreammsg": self._guarded(self._messages, "on_messages"),
        }

    def _token(self, call: Call) -> Reply:
        asked = json.loads(call.body)
        self.secrets_seen.append(asked["secret"])
        if self.on_token:
            return as_json(self.on_token(asked))
        return as_json({"access_token": TOKEN, "expires_in": 7200})

    def _guarded(
        self, answer: Callable[[dict[str, Any]], object], replaced: str | None
    ) -> Callable[[Call], Reply]:
        def reply(call: Call) -> Reply:
            asked = json.loads(call.body)
            path, _, query = call.path.partition("?")
            self.asked.append((path, asked))
            if query != f"access_token={TOKEN}":
                return as_json({"errcode": 41001, "errmsg": "access_token missing"})
            if self.expires_once:
                self.expires_once = False
                return as_json({"errcode": 42001, "errmsg": "access_token expired"})
            other = getattr(self, replaced) if replaced else None
            return as_json((other or answer)(asked))

        return reply

    def _list(self, asked: dict[str, Any]) -> object:
        start = asked["offset"]
        items = self.published[start : start + asked["count"]]
        return {"total_count": len(self.published), "item_count": len(items), "item": items}

    def _total(self, asked: dict[str, Any]) -> object:
        assert asked["begin_date"] == asked["end_date"], "the interface takes one day"
        return {"list": self.totals.get(asked["begin_date"], [])}

    def _followers(self, asked: dict[str, Any]) -> object:
        return {"list": [{"ref_date": asked["end_date"], "cumulate_user": 4321}]}

    def _messages(self, asked: dict[str, Any]) -> object:
        first, last = (date.fromisoformat(asked[f"{end}_date"]) for end in ("begin", "end"))
        assert 0 <= (last - first).days < 7, "the interface takes seven days"
        rows = [
            {"ref_date": day, "msg_type": kind, "msg_user": 2, "msg_count": count}
            for day, counts in sorted(self.messages.items())
            if asked["begin_date"] <= day <= asked["end_date"]
            for kind, count in enumerate(counts, start=1)
        ]
        return {"list": rows}
