"""The official-account API in small: tokens, a published list, article totals, followers."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from gongkai_monitor.clock import CHINA, parse_instant
from gongkai_monitor.practice.platforms import wechat
from gongkai_monitor.practice.platforms.wechat import WechatShelf
from tests.crawlers.servers import Call, Reply
from tests.crawlers.support import AS_OF

NOW = datetime.now(CHINA)  # noqa: TID251 - the spider's visits happen now
LAST_DAY = parse_instant(AS_OF).date() - timedelta(days=1)
SECRET = "演练密钥-5f2c"
TOKEN = "TOKEN-of-the-practice-city"


def article(number: int, age: timedelta, **fields: Any) -> dict[str, Any]:
    """An item of the published list."""
    url = f"http://mp.weixin.qq.com/s?__biz=MzA=&mid={number}&idx=1&sn=x#rd"
    return wechat.article(number, NOW - age, **{"url": url} | fields)


def as_json(data: object, headers: dict[str, str] | None = None) -> Reply:
    body = json.dumps(data, ensure_ascii=False).encode()
    return Reply(body, content_type="application/json", headers=headers or {})


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
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    secrets_seen: list[str] = field(default_factory=list)

    def routes(self) -> dict[str, Any]:
        return {
            "/cgi-bin/stable_token": self._token,
            "/cgi-bin/freepublish/batchget": self._guarded("on_published"),
            "/datacube/getarticletotal": self._guarded("on_totals"),
            "/datacube/getusercumulate": self._guarded(None),
            "/datacube/getupstreammsg": self._guarded("on_messages"),
        }

    def _token(self, call: Call) -> Reply:
        asked = json.loads(call.body)
        self.secrets_seen.append(asked["secret"])
        if self.on_token:
            return as_json(self.on_token(asked))
        return as_json({"access_token": TOKEN, "expires_in": 7200})

    def _guarded(self, replaced: str | None) -> Callable[[Call], Reply]:
        shelf = WechatShelf(published=self.published, totals=self.totals, messages=self.messages)

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
            return as_json(other(asked) if other else shelf.answer(path, asked), self.headers)

        return reply
