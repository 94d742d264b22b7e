"""What makes a link, a text or a page bad: words, marks in host names, the deployment's domains.

The lists are ``bad_links.yml``. A bad word in a text about the fight against it, about rules or
about the state lottery is no sign.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from gongkai_monitor.text.own_list import read_own_list
from gongkai_monitor.text.page import host_of

_LONGEST = 5_000
_PARTS = re.compile(r"[.\-_\d]+")


class BadLists(BaseModel):
    """The content of ``bad_links.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    strong_words: tuple[str, ...]
    weak_words: tuple[str, ...]
    law_words: tuple[str, ...]
    plain_words: tuple[str, ...]
    domain_marks: tuple[str, ...]
    ordinary_hosts: tuple[str, ...]


@lru_cache(maxsize=1)
def lists() -> BadLists:
    """The lists of this version."""
    text = files("gongkai_monitor.text").joinpath("bad_links.yml").read_text("utf-8")
    return BadLists.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=1)
def _bad() -> re.Pattern[str]:
    return _any_of(lists().strong_words)


@lru_cache(maxsize=1)
def trade_pattern() -> re.Pattern[str]:
    """Every word of the trade; a page needs several of them to be one of its advertisements."""
    return _any_of((*lists().strong_words, *lists().weak_words))


@lru_cache(maxsize=1)
def law_pattern() -> re.Pattern[str]:
    """Words of those who fight the trade."""
    return _any_of(lists().law_words)


@lru_cache(maxsize=1)
def _legal() -> re.Pattern[str]:
    return _any_of((*lists().law_words, *lists().plain_words))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)


def bad_words(text: str) -> tuple[str, ...]:
    """Different bad words of a text in order; none when the text fights or regulates them."""
    text = text[:_LONGEST]
    found = tuple(dict.fromkeys(match[0] for match in _bad().finditer(text)))
    return () if not found or _legal().search(text) else found


def mentions_bad(text: str) -> bool:
    """Whether any bad word stands in a text, whatever it says of it."""
    return _bad().search(text) is not None


def is_ordinary_host(host: str) -> bool:
    """Government, media, statistics and share services: nobody hides those to cheat."""
    labels = host.split(".")
    ordinary = _ordinary()
    return any(".".join(labels[n:]) in ordinary for n in range(len(labels)))


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(lists().ordinary_hosts)


def bad_mark(host: str) -> str | None:
    """The part of a host name that marks gambling and the like."""
    if is_ordinary_host(host):
        return None
    parts = [part for part in _PARTS.split(host.lower()) if part]
    return next((mark for mark in lists().domain_marks if mark in parts), None)


def listed_domain(host: str, own_domains: Collection[str]) -> str | None:
    """The deployment's own entry that a host falls under."""
    labels = host.split(".")
    names = (".".join(labels[n:]) for n in range(len(labels)))
    return next((name for name in names if name in own_domains), None)


def read_own_domains(path: Path) -> frozenset[str]:
    """The deployment's list, one domain or address a line, ``#`` begins a remark.

    Raises:
        InputError: when the file exists and cannot be read.
    """
    names = (line.lower() for line in read_own_list(path, "域名"))
    return frozenset(
        host_of(name if "//" in name else f"http://{name}") or name for name in names if name
    )
