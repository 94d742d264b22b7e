"""False accusations when collectors fail: ``python -m benchmarks outage``.

Thousands of account-days of simulated accounts (busy, slow, at the edge of the limit, dying,
dormant, new, service accounts, never posted) whose sources fail in every way that is known. Each
answer goes through the real spider (feeds, 微博, 公众号, app stores), each day's rows through the
real facts, rules and verdicts. Exit code 1 when a healthy account is called stale, a healthy app
gone, one of them is proposed for shutdown, or a true breach is found more than one judged day late.
The day after an account was first called dormant a person looks at it (人工采集), as the doubt
beside its proposal asks.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple

import duckdb
from scrapy import Request
from scrapy.http import Response

from benchmarks import outage_modes, outage_stores, outage_wechat, outage_weibo
from benchmarks.outage_modes import UNKNOWABLE, Answer, break_sources
from benchmarks.outage_platforms import Ask, uid_of
from benchmarks.outage_world import DORMANT_RANK, READ_AT, START, Account, make_accounts
from checks.run import judge
from checks.soundness.run import check_soundness
from crawlers.context import CrawlContext, CrawlOptions
from crawlers.exchange import FetchError
from crawlers.jobs import Job
from crawlers.spiders.accounts import AccountSpider
from crawlers.spiders.app import AppSpider
from crawlers.spiders.feed import FeedSpider
from crawlers.spiders.wechat import WechatSpider
from crawlers.spiders.weibo import WeiboSpider
from gongkai_monitor.clock import CHINA
from gongkai_monitor.collection.plan import CrawlPlan, LastPosts, PlannedAccount, SpiderName
from gongkai_monitor.credentials import FILE_NAME
from gongkai_monitor.facts.account import measure_accounts
from gongkai_monitor.facts.app import measure_apps
from gongkai_monitor.facts.moment import prepare, tidy
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.facts.soundness import measure_account_soundness
from gongkai_monitor.findings.lifecycle import advance
from gongkai_monitor.findings.soundness import sound_findings
from gongkai_monitor.findings.verdicts import decide
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model.finding import SubjectVerdict
from gongkai_monitor.model.observations import KEYS, TABLES, AccountSnapshot, Fetch, Observation
from gongkai_monitor.model.registry import Account as Registered
from gongkai_monitor.model.registry import Agency, Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.frames import insert_rows
from gongkai_monitor.store.migrations import migrations
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    CollectedBy,
    CollectionCause,
    CollectionState,
    Disposition,
    FetchOutcome,
    FilingStatus,
    Level,
    Verdict,
)

MOST_DAYS_LATE = 1
CODES = ("account.content_stale", "app.unavailable")
_RANKS = {None: 0, Level.NOTICE: 1, Level.WARNING: 1, Level.OVERDUE: 2, Level.DORMANT: DORMANT_RANK}
_BREACHES = {Level.NOTICE, Level.OVERDUE, Level.DORMANT}
_TABLE_OF = {record: name for name, record in TABLES.items()}


class Reader(NamedTuple):
    """A spider, the source of the register that it reads, and how its platform may fail."""

    spider: type[AccountSpider]
    source: AccountSource
    modes: dict[str, Any]
    healthy: Callable[[Ask], Answer] | None = None


READERS = {
    SpiderName.FEED: Reader(FeedSpider, AccountSource.FEED, outage_modes.MODES),
    SpiderName.WEIBO: Reader(
        WeiboSpider, AccountSource.WEIBO, outage_weibo.MODES, outage_weibo.healthy
    ),
    SpiderName.WECHAT: Reader(
        WechatSpider, AccountSource.WECHAT_API, outage_wechat.MODES, outage_wechat.healthy
    ),
    SpiderName.APP: Reader(
        AppSpider, AccountSource.APP_STORE, outage_stores.MODES, outage_stores.healthy
    ),
}


@dataclass(slots=True)
class Tally:
    """What happened on the days of one mode."""

    days: int = 0
    unread: int = 0
    unjudged: int = 0  # those, and the collected ones whose data a soundness check doubts
    false_stale: int = 0
    outdated: int = 0  # true when the list was last read, at most 36 hours ago, and not now
    false_shutdown: int = 0
    shutdown: int = 0  # right ones
    breaches: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Episode:
    """A true breach of one account, until it posts again."""

    code: str
    began: date
    judged_days: int = 0
    found_after: int | None = None  # judged days without the finding


def main() -> None:
    """Simulate, judge every day, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", nargs="+", choices=list(READERS), default=list(READERS))
    parser.add_argument("--accounts", type=int, default=420, help="of every reader")
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    are_met = [
        simulate(SpiderName(name), options.accounts, options.days, options.seed)
        for name in options.readers
    ]
    sys.exit(0 if all(are_met) else 1)


def simulate(name: SpiderName, count: int, days: int, seed: int) -> bool:
    """The accounts of one spider; whether every target is met."""
    started = time.perf_counter()
    random = Random(seed)
    accounts = make_accounts(count, days, random, name)
    break_sources(accounts, list(READERS[name].modes), days, random)
    run = Simulation(READERS[name], accounts, random)
    with tempfile.TemporaryDirectory() as folder:
        _give_credentials(Path(folder), accounts)
        for n in range(days):
            run.live(START + timedelta(days=n), Path(folder))
    print(f"\n== {name}: {time.perf_counter() - started:.0f} s")
    return report(run)


class Simulation:
    """The store and the tallies, day by day."""

    def __init__(self, reader: Reader, accounts: list[Account], random: Random) -> None:
        self.reader = reader
        self.accounts = {one.code: one for one in accounts}
        self.random = random
        self.catalogue = load_editions(("national",))
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.episodes: list[Episode] = []
        self._open: dict[str, Episode] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._to_look: set[str] = set()
        self._last: dict[str, LastPosts] = {}
        self._conn = duckdb.connect()
        for migration in migrations():
            self._conn.execute(migration.sql)
        _register(self._conn, accounts, reader.source)

    def live(self, day: date, folder: Path) -> None:
        """One round of the spider and one audit."""
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for record in chain(self._round(day, folder), self._looks(day)):
            table = _TABLE_OF[type(record)]
            key = (table, *(getattr(record, name) for name in KEYS[table]))
            if key not in self._seen:
                self._seen.add(key)
                rows[table].append(asdict(record))
        for table, values in rows.items():
            insert_rows(self._conn, table, values)
        self._audit(day, datetime.combine(day, datetime.min.time(), CHINA) + timedelta(hours=23))

    def _round(self, day: date, folder: Path) -> Iterator[Observation]:
        begin = datetime.combine(day, READ_AT, CHINA)
        times = {
            code: begin + timedelta(minutes=self.random.randrange(30)) for code in self.accounts
        }
        asked = [one for one in self.accounts.values() if one.mode(day) != "not_run"]
        plan = CrawlPlan(
            spider=asked[0].reader, accounts=tuple(self._planned(one) for one in asked)
        )
        context = CrawlContext.open(
            plan, Settings(workspace=folder), round_id=f"r{day:%Y%m%d}", as_of=begin,
            options=CrawlOptions(),
        )  # fmt: skip
        spider = self.reader.spider(context)
        jobs = deque(spider.first_jobs())
        while jobs:
            job = jobs.popleft()
            found = self._answer(spider, job, day, times[job.subject])
            for harvest in _visit(spider, job, found.exchange, found.body):
                jobs.extend(harvest.jobs)
                context.frontier.note(harvest.notes)
                yield from (row for row in harvest.records if not isinstance(row, Fetch))
        for row in spider.closing_records("finished"):
            self._remember(row)
            yield row
        context.close()

    def _remember(self, row: Observation) -> None:
        """How far the platform's list is read the next time."""
        if self.reader.healthy is None or not isinstance(row, AccountSnapshot):
            return
        if row.cause is CollectionCause.OK:
            self._last[row.account_code] = LastPosts(
                read_at=row.observed_at, newest_at=row.newest_at
            )

    def _answer(self, spider: AccountSpider, job: Job, day: date, moment: datetime) -> Answer:
        """What the source of an account answers to a job."""
        one = self.accounts[job.subject]
        outage = one.outage(day)
        if self.reader.healthy is None:
            return outage_modes.answer(one, moment, outage)
        secret = spider.meta(job).get("secret")
        ask = Ask(
            one, job, moment, outage, json.loads(spider.body(job) or b"{}"),
            dict(secret.query).get("access_token") if secret else None,
        )  # fmt: skip
        return self.reader.modes[outage.mode](ask) if outage else self.reader.healthy(ask)

    def _planned(self, one: Account) -> PlannedAccount:
        return PlannedAccount(
            account_code=one.code, platform=one.platform, name=one.code,
            source=self.reader.source, source_url=_source_url(one), last=self._last.get(one.code),
        )  # fmt: skip

    def _looks(self, day: date) -> Iterator[AccountSnapshot]:
        """What a person sees on the platform itself: the truth, with a picture of it."""
        moment = datetime.combine(day, datetime.min.time(), CHINA) + timedelta(hours=10)
        for code in sorted(self._to_look):
            past = [post.at for post in self.accounts[code].posts if post.at <= moment]
            yield AccountSnapshot(
                account_code=code, round_id=f"hand{day:%Y%m%d}", observed_at=moment,
                collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK,
                source="import", collected_by=CollectedBy.MANUAL, post_count=min(len(past), 1),
                newest_at=past[-1] if past else None, is_complete=True, evidence_id=f"hand-{code}",
            )  # fmt: skip
        self._to_look.clear()

    def _audit(self, day: date, as_of: datetime) -> None:
        prepare(self._conn, as_of, timedelta(hours=36))
        windows, groups = self.catalogue.windows, self.catalogue.platform_groups
        facts = measure_accounts(self._conn, windows, groups) | measure_apps(self._conn)
        outcomes = check_soundness(measure_account_soundness(self._conn))
        tidy(self._conn)
        judged = sound_findings(judge(facts, self.catalogue, as_of), outcomes)
        found = advance([], judged, as_of, frozenset())
        levels = {one.subject_id: one.level for one in found if one.code in CODES}
        verdicts = decide(facts, found, self.catalogue, outcomes)
        read_at = {
            row["account_code"]: row["collected_at"]
            for name in ("account", "app")
            for row in plain_rows(facts[name])
        }
        for verdict in verdicts:
            code = verdict.subject_id
            one, level = self.accounts[code], levels.get(code)
            self._count(one, day, as_of, verdict, level)
            if level is not None and _RANKS[level] > one.rank(as_of):
                self._judge_false(one, day, level, one.rank(read_at[code] or as_of))

    def _count(
        self, one: Account, day: date, as_of: datetime, verdict: SubjectVerdict, level: Level | None
    ) -> None:  # fmt: skip
        tally = self.tallies[one.mode(day)]
        is_dormant = one.rank(as_of) == DORMANT_RANK
        is_unread = verdict.collection_state is CollectionState.UNCOLLECTED
        tally.days += 1
        is_judged = verdict.verdict is not Verdict.NOT_JUDGED
        if one.reader is SpiderName.APP:  # no veto speaks of an app
            is_judged = not is_unread
        tally.unread += is_unread
        tally.unjudged += not is_judged
        is_shut = verdict.disposition is Disposition.SHUT_DOWN
        tally.false_shutdown += is_shut and not is_dormant
        tally.shutdown += is_shut and is_dormant
        if level is Level.DORMANT and not is_shut:
            self._to_look.add(one.code)
        if not one.is_breach(as_of):
            self._open.pop(one.code, None)
            return
        tally.breaches += 1
        episode = self._open.get(one.code)
        if episode is None:
            episode = self._open[one.code] = Episode(one.code, day)
            self.episodes.append(episode)
        if is_judged and episode.found_after is None:
            if level in _BREACHES:
                episode.found_after = episode.judged_days
            episode.judged_days += 1

    def _judge_false(self, one: Account, day: date, level: Level, rank_when_read: int) -> None:
        """A finding that is not true now: it was when the list was last read, or it is false."""
        tally = self.tallies[one.mode(day)]
        if _RANKS[level] <= rank_when_read:
            tally.outdated += 1
            return
        tally.false_stale += 1
        tally.examples.append(f"{one.code} {one.kind} {one.shape} {day} {level}")


def _visit(spider: AccountSpider, job: Job, exchange: Any, body: bytes) -> Iterable[Any]:
    """Hand an exchange to the spider in the way that the downloader does."""
    request = Request(job.url, meta={"job": job, "exchange": exchange, "chain": ()})
    if exchange.outcome in {FetchOutcome.OK, FetchOutcome.HTTP_ERROR}:
        return spider.answered(
            Response(job.url, status=exchange.status, body=body, request=request)
        )
    return spider.errored(SimpleNamespace(value=FetchError(exchange), request=request))


def _source_url(one: Account) -> str | None:
    """The address in the register."""
    match one.reader:
        case SpiderName.WEIBO:
            return f"https://weibo.com/u/{uid_of(one)}"
        case SpiderName.WECHAT:
            return None
        case SpiderName.APP if one.shape == "apple":
            return f"https://apps.apple.com/cn/app/id{uid_of(one)}"
        case _:
            return outage_modes.url_of(one)


def _give_credentials(folder: Path, accounts: list[Account]) -> None:
    """Those of 公众号 accounts, as a workspace holds them."""
    path = folder / FILE_NAME
    path.touch(mode=0o600)
    path.write_text(
        "".join(
            f'[wechat.{one.code}]\napp_id = "wx{one.code}"\nsecret = "practice"\n'
            for one in accounts
            if one.reader is SpiderName.WECHAT
        ),
        encoding="utf-8",
    )


def _register(
    conn: duckdb.DuckDBPyConnection, accounts: list[Account], source: AccountSource
) -> None:  # fmt: skip
    register = Registry(
        agencies=(Agency(agency_code="A", name="演练市", level=AgencyLevel.CITY),),
        accounts=tuple(
            Registered(
                account_code=one.code, platform=one.platform, name=one.code, agency_code="A",
                function=AccountFunction.PUBLISHING, filing_status=FilingStatus.FILED,
                opened_on=one.opened_on, source=source, source_url=_source_url(one),
            )
            for one in accounts
        ),
    )  # fmt: skip
    at = datetime(2020, 1, 1, tzinfo=CHINA)
    for table in ("agencies", "accounts"):
        rows = [asdict(row) | {"changed_at": at, "is_removed": False}
                for row in getattr(register, table)]  # fmt: skip
        insert_rows(conn, table, rows)


def report(run: Simulation) -> bool:
    """Print the tables; whether every target is met."""
    total = sum(one.days for one in run.tallies.values())
    print(f"{len(run.accounts):,} accounts, {total:,} account-days")
    print(
        "| mode | account-days | 未采到 | not judged | false stale | outdated | false 关停 "
        "| right 关停 | days in true breach |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    order = ["none", "back", *run.reader.modes]
    for mode in sorted(run.tallies, key=order.index):
        one = run.tallies[mode]
        print(
            f"| {mode} | {one.days:,} | {one.unread:,} | {one.unjudged:,} | "
            f"{one.false_stale} | {one.outdated} | {one.false_shutdown} | {one.shutdown} | "
            f"{one.breaches:,} |"
        )
        for example in one.examples[:3] if mode not in UNKNOWABLE else ():
            print(f"  false: {example}", file=sys.stderr)
    told = [one for mode, one in run.tallies.items() if mode not in UNKNOWABLE]
    days = sum(one.days for one in told)
    stale = sum(one.false_stale for one in told)
    shut = sum(one.false_shutdown for one in told)
    print(
        f"per 10,000 account-days: false stale {stale / days * 10_000:.1f}, "
        f"false 关停 {shut / days * 10_000:.1f} (targets 0, 0)"
    )
    found = Counter(one.found_after for one in run.episodes if one.found_after is not None)
    unread = sum(not one.judged_days for one in run.episodes)
    late = [each for each in run.episodes if (each.found_after or 0) > MOST_DAYS_LATE]
    missed = [each for each in run.episodes if each.found_after is None and each.judged_days > 1]
    print(
        f"true breaches {len(run.episodes)}: found after judged days: "
        f"{', '.join(f'{days} ({count})' for days, count in sorted(found.items()))}; "
        f"never judged {unread}; later than a day {len(late)}; missed {len(missed)}"
    )
    for episode in (late + missed)[:5]:
        account = run.accounts[episode.code]
        print(f"  late or missed: {episode} {account.kind} {account.shape}", file=sys.stderr)
    return not stale and not shut and not late and not missed


if __name__ == "__main__":
    main()
