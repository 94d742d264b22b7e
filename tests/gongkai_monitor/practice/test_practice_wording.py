"""The wording of the whole city's articles: what is planted is found, and nothing else."""

from typing import Any

from gongkai_monitor.practice.exchange import Request
from gongkai_monitor.practice.families.catalogue import FAMILIES
from gongkai_monitor.practice.features.wording import Wording
from gongkai_monitor.practice.items import items_of
from gongkai_monitor.practice.plan import City
from gongkai_monitor.practice.site_book import SiteBook
from gongkai_monitor.text import check_wording, extract_article
from gongkai_monitor.text.wording import WordingKind


def found_on(plan: Any) -> dict[tuple[str, str], str]:
    """(code, url) -> the wrong passages of every article of a site."""
    book, found = SiteBook(plan), {}
    for channel in plan.channels:
        for item in items_of(plan, channel):
            if item.n in {n for n, _ in channel.dead_entries}:
                continue
            path = FAMILIES[plan.family].article_path(channel, item)
            response = book.respond(Request("GET", path))
            article = extract_article(response.body, plan.origin + path)
            for text in (article.title or "", article.body or ""):
                for one in check_wording(text):
                    is_serious = one.kind is WordingKind.SERIOUS
                    code = "site.serious_wording" if is_serious else "article.wording"
                    found[code, plan.origin + path] = one.wrong
    return found


def test_the_citys_articles_hold_exactly_the_planted_errors(city: City) -> None:
    feature, planted, found = Wording(), {}, {}
    for plan in city.sites:
        if plan.is_blocked:
            continue
        planted |= {(one.code, one.object): one.note for one in feature.faults(plan)}
        found |= found_on(plan)
    assert found.keys() == planted.keys()
    assert {code for code, _ in planted} == {"article.wording", "site.serious_wording"}


def test_near_misses_are_planted_beside_them(city: City) -> None:
    feature = Wording()
    missed = [one for plan in city.sites for one in feature.near_misses(plan)]
    assert missed
    assert all(not check_wording(one.note) for one in missed)
