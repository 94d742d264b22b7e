"""One page per site: what it shows, and what it never says about a site that was not read."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.blocks import Link, Strip, Table, Tone, plain
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.cells import Row
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.outline import daily_sections
from gongkai_monitor.report.sections import candidates, sites
from gongkai_monitor.report.site_page.card import card_headline, card_sections
from gongkai_monitor.report.site_page.files import write_site_pages
from gongkai_monitor.report.site_page.sites import cards_of
from gongkai_monitor.report.site_page.strip import availability_strip
from gongkai_monitor.report.writers.html import write_html
from gongkai_monitor.report.writers.safe_text import own_page
from gongkai_monitor.vocabulary import ReviewState, SubjectKind, Verdict, Way

NOON = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)  # 12:30 in China


def hours(*seen: tuple[date, int, int, int]) -> tuple[Row, ...]:
    names = ("day", "hour", "visits", "failed")
    return tuple(Row(dict(zip(names, one, strict=True))) for one in seen)


def test_a_week_has_a_field_for_every_hour_that_is_over_and_none_is_taken_for_granted() -> None:
    today = date(2026, 11, 22)
    strip = availability_strip(hours((today, 9, 3, 0), (today, 10, 3, 1), (today, 11, 3, 3)), NOON)
    assert [label for label, _ in strip.rows][0::6] == ["11-16", "11-22"]
    cells = dict(strip.rows)["11-22"]
    assert [cells[hour].tone for hour in (8, 9, 10, 11)] == [
        Tone.QUIET, Tone.GOOD, Tone.WARN, Tone.BAD,
    ]  # fmt: skip
    assert cells[8].text == "未探测"
    assert cells[10].text == "3 次探测失败 1 次"
    assert cells[12].text == "未探测"  # the hour that runs now
    assert {cell.text for cell in cells[13:]} == {""}
    others = [cell for label, row in strip.rows if label != "11-22" for cell in row]
    assert len(others) == 6 * 24
    assert {cell.text for cell in others} == {"未探测"}


def test_a_strip_refuses_rows_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="fields"):
        Strip(title="x", columns=("0",), rows=(("a", ()),), legend=())


def text_of(book: AuditBook, code: str) -> str:
    names = Names.of(book.registry)
    (card,) = [one for one in cards_of(book) if one.site.site_code == code]
    return "".join(write_html(card_headline(card, book, names), card_sections(card, book, names)))


def test_the_worst_stands_first_and_every_site_has_a_page(
    books: ModuleType, tmp_path: Path
) -> None:
    book = books.normal_day()
    cards = cards_of(book)
    verdicts = [card.verdict for card in cards]
    assert verdicts == sorted(
        verdicts,
        key=[
            Verdict.FAILED, Verdict.NOT_JUDGED, Verdict.PASSED, Verdict.OUT_OF_SCOPE,
        ].index,
    )  # fmt: skip
    index = write_site_pages(book, tmp_path)
    pages = {path.name for path in index.parent.iterdir()}
    assert pages == {"index.html", *(card.file_name for card in cards)}
    (table,) = [b for b in sites.build(book).blocks if isinstance(b, Table)]
    links = [cell.url for row in table.rows for cell in row if isinstance(cell, Link)]
    assert all(own_page(url) and (tmp_path / url).is_file() for url in links)
    assert len(links) == len(book.registry.sites)


def test_writing_again_replaces_the_folder_and_leaves_no_draft(
    books: ModuleType, tmp_path: Path
) -> None:
    index = write_site_pages(books.normal_day(), tmp_path)
    (index.parent / "old.html").write_text("gone")
    write_site_pages(books.normal_day(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [index.parent.name]
    assert not (index.parent / "old.html").exists()


def test_a_site_that_was_not_read_is_not_called_faultless(books: ModuleType) -> None:
    book = books.normal_day()
    site = book.registry.sites[0]
    unread = {
        "site_code": site.site_code,
        "collection_state": "uncollected",
        "cause": "blocked",
        "detail": "403",
    }
    book = replace(
        book,
        findings=(),
        facts={**book.facts, "site": pd.DataFrame([unread]), "link_run": pd.DataFrame()},
    )
    page = text_of(book, site.site_code)
    assert "被拦截" in page
    assert "没有发现问题" not in page
    assert "未见注明日期" not in page
    assert "未检查，不作判断" in page


def test_attachments_that_were_not_read_are_named_and_not_judged(books: ModuleType) -> None:
    book = books.normal_day()
    runs = book.facts["attachment_run"]
    codes = runs.loc[runs["unread_count"] > 0, "site_code"]
    scan = {
        "site_code": codes.iloc[0],
        "url": "http://a.invalid/scan.pdf",
        "page_url": "http://a.invalid/1.html",
        "collection_state": "uncollected",
        "cause": "invalid",
        "detail": "扫描件，没有文字层",
    }
    clean = {**scan, "url": "http://a.invalid/leak.doc", "collection_state": "collected"}
    facts = {**book.facts, "personal_data_leak": pd.DataFrame([scan, clean])}
    page = text_of(replace(book, facts=facts), codes.iloc[0])
    assert "取得附件 20 个，读出全文 18 个，未能读全 2 个：扫描件，没有文字层 2 个" in page
    assert "不作是否泄露个人信息的结论" in page
    assert "http://a.invalid/scan.pdf" in page
    assert "http://a.invalid/leak.doc" not in page
    without = runs.loc[runs["file_count"] == 0, "site_code"].iloc[0]
    assert "没有读取附件（未采到：本轮未采集），不作附件内容的结论" in text_of(book, without)


def test_channels_show_their_last_date_days_left_and_why_they_were_not_read(
    books: ModuleType,
) -> None:
    book = books.normal_day()
    site = book.registry.sites[0]
    base = {"site_code": site.site_code, "kind": "news", "window_days": 14, "is_empty": False}
    read = {"collection_state": "collected", "cause": "ok"}
    channels = [
        {**base, **read, "name": "近", "channel_url": "http://a.invalid/1", "days_since_update": 4,
         "newest_on": date(2026, 11, 18)},
        {**base, **read, "name": "满", "channel_url": "http://a.invalid/2", "days_since_update": 14,
         "newest_on": date(2026, 11, 8)},
        {**base, **read, "name": "过", "channel_url": "http://a.invalid/3", "days_since_update": 15,
         "newest_on": date(2026, 11, 7)},
        {**base, **read, "name": "空", "channel_url": "http://a.invalid/4", "is_empty": True},
        {**base, "name": "断", "channel_url": "http://a.invalid/5",
         "collection_state": "uncollected", "cause": "page_changed"},
    ]  # fmt: skip
    book = replace(book, facts={**book.facts, "channel": pd.DataFrame(channels)})
    names = Names.of(book.registry)
    (card,) = [one for one in cards_of(book) if one.site.site_code == site.site_code]
    (section,) = [one for one in card_sections(card, book, names) if one.key == "channels"]
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    shown = {plain(row[1]): (plain(row[0]), row[6], plain(row[3])) for row in table.rows}
    assert shown["近"][:2] == ("正常", 10)
    assert shown["满"][:2] == ("正常", 0)
    assert shown["过"][:2] == ("超期", -1)
    assert shown["空"][:2] == ("空白", None)
    assert shown["断"][:2] == ("未采到", None)
    assert "规则待修" in shown["断"][2]
    assert plain(table.rows[0][1]) == "过"


def candidate_of(book: AuditBook) -> Finding:
    found = next(one for one in book.findings if one.subject_kind is SubjectKind.SITE)
    return replace(
        found, finding_id="f" * 16, title="疑似错别字", message="疑似错别字：登陆系统",
        way=Way.ASSISTED, review=ReviewState.PENDING,
    )  # fmt: skip


def test_candidates_stand_apart_and_change_no_number(books: ModuleType) -> None:
    plain_book = replace(books.normal_day(), candidates=())
    book = replace(plain_book, candidates=(candidate_of(plain_book),))
    before = {one.key: one for one in daily_sections(plain_book)}
    after = {one.key: one for one in daily_sections(book)}
    changed = {key for key, one in after.items() if one != before[key]}
    assert changed == {"candidates", "sites"}
    assert after["candidates"].count == 1
    assert "不是问题" in plain(candidates.build(book).blocks[0].text)
    (card,) = [one for one in cards_of(book) if one.candidates]
    assert card.candidates[0] not in card.problems


def test_a_hostile_site_stays_text_on_its_page(books: ModuleType, tmp_path: Path) -> None:
    book = books.hostile_day(300)
    index = write_site_pages(book, tmp_path)
    for path in index.parent.iterdir():
        page = path.read_text(encoding="utf-8")
        assert "<script" not in page
        assert "<img" not in page


@pytest.mark.parametrize(
    "url",
    ["../x.html", "//evil.example/x.html", "javascript:x.html", "a/b.html", "x.htm", "x.html?a"],
)
def test_only_our_own_pages_are_linked_without_an_address(url: str) -> None:
    assert own_page(url) is None


def test_nine_hundred_sites_are_written_in_time_and_the_daily_stays_readable(
    books: ModuleType, tmp_path: Path
) -> None:
    book = books.normal_day(site_count=900, account_count=10)
    start = time.process_time()
    index = write_site_pages(book, tmp_path)
    assert time.process_time() - start < 60
    assert len(list(index.parent.iterdir())) == 901
    (table,) = [b for b in sites.build(book).blocks if isinstance(b, Table)]
    assert table.is_list
