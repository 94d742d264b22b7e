"""Readers of pages on real government pages; the levels are what was measured, not aims."""

import csv
import tarfile
from datetime import date
from pathlib import Path

import pytest

from gongkai_monitor.text import charset
from gongkai_monitor.text.footer import read_footer
from gongkai_monitor.text.list_page import ListReading
from gongkai_monitor.text.lists import read_list
from gongkai_monitor.text.navigation import discover_channels
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs import sign_of
from gongkai_monitor.vocabulary import PageSign

pytestmark = pytest.mark.real_data

URL = "http://www.example.gov.cn/publish/portal0/tab662/x.htm"
FETCHED_ON = {"bjjs.tar.gz": date(2015, 3, 15), "modern.tar.gz": date(2025, 11, 30)}
Row = dict[str, str]


@pytest.fixture(scope="module")
def pages(shared_data: Path) -> list[tuple[Row, Page]]:
    """All saved pages with their index rows, decoded by our own reader."""
    folder = shared_data / "html_pages"
    bodies: dict[str, bytes] = {}
    for archive in FETCHED_ON:
        with tarfile.open(folder / archive) as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is not None:
                    bodies[member.name] = file.read()
    with (folder / "index.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [(row, Page.parse(charset.decode(bodies[row["file"]]).text, URL)) for row in rows]


def test_no_normal_page_is_called_anything_else(pages: list[tuple[Row, Page]]) -> None:
    strange = {
        row["file"]: sign
        for row, page in pages
        if (sign := sign_of(status=200, url=URL, final_url=URL, body=b"x", page=page))
        is not PageSign.NORMAL
    }
    assert strange == {"bjjs/75.html": PageSign.SOFT_404}


def test_pages_destroyed_at_their_source_are_not_read(pages: list[tuple[Row, Page]]) -> None:
    broken = [page for row, page in pages if int(row["mojibake_marks"] or 0) > 100]
    assert len(broken) == 10
    assert all(
        read_list(page, date(2015, 3, 15)).reading is ListReading.UNRECOGNISED for page in broken
    )


def test_articles_are_not_read_as_dated_lists(pages: list[tuple[Row, Page]]) -> None:
    """The 332 pages whose own tags give a publication date are articles for sure."""
    articles = [(row, page) for row, page in pages if row["meta_date"]]
    assert len(articles) == 332
    readings = [read_list(page, FETCHED_ON[row["archive"]]).reading for row, page in articles]
    assert set(readings) == {ListReading.ARTICLE}


def test_articles_without_tags_are_not_read_as_dated_lists(
    pages: list[tuple[Row, Page]],
) -> None:
    """The same without the help of the tags: their side boxes must not look like the list."""
    wrong = dated = 0
    articles = [(row, page) for row, page in pages if row["meta_date"]]
    for row, page in articles:
        bare = Page.parse(
            page.html.replace("docdate", "x").replace("ArticleTitle", "x").replace("PubDate", "x"),
            URL,
        )
        found = read_list(bare, FETCHED_ON[row["archive"]])
        wrong += found.reading is ListReading.READ
        dated += found.reading is ListReading.READ and found.newest_on is not None
    assert dated == 0
    assert wrong <= 0.02 * len(articles)


LISTS = (
    "69 74 117 126 127 144 155 170 190 216 287 288 289 321 323 337 379 437 438 738 739 141 143 197"
)
"""Pages that a person looked at and found to be lists with a date beside each entry."""


def test_dated_lists_are_read_with_their_dates(pages: list[tuple[Row, Page]]) -> None:
    by_file = {row["file"]: page for row, page in pages}
    for number in LISTS.split():
        found = read_list(by_file[f"bjjs/{number}.html"], date(2015, 3, 15))
        assert found.reading is ListReading.READ, number
        assert found.undated_count == 0, number
        assert len(found.items) >= 7, number
        assert found.newest_on is not None
        assert found.newest_on.year >= 2005


def test_a_list_kept_in_a_comment_is_script_rendered(pages: list[tuple[Row, Page]]) -> None:
    page = next(page for row, page in pages if row["file"] == "modern/gansu_jyt_list_2025.html")
    found = read_list(page, date(2025, 11, 30))
    assert found.reading is ListReading.SCRIPT_RENDERED
    assert (len(found.items), found.newest_on) == (20, date(2025, 11, 17))
    assert len(found.next_urls) == 9


FOOTERS = {
    "modern/gansu_jyt_list_2025.html": ("6200000068", "甘肃省教育厅"),
    "modern/shanxi_gov_news_2019.html": ("1400000045", "山西省人民政府办公厅"),
    "modern/deqing_gov_2016.html": ("3300000020", "浙江省发展和改革委员会"),
}


def test_footers_of_modern_pages(pages: list[tuple[Row, Page]]) -> None:
    by_file = {row["file"]: page for row, page in pages}
    for file, expected in FOOTERS.items():
        footer = read_footer(by_file[file])
        assert (footer.site_code, footer.sponsor) == expected
        assert footer.has_party_emblem
        assert footer.has_error_report
        assert footer.has_contact
        assert footer.icp_record
        assert footer.police_record
    old = read_footer(by_file["bjjs/127.html"])
    assert (old.has_party_emblem, old.has_error_report, old.site_code) == (False, False, None)


def test_channels_are_discovered(pages: list[tuple[Row, Page]]) -> None:
    page = next(page for row, page in pages if row["file"] == "modern/gansu_jyt_list_2025.html")
    names = {channel.name for channel in discover_channels(page)}
    assert {"政策法规", "政府文件", "政策解读", "预算决算", "通知公告", "文件通知"} <= names
