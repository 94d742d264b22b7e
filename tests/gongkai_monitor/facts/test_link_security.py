"""Certificates of own and linked hosts, and plain content on secure pages."""

from datetime import timedelta

from gongkai_monitor.model.observations import Certificate, Link
from gongkai_monitor.vocabulary import CertificateState, LinkKind
from tests.gongkai_monitor.facts.conftest import SITE

HOME = "https://www.p.test/"
PAGE = "https://www.p.test/1.html"


def certificate(world, host, state, *, minutes_ago=10, port=443):
    row = Certificate(
        host=host, port=port, checked_at=world.as_of - timedelta(minutes=minutes_ago),
        state=state, round_id="l1",
    )  # fmt: skip
    world.put("certificates", row)


def link(world, url, kind=LinkKind.PAGE, page=PAGE):
    row = Link(
        site_code=SITE, page_url=page, url=url, kind=kind, is_external=True, round_id="r1",
        observed_at=world.days_ago(0.2), links_hash="h1",
    )  # fmt: skip
    world.put("links", row)


def read_site(world):
    world.site(home_url=HOME)
    world.snapshot()
    world.fetch("f1", url=PAGE, links_hash="h1")


def test_own_and_linked_hosts_with_a_fault_have_rows(world):
    read_site(world)
    link(world, "https://old.other.test/a.html")
    link(world, "https://fine.other.test/a.html")
    certificate(world, "www.p.test", CertificateState.EXPIRED)
    certificate(world, "old.other.test", CertificateState.WRONG_HOST)
    certificate(world, "fine.other.test", CertificateState.VALID)
    rows = {row["host"]: row for row in world.facts("certificate")}
    assert {host: (row["state"], row["is_own"]) for host, row in rows.items()} == {
        "www.p.test": ("expired", True),
        "old.other.test": ("wrong_host", False),
    }
    assert rows["old.other.test"]["places"] == [PAGE]


def test_a_renewed_certificate_and_an_unchecked_one_accuse_nobody(world):
    read_site(world)
    certificate(world, "www.p.test", CertificateState.EXPIRED, minutes_ago=60)
    certificate(world, "www.p.test", CertificateState.VALID)
    assert world.one("certificate")["state"] == "valid"
    certificate(world, "www.p.test", CertificateState.UNKNOWN, minutes_ago=5)
    assert world.one("certificate")["collection_state"] == "uncollected"
    certificate(world, "www.p.test", CertificateState.EXPIRED, minutes_ago=-5)
    assert world.one("certificate")["state"] == "unknown", "later than the moment"


def test_mixed_content_counts_present_pictures_and_scripts_only(world):
    read_site(world)
    link(world, "http://www.p.test/a.jpg", LinkKind.IMAGE)
    link(world, "http://www.p.test/a.js", LinkKind.RESOURCE)
    link(world, "http://www.p.test/b.html", LinkKind.PAGE)
    link(world, "https://www.p.test/b.jpg", LinkKind.IMAGE)
    row = world.one("mixed_content")
    assert (row["secure_page_count"], row["mixed_page_count"], row["resource_count"]) == (1, 1, 2)
    assert row["example_url"] == PAGE


def test_a_site_without_secure_pages_has_nothing_to_mix(world):
    world.site()
    world.snapshot()
    world.fetch("f1", url="http://p.test/1", links_hash="h1")
    assert world.facts("mixed_content") == []
