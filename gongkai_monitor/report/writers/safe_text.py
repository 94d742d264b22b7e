"""Text of strangers, made fit to be written: no control marks, no unsafe addresses."""

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that reorder the text around them
    "\ud800-\udfff\ufffe\uffff]"  # not characters at all
)
_HTTP = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
OWN_PAGE = re.compile(r"(?:站点-\d{4}-\d{2}-\d{2}/)?[0-9A-Za-z_-]{1,40}\.html")
"""A page that we wrote beside the report: 站点-2026-11-22/1308000001.html."""
MARK = "\ufffd"


def clean(text: str) -> str:
    """The text with every character that could hide or reorder something made visible."""
    return _UNPRINTABLE.sub(MARK, text)


def safe_url(url: str) -> str | None:
    """The address when it is http or https and whole, else None: it is then shown as text."""
    return url if _HTTP.fullmatch(url) and not _UNPRINTABLE.search(url) else None


def own_page(url: str) -> str | None:
    """The address when it is one of our own site pages beside the report, else None."""
    return url if OWN_PAGE.fullmatch(url) else None


def shortened(text: str, limit: int = 96) -> str:
    """A long text with its middle left out."""
    if len(text) <= limit:
        return text
    head = limit * 2 // 3
    return f"{text[:head]}…{text[-(limit - head - 1) :]}"
