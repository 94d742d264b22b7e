"""Measure everything at one moment: the only door to the facts of a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from gongkai_monitor.facts.account import measure_accounts
from gongkai_monitor.facts.account_reach import measure_account_reach
from gongkai_monitor.facts.account_tables import measure_account_tables
from gongkai_monitor.facts.channel import measure_channels
from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.demanded_column import measure_demanded_columns
from gongkai_monitor.facts.demanded_paper import measure_demanded_papers
from gongkai_monitor.facts.disclosure import measure_disclosure
from gongkai_monitor.facts.disclosure_file import measure_disclosure_files
from gongkai_monitor.facts.document import measure_documents, read_papers
from gongkai_monitor.facts.document_expiry import measure_document_expiry
from gongkai_monitor.facts.document_validity import measure_document_validity
from gongkai_monitor.facts.duty_dates import measure_duty_dates
from gongkai_monitor.facts.error_report import measure_error_reports
from gongkai_monitor.facts.field_catalogue import measure_catalogues
from gongkai_monitor.facts.hidden_link import measure_hidden_links
from gongkai_monitor.facts.home_links import lay_home_links
from gongkai_monitor.facts.inspection import measure_inspections
from gongkai_monitor.facts.interaction import measure_interaction
from gongkai_monitor.facts.interpretation import measure_interpretations
from gongkai_monitor.facts.leak import measure_leaks
from gongkai_monitor.facts.ledger import measure_ledger
from gongkai_monitor.facts.link import measure_links
from gongkai_monitor.facts.link_security import measure_link_security
from gongkai_monitor.facts.moment import prepare, tidy
from gongkai_monitor.facts.page_mark import measure_page_marks
from gongkai_monitor.facts.page_shown import lay_page_shown
from gongkai_monitor.facts.portal import measure_portals
from gongkai_monitor.facts.repost import measure_reposts
from gongkai_monitor.facts.revoked_decision import measure_revoked_decisions
from gongkai_monitor.facts.rhythm import measure_rhythm
from gongkai_monitor.facts.service_guide import measure_services
from gongkai_monitor.facts.shutdown_case import measure_shutdown_cases
from gongkai_monitor.facts.sign_state import lay_present_signs
from gongkai_monitor.facts.site import measure_sites
from gongkai_monitor.facts.site_register import measure_register
from gongkai_monitor.facts.soundness import measure_soundness
from gongkai_monitor.facts.trail_due import measure_trail_due
from gongkai_monitor.facts.wording import measure_wording
from gongkai_monitor.indicators.catalogue import Catalogue, load_editions
from gongkai_monitor.indicators.demand import read_demands
from gongkai_monitor.text.authorised_sources import read_own_sources
from gongkai_monitor.text.bad_links import read_own_domains

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
    prepare(conn, as_of, *_ages(settings))
    try:
        facts = {"channel": measure_channels(conn, catalogue.windows)}
        facts |= measure_sites(conn, catalogue.windows, settings.crawl.revisit_days)
        facts |= measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
    finally:
        tidy(conn)
    return {name: facts[name] for name in ("site", "channel", "account")}


def measure_new_media(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings
) -> dict[str, pd.DataFrame]:
    """Only the facts ``account`` and ``account_reach``; they are those of ``measure``."""
    catalogue = load_editions(settings.editions)
    prepare(conn, as_of, *_ages(settings))
    try:
        facts = measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
        facts |= measure_account_reach(conn)
    finally:
        tidy(conn)
    return {name: facts[name] for name in ("account", "account_reach")}


def measure_link_states(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings
) -> pd.DataFrame:
    """Only the facts ``link``; they are those of ``measure``."""
    prepare(conn, as_of, *_ages(settings))
    try:
        return measure_links(conn, settings.links)["link"]
    finally:
        tidy(conn)


def measure_all(
    conn: duckdb.DuckDBPyConnection, as_of: datetime, settings: Settings, catalogue: Catalogue
) -> Measures:
    """Facts and everything measured beside them; see ``measure``."""
    from gongkai_monitor.documents import link_interpretations

    prepare(conn, as_of, *_ages(settings))
    try:
        facts = {"channel": measure_channels(conn, catalogue.windows)}
        facts |= measure_sites(conn, catalogue.windows, settings.crawl.revisit_days)
        facts |= measure_register(conn)
        facts |= measure_inspections(conn)
        facts |= measure_page_marks(conn)
        facts |= measure_ledger(conn)
        facts |= measure_rhythm(conn)
        facts |= measure_links(conn, settings.links)
        facts |= measure_link_security(conn)
        facts |= measure_wording(conn)
        facts |= measure_accounts(conn, catalogue.windows, catalogue.platform_groups)
        own_sources = read_own_sources(settings.workspace / settings.accounts.own_sources)
        facts |= measure_account_tables(conn, catalogue.windows, own_sources)
        facts |= measure_shutdown_cases(conn, as_of, settings.shutdown)
        facts |= measure_trail_due(conn, as_of, settings.shutdown)
        documents, interpretations = read_papers(conn, catalogue)
        links = link_interpretations(documents, interpretations)
        lay_present_signs(conn)
        facts |= measure_leaks(conn)
        own_domains = read_own_domains(settings.workspace / settings.links.bad_sites)
        facts |= measure_hidden_links(conn, own_domains)
        facts["document"] = measure_documents(
            conn,
            catalogue,
            as_of,
            documents=documents,
            interpretations=interpretations,
            links=links,
        )
        facts["interpretation"] = measure_interpretations(
            conn,
            as_of,
            documents=facts["document"],
            interpretations=interpretations,
            links=links,
        )
        facts |= measure_duty_dates(conn, as_of)
        lay_page_shown(conn)
        facts |= measure_revoked_decisions(conn, as_of)
        facts |= measure_document_expiry(conn, as_of)
        facts |= measure_document_validity(conn, as_of, expiry=facts["document_expiry"])
        lay_home_links(conn)
        own_demands = read_demands(settings.workspace / settings.disclosure.own_demands)
        demands = (*catalogue.demands, *own_demands)
        facts |= measure_demanded_columns(conn, as_of, demands)
        facts |= measure_demanded_papers(conn, as_of, demands)
        facts |= measure_disclosure(conn, as_of)
        facts |= measure_disclosure_files(conn, as_of)
        facts |= measure_portals(conn, as_of)
        facts |= measure_reposts(conn, as_of)
        facts |= measure_catalogues(conn, as_of)
        facts |= measure_services(conn, as_of)
        facts |= measure_interaction(conn, as_of)
        facts |= measure_error_reports(conn, as_of)
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


def _ages(settings: Settings) -> tuple[timedelta, timedelta]:
    """How old a machine's reading and a person's may be."""
    ages = settings.collection
    return timedelta(hours=ages.max_age_hours), timedelta(days=ages.manual_max_age_days)


def _check_contract(facts: dict[str, pd.DataFrame]) -> None:
    """The columns are a contract: a wrong one must stop here, not in a report."""
    for name, table in FACT_TABLES.items():
        found = set(facts[name].columns)
        expected = set(table.all_columns)
        assert found == expected, f"{name}: {sorted(found ^ expected)}"
