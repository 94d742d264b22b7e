"""From an unexpected row of a facts table to a 问题: identity, level, effect and Chinese text."""

import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gongkai_monitor.clock import CHINA
from gongkai_monitor.facts.columns import term_of
from gongkai_monitor.identity import finding_id
from gongkai_monitor.indicators.catalogue import Rule
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import Effect, Level, SiteKind, Way

UNKNOWN = "未见"
"""How an unknown value is written."""


class _Words(string.Formatter):
    """Fills a template; an unknown value reads 未见 whatever its format."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if value is None:
            return UNKNOWN
        if isinstance(value, datetime):
            return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}" if value.tzinfo else str(value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, list | tuple):
            return "、".join(str(item) for item in value)
        return super().format_field(value, format_spec)


_WORDS = _Words()


def build_finding(rule: Rule, row: Mapping[str, Any], level: Level, as_of: datetime) -> Finding:
    """The finding of one row.

    Args:
        rule: the indicator that found it, with its edition.
        row: column -> value of the facts row; unknown values are None.
        level: the gravest level that the row reached.
        as_of: the moment of the judgement.
    """
    indicator, edition = rule.indicator, rule.edition
    obj = str(row[indicator.object]) if indicator.object else ""
    subject_id = str(row["subject_id"])
    absent = dict.fromkeys(indicator.table.all_columns)
    values = {**absent, **indicator.limits, **_shown(indicator.applies_to, row)}
    return Finding(
        finding_id=finding_id(indicator.code, subject_id, obj),
        code=indicator.code,
        rule=indicator.rule,
        title=indicator.title,
        effect=Effect.NOTICE
        if indicator.way is Way.ASSISTED
        else effect_of(indicator.effect, level, row),
        sureness=indicator.sureness,
        level=level,
        subject_kind=indicator.subject_kind,
        subject_id=subject_id,
        subject_name=str(row.get("subject_name") or subject_id),
        agency_code=row.get("agency_code"),
        object=obj,
        observed=_WORDS.format(indicator.observed, **values),
        limit=_WORDS.format(indicator.limit, **values),
        basis=indicator.basis,
        edition=edition.edition,
        edition_version=edition.version,
        message=_WORDS.format(indicator.message, **values),
        remedy=_WORDS.format(indicator.remedy, **values),
        way=indicator.way,
        as_of=as_of,
    )


def effect_of(effect: Effect, level: Level, row: Mapping[str, Any]) -> Effect:
    """What a finding does: 预警 never vetoes, and only portals are scored (rule F-3)."""
    if level in {Level.WARNING, Level.NOTICE} and effect is Effect.VETO:
        return Effect.NOTICE
    kind = row.get("site_kind")
    if effect in {Effect.DEDUCTION, Effect.BONUS} and kind not in {None, SiteKind.PORTAL}:
        return Effect.NOTICE
    return effect


def _shown(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are printed: labels instead of stored words."""
    shown = dict(row)
    for column, value in row.items():
        term = term_of(table, column)
        if term is not None and isinstance(value, str) and value in {m.value for m in term}:
            shown[column] = term(value).label
    return shown


def gravest(levels: Sequence[Level]) -> Level:
    """The gravest of some levels."""
    order = list(Level)
    return max(levels, key=order.index)
