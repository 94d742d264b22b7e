"""What the report prints about the editions in force."""

import string

from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.indicators.entry import Indicator
from gongkai_monitor.report.book import EditionNote, IndicatorNote

NATIONAL = "national"


def edition_notes(catalogue: Catalogue) -> tuple[EditionNote, ...]:
    """One note per edition, each with the indicators that are in force from it."""
    return tuple(
        EditionNote(
            name=edition.edition,
            version=edition.version,
            title=edition.name,
            is_local=edition.edition != NATIONAL,
            conventions=edition.conventions,
            indicators=tuple(
                _indicator(rule.indicator)
                for rule in catalogue.rules
                if rule.edition.edition == edition.edition
            ),
        )
        for edition in catalogue.editions
    )


def _indicator(indicator: Indicator) -> IndicatorNote:
    return IndicatorNote(
        code=indicator.code,
        rule=indicator.rule,
        title=indicator.title,
        basis=indicator.basis,
        effect=indicator.effect,
        sureness=indicator.sureness,
        limit=limit_words(indicator),
        convention=_levels(indicator),
    )


def limit_words(indicator: Indicator) -> str:
    """The limit as a sentence; what depends on the subject is left open with a dash."""
    names = {name for _, name, _, _ in string.Formatter().parse(indicator.limit) if name}
    if names <= set(indicator.limits):
        return indicator.limit.format(**indicator.limits)
    parts = []
    for text, name, _, _ in string.Formatter().parse(indicator.limit):
        parts.append(text)
        if name:
            parts.append(str(indicator.limits.get(name, "（按对象）")))
    return "".join(parts)


def _levels(indicator: Indicator) -> str:
    return "，".join(f"超过 {limit:g} {level.label}" for level, limit in indicator.levels.items())
