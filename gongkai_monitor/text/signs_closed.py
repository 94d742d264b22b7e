"""Pages that put the reader off: under maintenance, under construction."""

import re

from gongkai_monitor.text.own_words import own_lines
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs_missing import LITTLE, SHORT_LINE
from gongkai_monitor.vocabulary import PageSign

CLOSED_WORDS = re.compile(
    r"维护|建设中|升级|改版|调试|敬请期待|即将上线|筹建|迁移|建设完善|暂停(?:服务|访问)"
    r"|under construction|maintenance|coming soon",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"(?:网站|系统|站点|页面|栏目|平台|服务器|功能|本站|服务)?(?:正在|正|处于|目前)?(?:进行)?.{0,8}"
    r"(?:维护中|建设中|升级中|改版中|调试中|建设完善中|筹建中|维护升级|升级维护|升级改造|系统维护)"
    r"|(?:正在|进行)(?:系统|网站|服务器|例行|紧急|停机|数据)?.{0,6}(?:维护|建设|升级|改版"
    r"|调试|迁移|完善)"
    r"|(?:维护|升级|改版|建设)期间.{0,20}(?:暂停|停止|无法|关闭)|敬请期待|即将上线"
    r"|(?:例行|停机|紧急)维护|因.{0,16}(?:维护|升级|改版|调试).{0,24}(?:暂停|停止|无法)(?:服务|访问|使用)"
    r"|under construction|(?:site|under|scheduled) maintenance|coming soon",
    re.IGNORECASE,
)

_ANNOUNCED = re.compile(r"项目|工程|中标|竣工|开工|完成了")
"""News of works: the page itself is open."""
_TO_COME = re.compile(r"[将拟]于(?!.{0,24}恢复)")


def closed_sign(_status: int, page: Page) -> PageSign | None:
    """A short notice instead of a page; pages with ordinary content are not closed."""
    if len(page.text) >= LITTLE or len(page.tree.css("a[href]")) > 40:
        return None
    if _TO_COME.search(page.text):
        return None
    for line in own_lines(page, _CLOSED):
        if len(line) > SHORT_LINE or _ANNOUNCED.search(line):
            continue
        if _CLOSED.search(line):
            return PageSign.MAINTENANCE
    return None
