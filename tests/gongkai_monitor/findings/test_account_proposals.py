"""保留, 提醒, 整改, 整合, 关停: what is proposed for accounts, and what never may be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai_monitor.facts.columns import FACT_TABLES
from gongkai_monitor.findings.build import build_finding
from gongkai_monitor.findings.lifecycle import NOT_RECHECKED, advance
from gongkai_monitor.findings.soundness import SoundnessOutcome
from gongkai_monitor.findings.verdicts import decide
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.vocabulary import (
    Disposition,
    Effect,
    FindingStatus,
    Level,
    ReviewState,
    Verdict,
)

AS_OF = datetime(2026, 9, 20, 1, 0, tzinfo=UTC)
CATALOGUE = load_editions(("national", "hebei"))
DORMANT = {"days_since_post": 120, "last_posted_on": date(2026, 5, 23)}


def row(name: str, code: str, /, **values: Any) -> dict[str, Any]:
    base = {
        "as_of": AS_OF, "subject_id": code, "subject_name": code, "agency_code": "CD",
        "collection_state": "collected", "cause": "ok", "evidence": [],
    }  # fmt: skip
    return dict.fromkeys(FACT_TABLES[name].all_columns) | base | values


def account(code: str = "A1", **values: Any) -> dict[str, Any]:
    """An account that was read every day and posted yesterday."""
    healthy = {
        "account_code": code, "name": f"{code}发布", "platform": "weibo", "function": "publishing",
        "filing_status": "filed", "days_since_post": 1, "last_posted_on": date(2026, 9, 19),
        "readings_30d": 30, "is_seconded": True, "is_empty_proved": False,
        "window_days": 14, "posts_90d": 90, "opened_on": date(2020, 1, 1),
    }  # fmt: skip
    return row("account", code, **(healthy | values))


def stale(one: dict[str, Any]) -> list[Any]:
    """The finding that its silence is."""
    days = one["days_since_post"]
    level = Level.DORMANT if days > 90 else Level.OVERDUE if days > 14 else Level.WARNING
    return found("account.content_stale", level, **one)


def found(code: str, level: Level = Level.NOTICE, **values: Any) -> list[Any]:
    base = {"subject_id": "A1", "subject_name": "A1", "agency_code": "CD", **values}
    return advance([], [build_finding(CATALOGUE.rule(code), base, level, AS_OF)], AS_OF, set())


def tables(*accounts: dict[str, Any], **others: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    rows = {"account": list(accounts), **others}
    return {
        name: pd.DataFrame(rows[name], columns=list(FACT_TABLES[name].all_columns)) for name in rows
    }


def decided(*accounts: dict[str, Any], findings: Any = (), **more: Any) -> Any:
    others = {name: more.pop(name) for name in list(more) if name in FACT_TABLES}
    (one, *_) = decide(tables(*accounts, **others), list(findings), CATALOGUE, **more)
    return one


def group(*accounts: dict[str, Any]) -> dict[str, Any]:
    """The agency's accounts on one platform, and the finding that they are several."""
    codes = [one["account_code"] for one in accounts]
    values = {"platform": "新浪微博", "account_count": len(codes), "account_codes": codes}
    return {
        "agency_platform": [row("agency_platform", "CD", **values)],
        "findings": found("account.duplicate", **(values | {"subject_id": "CD"})),
    }


@pytest.mark.parametrize(
    ("days", "verdict", "proposal"),
    [
        (9, Verdict.PASSED, Disposition.KEEP),
        (12, Verdict.PASSED, Disposition.REMIND),
        (15, Verdict.FAILED, Disposition.RECTIFY),
        (91, Verdict.FAILED, Disposition.SHUT_DOWN),
    ],
)
def test_silence_by_its_days(days, verdict, proposal):
    one = account(days_since_post=days)
    got = decided(one, findings=stale(one) if days >= 10 else ())
    assert (got.verdict, got.disposition) == (verdict, proposal)
    assert got.reasons
    assert got.proposed_action


def test_a_proposal_says_which_rule_what_was_seen_what_is_asked_and_by_when():
    one = account(**DORMANT)
    got = decided(one, findings=stale(one))
    assert "已 120 天未更新" in got.reasons[0]
    assert got.proposal_rules[0].startswith("M-2a 内容不更新：监测时间点前 2 周")
    assert "国办秘函〔2019〕19号" in got.proposal_rules[0]
    assert "公告、注销" in got.proposed_action
    assert got.act_by == date(2026, 10, 10)  # ten working days; 中秋 and 国庆 lie between


def test_a_reminder_names_the_last_day_for_an_update():
    one = account(days_since_post=12, last_posted_on=date(2026, 9, 8), days_left=2)
    assert decided(one, findings=stale(one)).act_by == date(2026, 9, 22)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"readings_30d": 1}, "只有 1 天读到"),
        ({"readings_30d": None}, "只有 0 天读到"),
        ({"is_seconded": False}, "停更只凭同一来源的列表"),
        ({"is_seconded": None}, "停更只凭同一来源的列表"),
        ({"last_posted_on": None, "is_empty_proved": None}, "从未读到推文"),
        ({"last_posted_on": None, "is_empty_proved": False}, "从未读到推文"),
        ({"filing_status": "pending"}, "已在注销程序中"),
    ],
)
def test_what_is_not_proved_twice_is_rectified_not_shut_down(changes, words):
    one = account(**(DORMANT | changes))
    got = decided(one, findings=stale(one))
    assert (got.verdict, got.disposition) == (Verdict.FAILED, Disposition.RECTIFY)
    assert any(words in reason for reason in got.reasons)


def test_a_proved_empty_account_may_be_proposed_for_shutdown():
    one = account(days_since_post=400, last_posted_on=None, is_empty_proved=True)
    assert decided(one, findings=stale(one)).disposition is Disposition.SHUT_DOWN


def test_an_open_appeal_keeps_shutdown_away():
    one = account(**DORMANT)
    obstacles = {"A1": ["第 3 号申诉（2026-09-18）尚未答复"]}
    got = decided(one, findings=stale(one), obstacles=obstacles)
    assert got.disposition is Disposition.RECTIFY
    assert "第 3 号申诉（2026-09-18）尚未答复，暂不建议关停" in got.reasons
    other = {"A2": obstacles["A1"]}
    assert decided(one, findings=stale(one), obstacles=other).disposition is Disposition.SHUT_DOWN


@pytest.mark.parametrize(
    ("review", "status", "words"),
    [
        (ReviewState.EXEMPT, FindingStatus.EXEMPT, "已获豁免"),
        (ReviewState.FALSE_ALARM, FindingStatus.FALSE_ALARM, "经复核为误报"),
    ],
)
def test_what_people_dismissed_is_kept_and_says_so(review, status, words):
    one = account(**DORMANT)
    findings = [replace(each, review=review, status=status) for each in stale(one)]
    got = decided(one, findings=findings)
    assert (got.verdict, got.disposition) == (Verdict.PASSED, Disposition.KEEP)
    assert words in got.reasons[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"collection_state": "uncollected", "cause": cause}
        for cause in ("unreachable", "blocked", "partial", "stale_copy", "awaiting_import")
    ],
)
def test_nothing_is_proposed_of_silence_that_was_not_read(changes):
    """Even with a finding that should not be there: manual evidence ran out, a list was partial."""
    one = account(**(DORMANT | changes))
    got = decided(one, findings=stale(one))
    assert (got.verdict, got.disposition) == (Verdict.NOT_JUDGED, None)


def test_a_carried_finding_decides_nothing():
    one = account(**DORMANT, collection_state="uncollected", cause="blocked")
    carried = [replace(each, message=each.message + NOT_RECHECKED) for each in stale(one)]
    assert decided(one, findings=carried).disposition is None


def unsound(*subjects: str, blocks: tuple[str, ...] = ()) -> SoundnessOutcome:
    return SoundnessOutcome(
        code="soundness.x", title="推文缺发布时间过多", is_sound=False, observed="", limit="",
        blocked_codes=blocks, blocked_subjects=subjects, blocks_shutdown=True,
    )  # fmt: skip


def test_unsound_data_of_one_account_keep_only_that_one_from_shutdown():
    one = account(**DORMANT)
    mine = decided(one, findings=stale(one), outcomes=[unsound("A1")])
    other = decided(one, findings=stale(one), outcomes=[unsound("A2")])
    nobody_named = decided(one, findings=stale(one), outcomes=[unsound()])
    assert mine.disposition is Disposition.RECTIFY
    assert other.disposition is Disposition.SHUT_DOWN
    assert nobody_named.disposition is Disposition.RECTIFY


def test_an_account_that_no_veto_measured_does_not_pass():
    """A mini program has no posts: its silence is no rule's business, and 合格 would be a lie."""
    got = decided(account(platform="mini_program", days_since_post=400))
    assert (got.verdict, got.disposition) == (Verdict.NOT_JUDGED, None)
    assert got.reasons == ("内容不更新：不适用于这类账号",)


def test_an_account_whose_age_is_unknown_does_not_pass():
    assert decided(account(days_since_post=None)).verdict is Verdict.NOT_JUDGED


def test_a_pass_says_what_was_not_checked():
    untried = row(
        "account_interaction", "A1", collection_state="uncollected", cause="not_run",
        detail="近 90 天没有核查互动功能",
    )  # fmt: skip
    read = row("account_content", "A1", classified_count=12)
    got = decided(account(), account_interaction=[untried], account_content=[read])
    assert got.verdict is Verdict.PASSED
    assert got.notes == ("未提供有效互动功能：近 90 天没有核查互动功能，未作判断",)
    blind = row("account_content", "A1", classified_count=0)
    assert "未读全或没有正文" in decided(account(), account_content=[blind]).notes[0]


def test_a_mini_program_whose_interaction_works_is_judged_by_that():
    works = row("account_interaction", "A1", is_effective=True)
    got = decided(account(platform="mini_program"), account_interaction=[works])
    assert got.verdict is Verdict.PASSED
    assert got.notes == ("内容不更新：不适用于这类账号",)


def confirmed(code: str, **values: Any) -> list[Any]:
    found_ = found(code, Level.OVERDUE, **values)
    return [replace(one, review=ReviewState.CONFIRMED, effect=Effect.VETO) for one in found_]


SIGN = {"sign_kind": "serious_wording", "url": "https://w.test/1", "title": "甲", "words": "乙"}


def test_a_candidate_decides_nothing_and_a_confirmed_one_fails():
    candidate = found("account.serious_wording", Level.OVERDUE, **SIGN)
    assert decided(account(), findings=candidate).verdict is Verdict.PASSED
    got = decided(account(), findings=confirmed("account.serious_wording", **SIGN))
    assert (got.verdict, got.disposition) == (Verdict.FAILED, Disposition.RECTIFY)
    assert got.proposed_action.startswith("立即更正或删除")


def test_a_confirmed_veto_stands_while_the_list_cannot_be_read():
    one = account(collection_state="uncollected", cause="blocked")
    assert decided(one, findings=confirmed("account.serious_wording", **SIGN)).verdict is (
        Verdict.FAILED
    )


def test_local_demands_remind_and_never_fail():
    findings = found("account.workday_update_missing", missed_workdays_7d=2, name="甲")
    got = decided(account(), findings=findings)
    assert (got.verdict, got.disposition) == (Verdict.PASSED, Disposition.REMIND)


@pytest.mark.parametrize("code", ["account.low_attention", "account.filler"])
def test_attention_and_filler_are_notes_and_change_nothing(code):
    values = {"index_why": "高于 3% 的同类账号", "filler_why": "30 条都是转发"}
    findings = found(code, **values)
    got = decided(account(), findings=findings)
    assert (got.verdict, got.disposition) == (Verdict.PASSED, Disposition.KEEP)
    assert len(got.notes) == 1
    sure = [replace(one, review=ReviewState.CONFIRMED) for one in findings]
    assert decided(account(), findings=sure).disposition is Disposition.KEEP


def test_of_two_accounts_the_proposal_names_the_one_to_keep_and_why():
    busy, quiet = account("A1", posts_90d=90), account("A2", posts_90d=20)
    shared = group(busy, quiet)
    kept, merged = decide(
        tables(busy, quiet, agency_platform=shared["agency_platform"]),
        shared["findings"],
        CATALOGUE,
    )
    assert (kept.disposition, merged.disposition) == (Disposition.KEEP, Disposition.MERGE)
    assert kept.keep_account == merged.keep_account == "A1"
    assert any("近 90 天更新 90 条，为其中最多" in reason for reason in kept.reasons)
    assert "是否确需分设" in merged.proposed_action


def test_two_accounts_of_different_function_are_only_asked_about():
    one, other = account("A1"), account("A2", function="service", posts_90d=9)
    got = decide(tables(one, other, agency_platform=group(one, other)["agency_platform"]),
                 group(one, other)["findings"], CATALOGUE)  # fmt: skip
    assert [each.disposition for each in got] == [Disposition.KEEP, Disposition.REMIND]


def test_nobody_is_named_to_keep_while_one_of_them_was_not_read():
    one = account("A1")
    blocked = account("A2", collection_state="uncollected", cause="blocked", posts_90d=None)
    got = decide(tables(one, blocked, agency_platform=group(one, blocked)["agency_platform"]),
                 group(one, blocked)["findings"], CATALOGUE)  # fmt: skip
    assert {each.disposition for each in got} == {Disposition.REMIND}
    assert {each.keep_account for each in got} == {None}
    assert all("A2发布未采到" in " ".join(each.reasons) for each in got)


def test_nothing_is_merged_into_an_account_that_fails_itself():
    late, later = account("A1", days_since_post=20), account("A2", days_since_post=30)
    shared = group(late, later)
    findings = [*shared["findings"], *stale(late), *stale(later)]
    got = decide(
        tables(late, later, agency_platform=shared["agency_platform"]), findings, CATALOGUE
    )
    assert {each.disposition for each in got} == {Disposition.RECTIFY}


def test_an_account_closed_on_paper_and_alive_is_to_be_put_right():
    one = account(collection_state="out_of_scope", cause="closed", filing_status="deregistered")
    got = decided(one, findings=found("account.alive_after_closing", name="甲", platform="weibo"))
    assert (got.verdict, got.disposition) == (Verdict.OUT_OF_SCOPE, Disposition.RECTIFY)
    assert decided(one).disposition is None


CITY = [
    account("A1", posts_90d=90), account("A2", posts_90d=90), account("A3", **DORMANT),
    account("A4", days_since_post=20), account("A5", platform="mini_program"),
    account("A6", collection_state="uncollected", cause="blocked"),
    account("A7", days_since_post=12, filing_status="unfiled"),
    account("A8", **(DORMANT | {"readings_30d": 1})), account("A9", opened_on=date(2019, 1, 1)),
]  # fmt: skip
FINDINGS = [
    *(one for each in CITY if (each["days_since_post"] or 0) >= 10 for one in stale(each)),
    *group(CITY[0], CITY[1], CITY[8])["findings"],
    *confirmed("account.serious_wording", **(SIGN | {"subject_id": "A4"})),
    *confirmed("account.serious_wording", **(SIGN | {"subject_id": "A4", "url": "https://w/2"})),
    *found("account.unfiled", subject_id="A7", filing_status="unfiled"),
]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.permutations(CITY), st.permutations(FINDINGS), st.permutations(["A1", "A2", "A9"]))
def test_the_same_input_gives_the_same_proposal_in_any_order(accounts, findings, codes):
    values = {"platform": "新浪微博", "account_count": 3, "account_codes": list(codes)}
    facts = tables(*accounts, agency_platform=[row("agency_platform", "CD", **values)])
    got = {one.subject_id: one for one in decide(facts, findings, CATALOGUE)}
    expected = {one.subject_id: one for one in decide(
        tables(*CITY, agency_platform=group(CITY[0], CITY[1], CITY[8])["agency_platform"]),
        FINDINGS, CATALOGUE,
    )}  # fmt: skip
    assert got == expected


STATES = st.sampled_from([("collected", "ok"), ("uncollected", "blocked"),
                          ("uncollected", "partial"), ("uncollected", "stale_copy"),
                          ("out_of_scope", "closed")])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    STATES,
    st.sampled_from([None, 0, 1, 2, 30]),
    st.sampled_from([None, date(2026, 5, 23)]),
    st.sampled_from([None, False, True]),
    st.sampled_from(["filed", "unfiled", "pending"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, False, True]),
)
def test_shutdown_only_where_everything_is_proved(
    state, readings, last, is_empty, filing, is_unsound, has_appeal, is_seconded
):
    one = account(
        days_since_post=120, collection_state=state[0], cause=state[1], readings_30d=readings,
        last_posted_on=last, is_empty_proved=is_empty, filing_status=filing,
        is_seconded=is_seconded,
    )  # fmt: skip
    got = decided(
        one,
        findings=stale(one),
        outcomes=[unsound("A1")] if is_unsound else [],
        obstacles={"A1": ["申诉尚未答复"]} if has_appeal else {},
    )
    is_proved = (
        state[0] == "collected" and (readings or 0) >= 2 and (last is not None or bool(is_empty))
        and filing != "pending" and not is_unsound and not has_appeal
        and is_seconded is True
    )  # fmt: skip
    assert (got.disposition is Disposition.SHUT_DOWN) == is_proved
