"""The demonstration: a running city, a workspace that watches it, and the comparison."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai_monitor.errors import WorkspaceError
from gongkai_monitor.imports.drop import ImportKind, import_into_store
from gongkai_monitor.listing import coverage_rows, finding_rows, hotspot_rows
from gongkai_monitor.practice.city import build_city
from gongkai_monitor.practice.compare import Comparison, compare
from gongkai_monitor.practice.history import write_history
from gongkai_monitor.practice.outage import NO_OUTAGE, Outage
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.server import PracticeServer
from gongkai_monitor.practice.serving import write_papers
from gongkai_monitor.practice.truth import Truth
from gongkai_monitor.registry import importer
from gongkai_monitor.settings import CONFIG_NAME, Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.workspace import create_workspace

EDITIONS = ("national", "hebei")
_MARKER = ".practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedDemo:
    """A served city and the workspace that is set up to watch it."""

    city: City
    settings: Settings


@contextmanager
def prepare_demo(
    folder: Path,
    size: str,
    seed: int,
    port: int,
    now: datetime,
    *,
    outage: Outage = NO_OUTAGE,
) -> Iterator[PreparedDemo]:
    """Serve a city and prepare a fresh workspace: registry, messages and past rounds are in.

    The workspace goes the way of any other: its registry is read from the workbook that the city
    wrote, its messages from the city's export.

    Raises:
        WorkspaceError: when the folder holds a workspace that is not a demonstration.
    """
    city = build_city(size, seed, now, port)
    _clear(folder)
    settings = create_workspace(
        folder,
        name=f"{city.name}政务公开监测（演练）",
        editions=EDITIONS,
        contact="演练",
        allow_addresses=(f"{city.host}/32",),
        is_practice=True,
    )
    (folder / _MARKER).touch()
    papers = write_papers(city, folder / "practice")
    registry = importer.check(papers.registry)
    assert not registry.faults, registry.faults
    with open_store(settings, read_only=False) as connection:
        save_registry(connection, registry.registry, now)
    import_into_store(settings, ImportKind.MESSAGES, papers.messages, now=now)
    write_history(city, settings.incoming)
    load_incoming(settings, now=now)
    with PracticeServer(city, outage):
        yield PreparedDemo(city=city, settings=settings)


def compare_with_truth(settings: Settings, truth: Truth, as_of: datetime) -> Comparison:
    """Hold the last audit's open findings, coverage and hotspots against what was planted."""
    return compare(
        truth,
        finding_rows(settings, as_of),
        coverage_rows(settings, as_of),
        hotspot_rows(settings, as_of),
    )


def _clear(folder: Path) -> None:
    """Empty the folder of an earlier demonstration; a real workspace is never touched."""
    if not folder.exists():
        return
    if (folder / CONFIG_NAME).exists() and not (folder / _MARKER).exists():
        raise WorkspaceError(f"{folder} 是正式工作区，演练请用 -w 另指定文件夹")
    if any(folder.iterdir()) and not (folder / _MARKER).exists():
        raise WorkspaceError(f"{folder} 不是空文件夹，演练请用 -w 另指定文件夹")
    shutil.rmtree(folder)
