"""Which host stands behind which port, and what it answers."""

from collections import OrderedDict
from collections.abc import Callable

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice import feeds, hub
from gongkai_monitor.practice.exchange import Request, Response, page, plain
from gongkai_monitor.practice.outage import NO_OUTAGE, Outage, broken_answer, changed_shape
from gongkai_monitor.practice.plan import AccountPlan, City, SitePlan
from gongkai_monitor.practice.platform_accounts import Platforms
from gongkai_monitor.practice.site_book import SiteBook

Host = Callable[[Request], Response]

_MAX_BOOKS = 96


class Hosts:
    """All hosts of a city; site books are made when they are first needed, and few are kept."""

    def __init__(self, city: City, outage: Outage = NO_OUTAGE) -> None:
        self._city = changed_shape(city, outage)
        self._outage = outage
        self._sites = {plan.port: plan for plan in city.sites}
        self._books: OrderedDict[int, SiteBook] = OrderedDict()
        self._feeds = {
            (row.account.source_url or "").removeprefix(f"http://{city.host}:"): row
            for row in self._city.accounts
            if row.shape is not None
        }
        self._platforms = Platforms(
            city.platform_accounts, city.platform_origin, china_date(city.as_of)
        )

    def respond(self, port: int, request: Request) -> Response:
        """The answer of the host behind a port."""
        if port == self._city.hub_port:
            return hub.respond(request)
        if port in self._sites:
            return self._site(self._sites[port], request)
        return self._feed(port, request)

    def _site(self, plan: SitePlan, request: Request) -> Response:
        kind = self._outage.sites.get(plan.site.site_code)
        if kind is not None:
            return broken_answer(kind)
        book = self._books.get(plan.port)
        if book is None:
            book = self._books[plan.port] = SiteBook(plan)
            if len(self._books) > _MAX_BOOKS:
                self._books.popitem(last=False)
        else:
            self._books.move_to_end(plan.port)
        return book.respond(request)

    def _feed(self, port: int, request: Request) -> Response:
        if request.path == "/robots.txt":
            return plain(f"User-agent: *\nDisallow: {feeds.CLOSED_FOLDER}\nAllow: /\n")
        row: AccountPlan | None = self._feeds.get(f"{port}{request.target}")
        if row is None:
            played = self._platforms.respond(request)
            if played is not None:
                return played
            is_post = request.path.startswith("/post/")
            return page("<html><body><p>原文页面</p></body></html>", 200 if is_post else 404)
        kind = self._outage.accounts.get(row.account.account_code)
        if kind is not None and kind.value != "changed":
            return broken_answer(kind)
        return feeds.respond(row, self._city.as_of, self._city.origin(port))
