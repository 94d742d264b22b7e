"""Facts about interaction, identity, filing of changes, twins, afterlife and apps of accounts."""

from datetime import date

import pytest

from gongkai_monitor.model.observations import (
    AccountProfile,
    AppRelease,
    InteractionCheck,
    InteractionReading,
    MessageCount,
    PostReply,
)
from gongkai_monitor.model.registry import RegistryChange
from gongkai_monitor.vocabulary import (
    AgencyKind,
    AgencyLevel,
    CollectionCause,
    CollectionState,
    FilingStatus,
    InteractionWay,
    Platform,
)

WHOLE = {"is_whole": True}
COMMENT, MESSAGE, MENU = InteractionWay.COMMENT, InteractionWay.MESSAGE, InteractionWay.MENU


def check(world, way, is_ok, days=1.0, code="a"):
    world.put("interaction_checks", InteractionCheck(
        account_code=code, way=way, checked_at=world.days_ago(days), is_ok=is_ok,
        round_id="c", observed_at=world.days_ago(days)))  # fmt: skip


def profile(world, days, code="a", **more):
    world.put("account_profiles", AccountProfile(
        account_code=code, profile_hash=f"{code}-{days}", round_id="p",
        observed_at=world.days_ago(days), source="feed", **more))  # fmt: skip


@pytest.mark.parametrize(
    ("checks", "is_effective", "state", "cause"),
    [
        ([], None, "uncollected", "not_run"),
        ([(COMMENT, False, 1), (MESSAGE, False, 1)], None, "uncollected", "partial"),
        ([(COMMENT, False, 1), (MESSAGE, False, 1), (MENU, None, 1)], None, "uncollected",
         "partial"),
        ([(COMMENT, False, 1), (MESSAGE, False, 1), (MENU, False, 1)], False, "collected", "ok"),
        ([(COMMENT, False, 1), (MESSAGE, True, 1), (MENU, False, 1)], True, "collected", "ok"),
        ([(COMMENT, False, 200), (MESSAGE, False, 1), (MENU, False, 1)], None, "uncollected",
         "partial"),
    ],
)  # fmt: skip
def test_ineffective_is_only_what_was_tried_in_every_way(world, checks, is_effective, state, cause):
    world.account("a", snapshot=WHOLE)
    for way, is_ok, days in checks:
        check(world, way, is_ok, days)
    row = world.one("account_interaction")
    assert (row["is_effective"], row["collection_state"], row["cause"]) == (
        is_effective, state, cause)  # fmt: skip


def test_replies_and_their_delay(world):
    world.account("a", snapshot=WHOLE)
    for number, (asked, answered, text) in enumerate(
        [(10, 9, "您好，已转交办理"), (9, 8.5, "您好，已转交办理"), (8, 7, "您好，已转交办理"),
         (7, 6, "路灯已于昨晚修好，感谢提醒"), (6, 5, "谢谢"), (5, None, None), (40, 39, "旧")]
    ):  # fmt: skip
        world.put("post_replies", PostReply(
            account_code="a", comment_key=str(number), commented_at=world.days_ago(asked),
            replied_at=None if answered is None else world.days_ago(answered), reply_text=text,
            source="feed", round_id="r", observed_at=world.days_ago(0)))  # fmt: skip
    row = world.one("account_interaction")
    assert (row["comments_30d"], row["replied_30d"], row["oldest_open_days"]) == (6, 5, 5)
    assert (row["median_reply_hours"], row["template_reply_ratio"]) == (24, 0.8)


def read_comments(world, cause="ok", days=0.1, items=0, way=COMMENT):
    state = CollectionState.COLLECTED if cause == "ok" else CollectionState.UNCOLLECTED
    world.put("interaction_readings", InteractionReading(
        account_code="a", way=way, round_id=f"r{days}", observed_at=world.days_ago(days),
        collection_state=state, cause=CollectionCause(cause), item_count=items,
        source="weibo"))  # fmt: skip


def weibo_reply(world, key, asked, answered=None, seen=0.1):
    world.put("post_replies", PostReply(
        account_code="a", comment_key=key, commented_at=world.days_ago(asked), source="weibo",
        replied_at=None if answered is None else world.days_ago(answered),
        reply_text=None if answered is None else "已修好", round_id=f"r{seen}",
        observed_at=world.days_ago(seen)))  # fmt: skip


def test_no_comments_is_a_number_only_where_they_were_read(world):
    world.account("a", snapshot=WHOLE)
    row = world.one("account_interaction")
    assert (row["comments_30d"], row["comments_cause"]) == (None, "not_run")
    read_comments(world)
    row = world.one("account_interaction")
    assert (row["comments_30d"], row["replied_30d"], row["comments_cause"]) == (0, 0, "ok")
    assert row["is_effective"] is None, "that nobody wrote says nothing against the account"


@pytest.mark.parametrize(
    ("cause", "days", "shown"), [("blocked", 0.1, "blocked"), ("ok", 9, "not_run")]
)
def test_comments_that_were_not_read_again_leave_no_comment_open(world, cause, days, shown):
    world.account("a", snapshot=WHOLE)
    weibo_reply(world, "k", 12, seen=10)
    read_comments(world, days=10, items=1)
    read_comments(world, cause, days)
    row = world.one("account_interaction")
    assert (row["comments_cause"], row["comments_30d"], row["oldest_open_days"]) == (
        shown, None, None)  # fmt: skip
    assert row["is_effective"], "somebody wrote a comment below it in the last 90 days"


def test_an_answer_that_came_later_closes_the_comment(world):
    world.account("a", snapshot=WHOLE)
    weibo_reply(world, "k", 5, seen=4)
    weibo_reply(world, "k", 5, answered=3)
    read_comments(world, items=1)
    row = world.one("account_interaction")
    assert (row["comments_30d"], row["replied_30d"], row["oldest_open_days"]) == (1, 1, None)
    assert row["median_reply_hours"] == 48


def test_failed_checks_do_not_outweigh_the_messages_that_came_in(world):
    world.account("a", snapshot=WHOLE)
    for way in (COMMENT, MESSAGE, MENU):
        check(world, way, is_ok=False, days=2)
    assert world.one("account_interaction")["is_effective"] is False
    for day, count, seen in [(3, 0, 2.5), (3, 4, 1), (2, 0, 1), (1, 5, 0.2), (45, 9, 1)]:
        world.put("message_counts", MessageCount(
            account_code="a", counted_on=world.day(day), round_id="m", message_count=count,
            observed_at=world.days_ago(seen), source="wechat_api"))  # fmt: skip
    read_comments(world, way=MESSAGE)
    row = world.one("account_interaction")
    assert (row["messages_30d"], row["message_days_30d"], row["messages_cause"]) == (9, 3, "ok")
    assert row["is_effective"]


def test_the_title_of_a_page_is_not_another_name(world):
    world.agency("CD", "承德市人民政府")
    world.account("a", name="承德发布", snapshot={**WHOLE, "shown_name": "承德发布的微博"})
    row = world.one("account_identity")
    assert (row["shown_name"], row["is_same_name"]) == ("承德发布", True)
    assert row["is_sponsor_certified"] is None


def test_the_certified_subject_is_held_against_the_sponsor(world):
    world.agency("CD", "承德市人民政府办公室", aliases=("承德市政府办",))
    world.account("a", snapshot=WHOLE)
    world.account("b", snapshot=WHOLE)
    profile(world, 1, "a", shown_name="承德发布", certified_subject="承德市政府办")
    profile(world, 1, "b", shown_name="承德好物", certified_subject="某某文化传媒有限公司")
    rows = {row["account_code"]: row for row in world.facts("account_identity")}
    assert rows["a"]["is_sponsor_certified"] is True
    assert rows["b"]["is_sponsor_certified"] is False


def test_an_unread_profile_says_nothing(world):
    world.account("a", read=False, posted=None)
    row = world.one("account_identity")
    assert (row["collection_state"], row["is_same_name"]) == ("uncollected", None)


def test_a_new_name_that_the_register_does_not_know_is_unfiled(world):
    world.account("a", name="旧名发布", snapshot=WHOLE)
    profile(world, 20, shown_name="旧名发布")
    profile(world, 10, shown_name="新名发布")
    row = world.one("account_change")
    assert (row["before"], row["after"], row["is_filed"]) == ("旧名发布", "新名发布", False)
    assert row["changed_on"] == world.day(10)
    assert row["workdays_to_file"] == 7  # Sunday, 20 September 2026, is a working day


def test_a_change_that_was_filed_says_how_long_it_took(world):
    world.account("a", name="新名发布", snapshot=WHOLE)
    profile(world, 20, shown_name="旧名发布")
    profile(world, 10, shown_name="新名发布")
    world.put("registry_changes", RegistryChange(
        table="accounts", key="a", field="name", before="旧名发布", after="新名发布",
        changed_at=world.days_ago(6)))  # fmt: skip
    row = world.one("account_change")
    assert (row["is_filed"], row["filed_on"], row["workdays_to_file"]) == (True, world.day(6), 2)


def test_one_name_twice_on_a_platform_is_a_twin_elsewhere_it_is_not(world):
    world.agency("A", "甲局")
    world.agency("B", "乙局")
    world.account("a", name="甲县 发布", agency_code="A", snapshot=WHOLE)
    world.account("b", name="甲县发布", agency_code="B", filing_status=FilingStatus.UNFILED)
    world.account("c", name="甲县发布", agency_code="A", platform=Platform.DOUYIN)
    (row,) = world.facts("account_twin")
    assert (row["account_code"], row["other_code"], row["is_same_agency"]) == ("b", "a", False)
    assert (row["suggested_keep"], row["name_similarity"]) == (None, 1.0)


def ended(world, status=FilingStatus.DEREGISTERED, days=30, **more):
    world.account("a", posted=None, read=False, filing_status=status, **more)
    world.put("registry_changes", RegistryChange(
        table="accounts", key="a", field="filing_status", before="已备案", after=status.label,
        changed_at=world.days_ago(days)))  # fmt: skip


def test_a_closed_account_that_nobody_looked_at_is_uncollected(world):
    ended(world)
    row = world.one("account_life")
    assert (row["collection_state"], row["is_alive"]) == ("uncollected", None)


def test_a_blocked_reading_does_not_bring_an_account_back_to_life(world):
    ended(world)
    world.read_account("a", collection_state="uncollected", cause="blocked", post_count=0)
    assert world.one("account_life")["is_alive"] is None


def test_a_closed_account_that_still_posts_is_alive_and_reopened(world):
    ended(world)
    world.read_account("a", is_whole=True)
    for days in (60, 30, 4):
        world.post("a", world.days_ago(days))
    row = world.one("account_life")
    assert (row["is_alive"], row["posts_after"]) == (True, 1)
    assert row["reopened_on"] == world.day(4)
    assert world.facts("account")[0]["collection_state"] == "out_of_scope"


def test_the_platform_says_that_it_is_gone(world):
    ended(world)
    profile(world, 2, is_deregistered=True)
    row = world.one("account_life")
    assert (row["collection_state"], row["is_alive"]) == ("collected", False)


def test_a_pending_account_must_go_on(world):
    ended(world, FilingStatus.PENDING)
    world.read_account("a", is_whole=True)
    world.post("a", world.days_ago(20))
    assert world.one("account_life")["silent_days"] == 20


def release(world, store, is_listed, days=1.0, **more):
    world.put("app_releases", AppRelease(
        account_code="a", store=store, store_url=f"https://{store}.test/",
        round_id=f"{store}{days}", observed_at=world.days_ago(days),
        is_listed=is_listed, **more))  # fmt: skip


@pytest.mark.parametrize(
    ("listed", "state", "is_listed"),
    [
        ({}, "uncollected", None),
        ({"one": False}, "collected", False),
        ({"one": False, "two": True}, "collected", True),
        ({"one": False, "two": None}, "uncollected", None),
    ],
)
def test_an_app_is_gone_only_when_every_store_says_so(world, listed, state, is_listed):
    world.agency("CD", "某镇人民政府", level=AgencyLevel.TOWN)
    world.account("a", posted=None, read=False, platform=Platform.MOBILE_APP)
    for store, answer in listed.items():
        release(world, store, answer, released_on=date(2026, 9, 1))
    row = world.one("app")
    assert (row["collection_state"], row["is_listed"]) == (state, is_listed)
    assert row["is_below_county"] is True


def test_governments_must_have_an_account_departments_need_not(world):
    world.agency("G", "某县人民政府", level=AgencyLevel.COUNTY, kind=AgencyKind.GOVERNMENT)
    world.agency("D", "某县水务局", level=AgencyLevel.COUNTY, kind=AgencyKind.DEPARTMENT)
    world.account("a", agency_code="D")
    world.account("b", agency_code="D", filing_status=FilingStatus.CLOSED)
    rows = {row["agency_code"]: row for row in world.facts("agency_accounts")}
    assert (rows["G"]["must_have"], rows["G"]["open_count"]) == (True, 0)
    assert (rows["D"]["must_have"], rows["D"]["open_count"]) == (False, 1)
    assert rows["D"]["platform_names"] == "新浪微博"


def test_a_subject_that_only_gained_a_mark_of_the_platform_did_not_change(world):
    world.account("a", snapshot=WHOLE)
    profile(world, 20, certified_subject="甲县水务局")
    profile(world, 10, certified_subject="甲县水务局官方微博")
    assert world.facts("account_change") == []


def test_a_name_that_came_back_is_two_changes(world):
    world.account("a", name="甲县发布", snapshot=WHOLE)
    for days, name in ((20, "甲县发布"), (19, "甲县发布"), (10, "甲县资讯"), (3, "甲县发布")):
        profile(world, days, shown_name=name)
    rows = world.facts("account_change")
    assert [(row["after"], row["is_filed"]) for row in rows] == [
        ("甲县资讯", False), ("甲县发布", True),
    ]  # fmt: skip
    assert world.one("account_identity")["is_same_name"] is True
