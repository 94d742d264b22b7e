"""Dates of documents, calls for comments and decisions, each measured on what the page states."""

from datetime import date

import pytest

from gongkai_monitor.model import observations as seen
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


def test_a_call_says_that_it_is_about_a_major_decision(town):
    channel = town.channel("意见征集", ChannelKind.CONSULTATION)
    title = "关于公开征求《供水管理办法》意见的公告"
    texts = {
        "http://c/1": "本事项已列入年度重大行政决策事项目录。",
        "http://c/2": "为贯彻落实省委重大决策部署，现征求意见。",
        "http://c/3": "本事项不属于重大行政决策。",
    }
    for url, text in texts.items():
        paper(town, url, text, channel=channel, title=title)
    found = {row["page_url"]: row["is_major_decision"] for row in town.facts("comment_call")}
    assert list(found.values()) == [True, False, False]


def shown(town, channel, *urls, days=0.1):
    """A complete reading of a list that holds these addresses."""
    common = {"site_code": "1308000009", "channel_url": channel, "round_id": f"r{days}",
              "observed_at": town.days_ago(days), "items_hash": "，".join(urls)}  # fmt: skip
    town.put(
        "list_readings",
        seen.ListReading(
            **common, item_count=len(urls), is_ordered=True, reaches_back_to=date(2020, 1, 1),
            is_confirmed=True, pages_read=1, fetch_id=f"list{days}",
        ),
    )  # fmt: skip
    town.put("list_sets", seen.ListSet(**common, item_urls=urls))


def test_a_revoked_decision_is_up_until_it_was_last_shown(town):
    channel = town.channel("行政执法", ChannelKind.STATUTORY)
    decision = {"channel": channel, "document_number": "承市监罚〔2026〕12号",
                "published_on": date(2026, 8, 3), "title": "某公司行政处罚决定书"}  # fmt: skip
    paper(town, "http://p/1", "当事人……", **decision)
    paper(town, "http://p/2", "", **decision | {"document_number": "承市监罚〔2026〕13号"})
    assert town.facts("revoked_decision") == []
    paper(town, "http://p/9", "我局决定撤销承市监罚〔2026〕12号行政处罚决定。", channel=channel,
          document_number="承市监撤〔2026〕1号", title="关于撤销行政处罚决定的公告",
          published_on=date(2026, 9, 7))  # fmt: skip
    assert town.one("revoked_decision")["workdays_up"] is None, "nobody looked"
    shown(town, channel, "http://p/1", "http://p/2", days=7)  # Sunday 13 September
    row = town.one("revoked_decision")
    assert (row["page_url"], row["notice_url"]) == ("http://p/1", "http://p/9")
    assert (row["revoked_on"], row["workdays_up"]) == (date(2026, 9, 7), 4)
    shown(town, channel, "http://p/2")
    assert town.one("revoked_decision")["workdays_up"] == 4, "it left the list"


def test_a_decision_that_says_itself_that_it_was_revoked(town):
    channel = town.channel("行政执法", ChannelKind.STATUTORY)
    paper(town, "http://p/1", "本决定已于2026年9月14日依法撤销。", channel=channel,
          title="行政处罚决定公示", document_number=None)  # fmt: skip
    shown(town, channel, "http://p/1", days=2)
    row = town.one("revoked_decision")
    assert (row["revoked_on"], row["workdays_up"]) == (date(2026, 9, 14), 4)


def test_a_document_past_its_period_and_what_cleans_it_up(town):
    channel = town.channel("政策文件", ChannelKind.POLICY)
    past = "自2021年9月1日起施行，有效期至2026年9月19日。"
    old = {"channel": channel, "published_on": date(2021, 9, 1), "signed_on": date(2021, 9, 1)}
    paper(town, "http://d/1", past, **old)
    row = town.one("document_expiry")
    assert (row["days_past"], row["days_left"], row["is_cleaned"]) == (1, 0, False)
    assert row["is_judged_as_shown"] is True, "shown as valid: document_validity judges it"
    paper(town, "http://d/2", "现公布继续有效的文件：《供水管理办法》。", channel=channel,
          title="关于公布继续有效规范性文件目录的通知")  # fmt: skip
    row = town.one("document_expiry")
    assert (row["is_renewed"], row["is_cleaned"]) == (True, True)


@pytest.mark.parametrize(
    ("validity", "title", "told", "is_cleaned"),
    [
        ("失效", "关于开展供水工作的通知", "", True),
        (None, "关于废止《供水管理办法》的通知", "", True),
        (None, "关于废止一批文件的通知", "废止《排水管理办法》。", False),
        (None, "关于宣布失效一批文件的决定", "一、《供水管理办法》；二、《排水管理办法》。", True),
    ],
)
def test_marks_and_notices(town, validity, title, told, is_cleaned):
    channel = town.channel("政策文件", ChannelKind.POLICY)
    paper(town, "http://d/1", "自2021年9月1日起施行，有效期5年。", channel=channel,
          validity=validity, signed_on=date(2021, 8, 25))  # fmt: skip
    paper(town, "http://d/2", told, channel=channel, title=title)
    row = town.one("document_expiry")
    assert (row["days_past"], row["is_cleaned"]) == (19, is_cleaned)
    assert row["told_by"] == "有效期 5 年"


def test_a_document_that_was_taken_off_before_its_last_day_is_no_breach(town):
    channel = town.channel("政策文件", ChannelKind.POLICY)
    past = "自2021年9月1日起施行，有效期至2026年9月10日。"
    paper(town, "http://d/1", past, channel=channel, observed_at=town.days_ago(30))
    shown(town, channel, "http://d/1", "http://d/2", days=12)
    row = town.one("document_expiry")
    assert (row["is_past"], row["days_past"], row["last_shown_on"]) == (True, 0, date(2026, 9, 8))
    shown(town, channel, "http://d/1", days=2)
    assert town.one("document_expiry")["days_past"] == 8
