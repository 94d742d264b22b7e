"""Feeds of accounts: RSS, Atom, JSON Feed, RSSHub's shape, and the ways they fail."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from random import Random

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice import answers, texts
from gongkai_monitor.practice.exchange import Act, Response, data, page
from gongkai_monitor.practice.items import PINNED_AGE_DAYS, at
from gongkai_monitor.practice.plan import AccountPlan, FeedShape, Published
from gongkai_monitor.vocabulary import ChannelKind

_LOGIN_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>登录</title></head><body>'
    '<form action="/login" method="post"><h3>请先登录</h3>'
    '<input name="username" placeholder="账号"><input type="password" name="password">'
    "<button>登录</button></form></body></html>"
)
_CAPTCHA_HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>安全验证</title></head><body>'
    '<div id="captcha">请完成安全验证：拖动滑块完成拼图</div></body></html>'
)

CLOSED_FOLDER = "/closed/"
"""robots.txt of the feed hosts forbids it."""


@dataclass(frozen=True, slots=True)
class FeedPost:
    """One post of a feed."""

    key: str
    published_at: datetime
    title: str
    text: str


def posts_of(plan: AccountPlan, as_of: datetime) -> list[FeedPost]:
    """Posts in feed order: the pinned old one first, then from new to old."""
    random = Random(plan.account.account_code)
    today = china_date(as_of)
    posts = []
    for n in range(plan.count):
        day = today - timedelta(days=plan.newest_days + n * plan.rhythm_days)
        unit = plan.account.certified_subject or plan.account.name
        post = FeedPost(
            key=f"{plan.account.platform_key}-{day:%Y%m%d}",
            published_at=at(day, plan.post_hour, random.randrange(60)),
            title=texts.item_title(ChannelKind.NEWS, unit, day, n, random),
            text=texts.paragraphs(unit, random)[0],
        )
        if n == 1 and plan.special is not None:
            post = replace(post, title=plan.special.title, text=plan.special.text)
        posts.append(post)
    if plan.said:
        own = [said_post(plan, one) for one in plan.said]
        posts = sorted([*posts, *own], key=lambda post: post.published_at, reverse=True)
    if plan.has_pinned:
        old = at(today - timedelta(days=PINNED_AGE_DAYS), 9)
        pinned = FeedPost(
            f"{plan.account.platform_key}-top", old, "【置顶】账号使用说明", "欢迎关注。"
        )
        posts.insert(0, pinned)
    return posts


def said_post(plan: AccountPlan, one: Published) -> FeedPost:
    """A post about a matter, beside the planned ones."""
    key = f"{plan.account.platform_key}-{one.key}"
    return FeedPost(key, one.published_at, one.title, one.text)


def respond(plan: AccountPlan, as_of: datetime, origin: str) -> Response:  # noqa: PLR0911, C901 - one case per shape
    """The answer of an account's feed address."""
    posts = posts_of(plan, as_of)
    match plan.shape:
        case FeedShape.RSS | FeedShape.RSSHUB | FeedShape.DISALLOWED:
            is_rsshub = plan.shape is FeedShape.RSSHUB
            return rss(plan.account.name, plan.path, posts, origin, is_rsshub=is_rsshub)
        case FeedShape.ATOM:
            return _xml(_atom(plan, posts, origin))
        case FeedShape.JSON_FEED:
            return _json_feed(plan, posts, origin)
        case FeedShape.DOWN:
            return Response(act=Act.RESET)
        case FeedShape.HANG:
            return Response(act=Act.HANG)
        case FeedShape.ERROR:
            return page("<h1>Looks like something went wrong</h1>", 503)
        case FeedShape.LOGIN:
            return page(_LOGIN_HTML)
        case FeedShape.CAPTCHA:
            return page(_CAPTCHA_HTML, 403)
        case FeedShape.CHANGED:
            cards = [{"mblog": {"idstr": post.key, "raw": post.title}} for post in posts]
            return data({"ok": 1, "v": 3, "data": {"cards": cards}})
        case None:
            return answers.error_page("订阅源")


def _xml(text: str) -> Response:
    return Response(body=text.encode(), content_type="application/xml; charset=utf-8")


def address_of(origin: str, post: FeedPost) -> str:
    """Where a post is shown."""
    return f"{origin}/post/{post.key}.html"


def rss(title: str, path: str, posts: list[FeedPost], origin: str, *, is_rsshub: bool) -> Response:
    """A feed in RSS, as RSSHub makes it or plain."""
    generator = "<generator>RSSHub</generator><ttl>5</ttl>" if is_rsshub else ""
    items = "".join(
        f"<item><title>{escape(post.title)}</title>"
        f"<description><![CDATA[<p>{escape(post.text)}</p>]]></description>"
        f"<link>{address_of(origin, post)}</link>"
        f'<guid isPermaLink="false">{post.key}</guid>'
        f"<pubDate>{format_datetime(post.published_at)}</pubDate></item>"
        for post in posts
    )
    name = escape(title)
    return _xml(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{name}</title><link>{origin}{path}</link>"
        f"<description>{name}</description>{generator}{items}</channel></rss>"
    )


def _atom(plan: AccountPlan, posts: list[FeedPost], origin: str) -> str:
    entries = "".join(
        f"<entry><id>urn:yx:{post.key}</id><title>{escape(post.title)}</title>"
        f'<link href="{address_of(origin, post)}"/>'
        f"<published>{post.published_at.isoformat()}</published>"
        f"<updated>{post.published_at.isoformat()}</updated>"
        f'<content type="html">{escape(escape(post.text))}</content></entry>'
        for post in posts
    )
    newest = max(post.published_at for post in posts).isoformat()
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(plan.account.name)}</title><id>urn:yx:{plan.account.account_code}</id>"
        f"<updated>{newest}</updated><author><name>{escape(plan.account.name)}</name></author>"
        f"{entries}</feed>"
    )


def _json_feed(plan: AccountPlan, posts: list[FeedPost], origin: str) -> Response:
    items = [
        {
            "id": post.key,
            "url": address_of(origin, post),
            "title": post.title,
            "content_text": post.text,
            "date_published": post.published_at.isoformat(),
        }
        for post in posts
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": plan.account.name,
        "home_page_url": f"{origin}{plan.path}",
        "items": items,
    }
    body = json.dumps(feed, ensure_ascii=False).encode()
    return Response(body=body, content_type="application/feed+json; charset=utf-8")
