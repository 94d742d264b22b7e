"""Who answers: 属地管理、分级负责、谁主管谁负责. The unknown goes to a person, never to a guess."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai_monitor.model.registry import Responsibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The responsible agency of a hotspot, with the reason in words; None: 待人工指定."""

    agency_code: str | None
    reason: str


def route(
    texts: Sequence[str],
    region: str | None,
    handled_by: Iterable[str | None],
    responsibilities: Sequence[Responsibility],
) -> Route:
    """The agency that most of the messages belong to.

    The units that the intake desk already named come first; otherwise the 职责 sheet decides by
    keyword, an entry for the region before one for everywhere. A tie names nobody.
    """
    named = Counter(code for code in handled_by if code)
    if named:
        code, votes = named.most_common(1)[0]
        if votes * 2 > sum(named.values()):
            return Route(agency_code=code, reason=f"来件已派 {votes} 件")
    by_duty = _by_duty(texts, region, responsibilities)
    if by_duty:
        return by_duty
    return Route(agency_code=None, reason="职责表无匹配，待人工指定")


def _by_duty(
    texts: Sequence[str], region: str | None, responsibilities: Sequence[Responsibility]
) -> Route | None:
    local = [duty for duty in responsibilities if duty.region and duty.region == region]
    general = [duty for duty in responsibilities if not duty.region]
    for duties in (local, general):
        votes: Counter[str] = Counter()
        words: dict[str, str] = {}
        for duty in duties:
            hits = sum(duty.keyword in text for text in texts)
            if hits:
                votes[duty.agency_code] += hits
                words.setdefault(duty.agency_code, duty.keyword)
        ranked = votes.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            code = ranked[0][0]
            return Route(agency_code=code, reason=f"职责表关键词“{words[code]}”")
    return None
