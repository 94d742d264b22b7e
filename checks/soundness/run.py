"""Drive the soundness suites through Great Expectations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from checks.context import open_context, unexpected_keys, validate
from checks.soundness.suites import SUITES, SoundnessSuite
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.findings.soundness import SoundnessOutcome

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 5
"""So many bad rows are named; the rest are counted."""


def check_soundness(tables: Mapping[str, pd.DataFrame]) -> list[SoundnessOutcome]:
    """One outcome per suite.

    Args:
        tables: from ``gongkai_monitor.facts.soundness.measure_soundness``; an absent or empty
            table has nothing to be unsound about.
    """
    import great_expectations.expectations as gxe

    context = open_context()
    by_table: dict[str, list[SoundnessSuite]] = defaultdict(list)
    for suite in SUITES:
        by_table[suite.table].append(suite)
    bad: dict[str, set[int]] = defaultdict(set)
    batches: dict[str, pd.DataFrame] = {}
    for name, members in by_table.items():
        if name not in tables or tables[name].empty:
            continue
        batch = tables[name].reset_index(drop=True)
        batch["row_key"] = range(len(batch))
        batches[name] = batch
        expectations = [
            gxe.ExpectColumnValuesToBeBetween(
                column=suite.column,
                min_value=suite.minimum,
                max_value=suite.maximum,
                meta={"code": suite.code, "level": "notice"},
            )
            for suite in members
        ]
        for (code, _), keys in unexpected_keys(
            validate(context, name, batch, expectations)
        ).items():
            bad[code] |= keys
    return [_outcome(suite, batches.get(suite.table), bad[suite.code]) for suite in SUITES]


def _outcome(suite: SoundnessSuite, batch: pd.DataFrame | None, keys: set[int]) -> SoundnessOutcome:
    rows = plain_rows(batch.loc[sorted(keys)]) if batch is not None and keys else []
    shown = "；".join(suite.observed.format(**row) for row in rows[:_SHOWN])
    more = f"；等 {len(rows)} 处" if len(rows) > _SHOWN else ""
    return SoundnessOutcome(
        code=suite.code,
        title=suite.title,
        is_sound=not rows,
        observed=shown + more if rows else "正常",
        limit=suite.limit,
        blocked_codes=suite.blocked_codes,
        blocked_subjects=tuple(sorted({one for row in rows for one in row["blocked"]})),
        blocks_shutdown=suite.blocks_shutdown,
    )
