"""List data that stand in the page's own scripts: ``var list = [{"title": …}, …]``."""

import re
from datetime import date

from gongkai_monitor.text.json_rows import entries_of, load, tables, worth
from gongkai_monitor.text.list_page import ListEntry
from gongkai_monitor.text.page import Page

_START = re.compile(r"[=:(]\s{0,9}(?=[\[{]\s{0,9}[\[{\"'A-Za-z])")
_BARE_KEY = re.compile(r"([{,]\s{0,9})([A-Za-z_]\w{0,40})\s{0,3}:(?=\s{0,9}[\"'\d\[{tfn-])")
_QUOTED = re.compile(r"'([^'\"\\\n]{0,500})'")
_FEWEST = 2
_MOST_STARTS = 40
_LONGEST = 1_000_000


def inline_entries(page: Page, scripts: str, reference: date) -> tuple[ListEntry, ...]:
    """The largest array of titles with addresses in the scripts; empty when there is none."""
    if len(scripts) > _LONGEST:
        return ()
    best: tuple[ListEntry, ...] = ()
    reached = 0
    for number, match in enumerate(_START.finditer(scripts)):
        if number >= _MOST_STARTS:
            break
        if match.end() < reached:
            continue
        data, length = _data(scripts, match.end())
        reached = match.end() + length
        rows = max(tables(data, 0), key=worth, default=[])
        if worth(rows) >= _FEWEST:
            entries = tuple(
                entry for entry in entries_of(rows, page, reference) if "#" not in entry.url
            )
            best = max(best, entries, key=len)
    dated = sum(entry.printed_on is not None for entry in best)
    return best if len(best) >= _FEWEST and dated * 2 >= len(best) else ()  # else a menu


def _data(scripts: str, start: int) -> tuple[object, int]:
    """JSON that begins here, also with bare keys and single quotes; and how long it is."""
    end = scripts.find(";", start)
    piece = scripts[start : end if end > 0 else None]
    data = load(scripts[start:])
    if data is not None:
        return data, len(piece)
    quoted = _QUOTED.sub(r'"\1"', _BARE_KEY.sub(r'\1"\2":', piece))
    return load(quoted), len(piece)
