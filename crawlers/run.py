"""Run one spider: ``python -m crawlers.run SPIDER --workspace DIR --round ID --as-of T --plan P``.

The last line of standard output is one JSON object with the counts. Exit code 0: everything was
collected; 3: something was not; 2: bad arguments; 1: the run crashed and can be resumed by
starting it again with the same round and plan.
"""

import argparse
import gc
import logging
import sqlite3
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson
import structlog
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings as ScrapySettings

from crawlers import settings as defaults
from crawlers.context import CrawlContext, CrawlOptions
from crawlers.items import Harvest
from crawlers.memory import peak_bytes
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.collection.letter_memory import LetterMemory
from gongkai_monitor.collection.page_memory import PageMemory
from gongkai_monitor.collection.plan import CrawlPlan, SpiderName
from gongkai_monitor.errors import Fault, GongkaiError, InputError
from gongkai_monitor.model.observations import (
    AccountSnapshot,
    ChannelSnapshot,
    Observation,
    SiteSnapshot,
    SpiderRun,
)
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import CollectionState

log = structlog.get_logger()
_SNAPSHOTS = (SiteSnapshot, ChannelSnapshot, AccountSnapshot)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """How a run ended. ``outcome``: finished, capped, stopped, crashed."""

    spider: str
    round_id: str
    subject: str
    batch_id: str
    outcome: str
    requests: int = 0
    pages: int = 0
    bytes: int = 0
    collected: int = 0
    uncollected: int = 0
    seconds: float = 0.0
    peak_mb: int | None = None
    detail: str | None = None

    @property
    def has_crashed(self) -> bool:
        """Whether the run must be started again."""
        return self.outcome == "crashed"

    @property
    def exit_code(self) -> int:
        """0, 3 or 1 (see the module)."""
        if self.has_crashed:
            return 1
        return 3 if self.uncollected or self.outcome != "finished" else 0

    def as_metadata(self) -> dict[str, Any]:
        """The counts as plain values."""
        return {key: value for key, value in asdict(self).items() if value is not None}


def run_spider(arguments: Sequence[str]) -> RunOutcome:
    """Run the spider named by the arguments in this process, to its end.

    Raises:
        GongkaiError: for a wrong workspace or plan.
    """
    options = _parser().parse_args(arguments)
    plan = CrawlPlan.read(options.plan)
    if plan.spider != options.spider:
        fault = Fault(file=options.plan.name, expected=options.spider, actual=plan.spider)
        raise InputError([fault])
    memory = options.plan.with_name(Path(plan.memory).name) if plan.memory else None
    is_board = plan.spider is SpiderName.BOARD
    context = CrawlContext.open(
        plan,
        Settings.load(options.workspace),
        round_id=options.round,
        as_of=options.as_of,
        options=CrawlOptions(
            full=options.full,
            checkpoint_seconds=options.checkpoint_seconds,
            is_declared=options.declared,
        ),
        memory=PageMemory.open(memory) if memory and not is_board else None,
        letters=LetterMemory.open(memory) if memory and is_board else None,
    )
    crawler = _crawl(context, options.log_level)
    return _finish(context, crawler)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point."""
    try:
        outcome = run_spider(sys.argv[1:] if arguments is None else arguments)
    except GongkaiError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (OSError, sqlite3.Error) as error:
        sys.stderr.write(f"工作区无法读写：{error}\n")
        return 1
    sys.stdout.write(orjson.dumps(outcome.as_metadata()).decode() + "\n")
    return outcome.exit_code


def _crawl(context: CrawlContext, log_level: str) -> Crawler:
    settings = ScrapySettings()
    settings.setmodule(defaults, priority="project")
    ours = defaults.settings_for(context.settings.crawl, context.settings.browser)
    settings.setdict(ours, priority="cmdline")
    settings.set("LOG_LEVEL", log_level, priority="cmdline")
    settings.set("SPIDER_MODULES", [], priority="cmdline")  # only the one that runs is imported
    process = AsyncCrawlerProcess(settings)
    # Scrapy makes two DEBUG records per page and drops them only in the handler
    logging.getLogger("scrapy").setLevel(log_level)
    crawler = process.create_crawler(_spider_class(context.plan.spider))
    # rows are many, small and without cycles: looking through them often costs a tenth of the time
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    process.crawl(crawler, context=context)
    process.start()
    return crawler


def _finish(context: CrawlContext, crawler: Crawler) -> RunOutcome:
    """Write the closing rows; a run that could not land its rows is left for a resume."""
    reason = crawler.stats.get_value("finish_reason") if crawler.stats else None
    spider = crawler.spider
    ended_at = clock.now()
    counts: Counter[CollectionState] = Counter()
    if context.fault is None and reason is not None and isinstance(spider, JobSpider):
        records = tuple(spider.closing_records(reason))
        closed = {one.account_code for one in context.plan.accounts if one.is_closed}
        counts.update(
            row.collection_state
            for row in records
            # what is closed need not answer
            if isinstance(row, _SNAPSHOTS) and getattr(row, "account_code", None) not in closed
        )
        outcome = _outcome(context, reason)
        run = _run_row(context, outcome, ended_at)
        try:
            context.keep(Harvest(records=(*records, run)))
            context.close()
        except (GongkaiError, OSError) as error:
            context.fault = str(error)
    else:
        context.fault = context.fault or "the crawl engine did not start"
    if context.fault is not None:
        context.give_up()
        outcome = "crashed"
    return RunOutcome(
        spider=context.plan.spider,
        round_id=context.round_id,
        subject=context.plan.subject,
        batch_id=context.batch_id,
        outcome=outcome,
        requests=context.tally.requests,
        pages=context.tally.pages,
        bytes=context.tally.bytes,
        collected=counts[CollectionState.COLLECTED],
        uncollected=counts[CollectionState.UNCOLLECTED],
        seconds=round((ended_at - context.started_at).total_seconds(), 3),
        peak_mb=(peak_bytes() or 0) // 2**20 or None,
        detail=context.fault
        or (f"{context.tally.errors} errors" if context.tally.errors else None),
    )


def _outcome(context: CrawlContext, reason: str) -> str:
    if reason != "finished":
        return "stopped"
    return "capped" if any(context.frontier.notes("capped\t")) else "finished"


def _errors(context: CrawlContext) -> str | None:
    return f"{context.tally.errors} errors" if context.tally.errors else None


def _run_row(context: CrawlContext, outcome: str, ended_at: datetime) -> Observation:
    return SpiderRun(
        run_key=f"{context.batch_id}@{context.started_at:%Y%m%dT%H%M%S%f}",
        round_id=context.round_id,
        spider=context.plan.spider,
        subject=context.plan.subject,
        started_at=context.started_at,
        ended_at=ended_at,
        outcome=outcome,
        requests=context.tally.requests,
        pages=context.tally.pages,
        bytes=context.tally.bytes,
        detail=_errors(context),
    )


def _spider_class(name: SpiderName) -> type[JobSpider]:
    """The spider of a name; only its own module is imported."""
    module = import_module(f"crawlers.spiders.{name}")
    chosen: type[JobSpider] = getattr(module, f"{name.capitalize()}Spider")
    return chosen


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crawlers.run", description=__doc__)
    parser.add_argument("spider", type=SpiderName, choices=list(SpiderName))
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--round", required=True, help="round id")
    parser.add_argument("--as-of", type=clock.parse_instant, required=True)
    parser.add_argument(
        "--declared", action="store_true", help="the round stands for --as-of, not for now"
    )
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="follow every internal page")
    parser.add_argument("--checkpoint-seconds", type=float, default=20.0)
    parser.add_argument("--log-level", default="WARNING")
    return parser


if __name__ == "__main__":
    sys.exit(main())
