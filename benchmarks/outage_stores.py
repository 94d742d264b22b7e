"""App stores in the simulator: Apple's interface and store pages, healthy and broken."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from benchmarks.outage_modes import Answer
from benchmarks.outage_platforms import REFUSALS, Ask, Reply, data, page, sent
from gongkai_monitor.practice.platforms import stores

_HTML = "text/html"
_VERSION, _RELEASED_ON = "2.10.4", date(2026, 2, 10)
_NO_PAGE = "<html><head><title>404</title></head><body><h1>您访问的页面找不到了</h1></body></html>"
_HOME = "<html><head><title>应用市场</title></head><body><h1>热门推荐</h1></body></html>"
_BUSY = "<html><head><title>提示</title></head><body><p>系统繁忙，请稍后再试</p></body></html>"
_NOT_OFFERED: dict[str, object] = {"resultCount": 0, "results": []}


def healthy(ask: Ask, *, seen_at: datetime | None = None, **headers: Any) -> Answer:
    """The app as the store offers it, now or at ``seen_at``."""
    one = ask.one
    if one.is_absent(seen_at or ask.moment):
        return _gone(ask, **headers)
    if one.shape == "apple":
        app = {
            "trackName": one.code,
            "sellerName": "演练市",
            "version": _VERSION,
            "currentVersionReleaseDate": f"{_RELEASED_ON}T08:00:00Z",
        }
        return data(ask, {"resultCount": 1, "results": [app]}, **headers)
    if one.shape == "marked":
        html = stores.marked_page(one.code, "演练市", _VERSION, _RELEASED_ON)
    else:
        html = stores.printed_page(one.code, _VERSION, _RELEASED_ON)
    return sent(ask, html, _HTML, **headers)


def _gone(ask: Ask, **headers: Any) -> Answer:
    if ask.one.shape == "apple":
        return data(ask, _NOT_OFFERED, **headers)
    status = 404 if ask.one.shape == "printed" else 200
    return sent(ask, stores.GONE_PAGE, _HTML, status, **headers)


def _changed_shape(ask: Ask) -> Answer:
    if ask.one.shape == "apple":
        return data(ask, {"count": 0, "items": []})
    return sent(ask, '<html><body><div id="app"></div></body></html>', _HTML)


MODES: dict[str, Reply] = {
    **REFUSALS,
    "http_404": page(_NO_PAGE, 404),
    "store_home": page(_HOME),
    "busy_page": page(_BUSY),
    "blank": page(""),
    "changed_shape": _changed_shape,
    "cached_with_age": lambda ask: healthy(ask, seen_at=ask.begun, aged_from=ask.begun),
    "cached_with_date": lambda ask: healthy(ask, seen_at=ask.begun, dated=ask.begun),
    "says_gone": _gone,
}
"""Mode -> the answer to one request."""
