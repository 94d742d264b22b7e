"""Extractors broken on purpose, put into a crawl's process by the folder of ``write_breaker``.

Python imports ``sitecustomize`` when it starts; the one written here replaces one function before
the crawler is imported. Nothing of the product knows about it.
"""

from enum import StrEnum
from pathlib import Path


class Breakage(StrEnum):
    """What goes wrong."""

    NONE = "none"
    TODAY = "today"  # every list date is read as the day of reading
    EMPTY = "empty"  # lists are read as proven empty
    NO_FOOTER = "no_footer"  # nothing of a page's footer is recognised


_HEAD = """
import dataclasses
import sys

if "crawlers" in " ".join(sys.orig_argv):
"""
_BODIES = {
    Breakage.NONE: "    pass\n",
    Breakage.TODAY: """
    from gongkai_monitor.text import lists

    _read = lists.read_list

    def read_list(page, reference, selector=None):
        found = _read(page, reference, selector)
        items = tuple(dataclasses.replace(item, printed_on=reference) for item in found.items)
        return dataclasses.replace(found, items=items)

    lists.read_list = read_list
""",
    Breakage.EMPTY: """
    from gongkai_monitor.text import lists
    from gongkai_monitor.text.list_page import ListReading

    _read = lists.read_list

    def read_list(page, reference, selector=None):
        found = _read(page, reference, selector)
        if found.reading is not ListReading.READ:
            return found
        return dataclasses.replace(found, reading=ListReading.EMPTY, items=(), next_urls=())

    lists.read_list = read_list
""",
    Breakage.NO_FOOTER: """
    from gongkai_monitor.text import footer
    from gongkai_monitor.text.page import Page

    _read_footer = footer.read_footer
    footer.read_footer = lambda page: _read_footer(Page.parse("<p>无</p>", page.url))
""",
}


def write_breaker(folder: Path, *breakages: Breakage) -> Path:
    """Write the module, for extractors that do not touch each other.

    ``folder`` is to stand first in ``PYTHONPATH``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(
        _HEAD + "".join(_BODIES[breakage] for breakage in breakages), encoding="utf-8"
    )
    return folder
