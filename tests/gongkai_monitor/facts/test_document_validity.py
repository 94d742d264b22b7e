"""有效性: what a document is on the day its page was read, and whether the page says so."""

from datetime import date

import pytest

from gongkai_monitor.vocabulary import AgencyKind, ChannelKind

FILL = "现将本办法印发给你们，请认真贯彻执行，执行中的问题请及时报告。" * 4
TITLE = "承德市人民政府关于印发《承德市城市供水管理办法》的通知"


@pytest.fixture
def town(world):
    world.agency(kind=AgencyKind.GOVERNMENT)
    world.site()
    world.snapshot()
    world.policy = world.channel("政策文件", ChannelKind.POLICY)
    return world


def paper(town, url, body="", *, title=TITLE, **more):
    values = {
        "document_number": "承政规〔2026〕1号", "issuer": "承德市人民政府",
        "signed_on": date(2026, 8, 3), "published_on": date(2026, 8, 31), "validity": "有效",
    } | more  # fmt: skip
    town.article(url, town.policy, title, body=f"{FILL}\n{body}" if body else "", **values)


def measured(town):
    return {row["document_url"][-1]: row for row in town.facts("document_validity")}


@pytest.mark.parametrize(
    ("last_day", "shown", "state", "is_right"),
    [
        ("19日", "有效", "失效", False),
        ("19日", "失效", "失效", True),
        ("20日", "有效", "有效", True),  # on its last day it still holds
        ("20日", "已废止", "有效", None),  # what ended it may stand where nothing was read
        ("19日", "", "失效", None),
    ],
)
def test_a_stated_period(town, last_day, shown, state, is_right):
    text = f"本办法自2021年9月1日起施行，有效期至2026年9月{last_day}。"
    paper(town, "http://d/1", text, validity=shown)
    row = town.one("document_validity")
    assert (row["validity"], row["is_validity_right"], row["is_computed"]) == (
        state, is_right, False,
    )  # fmt: skip


def test_a_document_that_a_later_one_repeals_is_shown_as_valid(town):
    old = {"signed_on": date(2015, 3, 1), "document_number": "承政规〔2015〕9号"}
    paper(town, "http://d/1", "本办法自印发之日起施行。", **old)
    paper(
        town, "http://d/2",
        "本办法自印发之日起施行，有效期5年。《承德市城市供水管理办法》（承政规〔2015〕9号）同时废止。",
    )  # fmt: skip
    rows = measured(town)
    assert (rows["1"]["validity"], rows["1"]["repealed_by"]) == ("已废止", "http://d/2")
    assert rows["1"]["is_validity_right"] is False
    assert rows["1"]["is_computed"] is False
    assert "同时废止" in rows["1"]["repeal_passage"]
    assert len(rows["1"]["evidence"]) == 2
    assert (rows["2"]["validity"], rows["2"]["is_validity_right"]) == ("有效", True)


def test_a_computed_period_is_marked_as_such(town):
    paper(
        town, "http://d/1", "本办法自2018年1月1日起施行。", document_number="承政规〔2018〕9号",
        signed_on=date(2018, 1, 1), published_on=date(2018, 1, 2),
    )  # fmt: skip
    row = town.one("document_validity")
    assert (row["validity"], row["valid_until"], row["is_computed"]) == (
        "失效", date(2023, 1, 1), True,
    )  # fmt: skip


def test_a_document_without_its_text_is_not_judged(town):
    paper(town, "http://d/1")
    row = town.one("document_validity")
    assert (row["validity"], row["is_validity_right"]) == (None, None)


def test_a_document_of_others_is_not_judged(town):
    paper(
        town, "http://d/1", "本办法自2021年9月1日起施行，有效期至2022年9月1日。",
        issuer="国务院办公厅", document_number="国办发〔2021〕3号",
        title="国务院办公厅关于印发《某管理办法》的通知",
    )  # fmt: skip
    assert town.one("document_validity")["is_validity_right"] is None


def test_a_document_that_a_notice_continued_has_not_lapsed(town):
    paper(town, "http://d/1", "本办法自2021年9月1日起施行，有效期至2026年9月10日。")
    assert town.one("document_validity")["is_validity_right"] is False
    paper(
        town, "http://d/2", "《承德市城市供水管理办法》继续有效。",
        title="关于公布继续有效规范性文件目录的通知", document_number=None,
    )  # fmt: skip
    (row,) = (one for one in town.facts("document_validity") if one["document_url"] == "http://d/1")
    assert row["is_validity_right"] is True
