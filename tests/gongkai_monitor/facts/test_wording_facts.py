"""The fact ``wording_candidate``: one row per page that holds candidates now."""

from typing import Any

from gongkai_monitor.model.observations import ContentSign
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, ContentSignKind

SITE, PAGE = "1308000009", "http://cd.test/a/1.html"


def sign(world: Any, **more: Any) -> None:
    values = {
        "kind": ContentSignKind.WORDING, "place": "body", "position": 5, "found": "拔款",
        "excerpt": "财政拔款已到位。", "detail": "错别字：疑为“拨款”，错别字（词库）",
        "content_hash": "h1", "observed_at": world.days_ago(0.1),
    } | more  # fmt: skip
    row = ContentSign(site_code=SITE, url=PAGE, page_url=PAGE, round_id="r1", **values)
    world.put("content_signs", row)


def prepared(world: Any) -> None:
    world.agency()
    world.site()
    world.snapshot()
    world.article(PAGE, "http://cd.test/a/", "关于拨款的通知", content_hash="h1")


def test_candidates_of_a_page_are_one_row(world: Any) -> None:
    prepared(world)
    sign(world)
    sign(world, position=40, found="烈土", detail="严重表述错误：疑为“烈士”，词库")
    sign(world, position=60, kind=ContentSignKind.PERSONAL_DATA, detail="手机号")
    row = world.one("wording_candidate")
    assert (row["candidate_count"], row["serious_count"], row["ordinary_count"]) == (2, 1, 1)
    assert row["worst_kind"] == "严重表述错误"
    assert "财政拔款已到位。" in row["ordinary_passages"]
    assert "烈土" in row["serious_passages"]
    assert row["collection_state"] == "collected"


def test_a_mended_page_has_no_row(world: Any) -> None:
    prepared(world)
    sign(world, content_hash="h0", observed_at=world.days_ago(2))
    assert world.facts("wording_candidate") == []


def test_a_site_not_read_this_time_is_not_judged(world: Any) -> None:
    world.agency()
    world.site()
    world.snapshot(collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.BLOCKED)
    world.article(PAGE, "http://cd.test/a/", "关于拨款的通知", content_hash="h1")
    sign(world)
    row = world.one("wording_candidate")
    assert (row["collection_state"], row["cause"]) == ("uncollected", "blocked")
