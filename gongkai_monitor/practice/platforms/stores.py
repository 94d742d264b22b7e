"""Store pages of apps: with schema.org data, with printed labels, and 已下架."""

import json
from datetime import date, timedelta
from html import escape

from gongkai_monitor.practice.account_plan import PlatformAccount
from gongkai_monitor.practice.exchange import Response, page

GONE_PAGE = "<html><head><title>应用商店</title></head><body><p>该应用已下架</p></body></html>"


def marked_page(name: str, publisher: str, version: str, released_on: date) -> str:
    """A page with schema.org data."""
    entry = {
        "@context": "https://schema.org",
        "@type": "MobileApplication",
        "name": name,
        "softwareVersion": version,
        "dateModified": f"{released_on}",
        "author": {"@type": "Organization", "name": publisher},
    }
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(name)}下载</title>'
        f'<script type="application/ld+json">{json.dumps(entry, ensure_ascii=False)}</script>'
        f"</head><body><h1>{escape(name)}</h1></body></html>"
    )


def printed_page(name: str, version: str, released_on: date, note: str = "") -> str:
    """A page that prints version and day; ``note`` stands in its description."""
    day = f"{released_on.year}年{released_on.month}月{released_on.day}日"
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(name)}</title></head><body>'
        f"<h1>{escape(name)}</h1><ul><li><span>版本</span><span>V{version}</span></li>"
        f"<li>更新时间：{day}</li><li>包名 a.b</li></ul><p>{escape(note)}</p></body></html>"
    )


def respond(plan: PlatformAccount, today: date) -> Response:
    """The store page of an app."""
    store = plan.store
    if store is None or store.version is None:
        return page(GONE_PAGE)
    released_on = today - timedelta(days=store.released_days)
    if store.note:
        return page(printed_page(plan.name_on_platform, store.version, released_on, store.note))
    return page(marked_page(plan.name_on_platform, plan.agency.name, store.version, released_on))
