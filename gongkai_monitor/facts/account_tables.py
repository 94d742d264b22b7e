"""All facts about accounts beside ``account`` itself, in the order in which they build on another.

``account.measure_accounts`` must have been called on the connection before.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from gongkai_monitor.facts.account_content import measure_account_content
from gongkai_monitor.facts.account_copy import lay_account_copies
from gongkai_monitor.facts.account_identity import measure_account_identity
from gongkai_monitor.facts.account_interaction import measure_account_interaction
from gongkai_monitor.facts.account_life import measure_account_lives
from gongkai_monitor.facts.account_post_sign import measure_post_signs
from gongkai_monitor.facts.account_reach import measure_account_reach
from gongkai_monitor.facts.account_twin import measure_account_twins
from gongkai_monitor.facts.agency_accounts import measure_agency_accounts
from gongkai_monitor.facts.app import measure_apps
from gongkai_monitor.indicators.catalogue import Windows

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


def measure_account_tables(
    conn: duckdb.DuckDBPyConnection, windows: Windows, own_sources: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """Every facts table about accounts that ``measure_accounts`` does not give.

    Args:
        conn: see above.
        windows: of the edition.
        own_sources: the deployment's 稿源单位 (``text/authorised_sources.py``).
    """
    facts = measure_post_signs(conn, own_sources)
    lay_account_copies(conn)
    facts |= measure_account_content(conn, windows.account.days)
    facts |= measure_account_reach(conn)
    facts |= measure_account_interaction(conn)
    facts |= measure_account_identity(conn)
    facts |= measure_account_twins(conn)
    facts |= measure_account_lives(conn)
    facts |= measure_agency_accounts(conn)
    facts |= measure_apps(conn)
    return facts
