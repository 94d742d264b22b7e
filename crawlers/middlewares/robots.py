"""robots.txt: asked once per host, obeyed; a robots.txt that fails forbids nothing.

A server error or a timeout on robots.txt is recorded as a fetch and read as "no rules": a
public authority's pages are meant to be read, and refusing them would look like a dead site.
"""

import asyncio
from typing import TYPE_CHECKING, Self, cast
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from crawlers.exchange import Exchange, FetchError
from crawlers.fetches import fetch_row
from crawlers.items import Harvest
from crawlers.jobs import Job, slot_of
from gongkai_monitor import clock
from gongkai_monitor.vocabulary import FetchOutcome, FetchPurpose

if TYPE_CHECKING:
    from crawlers.spiders.base import JobSpider

_MAX_BYTES = 512_000
_AGENT = "gongkai-monitor"


class RobotsMiddleware:
    """Meta ``is_robots`` marks our own requests for robots.txt."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._is_on = crawler.settings.getbool("GONGKAI_RESPECT_ROBOTS")
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from settings."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let the request through, or end it.

        Raises:
            FetchError: when robots.txt forbids the URL.
        """
        if not self._is_on or request.meta.get("is_robots"):
            return
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        task = self._rules.get(origin)
        if task is None:
            task = asyncio.ensure_future(self._read_rules(origin, request.meta["job"]))
            self._rules[origin] = task
        rules = task.result() if task.done() else await task
        if rules is not None and not rules.can_fetch(request.url, _AGENT):
            exchange = Exchange(
                url=request.url,
                method=request.method,
                started_at=clock.now(),
                seconds=0.0,
                outcome=FetchOutcome.ROBOTS,
                error=f"forbidden by {origin}/robots.txt",
            )
            request.meta["exchange"] = exchange
            raise FetchError(exchange)

    async def _read_rules(self, origin: str, job: Job) -> Protego | None:
        """The rules of a host, None when it has none that can be read."""
        url = f"{origin}/robots.txt"
        meta = {
            "is_robots": True,
            "job": job,
            "head_bytes": _MAX_BYTES,
            "download_slot": slot_of(url),
        }
        request = Request(url, callback=NO_CALLBACK, meta=meta, dont_filter=True)
        assert self._crawler.engine is not None
        body = b""
        try:
            response = await self._crawler.engine.download_async(request)
            exchange: Exchange = request.meta["exchange"]
            if response.status == 200:
                body = response.body
        except FetchError as error:
            exchange = error.exchange
        self._record(job, url, exchange)
        is_html = body.lstrip()[:1] == b"<"  # a soft 404 page is no rules
        return Protego.parse(body.decode("utf-8", "replace")) if body and not is_html else None

    def _record(self, job: Job, url: str, exchange: Exchange) -> None:
        spider = cast("JobSpider", self._crawler.spider)
        robots = Job(url=url, purpose=FetchPurpose.ROBOTS, subject=job.subject)
        row = fetch_row(
            robots, exchange, round_id=spider.context.round_id, is_account=spider.is_for_accounts
        )
        spider.context.keep(Harvest(records=(row,)))
