"""Signs are present while the newest version of their page or file carries them."""

from typing import Any

import pytest

from gongkai_monitor.model.observations import ContentSign, FileRead, Link
from gongkai_monitor.store.signed_pages import pages_with_signs
from gongkai_monitor.vocabulary import (
    ContentSignKind,
    FetchOutcome,
    FetchPurpose,
    FileState,
    LinkKind,
)
from gongkai_monitor.vocabulary import PageSign as Sign

SITE = "1308000009"
PAGE = "http://x.test/a/1.html"
FILE = "http://x.test/a/1.pdf"


@pytest.fixture
def city(world):
    world.agency()
    world.site()
    world.snapshot()
    return world


def read_page(world: Any, days_ago: float, version: str = "v1", **more: Any) -> None:
    values = {"url": PAGE, "purpose": FetchPurpose.ARTICLE, "content_hash": version} | more
    world.fetch(f"f{days_ago}", fetched_at=world.days_ago(days_ago), **values)


def read_file(world: Any, days_ago: float, state: FileState, version: str | None = "v1") -> None:
    world.put("file_reads", FileRead(
        site_code=SITE, url=FILE, page_url=PAGE, state=state, content_hash=version,
        round_id=f"r{days_ago}", observed_at=world.days_ago(days_ago),
    ))  # fmt: skip


def sign(world: Any, kind: ContentSignKind, days_ago: float = 0.2, **more: Any) -> None:
    values: dict[str, Any] = {
        "url": PAGE, "page_url": PAGE, "place": "body", "position": 5, "excerpt": "当事人李某",
        "found": "13**************10", "detail": "id_card", "content_hash": "v1",
    } | more  # fmt: skip
    world.put("content_signs", ContentSign(
        site_code=SITE, kind=kind, round_id="r1", observed_at=world.days_ago(days_ago),
        fetch_id="f1", **values,
    ))  # fmt: skip


def test_a_leak_of_the_newest_version(city):
    read_page(city, 0.2)
    sign(city, ContentSignKind.PERSONAL_DATA)
    sign(city, ContentSignKind.PERSONAL_DATA, position=90, detail="mobile")
    row = city.one("personal_data_leak")
    assert (row["leak_count"], row["kinds"]) == (2, "身份证号 1 个、手机号 1 个")
    assert (row["collection_state"], row["place"]) == ("collected", "网页")
    assert pages_with_signs(city.conn) == [{"site_code": SITE, "url": PAGE, "channel_url": None}]


@pytest.mark.parametrize("later", [
    {"version": "v2"},
    {"version": "404", "status": 404, "outcome": FetchOutcome.HTTP_ERROR},
    {"version": "soft", "sign": Sign.SOFT_404},
])  # fmt: skip
def test_a_mended_or_withdrawn_page_leaks_no_more(city, later):
    read_page(city, 2)
    sign(city, ContentSignKind.PERSONAL_DATA, 2)
    read_page(city, 0.1, **later)
    assert city.facts("personal_data_leak") == []


@pytest.mark.parametrize("later", [
    {"version": "wall", "status": 412, "outcome": FetchOutcome.HTTP_ERROR},
    {"version": "captcha", "sign": Sign.CHALLENGE},
    {"version": None, "status": 0, "outcome": FetchOutcome.TIMEOUT},
])  # fmt: skip
def test_a_page_that_could_not_be_read_again_is_not_judged(city, later):
    read_page(city, 3)
    sign(city, ContentSignKind.PERSONAL_DATA, 3)
    read_page(city, 0.1, **later)
    row = city.one("personal_data_leak")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "not_run")


def test_an_unchanged_page_still_leaks(city):
    read_page(city, 3)
    sign(city, ContentSignKind.PERSONAL_DATA, 3)
    read_page(city, 0.1, version=None, status=304)
    assert city.one("personal_data_leak")["collection_state"] == "collected"


def test_a_leak_in_a_file_until_the_file_changes(city):
    read_file(city, 0.3, FileState.READ)
    sign(city, ContentSignKind.PERSONAL_DATA, 0.3, url=FILE, place="attachment")
    row = city.one("personal_data_leak")
    assert (row["place"], row["page_url"]) == ("附件", PAGE)
    read_file(city, 0.1, FileState.READ, "v2")
    assert city.facts("personal_data_leak") == []


def test_the_head_that_the_link_check_read_is_no_version_of_a_file(city):
    read_file(city, 0.3, FileState.READ)
    sign(city, ContentSignKind.PERSONAL_DATA, 0.3, url=FILE, place="attachment")
    city.fetch("head", url=FILE, purpose=FetchPurpose.ATTACHMENT, content_hash="first 4 KB")
    assert city.one("personal_data_leak")["leak_count"] == 1


def test_a_scan_is_uncollected_and_counted(city):
    read_file(city, 0.1, FileState.SCANNED)
    row = city.one("personal_data_leak")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "invalid")
    assert (row["detail"], row["leak_count"]) == ("扫描件，没有文字层", None)
    run = city.one("attachment_run")
    assert (run["file_count"], run["read_count"], run["unread_count"]) == (1, 0, 1)
    assert run["unread"] == "扫描件，没有文字层 1 个"


def test_a_site_without_files_read_is_not_called_clean(city):
    assert city.one("attachment_run")["collection_state"] == "uncollected"


def test_one_hidden_link_on_many_pages_is_one_row(city):
    for n in range(3):
        url = f"http://x.test/a/{n}.html"
        city.fetch(f"p{n}", url=url, purpose=FetchPurpose.ARTICLE, content_hash="v1")
        sign(
            city, ContentSignKind.HIDDEN_LINK, url=url, page_url=url, place="source",
            found="http://shop.test/", detail="移到屏幕外", excerpt="好看",
        )  # fmt: skip
    row = city.one("hidden_link")
    assert (row["is_hidden"], row["is_bad"], row["places_count"]) == (True, False, 3)
    assert row["how"] == "移到屏幕外"


def test_the_deployments_list_counts_for_stored_links(city, tmp_path):
    city.put("links", Link(
        site_code=SITE, page_url=PAGE, links_hash="h1", url="http://www.old-site.test/a",
        kind=LinkKind.PAGE, text="开发区网站", is_external=True, round_id="r1",
        observed_at=city.days_ago(0.1),
    ))  # fmt: skip
    read_page(city, 0.1, links_hash="h1")
    assert city.facts("hidden_link") == []
    (tmp_path / "不良网站.txt").write_text("old-site.test\n", "utf-8")
    row = city.one("hidden_link")
    assert (row["is_hidden"], row["is_bad"]) == (False, True)
    assert row["bad_mark"] == "在不良网站名单中（old-site.test）"


def test_an_injected_title(city):
    read_page(city, 0.1)
    sign(
        city, ContentSignKind.INJECTED_TEXT, place="title", position=0, found="百家乐",
        excerpt="百家乐_开户", detail=None,
    )  # fmt: skip
    row = city.one("injected_text")
    assert (row["place"], row["words"], row["passage_count"]) == ("标题", "百家乐", 1)
