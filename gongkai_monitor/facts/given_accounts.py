"""Account facts from two DataFrames: the SQL of the store's facts on an in-memory DuckDB."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import CHINA, in_china
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.facts.account import measure_accounts
from gongkai_monitor.facts.account_reading import lay_account_readings
from gongkai_monitor.facts.account_tables import measure_account_tables
from gongkai_monitor.facts.measure import Measures
from gongkai_monitor.facts.moment import lay_moment
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.facts.soundness import measure_account_soundness
from gongkai_monitor.indicators.catalogue import Catalogue
from gongkai_monitor.model.observations import TABLES, AccountSnapshot, Post
from gongkai_monitor.model.registry import Account, Agency, RegistryChange
from gongkai_monitor.text.fingerprint import text_bands, text_hash
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    CollectedBy,
    CollectionCause,
    CollectionState,
    FilingStatus,
    Platform,
    Term,
    YesNo,
)

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_RECORDS: dict[str, type] = {
    "now_accounts": Account,
    "now_agencies": Agency,
    "registry_changes": RegistryChange,
    **{name: TABLES[name] for name in (
        "account_snapshots", "posts", "post_counts", "post_lists", "account_profiles",
        "post_replies", "interaction_checks", "interaction_readings", "message_counts",
        "app_releases", "articles",
    )},
}  # fmt: skip
"""Tables that the measures read; those that two DataFrames cannot fill stay empty."""

_STATES = """CREATE TABLE account_state (account_code VARCHAR, collection_state VARCHAR,
    cause VARCHAR, detail VARCHAR, collected_at TIMESTAMPTZ, first_read_on DATE)"""

_FRESH = timedelta(days=7)
"""An export that ends earlier before ``as_of`` says nothing about the days in between."""

_COMPARED = timedelta(days=90)
_DIGITS = re.compile(r"\d[\d -]{9}")
_POST_COLUMNS = (
    "title", "text", "url", "is_own", "is_repost", "is_original", "source_name", "text_length",
    "reads", "likes", "comments", "reposts",
)  # fmt: skip

_WORDS: dict[str, tuple[type[Term], str | None]] = {
    "platform": (Platform, None),
    "function": (AccountFunction, AccountFunction.PUBLISHING.value),
    "filing_status": (FilingStatus, FilingStatus.FILED.value),
    "source": (AccountSource, AccountSource.IMPORT.value),
    "has_interaction": (YesNo, YesNo.UNKNOWN.value),
}
"""Column -> closed list, and the value of an absent column."""


def measure_given_accounts(
    accounts: pd.DataFrame,
    posts: pd.DataFrame,
    as_of: datetime,
    catalogue: Catalogue,
    complete_until: datetime | None = None,
) -> tuple[datetime, Measures]:
    """The facts about accounts of given tables.

    Args:
        accounts: see ``gongkai_monitor.auditing.audit_accounts``.
        posts: likewise.
        as_of: a naive one is Beijing time.
        catalogue: windows and platform groups.
        complete_until: every post up to then is among ``posts``.

    Returns:
        The aware moment and the measures.

    Raises:
        InputError: for a missing column or a word outside the closed lists.
    """
    import duckdb
    import pandas as pd

    _require("accounts", accounts, ("account_code", "platform", "name"))
    _require("posts", posts, ("account_code", "published_at"))
    moment = in_china(as_of)
    given = _posts(posts, moment)
    until = min(in_china(complete_until), moment) if complete_until else None
    states = _states(accounts, given, moment, until)
    conn = duckdb.connect(":memory:")
    try:
        _lay_tables(conn)
        lay_moment(conn, moment, _FRESH)
        _insert(conn, "now_accounts", _accounts(accounts), Account)
        _insert(conn, "posts", given, Post)
        _insert(conn, "account_snapshots", _snapshots(accounts, states, given), AccountSnapshot)
        _insert_states(conn, states)
        lay_account_readings(conn)  # one at most: it never proves twice what a 关停 rests on
        facts = measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
        facts |= measure_account_tables(conn, catalogue.windows)
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


def _lay_tables(conn: duckdb.DuckDBPyConnection) -> None:
    """Empty tables with the columns of the store's."""
    from gongkai_monitor.landing.schema import arrow_schema

    for name, record in _RECORDS.items():
        conn.from_arrow(arrow_schema(record).empty_table()).create(name)
    conn.execute(_STATES)


def _insert(conn: duckdb.DuckDBPyConnection, name: str, table: pd.DataFrame, record: type) -> None:
    """Rows into a table of a record; columns that are not given stay empty."""
    import pyarrow as pa

    from gongkai_monitor.landing.schema import arrow_schema

    if not len(table):
        return
    fields = [field.with_nullable(True) for field in arrow_schema(record)]
    known = pa.schema([field for field in fields if field.name in table.columns])
    rows = pa.Table.from_pandas(table, known, preserve_index=False)
    for field in fields:
        if field.name not in table.columns:
            rows = rows.append_column(field, pa.nulls(len(table), field.type))
    conn.from_arrow(rows.select([field.name for field in fields])).insert_into(name)


def _insert_states(conn: duckdb.DuckDBPyConnection, states: list[dict[str, Any]]) -> None:
    conn.executemany(
        "INSERT INTO account_state VALUES (?, ?, ?, ?, ?, NULL)",
        [
            (one["account_code"], one["collection_state"], one["cause"], one["detail"],
             one["collected_at"])
            for one in states
        ],
    )  # fmt: skip


def _accounts(accounts: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    given = pd.DataFrame(
        {
            "account_code": accounts["account_code"].astype(str),
            "name": accounts["name"].astype(str),
            "agency_code": _column(accounts, "agency_code", None),
            "certified_subject": _column(accounts, "certified_subject", None),
            "opened_on": _days(accounts, "opened_on"),
            "filed_on": _days(accounts, "filed_on"),
        }
    )
    for column, (term, default) in _WORDS.items():
        given[column] = _terms(accounts, column, term, default)
    return given


def _states(
    accounts: pd.DataFrame, posts: pd.DataFrame, moment: datetime, until: datetime | None
) -> list[dict[str, Any]]:
    """State of every account: what was given, held against how far the posts reach.

    Posts show that an account lives. That it was silent afterwards is shown only by a reading:
    ``collected_at`` of its own, or an export that is complete up to an instant.
    """
    import pandas as pd

    newest = posts.groupby("account_code")["published_at"].max().to_dict()
    read_at = _instants(_column(accounts, "collected_at", None))
    rows: list[dict[str, Any]] = []
    for position, row in enumerate(plain_rows(accounts)):
        code = str(row["account_code"])
        own = None if pd.isna(read_at.iloc[position]) else read_at.iloc[position].to_pydatetime()
        last = newest.get(code)
        known = own or (until if last is not None else None)
        state, cause, detail = _state(row, last, known, moment)
        rows.append(
            {
                "account_code": code,
                "collection_state": _term(state, CollectionState, "collection_state", position),
                "cause": _term(cause, CollectionCause, "cause", position),
                "detail": row.get("detail") or detail,
                "collected_at": known or (None if last is None else last.to_pydatetime()),
            }
        )
    return rows


def _state(
    row: dict[str, Any], last: Any, known: datetime | None, moment: datetime
) -> tuple[str, str, str | None]:
    """State, cause and detail of one account.

    Args:
        row: as given.
        last: its newest post.
        known: when it was read.
        moment: of the audit.
    """
    collected = CollectionState.COLLECTED.value
    if row.get("filing_status") in {FilingStatus.CLOSED, FilingStatus.DEREGISTERED, "关停", "注销"}:
        return CollectionState.OUT_OF_SCOPE.value, CollectionCause.CLOSED.value, None
    state = row.get("collection_state")
    if state and state not in {collected, CollectionState.COLLECTED.label}:
        return state, row.get("cause") or CollectionCause.NOT_RUN.value, None
    if last is None and known is None:
        return CollectionState.UNCOLLECTED.value, CollectionCause.NO_SOURCE.value, None
    gap = _gap(row, last, known, moment)
    if gap is not None:
        return CollectionState.UNCOLLECTED.value, CollectionCause.PARTIAL.value, gap
    return collected, row.get("cause") or CollectionCause.OK.value, None


def _gap(row: dict[str, Any], last: Any, known: datetime | None, moment: datetime) -> str | None:
    """What is missing before silence may be judged; None when nothing is."""
    if row.get("is_complete") is False:
        return "列表只读到一部分"
    if last is None and row.get("total_count") != 0:
        return "没有推文，也没有平台显示的推文总数为 0 的证据"
    if known is None:
        return "没有说明数据截至何时，最近一条之后是否更新无从判断"
    if known < moment - _FRESH:
        return f"数据截至 {known.astimezone(CHINA):%Y-%m-%d}，之后是否更新无从判断"
    return None


def _snapshots(
    accounts: pd.DataFrame, states: list[dict[str, Any]], posts: pd.DataFrame
) -> pd.DataFrame:
    """One reading per account that was read: how far back its posts are known, its followers."""
    import pandas as pd

    oldest = posts.groupby("account_code")["published_at"].min().to_dict()
    counts = posts["account_code"].value_counts().to_dict()
    reach = _instants(_column(accounts, "reach_back_at", None))
    rows = []
    for position, (row, state) in enumerate(zip(plain_rows(accounts), states, strict=True)):
        if state["collected_at"] is None:
            continue
        code = state["account_code"]
        given = reach.iloc[position]
        rows.append(
            {
                "account_code": code,
                "round_id": "given",
                "observed_at": state["collected_at"],
                "collection_state": CollectionState.COLLECTED.value,
                "cause": CollectionCause.OK.value,
                "source": AccountSource.IMPORT.value,
                "collected_by": CollectedBy.PROVIDER.value,
                "post_count": counts.get(code, 0),
                "is_complete": True,
                "reach_back_at": oldest.get(code) if pd.isna(given) else given,
                "is_whole": row.get("is_whole"),
                "total_count": row.get("total_count"),
                "followers": row.get("followers"),
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _posts(posts: pd.DataFrame, moment: datetime) -> pd.DataFrame:
    """The posts up to the moment; texts are masked, and those of 90 days made comparable."""
    import pandas as pd

    given = pd.DataFrame(
        {
            "account_code": posts["account_code"].astype(str),
            "published_at": _instants(posts["published_at"]).to_numpy(),
            "post_key": [str(key) for key in _column(posts, "post_key", None)]
            if "post_key" in posts.columns else [f"given:{n}" for n in range(len(posts))],
            "source": AccountSource.IMPORT.value,
            "round_id": "given",
            "observed_at": moment,
            **{name: list(posts[name]) for name in _POST_COLUMNS if name in posts.columns},
        }
    )  # fmt: skip
    given["published_at"] = pd.to_datetime(given["published_at"], utc=True)
    given["is_pinned"] = False
    given = given[given["published_at"].isna() | (given["published_at"] <= moment)]
    given = given.drop_duplicates(["account_code", "post_key"]).reset_index(drop=True)
    if "text" in given.columns:
        texts = [_masked(text) for text in given["text"]]
        recent = (given["published_at"] > moment - _COMPARED).tolist()
        pairs = list(zip(texts, recent, strict=True))
        given["text"] = texts
        given["text_hash"] = [text_hash(one) if one and new else None for one, new in pairs]
        bands: list[Any] = [text_bands(one) if one and new else None for one, new in pairs]
        given["text_bands"] = pd.Series(bands, index=given.index, dtype=object)
    return given


def _masked(text: Any) -> str | None:
    if not isinstance(text, str):
        return None
    return mask_personal_data(text) if _DIGITS.search(text) else text


def _instants(values: Any) -> pd.Series[Any]:
    """Aware instants; naive ones are Beijing time."""
    import pandas as pd

    def aware(value: Any) -> Any:
        stamp = pd.Timestamp(value) if not pd.isna(value) else pd.NaT
        if pd.isna(stamp):
            return pd.NaT
        return stamp.tz_localize(CHINA) if stamp.tzinfo is None else stamp

    series = pd.Series(values)
    if len(series) and pd.api.types.infer_dtype(series) == "string":
        try:
            series = pd.to_datetime(series, format="ISO8601")
        except ValueError:  # another form, or zones beside none: one by one
            return pd.to_datetime(series.map(aware), utc=True)
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
    expected = f"{'/'.join(member.label for member in term)} 之一"
    place = {"file": "accounts", "column": column, "expected": expected, "actual": str(value)}
    raise InputError([Fault(row=position + 1, **place)])


def _require(name: str, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError([Fault(file=name, expected=f"列 {column}") for column in missing])
