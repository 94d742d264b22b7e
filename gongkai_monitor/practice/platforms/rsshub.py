"""RSSHub's feeds of accounts on platforms that are not read themselves."""

from datetime import date

from gongkai_monitor.practice.account_plan import PlatformAccount, newest_first, shown_at
from gongkai_monitor.practice.exchange import Response
from gongkai_monitor.practice.feeds import FeedPost, rss

_TITLE = 24


def respond(plan: PlatformAccount, path: str, origin: str, today: date) -> Response:
    """The feed of one account."""
    posts = [
        FeedPost(
            key=f"{plan.account.platform_key}-{n}",
            published_at=shown_at(post, today),
            title=post.title or post.text[:_TITLE],
            text=post.text,
        )
        for n, post in newest_first(plan)
    ]
    return rss(plan.name_on_platform, path, posts, origin, is_rsshub=True)
