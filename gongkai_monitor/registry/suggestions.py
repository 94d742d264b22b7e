"""Channels to be looked at by a person: discovered ones, and changed ones with a new selector.

Sheet 栏目 has the registry's own columns and 建议依据; sheet 改版待修 the same columns with the
proposed 列表选择器. Nothing is added to the registry here: ``registry import --add`` takes the
rows that a person left in 栏目.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_monitor.imports.writing import new_workbook, write_value
from gongkai_monitor.model.registry import Channel, Registry
from gongkai_monitor.registry.export import cell_value
from gongkai_monitor.registry.layout import SheetFormats, add_sheet
from gongkai_monitor.registry.sheets import CHANNELS
from gongkai_monitor.store.suggestions import Changed, Discovered
from gongkai_monitor.text.channel_kind import guess_kind, suggested_cycle
from gongkai_monitor.text.navigation import plain_url

REASON = "建议依据"
CHANGED_SHEET = "改版待修"
_REASON_WIDTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A row of 栏目 and why it is proposed.

    ``entry_count``: the entries that the proposed selector finds, 0 without one; None for a
    discovered channel.
    """

    channel: Channel
    reason: str
    entry_count: int | None = None


def new_channels(
    registry: Registry,
    discovered: Iterable[Discovered],
    days: Mapping[str, Mapping[str, Sequence[date]]],
) -> list[Suggestion]:
    """Discovered channels that the registry does not hold, each once, with kind and rhythm.

    Args:
        registry: the present register.
        discovered: what spiders saw.
        days: site -> folder of an address -> days on which something in it was published.
    """
    sites = {site.site_code: plain_url(site.home_url) for site in registry.sites}
    known = {(row.site_code, plain_url(row.url)) for row in registry.channels}
    known |= set(sites.items())
    found: dict[tuple[str, str], Suggestion] = {}
    for row in discovered:
        key = (row.site_code, plain_url(row.url))
        if row.site_code in sites and key not in known and key not in found:
            found[key] = _suggestion(row, days.get(row.site_code, {}))
    return sorted(
        found.values(),
        key=lambda item: (item.channel.site_code, item.channel.level, item.channel.url),
    )


def changed_lists(registry: Registry, changed: Iterable[Changed]) -> list[Suggestion]:
    """Registered channels that are 网站改版，规则待修, with the proposed selector filled in."""
    known = {(row.site_code, row.url): row for row in registry.channels}
    return [
        Suggestion(
            channel=replace(known[row.site_code, row.url], list_selector=row.selector),
            reason=row.detail or "网站改版，规则待修",
            entry_count=row.count or 0,
        )
        for row in changed
        if (row.site_code, row.url) in known
    ]


def write_suggestions(
    suggested: Sequence[Suggestion], changed: Sequence[Suggestion], path: Path
) -> None:
    """Write the workbook with both sheets.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    with new_workbook(path) as workbook:
        formats = SheetFormats.of(workbook)
        for name, rows in ((CHANNELS.name, suggested), (CHANGED_SHEET, changed)):
            sheet = add_sheet(workbook, replace(CHANNELS, name=name), formats)
            _write_rows(sheet, rows, formats)


def _write_rows(sheet: Any, rows: Sequence[Suggestion], formats: SheetFormats) -> None:
    at = len(CHANNELS.columns)
    sheet.set_column(at, at, _REASON_WIDTH)
    sheet.write_string(0, at, REASON, formats.optional)
    for number, row in enumerate(rows, start=1):
        for position, column in enumerate(CHANNELS.columns):
            value = cell_value(getattr(row.channel, column.field), column.labels)
            write_value(sheet, number, position, value, formats.date)
        write_value(sheet, number, at, row.reason, formats.date)


def _suggestion(row: Discovered, folders: Mapping[str, Sequence[date]]) -> Suggestion:
    guess = guess_kind(row.name, row.url)
    prefix = row.url.rpartition("/")[0] + "/"
    days = {day for folder, found in folders.items() if folder.startswith(prefix) for day in found}
    is_folder = prefix.count("/") > 3  # the root holds the whole site
    cycle = suggested_cycle(days) if is_folder else None
    reason = row.because or f"类别依据：{guess.reason}"
    rhythm = f"；更新周期依据：该目录下 {len(days)} 个发布日" if cycle else ""
    return Suggestion(
        channel=Channel(
            site_code=row.site_code,
            name=row.name,
            url=row.url,
            kind=row.kind or guess.kind,
            level=min(max(row.level or 1, 1), 20),
            cycle_days=cycle,
        ),
        reason=f"{reason}{rhythm}",
    )
