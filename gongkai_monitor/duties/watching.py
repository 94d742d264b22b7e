"""机器在看: the indicators that say something about what a duty asks for (``watching.yml``)."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Words of a theme and the indicators that look at it."""

    words: tuple[str, ...]
    heads: tuple[str, ...]
    codes: tuple[str, ...]


@cache
def watches() -> tuple[Watch, ...]:
    """Every line of the list."""
    text = files(__package__).joinpath("watching.yml").read_text(encoding="utf-8")
    return tuple(
        Watch(words=tuple(line["words"]), heads=tuple(line["heads"]), codes=tuple(line["codes"]))
        for line in yaml.safe_load(text)
    )


def watching(text: str, known: Collection[str] | None = None) -> tuple[str, ...]:
    """Codes of the indicators that watch a duty, in the order of the list.

    Args:
        text: of the duty.
        known: codes that are in force; None for all.
    """
    head = text.partition("。")[0]
    codes = (
        code
        for watch in watches()
        if any(word in text for word in watch.words) or any(word in head for word in watch.heads)
        for code in watch.codes
    )
    return tuple(dict.fromkeys(code for code in codes if known is None or code in known))
