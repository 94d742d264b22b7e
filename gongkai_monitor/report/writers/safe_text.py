"""Text of strangers, made fit to be written: no control marks, no unsafe addresses."""

import re

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that reorder the text around them
    "\ud800-\udfff\ufffe\uffff]"  # not characters at all
)
_HTTP = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
MARK = "\ufffd"


def clean(text: str) -> str:
    """The text with every character that could hide or reorder something made visible."""
    return _UNPRINTABLE.sub(MARK, text)


def safe_url(url: str) -> str | None:
    """The address when it is http or https and whole, else None: it is then shown as text."""
    return url if _HTTP.fullmatch(url) and not _UNPRINTABLE.search(url) else None


def shortened(text: str, limit: int = 96) -> str:
    """A long text with its middle left out."""
    if len(text) <= limit:
        return text
    head = limit * 2 // 3
    return f"{text[:head]}…{text[-(limit - head - 1) :]}"
