"""Old table layout, mostly in GBK: font tags, nested tables, dates in brackets."""

from html import escape

from gongkai_monitor.practice.families.base import (
    ArticleView,
    Family,
    ListView,
    attachment_list,
    document_table,
    footer_parts,
    generated_line,
    navigation,
    stamp,
)
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, CharsetCase, SitePlan

_TAG = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
_DECLARED = {
    CharsetCase.GBK_AS_GB2312: _TAG.format("gb2312"),
    CharsetCase.GBK_AS_UTF8: _TAG.format("utf-8"),
    CharsetCase.UTF8: _TAG.format("utf-8"),
    CharsetCase.GBK_UNDECLARED: "",
}


class TableFamily(Family):
    """Pages of about 2008."""

    list_date = "[%Y-%m-%d]"
    yearless_date = "[%m-%d]"

    def list_path(self, channel: ChannelPlan, page: int) -> str:
        """``/slug/index.htm``, then ``list_2.htm``."""
        return f"/{channel.slug}/" + ("index.htm" if page == 0 else f"list_{page + 1}.htm")

    def article_path(self, channel: ChannelPlan, item: Item) -> str:
        """``/Html/slug/20260912/…htm``; yearless channels have no day in it."""
        day = "" if channel.is_yearless else f"{item.published_on:%Y%m%d}/"
        return f"/Html/{channel.slug}/{day}{item.n + 1001}.htm"

    def shell(self, plan: SitePlan, *, title: str, tags: str, main: str) -> str:
        """Three nested tables."""
        menu = "".join(
            f'<td align="center"><a href="{url}">'
            f'<font color="#FFFFFF">{escape(name)}</font></a></td>'
            for name, url in navigation(plan, self)
        )
        return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD>{_DECLARED[plan.charset]}
<TITLE>{escape(title)}</TITLE>
{tags}
</HEAD><BODY leftmargin="0" topmargin="0">
<table width="1000" align="center" border="0"><tr><td>
<img src="/images/banner.png" alt="横幅"></td></tr></table>
<table width="1000" align="center" bgcolor="#C8102E" class="menu"><tr>
<td><a href="/">首页</a></td>{menu}</tr></table>
<table width="1000" align="center" border="0" cellpadding="0" cellspacing="0"><tr><td valign="top">
{main}
</td></tr></table>
<table width="1000" align="center" class="copyright"><tr><td align="center">
{"&nbsp;&nbsp;".join(footer_parts(plan))}
</td></tr></table>{generated_line(plan)}</BODY></HTML>"""

    def entries(self, view: ListView) -> str:
        """One row with an icon cell, a title cell and a date cell."""
        rows = "".join(
            '<tr><td width="12">·</td>'
            f'<td height="25" align="left"><a href="{self.article_path(view.channel, item)}" '
            f'target="_blank" title="{escape(item.title)}">{escape(item.title)}</a></td>'
            f'<td width="90" align="right"><font color="#999999">'
            f"{self.printed(view.channel, item)}</font></td></tr>"
            for item in view.items
        )
        return f'<table width="100%" border="0" cellspacing="0" class="newslist">{rows}</table>'

    def pager(self, view: ListView) -> str:
        """首页 上一页 下一页 尾页."""
        if view.pages == 1:
            return ""
        last = view.pages - 1
        after = min(view.page + 1, last)
        before = max(view.page - 1, 0)
        links = (("首页", 0), ("上一页", before), ("下一页", after), ("尾页", last))
        texts = " ".join(
            f'<a href="{self.list_path(view.channel, page)}">{name}</a>' for name, page in links
        )
        return (
            f'<table width="100%" class="page"><tr><td align="center">'
            f"第{view.page + 1}页 共{view.pages}页 {texts}</td></tr></table>"
        )

    def article_main(self, view: ArticleView) -> str:
        """Title in a centred cell, the date line below it."""
        item = view.item
        body = "".join(f'<p style="text-indent:2em">{block}</p>' for block in view.blocks)
        return (
            f'<table width="96%" align="center"><tr><td align="center" class="title">'
            f'<font size="4"><b>{escape(item.title)}</b></font></td></tr>'
            f'<tr><td align="center" class="info">发布时间：{stamp(item.published_at)} '
            f"来源：{escape(view.plan.sponsor)} 点击数：<span>1{item.n:03d}</span></td></tr>"
            f"<tr><td>{document_table(view)}</td></tr>"
            f'<tr><td class="content" id="zoom">{body}{attachment_list(view)}</td></tr></table>'
        )
