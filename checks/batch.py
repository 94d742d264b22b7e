"""The rows of one facts table as a pandas batch for Great Expectations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.facts.rows import collected, typed
from gongkai_monitor.indicators.catalogue import Rule

if TYPE_CHECKING:
    import pandas as pd


def batch_of(
    name: str, table: pd.DataFrame, rules: list[Rule]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Collected rows with a ``row_key``, and the row condition of every rule that has one.

    ``when`` is evaluated here, once per rule, into a boolean column: a condition on an unknown
    value is false, so a row is never judged on what is not known.

    Returns:
        The batch (index = ``row_key``), and indicator code -> row condition.

    Raises:
        InputError: naming the columns that the rules need and the table lacks.
    """
    _require_columns(name, table, rules)
    batch = typed(collected(table).reset_index(drop=True))
    batch["row_key"] = range(len(batch))
    conditions: dict[str, str] = {}
    for position, rule in enumerate(rules):
        if rule.indicator.when is None or batch.empty:
            continue
        column = f"when_{position}"
        batch[column] = batch.index.isin(batch.query(rule.indicator.when).index)
        conditions[rule.indicator.code] = f"{column} == True"
    return batch, conditions


def _require_columns(name: str, table: pd.DataFrame, rules: list[Rule]) -> None:
    needed: set[str] = {"subject_id"}
    for rule in rules:
        needed |= rule.indicator.columns
    missing = sorted(needed - set(table.columns))
    if missing:
        raise InputError(
            [Fault(file="facts", sheet=name, expected=f"列 {column}") for column in missing]
        )
