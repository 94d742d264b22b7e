"""The week of a site hour by hour: how often it was visited and how often in vain."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_HOURS = """
WITH visit AS (
    SELECT site_code, is_ok, make_timestamp(epoch_us(probed_at) + 28800000000) AS local_at,
        make_timestamp(epoch_us($as_of::TIMESTAMPTZ) + 28800000000)::DATE AS today
    FROM probes
    WHERE probed_at <= $as_of::TIMESTAMPTZ
      AND probed_at > $as_of::TIMESTAMPTZ - INTERVAL 192 HOUR
)
SELECT site_code, local_at::DATE AS day, hour(local_at) AS hour, count(*) AS visits,
    count(*) FILTER (NOT is_ok) AS failed
FROM visit
WHERE local_at::DATE > today - 7
GROUP BY ALL
ORDER BY site_code, day, hour
"""


def read_probe_hours(conn: duckdb.DuckDBPyConnection, as_of: datetime) -> pd.DataFrame:
    """Visits of the seven days in China that end with the day of ``as_of``.

    Returns:
        site_code, day, hour (0 to 23, in China), visits, failed; hours without a visit have no row.
    """
    return frame(conn, _HOURS, {"as_of": as_of})
