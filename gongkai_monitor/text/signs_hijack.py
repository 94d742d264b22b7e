"""Pages that were taken over: gambling or pornography advertises where an office once was.

Words of the trade must stand at the head of the page (title, META, first lines) and again in its
text. A page that speaks of fighting gambling uses the same words and those of the law beside
them. A person decides: the sign is a candidate.
"""

import re
from itertools import islice

from gongkai_monitor.text.page import Page

_HEAD_TEXT = 300
_TEXT = 20_000
_MOST_HITS = 200
_FEWEST_WORDS = 3
_MOST_LAW = 1
_TRADE = re.compile(
    r"新葡京|葡京(?:娱乐|官网|赌)|威尼斯人|永利(?:皇宫|娱乐|官网)|金沙(?:娱乐|官网)|太阳城|百家乐"
    r"|真人(?:娱乐|荷官|视讯)|老虎机|捕鱼游戏|棋牌(?:游戏|娱乐|平台|下载|app)|开元棋牌|时时彩|六合彩"
    r"|北京赛车|PK10|快三|博彩|赌场|体育投注|投注(?:平台|网站)|在线投注|滚球|盘口|电子游艺|首存|彩金"
    r"|返水|注册送|开户送|娱乐城|线上娱乐|亚博|(?:PG|PP|MG|AG)(?:电子|真人|视讯)|开云体育|乐鱼|米兰体育"
    r"|皇冠体育|必威|bet365|万博|澳门(?:娱乐|赌|金沙)|成人(?:视频|电影|网站|影院|直播)|无码|激情视频"
    r"|裸聊|约炮|上门服务|AV(?:在线|女优|天堂)|三级片|国产精品|精品视频|久久(?:精品|热)|色情",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"打击|严禁|禁止|查处|查获|涉嫌|犯罪|公安|民警|治安|举报|违法|防范|抵制|反诈|防骗|警惕|判处|判决"
    r"|法院|检察|受害|骗局|揭秘|整治"
)


def is_hijacked(page: Page) -> bool:
    """Whether the page advertises gambling or pornography."""
    head = f"{page.title}\n{_described(page)}\n{page.text[:_HEAD_TEXT]}"
    if not _TRADE.search(head):
        return False
    words = f"{head}\n{page.text[:_TEXT]}"
    found = {match[0].lower() for match in islice(_TRADE.finditer(words), _MOST_HITS)}
    law = {match[0] for match in islice(_LAW.finditer(words), _MOST_HITS)}
    return len(found) >= _FEWEST_WORDS and len(law) <= _MOST_LAW


def _described(page: Page) -> str:
    nodes = page.tree.css("meta[name=description],meta[name=keywords]")[:4]
    return "\n".join((node.attributes.get("content") or "")[:_HEAD_TEXT] for node in nodes)
