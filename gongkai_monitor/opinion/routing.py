"""Who answers: 属地管理、分级负责、谁主管谁负责. The unknown goes to a person, never to a guess.

Order of the reasons: units that the intake desk already named; the 职责 sheet, an entry for the
area before one for everywhere; a duty of a higher unit goes down to the one unit below it that it
supervises in the area of the matter, and a matter of several areas stays with the higher one
(Y-3). Whatever ties or matches nothing is 待人工指定, with the candidates named; where enough was
handled before, these are ranked by it (``unit_ranking``).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from gongkai_monitor.model.registry import Agency, Registry, Responsibility
from gongkai_monitor.opinion.unit_ranking import Candidate, UnitRanking
from gongkai_monitor.registry.places import Place, Places, area_of, is_within
from gongkai_monitor.vocabulary import RouteBasis

MAJORITY = 0.5
"""The winner needs more than this share of what speaks for anybody; a tie names nobody."""

_MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The responsible agency of a hotspot, with the reason in words; None: 待人工指定."""

    agency_code: str | None
    reason: str
    basis: tuple[RouteBasis, ...] = ()
    candidates: tuple[str, ...] = ()


def route(
    texts: Sequence[str],
    region: str | None,
    handled_by: Iterable[str | None],
    responsibilities: Sequence[Responsibility],
    agencies: Sequence[Agency] = (),
) -> Route:
    """The agency that most of the messages belong to.

    Args:
        texts: of the messages.
        region: the area that most of them were filed under.
        handled_by: the unit that the intake desk named for each, if any.
        responsibilities: the 职责 sheet.
        agencies: the register, for areas and supervision; without it only equal regions count.
    """
    return Router(responsibilities, agencies).route(texts, region, handled_by)


class Router:
    """Routes of many hotspots by one register.

    Args:
        responsibilities: the 职责 sheet.
        agencies: the register.
        words_needed: how many different words must speak for the unit; more than one for a sheet
            that was learned and not reviewed.
    """

    def __init__(
        self,
        responsibilities: Sequence[Responsibility],
        agencies: Sequence[Agency] = (),
        *,
        words_needed: int = 1,
    ) -> None:
        self._duties = tuple(responsibilities)
        self._words_needed = words_needed
        self._agencies = {one.agency_code: one for one in agencies}
        self._places = Places(tuple(agencies))

    def route(
        self, texts: Sequence[str], region: str | None, handled_by: Iterable[str | None]
    ) -> Route:
        """The agency that most of the messages belong to; see ``route``."""
        named = Counter(code for code in handled_by if code)
        if named:
            code, votes = named.most_common(1)[0]
            if votes * 2 > sum(named.values()):
                return Route(
                    agency_code=code, reason=f"来件已派 {votes} 件", basis=(RouteBasis.HANDLED,)
                )
        place = self._places.common(texts, region)
        for duties, where in self._layers(region, place):
            votes_of, words = self._votes(texts, duties)
            if max((len(own) for own in words.values()), default=0) < self._words_needed:
                continue
            code, votes = votes_of.most_common(1)[0]
            if votes <= MAJORITY * sum(votes_of.values()):
                return self._tie(votes_of)
            if _speaking(texts, duties, code) < max(
                _speaking(texts, duties, other) for other in votes_of
            ):  # one letter full of its words outvoted the many
                return self._tie(votes_of)
            if len(words[code]) < self._words_needed:
                return self._tie(votes_of)
            return self._down(code, max(words[code])[1], where, place)
        return Route(agency_code=None, reason="职责表无匹配，待人工指定")

    def _layers(
        self, region: str | None, place: Place | None
    ) -> Iterable[tuple[list[Responsibility], str]]:
        """Duties of the area, then of the areas that hold it, then those of everywhere."""
        used: set[int] = set()
        if place is not None:
            for depth in range(len(place.area), 0, -1):
                area = place.area[:depth]
                own = [
                    duty
                    for duty in self._duties
                    if duty.region and id(duty) not in used and self._is_of(duty.region, area)
                ]
                used.update(map(id, own))
                yield own, area[-1]
        if region:
            yield (
                [d for d in self._duties if d.region == region and id(d) not in used],
                region,
            )
        yield [duty for duty in self._duties if not duty.region], ""

    def _is_of(self, region: str, area: tuple[str, ...]) -> bool:
        return region in (area[-1], "".join(area)) or area_of(region) == area

    def _votes(
        self, texts: Sequence[str], duties: Sequence[Responsibility]
    ) -> tuple[Counter[str], dict[str, set[tuple[int, str]]]]:
        """How often each agency's words are found in the texts, and which words, how often."""
        votes: Counter[str] = Counter()
        words: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for duty in duties:
            hits = sum(duty.keyword in text for text in texts)
            if hits:
                votes[duty.agency_code] += hits
                words[duty.agency_code].add((hits, duty.keyword))
        return votes, words

    def _tie(self, votes: Counter[str]) -> Route:
        ranked = [code for code, _ in votes.most_common(_MOST_CANDIDATES)]
        names = "、".join(self._name(code) for code in ranked)
        return Route(
            agency_code=None,
            reason=f"职责表指向多个单位（{names}），待人工指定",
            candidates=tuple(ranked),
        )

    def _down(self, code: str, word: str, where: str, place: Place | None) -> Route:
        """谁主管谁负责 on the spot: the one unit that the found one supervises in the area."""
        reason = f"职责表关键词“{word}”" + (f"（{where}）" if where else "")
        basis = (RouteBasis.DUTY, *((RouteBasis.PLACE,) if where else ()))
        plain = Route(agency_code=code, reason=reason, basis=basis)
        areas = self._places.areas
        under = [
            one
            for one in self._agencies.values()
            if one.supervisor_code == code and _is_below(areas[one.agency_code], areas[code])
        ]
        if place is None and under and not where:
            said = f"{reason}属{self._name(code)}主管，来件没有写明区域，待人工指定"
            return Route(agency_code=None, reason=said, candidates=(code,))
        if place is None or code not in areas or not _is_below(place.area, areas[code]):
            return plain
        below = [one for one in under if is_within(place.area, areas[one.agency_code])]
        deepest = max((len(areas[one.agency_code]) for one in below), default=0)
        below = [one for one in below if len(areas[one.agency_code]) == deepest]
        if len(below) != 1:
            return plain
        local = below[0]
        return Route(
            agency_code=local.agency_code,
            reason=f"{reason}；属地“{place.word}”；由{self._name(code)}主管的{local.name}办理",
            basis=(RouteBasis.DUTY, RouteBasis.PLACE, RouteBasis.SUPERVISION),
        )

    def _name(self, code: str) -> str:
        agency = self._agencies.get(code)
        return agency.name if agency else code


def by_experience(found: Route, candidates: Sequence[Candidate], names: Mapping[str, str]) -> Route:
    """What nobody's duty decided, with the units that handled such matters before, for a person.

    Args:
        found: a route without an agency.
        candidates: ranked by what was handled.
        names: of the agencies.
    """
    told = [
        f"{names.get(one.agency_code, one.agency_code)} {one.share:.0%}"
        + (f"（{'、'.join(one.words)}）" if one.words else "")
        for one in candidates
    ]
    return Route(
        agency_code=None,
        reason=f"{found.reason}；以往同类来件参考：{'；'.join(told)}",
        candidates=tuple(dict.fromkeys([*found.candidates, *(c.agency_code for c in candidates)])),
    )


def route_hotspots(
    hotspots: pd.DataFrame,
    messages: pd.DataFrame,
    registry: Registry,
    learn: Callable[[], UnitRanking | None] = lambda: None,
) -> pd.DataFrame:
    """Hotspots with agency and reason worked out by the whole register.

    Args:
        hotspots: of ``find_hotspots``.
        messages: the messages they were found in: message_id, title, text, region, agency_code.
        registry: agencies with areas and supervisors, and the 职责 sheet.
        learn: gives what was learned from handled messages; asked only when the rest is silent.
    """
    if hotspots.empty:
        return hotspots
    router = Router(registry.responsibilities, registry.agencies)
    names = {one.agency_code: one.name for one in registry.agencies}
    ranking_of = cache(learn)
    rows = messages.drop_duplicates("message_id", keep="last").set_index("message_id")
    routes = []
    for ids, region in zip(hotspots["message_ids"], hotspots["region"], strict=True):
        own = rows.loc[[one for one in ids if one in rows.index]]
        texts = [f"{title}。{text or ''}" for title, text in zip(own["title"], own["text"],
                 strict=True)]  # fmt: skip
        named = [code if isinstance(code, str) else None for code in own["agency_code"]]
        area = region if isinstance(region, str) else None
        found = router.route(texts, area, named)
        if found.agency_code is None and texts and (ranking := ranking_of()) is not None:
            found = by_experience(found, ranking.rank(texts, area), names)
        routes.append(found)
    return hotspots.assign(
        agency_code=pd.Series([one.agency_code for one in routes], hotspots.index, dtype=object),
        agency_reason=[one.reason for one in routes],
    )


def _speaking(texts: Sequence[str], duties: Sequence[Responsibility], code: str) -> int:
    """In how many of the texts any word of an agency stands."""
    own = [duty.keyword for duty in duties if duty.agency_code == code]
    return sum(any(word in text for word in own) for text in texts)


def _is_below(area: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return is_within(area, other) and area != other
