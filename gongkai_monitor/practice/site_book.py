"""One site as a book of addresses: what each path answers, worked out on request."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape

from gongkai_monitor.practice import answers, board
from gongkai_monitor.practice.exchange import Request, Response, page, plain, redirect
from gongkai_monitor.practice.families.base import ArticleView, Family, ListView, pages_of
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.families.script import ScriptFamily
from gongkai_monitor.practice.features import FEATURES
from gongkai_monitor.practice.home_age import HOME_ENTRIES
from gongkai_monitor.practice.items import (
    PAGE_SIZE,
    Item,
    attachment_path,
    body_of,
    hidden_items,
    items_of,
    links_of,
)
from gongkai_monitor.practice.plan import (
    Answer,
    ChannelBehaviour,
    ChannelPlan,
    CharsetCase,
    Pairing,
    PlantedLink,
    SitePlan,
)
from gongkai_monitor.vocabulary import ChannelKind

Route = Callable[[Request], Response]

_ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search\n{}Crawl-delay: 0\n"
_EXPLANATION = (
    '<div class="explain"><p>情况说明：因机构职责调整，本栏目暂无内容，'
    "待有关信息产生后及时公开。</p>"
    "<p>{sponsor}　{day}</p></div>"
)


class SiteBook:
    """Routes of one site. Small: pages are drawn when they are asked for."""

    def __init__(self, plan: SitePlan) -> None:
        self.plan = plan
        self.family: Family = FAMILIES[plan.family]
        self._routes: dict[str, Route] = dict(self._all_routes())

    @property
    def targets(self) -> tuple[str, ...]:
        """Every address that this site plans for."""
        return tuple(self._routes)

    def respond(self, request: Request) -> Response:
        """The answer to one request."""
        if self.plan.is_blocked:
            return answers.challenge()
        route = self._routes.get(request.target) or self._routes.get(request.path)
        if route is not None:
            return route(request)
        if request.path.startswith("/images/"):
            return answers.good_file("x.png")
        odd = (feature.missing_page(self.plan) for feature in FEATURES)
        return next(filter(None, odd), None) or answers.error_page(self.plan.site.name)

    def _all_routes(self) -> Iterator[tuple[str, Route]]:
        yield "/robots.txt", lambda _: plain(self._robots())
        home = "/index.html" if self.plan.home_moves else "/"
        yield home, lambda _: self._home()
        if self.plan.home_moves:
            yield "/", lambda _: redirect("/index.html")
        for channel in self.plan.channels:
            yield from self._channel_routes(channel)
        for link in self.plan.planted_links:
            yield from self._planted_routes(link)
        if self.plan.has_board:
            yield board.DATA_PATH, board.data_route(self.plan)
        for feature in FEATURES:
            yield from feature.routes(self.plan)

    def _channel_routes(self, channel: ChannelPlan) -> Iterator[tuple[str, Route]]:
        front = self.family.list_path(channel, 0)
        match channel.behaviour:
            case ChannelBehaviour.NORMAL | ChannelBehaviour.SLOW:
                yield from self._list_routes(channel)
            case ChannelBehaviour.DISALLOWED | ChannelBehaviour.RENEWED:
                yield from self._list_routes(replace(channel, behaviour=ChannelBehaviour.NORMAL))
            case ChannelBehaviour.ELSEWHERE:
                yield front, lambda _: redirect(f"{self.plan.hub_origin}/service/{channel.slug}")
            case ChannelBehaviour.BLOCKED:
                yield front, lambda _: answers.challenge()
            case ChannelBehaviour.REDESIGNED:
                yield front, lambda _: self._redesigned(channel)
            case ChannelBehaviour.EMPTY | ChannelBehaviour.EXPLAINED:
                yield front, lambda _: self._empty(channel)

    def _list_routes(self, channel: ChannelPlan) -> Iterator[tuple[str, Route]]:
        items = items_of(self.plan, channel)
        for number in range(pages_of(items)):
            view = self._view(channel, items, number)
            yield self.family.list_path(channel, number), self._list_route(view)
            if isinstance(self.family, ScriptFamily):
                route = _data_route(self.family, view, len(items))
                yield self.family.data_path(channel, number), route
        dead = dict(channel.dead_entries)
        for item in items:
            route = (
                self._dead_route(dead[item.n])
                if item.n in dead
                else self._article_route(channel, item)
            )
            yield self.family.article_path(channel, item), route
            attachment = attachment_path(channel, item.n)
            if attachment:
                yield attachment, lambda request: answers.good_file(request.path)

    def _list_route(self, view: ListView) -> Route:
        is_slow = view.channel.behaviour is ChannelBehaviour.SLOW

        def route(_: Request) -> Response:
            response = self._encoded(self.family.listing(view))
            return replace(response, delay_seconds=answers.SLOW_SECONDS if is_slow else 0.0)

        return route

    def _article_route(self, channel: ChannelPlan, item: Item) -> Route:
        return lambda _: self._article(channel, item)

    def _dead_route(self, answer: Answer) -> Route:
        name = self.plan.site.name
        gone = answers.error_page(name)
        return lambda request: answers.respond(answer, request, alive=gone, site_name=name)

    def _robots(self) -> str:
        closed = [
            f"Disallow: /{one.slug}/\n"
            for one in self.plan.channels
            if one.behaviour is ChannelBehaviour.DISALLOWED
        ]
        return _ROBOTS.format("".join(closed))

    def _planted_routes(self, link: PlantedLink) -> Iterator[tuple[str, Route]]:
        def route(request: Request) -> Response:
            alive = (
                answers.good_file(request.path) if link.is_attachment else self._alive(link.text)
            )
            return answers.respond(link.answer, request, alive=alive, site_name=self.plan.site.name)

        if link.path.startswith("http"):
            return
        yield link.path, route
        match link.answer:
            case Answer.LOOP:
                yield f"{link.path}-b", route
            case Answer.MOVED:
                moved = f"{link.path.rsplit('/', 1)[0]}/new/index.html"
                yield moved, lambda _: self._alive(link.text)
            case Answer.TO_INDEX:
                yield f"{link.path.rstrip('/')}/index.html", lambda _: self._alive(link.text)

    def _view(self, channel: ChannelPlan, items: tuple[Item, ...], number: int) -> ListView:
        start = number * PAGE_SIZE
        return ListView(
            plan=self.plan,
            channel=channel,
            items=items[start : start + PAGE_SIZE],
            page=number,
            pages=pages_of(items),
        )

    def _home(self) -> Response:
        blocks = [
            ListView(
                plan=self.plan,
                channel=channel,
                items=items_of(self.plan, channel)[:HOME_ENTRIES],
                page=0,
                pages=0,
            )
            for channel in self.plan.channels
            if channel.on_home
        ]
        passages = [feature.home_html(self.plan) for feature in FEATURES]
        return self._encoded(self.family.home(self.plan, blocks, passages))

    def _article(self, channel: ChannelPlan, item: Item) -> Response:
        plan = self.plan
        blocks = [escape(text) for text in body_of(plan, channel, item)]
        if channel.channel.kind is ChannelKind.INTERACTION:
            blocks = board.detail_blocks(plan, item)
        for feature in FEATURES:
            blocks += feature.article_blocks(plan, channel, item)
        document = item.interprets
        if document is not None and document.pairing is Pairing.LINK:
            url = self.entry_path(document.channel, document.n)
            blocks.append(f'文件全文：<a href="{url}">点击查看</a>')
        links = links_of(plan, channel, item.n)
        blocks += [
            f'相关链接：<a href="{one.path}">{one.text}</a>'
            for one in links
            if not one.is_attachment
        ]
        files = [(one.text, one.path) for one in links if one.is_attachment]
        own = attachment_path(channel, item.n)
        if own:
            files.append((f"{item.title[:12]}附件", own))
        view = ArticleView(
            plan=plan, channel=channel, item=item, blocks=tuple(blocks), attachments=tuple(files)
        )
        return self._encoded(self.family.article(view))

    def entry_path(self, slug: str, n: int) -> str:
        """Address of the n-th entry of a channel.

        Raises:
            StopIteration: when the plan holds no such document.
        """
        channel = next(one for one in self.plan.channels if one.slug == slug)
        item = next(one for one in items_of(self.plan, channel) if one.n == n)
        return self.family.article_path(channel, item)

    def _empty(self, channel: ChannelPlan) -> Response:
        notice = '<ul class="news-list"></ul>'
        if channel.behaviour is ChannelBehaviour.EXPLAINED:
            day = self.plan.as_of.strftime("%Y年%m月01日")
            notice = _EXPLANATION.format(sponsor=self.plan.sponsor, day=day)
        view = ListView(plan=self.plan, channel=channel, items=(), page=0, pages=1, notice=notice)
        return self._encoded(self.family.listing(view))

    def _redesigned(self, channel: ChannelPlan) -> Response:
        cards = "".join(
            f'<div class="card" data-id="{item.n}" onclick="openDetail(\'{item.n}\')">'
            f"<h4>{escape(item.title)}</h4><em>{item.n + 2}天前</em></div>"
            for item in hidden_items(self.plan, channel)
        )
        view = ListView(
            plan=self.plan,
            channel=channel,
            items=(),
            page=0,
            pages=1,
            notice=f'<div class="cards v2">{cards}</div>',
        )
        return self._encoded(self.family.listing(view))

    def _alive(self, title: str) -> Response:
        return page(
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
            f"<h1>{title}</h1><p>{title}由{self.plan.sponsor}负责维护，内容定期更新，"
            "欢迎广大群众查阅使用，有关问题可拨打咨询电话。</p></body></html>"
        )

    def _encoded(self, html: str) -> Response:
        match self.plan.charset:
            case CharsetCase.UTF8:
                return page(html)
            case _:
                return Response(body=html.encode("gb18030"), content_type="text/html")


def _data_route(family: ScriptFamily, view: ListView, total: int) -> Route:
    def route(_: Request) -> Response:
        body = family.data(view, total).encode()
        return Response(body=body, content_type="application/json; charset=utf-8")

    return route
