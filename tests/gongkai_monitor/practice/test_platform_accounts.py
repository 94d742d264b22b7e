"""Accounts of the platforms: what the host plays is what the plan says, and files import whole."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from crawlers.platforms import app_store, weibo_json
from crawlers.platforms.weibo_comments import read_hot
from crawlers.spiders.weibo import WeiboAddress
from gongkai_monitor.imports.evidence import read_evidence_list
from gongkai_monitor.imports.metrics import read_metrics
from gongkai_monitor.imports.posts import read_posts
from gongkai_monitor.imports.replies import read_replies
from gongkai_monitor.practice.account_exports import write_account_papers
from gongkai_monitor.practice.account_plan import PlatformAccount, newest_first, shown_at
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.platforms.weibo import PAGE_SIZE, post_url
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import AccountSource


def of_source(city: City, source: AccountSource) -> list[PlatformAccount]:
    return [plan for plan in city.platform_accounts if plan.account.source is source]


def test_a_list_reads_as_it_was_planned_page_by_page(city: City, web: httpx.Client) -> None:
    plans = of_source(city, AccountSource.WEIBO)
    assert any(len(plan.posts) > PAGE_SIZE for plan in plans)
    for plan in plans:
        address = WeiboAddress.of(plan.account.source_url)
        assert address is not None
        assert address.shape == "json"
        shown = weibo_json.read_profile(web.get(address.profile_url).content)
        assert shown.is_deregistered is plan.is_gone
        if plan.is_gone:
            continue
        assert (shown.shown_name, shown.total_count) == (plan.name_on_platform, len(plan.posts))
        found, page, mark = [], 1, None
        while True:
            body = web.get(address.list_url(page, mark)).content
            read = weibo_json.read_list(body, address.uid, city.as_of, page)
            found += read.posts
            if read.next_mark is None:
                break
            page, mark = page + 1, read.next_mark
        wanted = [post for _, post in newest_first(plan)]
        assert [one.url for one in found] == [post_url(plan, post) for post in wanted]
        assert [one.published_at for one in found] == [
            shown_at(post, city.as_of.date()) for post in wanted
        ]
        assert [one.likes for one in found] == [post.likes for post in wanted]
        assert [one.source_name for one in found] == [post.forwards for post in wanted]


def test_comments_read_with_the_answers_below_them(city: City, web: httpx.Client) -> None:
    seen = 0
    for plan in of_source(city, AccountSource.WEIBO):
        address = WeiboAddress.of(plan.account.source_url)
        assert address is not None
        for post in plan.posts:
            if not post.comments:
                continue
            seen += 1
            number = post_url(plan, post).rpartition("/")[2]
            url = f"{address.origin}/comments/hotflow?id={number}&mid={number}&max_id_type=0"
            read = read_hot(web.get(url).content, address.uid, city.as_of)
            assert [one.answer.text if one.answer else "" for one in read.comments] == [
                one.reply for one in post.comments
            ]
            assert all(one.is_answer_known for one in read.comments)
    assert seen


def test_only_the_accounts_that_were_planted_are_known(city: City, web: httpx.Client) -> None:
    plan = of_source(city, AccountSource.WEIBO)[0]
    parts = urlsplit(plan.account.source_url or "")
    address = WeiboAddress(f"http://{parts.netloc}", "99999999", "json")
    assert weibo_json.read_profile(web.get(address.profile_url).content).is_deregistered


def test_store_pages_say_version_or_that_the_app_is_gone(city: City, web: httpx.Client) -> None:
    for plan in of_source(city, AccountSource.APP_STORE):
        url = plan.account.source_url or ""
        answer = web.get(url)
        entry = app_store.read_store_page(Page.parse(answer.text, url), city.as_of)
        assert plan.store is not None
        assert (entry.is_listed, entry.version) == (
            plan.store.version is not None,
            plan.store.version,
        )


def test_exports_and_looks_import_without_a_fault(city: City, tmp_path: Path) -> None:
    papers = write_account_papers(city.platform_accounts, tmp_path, city.as_of)
    known = {"round_id": "r", "observed_at": city.as_of, "registry": city.registry}
    results = {
        "posts": read_posts(papers.posts, **known),
        "metrics": read_metrics(papers.metrics, **known),
        "replies": read_replies(papers.replies, **known),
        "looks": read_evidence_list(papers.looks, **known).result,
    }
    assert {name: result.faults for name, result in results.items() if result.faults} == {}
    assert all(result.records for result in results.values())


def test_every_planted_rule_has_near_misses_and_units_do_not_meet(large: City) -> None:
    codes = {plan.account.account_code for plan in large.platform_accounts}
    faults = Counter(row.code for row in large.truth.faults if row.subject_id in codes)
    near = Counter(row.code for row in large.truth.near_misses if row.subject_id in codes)
    beside = {"account.content_stale", "account.repeats_other"}
    assert set(faults) - beside <= set(near)
    units = {plan.agency for plan in large.platform_accounts}
    assert len({unit.name for unit in units}) == len(units)
