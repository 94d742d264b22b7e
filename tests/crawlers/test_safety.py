"""Which addresses may be connected to, also when only a name or a redirect leads there."""

import contextlib
import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.budget import is_trap
from crawlers.decompress import TooLargeError, decompress
from crawlers.safety import is_web_url
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.errors import InputError
from gongkai_monitor.model.observations import ChannelSnapshot, Fetch
from tests.crawlers.servers import Reply, Server, bomb, page, redirect
from tests.crawlers.support import Workspace, channel, site_plan

UNSAFE = [
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "100.64.0.1", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "not an address",
]  # fmt: skip


@pytest.mark.parametrize("address", UNSAFE)
def test_internal_addresses_are_refused(address: str) -> None:
    assert not AddressPolicy().permits(address, 80)


def test_public_addresses_are_permitted() -> None:
    assert AddressPolicy().permits("114.114.114.114", 443)
    assert AddressPolicy().permits("2400:3200::1", 80)


@given(st.ip_addresses(v=4), st.integers(1, 65535))
def test_an_allowed_endpoint_opens_that_port_only(ip: ipaddress.IPv4Address, port: int) -> None:
    policy = AddressPolicy.parse([f"{ip}:{port}"])
    assert policy.permits(str(ip), port)
    if not ip.is_global:
        assert not policy.permits(str(ip), port % 65535 + 1)


def test_networks_and_wrong_entries() -> None:
    assert AddressPolicy.parse(["127.0.0.0/8"]).permits("127.8.8.8", 99)
    assert AddressPolicy.parse(["localhost:8000"]).permits("::1", 8000)
    with pytest.raises(InputError, match="allow_addresses"):
        AddressPolicy.parse(["intranet.example"])


def test_only_web_urls() -> None:
    assert is_web_url("https://www.example.gov.cn/")
    for url in ("file:///etc/passwd", "ftp://x/", "http://", "gopher://x", "http://x:port/"):
        assert not is_web_url(url)


def test_names_and_redirects_cannot_reach_other_ports(workspace: Workspace) -> None:
    with Server({"/": page("内部", "secret")}) as inner, Server({}) as outer:
        port = f":{outer.port}"
        outer.routes = {
            "/": page("演练市", "<p>首页</p>"),
            "/r/": redirect(inner.url("/")),
            "/n/": redirect(f"http://localhost:{inner.port}/"),
            "/d/": redirect(f"http://2130706433:{inner.port}/"),
        }
        workspace.crawl["allow_addresses"] = [f"127.0.0.1{port}"]
        plan = site_plan(outer.url("/"), [channel(outer.url(f"/{name}/")) for name in "rnd"])
        run = workspace.run(plan)
        assert sum(inner.counts.values()) == 0, "nothing was asked of the other port"
    causes = {row.cause for row in run.rows(ChannelSnapshot) if row.is_registered}
    assert "unsafe_address" in causes
    assert causes <= {"unsafe_address", "invalid", "unreachable"}
    assert {row.outcome for row in run.rows(Fetch)} >= {"unsafe_address", "ok"}


def test_loopback_is_refused_without_permission(workspace: Workspace) -> None:
    workspace.crawl["allow_addresses"] = []
    with Server({"/": page("演练市")}) as server:
        run = workspace.run(site_plan(server.url("/")))
        assert run.code == 3
        assert sum(server.counts.values()) == 0


def test_robots_are_obeyed_and_recorded(workspace: Workspace) -> None:
    rules = Reply(b"User-agent: *\nDisallow: /n/\n", content_type="text/plain")
    with Server({"/": page("演练市", "<p>首页</p>"), "/robots.txt": rules}) as server:
        run = workspace.run(site_plan(server.url("/"), [channel(server.url("/n/"))]))
        assert server.counts["/n/"] == 0
        agent = server.calls[0].headers["User-Agent"]
    assert agent.startswith("gongkai-monitor/0.1")
    assert "admin@example.test" in agent
    (row,) = [row for row in run.rows(ChannelSnapshot) if row.is_registered]
    assert (row.collection_state, row.cause) == ("uncollected", "robots")
    assert [row.purpose for row in run.rows(Fetch)].count("robots") == 1


@pytest.mark.parametrize("status", [500, 403])
def test_a_failing_robots_forbids_nothing(workspace: Workspace, status: int) -> None:
    routes = {"/": page("演练市", "<p>首页</p>"), "/robots.txt": Reply(status=status)}
    with Server(routes) as server:
        run = workspace.run(site_plan(server.url("/")))
    assert run.code == 0, run.errors


def test_compressed_bodies_have_a_cap() -> None:
    with pytest.raises(TooLargeError):
        decompress(bomb(5_000_000).body, "gzip", 1_000_000)
    with pytest.raises(ValueError, match="unsupported"):
        decompress(b"x", "br", 10)


@given(st.binary(max_size=300))
def test_rubbish_never_breaks_the_decoder(body: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert len(decompress(body, "gzip", 1000)) <= 1000


def test_addresses_that_never_end_are_traps() -> None:
    host = "http://www.example.gov.cn"
    for path in ("/cal/2031/05/", "/cal?year=2099&month=1", "/a/b/a/b/a/b/a/b/", "/" + "x" * 2000):
        assert is_trap(host + path, 2026), path
    for path in ("/art/2024/5/3/art_12_345.html", "/zwgk/2027-01/x.html", "/list.jsp?id=2050123"):
        assert not is_trap(host + path, 2026), path
