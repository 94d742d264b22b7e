"""From the store to a plan file: what one spider process has to bring home in this round."""

import zlib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_monitor.collection.letter_memory import LetterMemory
from gongkai_monitor.collection.page_memory import PageMemory
from gongkai_monitor.collection.plan import (
    OF_ACCOUNTS,
    CrawlPlan,
    PlannedPage,
    SpiderName,
    build_plan,
    links_to_check,
)
from gongkai_monitor.collection.rounds import Round
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.review.recheck import deregistered_on
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.crawl_memory import current_links, known_pages, watched_pages
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.last_lists import last_lists
from gongkai_monitor.store.last_posts import last_posts
from gongkai_monitor.store.letters import known_letters, removed_hashes
from gongkai_monitor.store.rechecks import recently_looked_at
from gongkai_monitor.store.registry import read_registry
from gongkai_monitor.store.signed_pages import pages_with_signs

if TYPE_CHECKING:
    import duckdb


_READING_BOARDS = {SpiderName.SITE, SpiderName.BOARD}


def write_plan(
    settings: Settings,
    this_round: Round,
    spider: SpiderName,
    *,
    shard: str = "00",
    site_codes: Collection[str] | None = None,
) -> Path | None:
    """Write the plan of ``spider`` for one shard; None when it has nothing to do there.

    Raises:
        StoreError: when the store cannot be read.
    """
    number = int(shard)
    if number >= settings.collection.shards:
        return None
    with open_store(settings) as connection:
        registry = read_registry(connection, this_round.as_of)
        wanted = _sites_of_shard(registry, number, settings.collection.shards, site_codes)
        memory = None
        if spider is SpiderName.SITE and wanted:
            memory = f"{spider}-shard{shard}.pages.sqlite"
            PageMemory.write(
                _folder(settings, this_round) / memory,
                known_pages(connection, this_round.as_of, wanted),
                watched_pages(connection, this_round.as_of, wanted),
            )
        if spider is SpiderName.BOARD and wanted:
            memory = f"{spider}-shard{shard}.letters.sqlite"
            LetterMemory.write(
                _folder(settings, this_round) / memory,
                known_letters(connection, this_round.as_of, wanted),
            )
        links = (
            links_to_check(
                current_links(connection), registry, max_per_site=settings.links.max_links_per_site
            )
            if spider is SpiderName.LINKS
            else ()
        )
        signed = (
            [PlannedPage.model_validate(page) for page in pages_with_signs(connection)]
            if spider is SpiderName.SITE
            else []
        )
        lists = last_lists(connection, this_round.as_of) if spider is SpiderName.SITE else {}
        of_accounts = spider in OF_ACCOUNTS
        read_posts = last_posts(connection, this_round.as_of) if of_accounts else {}
        due = _due_looks(connection, settings, this_round, registry) if of_accounts else set()
        removed = removed_hashes(connection) if spider in _READING_BOARDS else []
        ended = deregistered_on(connection, this_round.as_of) if of_accounts else {}
    plan = build_plan(
        registry,
        spider,
        subject=f"shard{shard}",
        site_codes=wanted,
        account_codes=_accounts_of_shard(registry, number, settings.collection.shards),
        links=links,
        signed_pages=signed,
        memory=memory,
        removed=removed,
        last_lists=lists,
        last_posts=read_posts,
        due_looks=due,
        deregistered=ended,
        hot_searches=settings.hot_searches if number == 0 else {},
    )
    return _save(settings, this_round, plan) if plan.subject_count else None


def _due_looks(
    connection: "duckdb.DuckDBPyConnection",
    settings: Settings,
    this_round: Round,
    registry: Registry,
) -> set[str]:
    """Accounts of which it is time to know whether they are still there."""
    recent = recently_looked_at(connection, this_round.as_of, settings.shutdown.recheck)
    return {account.account_code for account in registry.accounts} - recent


def _save(settings: Settings, this_round: Round, plan: CrawlPlan) -> Path:
    path = _folder(settings, this_round) / f"{plan.spider}-{plan.subject}.json"
    plan.save(path)
    return path


def _folder(settings: Settings, this_round: Round) -> Path:
    return settings.workspace / "plans" / this_round.round_id


def _sites_of_shard(
    registry: Registry, number: int, shards: int, wanted: Collection[str] | None
) -> set[str]:
    codes = {site.site_code for site in registry.sites}
    if wanted is not None:
        codes &= set(wanted)
    return {code for code in codes if _shard(code, shards) == number}


def _accounts_of_shard(registry: Registry, number: int, shards: int) -> set[str]:
    codes = (account.account_code for account in registry.accounts)
    return {code for code in codes if _shard(code, shards) == number}


def _shard(code: str, shards: int) -> int:
    return zlib.crc32(code.encode()) % shards
