"""A workspace, and spiders run the way the pipeline runs them: as processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gongkai_monitor.collection.plan import CrawlPlan, PlannedChannel, PlannedSite, SpiderName
from gongkai_monitor.model.observations import TABLES
from gongkai_monitor.vocabulary import ChannelKind, SiteKind
from tests.crawlers.servers import Reply, page

Row = TypeVar("Row")
ROOT = Path(__file__).resolve().parents[2]
SITE = "3799000001"
AS_OF = "2026-11-20T10:00:00+08:00"


@dataclass(frozen=True)
class Run:
    """A finished spider process."""

    code: int
    summary: dict[str, Any]
    errors: str
    workspace: Path

    def rows(self, record: type[Row]) -> list[Row]:
        """All landed rows of a table."""
        table = next(name for name, kind in TABLES.items() if kind is record)
        found: list[Row] = []
        for batch in sorted((self.workspace / "landing" / "incoming").iterdir()):
            path = batch / f"{table}.parquet"
            if path.is_file():
                found.extend(records_of(path, record))
        return found


def records_of(path: Path, record: type[Row]) -> list[Row]:
    import pyarrow.parquet as pq

    rows = pq.read_table(path).to_pylist()
    names = record.__dataclass_fields__  # type: ignore[attr-defined]
    return [record(**{key: row[key] for key in names if key in row}) for row in rows]


class Workspace:
    """A workspace folder with tiny time limits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.crawl: dict[str, Any] = {
            "delay_seconds": 0.0,
            "timeout_seconds": 0.5,
            "contact": "admin@example.test",
        }
        self.links: dict[str, Any] = {"spacing_seconds": 0.05}
        self.browser: dict[str, Any] = {"links": False}

    def save(self) -> None:
        def section(values: dict[str, Any]) -> str:
            return "\n".join(f"{key} = {json.dumps(value)}" for key, value in values.items())

        parts = {"crawl": self.crawl, "links": self.links, "browser": self.browser}
        text = "\n".join(f"[{name}]\n{section(values)}" for name, values in parts.items())
        (self.folder / "gongkai.toml").write_text(text)

    def command(
        self, plan: CrawlPlan, *, round_id: str = "r1", extra: tuple[str, ...] = ()
    ) -> list[str]:
        self.save()
        path = self.folder / "jobs" / f"{round_id}-{plan.spider}-{plan.subject}.plan.json"
        plan.save(path)
        return [
            sys.executable, "-W", "error::ResourceWarning", "-m", "crawlers.run", plan.spider,
            "--workspace", str(self.folder), "--round", round_id,
            "--as-of", AS_OF, "--plan", str(path), *extra,
        ]  # fmt: skip

    def run(
        self,
        plan: CrawlPlan,
        *,
        round_id: str = "r1",
        extra: tuple[str, ...] = (),
        timeout: float = 60,
        variables: dict[str, str] | None = None,
    ) -> Run:
        done = subprocess.run(
            self.command(plan, round_id=round_id, extra=extra),
            capture_output=True,
            text=True,
            timeout=timeout,
            cwd=ROOT,
            env={**environment(), **(variables or {})},
            check=False,
        )
        summary = json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else {}
        return Run(done.returncode, summary, done.stderr, self.folder)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "SCRAPY_SETTINGS_MODULE": "crawlers.settings"}


def site_plan(home: str, channels: Iterable[PlannedChannel] = ()) -> CrawlPlan:
    """A plan for one site."""
    site = PlannedSite(
        site_code=SITE,
        name="演练市人民政府",
        home_url=home,
        kind=SiteKind.PORTAL,
        agency_code="A1",
        channels=tuple(channels),
    )
    return CrawlPlan(spider=SpiderName.SITE, sites=(site,))


def channel(url: str, kind: ChannelKind = ChannelKind.NOTICE) -> PlannedChannel:
    """A registered channel."""
    return PlannedChannel(name="通知公告", url=url, kind=kind)


def list_page(entries: Iterable[tuple[str, str, str]], tail: str = "") -> Reply:
    """A list page of (href, title, date)."""
    rows = "".join(
        f"<li><a href='{href}'>{title}</a><span>{day}</span></li>" for href, title, day in entries
    )
    return page("通知公告", f"<ul class='list'>{rows}</ul>{tail}")


def article_page(title: str, day: str, tail: str = "") -> Reply:
    """An article with META tags."""
    text = "<p>" + "各有关单位要高度重视，认真抓好落实，确保各项工作按期完成。" * 12 + "</p>"
    head = f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{day}'>"
    return page(title, f"<h1>{title}</h1>{text}{tail}", head=head)
