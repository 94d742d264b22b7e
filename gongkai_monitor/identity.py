"""How things are named: our own ids from what identifies a thing."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date

SITE_CODE = re.compile(r"^(\d{10}|bm\d{8}|BT\d{8}|\d{2}BM\d{6})$")
"""网站标识码, forms counted over real records (rule G-9)."""


def content_hash(data: bytes) -> str:
    """SHA-256 of a body, in hex."""
    return hashlib.sha256(data).hexdigest()


def stable_id(*parts: str) -> str:
    """A 16-digit hex id that depends on the parts and their order only."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def finding_id(code: str, subject_id: str, obj: str) -> str:
    """Identity of a finding across days: indicator code, subject, object."""
    return stable_id("finding", code, subject_id, obj)


def channel_id(site_code: str, url: str) -> str:
    """Identity of a channel."""
    return stable_id("channel", site_code, url)


def links_hash(urls: Iterable[str]) -> str:
    """Identity of a page's set of link targets, whatever their order."""
    return stable_id("links", *sorted(set(urls)))


def entry_mark(title: str, printed_on: date | None) -> str:
    """How a list shows an entry: changes with its title or its printed date."""
    day = printed_on.isoformat() if printed_on else ""
    return hashlib.md5(f"{day}|{title}".encode(), usedforsecurity=False).hexdigest()[:12]


def items_hash(urls: Iterable[str]) -> str:
    """Identity of the set of entries of a list, whatever their order."""
    return stable_id("items", *sorted(set(urls)))


def removal_hash(text: str) -> str:
    """How the id or the address of a message that was deleted on request is remembered."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
