"""The demo: a fresh workspace on the practice city, and the comparison after its round."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai_monitor import listing
from gongkai_monitor.credentials import FILE_NAME as CREDENTIALS_NAME
from gongkai_monitor.errors import WorkspaceError
from gongkai_monitor.imports.drop import ImportKind, import_into_store
from gongkai_monitor.imports.evidence_store import import_evidence_list
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.practice.city import build_city
from gongkai_monitor.practice.compare import Comparison, compare
from gongkai_monitor.practice.duties import plant_duties
from gongkai_monitor.practice.history import write_history
from gongkai_monitor.practice.messages import REPLY_DAYS
from gongkai_monitor.practice.outage import NO_OUTAGE, plan_outage, truth_under
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.platform_accounts import of_source
from gongkai_monitor.practice.platforms.wechat import APP_KEY, app_id_of
from gongkai_monitor.practice.register_history import import_registers
from gongkai_monitor.practice.register_of_matters import keep_register
from gongkai_monitor.practice.serving import Papers, running_server, write_papers
from gongkai_monitor.practice.shutdown_history import play_shutdowns
from gongkai_monitor.practice.truth import PlantedSuggestion, Truth
from gongkai_monitor.review.hotspot_desk import open_hotspot_desk
from gongkai_monitor.review.hotspot_rows import letter_rows, statement_rows
from gongkai_monitor.settings import CONFIG_NAME, Settings
from gongkai_monitor.store.loader import load_incoming
from gongkai_monitor.vocabulary import AccountSource
from gongkai_monitor.workspace import REGISTRY_NAME, create_workspace

EDITIONS = ("national", "hebei")
_MARKER = ".practice"
_OURS = frozenset(
    [
        _MARKER, CONFIG_NAME, REGISTRY_NAME, "演练", "dagster", "drop", "evidence", "jobs", "lake",
        "landing", "logs", "plans", "reports", CREDENTIALS_NAME,
    ]
)  # fmt: skip
"""All that a demonstration leaves at the top of its folder."""
_LOOPBACK = "127.0.0.0/8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A running city and the workspace that watches it; ``truth`` is what it must find."""

    city: City
    truth: Truth
    settings: Settings


@contextmanager
def prepare_demo(
    workspace: Path, size: str, seed: int, port: int, now: datetime, *, with_outage: bool = False
) -> Iterator[Prepared]:
    """Make the workspace, fill in register, history and messages, and serve the city.

    Args:
        workspace: a new folder; papers of the city go to ``演练`` below it.
        size: see ``build_city``.
        seed: see ``build_city``.
        port: first port.
        now: the moment that the city is dated by.
        with_outage: break half of the sources.

    Raises:
        WorkspaceError: when the folder holds something else than an earlier demonstration, or a
            port is taken.
    """
    _clear(workspace)
    city = build_city(size, seed, now, port)
    outage = plan_outage(city) if with_outage else NO_OUTAGE
    truth = truth_under(city, outage) if with_outage else city.truth
    with running_server(city, outage):
        settings = create_workspace(
            workspace,
            name=f"{city.name}政务公开监测（演练）",
            editions=EDITIONS,
            contact="practice@example.invalid",
            allow_addresses=(_LOOPBACK,),
            is_practice=True,
            wechat_api=city.platform_origin,
        )
        _write_credentials(city, workspace)
        (workspace / _MARKER).touch()
        papers = workspace / "演练"
        written = write_papers(city, papers, outage)
        import_registers(city, settings, written.registry, now)
        write_history(city, settings.incoming)
        load_incoming(settings, now=now)
        play_shutdowns(city, settings, papers, now)
        keep_register(city, settings, papers, now)
        _import(settings, written, now)
        plant_duties(settings, city, papers, now)
        yield Prepared(city=city, truth=truth, settings=settings)


def _write_credentials(city: City, workspace: Path) -> None:
    """The made-up credentials of the 公众号 that are read by their interface."""
    path = workspace / CREDENTIALS_NAME
    path.touch(mode=0o600)
    path.write_text(
        "".join(
            f'[wechat.{plan.account.account_code}]\napp_id = "{app_id_of(plan)}"\n'
            f'secret = "{APP_KEY}"\n'
            for plan in of_source(city.platform_accounts, AccountSource.WECHAT_API)
        ),
        encoding="utf-8",
    )


def _import(settings: Settings, written: Papers, now: datetime) -> None:
    """Everything that reaches a workspace as a file, by the imports of every day."""
    for kind, path in (
        (ImportKind.MESSAGES, written.messages),
        (ImportKind.ERROR_REPORTS, written.reports),
        (ImportKind.POSTS, written.accounts.posts),
        (ImportKind.METRICS, written.accounts.metrics),
        (ImportKind.REPLIES, written.accounts.replies),
    ):
        outcome = import_into_store(settings, kind, path, now=now)
        assert not outcome.faults, outcome.faults
    looks = import_evidence_list(settings, written.accounts.looks, now=now)
    assert not looks.faults, looks.faults


def compare_with_truth(settings: Settings, truth: Truth, as_of: datetime) -> Comparison:
    """Compare the stored outcome of the round with what was planted."""
    return compare(
        truth,
        listing.finding_rows(settings, as_of),
        listing.coverage_rows(settings, as_of),
        listing.hotspot_rows(settings, as_of),
        statements=statement_rows(open_hotspot_desk(settings, as_of)),
        letters=letter_rows(settings, as_of, days=REPLY_DAYS),
        suggestions=_suggested(settings, as_of),
        codes={rule.indicator.code for rule in load_editions(settings.editions).rules},
    )


def _suggested(settings: Settings, as_of: datetime) -> list[PlantedSuggestion]:
    new, changed = listing.channel_suggestions(settings, as_of)
    return [
        PlantedSuggestion(
            site_code=row.channel.site_code,
            url=row.channel.url,
            name=row.channel.name,
            entry_count=row.entry_count,
        )
        for row in (*new, *changed)
    ]


def _clear(folder: Path) -> None:
    """Empty the folder of an earlier demonstration; nothing else is ever touched.

    The marker alone proves nothing (it may have come with an unpacked archive): the folder must
    be a workspace too, hold nothing that a demonstration does not make, and be no link.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise WorkspaceError(f"{folder} 不是普通文件夹，演练请用 -w 另指定文件夹")
    if not (folder / _MARKER).is_file():
        kind = "是正式工作区" if (folder / CONFIG_NAME).exists() else "不是空文件夹"
        raise WorkspaceError(f"{folder} {kind}，演练请用 -w 另指定文件夹")
    strange = sorted({path.name for path in folder.iterdir()} - _OURS)
    if strange or not (folder / CONFIG_NAME).is_file():
        what = f"里有不是演练生成的 {'、'.join(strange[:3])}" if strange else "不是工作区"
        raise WorkspaceError(f"{folder} {what}，没有删除；演练请用 -w 另指定文件夹")
    shutil.rmtree(folder)
