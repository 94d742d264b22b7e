"""Dates of documents, calls for comments and decisions, each measured on what the page states."""

from datetime import date

import pytest

from gongkai_monitor.vocabulary import AgencyKind, ChannelKind

FILL = "现将本办法印发给你们，请认真贯彻执行，执行中的问题请及时报告。" * 4


@pytest.fixture
def town(world):
    world.agency(kind=AgencyKind.GOVERNMENT)
    world.site()
    world.snapshot()
    return world


def paper(town, url, body="", *, title="承德市人民政府关于印发《供水管理办法》的通知", **more):
    channel = more.pop("channel")
    values = {
        "document_number": "承政发〔2026〕1号", "issuer": "承德市人民政府",
        "signed_on": date(2026, 8, 3), "published_on": date(2026, 8, 31), "validity": "有效",
    } | more  # fmt: skip
    town.article(url, channel, title, body=f"{FILL}\n{body}", **values)


def test_dates_of_a_document(town):
    channel = town.channel("政策文件", ChannelKind.POLICY)
    text = "自印发之日起施行，有效期5年。\n（此件公开发布）"
    paper(town, "http://d/1", text, channel=channel)
    row = town.one("document_duty")
    assert (row["workdays_to_publish"], row["has_dates"], row["has_mark"]) == (20, True, True)
    assert town.one("document_validity")["is_validity_right"] is True


def test_documents_of_others_and_old_papers_owe_nothing(town):
    channel = town.channel("政策文件", ChannelKind.POLICY)
    paper(town, "http://d/1", channel=channel, issuer="国务院办公厅",
          document_number="国办发〔2026〕3号",
          title="国务院办公厅关于印发《某管理办法》的通知")  # fmt: skip
    paper(town, "http://d/2", channel=channel, signed_on=date(2019, 1, 1))
    rows = {row["document_url"]: row for row in town.facts("document_duty")}
    assert rows["http://d/1"]["has_mark"] is None
    assert [row["workdays_to_publish"] for row in rows.values()] == [None, None]


def test_a_call_for_comments_and_its_result(town):
    channel = town.channel("意见征集", ChannelKind.CONSULTATION)
    paper(town, "http://c/1", "请于2026年7月1日前反馈意见。", channel=channel,
          title="关于公开征求《供水管理办法》意见的公告",
          published_on=date(2026, 6, 1))  # fmt: skip
    row = town.one("comment_call")
    assert (row["comment_days"], row["result_due_on"]) == (30, date(2026, 8, 1))
    assert row["result_days_late"] == (town.today - date(2026, 8, 1)).days


def test_decisions_of_the_year(town):
    channel = town.channel("行政执法", ChannelKind.STATUTORY)
    paper(town, "http://p/1", "决定日期：2026年8月20日", channel=channel, title="行政处罚决定公示")
    row = town.one("decision")
    assert (row["workdays_taken"], row["limit_workdays"]) == (7, 7)
