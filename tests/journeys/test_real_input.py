"""Real pages through the real pipeline: crawl, load, judge, report; measured against their gold.

Dates, titles and numbers are compared with what the pages state of themselves; the lists of the
old site were looked at by a person. Moments of the rounds are declared: the pages are of 2015
and 2018.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor.auditing import run_audit
from gongkai_monitor.collection.plan import SpiderName
from gongkai_monitor.findings.lifecycle import is_rechecked
from gongkai_monitor.reporting import write_daily_report
from gongkai_monitor.text.charset import decode
from gongkai_monitor.text.dates import parse_date
from gongkai_monitor.text.document_number import normalise_document_number
from gongkai_monitor.vocabulary import ChannelKind, Way
from tests.journeys.real_pages import SOFT_404, RealPages, read_pages
from tests.journeys.real_round import LIBRARY_MOMENT, OLD_MOMENT, RealRound, run_rounds
from tests.journeys.real_sites import (
    ARCHIVE,
    EMPTY_LISTS,
    GUIDES,
    LIBRARY,
    LIST_CHANNELS,
    LISTS,
    list_url,
    real_sites,
)

pytestmark = [pytest.mark.real_data, pytest.mark.slow, pytest.mark.timeout(600)]

NUMBER_CELL = re.compile(
    r"<td align=center>([^<]*\d[^<]*号)\s*</td>\s*</tr>\s*<tr>\s*<td id=zoom", re.DOTALL
)
TRAP = re.compile(
    r"(?:页面生成时间|maketime\" content=\"|今天是|访问量|浏览次数)[：:\s]*"
    r"((?:19|20)\d\d[-年/]\d{1,2}[-月/]\d{1,2})",
    re.IGNORECASE,
)
LEAST = 0.98
NEWS_DAYS = 14


@pytest.fixture(scope="module")
def pages(shared_data: Path) -> RealPages:
    return read_pages(shared_data)


@pytest.fixture(scope="module")
def round_(pages: RealPages, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """All rounds of the first day; the servers stay up for the second."""
    with real_sites(pages) as sites:
        done = run_rounds(tmp_path_factory.mktemp("real") / "ws", sites)
        print({step: round(seconds, 1) for step, seconds in done.seconds.items()})
        yield done


@pytest.fixture(scope="module")
def articles(round_: RealRound) -> dict[str, dict[str, Any]]:
    """Stored articles by file name, as the first day left them."""
    stored = {row["url"]: row for row in round_.rows("SELECT * FROM articles")}
    return {name: stored[url] for name, url in round_.sites.places.items() if url in stored}


def assert_right(pairs: dict[str, tuple[object, object]]) -> None:
    """At least 98 % of (expected, actual) are the same; the misses are the message."""
    misses = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    assert pairs
    assert len(misses) <= (1 - LEAST) * len(pairs), misses


@pytest.mark.parametrize(
    ("field", "column", "read"),
    [
        ("title", "标题", str),
        ("published_on", "发布日期", parse_date),
        ("signed_on", "成文日期", parse_date),
        ("document_number", "文号", normalise_document_number),
        ("issuer", "发文机关", str),
        ("index_number", "索引号", str),
    ],
)
def test_policy_pages_are_stored_as_printed(
    pages: RealPages, articles: dict[str, dict[str, Any]], field: str, column: str, read: Any
) -> None:
    assert len(pages.gold) == 15
    assert_right(
        {file: (read(row[column]), articles[file][field]) for file, row in pages.gold.items()}
    )


def test_policy_dates_come_from_the_pages_own_table(
    pages: RealPages, articles: dict[str, dict[str, Any]]
) -> None:
    assert {articles[file]["date_source"] for file in pages.gold} == {"table"}


def test_old_pages_are_stored_with_their_own_date(
    pages: RealPages, articles: dict[str, dict[str, Any]]
) -> None:
    dated = {name: day for name in pages.index if (day := pages.dated_on(name))}
    assert len(dated) == 332
    assert_right({name: (day, articles[name]["published_on"]) for name, day in dated.items()})


def test_old_pages_are_stored_with_the_number_above_their_text(
    pages: RealPages, articles: dict[str, dict[str, Any]]
) -> None:
    printed = {
        name: match[1]
        for name in pages.index
        if (match := NUMBER_CELL.search(decode(pages.bodies[name]).text))
        and "送达公告" not in match[1]  # 京建送达公告（通建）〔2014〕第…号 is not read
    }
    assert len(printed) == 39
    assert_right(
        {
            name: (normalise_document_number(text), articles[name]["document_number"])
            for name, text in printed.items()
        }
    )


def test_every_page_was_crawled_and_only_the_missing_one_left_out(
    pages: RealPages, articles: dict[str, dict[str, Any]]
) -> None:
    assert set(pages.index) - set(articles) == {SOFT_404}


def test_no_time_of_generation_or_visit_counter_is_a_date(
    pages: RealPages, articles: dict[str, dict[str, Any]]
) -> None:
    traps = {
        name: {parse_date(printed) for printed in TRAP.findall(decode(body).text)}
        for name, body in pages.bodies.items()
        if name in articles
    }
    assert any(traps.values())
    taken = [name for name, days in traps.items() if articles[name]["published_on"] in days]
    assert taken == []


def test_a_page_that_says_it_is_gone_is_no_normal_link(round_: RealRound) -> None:
    old = round_.audits["old"]
    links = {row["url"]: row for row in old.facts["link"].to_dict("records")}
    gone = links[round_.sites.places[SOFT_404]]
    assert (gone["state"], gone["last_status"], gone["attempts"]) == ("dead", 200, 3)
    served = set(round_.sites.places.values())
    assert [url for url in links if url in served] == [round_.sites.places[SOFT_404]]
    missing = [row for row in links.values() if "/publish/" in row["url"]]
    assert missing
    assert {(row["state"], row["last_status"]) for row in missing} == {("dead", 404)}


def channels(round_: RealRound) -> dict[str, dict[str, Any]]:
    """Channel facts of the old site by path."""
    base = round_.sites.lists.url("")
    rows = round_.audits["old"].facts["channel"].to_dict("records")
    return {row["channel_url"].removeprefix(base): row for row in rows if row["site_code"] == LISTS}


def test_real_lists_are_read_and_dated(round_: RealRound) -> None:
    rows = channels(round_)
    for number, (name, _, newest) in LIST_CHANNELS.items():
        row = rows[list_url(number)]
        assert row["collection_state"] == "collected", name
        assert row["newest_on"] == date.fromisoformat(newest), name
        age = (OLD_MOMENT.date() - row["newest_on"]).days
        assert row["days_since_update"] == age, name


def test_destroyed_and_missing_pages_are_uncollected(round_: RealRound, pages: RealPages) -> None:
    rows = channels(round_)
    assert len(pages.destroyed) == 10
    for number in range(10):
        row = rows[f"/old/{number}.htm"]
        assert (row["collection_state"], row["cause"]) == ("uncollected", "page_changed")
        assert not row["is_empty"]
    assert (rows["/gone/"]["collection_state"], rows["/gone/"]["cause"]) == (
        "uncollected",
        "http_error",
    )
    undated = [rows[list_url(n)]["cause"] for n in GUIDES]
    assert undated == ["partial", "partial", "ok"]  # only the last guide prints a date


def test_only_what_the_old_lists_show_is_found(round_: RealRound) -> None:
    """Every channel finding of the old site, none more: two weeks for news, 共 0 条 for empty."""
    base = round_.sites.lists.url("")
    found = {
        (row.code, row.subject_id.removeprefix(base))
        for row in round_.audits["old"].findings
        if row.code.startswith("channel.")
        and row.way is Way.AUTOMATIC
        and row.subject_id.startswith(base)
    }
    stale = {
        ("channel.stale", list_url(number))
        for number, (_, kind, newest) in LIST_CHANNELS.items()
        if kind is ChannelKind.NEWS
        and OLD_MOMENT.date() - date.fromisoformat(newest) > timedelta(days=NEWS_DAYS)
    }
    assert len(stale) == 1
    assert found == stale | {("channel.empty", list_url(number)) for number in EMPTY_LISTS}


def test_the_home_page_of_the_old_site_is_judged_by_what_it_shows(round_: RealRound) -> None:
    """Updated two days before; no party emblem, no 找错, no code: all of these came later."""
    found = {
        (row.code, row.object)
        for row in round_.audits["old"].findings
        if row.subject_id == LISTS and row.code not in {"site.dead_link", "site.dead_attachment"}
    }
    items = ("党政机关网站标识", "我为政府网站找错", "网站标识码")
    expected = {("site.footer_item_missing", item) for item in items}
    assert found == expected | {("site.meta_tags_missing", kind) for kind in ("首页", "栏目页")}


def test_late_interpretations_are_claimed_of_own_papers_only(round_: RealRound) -> None:
    rows = round_.audits["old"].facts["document"].to_dict("records")
    assert {row["site_code"] for row in rows} == {ARCHIVE}
    for row in rows:
        if re.search(r"批复|的函$|通报|会议", row["title"]):
            assert not row["needs_interpretation"], row["title"]
    owing = [row for row in rows if row["needs_interpretation"]]
    assert owing
    assert all(row["due_on"] > row["published_on"] for row in owing)
    explained = [row for row in owing if isinstance(row["interpretation_url"], str)]
    assert len(explained) == 1  # the list of interpretations names this paper in full
    assert "廉租住房与公共租赁住房并轨分配" in explained[0]["title"]


def test_the_library_owes_nothing_without_a_place_for_interpretations(round_: RealRound) -> None:
    rows = round_.audits["library"].facts["document"].to_dict("records")
    own = {row["document_number"]: row for row in rows if row["site_code"] == LIBRARY}
    assert len(own) == 15
    assert {row["collection_state"] for row in own.values()} == {"uncollected"}
    assert own["国办发〔1996〕2号"]["why_not"].startswith("早年文件补充公开")
    assert own["国办发〔2018〕123号"]["needs_interpretation"]
    codes = {row.code for row in round_.audits["library"].findings if row.subject_id in own}
    assert codes == set()


def test_no_rule_is_applied_before_it_was_in_force(round_: RealRound) -> None:
    """The national edition is of 2019; the other tests judge as if it had been older."""
    early = run_audit(round_.settings, OLD_MOMENT + timedelta(hours=1), save=False)
    rechecked = [row for row in early.findings if is_rechecked(row) and row.status == "new"]
    assert rechecked == []


def test_sites_not_read_that_day_are_not_judged_that_day(round_: RealRound) -> None:
    """Three years after their only reading the old sites are 未采到."""
    coverage = round_.audits["library"].coverage.to_dict("records")
    states = {
        (row["subject_id"], row["collection_state"])
        for row in coverage
        if row["subject_kind"] == "site"
    }
    assert states == {(LIBRARY, "collected"), (LISTS, "uncollected"), (ARCHIVE, "uncollected")}


def test_the_report_of_real_pages_is_written(round_: RealRound) -> None:
    paths = write_daily_report(round_.settings, OLD_MOMENT)
    html = next(path for path in paths if path.suffix == ".html").read_text(encoding="utf-8")
    assert "新闻发布" in html
    assert "\ufffd" not in html
    assert {path.suffix for path in paths} == {".html", ".xlsx"}


def test_one_changed_page_is_one_new_row(round_: RealRound, pages: RealPages) -> None:
    counts = f"SELECT url, count(*) AS n FROM articles WHERE site_code = '{LIBRARY}' GROUP BY url"
    round_.sites.show_next_day(pages)
    round_.crawl(
        SpiderName.SITE, LIBRARY, as_of=LIBRARY_MOMENT + timedelta(days=1), suffix="nextday"
    )
    changed = [
        round_.sites.places[file]
        for file in pages.gold
        if pages.bodies[file] != pages.bodies[file.replace("pages/", "next_day/")]
    ]
    assert len(changed) == 1
    rows = {row["url"]: row["n"] for row in round_.rows(counts)}
    assert len(rows) == 15
    assert {url: n for url, n in rows.items() if n != 1} == {changed[0]: 2}
