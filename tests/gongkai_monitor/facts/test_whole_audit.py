"""From stored records to findings, verdicts and coverage; an outage never becomes a verdict."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gongkai_monitor.auditing import audit, audit_accounts, judge_measures, run_audit
from gongkai_monitor.clock import CHINA
from gongkai_monitor.coverage import coverage_of, coverage_sums, platform_sums
from gongkai_monitor.errors import InputError
from gongkai_monitor.facts.measure import (
    measure_link_states,
    measure_new_media,
    measure_subjects,
)
from gongkai_monitor.facts.rows import plain_rows
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import (
    ChannelKind,
    CollectedBy,
    CollectionCause,
    CollectionState,
    Disposition,
    FindingStatus,
    Platform,
    SiteStatus,
    Verdict,
)

BROKEN = {"collection_state": CollectionState.UNCOLLECTED, "cause": CollectionCause.BLOCKED}


@pytest.fixture
def city(world):
    world.agency()
    world.site()
    world.snapshot(newest_on=world.day(20))
    world.fetch("home-1308000009")
    world.channel("要闻", ChannelKind.NEWS, newest=20)
    world.channel("公告", ChannelKind.NOTICE, newest=3)
    world.site("1308210006", status=SiteStatus.CLOSED)
    world.account("fresh", posted=2)
    world.account("dormant", posted=100, platform=Platform.DOUYIN)
    world.read_account("dormant", round_id="r0", observed_at=world.days_ago(1))
    looked = {"round_id": "hand", "evidence_id": "ab12"}
    world.read_account("dormant", observed_at=world.days_ago(2), **looked)
    world.account("down", posted=100, platform=Platform.TOUTIAO, snapshot=BROKEN)
    return world


def run(world):
    return judge_measures(world.conn, world.measures(), world.catalogue, world.as_of)


def found(result):
    return {(f.code, f.subject_id) for f in result.findings}


def test_stored_records_become_findings_with_evidence(city):
    result = run(city)
    assert found(result) == {
        ("site.homepage_stale", "1308000009"),
        ("site.domain_not_gov", "1308000009"),  # 1308000009.test
        ("channel.stale", "http://1308000009.test/要闻/"),
        ("account.content_stale", "dormant"),
    }
    home = next(f for f in result.findings if f.code == "site.homepage_stale")
    (proof,) = home.evidence
    assert (proof.warc_file, proof.warc_offset, proof.status) == ("20260920/r1.warc.gz", 7, 200)
    assert proof.note == "首页（GET），状态码 200"


def test_verdicts_and_proposals(city):
    verdicts = {v.subject_id: (v.verdict, v.disposition) for v in run(city).verdicts}
    assert verdicts == {
        "1308000009": (Verdict.FAILED, None),
        "1308210006": (Verdict.OUT_OF_SCOPE, None),
        "fresh": (Verdict.PASSED, Disposition.KEEP),
        "dormant": (Verdict.FAILED, Disposition.SHUT_DOWN),
        "down": (Verdict.NOT_JUDGED, None),
    }


def test_what_is_measured_alone_is_that_of_the_whole(city):
    for number in range(3):
        city.check("http://www.chengde.gov.cn/gone.html", 100 - number * 30, attempt=number + 1)
    city.link("http://www.chengde.gov.cn/gone.html")
    whole = city.measures().facts
    asked = (city.conn, city.as_of, city.settings)
    alone = {
        **measure_subjects(*asked),
        **measure_new_media(*asked),
        "link": measure_link_states(*asked),
    }
    assert set(alone) == {"site", "channel", "account", "account_reach", "link"}
    for name, rows in alone.items():
        assert len(rows), name
        assert plain_rows(rows) == plain_rows(whole[name]), name


def test_one_reading_is_not_enough_for_a_shutdown(world):
    world.account("dormant", posted=100)
    one = next(v for v in run(world).verdicts if v.subject_id == "dormant")
    assert (one.verdict, one.disposition) == (Verdict.FAILED, Disposition.RECTIFY)
    assert "近 30 天只有 1 天读到其列表" in one.reasons[1]


@pytest.mark.parametrize(
    ("second", "is_seconded"),
    [
        ({"fetch_id": "again"}, False),
        ({"source": "weibo"}, True),
        ({"total_count": 40}, True),
        ({"collected_by": CollectedBy.PLATFORM_API}, True),
        ({"collected_by": CollectedBy.MANUAL, "source": "import", "evidence_id": "ab12"}, True),
        ({"source": "weibo", **BROKEN}, False),
    ],
)
def test_a_shutdown_needs_more_than_one_feed(world, second, is_seconded):
    world.account("dormant", posted=100)
    for days in (3, 2):
        world.read_account("dormant", round_id=f"r{days}", observed_at=world.days_ago(days))
    world.read_account("dormant", round_id="second", observed_at=world.days_ago(1), **second)
    one = next(v for v in run(world).verdicts if v.subject_id == "dormant")
    assert one.verdict is Verdict.FAILED
    assert (one.disposition is Disposition.SHUT_DOWN) == is_seconded
    told = any("停更只凭同一来源的列表" in reason for reason in one.reasons)
    assert told == (not is_seconded)


def test_coverage_sums_to_the_register(city):
    result = run(city)
    sums = {one.name: one for one in coverage_sums(result.coverage)}
    assert (sums["站点"].due, sums["站点"].out_of_scope) == (1, 1)
    assert (sums["账号"].due, sums["账号"].collected, sums["账号"].uncollected) == (3, 2, 1)
    assert dict(sums["账号"].causes) == {"blocked": 1}
    assert sum(one.registered for one in sums.values()) == len(result.coverage) == 7
    assert [one.name for one in platform_sums(result.coverage)] == ["新浪微博", "今日头条", "抖音"]


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # one example is a whole audit: no shrinking
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(down=st.sets(st.integers(0, 7)), days=st.integers(0, 200))
def test_an_outage_never_makes_a_stale_finding_or_a_shutdown(world, down, days):
    for name in ("accounts", "account_snapshots", "posts"):
        world.conn.execute(f"DELETE FROM {name}")
    for n in range(8):
        broken = BROKEN if n in down else {}
        world.account(f"a{n}", posted=days + 0.01, snapshot=broken, agency_code=f"U{n}")
    result = run(world)
    unread = {f"a{n}" for n in down}
    assert not {f.subject_id for f in result.findings} & unread
    for verdict in result.verdicts:
        if verdict.subject_id in unread:
            assert verdict.verdict is Verdict.NOT_JUDGED
            assert verdict.disposition is None
    if len(down) > 4:
        assert not [v for v in result.verdicts if v.disposition is Disposition.SHUT_DOWN]


def test_ten_accounts_that_fall_silent_together_are_a_blind_source(world):
    for n in range(10):
        world.account(f"a{n}", posted=30, agency_code=f"U{n}")
    result = run(world)
    silent = next(one for one in result.soundness if one.code == "soundness.platform_silent")
    assert not silent.is_sound
    assert found(result) == set()
    assert {v.verdict for v in result.verdicts} == {Verdict.NOT_JUDGED}


def test_a_platform_is_not_silent_because_nobody_posted_since_the_first_reading(world):
    for n in range(10):
        world.account(f"a{n}", posted=30 if n else 1.2, agency_code=f"U{n}")
    result = run(world)
    assert all(one.is_sound for one in result.soundness)
    assert {code for code, _ in found(result)} == {"account.content_stale"}
    assert len(result.findings) == 9


def test_a_post_from_the_future_blocks_its_account_visibly(world):
    world.account("a", posted=30)
    world.post("a", world.as_of + timedelta(days=9))
    result = run(world)
    (verdict,) = result.verdicts
    assert verdict.verdict is Verdict.NOT_JUDGED
    assert "推文时间晚于读取时间" in verdict.reasons[0]


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "gongkai.toml").write_text('name = "试点"\n', encoding="utf-8")
    return Settings.load(tmp_path)


def test_a_workspace_is_audited_day_by_day_and_again_for_the_past(workspace, world):
    store = open_store(workspace, read_only=False)
    world.conn, world.settings = store, workspace
    world.agency()
    world.account("a", posted=20)
    first_at = world.as_of
    first = run_audit(workspace, first_at)
    assert [f.status for f in first.findings] == [FindingStatus.NEW]

    world.as_of = first_at + timedelta(days=1)
    world.read_account("a", round_id="r2", **BROKEN)
    second = run_audit(workspace, world.as_of)
    assert [f.status for f in second.findings] == [FindingStatus.ONGOING]
    assert second.findings[0].message.endswith("未复核）")

    world.as_of = first_at + timedelta(days=2)
    world.read_account("a", round_id="r3")
    world.post("a", world.days_ago(0.5))
    third = run_audit(workspace, world.as_of)
    assert [f.status for f in third.findings] == [FindingStatus.RESOLVED]

    again = run_audit(workspace, first_at)
    assert again.findings == first.findings
    assert again.verdicts == first.verdicts
    store.close()


ACCOUNTS = pd.DataFrame(
    {
        "account_code": ["a", "b", "c", "d"],
        "platform": ["新浪微博", "weibo", "抖音", "快手"],
        "name": ["甲", "乙", "丙", "丁"],
        "agency_code": ["CD", "CD", "CD", "CD"],
    }
)
POSTS = pd.DataFrame(
    {
        "account_code": ["a", "b", "d"],
        "published_at": [
            "2026-09-19 08:00", "2026-06-01 08:00", "2026-09-06 00:01",
        ],
    }
)  # fmt: skip


AUDITED_AT = datetime(2026, 9, 20, 9, 0, tzinfo=CHINA)


@pytest.mark.parametrize("until", [None, AUDITED_AT - timedelta(days=8)])
def test_an_export_that_does_not_reach_the_moment_judges_no_silence(until):
    facts, findings, proposals = audit_accounts(
        ACCOUNTS, POSTS, as_of=AUDITED_AT, complete_until=until
    )
    assert set(facts["collection_state"]) == {"uncollected"}
    assert set(facts["post_count"]) == {0, 1}
    assert "account.content_stale" not in set(findings["code"])
    assert set(proposals["verdict"]) == {"not_judged"}
    assert "shut_down" not in set(proposals["disposition"])


def test_no_posts_are_no_proof_of_emptiness():
    accounts = ACCOUNTS.assign(collected_at=AUDITED_AT, opened_on="2024-01-01")
    facts, _, proposals = audit_accounts(accounts, POSTS, as_of=AUDITED_AT)
    row = facts.set_index("account_code").loc["c"]
    assert (row["collection_state"], row["cause"]) == ("uncollected", "partial")
    assert pd.isna(proposals.set_index("subject_id")["verdict"].get("c")) is False
    proved = accounts.assign(total_count=[5, 5, 0, 5])
    facts, _, _ = audit_accounts(proved, POSTS, as_of=AUDITED_AT)
    row = facts.set_index("account_code").loc["c"]
    assert (row["collection_state"], bool(row["is_empty_proved"])) == ("collected", True)


def test_texts_of_an_export_are_looked_at():
    text = "秋季新品上市，点击购买享受优惠，购买链接见评论区，欢迎广大市民朋友前来选购"
    posts = POSTS.assign(text=[text, None, None], reads=[10, 20, None], url="https://a.test/1")
    facts, _, _ = audit_accounts(ACCOUNTS, posts, as_of=AUDITED_AT, complete_until=AUDITED_AT)
    assert set(facts["collection_state"]) == {"collected", "uncollected"}


def test_accounts_are_audited_without_a_workspace():
    facts, findings, proposals = audit_accounts(
        ACCOUNTS, POSTS, as_of=AUDITED_AT, complete_until=AUDITED_AT
    )
    assert dict(zip(facts["account_code"], facts["collection_state"], strict=True)) == {
        "a": "collected", "b": "collected", "c": "uncollected", "d": "collected",
    }  # fmt: skip
    found = set(zip(findings["code"], findings["subject_id"], findings["level"], strict=True))
    assert found == {
        ("account.content_stale", "b", "dormant"),
        ("account.content_stale", "d", "warning"),
        ("account.duplicate", "CD", "notice"),
    }
    proposal = proposals.set_index("subject_id")["disposition"]
    # an export is one reading: b is late and no 关停; of a and b, a is better kept
    assert (proposal["a"], proposal["b"], proposal["d"]) == ("keep", "merge", "remind")
    assert set(proposals["keep_account"].dropna()) == {"a"}
    assert pd.isna(proposal["c"])


def test_an_unknown_platform_is_an_error_with_its_place():
    with pytest.raises(InputError, match=r"accounts › 第 1 行 › platform"):
        audit_accounts(
            ACCOUNTS.assign(platform="火星"), POSTS, as_of=datetime(2026, 9, 20, tzinfo=CHINA)
        )


def test_facts_tables_are_audited_without_a_workspace(city):
    facts = city.measures().facts
    findings = audit(facts, editions=["national", "hebei"])
    assert set(findings["code"]) >= {"site.homepage_stale", "account.content_stale"}
    assert set(findings["edition"]) <= {"national", "hebei"}
    with pytest.raises(InputError, match="days_since_post"):
        audit({"account": facts["account"].drop(columns="days_since_post")})
    with pytest.raises(InputError, match="不存在"):
        audit(facts, editions=["mars"])


def test_coverage_of_nothing_is_nothing(world):
    assert coverage_of(world.measures().facts).empty
    assert world.today == date(2026, 9, 20)
