"""Modern responsive pages: ul/li with a date span, semantic elements, UTF-8."""

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
    printed_time,
)
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan


class ModernFamily(Family):
    """Pages of about 2020."""

    def list_path(self, channel: ChannelPlan, page: int) -> str:
        """``/slug/``, then ``/slug/?page=2``."""
        return f"/{channel.slug}/" + ("" if page == 0 else f"?page={page + 1}")

    def article_path(self, channel: ChannelPlan, item: Item) -> str:
        """``/slug/content/2026-09/12/…html``."""
        return f"/{channel.slug}/content/{item.published_on:%Y-%m/%d}/{item.n + 1}.html"

    def shell(self, plan: SitePlan, *, title: str, tags: str, main: str) -> str:
        """header, nav, main, footer."""
        menu = "".join(
            f'<li><a href="{url}">{escape(name)}</a></li>' for name, url in navigation(plan, self)
        )
        return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{tags}
</head><body>
<header><div class="logo"><a href="/"><img src="/images/logo.png"
 alt="{escape(plan.site.name)}"></a></div>
<nav><ul class="nav"><li><a href="/">首页</a></li>{menu}</ul></nav></header>
<main class="container">
{main}
</main>
<footer class="footer"><p>{"</p><p>".join(footer_parts(plan))}</p></footer>
{generated_line(plan)}
</body></html>"""

    def entries(self, view: ListView) -> str:
        """``<li><a>title</a><span>2026-09-12</span></li>``."""
        rows = "".join(
            f"<li>{'<i>置顶</i>' if item.is_pinned else ''}"
            f'<a href="{self.article_path(view.channel, item)}" title="{escape(item.title)}">'
            f"{escape(item.title)}</a>{self._date(view.channel, item)}</li>"
            for item in view.items
        )
        return f'<ul class="news-list">{rows}</ul>'

    def _date(self, channel: ChannelPlan, item: Item) -> str:
        printed = self.printed(channel, item)
        return f'<span class="date">{printed}</span>' if printed else ""

    def pager(self, view: ListView) -> str:
        """Numbered pages."""
        if view.pages == 1:
            return ""
        numbers = "".join(
            f'<a href="{self.list_path(view.channel, page)}"'
            f"{' class=on' if page == view.page else ''}>{page + 1}</a>"
            for page in range(view.pages)
        )
        after = min(view.page + 1, view.pages - 1)
        next_link = f'<a class="next" href="{self.list_path(view.channel, after)}">下一页</a>'
        return f'<div class="pagination">{numbers}{next_link}</div>'

    def article_main(self, view: ArticleView) -> str:
        """Article with h1, an info line and the body."""
        item = view.item
        body = "".join(f"<p>{block}</p>" for block in view.blocks)
        return (
            f'<article><h1 class="title">{escape(item.title)}</h1>'
            f'<div class="info"><span>发布日期：{printed_time(view.plan, item.published_at)}</span>'
            f"<span>来源：{escape(view.plan.sponsor)}</span><span>浏览次数：8{item.n:02d}</span></div>"
            f'{document_table(view)}<div class="content" id="content">{body}</div>'
            f"{attachment_list(view)}</article>"
        )
