"""What a second and a third round cost, and what they find: ``python -m benchmarks.rounds``.

Rounds of a local site on three days: the first, another one on the same day, one on the next day
in which nothing changed, and one after 50 pages changed (20 new, 10 with another title, 10 with
another date, 10 recent articles with another text that no list shows). Whole-site rounds as deep
as the site, whole-site rounds as deep as is usual, and rounds that read lists first. Requests and
bytes are counted at the server. Exit code 1 when the unchanged whole-site round costs more than a
fifth of the first, when it asks for a page that the first did not reach, when a change is missed,
or when the snapshots of an unchanged site differ.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.crawl_process import run_python
from benchmarks.rounds_site import Entry, RoundsSite, Traffic, serve
from gongkai_monitor import clock
from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.collection.planning import write_plan
from gongkai_monitor.collection.rounds import Round
from gongkai_monitor.model.registry import Agency, Channel, Registry, Site
from gongkai_monitor.settings import CrawlSettings, Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import AgencyLevel, ChannelKind, SiteKind, SiteStatus
from gongkai_monitor.workspace import create_workspace

MOST_OF_FIRST = 0.20
WHOLE_DEPTH = 30
"""The pages of a list hang one behind the other: so deep is the last of them."""
USUAL_DEPTH = CrawlSettings().max_depth
SITE = "3799000001"
_CHANGED = """
SELECT DISTINCT url FROM articles WHERE round_id = ?
"""
_REACHED = """
SELECT DISTINCT url FROM fetches WHERE round_id = ?
"""
_SNAPSHOTS = """
SELECT channel_url, item_count, newest_on, newest_title, is_complete, cause
FROM channel_snapshots WHERE round_id = ? AND is_registered ORDER BY channel_url
"""


def main() -> None:
    """Measure whole-site rounds and thin ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--channels", type=int, default=20)
    parser.add_argument("--articles", type=int, default=237, help="of each channel")
    options = parser.parse_args()
    print("| rounds | round | requests | of the first | 304 | MB sent | articles stored anew |")
    print("|---|---|---|---|---|---|---|")
    is_met = True
    for is_full, depth in ((True, WHOLE_DEPTH), (True, USUAL_DEPTH), (False, USUAL_DEPTH)):
        with tempfile.TemporaryDirectory() as folder:
            is_met &= measure(
                Path(folder), options.channels, options.articles, is_full=is_full, depth=depth
            )
    sys.exit(0 if is_met else 1)


def measure(folder: Path, channels: int, articles: int, *, is_full: bool, depth: int) -> bool:
    """Four rounds; whether the targets are met."""
    now = clock.now()
    site = RoundsSite(channels, articles, clock.china_date(now))
    with serving(site) as origin:
        settings = workspace(folder, site, origin, depth)
        name = f"whole site, depth {depth}" if is_full else "lists first"
        first = crawl(settings, site, now, "one", is_full=is_full)
        tell(name, f"1 ({site.page_count} pages)", first, first, found(settings, "one"))
        again = crawl(settings, site, clock.now(), "again", is_full=is_full)
        tell(name, "1 again, the same day", again, first, found(settings, "again"))
        second = crawl(settings, site, now + timedelta(days=1), "two", is_full=is_full)
        tell(name, "2, nothing changed", second, first, found(settings, "two"))
        changed = {origin + path for path in change(site, clock.china_date(now))}
        third = crawl(settings, site, now + timedelta(days=2), "three", is_full=is_full)
        seen = found(settings, "three")
        tell(name, "3, 50 pages changed", third, first, seen)
        missed = changed - seen
        beyond = reached(settings, "two") - reached(settings, "one")
        is_same = snapshots(settings, "one") == snapshots(settings, "two")
        same = "equal" if is_same else "DIFFERENT"
        print(f"{name}: {len(changed & seen)} of {len(changed)} changes found; ", end="")
        print(f"snapshots of round 2 {same}; {len(beyond)} pages beyond round 1", flush=True)
    # a thin round is small from the first, so only whole-site rounds have a share to keep
    is_cheap = not is_full or second.requests <= MOST_OF_FIRST * first.requests
    return is_cheap and is_same and not missed and not beyond


def change(site: RoundsSite, today: date) -> set[str]:
    """Change 50 pages; their paths."""
    fronts = list(site.lists)
    paths: set[str] = set()
    for n in range(20):
        front = fronts[n % len(fronts)]
        entry = Entry(f"{front}new{n}.html", f"关于新增第{n}号事项的公告", today)
        site.lists[front].insert(0, entry)
        paths.add(entry.path)
    for n in range(10):
        titled, dated, rewritten = (site.lists[fronts[n % len(fronts)]][k] for k in (4, 8, 3))
        site.change(titled.path, title=f"{titled.title}（修订）")
        site.change(dated.path, day=dated.day + timedelta(days=1))
        site.change(rewritten.path, version=2)
        paths |= {titled.path, dated.path, rewritten.path}
    return paths


def crawl(
    settings: Settings, site: RoundsSite, as_of: datetime, suffix: str, *, is_full: bool
) -> Traffic:
    """One round and the loader; what the server saw of it."""
    site.traffic = Traffic()
    plan = write_plan(settings, Round(suffix, as_of), SpiderName.SITE)
    assert plan is not None
    run_python(
        "-m", "crawlers.run", "site", "--workspace", str(settings.workspace), "--round", suffix,
        "--as-of", as_of.isoformat(), "--plan", str(plan), *(["--full"] if is_full else []),
    )  # fmt: skip
    report = load_incoming(settings, now=clock.now())
    assert not report.rejected, report.rejected
    return site.traffic


def found(settings: Settings, round_id: str) -> set[str]:
    """Articles of which the round stored a new text."""
    with open_store(settings) as connection:
        return {str(url) for (url,) in connection.execute(_CHANGED, [round_id]).fetchall()}


def reached(settings: Settings, round_id: str) -> set[str]:
    """Addresses that the round asked for."""
    with open_store(settings) as connection:
        return {str(url) for (url,) in connection.execute(_REACHED, [round_id]).fetchall()}


def snapshots(settings: Settings, round_id: str) -> list[tuple[object, ...]]:
    """What the round says of each channel."""
    with open_store(settings) as connection:
        return connection.execute(_SNAPSHOTS, [round_id]).fetchall()


def tell(name: str, round_: str, traffic: Traffic, first: Traffic, stored: set[str]) -> None:
    """One line of the table."""
    share = traffic.requests / first.requests
    print(f"| {name} | {round_} | {traffic.requests:,} | {share:.1%} | "
          f"{traffic.by_status[304]:,} | {traffic.body_bytes / 1e6:.2f} | {len(stored):,} |",
          flush=True)  # fmt: skip


def workspace(folder: Path, site: RoundsSite, origin: str, depth: int) -> Settings:
    """A workspace that knows the site and its channels."""
    settings = create_workspace(folder, allow_addresses=("127.0.0.0/8",), is_practice=True)
    text = (folder / "gongkai.toml").read_text(encoding="utf-8")
    limit = f"max_pages_per_site = {2 * site.page_count}\nmax_depth = {depth}"
    text = text.replace("max_pages_per_site = 3000", limit)
    (folder / "gongkai.toml").write_text(text, encoding="utf-8")
    registry = Registry(
        agencies=(Agency(agency_code="A", name="演练市人民政府", level=AgencyLevel.CITY),),
        sites=(
            Site(
                site_code=SITE,
                name="演练市政府网",
                home_url=f"{origin}/",
                agency_code="A",
                kind=SiteKind.PORTAL,
                status=SiteStatus.RUNNING,
            ),
        ),
        channels=tuple(
            Channel(
                site_code=SITE, name=front, url=origin + front, kind=ChannelKind.NOTICE, level=1
            )
            for front in site.lists
        ),
    )
    with open_store(settings, read_only=False) as connection:
        save_registry(connection, registry, clock.now() - timedelta(days=1))
    return Settings.load(folder)


@contextmanager
def serving(site: RoundsSite) -> Iterator[str]:
    """The site on a port of its own."""
    server = serve(site)
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
