"""集约化 platform: META tags everywhere, t2026…_n.html names, createPageHTML paging."""

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
    source_of,
    stamp,
)
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan


class PlatformFamily(Family):
    """TRS-like publishing."""

    def list_path(self, channel: ChannelPlan, page: int) -> str:
        """``/slug/index.html``, then ``index_1.html`` (counting from 0)."""
        return f"/{channel.slug}/index" + ("" if page == 0 else f"_{page}") + ".html"

    def article_path(self, channel: ChannelPlan, item: Item) -> str:
        """``/slug/202609/t20260912_n.html``."""
        day = item.published_on
        return f"/{channel.slug}/{day:%Y%m}/t{day:%Y%m%d}_{item.n + 1}.html"

    def shell(self, plan: SitePlan, *, title: str, tags: str, main: str) -> str:
        """Platform skin."""
        menu = "".join(
            f'<a class="nav_item" href="{url}">{escape(name)}</a>'
            for name, url in navigation(plan, self)
        )
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="others" content="{generated_line(plan).partition(">")[2].partition(" 您是")[0]}" />
{tags}
<title>{escape(title)}</title></head><body>
<div class="header"><div class="top"><img src="/images/logo.png"
 alt="{escape(plan.site.name)}" /></div>
<div class="nav"><a class="nav_item" href="/">首页</a>{menu}</div></div>
<div class="wrap">
{main}
</div>
<div class="footer"><div class="foot_box">{" | ".join(footer_parts(plan))}</div></div>
{generated_line(plan)}</body></html>"""

    def entries(self, view: ListView) -> str:
        """``<li><span>date</span><a>`` with relative addresses on list pages."""
        rows = "".join(
            f"<li><span>{self.printed(view.channel, item)}</span>"
            f'<a href="{self.article_path(view.channel, item)}" target="_blank">'
            f"{escape(item.title)}</a></li>"
            for item in view.items
        )
        return f'<ul class="gl_list">{rows}</ul>'

    def pager(self, view: ListView) -> str:
        """The paging script of such platforms."""
        return (
            '<div class="page" id="pages"></div><script type="text/javascript">'
            f'createPageHTML({view.pages}, {view.page}, "index", "html");</script>'
        )

    def article_main(self, view: ArticleView) -> str:
        """TRS_Editor body."""
        item = view.item
        body = "".join(f"<p>　　{block}</p>" for block in view.blocks)
        return (
            f'<div class="article"><h1>{escape(item.title)}</h1>'
            f'<div class="xx"><span>时间：{stamp(item.published_at)}</span>'
            f"<span>来源：{escape(source_of(view.plan, item))}</span>"
            f"<span>字体：【大 中 小】</span></div>{document_table(view)}"
            f'<div class="TRS_Editor">{body}</div>{attachment_list(view)}</div>'
        )
