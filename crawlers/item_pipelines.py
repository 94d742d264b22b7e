"""The item pipeline: what a spider yields is stored, at once or not at all."""

import asyncio
import sqlite3
from typing import TYPE_CHECKING, Self, cast

import structlog
from scrapy.crawler import Crawler

from crawlers.items import Harvest
from gongkai_monitor.errors import StoreError

if TYPE_CHECKING:
    from crawlers.spiders.base import JobSpider

log = structlog.get_logger()


class LandingPipeline:
    """Hands every harvest to the context of the spider."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build from settings."""
        return cls(crawler)

    def process_item(self, item: Harvest) -> Harvest:
        """Store one harvest; when the disk does not take it, the run ends and can be resumed."""
        context = cast("JobSpider", self._crawler.spider).context
        if context.fault is not None:
            return item
        try:
            context.keep(item)
        except (StoreError, OSError, sqlite3.Error) as error:
            context.fault = str(error)
            log.exception("landing failed")
            self._stopping = asyncio.ensure_future(self._stop())
        except (ValueError, OverflowError):
            # what one page says cannot be stored: its subject stays unread, the round goes on
            log.exception("harvest refused")
            context.tally.errors += 1
            if item.finished is not None:
                context.frontier.finish(item.finished)
        return item

    async def _stop(self) -> None:
        assert self._crawler.engine is not None
        await self._crawler.engine.close_spider_async(reason="landing_failed")
