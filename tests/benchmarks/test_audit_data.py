"""The made-up data of the audit benchmark leave no facts table out."""

from pathlib import Path

import pytest

from benchmarks.audit_data import fill_workspace
from benchmarks.audit_register import AS_OF
from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.facts.measure import measure
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    workspace: Path = tmp_path_factory.mktemp("bench")
    (workspace / "gongkai.toml").write_text("", encoding="utf-8")
    settings = Settings.load(workspace)
    fill_workspace(settings, 10)
    with open_store(settings, read_only=True) as conn:
        return measure(conn, AS_OF, settings)


@pytest.mark.parametrize("table", FACT_TABLES)
def test_every_facts_table_has_rows_that_were_collected(facts, table):
    assert (facts[table]["collection_state"] == "collected").any()
