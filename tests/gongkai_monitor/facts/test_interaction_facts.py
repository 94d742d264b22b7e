"""互动交流: a letter is open only where it was read without a reply."""

import pytest

from gongkai_monitor.model.observations import BoardReading, Message, OpenLetter
from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, CollectionState

SITE = "1308000009"


@pytest.fixture
def town(world):
    world.agency()
    world.site()
    world.snapshot()
    return world


def letter(town, number, age, *, replied=None, reply=None, **more):
    values = {"source": "board", "site_code": SITE} | more
    town.put("messages", Message(
        message_id=number, title=f"来信{number}", received_at=town.days_ago(age), reply=reply,
        replied_at=None if replied is None else town.days_ago(replied), round_id="b1",
        observed_at=values.pop("observed_at", town.days_ago(0.1)), **values,
    ))  # fmt: skip


def still_open(town, number, *, days=0.1):
    town.put("open_letters", OpenLetter(
        message_id=number, site_code=SITE, channel_url="http://b/", round_id=f"r{days}",
        observed_at=town.days_ago(days), fetch_id="f1",
    ))  # fmt: skip


def test_three_calendar_months_and_only_what_was_read(town):
    url = town.channel("网民留言", ChannelKind.INTERACTION)
    letter(town, "1", 92, channel_url=url)  # 2026-06-20: three months to the day
    letter(town, "2", 93, channel_url=url)
    letter(town, "3", 200, channel_url=url)  # its page was not read again
    letter(town, "4", 400, channel_url=url)  # not of the last year
    for number in ("1", "2", "4"):
        still_open(town, number)
    still_open(town, "3", days=30)
    row = town.one("board")
    assert (row["open_count"], row["overdue_count"]) == (2, 1)
    assert row["overdue_letters"].startswith("来信2")
    assert row["evidence"][0] == "f1"  # then the page of the list


def test_an_answer_closes_a_letter(town):
    url = town.channel("网民留言", ChannelKind.INTERACTION)
    letter(town, "1", 120, channel_url=url, observed_at=town.days_ago(9))
    still_open(town, "1", days=9)
    letter(town, "1", 120, channel_url=url, replied=1, reply="已办")
    row = town.one("board")
    assert (row["overdue_count"], row["answered_count"], row["slow_count"]) == (0, 1, 1)


def test_replies_without_a_date_are_counted(town):
    url = town.channel("网民留言", ChannelKind.INTERACTION)
    letter(town, "1", 20, channel_url=url, reply="已办")
    row = town.one("board")
    assert (row["undated_count"], row["overdue_count"], row["answered_count"]) == (1, 0, 0)


def test_petitions_are_no_board_and_an_unread_board_is_not_judged(town):
    town.channel("网上信访", ChannelKind.INTERACTION)
    assert town.facts("board") == []
    town.channel("市长信箱", ChannelKind.INTERACTION, read=False)
    assert town.one("board")["collection_state"] == "uncollected"


def board_read(town, url, cause, days=0.1):
    is_ok = cause is CollectionCause.OK
    town.put("board_readings", BoardReading(
        site_code=SITE, channel_url=url, round_id=f"b{days}", observed_at=town.days_ago(days),
        collection_state=CollectionState.COLLECTED if is_ok else CollectionState.UNCOLLECTED,
        cause=cause, detail=None if is_ok else "2 页来信中有 2 页未读懂",
    ))  # fmt: skip


def test_a_board_whose_letters_were_not_read_is_not_judged(town):
    url = town.channel("市长信箱", ChannelKind.INTERACTION)
    letter(town, "1", 120, channel_url=url)
    still_open(town, "1")
    board_read(town, url, CollectionCause.PAGE_CHANGED)
    row = town.one("board")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "page_changed")
    assert "未读懂" in row["detail"]


def test_letters_that_were_read_count_where_the_list_needed_another_way(town):
    url = town.channel("市长信箱", ChannelKind.INTERACTION, read=False)
    board_read(town, url, CollectionCause.OK)
    assert town.one("board")["collection_state"] == "collected"


def test_an_import_shows_what_is_open_on_its_day(town):
    town.channel("网民留言", ChannelKind.INTERACTION)
    letter(town, "1", 200, source="import", observed_at=town.days_ago(120))
    assert town.one("board")["overdue_count"] == 0
    letter(town, "2", 200, source="import")
    assert town.one("board")["overdue_count"] == 1


def test_the_mean_of_the_answers_and_interviews_of_the_year(town):
    url = town.channel("网民留言", ChannelKind.INTERACTION)
    assert town.one("board")["mean_workdays"] is None
    letter(town, "1", 12, channel_url=url, replied=11, reply="已办")
    letter(town, "2", 12, channel_url=url, replied=5, reply="已办")
    row = town.one("board")
    assert (row["answered_count"], row["mean_workdays"]) == (2, 3.0)
    assert town.one("interaction")["interview_count"] is None
