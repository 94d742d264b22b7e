"""Facts about what accounts post and how it is read; every measure has a near miss."""

from datetime import timedelta

import pytest

from gongkai_monitor.model.observations import PostCount
from gongkai_monitor.text.fingerprint import text_bands, text_hash
from gongkai_monitor.vocabulary import AgencyKind, AgencyLevel, CollectionCause, CollectionState

WHOLE = {"is_whole": True}
NOTICE = (
    "关于城区部分路段夜间供水管网检修的通告：请受影响的居民提前储水，检修期间如有不便敬请谅解。"
)


def write(world, code, text, days, key=None, **more):
    world.post(
        code, world.days_ago(days), key or f"{code}-{days}", text=text, text_length=len(text),
        text_hash=text_hash(text), text_bands=text_bands(text), **more,
    )  # fmt: skip


def two_agencies(world):
    world.agency("A", "甲县水务局", level=AgencyLevel.COUNTY)
    world.agency("B", "乙县水务局", level=AgencyLevel.COUNTY)
    world.account("a", posted=None, agency_code="A", name="甲县水务", snapshot=WHOLE)
    world.account("b", posted=None, agency_code="B", name="乙县水务", snapshot=WHOLE)


def content(world, code):
    return next(row for row in world.facts("account_content") if row["account_code"] == code)


def test_a_near_copy_of_another_agency_is_a_copy_and_the_earlier_is_not(world):
    two_agencies(world)
    write(world, "a", NOTICE, 3)
    write(world, "b", NOTICE.replace("敬请谅解", "请谅解"), 2)
    assert content(world, "a")["copied_count"] == 0
    row = content(world, "b")
    assert (row["copied_count"], row["copied_from"]) == (1, ["甲县水务"])


def test_forwards_and_named_sources_and_own_matrix_are_no_copies(world):
    two_agencies(world)
    world.account("a2", posted=None, agency_code="A", name="甲县水务抖音", snapshot=WHOLE)
    write(world, "a", NOTICE, 4)
    write(world, "a2", NOTICE, 3)
    write(world, "b", NOTICE, 2, is_repost=True)
    write(world, "b", NOTICE, 1, source_name="来源：甲县水务局")
    assert [row["copied_count"] for row in world.facts("account_content")] == [0, 0, 0]
    row = content(world, "b")
    assert (row["forward_count"], row["repost_count"], row["authorised_count"]) == (1, 1, 1)


def test_texts_that_only_share_their_form_are_no_copies(world):
    two_agencies(world)
    write(world, "a", "今日空气质量优，请市民放心出行，适宜户外活动，明日多云转晴气温二十度。", 3)
    write(world, "b", "明日停水通知：北城片区自上午八时起停水检修，预计晚六时恢复，请提前储水。", 2)
    assert content(world, "b")["copied_count"] == 0


def test_a_source_that_nobody_named_is_a_sign_and_is_counted(world):
    two_agencies(world)
    for days, source in ((1, "奇闻趣事网"), (2, "新华社"), (3, "甲县水务"), (4, None)):
        write(world, "a", NOTICE + str(days), days, source_name=source)
    row = content(world, "a")
    assert (row["unauthorised_count"], row["authorised_count"]) == (1, 1)
    assert row["original_count"] == 1, "the own name is original, an unknown origin is not known"
    (sign,) = world.facts("account_post_sign")
    assert (sign["sign_kind"], sign["words"]) == ("unauthorised", "奇闻趣事网")


def test_the_deployments_own_sources_are_authorised(world):
    two_agencies(world)
    (world.settings.workspace / "稿源单位.txt").write_text("奇闻趣事网  # 已核准\n", "utf-8")
    write(world, "a", NOTICE, 1, source_name="来源：奇闻趣事网")
    assert world.facts("account_post_sign") == []


def test_signs_stand_in_posts_of_ninety_days_until_the_post_is_gone(world):
    two_agencies(world)
    advert = "新品上市，点击购买即享优惠，购买链接见评论区。"
    write(world, "a", advert, 5, url="https://a.test/5")
    write(world, "a", advert + "旧", 95)
    write(world, "a", "提醒：凡声称“点击购买”的短信多为诈骗，请勿轻信。", 4)
    (sign,) = world.facts("account_post_sign")
    assert (sign["sign_kind"], sign["url"]) == ("commercial", "https://a.test/5")
    assert sign["published_on"] == world.day(5)


def test_a_sign_stays_when_the_account_cannot_be_read_today(world):
    world.account("a", posted=None, snapshot={**WHOLE, "observed_at": world.days_ago(1)})
    world.read_account("a", round_id="r2", collection_state=CollectionState.UNCOLLECTED,
                       cause=CollectionCause.BLOCKED)  # fmt: skip
    write(world, "a", "每天必须签到打卡，打卡积分纳入排名", 3)
    (sign,) = world.facts("account_post_sign")
    assert (sign["sign_kind"], sign["collection_state"]) == ("check_in", "collected")
    assert content(world, "a")["collection_state"] == "uncollected"


def test_content_needs_a_list_that_reaches_back_thirty_days(world):
    world.account("a", posted=1, snapshot={"reach_back_at": world.days_ago(20)})
    row = content(world, "a")
    assert (row["collection_state"], row["cause"], row["post_count"]) == (
        "uncollected", "partial", None)  # fmt: skip


def test_filler_is_a_note(world):
    world.account("line", posted=None, snapshot=WHOLE)
    for days in (1, 9):
        write(world, "line", "早安", days, key=str(days))
    row = content(world, "line")
    assert (row["is_filler"], row["one_line_count"]) == (True, 2)
    write(world, "line", NOTICE, 3)
    assert content(world, "line")["is_filler"] is False


def test_updates_on_the_last_days_of_the_window_are_counted(world):
    world.account("a", posted=None, snapshot=WHOLE)
    for number in range(4):
        write(world, "a", NOTICE + str(number), 1 + 14 * number)
    row = content(world, "a")
    assert (row["deadline_post_count"], row["is_filler"]) == (3, True)
    assert "第 13、14 天" in row["filler_why"]


def peers(world, count):
    for number in range(count):
        code = f"p{number:02}"
        world.agency(f"G{number}", f"第{number}局", kind=AgencyKind.DEPARTMENT)
        world.account(code, posted=None, agency_code=f"G{number}", snapshot=WHOLE)
        for days in (1, 2, 3):
            write(world, code, NOTICE + code + str(days), days, reads=100 * number,
                  likes=number, key=f"{code}-{days}")  # fmt: skip


def test_the_index_is_a_percentile_among_at_least_ten_peers(world):
    peers(world, 11)
    rows = {row["account_code"]: row for row in world.facts("account_reach")}
    assert rows["p00"]["attention_index"] == 0
    assert rows["p05"]["attention_index"] == 50
    assert rows["p10"]["attention_index"] == 100
    assert rows["p05"]["peer_group"] == "新浪微博·市·部门"
    assert rows["p05"]["peer_count"] == 10


def test_nine_peers_or_two_posts_give_no_index(world):
    peers(world, 10)
    rows = world.facts("account_reach")
    assert [row["attention_index"] for row in rows] == [None] * 10
    assert "不足 10 个" in rows[0]["index_why"]


def test_an_unread_account_is_no_peer(world):
    peers(world, 11)
    world.read_account("p10", round_id="r2", observed_at=world.as_of,
                       collection_state=CollectionState.UNCOLLECTED,
                       cause=CollectionCause.BLOCKED)  # fmt: skip
    rows = {row["account_code"]: row for row in world.facts("account_reach")}
    assert rows["p10"]["collection_state"] == "uncollected"
    assert rows["p05"]["attention_index"] is None


def test_later_numbers_of_a_post_replace_the_first_and_none_come_from_the_future(world):
    world.account("a", posted=None, snapshot=WHOLE)
    write(world, "a", NOTICE, 2, key="k", reads=3)
    for days, reads in ((1, 500), (-1, 90000)):
        world.put("post_counts", PostCount(
            account_code="a", post_key="k", reads=reads, observed_at=world.days_ago(days),
            round_id=f"c{days}", source="feed"))  # fmt: skip
    assert world.one("account_reach")["reads_median_30d"] == 500


@pytest.mark.parametrize(("gain", "is_found"), [(40_000, True), (300, False)])
def test_a_jump_of_followers_stands_out(world, gain, is_found):
    world.account("a", posted=None, read=False)
    followers = 10_000
    for days in range(20, -1, -1):
        followers += gain if days == 5 else 5
        world.read_account("a", round_id=f"f{days}", observed_at=world.days_ago(days),
                           followers=followers, is_whole=True)  # fmt: skip
    write(world, "a", NOTICE, 8, reads=100)
    write(world, "a", NOTICE + "二", 2, reads=110)
    rows = world.facts("account_follower_jump")
    assert bool(rows) is is_found
    if rows:
        assert rows[0]["jumped_on"] == (world.as_of - timedelta(days=5)).date()
        assert (rows[0]["gained"], rows[0]["usual_gain"]) == (40_000, 5)
        assert rows[0]["reads_change_ratio"] == pytest.approx(1.1)
