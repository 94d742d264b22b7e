"""政策文件: who owes an interpretation, by which day, and what is never judged."""

from datetime import date, datetime

import pytest

from gongkai_monitor.clock import CHINA
from gongkai_monitor.facts.interpretation_clock import read_clock
from gongkai_monitor.facts.policy_scope import Scope, prefix_belongs_to, scope_of
from gongkai_monitor.indicators.catalogue import InterpretationDuty, load_editions
from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, CollectionState

TITLE = "承德市人民政府关于印发承德市城市供水管理办法的通知"
NAMES = ("承德市人民政府", "承德市政府办公室")


@pytest.fixture
def city(world):
    world.as_of = datetime(2026, 10, 10, 9, 0, tzinfo=CHINA)
    world.agency(aliases=("承德市政府办公室",))
    world.site()
    world.snapshot()
    world.policy = world.channel("文件", ChannelKind.POLICY)
    world.explain = world.channel("解读", ChannelKind.INTERPRETATION, read=False)
    return world


def publish(world, **more):
    values = {
        "document_number": "承市政规〔2026〕3号",
        "published_on": date(2026, 9, 30),
        "published_at": datetime(2026, 9, 30, 17, 59, tzinfo=CHINA),
    } | more
    world.article("http://d/1", world.policy, values.pop("title", TITLE), **values)


def test_published_before_the_holiday_it_is_due_on_the_adjusted_saturday(city):
    city.as_of = datetime(2026, 10, 11, 9, 0, tzinfo=CHINA)
    city.read_channel(city.explain, "解读")
    publish(city)
    row = city.one("document")
    assert row["needs_interpretation"] is True
    assert row["due_on"] == date(2026, 10, 10)
    assert (row["days_late"], row["collection_state"]) == (1, "collected")


def test_on_the_last_day_nothing_is_late(city):
    city.as_of = datetime(2026, 10, 10, 23, 0, tzinfo=CHINA)
    city.read_channel(city.explain, "解读")
    publish(city)
    assert city.one("document")["days_late"] == 0


def test_an_interpretation_on_the_last_day_is_in_time(city):
    city.read_channel(city.explain, "解读")
    publish(city)
    city.article(
        "http://j/1",
        city.explain,
        "《承德市城市供水管理办法》政策解读",
        published_on=date(2026, 10, 10),
    )
    row = city.one("document")
    assert (row["days_late"], row["interpretation_url"]) == (0, "http://j/1")
    assert row["match_reasons"]


def test_a_link_pairs_whatever_the_titles_say(city):
    city.read_channel(city.explain, "解读")
    publish(city)
    city.article(
        "http://j/2", city.explain, "一图读懂供水新规", published_on=date(2026, 10, 9),
        link_urls=("https://d/1",),
    )  # fmt: skip
    assert city.one("document")["interpreted_on"] == date(2026, 10, 9)


def test_without_a_read_interpretation_channel_nobody_is_late(city):
    city.read_channel(
        city.explain, "解读", collection_state=CollectionState.UNCOLLECTED,
        cause=CollectionCause.PAGE_CHANGED,
    )  # fmt: skip
    publish(city)
    row = city.one("document")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "page_changed")


def test_a_year_without_calendar_is_not_guessed(city):
    city.as_of = datetime(2034, 5, 5, 9, 0, tzinfo=CHINA)
    city.read_channel(city.policy, "文件", round_id="r9")
    city.read_channel(city.explain, "解读")
    publish(city, published_on=date(2034, 5, 1), observed_at=city.days_ago(0.1))
    row = city.one("document")
    assert (row["due_on"], row["days_late"]) == (None, None)
    assert "2034" in row["warning"]


@pytest.mark.parametrize(
    ("title", "number", "issuer", "why"),
    [
        (TITLE, "承市政规〔2026〕3号", None, None),
        ("关于印发供水管理办法的通知", None, None, None),
        ("国务院办公厅关于加强城市供水的意见", "国办发〔2026〕9号", None, "转发或其他机关文件"),
        ("关于加强城市供水的意见", "冀政办字〔2026〕9号", None, "转发或其他机关文件"),
        ("关于加强城市供水的意见", None, "河北省人民政府", "转发或其他机关文件"),
        ("承德市人民政府关于张三同志任职的通知", "承市政人〔2026〕9号", None, "人事任免"),
        ("承德市人民政府关于停水的公告", None, None, "会议、表彰等事务"),
        ("承德市城市供水管理办法（征求意见稿）", None, None, "征求意见稿"),
        ("承德市天气", None, None, "没有文号"),
    ],
)
def test_only_own_policy_documents_owe_an_interpretation(title, number, issuer, why):
    scope = scope_of(title, number, issuer, NAMES)
    assert scope.needs_interpretation is (why is None)
    assert why is None or (scope.why_not or "").startswith(why)


def test_a_document_from_the_archive_owes_no_interpretation():
    """Signed in 1996, put on the site in 2018: the rule asks for papers issued now."""
    days = {"published_on": date(2018, 12, 24)}
    old = scope_of(TITLE, "承市政规〔1996〕3号", None, NAMES, signed_on=date(1996, 2, 5), **days)
    new = scope_of(TITLE, "承市政规〔2018〕3号", None, NAMES, signed_on=date(2018, 12, 7), **days)
    assert (old.needs_interpretation, new.needs_interpretation) == (False, True)
    assert (old.why_not or "").startswith("早年文件补充公开")


def test_an_answer_to_a_proposal_is_no_meeting():
    title = "承德市人民政府对市政协十届四次会议第46号提案的答复"
    assert scope_of(title, "承市政函〔2018〕3号", None, NAMES).why_not == "批复、复函、答复"


@pytest.mark.parametrize(
    ("prefix", "name", "belongs"),
    [
        ("京建法", "北京市住房和城乡建设委员会", True),
        ("承政办字", "承德市人民政府", True),
        ("承市政规", "承德市人民政府", True),
        ("冀人社字", "河北省人力资源和社会保障厅", True),
        ("国办发", "承德市人民政府", False),
        ("冀政办字", "承德市人民政府", False),
        ("石政办发", "承德市人民政府", False),
    ],
)
def test_a_number_abbreviates_its_agency(prefix, name, belongs):
    assert prefix_belongs_to(prefix, name) is belongs


@pytest.mark.parametrize(
    ("forth", "back", "expected", "words"),
    [
        (True, True, True, None),
        (False, True, False, "文件没有链接到解读"),
        (True, False, False, "解读没有链接到文件"),
        (False, False, False, "文件没有链接到解读、解读没有链接到文件"),
    ],
)
def test_links_between_a_document_and_its_interpretation(city, forth, back, expected, words):
    city.read_channel(city.explain, "解读")
    publish(city, link_urls=("http://j/1",) if forth else ())
    city.article(
        "http://j/1",
        city.explain,
        "《承德市城市供水管理办法》政策解读",
        published_on=date(2026, 10, 10),
        link_urls=("http://d/1",) if back else (),
    )
    row = city.one("document")
    assert (row["is_linked_both_ways"], row["missing_links"]) == (expected, words)


def test_links_are_unknown_without_an_interpretation(city):
    city.read_channel(city.explain, "解读")
    publish(city)
    row = city.one("document")
    assert (row["has_interpretation"], row["is_linked_both_ways"]) == (False, None)


@pytest.mark.parametrize(
    ("interpreted_on", "state"),
    [
        (date(2026, 9, 30), "同日发布"),
        (date(2026, 9, 29), "同日发布"),
        (date(2026, 10, 10), "按期解读"),
        (None, "尚在期限内"),
    ],
)
def test_synchrony_of_a_document_and_its_interpretation(city, interpreted_on, state):
    city.read_channel(city.explain, "解读")
    publish(city)
    if interpreted_on:
        city.article(
            "http://j/1", city.explain, "《承德市城市供水管理办法》政策解读",
            published_on=interpreted_on,
        )  # fmt: skip
    row = city.one("document")
    assert row["synchrony"] == state
    assert row["is_due_soon"] is (interpreted_on is None)  # the last day: nothing is left


def test_nothing_is_said_of_an_interpretation_that_was_not_collected(city):
    city.read_channel(
        city.explain, "解读", collection_state=CollectionState.UNCOLLECTED,
        cause=CollectionCause.PAGE_CHANGED,
    )  # fmt: skip
    publish(city)
    row = city.one("document")
    assert (row["synchrony"], row["is_due_soon"]) == ("未采到", False)


@pytest.mark.parametrize(
    ("workdays", "read_on", "late", "soon"),
    [
        (0, date(2026, 9, 30), 0, True),
        (0, date(2026, 10, 1), 1, False),
        (3, date(2026, 9, 30), 0, False),
        (3, date(2026, 10, 9), 0, True),  # tomorrow, an adjusted Saturday, is the last day
        (3, date(2026, 10, 11), 1, False),
    ],
)
def test_the_limit_is_the_edition_s(workdays, read_on, late, soon):
    clock = read_clock(
        Scope(True, True, why_needed="规范性文件"),
        published=date(2026, 9, 30),
        paper=None,
        read_on=read_on,
        duty=InterpretationDuty(workdays=workdays, warn_workdays=1),
        state="collected",
    )
    assert (clock["days_late"], clock["is_due_soon"]) == (late, soon)
    assert clock["synchrony"] == ("未解读" if late else "尚在期限内")


@pytest.mark.parametrize(
    ("title", "number", "why"),
    [
        ("承德市人民政府关于印发供水管理办法的通知", "承市政规〔2026〕3号", "规范性文件"),
        ("承德市人民政府关于就业补贴的请示", "承市政字〔2026〕4号", "涉及群众、企业权益（补贴）"),
        ("承德市人民政府关于全市档案工作", "承市政字〔2026〕5号", None),
    ],
)
def test_an_edition_says_which_documents_owe_one(title, number, why):
    scope = scope_of(title, number, None, NAMES, owed_by=("normative", "rights"))
    assert scope.needs_interpretation is (why is not None)
    assert (scope.why_needed or "").startswith(why or "")
    assert scope_of(title, number, None, NAMES).needs_interpretation


def test_the_local_edition_goes_before_the_national():
    assert load_editions(["national"]).interpretation.owed_by == ("all",)
    assert load_editions(["national", "liaoning"]).interpretation.workdays == 0
    assert load_editions(["national", "shandong"]).interpretation.owed_by == ("normative", "rights")
