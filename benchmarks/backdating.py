"""Precision and recall of the first-seen ledger: ``python -m benchmarks.backdating``.

Thousands of simulated lists, each read for 40 days, go through the ledger of the crawler and the
facts and rules of the store. Some entries are forged: put into the list days after the date that
they print. Everything that only looks like it happens beside: pinned and unpinned entries, moves
from another channel, publishing again under another address, lists that were read partly or not
at all, other page sizes, migrations of many old entries, dates corrected later, publishing a day
late, deleted entries, lists without an order. Exit code 1 below a precision of 0.99, all seeds
together. With ``--slow-migrations`` the migrated columns have a rhythm of their own, up to an entry
in 15 days; of such a migration a short list may show a single entry like a forged one.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import duckdb
from scipy.stats import binomtest

from checks.run import judge
from crawlers.list_ledger import reading_rows
from gongkai_monitor.clock import CHINA
from gongkai_monitor.facts.ledger import measure_ledger
from gongkai_monitor.facts.moment import prepare, tidy
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model.observations import ChannelSnapshot, ListItem
from gongkai_monitor.model.registry import Agency, Channel, Registry, Site
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.migrations import migrations
from gongkai_monitor.text.list_order import Shown
from gongkai_monitor.vocabulary import (
    AgencyLevel,
    ChannelKind,
    CollectionCause,
    CollectionState,
    DateSource,
    SiteKind,
    SiteStatus,
)

START = date(2026, 3, 1)
DAYS = 40
LEAST_PRECISION = 0.99
CODE, BULK_CODE = "channel.backdated_item", "channel.bulk_backfill"
SITE_LISTS = 4
STEPS = (1, 1, 2, 3, 5, 9, 15)
"""Days from one entry of a list to the next."""
SHARE_WITH_TOTAL = 0.5
"""Lists whose pager says how many entries there are on all pages. An assumption."""


@dataclass(slots=True)
class Entry:
    """One entry of a simulated list: shown from ``appears`` on, with ``printed``."""

    url: str
    title: str
    printed: date
    appears: date
    gone_on: date | None = None
    pinned_from: date | None = None
    truth: str = "honest"


@dataclass(slots=True)
class SimulatedList:
    """A list and how it is read. ``failed`` days were not read, ``partial`` ones only begun."""

    site: str
    url: str
    page_size: int
    entries: list[Entry]
    is_ordered: bool = True
    resized_on: date | None = None
    has_total: bool = False
    failed: set[date] = field(default_factory=set)
    partial: set[date] = field(default_factory=set)
    confirmed_only: set[date] = field(default_factory=set)

    def shown(self, day: date, random: Random) -> list[Entry]:
        """Entries on a day, in list order, all pages."""
        there = [
            row
            for row in self.entries
            if row.appears <= day and (row.gone_on is None or day < row.gone_on)
        ]
        there.sort(key=lambda row: row.printed, reverse=True)
        if not self.is_ordered:
            random.shuffle(there)
        return sorted(there, key=lambda row: row.pinned_from is None or row.pinned_from > day)


def main() -> None:
    """Simulate, measure, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=750, help="four lists each")
    parser.add_argument("--seeds", type=int, nargs="+", default=[3])
    parser.add_argument("--slow-migrations", action="store_true")
    options = parser.parse_args()
    tally = Tally()
    for seed in options.seeds:
        print(f"seed {seed}: ", end="")
        tally += measure(seed, options.sites, is_slow=options.slow_migrations)
    sys.exit(0 if tally.told() >= LEAST_PRECISION else 1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Flagged entries that were forged, all that were flagged, all that were forged."""

    right: int = 0
    flagged: int = 0
    forged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.right + other.right, self.flagged + other.flagged, self.forged + other.forged
        )

    def told(self) -> float:
        """Print precision and recall with their intervals of 95 %; the precision."""
        if not (self.flagged and self.forged):
            print("nothing flagged")
            return 0.0
        shares = {
            name: binomtest(self.right, total)
            for name, total in (("precision", self.flagged), ("recall", self.forged))
        }
        for name, share in shares.items():
            low, high = share.proportion_ci(0.95, method="exact")
            print(f"{name} {share.statistic:.4f} ({low:.4f} to {high:.4f}; ", end="")
            print(f"{share.k:,} of {share.n:,})")
        return float(shares["precision"].statistic)


def measure(seed: int, sites: int, *, is_slow: bool) -> Tally:
    """One simulation."""
    random = Random(seed)
    lists = [row for n in range(sites) for row in simulate_site(n, random, is_slow=is_slow)]
    conn = duckdb.connect()
    for migration in migrations():
        conn.execute(migration.sql)
    fill(conn, lists, random)
    as_of = datetime.combine(START + timedelta(days=DAYS), datetime.min.time(), CHINA)
    prepare(conn, as_of, timedelta(hours=36))
    facts = measure_ledger(conn)
    tidy(conn)
    found = judge(facts, load_editions(("national",)), as_of)
    conn.close()
    return report(lists, found)


def report(lists: list[SimulatedList], found: Any) -> Tally:
    """Print the table of one simulation."""
    truth = {row.url: row.truth for one in lists for row in one.entries}
    flagged = {finding.object for finding in found if finding.code == CODE}
    forged = {url for url, kind in truth.items() if kind == "forged"}
    kinds = Counter(truth.values())
    print(f"{len(lists):,} lists, {len(truth):,} entries, {DAYS} days")
    print("| entries | planted | flagged |\n|---|---|---|")
    for kind, count in sorted(kinds.items()):
        hits = sum(truth[url] == kind for url in flagged)
        print(f"| {kind} | {count:,} | {hits:,} |")
    migrated = {one.url for one in lists if any(row.truth == "migrated" for row in one.entries)}
    batches = {finding.subject_id for finding in found if finding.code == BULK_CODE}
    print(f"migrations told apart: {len(batches & migrated)} of {len(migrated)}, ", end="")
    print(f"others called one: {len(batches - migrated)}")
    return Tally(len(flagged & forged), len(flagged), len(forged))


def simulate_site(number: int, random: Random, *, is_slow: bool = False) -> list[SimulatedList]:
    """Four lists of one site, with what happens between them."""
    site = f"37{number:08d}"
    lists = [_plain_list(site, number, k, random) for k in range(SITE_LISTS)]
    for one in lists:
        _forge(one, random)
        _look_like_it(one, random, is_slow=is_slow)
    _move(lists, random)
    return lists


def _plain_list(site: str, number: int, k: int, random: Random) -> SimulatedList:
    url = f"http://{site}.test/c{k}/"
    step = random.choice(STEPS)
    rows = [
        Entry(
            f"{url}{n}.html",
            f"第{number}站第{k}类第{n}号工作动态",
            printed := START + timedelta(days=DAYS - n * step),
            printed + timedelta(days=random.random() < 0.1),
        )
        for n in range(60)
    ]
    one = SimulatedList(site, url, random.choice([6, 10, 15, 20]), rows)
    one.is_ordered = random.random() > 0.05
    one.failed = {START + timedelta(days=n) for n in range(DAYS) if random.random() < 0.05}
    one.partial = {START + timedelta(days=n) for n in range(DAYS) if random.random() < 0.05}
    one.confirmed_only = {START + timedelta(days=n) for n in range(DAYS) if random.random() < 0.2}
    if random.random() < 0.2:  # an outage of a week
        begin = random.randrange(5, DAYS - 8)
        one.failed |= {START + timedelta(days=begin + n) for n in range(7)}
    if random.random() < 0.1:
        one.resized_on = START + timedelta(days=random.randrange(10, DAYS))
    one.has_total = random.random() < SHARE_WITH_TOTAL
    for row in rows:
        if random.random() < 0.02:
            row.gone_on = START + timedelta(days=random.randrange(5, DAYS))
        if random.random() < 0.01:
            row.pinned_from = START
    return one


def _forge(one: SimulatedList, random: Random) -> None:
    """In every third list up to three entries appear days after their date."""
    if random.random() > 0.33:
        return
    for n in range(random.randrange(1, 4)):
        appears = START + timedelta(days=random.randrange(8, DAYS))
        printed = appears - timedelta(days=random.randrange(4, 13))
        url = f"{one.url}forged{n}.html"
        title = f"{one.url}补写第{n}号动态"
        one.entries.append(Entry(url, title, printed, appears, truth="forged"))


def _look_like_it(one: SimulatedList, random: Random, *, is_slow: bool) -> None:
    """Late by a day, published again, migrated, pinned out of the depth."""
    for n in range(3):
        if random.random() < 0.5:
            appears = START + timedelta(days=random.randrange(5, DAYS))
            late = Entry(f"{one.url}late{n}.html", f"{one.url}隔日{n}", appears, appears)
            late.printed = appears - timedelta(days=1)
            late.truth = "a day late"
            one.entries.append(late)
    if random.random() < 0.3:
        old = random.choice(one.entries[8:20])
        if old.truth == "honest":
            old.gone_on = again_on = START + timedelta(days=random.randrange(15, DAYS))
            again = Entry(f"{old.url}?again", old.title, old.printed, again_on)
            again.truth = "published again"
            one.entries.append(again)
    if random.random() < 0.08:
        appears = START + timedelta(days=random.randrange(10, DAYS))
        step = random.choice(STEPS) if is_slow else None
        for n in range(random.randrange(12, 60)):
            printed = appears - timedelta(days=3 + (n * step if step else n % 25))
            row = Entry(f"{one.url}moved{n}.html", f"{one.url}迁移{n}", printed, appears)
            row.truth = "migrated"
            one.entries.append(row)
    if random.random() < 0.1:
        deep = one.entries[45]
        deep.pinned_from = START + timedelta(days=random.randrange(5, DAYS))
        deep.truth = "pinned old"


def _move(lists: list[SimulatedList], random: Random) -> None:
    """An entry of the first list goes to the second, with its address and date."""
    source, target = lists[0], lists[1]
    moved_on = START + timedelta(days=random.randrange(10, DAYS))
    for row in source.entries[2:6]:
        if random.random() < 0.3 and row.appears < moved_on and row.truth == "honest":
            row.gone_on, row.truth = moved_on, "moved"
            target.entries.append(Entry(row.url, row.title, row.printed, moved_on, truth="moved"))


def fill(conn: duckdb.DuckDBPyConnection, lists: list[SimulatedList], random: Random) -> None:
    """The register and every reading of every list, as the crawler would have landed them."""
    rows: dict[str, list[dict[str, Any]]] = {}
    seen: set[tuple[object, ...]] = set()
    for one in lists:
        for table, record in _readings(one, random):
            key = (table, *(getattr(record, name) for name in _KEYS[table]))
            if key not in seen:
                seen.add(key)
                rows.setdefault(table, []).append(asdict(record))
    sites = sorted({one.site for one in lists})
    _register(conn, sites, lists)
    for table, values in rows.items():
        insert_rows(conn, table, values)


_KEYS = {
    "list_items": ("channel_url", "item_url", "printed_on", "title"),
    "list_readings": ("channel_url", "round_id"),
    "list_sets": ("channel_url", "items_hash"),
    "channel_snapshots": ("channel_url", "round_id"),
}
_TABLES = {"ListReading": "list_readings", "ListSet": "list_sets"}


def _readings(one: SimulatedList, random: Random) -> Iterator[tuple[str, Any]]:
    for n in range(DAYS):
        day = START + timedelta(days=n)
        if day in one.failed:
            continue
        read_at = datetime.combine(day, datetime.min.time(), CHINA) + timedelta(hours=22)
        round_id = f"r{n:03d}"
        size = one.page_size
        if one.resized_on and day >= one.resized_on:
            size = 25
        whole = one.shown(day, random)
        shown = whole[: size * (3 if not one.is_ordered else 1)]
        is_partial = day in one.partial
        if is_partial:
            shown = shown[: max(1, size // 2)]
        for position, row in enumerate(shown):
            yield (
                "list_items",
                ListItem(
                    site_code=one.site, channel_url=one.url, item_url=row.url, title=row.title,
                    printed_on=row.printed, date_source=DateSource.LIST, position=position,
                    round_id=round_id, observed_at=read_at,
                ),
            )  # fmt: skip
        snapshot = ChannelSnapshot(
            site_code=one.site, channel_url=one.url, channel_name="工作动态", is_registered=True,
            round_id=round_id, observed_at=read_at, cause=CollectionCause.OK,
            collection_state=CollectionState.COLLECTED, is_complete=not is_partial,
            item_count=len(shown),
        )  # fmt: skip
        yield "channel_snapshots", snapshot
        if is_partial:
            continue
        pages = [Shown(row.url, row.printed) for row in shown]
        is_sent = day not in one.confirmed_only
        for record in reading_rows(
            snapshot, pages, read_at, pages=1, is_confirmed=is_sent,
            total=len(whole) if one.has_total else None,
        ):  # fmt: skip
            yield _TABLES[type(record).__name__], record


def _register(
    conn: duckdb.DuckDBPyConnection, sites: list[str], lists: list[SimulatedList]
) -> None:
    at = datetime(2020, 1, 1, tzinfo=CHINA)
    register = Registry(
        agencies=(Agency(agency_code="A", name="演练市", level=AgencyLevel.CITY),),
        sites=tuple(
            Site(
                site_code=code, name="演练", home_url=f"http://{code}.test/", agency_code="A",
                kind=SiteKind.PORTAL, status=SiteStatus.RUNNING,
            )
            for code in sites
        ),
        channels=tuple(
            Channel(
                site_code=one.site, name="工作动态", url=one.url, kind=ChannelKind.NEWS, level=1
            )
            for one in lists
        ),
    )  # fmt: skip
    for table in ("agencies", "sites", "channels"):
        rows = [asdict(row) | {"changed_at": at, "is_removed": False}
                for row in getattr(register, table)]  # fmt: skip
        insert_rows(conn, table, rows)


if __name__ == "__main__":
    main()
