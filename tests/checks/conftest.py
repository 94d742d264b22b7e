"""Facts rows for the judge: every column of the contract, unremarkable unless a case says so."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from gongkai_monitor.facts.columns import FACT_TABLES

AS_OF = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)

HEALTHY: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in (Path(__file__).parent / "healthy").glob("*.yml")
}
"""Facts table -> the columns of an unremarkable row (``healthy/<table>.yml``)."""


def fact_row(table: str, **changes: Any) -> dict[str, Any]:
    """A healthy collected row with some columns changed."""
    unknown = set(changes) - set(FACT_TABLES[table].all_columns)
    assert not unknown, f"{table} has no columns {sorted(unknown)}"
    return {
        **dict.fromkeys(FACT_TABLES[table].all_columns),
        "as_of": AS_OF, "collected_at": AS_OF, "collection_state": "collected", "cause": "ok",
        "agency_code": "CD", "subject_id": "S1", "subject_name": "承德", "evidence": [],
        **HEALTHY[table], **changes,
    }  # fmt: skip


def fact_table(table: str, *rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(FACT_TABLES[table].all_columns))


@pytest.fixture
def as_of() -> datetime:
    return AS_OF


@pytest.fixture
def make_row():
    return fact_row


@pytest.fixture
def make_table():
    return fact_table
