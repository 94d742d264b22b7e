"""A dead link taken off its page is 已消除 at the next audit; one that stays goes on."""

from datetime import timedelta

import pytest

from gongkai_monitor.auditing import judge_measures, run_audit
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.vocabulary import FindingStatus, SiteKind

STAYS, REMOVED = "http://p.test/stays.html", "http://p.test/removed.html"
PAGE = "http://p.test/1"


@pytest.fixture
def store(tmp_path, world):
    """A world whose records go into a real lake."""
    (tmp_path / "gongkai.toml").write_text("[links]\nspacing_seconds = 60\n", encoding="utf-8")
    world.settings = Settings.load(tmp_path)
    world.conn = open_store(world.settings, read_only=False)
    yield world
    world.conn.close()


def check_both(world, round_id):
    for url in (STAYS, REMOVED):
        for attempt in (1, 2, 3):
            world.check(
                url, 200 - 30 * attempt, attempt=attempt, round_id=round_id,
                fetch_id=f"{url}-{round_id}-{attempt}",
            )  # fmt: skip


def statuses(findings):
    return {f.object: f.status for f in findings if f.code == "site.dead_link"}


def test_a_dead_link_taken_off_its_page_is_resolved(store):
    store.agency()
    store.site(kind=SiteKind.PORTAL)
    store.snapshot()
    store.fetch("f1", url=PAGE, links_hash="both")
    store.link(STAYS, page=PAGE, links_hash="both")
    store.link(REMOVED, page=PAGE, links_hash="both")
    check_both(store, "l1")
    first = run_audit(store.settings, store.as_of)
    assert statuses(first.findings) == {STAYS: FindingStatus.NEW, REMOVED: FindingStatus.NEW}

    # The check of the day still met both; then the page was read again, without one of them.
    store.as_of += timedelta(days=1)
    store.snapshot(round_id="r2")
    check_both(store, "l2")
    store.link(STAYS, page=PAGE, links_hash="one")
    store.fetch("f2", url=PAGE, links_hash="one")
    second = run_audit(store.settings, store.as_of)
    assert statuses(second.findings) == {
        STAYS: FindingStatus.ONGOING,
        REMOVED: FindingStatus.RESOLVED,
    }
    assert [f.places_count for f in second.facts["link"].itertuples()] == [1]

    # The page returns to its old set of links, which is not stored again: the link is back.
    store.as_of += timedelta(days=1)
    store.snapshot(round_id="r3")
    check_both(store, "l3")
    store.fetch("f3", url=PAGE, links_hash="both")
    third = judge_measures(store.conn, store.measures(), store.catalogue, store.as_of)
    assert statuses(third.findings) == {STAYS: FindingStatus.ONGOING, REMOVED: FindingStatus.NEW}


def test_a_dead_link_that_was_not_reached_again_is_not_called_mended(store):
    """The second day's check was cut short before this link."""
    store.agency()
    store.site(kind=SiteKind.PORTAL)
    store.snapshot()
    store.fetch("f1", url=PAGE, links_hash="both")
    store.link(STAYS, page=PAGE, links_hash="both")
    store.link(REMOVED, page=PAGE, links_hash="both")
    check_both(store, "l1")
    run_audit(store.settings, store.as_of)

    store.as_of += timedelta(days=3)
    store.snapshot(round_id="r2")
    for attempt in (1, 2, 3):
        store.check(REMOVED, 200 - 30 * attempt, attempt=attempt, round_id="l2")
    second = run_audit(store.settings, store.as_of)
    assert statuses(second.findings) == {
        STAYS: FindingStatus.ONGOING,
        REMOVED: FindingStatus.ONGOING,
    }
    (carried,) = [one for one in second.findings if one.object == STAYS]
    assert carried.message.endswith("（本轮未采到，未复核）")
