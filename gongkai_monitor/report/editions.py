"""What the report prints about the editions in force."""

import string

from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.indicators.entry import Indicator
from gongkai_monitor.report.book import EditionNote, IndicatorNote
from gongkai_monitor.vocabulary import Level

NATIONAL = "national"
_OPEN = {"window_days": "规定的", "site_code": "网站标识码"}
"""What a limit names that is measured per subject, in words."""


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
        table=indicator.applies_to,
        fact=indicator.fact,
        when=indicator.when,
    )


def limit_words(indicator: Indicator) -> str:
    """The limit as a sentence; what differs from subject to subject is named, not invented."""
    parts: list[str] = []
    for text, name, spec, _ in string.Formatter().parse(indicator.limit):
        parts.append(text)
        if name in indicator.limits:
            parts.append(format(indicator.limits[name], spec or ""))
        elif name:
            parts.append(_OPEN.get(name, "规定的"))
    return "".join(parts)


def _levels(indicator: Indicator) -> str:
    """预警 begins on its day, the other levels after it."""
    return "，".join(
        f"{'满' if level is Level.WARNING else '超过'} {limit:g} {level.label}"
        for level, limit in indicator.levels.items()
    )
