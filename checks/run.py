"""The judge: facts and editions in, findings out. The only way to Great Expectations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from checks.batch import batch_of
from checks.context import open_context, unexpected_keys, validate
from checks.expectations import expectations_of
from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.findings.build import build_finding, gravest
from gongkai_monitor.indicators.catalogue import Catalogue, Rule
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.vocabulary import Level

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.core import ExpectationSuiteValidationResult
    from great_expectations.data_context import EphemeralDataContext

Levels = dict[tuple[str, int], list[Level]]


def judge(
    facts: Mapping[str, pd.DataFrame], catalogue: Catalogue, as_of: datetime
) -> list[Finding]:
    """Judge every collected row of the facts by the editions in force at ``as_of``.

    Args:
        facts: facts table name -> rows (``gongkai_monitor.facts``); absent tables are not judged.
        catalogue: from ``load_editions``.
        as_of: aware instant of the judgement.

    Returns:
        Findings in the order of the catalogue, then of the rows; lifecycle not yet applied.

    Raises:
        InputError: for an unknown table or a column that a rule needs and the facts lack.
        CheckError: when an expectation could not be evaluated.
    """
    _require_tables(facts)
    day = china_date(as_of)
    rules = [rule for rule in catalogue.rules if rule.edition.is_valid_on(day)]
    by_table: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_table[rule.indicator.applies_to].append(rule)
    context = open_context()
    findings: list[Finding] = []
    for table, members in by_table.items():
        if table in facts:
            findings += _judge_table(context, facts[table], members, as_of)
    order = {rule.indicator.code: position for position, rule in enumerate(rules)}
    return sorted(findings, key=lambda finding: order[finding.code])


def _judge_table(
    context: EphemeralDataContext, table: pd.DataFrame, rules: list[Rule], as_of: datetime
) -> list[Finding]:
    name = rules[0].indicator.applies_to
    batch, conditions = batch_of(name, table, rules)
    if batch.empty:
        return []
    expectations = []
    for rule in rules:
        meta = {"edition": rule.edition.edition, "basis": rule.indicator.basis}
        options = {"row_condition": conditions.get(rule.indicator.code)}
        expectations += expectations_of(rule.indicator, meta, options)
    result = validate(context, name, batch, expectations)
    levels = _unexpected(result)
    kept = sorted({key for _, key in levels})
    rows = dict(zip(kept, plain_rows(batch.loc[kept]), strict=True))
    return [
        build_finding(rule, rows[key], gravest(levels[rule.indicator.code, key]), as_of)
        for rule in rules
        for key in kept
        if (rule.indicator.code, key) in levels
    ]


def _unexpected(result: ExpectationSuiteValidationResult) -> Levels:
    """(indicator code, row key) -> levels that the row reached."""
    levels: Levels = defaultdict(list)
    for (code, level), keys in unexpected_keys(result).items():
        for key in keys:
            levels[code, key].append(Level(level))
    return levels


def _require_tables(facts: Mapping[str, pd.DataFrame]) -> None:
    unknown = [name for name in facts if name not in FACT_TABLES]
    if unknown:
        expected = "、".join(FACT_TABLES)
        raise InputError([Fault(file="facts", sheet=name, expected=expected) for name in unknown])
