"""Measure everything at one moment: the only door to the facts of a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.facts.account import measure_accounts
from gongkai_monitor.facts.channel import measure_channels
from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.document import measure_documents, read_papers
from gongkai_monitor.facts.link import measure_links
from gongkai_monitor.facts.moment import prepare, tidy
from gongkai_monitor.facts.site import measure_sites
from gongkai_monitor.facts.soundness import measure_soundness
from gongkai_monitor.facts.wording import measure_wording
from gongkai_monitor.indicators.catalogue import Catalogue, load_editions

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from gongkai_monitor.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Facts, the measures of the data's soundness, and the papers that were paired."""

    facts: dict[str, pd.DataFrame]
    soundness: dict[str, pd.DataFrame]
    documents: pd.DataFrame
    interpretations: pd.DataFrame
    document_links: pd.DataFrame


def measure(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings
) -> dict[str, pd.DataFrame]:
    """Every facts table (``FACT_TABLES``) at one moment.

    Args:
        conn: from ``open_store``; reading is enough.
        as_of: aware instant; nothing observed or changed later is looked at.
        settings: freshness of reads, link attempts, editions (their windows).
    """
    return measure_all(conn, as_of, settings, load_editions(settings.editions)).facts


def measure_subjects(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings
) -> dict[str, pd.DataFrame]:
    """Only the facts ``site``, ``channel`` and ``account``: one row per registered subject.

    They are those of ``measure``, without the work for links and documents.
    """
    catalogue = load_editions(settings.editions)
    prepare(conn, as_of, timedelta(hours=settings.collection.max_age_hours))
    try:
        facts = {"channel": measure_channels(conn, catalogue.windows)}
        facts |= measure_sites(conn, catalogue.windows)
        facts |= measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
    finally:
        tidy(conn)
    return {name: facts[name] for name in ("site", "channel", "account")}


def measure_all(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings, catalogue: Catalogue
) -> Measures:
    """Facts and everything measured beside them; see ``measure``."""
    from gongkai_monitor.documents import link_interpretations

    prepare(conn, as_of, timedelta(hours=settings.collection.max_age_hours))
    try:
        facts = {"channel": measure_channels(conn, catalogue.windows)}
        facts |= measure_sites(conn, catalogue.windows)
        facts |= measure_links(conn, settings.links)
        facts |= measure_wording(conn)
        facts |= measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
        documents, interpretations = read_papers(conn, catalogue)
        links = link_interpretations(documents, interpretations)
        facts["document"] = measure_documents(
            conn,
            catalogue,
            as_of,
            documents=documents,
            interpretations=interpretations,
            links=links,
        )
        soundness = measure_soundness(conn)
    finally:
        tidy(conn)
    _check_contract(facts)
    return Measures(
        facts={name: facts[name] for name in FACT_TABLES},
        soundness=soundness,
        documents=documents,
        interpretations=interpretations,
        document_links=links,
    )


def _check_contract(facts: dict[str, pd.DataFrame]) -> None:
    """The columns are a contract: a wrong one must stop here, not in a report."""
    for name, table in FACT_TABLES.items():
        found = set(facts[name].columns)
        expected = set(table.all_columns)
        assert found == expected, f"{name}: {sorted(found ^ expected)}"
