"""转载: what a portal reposted, how late, and where too little was read to say."""

import pytest

from gongkai_monitor.vocabulary import ChannelKind, CollectionCause, CollectionState, SiteKind

BODY = "新华社北京9月{day}日电 国务院日前印发意见，部署有关工作。"


@pytest.fixture
def town(world):
    world.agency()
    world.site()
    world.snapshot()
    world.news = world.channel("要闻", ChannelKind.NEWS)
    return world


def test_days_from_the_release(town):
    town.article(
        "http://n/1", town.news, "部署", published_on=town.day(2), body=BODY.format(day=17)
    )
    town.article(
        "http://n/2", town.news, "部署", published_on=town.day(2), body=BODY.format(day=15)
    )
    town.article("http://n/3", town.news, "绿化", published_on=town.day(2), body="市里召开会议")
    rows = {row["page_url"]: row["days_after"] for row in town.facts("repost")}
    assert rows == {"http://n/1": 1, "http://n/2": 3}
    site = town.one("repost_site")
    assert (site["article_count"], site["repost_count"]) == (3, 2)


def test_a_repost_that_nothing_dates_is_not_measured(town):
    town.article(
        "http://n/1", town.news, "国务院关于某事的意见", source="中国政府网",
        published_on=town.day(2), body="各省：",
    )  # fmt: skip
    assert town.one("repost")["days_after"] is None


def test_with_few_articles_nothing_is_missed(town):
    for n in range(4):
        town.article(f"http://n/{n}", town.news, "绿化", published_on=town.day(n), body="会议")
    row = town.one("repost_site")
    assert (row["collection_state"], row["repost_count"]) == ("uncollected", None)
    town.article("http://n/4", town.news, "绿化", published_on=town.day(5), body="会议")
    row = town.one("repost_site")
    assert (row["collection_state"], row["repost_count"]) == ("collected", 0)


def test_a_news_column_that_was_not_read_leaves_the_portal_unjudged(town):
    for n in range(6):
        town.article(f"http://n/{n}", town.news, "绿化", published_on=town.day(n), body="会议")
    blocked = town.channel("时政", ChannelKind.NEWS, read=False)
    town.read_channel(
        blocked, "时政", collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.BLOCKED
    )
    row = town.one("repost_site")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "blocked")


def test_departments_owe_no_reposts(world):
    world.agency()
    world.site(kind=SiteKind.DEPARTMENT)
    world.snapshot()
    assert world.facts("repost_site") == []
