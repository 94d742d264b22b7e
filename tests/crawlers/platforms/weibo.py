"""m.weibo.cn and weibo.cn in small: the answers of one made-up account."""

import json
from datetime import datetime, timedelta
from typing import Any

from gongkai_monitor.clock import CHINA
from gongkai_monitor.practice.platforms import weibo
from gongkai_monitor.practice.platforms.weibo import FIRST, card, full_time
from tests.crawlers.servers import Reply

UID = "1000000001"
OTHER = "1000000009"
NOW = datetime.now(CHINA)  # noqa: TID251 - the spider's visits happen now


def blog(number: int, printed: str, **fields: Any) -> dict[str, Any]:
    """An ``mblog`` of the account."""
    text = f"第 {number} 条：演练市召开工作会议<br />部署安全生产工作"
    own = {"uid": UID, "name": "演练发布", "text": text}
    return weibo.blog(FIRST + number, printed, **own | fields)


def cards(posts: list[dict[str, Any]], total: int = 30, page: int = 1) -> dict[str, Any]:
    """A list answer."""
    return weibo.cards(posts, uid=UID, total=total, page=page)


def profile(total: int = 30, **fields: Any) -> dict[str, Any]:
    """A profile answer."""
    subject = "演练市人民政府新闻办公室官方微博"
    return weibo.profile(uid=UID, name="演练发布", subject=subject, total=total, **fields)


def as_json(data: object, status: int = 200) -> Reply:
    return Reply(json.dumps(data, ensure_ascii=False).encode(), status, "application/json")


def api(uid_profile: object, pages: dict[int, object]) -> dict[str, Any]:
    """Routes of one account: profile and pages of its list."""
    base = f"/api/container/getIndex?type=uid&value={UID}"
    routes: dict[str, Any] = {base: _reply(uid_profile)}
    for page, answer in pages.items():
        routes[f"{base}&containerid=107603{UID}&page={page}"] = _reply(answer)
    return routes


def _reply(answer: object) -> object:
    return answer if isinstance(answer, Reply) else as_json(answer)


PINNED = card(
    blog(1, full_time(NOW - timedelta(days=300)), title={"text": "置顶", "base_color": 1}),
    profile_type_id="proweibotop_",
)
FORWARD = card(
    blog(
        28,
        full_time(NOW - timedelta(days=1)),
        text="转发微博",
        retweeted_status={"id": "1", "user": {"id": 7, "screen_name": "中国政府网"}, "text": "x"},
    )
)
FRESH = card(blog(30, "刚刚"))
HOURS = card(blog(29, "3小时前"))
LONG = card(blog(27, full_time(NOW - timedelta(days=2)), isLongText=True, text="开头 ...全文"))
FOREIGN = card(blog(26, full_time(NOW), user={"id": int(OTHER), "screen_name": "网友"}))
OLD = card(blog(2, full_time(NOW - timedelta(days=40))))
OLDER = card(blog(3, full_time(NOW - timedelta(days=120))))


def html_list(posts: list[tuple[str, str, str]], total: int, pages: str = "1/1") -> Reply:
    """A weibo.cn list: (number, body, printed time)."""
    rows = "".join(
        f'<div class="c" id="M_{number}"><div>{body}<br/><a href="/attitude/x">赞[12]</a>&nbsp;'
        f'<a href="/repost/x">转发[1000000]</a>&nbsp;<a href="/comment/x" class="cc">评论[3]</a>'
        f'&nbsp;<a href="/fav/x">收藏</a><!---->&nbsp;<span class="ct">{printed}</span></div></div>'
        '<div class="s"></div>'
        for number, body, printed in posts
    )
    return Reply(
        '<?xml version="1.0" encoding="UTF-8"?><html><head><title>演练发布的微博</title></head>'
        '<body><div class="u"><div class="ut">演练发布的微博</div><div class="tip2">'
        f'<span class="tc">微博[{total}]</span>&nbsp;<a href="/f">粉丝[805]</a></div>'
        f'</div>{rows}<div class="pa" id="pagelist"><form><div>&nbsp;{pages}页</div></form></div>'
        '<div class="b">weibo.cn[06-19 00:47]</div></body></html>'.encode()
    )


OWN_BODY = '<span class="ctt">演练市今日发布<a href="/t">#平安演练#</a></span>'
FORWARD_BODY = (
    '<span class="cmt">转发了&nbsp;<a href="/u/2">中国政府网</a>&nbsp;的微博:</span>'
    '<span class="ctt">原文</span>&nbsp;<span class="cmt">赞[99]</span></div><div>'
    '<span class="cmt">转发理由:</span>请大家关注&nbsp;&nbsp;'
)
INFO = Reply(
    '<html><head><title>演练发布的资料</title></head><body><div class="tip">基本信息</div>'
    '<div class="c">昵称:演练发布<br/>认证:演练市新闻办<br/>性别:男<br/>生日:1990-01-01<br/>'
    "认证信息：演练市人民政府新闻办公室<br/>简介:权威发布<br/></div>"
    '<div class="tip">学习经历</div><div class="c">·演练大学<br/></div></body></html>'.encode()
)
