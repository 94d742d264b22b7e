"""有效性 of every policy document that was read, and whether the shown one is right (H-10).

All documents of the policy channels, however old: what was repealed years ago is still shown. A
document is judged on the day its page was read, by its own text and by what other documents that
were read say of it. That a document which ended is shown as such is never doubted: what ended it
may stand where nothing was collected.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.documents.repeals import find_repeals
from gongkai_monitor.documents.validity import Expiry, Repeal, ValidityOnDay, expiry_of, validity_on
from gongkai_monitor.facts.made import common, table_of
from gongkai_monitor.facts.policy_scope import foreign_issuer, is_rule_document
from gongkai_monitor.facts.query import frame
from gongkai_monitor.facts.rows import Row, plain_rows
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.text.validity import read_validity, says_valid
from gongkai_monitor.vocabulary import DocumentValidity, RepealKind

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_DOCUMENTS = """
SELECT a.url AS document_id, a.url, a.site_code, a.title, a.document_number, a.issuer,
    a.signed_on, a.published_on, a.validity, a.body AS text, a.fetch_id,
    a.observed_at AS collected_at, t.collection_state, t.cause, t.detail, s.agency_code,
    s.name AS site_name, g.name AS agency_name, g.aliases
FROM (
    SELECT * FROM articles WHERE observed_at <= (SELECT as_of FROM moment)
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY observed_at DESC) = 1
) a
JOIN now_channels c ON c.site_code = a.site_code AND c.url = a.channel_url
JOIN channel_state t ON t.site_code = c.site_code AND t.channel_url = c.url
JOIN now_sites s ON s.site_code = a.site_code
LEFT JOIN now_agencies g USING (agency_code)
WHERE c.kind = 'policy' ORDER BY a.url
"""


def measure_document_validity(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, *, expiry: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The ``document_validity`` facts of the prepared moment.

    Args:
        conn: prepared connection.
        as_of: the moment.
        expiry: the ``document_expiry`` facts: a document that a notice continued has not lapsed.
    """
    renewed = {row["document_url"] for row in plain_rows(expiry) if row["is_renewed"]}
    documents = frame(conn, _DOCUMENTS, {})
    rows = plain_rows(documents)
    fetches = {row["url"]: row["fetch_id"] for row in rows}
    repeals: dict[str, list[Repeal]] = defaultdict(list)
    for found in plain_rows(find_repeals(documents)):
        repeals[found["document_id"]].append(
            Repeal(
                kind=RepealKind(found["kind"]),
                by_document_id=found["by_document_id"],
                passage=found["passage"],
                since=found["since"],
            )
        )
    return {
        "document_validity": table_of(
            "document_validity",
            [
                _measured(
                    row, repeals[row["url"]], fetches, as_of, is_renewed=row["url"] in renewed
                )
                for row in rows
            ],
            flags=("is_computed", "is_validity_right"),
        )
    }


def _measured(
    row: Row, repeals: list[Repeal], fetches: dict[str, Any], as_of: datetime, *, is_renewed: bool
) -> Row:
    title, number = row["title"] or "", row["document_number"]
    number = normalise_document_number(number) if number else None
    names = [row["agency_name"] or "", *(row["aliases"] or ())]
    is_own = foreign_issuer(title, number, row["issuer"], names) is None
    stated = read_validity(title, row["text"] or "", row["signed_on"])
    effective = stated.effective_on if stated else None
    expiry = expiry_of(
        stated,
        is_rule=is_own and is_rule_document(title, number),
        started_on=effective or row["signed_on"],
        stated_day=None,
    )
    read_on = china_date(row["collected_at"])
    worked = validity_on(
        read_on,
        is_read=stated is not None,
        effective_on=effective,
        expiry=None if is_renewed else expiry,
        repeals=repeals,
    )
    repeal = _decisive(repeals, read_on)
    proofs = [row["fetch_id"], fetches.get(repeal.by_document_id) if repeal else None]
    return {
        **common(
            {**row, "evidence": proofs},
            as_of,
            subject_id=row["url"],
            subject_name=title or row["url"],
        ),
        "document_url": row["url"],
        "site_code": row["site_code"],
        "title": title,
        "document_number": number,
        "shown_validity": row["validity"],
        "effective_on": effective,
        **_period(expiry),
        "validity": worked.state.label if worked else None,
        "validity_reason": worked.reason if worked else None,
        "is_computed": repeal is None and expiry is not None and not expiry.basis.is_stated,
        "is_validity_right": _is_right(row["validity"], worked) if is_own else None,
        "repealed_by": repeal.by_document_id if repeal else None,
        "repeal_kind": repeal.kind.label if repeal else None,
        "repeal_passage": repeal.passage if repeal else None,
    }


def _period(expiry: Expiry | None) -> dict[str, Any]:
    return {
        "valid_until": expiry.last_day if expiry else None,
        "expiry_basis": expiry.basis.label if expiry else None,
    }


def _decisive(repeals: list[Repeal], day: date) -> Repeal | None:
    """The passage that ends the document, else the one that amends it, by a day."""
    known = [one for one in repeals if one.since is None or one.since <= day]
    return next((one for one in known if one.kind.ends), known[0] if known else None)


def _is_right(shown: str | None, worked: ValidityOnDay | None) -> bool | None:
    """Whether what is shown agrees with what was worked out; None where that cannot be told."""
    says = says_valid(shown)
    if says is None or worked is None:
        return None
    if worked.state in {DocumentValidity.EXPIRED, DocumentValidity.REPEALED}:
        return not says
    return True if says else None
