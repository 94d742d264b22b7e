"""m.weibo.cn in small: profile, list, long texts, and the ways it refuses.

The shapes are those of saved payloads and of the interface's documentation (docs/platforms.md).
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gongkai_monitor.clock import CHINA
from gongkai_monitor.practice.account_plan import (
    Comment,
    PlatformAccount,
    PlatformPost,
    commented_at,
    newest_first,
    shown_at,
)
from gongkai_monitor.practice.exchange import Request, Response, data

FIRST = 4_900_000_000_000_000
"""The first number of a post."""
PAGE_SIZE = 10
_POSTS_PER_ACCOUNT = 1_000
_LONGEST = 140
_INDEX, _LONG = "/api/container/getIndex", "/statuses/extend"
_COMMENTS = "/comments/hotflow"
_CITIZEN = 5_555_666_777
_COMMENTS_PER_POST = 50

EMPTY = {"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}
UNKNOWN = {"ok": 0, "msg": "用户不存在(20003)"}
LOGIN = {
    "ok": -100,
    "errno": "100005",
    "msg": "请求过于频繁",
    "url": "https://passport.weibo.com/x",
}
LIMITED = {"ok": 0, "msg": "请求过于频繁，歇歇吧"}


def full_time(moment: datetime) -> str:
    """A time as the interface prints it."""
    return moment.astimezone(CHINA).strftime("%a %b %d %H:%M:%S +0800 %Y")


def blog(number: int, printed: str, *, uid: str, name: str, **fields: Any) -> dict[str, Any]:
    """An ``mblog``; ``fields`` replace what is usual."""
    return {
        "id": str(number),
        "mid": str(number),
        "bid": "made-up",
        "created_at": printed,
        "text": "召开工作会议<br />部署安全生产工作",
        "isLongText": False,
        "textLength": 60,
        "reposts_count": 2,
        "comments_count": "100万+",
        "attitudes_count": 5,
        "user": {"id": int(uid), "screen_name": name},
        **fields,
    }


def card(post: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A card of the list that holds a post."""
    return {"card_type": 9, "mblog": post, "scheme": "https://m.weibo.cn/status/x", **fields}


def cards(
    posts: Sequence[dict[str, Any]], *, uid: str, total: int, page: int = 1, **info: Any
) -> dict[str, Any]:
    """A list answer."""
    told = {"containerid": f"107603{uid}", "v_p": 42, "show_style": 1, "total": total, "page": page}
    return {"ok": 1, "data": {"cardlistInfo": told | info, "cards": list(posts), "scheme": ""}}


def comment(
    number: int, text: str, printed: str, *, author: int, name: str, **more: Any
) -> dict[str, Any]:
    """A comment as ``comments/hotflow`` shows it; ``more`` replaces what is usual."""
    return {
        "id": str(number),
        "mid": str(number),
        "rootid": str(number),
        "text": text,
        "created_at": printed,
        "comments": False,
        "total_number": 0,
        "user": {"id": author, "screen_name": name, "profile_url": f"/u/{author}"},
        **more,
    }


def hot(rows: list[Any], max_id: int = 0, total: int | None = None) -> dict[str, Any]:
    """An answer of ``comments/hotflow``."""
    count = len(rows) if total is None else total
    told = {"data": rows, "total_number": count, "max_id": max_id, "max": 1, "max_id_type": 0}
    return {"ok": 1, "data": told}


def profile(*, uid: str, name: str, subject: str, total: int, **fields: Any) -> dict[str, Any]:
    """A profile answer; ``fields`` replace what is usual."""
    user = {
        "id": int(uid),
        "screen_name": name,
        "statuses_count": total,
        "verified": True,
        "verified_type": 1,
        "verified_reason": subject,
        "description": "发布权威信息，联系电话 13800138000",
        "gender": "m",
        "followers_count": "1.2万",
        "toolbar_menus": [{"name": "关注"}, {"name": "聊天"}, {"name": "办事"}],
        **fields,
    }
    return {"ok": 1, "data": {"userInfo": user, "tabsInfo": {"tabs": []}}}


def uid_of(plan: PlatformAccount) -> str:
    """The account's number on the platform."""
    return plan.account.platform_key or ""


def post_url(plan: PlatformAccount, post: PlatformPost) -> str:
    """Where a post of the account stands."""
    n = next(n for n, one in newest_first(plan) if one is post)
    return f"https://m.weibo.cn/status/{_number(plan, n)}"


class Weibo:
    """The interface for some accounts."""

    def __init__(self, plans: Sequence[PlatformAccount], today: date) -> None:
        self._plans = {uid_of(plan): plan for plan in plans}
        self._today = today

    def respond(self, request: Request) -> Response | None:
        """The answer to an address of the interface; None for any other address."""
        asked = {
            name: values[0] for name, values in parse_qs(urlsplit(request.target).query).items()
        }
        if request.path == _LONG:
            return data(self._long(asked.get("id", "")))
        if request.path == _COMMENTS:
            return data(self._hot(asked.get("id", "")))
        if request.path != _INDEX:
            return None
        plan = self._plans.get(asked.get("value", ""))
        if plan is None or plan.is_gone:
            return data(UNKNOWN)
        if "containerid" not in asked:
            return data(self._profile(plan))
        return data(self._list(plan, asked))

    def _profile(self, plan: PlatformAccount) -> dict[str, Any]:
        return profile(
            uid=uid_of(plan),
            name=plan.name_on_platform,
            subject=f"{plan.subject_on_platform}官方微博",
            total=len(plan.posts),
            followers_count=plan.followers,
        )

    def _list(self, plan: PlatformAccount, asked: dict[str, str]) -> dict[str, Any]:
        """A page; from the second on it is asked for by the number of its first post."""
        blogs = list(self._blogs(plan))
        start = (int(asked.get("page", "1")) - 1) * PAGE_SIZE
        if since := asked.get("since_id"):
            numbers = [one["id"] for one in blogs]
            start = numbers.index(since) if since in numbers else len(numbers)
        shown = blogs[start : start + PAGE_SIZE]
        if not shown:
            return EMPTY
        more = blogs[start + PAGE_SIZE : start + PAGE_SIZE + 1]
        following = {"since_id": int(more[0]["id"])} if more else {}
        page = start // PAGE_SIZE + 1
        listed = [card(one) for one in shown]
        return cards(listed, uid=uid_of(plan), total=len(blogs), page=page, **following)

    def _blogs(self, plan: PlatformAccount) -> Iterator[dict[str, Any]]:
        for n, post in newest_first(plan):
            is_long = len(post.text) > _LONGEST
            text = f"{post.text[:_LONGEST]} ...<a>全文</a>" if is_long else post.text
            origin = {
                "id": "1",
                "user": {"id": 7, "screen_name": post.forwards},
                "text": "原微博",
            }
            yield blog(
                _number(plan, n),
                full_time(shown_at(post, self._today)),
                uid=uid_of(plan),
                name=plan.name_on_platform,
                text=text,
                isLongText=is_long,
                attitudes_count=post.likes,
                comments_count=len(post.comments),
                reposts_count=post.reposts,
                **({"retweeted_status": origin} if post.forwards else {}),
            )

    def _long(self, number: str) -> dict[str, Any]:
        found = self._post(number)
        if found is None:
            return {"ok": 0, "msg": "微博不存在"}
        return {"ok": 1, "data": {"longTextContent": found[1].text}}

    def _hot(self, number: str) -> dict[str, Any]:
        """All comments of a post with the account's answers below them."""
        found = self._post(number)
        if found is None or not found[1].comments:
            return {"ok": 0, "msg": "还没有人评论哦~快抢沙发！"}
        plan, post = found
        first = (int(number) - FIRST) * _COMMENTS_PER_POST
        return hot(
            [self._comment(plan, one, FIRST + first + 2 * n) for n, one in enumerate(post.comments)]
        )

    def _comment(self, plan: PlatformAccount, one: Comment, number: int) -> dict[str, Any]:
        asked = commented_at(one, self._today)
        if not one.reply:
            answers: dict[str, Any] = {}
        else:
            answer = comment(
                number + 1,
                f"回复@热心网友:{one.reply}",
                full_time(asked + timedelta(hours=one.hours)),
                author=int(uid_of(plan)),
                name=plan.name_on_platform,
            )
            answers = {"comments": [answer], "total_number": 1}
        return comment(
            number, one.text, full_time(asked), author=_CITIZEN, name="热心网友", **answers
        )

    def _post(self, number: str) -> tuple[PlatformAccount, PlatformPost] | None:
        return next(
            (
                (plan, post)
                for plan in self._plans.values()
                for n, post in newest_first(plan)
                if str(_number(plan, n)) == number
            ),
            None,
        )


def _number(plan: PlatformAccount, n: int) -> int:
    return FIRST + int(uid_of(plan)) * _POSTS_PER_ACCOUNT + n
