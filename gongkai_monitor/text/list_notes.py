"""What a list page prints where its entries should be: a placeholder, or a reason (情况说明)."""

import re

from gongkai_monitor.text.page import Page

_PLACEHOLDER = re.compile(
    r"^[\W_]{0,4}(?:抱歉|对不起|很遗憾)?[,，。\s]{0,2}(?:该栏目|本栏目|当前栏目|此栏目|当前"
    r"|目前|栏目)?(?:下)?"
    r"(?:暂无|暂时没有|还没有|没有|无|未找到|没有找到|未查询到|没有查询到|暂未发布|未发布)"
    r"(?:任何|相关|符合条件的?|更多|可显示的?|该类|此类)?(?:的)?"
    r"(?:数据|信息|内容|记录|文章|新闻|公告|结果|资料|文件|更新|信息发布)(?:发布)?[\W_]{0,6}$"
    r"|^no data\W{0,3}$",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:本|我)(?:单位|局|委|办|厅|机关|部门|县|市|区|镇|街道|乡|院|中心|级|栏目).{0,40}?"
    r"(?:无此类|暂无|没有|无相关|未(?:发生|产生|开展|制定|设立|涉及)"
    r"|不涉及|不存在|无该|无本)"
    r"|(?:无此类|不涉及(?:此|该)[类项]|无(?:该|此)[类项](?:信息|事项|职责|业务|内容)"
    r"|无应(?:当)?公开)"
    r"|(?:截至|截止|目前|近期|本年度|20\d\d\s?年).{0,40}?(?:暂无|没有|未(?:发生|产生|开展"
    r"|制定|收到)|无此类|无相关)"
    r"|(?:暂无|没有|未).{0,30}?(?:如有|一经|将(?:及时|第一时间|按)|另行).{0,20}?(?:公开|公布"
    r"|发布|更新)"
    r"|(?:因|由于|鉴于).{2,60}?(?:暂无|没有|无(?:此|该|相关)|停止更新|不再更新|暂停更新)"
    r"|(?:栏目|信息|内容|数据|网站|页面).{0,20}?(?:已|统一|整体)(?:经)?(?:迁移|移|转移|归并"
    r"|整合|合并|调整|集中)(?:至|到|入)"
    r"|(?:栏目|页面|信息).{0,10}?(?:停止更新|不再更新|已归档)"
)
_SHORT = 160


def placeholder(page: Page) -> str | None:
    """The system's own 暂无数据 line, which gives no reason."""
    return next((line for line in page.lines if len(line) <= 40 and _PLACEHOLDER.match(line)), None)


def stated_reason(page: Page) -> str | None:
    """A sentence that says why the list is empty, as printed."""
    for line in page.lines:
        if 6 <= len(line) <= _SHORT and not _PLACEHOLDER.match(line) and _REASON.search(line):
            return line
    return None
