"""基层政务公开标准目录: the elements that each catalogue page names."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.field_catalogue import is_catalogue, missing_elements

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_PAGES = """
SELECT a.url, a.site_code, a.title, a.body, [a.fetch_id] AS evidence,
    a.observed_at AS collected_at, t.collection_state, t.cause, t.detail, s.agency_code,
    s.name AS site_name
FROM (
    SELECT * FROM articles
    WHERE observed_at <= (SELECT as_of FROM moment) AND title LIKE '%目录%'
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
) a
JOIN channel_state t USING (site_code, channel_url)
JOIN now_sites s USING (site_code)
ORDER BY a.url
"""


def measure_catalogues(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[str, pd.DataFrame]:
    """The facts ``field_catalogue``."""
    pages = plain_rows(frame(conn, _PAGES, {}))
    rows = [_row(page, as_of) for page in pages if is_catalogue(page["title"] or "")]
    return {"field_catalogue": table_of("field_catalogue", rows, counts=("missing_count",))}


def _row(page: Row, as_of: datetime) -> dict[str, Any]:
    missing = missing_elements(page["body"] or "")
    return {
        **common(page, as_of),
        "page_url": page["url"],
        "site_code": page["site_code"],
        "title": page["title"],
        "missing_count": None if missing is None else len(missing),
        "missing": None if missing is None else "、".join(missing),
    }
