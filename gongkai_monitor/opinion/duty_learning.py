"""A 职责 sheet proposed from messages that were already handled: words that lead to one unit.

A word speaks for a unit everywhere, for a unit in one area, or for a field: then the row names
the unit that supervises the field, and routing goes down from it to the area of the matter. The
office reviews the rows before they route anything; each says how many messages it rests on.
Unreviewed rows need ``WORDS_NEEDED`` of them to agree: on public letters a single learned word was
right in three of ten cases, three that agree in eight to nine (docs/performance.md).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from math import sqrt

import pandas as pd
import rjieba

from gongkai_monitor.model.registry import Agency, Responsibility
from gongkai_monitor.opinion.described import SHOWN_FROM
from gongkai_monitor.registry.places import Area, Places
from gongkai_monitor.text.personal_data import mask_personal_data

MIN_MESSAGES = 4
MIN_SHARE = 0.5
"""A word is proposed when so many distinct messages hold it, and the share of them that went to
one unit is at least this at the lower end of its 90 % interval (Wilson)."""

COMMON_FROM = 0.04
"""A word of more messages than this says nothing about a duty (本人, 要求, 部门)."""

MOST_HANDLED = 100_000
"""So many of the latest handled messages tell who handles what; more cost minutes and gigabytes."""

WORDS_NEEDED = 3
"""For ``Router``: how many learned words must agree while nobody has reviewed them."""

_Z = 1.2816
_LONGEST_TEXT = 300
_EXAMPLES, _EXAMPLE_CHARACTERS = 2, 40
_EVERYWHERE = ""
_LOCAL_DEPTH = 2
"""Units whose area has a second step (某市乙区) are local."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedDuty:
    """One proposed row.

    Attributes:
        responsibility: the row.
        messages: distinct messages that hold the word (in the area, where it has one).
        share: of them, how many the unit handled, or its field.
        is_field: the units that it supervises are counted with it.
        examples: titles with the word, masked; none of fewer than ``SHOWN_FROM`` messages.
    """

    responsibility: Responsibility
    messages: int
    share: float
    is_field: bool = False
    examples: tuple[str, ...] = ()


def propose_duties(
    messages: pd.DataFrame,
    agencies: Sequence[Agency],
    *,
    min_messages: int = MIN_MESSAGES,
    min_share: float = MIN_SHARE,
) -> tuple[ProposedDuty, ...]:
    """Words that lead to one unit, everywhere or in one area.

    Args:
        messages: columns title, text, agency_code (the unit that handled it).
        agencies: the register, whose names give the areas and which says who supervises whom.
        min_messages: fewest distinct messages that hold the word; copies count once.
        min_share: least share of them that the unit handled, at the lower end of its interval.
    """
    fields, places = _fields(agencies), Places(tuple(agencies))
    exact, by_field = _count(messages, places, fields)
    most = max(COMMON_FROM * len(messages), min_messages)
    common = {word for word, counts in by_field.items() if counts.total() > most}
    found = {
        key: duty
        for key, counts in exact.items()
        if key[1] not in common
        and (duty := _proposed(*key, counts, min_messages, min_share))
        and _is_of_area(key[0], places.areas[duty.responsibility.agency_code])
    }
    for word, counts in by_field.items():
        if word in common:
            continue
        duty = _proposed(_EVERYWHERE, word, counts, min_messages, min_share)
        if not duty or not _is_of_area("", places.areas[duty.responsibility.agency_code]):
            continue
        if (_EVERYWHERE, word) not in found:
            found[_EVERYWHERE, word] = replace(duty, is_field=True)
    return tuple(sorted(found.values(), key=_order))


def with_examples(
    duties: Sequence[ProposedDuty], messages: pd.DataFrame
) -> tuple[ProposedDuty, ...]:
    """The rows with up to ``_EXAMPLES`` titles that hold their word, for whoever reviews them."""
    titles = [str(title) for title in dict.fromkeys(messages["title"])]
    return tuple(replace(duty, examples=_examples(duty, titles)) for duty in duties)


def _examples(duty: ProposedDuty, titles: Sequence[str]) -> tuple[str, ...]:
    if duty.messages < SHOWN_FROM:
        return ()
    word = duty.responsibility.keyword
    masked = (mask_personal_data(title) for title in titles if word in title)
    holding = (title for title in masked if word in title)
    return tuple(title[:_EXAMPLE_CHARACTERS] for title in islice(holding, _EXAMPLES))


def _fields(agencies: Sequence[Agency]) -> dict[str, str]:
    """Agency -> the topmost unit that supervises it; units without one are their own field."""
    above = {one.agency_code: one.supervisor_code for one in agencies}
    fields = {}
    for code in above:
        seen, current = {code}, code
        while (up := above.get(current)) and up not in seen:
            seen.add(up)
            current = up
        fields[code] = current
    return fields


def _count(
    messages: pd.DataFrame, places: Places, fields: dict[str, str]
) -> tuple[dict[tuple[str, str], Counter[str]], dict[str, Counter[str]]]:
    exact: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    by_field: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[frozenset[str]] = set()
    texts = messages["text"].astype(object).fillna("")
    for title, text, code in zip(messages["title"], texts, messages["agency_code"], strict=True):
        whole = f"{title}。{text}"[:_LONGEST_TEXT]
        words = frozenset(word for word in rjieba.cut(whole) if len(word) > 1)
        if words in seen:  # mass letters would prove a word by themselves
            continue
        seen.add(words)
        place = places.named_in(whole)
        areas = (_EVERYWHERE, *(place.area[1:] if place else ()))
        for word in words:
            by_field[word][fields.get(code, code)] += 1
            for area in areas:
                exact[area, word][code] += 1
    return exact, by_field


def _proposed(
    area: str, word: str, counts: Counter[str], min_messages: int, min_share: float
) -> ProposedDuty | None:
    total = counts.total()
    code, votes = counts.most_common(1)[0]
    if total < min_messages or _lower(votes, total) < min_share:
        return None
    duty = Responsibility(keyword=word, agency_code=code, region=area or None)
    return ProposedDuty(responsibility=duty, messages=total, share=votes / total)


def _is_of_area(area: str, own: Area) -> bool:
    """A word leads to a unit of one area only where the message names the area.

    Else one project that many wrote about would make 私家 or 每户 words of its town.
    """
    return area in own if area else len(own) < _LOCAL_DEPTH


def _lower(votes: int, total: int) -> float:
    """Lower end of the Wilson interval of a share."""
    share, z = votes / total, _Z
    middle = share + z * z / (2 * total)
    spread = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - spread) / (1 + z * z / total)


def _order(one: ProposedDuty) -> tuple[str, int, str, str]:
    duty = one.responsibility
    return duty.agency_code, -one.messages, duty.region or "", duty.keyword
