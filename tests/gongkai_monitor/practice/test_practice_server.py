"""Every planted fault behaves as claimed, asked over real connections."""

import time
from collections.abc import Iterable
from datetime import date
from urllib.parse import urljoin

import httpx
import pytest
from protego import Protego

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.answers import SLOW_SECONDS
from gongkai_monitor.practice.home_age import HOME_DAYS, home_days
from gongkai_monitor.practice.items import items_of, links_of
from gongkai_monitor.practice.plan import Answer, ChannelBehaviour, City, FeedShape, SitePlan
from gongkai_monitor.practice.server import PracticeServer
from gongkai_monitor.practice.site_book import SiteBook
from gongkai_monitor.text.list_page import ListReading
from gongkai_monitor.text.list_proposal import propose_list
from gongkai_monitor.text.lists import read_home, read_list
from gongkai_monitor.text.navigation import discover_channels
from gongkai_monitor.text.page import Page


def links(city: City, *answers: Answer) -> Iterable[tuple[str, Answer]]:
    for plan in city.sites:
        for link in plan.links:
            if link.answer in answers:
                yield urljoin(plan.origin, link.path), link.answer


def dead_entries(plan: SitePlan) -> Iterable[str]:
    book = SiteBook(plan)
    for channel in plan.channels:
        for n, _ in channel.dead_entries:
            yield book.entry_path(channel.slug, n)


def decoded(plan: SitePlan, response: httpx.Response) -> Page:
    encoding = "utf-8" if plan.charset.value == "utf8" else "gb18030"
    return Page.parse(response.content.decode(encoding), str(response.url))


def today(city: City) -> date:
    return china_date(city.as_of)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (Answer.NOT_FOUND, 404),
        (Answer.GONE, 410),
        (Answer.SERVER_ERROR, 500),
        (Answer.FORBIDDEN, 403),
        (Answer.CHALLENGE, 412),
        (Answer.MOVED, 301),
        (Answer.TO_HOME, 302),
        (Answer.LOOP, 302),
        (Answer.SOFT_404, 200),
        (Answer.EMPTY, 200),
        (Answer.HTML_FILE, 200),
        (Answer.EMPTY_FILE, 200),
    ],
)
def test_status_of_planted_links(
    city: City, web: httpx.Client, answer: Answer, status: int
) -> None:
    urls = [url for url, _ in links(city, answer)]
    assert urls
    assert {web.get(url).status_code for url in urls} == {status}


def test_dead_pages_that_answer_200(city: City, web: httpx.Client) -> None:
    for url, answer in links(city, Answer.SOFT_404, Answer.EMPTY, Answer.EMPTY_FILE):
        body = web.get(url).text
        assert ("不存在" in body) if answer is Answer.SOFT_404 else body == ""


def test_a_dead_attachment_may_be_a_web_page(city: City, web: httpx.Client) -> None:
    for url, _ in links(city, Answer.HTML_FILE):
        assert web.get(url).headers["content-type"].startswith("text/html")


def test_redirect_loop_home_and_new_address(city: City, server: PracticeServer) -> None:
    with httpx.Client(follow_redirects=True, timeout=10) as web:
        for url, answer in links(city, Answer.LOOP, Answer.TO_HOME, Answer.MOVED, Answer.TO_INDEX):
            if answer is Answer.LOOP:
                with pytest.raises(httpx.TooManyRedirects):
                    web.get(url)
                continue
            response = web.get(url)
            assert response.status_code == 200
            assert (response.url.path in {"/", "/index.html"}) is (answer is Answer.TO_HOME)


def test_reset_and_refused(city: City, web: httpx.Client) -> None:
    for url, answer in links(city, Answer.RESET, Answer.REFUSED):
        error = httpx.ReadError if answer is Answer.RESET else httpx.ConnectError
        with pytest.raises(error):
            web.get(url)


def test_once_only_faults(city: City, web: httpx.Client) -> None:
    for url, answer in links(city, Answer.BUSY_ONCE, Answer.DOWN_ONCE):
        first, second = web.get(url), web.get(url)
        assert first.status_code == (429 if answer is Answer.BUSY_ONCE else 503)
        assert second.status_code == 200
        if answer is Answer.BUSY_ONCE:
            assert first.headers["retry-after"] == "1"


def test_head_lies_and_get_tells_the_truth(city: City, web: httpx.Client) -> None:
    for url, answer in links(city, Answer.HEAD_404, Answer.HEAD_405):
        assert web.head(url).status_code == (404 if answer is Answer.HEAD_404 else 405)
        assert web.get(url).status_code == 200


def test_slow_pages_are_slow_but_alive(city: City, web: httpx.Client) -> None:
    for url, _ in links(city, Answer.SLOW):
        started = time.perf_counter()
        assert web.get(url).status_code == 200
        assert SLOW_SECONDS <= time.perf_counter() - started < SLOW_SECONDS + 3


def test_every_other_planned_address_answers(city: City, web: httpx.Client) -> None:
    for plan in city.sites:
        faulty = {link.path for link in plan.planted_links} | set(dead_entries(plan))
        for target in SiteBook(plan).targets:
            if any(target.startswith(path) for path in faulty):
                continue
            status = web.get(plan.origin + target).status_code
            assert status in {200, 302, 412}, target


def test_entries_of_lists_may_be_dead(city: City, web: httpx.Client) -> None:
    answers = set()
    for plan in city.sites:
        for path in dead_entries(plan):
            response = web.get(plan.origin + path)
            assert response.status_code in {404, 410} or "不存在" in response.text
            answers.add(response.status_code)
    assert answers == {200, 404, 410}


def test_entrance_home_pages_are_stale_or_fresh_by_their_columns(city: City) -> None:
    ages = [home_days(plan) for plan in city.sites if plan.has_entrance_home]
    assert min(ages) <= HOME_DAYS < max(ages)


def test_lists_without_years_give_whole_dates(city: City, web: httpx.Client) -> None:
    plan = next(one for one in city.sites if one.channels[0].is_yearless)
    for channel in plan.channels:
        if not channel.is_yearless:
            continue
        page = decoded(plan, web.get(channel.channel.url))
        shown = "".join(page.lines).partition("页面生成时间")[0]
        assert f"{city.as_of.year}-" not in shown
        newest = items_of(plan, channel)[0].published_on
        assert read_list(page, today(city)).newest_on == newest


def test_robots_txt_closes_what_the_plan_says(city: City, web: httpx.Client) -> None:
    for plan in city.sites:
        rules = Protego.parse(web.get(f"{plan.origin}/robots.txt").text)
        for channel in plan.channels:
            is_closed = channel.behaviour is ChannelBehaviour.DISALLOWED
            assert rules.can_fetch(channel.channel.url, "gongkai-monitor") is not is_closed


def test_every_planted_link_stands_in_an_article(city: City, web: httpx.Client) -> None:
    for plan in city.sites:
        shown = set()
        for channel in plan.channels:
            for item in items_of(plan, channel):
                shown |= {link.path for link in links_of(plan, channel, item.n)}
        assert shown == {link.path for link in plan.links}


def test_lists_read_as_planned(city: City, server: PracticeServer) -> None:
    expected = {
        ChannelBehaviour.EMPTY: ListReading.EMPTY,
        ChannelBehaviour.EXPLAINED: ListReading.EXPLAINED,
        ChannelBehaviour.REDESIGNED: ListReading.UNRECOGNISED,
        ChannelBehaviour.RENEWED: ListReading.UNRECOGNISED,
    }
    with httpx.Client(timeout=10) as web:
        for plan in city.sites:
            for channel in plan.channels:
                response = web.get(channel.channel.url)
                if channel.behaviour is ChannelBehaviour.BLOCKED:
                    assert response.status_code == 412
                    continue
                if channel.behaviour is ChannelBehaviour.ELSEWHERE:
                    assert response.headers["location"].startswith(city.hub_origin)
                    continue
                if channel.behaviour is ChannelBehaviour.DISALLOWED:
                    assert response.status_code == 200
                    continue
                selector = channel.channel.list_selector
                found = read_list(decoded(plan, response), today(city), selector)
                usual = ListReading.SCRIPT_RENDERED if plan.family == "script" else ListReading.READ
                assert found.reading is expected.get(channel.behaviour, usual), channel.channel
                if found.reading is ListReading.READ:
                    newest = max(
                        item.published_on
                        for item in items_of(plan, channel)[:6]
                        if not item.is_undated
                    )
                    assert found.newest is not None
                    assert found.newest.printed_on == newest


def test_a_renewed_list_is_readable_and_comes_with_a_selector(
    city: City, server: PracticeServer, web: httpx.Client
) -> None:
    planted = {row.url: row.entry_count for row in city.truth.suggestions if row.entry_count}
    renewed = [
        (plan, one)
        for plan in city.sites
        for one in plan.channels
        if one.behaviour is ChannelBehaviour.RENEWED
    ]
    assert {one.channel.url for _, one in renewed} == planted.keys() != set()
    for plan, one in renewed:
        page = decoded(plan, web.get(one.channel.url))
        proposal = propose_list(page, today(city))
        assert proposal is not None
        assert len(page.tree.css(proposal.selector)) == planted[one.channel.url]
        assert read_list(page, today(city), proposal.selector).reading is ListReading.READ


def test_columns_that_nobody_registered_stand_in_the_navigation(
    city: City, server: PracticeServer, web: httpx.Client
) -> None:
    registered = {channel.url for channel in city.registry.channels}
    unknown = [row for row in city.truth.suggestions if row.entry_count is None]
    assert unknown
    for plan in city.sites:
        wanted = {row.url for row in unknown if row.site_code == plan.site.site_code}
        if plan.is_blocked or not wanted:
            continue
        home = decoded(plan, web.get(plan.site.home_url, follow_redirects=True))
        offered = {link.url for link in discover_channels(home)}
        assert offered - registered - {plan.site.home_url} == wanted
        for url in wanted:
            assert read_list(decoded(plan, web.get(url)), today(city)).reading is ListReading.READ


def test_home_pages_show_the_newest_day_and_no_other(city: City, server: PracticeServer) -> None:
    with httpx.Client(timeout=10, follow_redirects=True) as web:
        for plan in city.sites:
            home = read_home(decoded(plan, web.get(plan.site.home_url)), today(city))
            assert home.is_navigation_only is plan.has_entrance_home
            if plan.has_entrance_home:
                continue
            days = [
                item.published_on
                for channel in plan.channels
                if channel.on_home
                for item in items_of(plan, channel)[:5]
                if not item.is_undated
            ]
            assert home.newest_on == max(days)


def test_script_lists_name_an_endpoint_with_all_entries(city: City, web: httpx.Client) -> None:
    plan = next(one for one in city.sites if one.family == "script")
    for channel in plan.channels:
        page = decoded(plan, web.get(channel.channel.url))
        (url,) = read_list(page, today(city)).data_urls
        data = web.get(url).json()["data"]
        assert data["total"] == len(items_of(plan, channel))
        assert web.get(urljoin(url, data["rows"][0]["url"])).status_code == 200


def test_feeds_answer_as_planned(city: City, web: httpx.Client) -> None:
    for row in city.accounts:
        if row.shape is None:
            continue
        url = row.account.source_url or ""
        match row.shape:
            case FeedShape.DOWN:
                with pytest.raises(httpx.ReadError):
                    web.get(url)
            case FeedShape.HANG:
                with pytest.raises(httpx.ReadTimeout):
                    web.get(url, timeout=0.5)
            case FeedShape.ERROR:
                assert web.get(url).status_code == 503
            case FeedShape.CAPTCHA:
                assert web.get(url).status_code == 403
            case FeedShape.LOGIN:
                assert 'type="password"' in web.get(url).text
            case FeedShape.CHANGED:
                assert "items" not in web.get(url).json()
            case FeedShape.JSON_FEED:
                assert len(web.get(url).json()["items"]) == row.count + row.has_pinned
            case _:
                body = web.get(url).text
                assert body.startswith("<?xml")
                shown = body.count("<item>") + body.count("<entry>")
                assert shown == row.count + row.has_pinned + len(row.said)


def test_charsets_lie_as_planned(web: httpx.Client, city: City) -> None:
    plan = next(one for one in city.sites if one.family == "table")
    response = web.get(plan.site.home_url)
    assert response.headers["content-type"] == "text/html"
    assert b"charset=gb2312" in response.content
    assert plan.site.name in response.content.decode("gb18030")


def test_attachments_are_real_files(city: City, web: httpx.Client) -> None:
    marks = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "zip": b"PK\x03\x04"}
    seen = set()
    for plan in city.sites:
        for target in SiteBook(plan).targets:
            if target.startswith("/attachment/"):
                ending = target.rsplit(".", 1)[1]
                assert web.get(plan.origin + target).content.startswith(marks[ending])
                seen.add(ending)
    assert seen == set(marks)


def test_the_board_tells_both_times(city: City, web: httpx.Client) -> None:
    plan = city.sites[0]
    rows = web.get(f"{plan.origin}/openapi/board/messages.json").json()["data"]["rows"]
    assert rows
    for row in rows:
        page = web.get(plan.origin + row["url"]).text
        assert "留言时间：" in page
        if row["replyTime"]:
            assert "答复时间：" in page
            assert row["replyTime"] > row["createTime"]
    assert any(row["replyTime"] for row in rows)


def test_connections_are_kept_and_answers_are_quick(city: City, server: PracticeServer) -> None:
    with httpx.Client() as web:
        started = time.perf_counter()
        for _ in range(200):
            web.get(f"{city.sites[2].origin}/robots.txt")
        assert time.perf_counter() - started < 5
    assert server.served >= 200


def test_two_cities_cannot_share_a_port(city: City, server: PracticeServer) -> None:
    with pytest.raises(OSError, match=r"address already in use|Address"), PracticeServer(city):
        pass
