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


ELSEWHERE = {
    "repost": "needs pages that carry a 新华社 dateline",
    "shutdown_case": "comes from decisions, not from collecting",
    "revoked_decision": "needs decisions that were revoked and are still shown",
    "demanded_column": "needs navigations; its time is in docs/disclosure.md",
    "demanded_paper": "needs budgets of several years; its time is in docs/disclosure.md",
    "trail_due": "comes from decisions, not from collecting",
} | dict.fromkeys(
    ("account_content", "account_post_sign", "account_twin"),
    "posts with texts of real length are those of benchmarks/accounts.py",
) | dict.fromkeys(
    ("account_follower_jump", "account_interaction", "account_identity", "account_change",
     "account_life", "app"),
    "no benchmark fills it yet",
)  # fmt: skip
"""Tables that this benchmark leaves out, and why."""


@pytest.mark.parametrize("table", [one for one in FACT_TABLES if one not in ELSEWHERE])
def test_every_facts_table_has_rows_that_were_collected(facts, table):
    assert (facts[table]["collection_state"] == "collected").any()
