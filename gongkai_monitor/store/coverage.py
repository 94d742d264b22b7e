"""采集覆盖: what was and was not collected, per subject."""

from datetime import datetime
from typing import TYPE_CHECKING

import duckdb

from gongkai_monitor.store.frames import read_frame

if TYPE_CHECKING:
    import pandas as pd

READ_COVERAGE = """
SELECT * FROM coverage
WHERE observed_at <= ? AND observed_at > ?
QUALIFY row_number() OVER (
    PARTITION BY subject_kind, subject_id ORDER BY observed_at DESC, round_id DESC
) = 1
ORDER BY subject_kind, subject_id
"""
READ_ROUND = """
SELECT * FROM coverage
WHERE round_id = ?
QUALIFY row_number() OVER (
    PARTITION BY subject_kind, subject_id ORDER BY observed_at DESC
) = 1
ORDER BY subject_kind, subject_id
"""


def read_coverage(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, *, since: datetime
) -> "pd.DataFrame":
    """Newest coverage row of each subject after ``since`` and at or before ``as_of``.

    Columns are those of ``model.observations.Coverage``. A subject without a row was not
    visited; joining with the register makes it 未采到（本轮未采集）.
    """
    return read_frame(conn, READ_COVERAGE, [as_of, since])


def read_round_coverage(conn: duckdb.DuckDBPyConnection, round_id: str) -> "pd.DataFrame":
    """Newest coverage row of each subject within one round."""
    return read_frame(conn, READ_ROUND, [round_id])
