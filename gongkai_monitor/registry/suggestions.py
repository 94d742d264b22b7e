"""Discovered channels as a workbook to be looked through and pasted into 栏目."""

from collections.abc import Iterable
from pathlib import Path

from gongkai_monitor.imports.writing import new_workbook, write_value
from gongkai_monitor.model.registry import Channel
from gongkai_monitor.registry.export import cell_value
from gongkai_monitor.registry.layout import SheetFormats, add_sheet
from gongkai_monitor.registry.sheets import CHANNELS


def write_suggestions(channels: Iterable[Channel], path: Path) -> None:
    """Write channels with the columns and drop-downs of 栏目; their kind is a guess.

    Nothing is added to the registry: a person copies the right rows. Repeated (site, url) pairs
    are written once.

    Raises:
        WorkspaceError: when the file cannot be written.
    """
    unique = {(channel.site_code, channel.url): channel for channel in reversed(list(channels))}
    ordered = sorted(unique.values(), key=lambda channel: (channel.site_code, channel.url))
    with new_workbook(path) as workbook:
        formats = SheetFormats.of(workbook)
        sheet = add_sheet(workbook, CHANNELS, formats)
        for row, channel in enumerate(ordered, start=1):
            for position, column in enumerate(CHANNELS.columns):
                value = cell_value(getattr(channel, column.field), column.labels)
                write_value(sheet, row, position, value, formats.date)
