"""The crawlers that the benchmark compares: ours, a bare Scrapy spider, LinkChecker."""

import json
import sys
import urllib.request
from pathlib import Path

from benchmarks.crawl_process import HERE, Cost, run, run_python

_SETTINGS = """[crawl]
delay_seconds = 0.0
concurrency_per_host = 16
allow_addresses = ["127.0.0.0/8"]
max_pages_per_site = {pages}
max_seconds_per_site = {seconds}
max_depth = 100
"""
_LINKCHECKER = "[checking]\nmaxrequestspersecond=100000\nthreads={threads}\n"


def served(url: str) -> int:
    """Different pages that a site has served so far."""
    with urllib.request.urlopen(f"{url}_served") as answer:
        return int(answer.read())


def crawl_whole_site(home: Path, url: str, *, pages: int, seconds: int = 100_000) -> Cost:
    """Our whole-site round; the last line of its output is the outcome."""
    home.mkdir(parents=True)
    (home / "gongkai.toml").write_text(_SETTINGS.format(pages=pages + 10, seconds=seconds))
    site = {
        "site_code": "3799000001",
        "name": "演练",
        "home_url": url,
        "kind": "portal",
        "agency_code": "x",
    }
    plan = home / "plan.json"
    plan.write_text(json.dumps({"spider": "site", "sites": [site]}))
    return run_python(
        "-m", "crawlers.run", "site", "--workspace", str(home), "--full", "--round", "bench",
        "--as-of", "2026-11-20", "--plan", str(plan),
    )  # fmt: skip


def crawl_ours(home: Path, url: str, pages: int) -> tuple[Cost, Cost]:
    """Fetch, extract, record links, land; then load into the store.

    Returns:
        The crawl and the load.
    """
    crawled = crawl_whole_site(home, url, pages=pages)
    outcome = json.loads(crawled.output.splitlines()[-1])
    assert outcome["pages"] == pages, outcome
    loaded = run_python(str(HERE / "crawl_load.py"), str(home))
    rows = {name: int(count) for name, count in map(str.split, loaded.output.splitlines())}
    assert rows["fetches"] == pages + 1, rows  # and robots.txt
    assert rows["links"] > 30 * pages, rows
    return crawled, loaded


def crawl_bare(home: Path, url: str, pages: int) -> Cost:
    """The bare spider, to the end of the site."""
    home.mkdir(parents=True)
    cost = run_python(str(HERE / "crawl_bare.py"), url, str(home / "links.csv"))
    assert abs(int(cost.output.strip()) - pages) <= 1, cost.output
    return cost


def crawl_linkchecker(home: Path, url: str, *, threads: int, seconds: float) -> tuple[Cost, int]:
    """LinkChecker on an unvisited site for at most ``seconds``.

    Its settings lift its limit of requests per second; it heeds that only for a site that sends
    its header (``serving("crawl_server", …, "--linkchecker")``).

    Returns:
        What it cost and how many pages it was served.
    """
    home.mkdir(parents=True)
    settings = home / "linkcheckerrc"
    settings.write_text(_LINKCHECKER.format(threads=threads))
    before = served(url)
    command = str(Path(sys.executable).with_name("linkchecker"))
    cost = run(
        [command, f"--config={settings}", "--no-status", "--no-robots", "--output=none",
         "--recursion-level=-1", url],
        seconds=seconds, cwd=home,
    )  # fmt: skip
    pages = served(url) - before
    assert pages > 1, "LinkChecker did not crawl"
    return cost, pages
