"""Account facts from two DataFrames: the SQL of ``facts/account.py`` on an in-memory DuckDB."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.facts.account import measure_accounts
from gongkai_monitor.facts.measure import Measures
from gongkai_monitor.facts.moment import lay_moment
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.facts.soundness import measure_account_soundness
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.vocabulary import (
    AccountFunction,
    CollectionCause,
    CollectionState,
    FilingStatus,
    Platform,
    Term,
)

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_TABLES = (
    """CREATE TABLE now_accounts (account_code VARCHAR, platform VARCHAR, name VARCHAR,
        agency_code VARCHAR, function VARCHAR, filing_status VARCHAR, opened_on DATE,
        filed_on DATE)""",
    """CREATE TABLE now_agencies (agency_code VARCHAR, name VARCHAR, level VARCHAR,
        kind VARCHAR)""",
    """CREATE TABLE account_state (account_code VARCHAR, collection_state VARCHAR,
        cause VARCHAR, detail VARCHAR, collected_at TIMESTAMPTZ, first_read_on DATE)""",
    """CREATE TABLE posts (account_code VARCHAR, published_at TIMESTAMPTZ,
        observed_at TIMESTAMPTZ, fetch_id VARCHAR)""",
    """CREATE TABLE account_snapshots (account_code VARCHAR, observed_at TIMESTAMPTZ,
        collection_state VARCHAR, newest_at TIMESTAMPTZ, followers BIGINT, fetch_id VARCHAR,
        evidence_id VARCHAR, list_generated_at TIMESTAMPTZ)""",
)

_INSERT_ACCOUNTS = "INSERT INTO now_accounts BY NAME SELECT * FROM given_accounts"
_INSERT_STATES = "INSERT INTO account_state BY NAME SELECT * FROM given_states"
_INSERT_POSTS = "INSERT INTO posts BY NAME SELECT * FROM given_posts"

_WORDS: dict[str, tuple[type[Term], str | None]] = {
    "platform": (Platform, None),
    "function": (AccountFunction, AccountFunction.PUBLISHING.value),
    "filing_status": (FilingStatus, FilingStatus.FILED.value),
}
"""Column -> closed list, and the value of an absent column."""


def measure_given_accounts(
    accounts: pd.DataFrame, posts: pd.DataFrame, as_of: datetime, catalogue: Catalogue
) -> tuple[datetime, Measures]:
    """The facts ``account``, ``filing`` and ``agency_platform`` of given tables.

    Args:
        accounts: see ``gongkai_monitor.auditing.audit_accounts``.
        posts: likewise.
        as_of: a naive one is Beijing time.
        catalogue: windows and platform groups.

    Returns:
        The aware moment and the measures.

    Raises:
        InputError: for a missing column or a word outside the closed lists.
    """
    import duckdb
    import pandas as pd

    _require("accounts", accounts, ("account_code", "platform", "name"))
    _require("posts", posts, ("account_code", "published_at"))
    moment = as_of if as_of.tzinfo else as_of.replace(tzinfo=CHINA)
    given = _posts(posts, moment)
    conn = duckdb.connect(":memory:")
    try:
        for statement in _TABLES:
            conn.execute(statement)
        lay_moment(conn, moment, timedelta(hours=36))
        _insert(conn, "given_accounts", _accounts(accounts), _INSERT_ACCOUNTS)
        states = _states(accounts, frozenset(given["account_code"]), moment)
        _insert(conn, "given_states", states, _INSERT_STATES)
        _insert(conn, "given_posts", given, _INSERT_POSTS)
        facts = measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
        soundness = measure_account_soundness(conn)
    finally:
        conn.close()
    if "agency_code" not in accounts.columns:
        facts["agency_platform"] = facts["agency_platform"].iloc[:0]
    empty = pd.DataFrame()
    return moment, Measures(
        facts=facts,
        soundness=soundness,
        documents=empty,
        interpretations=empty,
        document_links=empty,
    )


def _insert(
    conn: duckdb.DuckDBPyConnection, name: str, table: pd.DataFrame, statement: str
) -> None:
    import pyarrow as pa

    if not len(table):
        return
    conn.register(name, pa.Table.from_pylist(plain_rows(table)))
    conn.execute(statement)
    conn.unregister(name)


def _accounts(accounts: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    given = pd.DataFrame(
        {
            "account_code": accounts["account_code"].astype(str),
            "name": accounts["name"].astype(str),
            "agency_code": _column(accounts, "agency_code", None),
            "opened_on": _days(accounts, "opened_on"),
            "filed_on": _days(accounts, "filed_on"),
        }
    )
    for column, (term, default) in _WORDS.items():
        given[column] = _terms(accounts, column, term, default)
    return given


def _states(accounts: pd.DataFrame, with_posts: frozenset[str], moment: datetime) -> pd.DataFrame:
    """State of every account: as given, else read when there are posts, else 未采到."""
    import pandas as pd

    read_at = _instants(_column(accounts, "collected_at", None))
    rows: list[dict[str, Any]] = []
    for position, row in enumerate(plain_rows(accounts)):
        code = str(row["account_code"])
        collected_at = None if pd.isna(read_at.iloc[position]) else read_at.iloc[position]
        is_read = collected_at is not None or code in with_posts
        state = row.get("collection_state") or ("collected" if is_read else "uncollected")
        filing = row.get("filing_status")
        cause = row.get("cause") or ("ok" if is_read else "no_source")
        if filing in {FilingStatus.CLOSED, FilingStatus.DEREGISTERED, "关停", "注销"}:
            state, cause = CollectionState.OUT_OF_SCOPE.value, CollectionCause.CLOSED.value
        elif row.get("is_complete") is False and state == CollectionState.COLLECTED:
            state, cause = CollectionState.UNCOLLECTED.value, CollectionCause.PARTIAL.value
        rows.append(
            {
                "account_code": code,
                "collection_state": _term(state, CollectionState, "collection_state", position),
                "cause": _term(cause, CollectionCause, "cause", position),
                "detail": row.get("detail"),
                "collected_at": collected_at or (moment if is_read else None),
                "first_read_on": None,
            }
        )
    return pd.DataFrame(rows)


def _posts(posts: pd.DataFrame, moment: datetime) -> pd.DataFrame:
    import pandas as pd

    given = pd.DataFrame(
        {
            "account_code": posts["account_code"].astype(str),
            "published_at": _instants(posts["published_at"]),
        }
    )
    given["observed_at"] = moment
    given["fetch_id"] = None
    is_known = given["published_at"].isna() | (given["published_at"] <= moment)
    return given[is_known].reset_index(drop=True)


def _instants(values: Any) -> pd.Series[Any]:
    """Aware instants; naive ones are Beijing time."""
    import pandas as pd

    def aware(value: Any) -> Any:
        stamp = pd.Timestamp(value) if not pd.isna(value) else pd.NaT
        if pd.isna(stamp):
            return pd.NaT
        return stamp.tz_localize(CHINA) if stamp.tzinfo is None else stamp

    series = pd.Series(values)
    if isinstance(series.dtype, pd.DatetimeTZDtype):
        return series.dt.tz_convert("UTC")
    if series.dtype.kind == "M":
        return series.dt.tz_localize(CHINA).dt.tz_convert("UTC")
    return pd.to_datetime(series.map(aware), utc=True)


def _days(table: pd.DataFrame, column: str) -> Any:
    import pandas as pd

    values = pd.to_datetime(pd.Series(_column(table, column, None)))
    return [None if pd.isna(value) else value.date() for value in values]


def _column(table: pd.DataFrame, column: str, default: Any) -> Any:
    if column in table.columns:
        return list(table[column])
    return [default] * len(table)


def _terms(table: pd.DataFrame, column: str, term: type[Term], default: str | None) -> list[str]:
    import pandas as pd

    values = _column(table, column, default)
    return [
        _term(default if pd.isna(value) and default else value, term, column, position)
        for position, value in enumerate(values)
    ]


def _term(value: Any, term: type[Term], column: str, position: int) -> str:
    """The stored value of a word given as value or Chinese label."""
    for member in term:
        if value in (member.value, member.label):
            return str(member.value)
    expected = "/".join(member.label for member in term)
    raise InputError(
        [
            Fault(
                file="accounts",
                row=position + 1,
                column=column,
                expected=f"{expected} 之一",
                actual=str(value),
            )
        ]
    )


def _require(name: str, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError([Fault(file=name, expected=f"列 {column}") for column in missing])
