"""Rounds on the real pages, run as the pipeline runs them: spider processes, loader, audit."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai_monitor import clock
from gongkai_monitor.auditing import AuditResult, run_audit
from gongkai_monitor.collection.plan import CrawlPlan, SpiderName
from gongkai_monitor.collection.planning import write_plan
from gongkai_monitor.collection.rounds import Round
from gongkai_monitor.indicators.catalogue import Catalogue, Rule, load_editions
from gongkai_monitor.launch import app_environment
from gongkai_monitor.registry import importer
from gongkai_monitor.registry.export import write_registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.workspace import create_workspace
from tests.journeys.real_sites import ARCHIVE, LIBRARY, LISTS, RealSites

OLD_MOMENT = clock.parse_instant("2015-03-04T10:00:00")
"""The newest entry of the old site's lists is of the day before."""
LIBRARY_MOMENT = clock.parse_instant("2018-12-30T10:00:00")
_TOML = """\
[crawl]
contact = "real-input@example.invalid"
delay_seconds = 0.0
concurrency_per_host = 16
max_pages_per_site = 20000
max_list_pages = 8
allow_addresses = [{allowed}]
[links]
spacing_seconds = 0.2
"""


@dataclass
class RealRound:
    """The workspace after its rounds; ``seconds`` by step."""

    settings: Settings
    sites: RealSites
    codes: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    audits: dict[str, AuditResult] = field(default_factory=dict)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """Rows of the store."""
        with open_store(self.settings) as connection:
            cursor = connection.execute(sql)
            names = [part[0] for part in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def crawl(
        self,
        spider: SpiderName,
        *site_codes: str,
        as_of: datetime,
        suffix: str,
        full: bool = False,
        keep: Callable[[CrawlPlan], CrawlPlan] | None = None,
    ) -> None:
        """One spider process for some sites, in a round declared for ``as_of``; then the loader."""
        this_round = Round.starting(as_of, suffix)
        plan = write_plan(self.settings, this_round, spider, site_codes=site_codes)
        assert plan is not None
        if keep is not None:
            keep(CrawlPlan.read(plan)).save(plan)
        begun = time.monotonic()
        done = subprocess.run(
            [
                sys.executable, "-m", "crawlers.run", spider,
                "--workspace", str(self.settings.workspace),
                "--round", this_round.round_id, "--as-of", this_round.as_of.isoformat(),
                "--declared", "--plan", str(plan), *(["--full"] if full else []),
            ],
            capture_output=True, text=True, timeout=240, env=app_environment(), check=False,
        )  # fmt: skip
        assert done.returncode in {0, 3}, done.stderr
        self.codes[suffix] = done.returncode
        self.seconds[suffix] = time.monotonic() - begun
        report = load_incoming(self.settings, now=clock.now())
        assert not report.rejected

    def judge(self, name: str, as_of: datetime) -> None:
        """Audit what is stored as of a moment, as if today's rules had been in force."""
        begun = time.monotonic()
        self.audits[name] = run_audit(self.settings, as_of, catalogue=rules_from(1990))
        self.seconds[f"audit {name}"] = time.monotonic() - begun


def rules_from(year: int) -> Catalogue:
    """The national edition, in force since an earlier year than it was."""
    catalogue = load_editions(("national",))
    (edition,) = catalogue.editions
    early = edition.model_copy(update={"valid_from": date(year, 1, 1)})
    rules = tuple(Rule(indicator=rule.indicator, edition=early) for rule in catalogue.rules)
    return Catalogue(editions=(early,), rules=rules)


def run_rounds(folder: Path, sites: RealSites) -> RealRound:
    """Register, crawl all sites, check links, judge the old sites and then the library."""
    round_ = RealRound(_workspace(folder, sites), sites)
    old = {"as_of": OLD_MOMENT}
    round_.crawl(SpiderName.SITE, LISTS, suffix="lists", **old)
    round_.crawl(SpiderName.SITE, ARCHIVE, suffix="archive", full=True, **old)
    round_.crawl(
        SpiderName.LINKS, LISTS, ARCHIVE, suffix="links",
        keep=lambda plan: _served_links(plan, sites), **old,
    )  # fmt: skip
    round_.crawl(SpiderName.PROBE, LISTS, suffix="probe", **old)
    round_.judge("old", OLD_MOMENT)
    round_.crawl(SpiderName.SITE, LIBRARY, suffix="library", as_of=LIBRARY_MOMENT)
    round_.judge("library", LIBRARY_MOMENT)
    return round_


def _served_links(plan: CrawlPlan, sites: RealSites) -> CrawlPlan:
    """Links to our servers: every page that is there, and some that are not."""
    here = [link for link in plan.links if link.url.startswith("http://127.0.0.1:")]
    places = set(sites.places.values())
    served = [link for link in here if link.url in places]
    missing = [
        link
        for link in here
        if link.url not in places and link.site_code == LISTS and "/publish/" in link.url
    ]
    return plan.model_copy(update={"links": tuple(served + missing[:60])})


def _workspace(folder: Path, sites: RealSites) -> Settings:
    folder.mkdir()
    allowed = ", ".join(f'"{endpoint}"' for endpoint in sites.endpoints)
    (folder / "gongkai.toml").write_text(_TOML.format(allowed=allowed), encoding="utf-8")
    settings = create_workspace(folder)
    workbook = folder / "登记表.xlsx"
    write_registry(sites.registry, workbook)
    result = importer.check(workbook)
    assert not result.faults, [str(fault) for fault in result.faults]
    with open_store(settings, read_only=False) as connection:
        save_registry(connection, result.registry, clock.now())
    return settings
