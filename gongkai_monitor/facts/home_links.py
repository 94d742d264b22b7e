"""The links that a home page shows now, and the columns that a site is known to have.

``lay_home_links`` lays two temporary tables for the facts that ask what a site offers:

| temporary table | rows |
|---|---|
| ``home_link`` | site_code, url, text: links of the home page as last read |
| ``home_read`` | site_code, fetch_id: home pages whose links are known and fresh |
| ``site_column`` | site_code, name, kind, url: registered and discovered columns |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_READ = """
CREATE OR REPLACE TEMP TABLE home_read AS
SELECT f.site_code, f.url AS page_url, f.links_hash, f.fetch_id
FROM fetches f JOIN site_state t USING (site_code)
WHERE f.purpose = 'home' AND f.links_hash IS NOT NULL AND t.collection_state = 'collected'
  AND f.read_at <= (SELECT as_of FROM moment) AND f.read_at > (SELECT since FROM moment)
QUALIFY row_number() OVER (PARTITION BY f.site_code ORDER BY f.read_at DESC) = 1
"""

_LINKS = """
CREATE OR REPLACE TEMP TABLE home_link AS
SELECT DISTINCT l.site_code, l.url, l.text
FROM links l JOIN home_read h
  ON h.site_code = l.site_code AND h.page_url = l.page_url AND h.links_hash = l.links_hash
ANTI JOIN list_items i ON i.site_code = l.site_code AND i.item_url = l.url
WHERE l.observed_at <= (SELECT as_of FROM moment)
"""
# Entries of lists are titles of articles: they offer nothing by their words.

_COLUMNS = """
CREATE OR REPLACE TEMP TABLE site_column AS
SELECT site_code, name, kind, url FROM now_channels
UNION
SELECT s.site_code, s.channel_name, NULL, s.channel_url
FROM channel_snapshots s ANTI JOIN now_channels c
  ON c.site_code = s.site_code AND c.url = s.channel_url
WHERE NOT s.is_registered AND s.observed_at <= (SELECT as_of FROM moment)
  AND s.observed_at > (SELECT since FROM moment)
"""


def lay_home_links(conn: duckdb.DuckDBPyConnection) -> None:
    """Lay the tables; the register and the states must be laid already."""
    for statement in (_READ, _LINKS, _COLUMNS):
        conn.execute(statement)
