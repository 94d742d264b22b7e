"""账号名称、认证和备案变更: what the platform shows against what the register says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import CalendarCoverageError
from gongkai_monitor.facts.made import table_of
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.account_name import (
    clean_name,
    is_same_body,
    name_key,
    name_similarity,
    names_internal_office,
    subject_key,
)
from gongkai_monitor.vocabulary import AccountField
from gongkai_monitor.workdays import workdays_between

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_SHOWN = """
WITH shown AS (
    SELECT account_code, observed_at, shown_name, certified_subject, fetch_id
    FROM account_profiles WHERE observed_at <= (SELECT as_of FROM moment)
    UNION ALL
    SELECT account_code, observed_at, shown_name, NULL, fetch_id FROM account_snapshots
    WHERE shown_name IS NOT NULL AND collection_state = 'collected'
      AND observed_at <= (SELECT as_of FROM moment)
), latest AS (
    SELECT account_code, max(observed_at) AS observed_at,
        arg_max(shown_name, observed_at) FILTER (shown_name IS NOT NULL) AS shown_name,
        arg_max(certified_subject, observed_at) FILTER (certified_subject IS NOT NULL)
            AS shown_subject,
        arg_max(fetch_id, observed_at) AS fetch_id
    FROM shown GROUP BY ALL
), open AS (
    SELECT account_code, agency_code, name FROM now_accounts
    WHERE filing_status NOT IN ('closed', 'deregistered')
), others AS (
    SELECT a.account_code, list(DISTINCT o.name ORDER BY o.name) AS names
    FROM now_accounts a
    JOIN open o ON o.agency_code = a.agency_code AND o.account_code <> a.account_code
    GROUP BY ALL
)
SELECT a.account_code, a.name, a.platform, a.agency_code, a.certified_subject,
    g.name AS agency_name, g.aliases, l.observed_at AS collected_at, l.shown_name,
    l.shown_subject, l.fetch_id, o.names AS other_names, t.collection_state, t.cause
FROM now_accounts a JOIN account_state t USING (account_code)
LEFT JOIN latest l USING (account_code) LEFT JOIN others o USING (account_code)
LEFT JOIN now_agencies g USING (agency_code)
ORDER BY a.account_code
"""

_VERSIONS = """
SELECT p.account_code, a.name, a.platform, a.agency_code, a.certified_subject AS filed_subject,
    p.shown_name, p.certified_subject, p.observed_at, p.fetch_id, t.collection_state, t.cause
FROM account_profiles p JOIN now_accounts a USING (account_code)
JOIN account_state t USING (account_code)
WHERE p.observed_at <= (SELECT as_of FROM moment)
WINDOW reading AS (PARTITION BY p.account_code ORDER BY p.observed_at)
QUALIFY row_number() OVER reading = 1
    OR p.shown_name IS DISTINCT FROM lag(p.shown_name) OVER reading
    OR p.certified_subject IS DISTINCT FROM lag(p.certified_subject) OVER reading
ORDER BY p.account_code, p.observed_at
"""

_FILED = """
SELECT key AS account_code, field, after, min(changed_at) AS filed_at
FROM registry_changes
WHERE "table" = 'accounts' AND field IN ('name', 'certified_subject')
  AND changed_at <= (SELECT as_of FROM moment)
GROUP BY ALL
"""

_TODAY = "SELECT as_of, today FROM moment"


def measure_account_identity(conn: duckdb.DuckDBPyConnection) -> dict[str, pd.DataFrame]:
    """The facts ``account_identity`` and ``account_change``."""
    as_of, today = conn.execute(_TODAY).fetchone() or (None, None)
    shown = plain_rows(frame(conn, _SHOWN, {}))
    versions = plain_rows(frame(conn, _VERSIONS, {}))
    filed = {
        (
            row["account_code"],
            row["field"],
            _KEYS[AccountField(row["field"])](row["after"] or ""),
        ): china_date(row["filed_at"])
        for row in plain_rows(frame(conn, _FILED, {}))
    }
    return {
        "account_identity": table_of(
            "account_identity",
            [_identity(row, as_of) for row in shown],
            flags=("is_same_name", "is_sponsor_certified", "is_same_across", "is_internal_office"),
        ),
        "account_change": table_of(
            "account_change",
            _changes(versions, filed, as_of, today),
            counts=("workdays_to_file",),
            flags=("is_filed",),
        ),
    }


def _identity(row: Row, as_of: Any) -> Row:
    """What the latest profile shows; an account whose profile was never read is 未采到."""
    name = clean_name(row["shown_name"]) if row["shown_name"] else None
    subject = row["shown_subject"]
    body = tuple(one for one in (row["agency_name"], *(row["aliases"] or ())) if one)
    state, cause, detail = "collected", "ok", None
    if row["cause"] == "closed":
        state, cause = row["collection_state"], row["cause"]
    elif name is None and subject is None:
        state, cause, detail = "uncollected", "not_run", "没有读到账号资料"
    others = [one for one in row["other_names"] or () if name_key(one) != name_key(row["name"])]
    return {
        "as_of": as_of, "collected_at": row["collected_at"], "collection_state": state,
        "cause": cause, "detail": detail, "agency_code": row["agency_code"],
        "subject_id": row["account_code"], "subject_name": row["name"],
        "evidence": [row["fetch_id"]] if row["fetch_id"] else [],
        "account_code": row["account_code"], "name": row["name"], "platform": row["platform"],
        "shown_name": name, "shown_subject": subject,
        "name_similarity": name_similarity(row["name"], name) if name else None,
        "is_same_name": name_key(row["name"]) == name_key(name) if name else None,
        "is_sponsor_certified": is_same_body(subject, body) if subject and body else None,
        "other_names": others, "is_same_across": not others if row["other_names"] else None,
        "is_internal_office": any(
            names_internal_office(one) for one in (row["name"], subject) if one
        ),
    }  # fmt: skip


_KEYS = {AccountField.NAME: name_key, AccountField.SUBJECT: subject_key}
"""By what two values of a field are the same."""

_FIELDS = (
    (AccountField.NAME, "shown_name", "name"),
    (AccountField.SUBJECT, "certified_subject", "filed_subject"),
)
"""Field, its column in a profile, and its column in the register."""


def _changes(
    versions: list[Row], filed: dict[tuple[str, str, str], date], as_of: Any, today: date
) -> list[Row]:
    """Every change between two profiles of an account that the platform showed."""
    rows: dict[tuple[str, str, date], Row] = {}
    before: dict[tuple[str, str], tuple[str, date]] = {}
    for one in versions:
        for field, shown, registered in _FIELDS:
            key = _KEYS[field]
            value = clean_name(one[shown] or "")
            if not value:
                continue
            place = (one["account_code"], field.value)
            seen_on = china_date(one["observed_at"])
            known = before.get(place)
            before[place] = (value, seen_on)
            if known is None or key(known[0]) == key(value):
                continue
            filed_on = filed.get((*place, key(value)))
            is_filed = filed_on is not None or key(one[registered] or "") == key(value)
            rows[(*place, seen_on)] = {
                **_common(one, as_of),
                "field": field.value, "before": known[0], "after": value, "changed_on": seen_on,
                "first_seen_on": seen_on, "filed_on": filed_on, "is_filed": is_filed,
                "workdays_to_file": None if is_filed and filed_on is None
                else _workdays(seen_on, filed_on or today),
            }  # fmt: skip
    return list(rows.values())


def _common(row: Row, as_of: Any) -> Row:
    is_closed = row["cause"] == "closed"
    return {
        "as_of": as_of, "collected_at": row["observed_at"],
        "collection_state": row["collection_state"] if is_closed else "collected",
        "cause": row["cause"] if is_closed else "ok", "detail": None,
        "agency_code": row["agency_code"], "subject_id": row["account_code"],
        "subject_name": row["name"], "evidence": [row["fetch_id"]] if row["fetch_id"] else [],
        "account_code": row["account_code"], "name": row["name"], "platform": row["platform"],
    }  # fmt: skip


def _workdays(first: date, last: date) -> int | None:
    """Working days from the change to its filing; filed before it was seen is no delay."""
    try:
        return max(workdays_between(first, last), 0)
    except CalendarCoverageError:
        return None
