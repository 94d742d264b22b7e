"""The closed list of comparison names -> Great Expectations classes.

Imported by ``checks`` only: Great Expectations takes about seven seconds to import.
"""

from collections.abc import Callable
from typing import Any

import great_expectations.expectations as gxe
from great_expectations.expectations.expectation import Expectation

from gongkai_monitor.indicators.entry import ExpectationName, Indicator
from gongkai_monitor.vocabulary import Effect, Level

Options = dict[str, Any]


def _between(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnValuesToBeBetween(
        column=indicator.fact,
        min_value=indicator.number("min"),
        max_value=indicator.number("max"),
        **options,
    )


def _below(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnValuesToBeBetween(
        column=indicator.fact, max_value=indicator.number("max"), strict_max=True, **options
    )


def _within_column(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=indicator.other_column,
        column_B=indicator.fact,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        **options,
    )


def _in_set(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnValuesToBeInSet(
        column=indicator.fact, value_set=indicator.values, **options
    )


def _not_in_set(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnValuesToNotBeInSet(
        column=indicator.fact, value_set=indicator.values, **options
    )


def _is_true(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnValuesToBeInSet(column=indicator.fact, value_set=[True], **options)


def _is_false(indicator: Indicator, options: Options) -> Expectation:
    return gxe.ExpectColumnValuesToBeInSet(column=indicator.fact, value_set=[False], **options)


BUILDERS: dict[ExpectationName, Callable[[Indicator, Options], Expectation]] = {
    ExpectationName.BETWEEN: _between,
    ExpectationName.BELOW: _below,
    ExpectationName.WITHIN_COLUMN: _within_column,
    ExpectationName.IN_SET: _in_set,
    ExpectationName.NOT_IN_SET: _not_in_set,
    ExpectationName.IS_TRUE: _is_true,
    ExpectationName.IS_FALSE: _is_false,
}
"""Expectation name -> the function that builds the Great Expectations object."""

_SEVERITY = {
    Effect.VETO: "critical",
    Effect.DEDUCTION: "warning",
    Effect.BONUS: "info",
    Effect.NOTICE: "info",
}


def expectations_of(
    indicator: Indicator, meta: Options, options: Options | None = None
) -> list[Expectation]:
    """One expectation per level of an indicator (one in all for an indicator without levels).

    Boundary days pass: 超期 and 僵尸 begin after their number; 预警 begins on its day.

    Args:
        indicator: an entry of an edition.
        meta: edition and basis; code, rule and level are added here.
        options: more options of the expectation, such as its ``row_condition``.
    """
    more = _conditions(options or {})
    if not indicator.levels:
        level = indicator.level or Level.NOTICE
        own = {**_options(indicator, level, meta), **more}
        return [BUILDERS[indicator.expectation](indicator, own)]
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column=indicator.fact,
            max_value=days,
            strict_max=level is Level.WARNING,
            **_options(indicator, level, meta),
            **more,
        )
        for level, days in indicator.levels.items()
    ]


def _conditions(options: Options) -> Options:
    if options.get("row_condition") is None:
        return {}
    return {**options, "condition_parser": "pandas"}


def _options(indicator: Indicator, level: Level, meta: Options) -> Options:
    is_mild = level in {Level.WARNING, Level.NOTICE}
    severity = "info" if is_mild else _SEVERITY[indicator.effect]
    return {
        "severity": severity,
        "meta": {**meta, "code": indicator.code, "rule": indicator.rule, "level": level.value},
    }
