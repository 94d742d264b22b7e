"""失效 only after spaced failures with no success in between; what refuses machines is unknown."""

import pytest

from gongkai_monitor.vocabulary import CheckWay, FetchOutcome, LinkKind, PageSign

URL = "http://p.test/a.html"


@pytest.fixture
def site(world):
    world.site()
    world.snapshot()
    world.link(URL, page="http://p.test/1")
    world.link(URL, page="http://p.test/2")
    return world


def fail(world, times, *, gap=30, **more):
    for n in range(times):
        world.check(URL, 100 - n * gap, attempt=n + 1, **more)


def state(world):
    rows = world.facts("link")
    return rows[0]["state"] if rows else "normal"


def test_three_spaced_failures_are_dead_with_cause_remedy_and_places(site):
    fail(site, 3)
    row = site.one("link")
    assert row["state"] == "dead"
    assert (row["reason"], row["attempts"], row["places_count"]) == ("页面不存在（404）", 3, 2)
    assert row["places"] == ["http://p.test/1", "http://p.test/2"]
    assert row["remedy"]
    assert len(row["evidence"]) == 3


def test_two_failures_are_only_suspect(site):
    fail(site, 2)
    assert state(site) == "suspect"


def test_three_failures_in_one_breath_are_only_suspect(site):
    fail(site, 3, gap=0.1)
    assert state(site) == "suspect"


def test_a_success_in_between_starts_the_count_again(site):
    site.check(URL, 100, attempt=1)
    site.check(URL, 70, attempt=2, status=200, outcome=FetchOutcome.OK)
    site.check(URL, 40, attempt=3)
    site.check(URL, 10, attempt=4)
    assert state(site) == "suspect"


def test_a_link_that_opens_at_last_is_normal(site):
    site.check(URL, 100, attempt=1, status=503)
    site.check(URL, 40, attempt=2, status=200, outcome=FetchOutcome.OK)
    assert state(site) == "normal"
    run = site.one("link_run")
    assert (run["checked_count"], run["normal_count"], run["dead_count"]) == (1, 1, 0)


@pytest.mark.parametrize("status", [401, 403, 405, 412, 429])
def test_a_server_that_refuses_machines_cannot_be_judged(site, status):
    fail(site, 3, status=status)
    assert state(site) == "unverifiable"


@pytest.mark.parametrize("sign", [PageSign.CHALLENGE, PageSign.LOGIN])
def test_pages_that_hide_their_content_cannot_be_judged(site, sign):
    fail(site, 3, status=200, outcome=FetchOutcome.OK, sign=sign)
    assert state(site) == "unverifiable"


@pytest.mark.parametrize(
    "sign", [PageSign.SOFT_404, PageSign.EMPTY, PageSign.HOME, PageSign.WRONG_TYPE]
)
def test_pages_that_only_pretend_to_be_there_are_failures(site, sign):
    fail(site, 3, status=200, outcome=FetchOutcome.OK, sign=sign)
    assert state(site) == "dead"


@pytest.mark.parametrize(
    "outcome",
    [
        FetchOutcome.DNS,
        FetchOutcome.REFUSED,
        FetchOutcome.RESET,
        FetchOutcome.TIMEOUT,
        FetchOutcome.REDIRECT_LOOP,
    ],
)
def test_no_answer_is_a_failure(site, outcome):
    fail(site, 3, status=0, outcome=outcome)
    assert state(site) == "dead"


@pytest.mark.parametrize(
    "outcome", [FetchOutcome.TLS, FetchOutcome.ROBOTS, FetchOutcome.UNSAFE_ADDRESS]
)
def test_what_we_may_not_open_cannot_be_judged(site, outcome):
    fail(site, 3, status=0, outcome=outcome)
    assert state(site) == "unverifiable"


def test_maintenance_is_dead_only_when_it_lasts(site):
    closed = {"status": 200, "outcome": FetchOutcome.OK, "sign": PageSign.MAINTENANCE}
    fail(site, 3, **closed)
    assert state(site) == "suspect"
    site.check(URL, 2 * 1440, attempt=1, round_id="l0", **closed)
    row = site.one("link")
    assert (row["state"], row["reason"]) == ("dead", "页面长期提示维护或建设中")


def test_three_failures_in_one_way_are_only_suspect(site):
    fail(site, 3, way=CheckWay.PLAIN)
    assert state(site) == "suspect"


def test_a_browser_decides_what_machines_are_refused(site):
    fail(site, 1, status=403)
    site.check(URL, 99, way=CheckWay.BROWSER, status=200, outcome=FetchOutcome.OK)
    assert state(site) == "normal"


@pytest.mark.parametrize(("is_host_open", "expected"), [(True, "dead"), (False, "unverifiable")])
def test_refused_in_the_browser_is_dead_only_when_the_host_is_open_to_it(
    site, is_host_open, expected
):
    for n in (1, 2, 3):
        site.check(
            URL, 100 - 30 * n, attempt=n, status=403, is_host_open=is_host_open,
            way=CheckWay.BROWSER,
        )  # fmt: skip
    site.check(URL, 71, attempt=1, status=403)
    assert state(site) == expected


def test_a_hijacked_link_is_a_candidate_at_once_and_never_dead(site):
    taken = {"status": 200, "outcome": FetchOutcome.OK, "sign": PageSign.HIJACKED}
    fail(site, 1, **taken)
    row = site.one("link")
    assert (row["state"], row["is_hijacked"]) == ("suspect", True)
    fail(site, 3, round_id="l2", **taken)
    assert site.one("link")["state"] == "suspect"


def test_links_of_the_home_page_are_told_apart(site):
    fail(site, 3)
    row = site.one("link")
    assert (row["is_on_home"], row["place"]) == (False, "其他页面")
    site.link(URL, page=f"http://{row['site_code']}.test/")
    row = site.one("link")
    assert (row["is_on_home"], row["place"], row["places_count"]) == (True, "首页", 3)


def test_head_alone_never_kills(site):
    fail(site, 3, method="HEAD")
    assert state(site) == "suspect"


def test_get_overrules_head_in_one_attempt(site):
    site.check(URL, 10.1, method="HEAD", status=404)
    site.check(URL, 10, method="GET", status=200, outcome=FetchOutcome.OK)
    assert state(site) == "normal"


def test_attachments_are_told_by_their_link(world):
    world.site()
    world.snapshot()
    world.link(URL, kind=LinkKind.ATTACHMENT)
    fail(world, 3)
    assert world.one("link")["kind"] == "attachment"


def test_a_dead_link_that_this_run_did_not_reach_is_uncollected(site):
    """The check was cut short: the link still stands on its pages, nobody calls it mended."""
    for n in range(3):
        site.check(URL, 3 * 1440 - n * 30, attempt=n + 1)
    site.check("http://p.test/other", 10, status=200, outcome=FetchOutcome.OK, round_id="l2")
    row = site.one("link")
    assert (row["state"], row["collection_state"]) == ("dead", "uncollected")
    assert row["places_count"] > 0


def test_links_without_a_fresh_run_are_not_judged(site):
    for n in range(3):
        site.check(URL, 3 * 1440 - n * 30, attempt=n + 1)
    row = site.one("link")
    assert (row["state"], row["collection_state"], row["cause"]) == (
        "dead", "uncollected", "not_run",
    )  # fmt: skip


def test_a_link_that_its_page_no_longer_holds_is_gone(site):
    fail(site, 3)
    site.fetch("f1", url="http://p.test/1", links_hash="h2")
    assert site.one("link")["places"] == ["http://p.test/2"]
    site.fetch("f2", url="http://p.test/2", links_hash="h2")
    assert site.facts("link") == []
