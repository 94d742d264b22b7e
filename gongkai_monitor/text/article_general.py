"""通用提取: the general extractors, called when nothing printed by the CMS was found."""

import re
from datetime import date

from lxml.etree import LxmlError  # type: ignore[import-untyped]

from gongkai_monitor.text.dates import parse_date

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LARGEST = 2_000_000
_SHORTEST = 60


def general_lines(html: str) -> tuple[str, ...]:
    """Lines that trafilatura takes for the article; empty when it finds none."""
    if len(html) > _LARGEST:
        return ()
    import trafilatura

    try:
        text = trafilatura.extract(
            _CONTROL.sub("", html), include_comments=False, favor_precision=True, fast=True
        )
    except (ValueError, LxmlError, RecursionError):
        return ()
    lines = tuple(line for raw in (text or "").splitlines() if (line := raw.strip()))
    return lines if sum(map(len, lines)) >= _SHORTEST else ()


def general_date(html: str, url: str) -> date | None:
    """The day that htmldate takes for the publication."""
    if len(html) > _LARGEST:
        return None
    import htmldate

    try:
        found = htmldate.find_date(
            _CONTROL.sub("", html),
            url=url,
            original_date=True,
            extensive_search=False,
            min_date="1995-01-01",
            max_date="2099-12-31",
        )
    except (ValueError, LxmlError, RecursionError):
        return None
    return parse_date(found) if found else None
