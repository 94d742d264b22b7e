"""推文迹象: passages of posts that a person should look at (``text/post_signs.py``).

The store looks for the words in all texts at once; only the texts with one of them come to Python,
where the contexts decide. ``post_sign`` stays for the measures that follow.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from gongkai_monitor.facts.query import frame
from gongkai_monitor.text.authorised_sources import is_authorised, source_key
from gongkai_monitor.text.post_signs import post_signs, prefilter
from gongkai_monitor.vocabulary import PostSignKind

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

_DAYS = 90
_BATCH = 2_000

_SUSPECTS = """
SELECT p.account_code, p.post_key, concat_ws(chr(10), o.title, o.text) AS text
FROM account_post p JOIN posts o USING (account_code, post_key)
WHERE p.day > p.read_on - $days AND NOT p.is_vanished
  AND (regexp_matches(o.text, $words) OR regexp_matches(o.title, $words))
ORDER BY p.account_code, p.post_key
"""

_SOURCES = """
CREATE OR REPLACE TEMP TABLE post_source AS
SELECT p.account_code, p.post_key, o.source_name
FROM account_post p JOIN posts o USING (account_code, post_key)
WHERE p.day > p.read_on - $days AND NOT p.is_vanished AND trim(o.source_name) <> ''
"""

_OWN_NAMES = """
SELECT DISTINCT p.source_name, p.account_code, a.name, g.name AS agency_name, g.aliases
FROM post_source p JOIN now_accounts a USING (account_code)
LEFT JOIN now_agencies g USING (agency_code)
"""

_SOURCE_KINDS = """
CREATE OR REPLACE TEMP TABLE source_kind AS
SELECT unnest($accounts::VARCHAR[]) AS account_code,
    unnest($names::VARCHAR[]) AS source_name, unnest($kinds::VARCHAR[]) AS kind
"""

_SIGNS = """
CREATE OR REPLACE TEMP TABLE post_sign AS
SELECT unnest($accounts::VARCHAR[]) AS account_code, unnest($keys::VARCHAR[]) AS post_key,
    unnest($kinds::VARCHAR[]) AS sign_kind,
    unnest($words::VARCHAR[]) AS words, unnest($excerpts::VARCHAR[]) AS excerpt
UNION ALL
SELECT s.account_code, s.post_key, $unauthorised, k.source_name, '来源：' || k.source_name
FROM post_source s JOIN source_kind k USING (account_code, source_name)
WHERE k.kind = 'unauthorised'
"""

_ROWS = """
SELECT (SELECT as_of FROM moment) AS as_of, o.observed_at AS collected_at,
    CASE WHEN t.cause = 'closed' THEN t.collection_state ELSE 'collected' END AS collection_state,
    CASE WHEN t.cause = 'closed' THEN t.cause ELSE 'ok' END AS cause,
    NULL::VARCHAR AS detail, a.agency_code, a.account_code AS subject_id, a.name AS subject_name,
    CASE WHEN o.fetch_id IS NULL THEN []::VARCHAR[] ELSE [o.fetch_id] END AS evidence,
    a.account_code, a.name, a.platform, s.post_key, s.sign_kind, s.words, s.excerpt,
    coalesce(o.title, left(o.text, 40)) AS title, p.day AS published_on,
    coalesce(o.url, s.post_key) AS url
FROM post_sign s
JOIN account_post p USING (account_code, post_key)
JOIN posts o USING (account_code, post_key)
JOIN now_accounts a USING (account_code) JOIN account_state t USING (account_code)
ORDER BY a.account_code, p.published_at, s.post_key, s.sign_kind
"""
# A passage was read when its post was; that the account cannot be read today takes nothing away.


def measure_post_signs(
    conn: duckdb.DuckDBPyConnection, own_sources: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """The fact ``account_post_sign``; lays ``post_sign``, ``post_source``, ``source_kind``.

    Args:
        conn: with ``account_post``.
        own_sources: the deployment's 稿源单位.
    """
    conn.execute(_SOURCES, {"days": _DAYS})
    conn.execute(_SOURCE_KINDS, _kinds_of_sources(conn, own_sources))
    conn.execute(_SIGNS, _signs(conn))
    return {"account_post_sign": frame(conn, _ROWS, {})}


def _signs(conn: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """The columns of ``post_sign``, from the texts that hold one of the words."""
    found: list[tuple[str, str, str, str, str]] = []
    cursor = conn.execute(_SUSPECTS, {"days": _DAYS, "words": prefilter()})
    while rows := cursor.fetchmany(_BATCH):
        for code, key, text in rows:
            found += [
                (code, key, sign.kind.value, "、".join(sign.words), sign.excerpt)
                for sign in post_signs(text)
            ]
    columns = [list(column) for column in zip(*found, strict=True)] or [[], [], [], [], []]
    names = ("accounts", "keys", "kinds", "words", "excerpts")
    typed: dict[str, object] = dict(zip(names, columns, strict=True))
    return {**typed, "unauthorised": PostSignKind.UNAUTHORISED.value}


def _kinds_of_sources(
    conn: duckdb.DuckDBPyConnection, own_sources: Collection[str]
) -> dict[str, object]:
    """Each source line of each account: own, authorised or unauthorised."""
    accounts, names, kinds = [], [], []
    for source, code, name, agency, aliases in conn.execute(_OWN_NAMES).fetchall():
        own = {source_key(one) for one in (name, agency, *(aliases or ())) if one}
        is_own = source_key(source) in own
        accounts.append(code)
        names.append(source)
        kinds.append(
            "own" if is_own
            else "authorised" if is_authorised(source, own_sources)
            else "unauthorised"
        )  # fmt: skip
    return {"accounts": accounts, "names": names, "kinds": kinds}
