"""Lists drawn by a script: the HTML holds no entries and names the JSON endpoint."""

import json
from html import escape

from gongkai_monitor.practice.families.base import ListView, stamp
from gongkai_monitor.practice.families.modern import ModernFamily
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan


class ScriptFamily(ModernFamily):
    """Modern shell, entries from ``/openapi/<slug>/list.json?page=N``."""

    def list_path(self, channel: ChannelPlan, page: int) -> str:
        """``/slug/index.html``; further pages exist in the data only."""
        return f"/{channel.slug}/index.html" + ("" if page == 0 else f"?page={page + 1}")

    def article_path(self, channel: ChannelPlan, item: Item) -> str:
        """``/art/2026/9/12/art_slug_12.html``."""
        day = item.published_on
        slug = channel.slug.replace("/", "_")
        return f"/art/{day.year}/{day.month}/{day.day}/art_{slug}_{item.n + 1}.html"

    def data_path(self, channel: ChannelPlan, page: int) -> str:
        """Address of the JSON endpoint."""
        return f"/openapi/{channel.slug}/list.json?page={page + 1}"

    def entries(self, view: ListView) -> str:
        """Entries on the home page are plain; on a list page only the script is there."""
        if view.pages == 0:
            return super().entries(view)
        url = self.data_path(view.channel, 0).removesuffix("1")
        return (
            '<ul class="news-list" id="list"></ul>\n<script>\n'
            "function draw(d) {\n  document.getElementById('list').innerHTML = d.data.rows.map("
            "function (x) { return '<li><a href=\"' + x.url + '\">' + x.title + '</a><span>' "
            "+ x.publishDate.slice(0, 10) + '</span></li>'; }).join('');\n}\n"
            f'function load(n) {{\n  fetch("{url}" + n)'
            ".then(function (r) { return r.json(); }).then(draw);\n}\nload(1);\n</script>"
        )

    def pager(self, view: ListView) -> str:
        """Drawn by the same script."""
        return '<div class="pagination" id="pager"></div>'

    def data(self, view: ListView, total: int) -> str:
        """The JSON answer of one page."""
        rows = [
            {
                "id": f"{view.channel.slug}-{item.n + 1}",
                "title": item.title,
                "url": self.article_path(view.channel, item),
                "publishDate": f"{stamp(item.published_at)}:00",
                "source": escape(view.plan.sponsor),
            }
            for item in view.items
        ]
        page = {"pageNo": view.page + 1, "pageCount": view.pages, "total": total, "rows": rows}
        return json.dumps({"code": 200, "msg": "ok", "data": page}, ensure_ascii=False)
