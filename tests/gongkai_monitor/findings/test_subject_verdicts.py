"""合格, 不合格, or no conclusion; what is proposed for accounts is in test_account_proposals."""

from datetime import UTC, datetime
from typing import Any

import pandas as pd

from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.findings.build import build_finding
from gongkai_monitor.findings.lifecycle import advance
from gongkai_monitor.findings.soundness import SoundnessOutcome
from gongkai_monitor.findings.verdicts import decide
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.vocabulary import Level, Verdict

AS_OF = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)
CATALOGUE = load_editions(("national", "hebei"))


def table(name: str, **values: Any) -> dict[str, pd.DataFrame]:
    row = dict.fromkeys(FACT_TABLES[name].all_columns) | {
        "subject_id": "S1", "subject_name": "承德", "agency_code": "CD",
        "collection_state": "collected", "cause": "ok", "evidence": [],
    } | values  # fmt: skip
    return {name: pd.DataFrame([row])}


def site(**values: Any) -> dict[str, pd.DataFrame]:
    healthy = {
        "days_since_home_update": 1, "stale_primary_channel_count": 0, "overdue_channel_count": 0,
        "empty_channel_count": 0, "uncollected_channel_count": 0, "has_site_code_match": True,
    }  # fmt: skip
    return table("site", **(healthy | values))


def found(code: str, level: Level = Level.OVERDUE, **row: Any):
    base = {"subject_id": "S1", "subject_name": "承德", "agency_code": "CD", **row}
    return advance([], [build_finding(CATALOGUE.rule(code), base, level, AS_OF)], AS_OF, set())


def decided(facts, findings=(), outcomes=()):
    (one,) = decide(facts, list(findings), CATALOGUE, outcomes)
    return one


def test_one_verified_veto_fails_a_site():
    one = decided(site(days_since_home_update=20), found("site.homepage_stale"))
    assert one.verdict is Verdict.FAILED
    assert len(one.veto_finding_ids) == 1


def test_notices_and_deductions_fail_nobody():
    findings = [*found("site.code_mismatch", Level.NOTICE), *found("channel.stale")]
    assert decided(site(), findings).verdict is Verdict.PASSED


def test_a_pass_without_enough_probes_says_so():
    probed = table(
        "availability", collection_state="uncollected", cause="partial", detail="只有 2 个有探测"
    )
    one = decided(site() | probed)
    assert one.verdict is Verdict.PASSED
    assert one.reasons == ("站点无法访问：只有 2 个有探测，未作判断",)
    assert decided(site() | table("availability")).reasons == ()


def test_an_unverified_rule_fails_nobody():
    facts = table("account", days_since_post=1, missed_workdays_7d=5)
    one = decided(facts, found("account.workday_update_missing", Level.NOTICE))
    assert one.verdict is Verdict.PASSED


def test_a_site_that_was_not_read_is_not_judged():
    one = decided(site(collection_state="uncollected", cause="blocked"))
    assert one.verdict is Verdict.NOT_JUDGED
    assert "反爬" in one.reasons[0]


def test_a_week_of_probes_fails_a_site_whose_home_page_cannot_be_read():
    facts = site(collection_state="uncollected", cause="unreachable", days_since_home_update=None)
    assert decided(facts, found("site.unreachable")).verdict is Verdict.FAILED


def test_unread_channels_that_could_tip_the_scale_forbid_a_verdict():
    facts = site(stale_primary_channel_count=3, uncollected_channel_count=2)
    assert decided(facts).verdict is Verdict.NOT_JUDGED
    assert decided(site(uncollected_channel_count=2)).verdict is Verdict.PASSED


def test_an_unmeasured_home_page_forbids_a_verdict():
    assert decided(site(days_since_home_update=None)).verdict is Verdict.NOT_JUDGED


def test_a_closed_site_is_out_of_scope():
    facts = site(collection_state="out_of_scope", cause="closed")
    assert decided(facts).verdict is Verdict.OUT_OF_SCOPE


def test_a_finding_that_was_not_rechecked_decides_nothing():
    old = found("account.content_stale", Level.DORMANT)
    carried = advance(old, [], AS_OF, set())
    facts = table("account", collection_state="uncollected", cause="unreachable")
    one = decided(facts, carried)
    assert (one.verdict, one.disposition) == (Verdict.NOT_JUDGED, None)


def test_a_blocked_subject_is_not_judged_and_says_why():
    outcome = SoundnessOutcome(
        code="soundness.account_future", title="推文时间晚于读取时间", is_sound=False, observed="",
        limit="", blocked_codes=("account.content_stale",), blocked_subjects=("S1",),
    )  # fmt: skip
    one = decided(table("account", days_since_post=1), (), [outcome])
    assert one.verdict is Verdict.NOT_JUDGED
    assert "推文时间晚于读取时间" in one.reasons[0]
