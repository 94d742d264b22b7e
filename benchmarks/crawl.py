"""Crawl speed and memory: ours against a bare Scrapy spider and LinkChecker, in one run.

    python benchmarks/crawl.py [--pages 5000] [--skip-linkchecker] [--frontier 100000]

Ours fetches, extracts, records links, lands and loads into the store; the time includes the load.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai_monitor.collection.plan import CrawlPlan, PlannedSite, SpiderName
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import SiteKind

HERE = Path(__file__).resolve().parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": ""}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--skip-linkchecker", action="store_true")
    parser.add_argument("--frontier", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with serving(options.pages) as url:
            ours = crawl_ours(home, url, options.pages)
            bare = crawl_bare(home, url, options.pages)
            report("ours (fetch, extract, links, landing, store)", ours, options.pages)
            report("bare Scrapy + LinkExtractor + CSV", bare, options.pages)
            print(f"ours / bare = {bare / ours:.2f}")
            if not options.skip_linkchecker:
                checker = crawl_linkchecker(home, url)
                report("LinkChecker", checker, options.pages)
                print(f"ours / LinkChecker = {checker / ours:.1f}")
    measure_frontier(options.frontier)


def report(name: str, seconds: float, pages: int) -> None:
    print(f"{name}: {seconds:.1f} s, {pages / seconds:.0f} pages/s", flush=True)


@contextmanager
def serving(pages: int) -> Iterator[str]:
    """The local site in a process of its own."""
    server = subprocess.Popen(
        [sys.executable, str(HERE / "crawl_server.py"), str(pages)],
        stdout=subprocess.PIPE, text=True, env=ENVIRONMENT,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{server.stdout.readline().strip()}/"
    finally:
        server.terminate()
        server.wait()


def crawl_ours(home: Path, url: str, pages: int) -> float:
    """Seconds for the whole-site round, loading included."""
    workspace = home / "workspace"
    workspace.mkdir()
    (workspace / "gongkai.toml").write_text(
        "[crawl]\ndelay_seconds = 0.0\nconcurrency_per_host = 16\n"
        'allow_addresses = ["127.0.0.0/8"]\n'
        f"max_pages_per_site = {pages + 10}\nmax_depth = 100\n"
    )
    site = PlannedSite(
        site_code="3799000001", name="演练", home_url=url, kind=SiteKind.PORTAL, agency_code="x"
    )
    plan = CrawlPlan(spider=SpiderName.SITE, sites=(site,))
    plan.save(home / "plan.json")
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "crawlers.run", "site", "--workspace", str(workspace), "--full",
         "--round", "bench", "--as-of", "2026-11-20", "--plan", str(home / "plan.json")],
        stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, check=True,
    )  # fmt: skip
    crawled = time.perf_counter() - started
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["pages"] == pages, summary
    load(workspace)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"ours: crawl {crawled:.1f} s, load {seconds - crawled:.1f} s, peak {peak} MB", flush=True
    )
    return seconds


def load(workspace: Path) -> None:
    """Load the landed batches into a new store."""
    from gongkai_monitor.clock import now
    from gongkai_monitor.store.lake import migrate
    from gongkai_monitor.store.loader import load_incoming

    settings = Settings.load(workspace)
    migrate(settings)
    load_incoming(settings, now=now())


def crawl_bare(home: Path, url: str, pages: int) -> float:
    """Seconds of the bare spider."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(HERE / "crawl_bare.py"), url, str(home / "links.csv")],
        stdout=subprocess.PIPE, text=True, check=True, env=ENVIRONMENT,
    )  # fmt: skip
    assert abs(int(done.stdout.strip()) - pages) <= 1, done.stdout
    return time.perf_counter() - started


def crawl_linkchecker(home: Path, url: str) -> float:
    """Seconds of LinkChecker on the same site, its own limit of 10 requests a second lifted."""
    settings = home / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=100000\nthreads=10\n")
    started = time.perf_counter()
    subprocess.run(
        [str(Path(sys.executable).with_name("linkchecker")), f"--config={settings}",
         "--no-status", "--no-robots", "--output=none", "--recursion-level=-1", url],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=home, env=ENVIRONMENT,
        check=False,
    )  # fmt: skip
    return time.perf_counter() - started


def measure_frontier(count: int) -> None:
    """Peak memory of a process whose frontier holds ``count`` URLs."""
    code = (
        "import resource, sys, tempfile, pathlib\n"
        "import crawlers.run, crawlers.spiders.site\n"
        "from crawlers.frontier import Frontier\n"
        "from crawlers.jobs import Job\n"
        "from gongkai_monitor.vocabulary import FetchPurpose\n"
        "count = int(sys.argv[1])\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    frontier = Frontier(pathlib.Path(folder) / 'f.sqlite', per_host=4)\n"
        "    for first in range(0, count, 100):\n"
        "        frontier.push(Job(url=f'http://www.example{n % 40}.test/content/2026/{n}.html',\n"
        "            purpose=FetchPurpose.ARTICLE, subject='x')\n"
        "            for n in range(first, first + 100))\n"
        "    while (job := frontier.pop()) is not None:\n"
        "        frontier.finish(job.fingerprint)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(count)],
        stdout=subprocess.PIPE, text=True, check=True, env=ENVIRONMENT,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    print(f"frontier of {count} URLs: peak {done.stdout.strip()} MB, {seconds:.1f} s push and pop")


if __name__ == "__main__":
    main()
