"""What every page family shares: META tags, navigation, footer, and the shape of its pages."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import ClassVar

from gongkai_monitor.clock import CHINA
from gongkai_monitor.practice import quirks
from gongkai_monitor.practice.features import FEATURES
from gongkai_monitor.practice.items import PAGE_SIZE, Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan

CHINESE_DAY = "%Y年%m月%d日"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """One page of a list; ``page`` counts from 0."""

    plan: SitePlan
    channel: ChannelPlan
    items: tuple[Item, ...]
    page: int
    pages: int
    notice: str = ""  # printed instead of entries


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One article with its blocks of HTML."""

    plan: SitePlan
    channel: ChannelPlan
    item: Item
    blocks: tuple[str, ...]
    attachments: tuple[tuple[str, str], ...] = ()  # text, address


class Family(ABC):
    """A way of building pages: addresses and HTML. Instances hold nothing."""

    list_date: ClassVar[str] = "%Y-%m-%d"
    yearless_date: ClassVar[str] = "%m-%d"

    @abstractmethod
    def list_path(self, channel: ChannelPlan, page: int) -> str:
        """Address of a list page."""

    @abstractmethod
    def article_path(self, channel: ChannelPlan, item: Item) -> str:
        """Address of an article."""

    @abstractmethod
    def shell(self, plan: SitePlan, *, title: str, tags: str, main: str) -> str:
        """A whole page round ``main``."""

    @abstractmethod
    def entries(self, view: ListView) -> str:
        """The entries of a list."""

    @abstractmethod
    def pager(self, view: ListView) -> str:
        """Links or script to the other list pages."""

    @abstractmethod
    def article_main(self, view: ArticleView) -> str:
        """Head and body of an article."""

    def home(self, plan: SitePlan, blocks: list[ListView], passages: Sequence[str] = ()) -> str:
        """The home page with the newest entries of some channels, and passages of features."""
        parts = [
            f'<div class="mod"><h2><a href="{self.list_path(view.channel, 0)}">'
            f"{escape(view.channel.channel.name)}</a></h2>{self.entries(view)}</div>"
            for view in blocks
        ]
        if plan.has_entrance_home:
            parts = [entrances(plan, self)]
        main = "\n".join([today_line(plan), *parts, *passages, friend_links(plan)])
        return self.shell(plan, title=plan.site.name, tags=meta_tags(plan, "首页"), main=main)

    def listing(self, view: ListView) -> str:
        """A list page."""
        name = escape(view.channel.channel.name)
        content = (
            f'<div class="list">{view.notice}</div>'
            if view.notice
            else f'<div class="list">{self.entries(view)}</div>{self.pager(view)}'
        )
        main = f"{crumbs(name)}<h1 class='lm'>{name}</h1>{content}"
        tags = meta_tags(view.plan, "栏目页", view.channel)
        title = f"{view.channel.channel.name}_{view.plan.site.name}"
        return self.shell(view.plan, title=title, tags=tags, main=main)

    def article(self, view: ArticleView) -> str:
        """An article page."""
        tags = meta_tags(view.plan, "内容页", view.channel, view.item)
        title = f"{view.item.title}_{view.plan.site.name}"
        main = crumbs(escape(view.channel.channel.name)) + self.article_main(view)
        return self.shell(view.plan, title=title, tags=tags, main=main)

    def printed(self, channel: ChannelPlan, item: Item) -> str:
        """The date as this family prints it in lists; "" for an undated entry."""
        shape = self.yearless_date if channel.is_yearless else self.list_date
        return "" if item.is_undated else item.published_on.strftime(shape)


def pages_of(items: tuple[Item, ...]) -> int:
    """Number of list pages, at least one."""
    return max(1, -(-len(items) // PAGE_SIZE))


def stamp(instant: datetime) -> str:
    """``YYYY-MM-DD HH:MM`` in China (rule G-12)."""
    return instant.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def printed_time(plan: SitePlan, instant: datetime) -> str:
    """发布时间 on an article page."""
    if quirks.prints_chinese_day(plan):
        return instant.astimezone(CHINA).strftime(CHINESE_DAY)
    return stamp(instant)


def meta_tags(
    plan: SitePlan, page_kind: str, channel: ChannelPlan | None = None, item: Item | None = None
) -> str:
    """META tags of the 网页标签规范, unless the plan leaves this page kind without them."""
    if page_kind in plan.untagged:
        return ""
    tags = {
        "SiteName": plan.site.name,
        "SiteDomain": plan.origin.removeprefix("http://"),
        "SiteIDCode": plan.shown_code,
    }
    if channel is not None:
        name = channel.channel.name
        tags |= {
            "ColumnName": name,
            "ColumnDescription": f"{plan.site.name}{name}栏目",
            "ColumnKeywords": name,
            "ColumnType": channel.channel.kind.label,
        }
    if item is not None:
        tags |= {
            "ArticleTitle": item.title,
            "PubDate": quirks.pub_date(plan, item.published_at),
            "ContentSource": source_of(plan, item),
        }
    tags |= quirks.odd_tags(plan)
    return "\n".join(
        f'<meta name="{name}" content="{escape(text)}" />' for name, text in tags.items()
    )


def source_of(plan: SitePlan, item: Item) -> str:
    """来源 as printed."""
    if item.document is not None and item.document.is_repost:
        return "中国政府网"
    return plan.sponsor


def navigation(plan: SitePlan, family: Family) -> list[tuple[str, str]]:
    """Text and address of every channel."""
    return [(one.channel.name, family.list_path(one, 0)) for one in plan.channels]


def entrances(plan: SitePlan, family: Family) -> str:
    """The middle of a home page that only leads on: one picture and name per channel."""
    doors = "".join(
        f'<a class="door" href="{url}"><img src="/images/door.png" alt=""><b>{escape(name)}</b></a>'
        for name, url in navigation(plan, family)
    )
    return f'<div class="doors">{doors}</div>'


def friend_links(plan: SitePlan) -> str:
    """友情链接 of the home page; "" when there are none."""
    rows = "".join(
        f'<li><a href="{one.path}" target="_blank">{escape(one.text)}</a></li>'
        for one in plan.home_links
    )
    return f'<div class="yqlj"><h3>友情链接</h3><ul>{rows}</ul></div>' if rows else ""


def crumbs(name: str) -> str:
    """当前位置."""
    return f'<div class="position">当前位置：<a href="/">首页</a> &gt; {name}</div>'


def today_line(plan: SitePlan) -> str:
    """今天是…: a date on the home page that says nothing about updates."""
    today = plan.as_of.astimezone(CHINA)
    week = "一二三四五六日"[today.weekday()]
    return f'<div class="today">今天是{today.strftime(CHINESE_DAY)} 星期{week} 多云 12℃~21℃</div>'


def generated_line(plan: SitePlan) -> str:
    """页面生成时间 and a visit counter: never a publication date."""
    now = plan.as_of.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")
    return f'<div class="gen">页面生成时间：{now} 您是第 2026{plan.port:05d} 位访问者</div>'


def footer_parts(plan: SitePlan) -> list[str]:
    """The items of rule G-10, as HTML, without those the plan leaves out."""
    digits = f"{int(plan.port) % 100000000:08d}"
    code = f"?site_code={plan.shown_code}" if "网站标识码" not in plan.footer_missing else ""
    items = {
        "主办单位": f"主办单位：{plan.sponsor}",
        "联系方式": f"联系电话：0399-88{plan.port % 100000:05d}",
        "网站标识码": f"网站标识码：{quirks.footer_code(plan)}",
        "ICP备案编号": f'<a href="{plan.hub_origin}/beian/icp">冀ICP备{digits}号-1</a>',
        "公安机关备案标识": (
            f'<a href="{plan.hub_origin}/beian/police?recordcode=137700{digits}">'
            f'<img src="/images/ga.png" alt="公安备案图标">冀公网安备 137700{digits}号</a>'
        ),
        "党政机关网站标识": (
            f'<span id="_ideConac"><a href="{plan.hub_origin}/conac/sitename?method=show">'
            '<img id="imgConac" src="/images/conac_red.png" alt="党政机关"></a></span>'
        ),
        "我为政府网站找错": (
            f'<a href="{plan.hub_origin}/exposure/jiucuo.html{code}">'
            '<img src="/images/jiucuo.png" alt="我为政府网站找错"></a>'
        ),
    }
    shown = [html for name, html in items.items() if name not in plan.footer_missing]
    return [*shown, *filter(None, (feature.footer_html(plan) for feature in FEATURES))]


def attachment_list(view: ArticleView) -> str:
    """附件 block."""
    if not view.attachments:
        return ""
    rows = "".join(f'<p>附件：<a href="{url}">{text}</a></p>' for text, url in view.attachments)
    return f'<div class="fujian">{rows}</div>'


def document_rows(view: ArticleView) -> list[tuple[str, str]]:
    """Label and text of a document's information table; empty for other articles."""
    row = view.item.document
    if row is None:
        return []
    published = view.item.published_on
    rows = [
        ("索 引 号", row.index_number),
        ("主题分类", "综合政务"),
        ("发文机关", row.issuer),
        ("成文日期", row.signed_on.strftime(CHINESE_DAY)),
        ("标　　题", row.title),
        ("发文字号", row.number or ""),
        ("发布日期", published.strftime(CHINESE_DAY)),
        ("有 效 性", row.validity),
    ]
    return rows if row.validity else rows[:-1]


def document_table(view: ArticleView) -> str:
    """The information table above a document, two pairs a row."""
    rows = document_rows(view)
    if not rows:
        return ""
    cells = [f"<td><b>{name}：</b></td><td>{escape(text)}</td>" for name, text in rows]
    lines = "".join(f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2))
    return f'<table class="bd1" width="660" border="0">{lines}</table>'
