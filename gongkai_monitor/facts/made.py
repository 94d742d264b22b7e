"""Facts rows that are made in Python as a table with the columns and types of their contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.rows import Row

if TYPE_CHECKING:
    import pandas as pd


def table_of(
    name: str, rows: Iterable[Row], *, counts: Iterable[str] = (), flags: Iterable[str] = ()
) -> pd.DataFrame:
    """The facts table ``name``.

    Args:
        name: of ``FACT_TABLES``.
        rows: column -> value; columns that a row leaves out are unknown.
        counts: columns of whole numbers that may be unknown.
        flags: columns of yes and no that may be unknown.
    """
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(FACT_TABLES[name].all_columns), dtype=object)
    return table.astype({**dict.fromkeys(counts, "Int64"), **dict.fromkeys(flags, "boolean")})


def common(
    row: Row, as_of: Any, *, subject_id: str | None = None, subject_name: str | None = None
) -> dict[str, Any]:
    """The columns that every facts row has, from a row of a query that gives them.

    Args:
        row: with ``collected_at``, ``collection_state``, ``cause``, ``detail``, ``agency_code``,
            ``site_code``, ``site_name`` and, if pages prove it, ``evidence``.
        as_of: the moment.
        subject_id: other than the site.
        subject_name: other than the site's.
    """
    return {
        "as_of": as_of,
        "collected_at": row["collected_at"],
        "collection_state": row["collection_state"],
        "cause": row["cause"],
        "detail": row["detail"],
        "agency_code": row["agency_code"],
        "subject_id": subject_id or row["site_code"],
        "subject_name": subject_name or row["site_name"],
        "evidence": [one for one in row.get("evidence") or () if one],
    }
