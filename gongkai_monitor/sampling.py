"""抽样计划: which accounts people look at by hand, where machines are turned away.

Stratified by platform, level and kind of the unit: every stratum gives its share, at least one
account, those due longest first. The same data and seed give the same sample. The workbook has
the columns of the list that ``gongkai import evidence`` reads, so it is filled in and handed back.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import CHINA
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.evidence import COLUMNS
from gongkai_monitor.imports.writing import new_workbook
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import (
    AgencyKind,
    AgencyLevel,
    CollectionCause,
    CollectionState,
    Platform,
)

if TYPE_CHECKING:
    from gongkai_monitor.settings import Settings

SHEET = "人工采集清单"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FROM_US = (
    ("单位", 24), ("主页", 36), ("未采到原因", 22), ("上次采到", 18), ("上次人工采集", 18),
    ("分层", 30), ("本层账号数", 10), ("本层抽取数", 10),
)  # fmt: skip
"""Columns beside those to fill in; the import leaves them out."""

Stratum = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One account of the sample; ``size`` and ``taken`` are of its stratum."""

    account_code: str
    platform: Platform
    name: str
    agency_code: str
    cause: CollectionCause
    collected_at: datetime | None
    looked_at: datetime | None
    stratum: Stratum
    size: int
    taken: int


def draw(
    accounts: Iterable[Row],
    looks: Mapping[str, datetime],
    *,
    share: float,
    seed: int,
    with_collected: bool = False,
) -> list[Drawn]:
    """Draw a sample, stratum by stratum.

    Args:
        accounts: rows of the facts ``account``.
        looks: account code -> when a person last looked at it.
        share: of every stratum, above 0 and at most 1; rounded up.
        seed: decides among accounts that are due equally long.
        with_collected: also accounts that were collected, to check the machines.
    """
    states = {CollectionState.UNCOLLECTED}
    if with_collected:
        states.add(CollectionState.COLLECTED)
    strata: dict[Stratum, list[Row]] = defaultdict(list)
    for row in accounts:
        if row["collection_state"] in states:
            strata[_stratum(row)].append(row)
    drawn: list[Drawn] = []
    for stratum, rows in sorted(strata.items()):
        count = math.ceil(len(rows) * share)
        ordered = sorted(rows, key=lambda row: _due(row, looks, seed))
        drawn += [_drawn(row, looks, stratum, len(rows), count) for row in ordered[:count]]
    return drawn


def plan_sample(
    settings: Settings, as_of: datetime, *, share: float, seed: int, with_collected: bool = False
) -> tuple[list[Drawn], Registry]:
    """The sample of a workspace at a moment, and its register.

    Raises:
        StoreError: the lake cannot be opened.
    """
    from gongkai_monitor.facts.measure import measure_subjects
    from gongkai_monitor.store.hand_evidence import last_looks
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.registry import read_registry

    with open_store(settings, read_only=True) as conn:
        accounts = plain_rows(measure_subjects(conn, as_of, settings)["account"])
        looks = last_looks(conn, as_of)
        registry = read_registry(conn, as_of)
    sample = draw(accounts, looks, share=share, seed=seed, with_collected=with_collected)
    return sample, registry


def write_plan(path: Path, sample: Sequence[Drawn], registry: Registry) -> None:
    """Write the list to fill in.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    agencies = {row.agency_code: row.name for row in registry.agencies}
    homes = {row.account_code: row.home_url or "" for row in registry.accounts}
    with new_workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        asked = book.add_format({"bold": True, "bg_color": "#FDF3E0", "text_wrap": True})
        told = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        given = {"account_code", "platform", "account_name"}
        for position, column in enumerate(COLUMNS):
            sheet.set_column(position, position, column.width, text)
            sheet.write_string(
                0, position, column.heading, told if column.field in given else asked
            )
            _help(sheet, position, column, len(sample))
        for position, (name, width) in enumerate(_FROM_US, start=len(COLUMNS)):
            sheet.set_column(position, position, width, text)
            sheet.write_string(0, position, name, told)
        for number, one in enumerate(sample, start=1):
            known = (one.account_code, one.platform.label, one.name)
            for position, value in enumerate(known):
                sheet.write_string(number, position, value, text)
            for position, value in enumerate(_beside(one, agencies, homes), start=len(COLUMNS)):
                sheet.write_string(number, position, value, text)
        sheet.freeze_panes(1, len(given))
        sheet.autofilter(0, 0, max(len(sample), 1), len(COLUMNS) + len(_FROM_US) - 1)


def _help(sheet: Any, position: int, column: Column, rows: int) -> None:
    if column.hint:
        sheet.write_comment(0, position, column.hint)
    if column.labels and column.field != "platform":
        choice = {"validate": "list", "source": list(column.labels)}
        sheet.data_validation(1, position, max(rows, 1), position, choice)


def _beside(one: Drawn, agencies: Mapping[str, str], homes: Mapping[str, str]) -> list[str]:
    return [
        agencies.get(one.agency_code, one.agency_code),
        homes.get(one.account_code, ""),
        "" if one.cause is CollectionCause.OK else one.cause.label,
        _local(one.collected_at),
        _local(one.looked_at),
        "·".join(one.stratum),
        str(one.size),
        str(one.taken),
    ]


def _local(moment: datetime | None) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}" if moment else ""


def _stratum(row: Row) -> Stratum:
    level, kind = row["agency_level"], row["agency_kind"]
    return (
        Platform(row["platform"]).label,
        AgencyLevel(level).label if level else "层级不明",
        AgencyKind(kind).label if kind else "类别不明",
    )


def _due(row: Row, looks: Mapping[str, datetime], seed: int) -> tuple[datetime, datetime, str]:
    """Never looked at first, then never collected, then by chance."""
    code = row["account_code"]
    chance = hashlib.sha256(f"{seed}\x1f{code}".encode()).hexdigest()
    return looks.get(code, _NEVER), row["collected_at"] or _NEVER, chance


def _drawn(
    row: Row, looks: Mapping[str, datetime], stratum: Stratum, size: int, taken: int
) -> Drawn:
    return Drawn(
        account_code=row["account_code"],
        platform=Platform(row["platform"]),
        name=row["name"],
        agency_code=row["agency_code"],
        cause=CollectionCause(row["cause"]),
        collected_at=row["collected_at"],
        looked_at=looks.get(row["account_code"]),
        stratum=stratum,
        size=size,
        taken=taken,
    )
