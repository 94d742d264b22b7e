"""Policy library like gov.cn's: a metadata table above the text, dates in Chinese."""

from html import escape

from gongkai_monitor.practice.families.base import (
    ArticleView,
    ListView,
    attachment_list,
    document_table,
    stamp,
)
from gongkai_monitor.practice.families.modern import ModernFamily
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan


class LibraryFamily(ModernFamily):
    """Modern shell with library lists and pages."""

    list_date = "%Y年%m月%d日"

    def list_path(self, channel: ChannelPlan, page: int) -> str:
        """``/slug/home.htm``, then ``home_1.htm``."""
        return f"/{channel.slug}/home" + ("" if page == 0 else f"_{page}") + ".htm"

    def article_path(self, channel: ChannelPlan, item: Item) -> str:
        """``/slug/content/2026-09/12/content_n.htm``."""
        day = item.published_on
        return f"/{channel.slug}/content/{day:%Y-%m/%d}/content_{item.n + 70001}.htm"

    def entries(self, view: ListView) -> str:
        """``<li><h4><a>title</a><span class="date">…</span></h4></li>``."""
        rows = "".join(
            f'<li><h4><a href="{self.article_path(view.channel, item)}" target="_blank">'
            f"{escape(item.title)}</a>"
            f'<span class="date">{self.printed(view.channel, item)}</span></h4></li>'
            for item in view.items
        )
        return f'<div class="news_box"><ul>{rows}</ul></div>'

    def article_main(self, view: ArticleView) -> str:
        """``pages_content`` with the table first."""
        item = view.item
        body = "".join(f'<p style="text-indent: 2em;">{block}</p>' for block in view.blocks)
        table = document_table(view)
        head = (
            f'<div class="wrap">{table}</div><h1>{escape(item.title)}</h1>'
            if table
            else f'<h1>{escape(item.title)}</h1><div class="pages-date">{stamp(item.published_at)} '
            f"<span>来源：{escape(view.plan.sponsor)}</span></div>"
        )
        return (
            f'<div class="article">{head}<div class="pages_content" id="UCAP-CONTENT">'
            f"{body}</div>{attachment_list(view)}</div>"
        )
