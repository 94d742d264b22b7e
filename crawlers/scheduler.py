"""Scrapy's scheduler on our frontier: jobs become requests only when they are fetched."""

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any, cast

from scrapy import Request, Spider, signals
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from gongkai_monitor import clock

if TYPE_CHECKING:
    from crawlers.spiders.base import JobSpider


class FrontierScheduler(BaseScheduler):
    """Requests that the engine hands back (redirects) wait in memory, jobs on disk.

    A redirect needs no row of its own: its job stays unfinished until the chain ends, so a
    killed process starts the chain again.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._ready: deque[Request] = deque()
        self._timer: asyncio.TimerHandle | None = None
        crawler.signals.connect(self._crashed, signals.spider_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FrontierScheduler":
        """Build from settings."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """The spider brings the frontier."""
        self._spider = cast("JobSpider", spider)
        self._frontier = self._spider.context.frontier

    def close(self, reason: str) -> None:
        """The context closes the frontier."""
        if self._timer is not None:
            self._timer.cancel()

    def has_pending_requests(self) -> bool:
        """Delayed jobs count: the spider is not idle while one waits for its hour."""
        return bool(self._ready) or self._frontier.pending > 0

    def enqueue_request(self, request: Request) -> bool:
        """A redirect, or a job whose hour has come."""
        self._ready.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request that politeness allows."""
        if self._ready:
            return self._ready.popleft()
        while (job := self._frontier.pop()) is not None:
            if self._spider.admits(job):
                return self._spider.request(job)
            self._frontier.finish(job.fingerprint)
        self._wait_for_delayed()
        return None

    def _wait_for_delayed(self) -> None:
        due = self._frontier.next_wake()
        if due is None or self._timer is not None:
            return
        delay = max(0.0, due - clock.now().timestamp())
        self._timer = asyncio.get_running_loop().call_later(delay, self._wake)

    def _wake(self) -> None:
        """Poke the engine with the first job that is due; it asks for the others itself."""
        self._timer = None
        self._frontier.wake(clock.now().timestamp())
        request = self.next_request()
        if request is not None and self._crawler.engine is not None:
            self._crawler.engine.crawl(request)

    def _crashed(self, failure: Any, response: Any, spider: Any) -> None:
        """A callback raised: its job must not stay open for ever."""
        request = getattr(response, "request", None)
        job = request.meta.get("job") if request is not None else None
        self._spider.context.tally.errors += 1
        if job is not None:
            self._frontier.finish(job.fingerprint)
