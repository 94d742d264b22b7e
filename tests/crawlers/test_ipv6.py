"""IPv6 (G-14) against a real name server and real servers on the IPv6 loopback."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from crawlers.browser.way_out import GuardProxy
from crawlers.inspections.ipv6 import Ipv6Inspection, Ipv6Statement, look_up
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.model.observations import Article, ChannelSnapshot
from gongkai_monitor.vocabulary import CollectionCause
from tests.crawlers.servers import Call, Reply, Server, drip, page
from tests.crawlers.support import Workspace, article_page, channel, list_page, site_plan
from tests.crawlers.test_certificates import signed

Say = list[str] | dns.rcode.Rcode | None
"""AAAA records, an error, or silence."""


def has_ipv6_loopback() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


pytestmark = pytest.mark.skipif(not has_ipv6_loopback(), reason="no IPv6 loopback on this machine")


class NameServer:
    """Answers AAAA questions on a UDP port; a name that it does not know does not exist."""

    def __init__(self, names: Mapping[str, Say]) -> None:
        self.names = dict(names)
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def resolver(self) -> dns.resolver.Resolver:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = self._socket.getsockname()[1]
        resolver.timeout = 0.3
        return resolver

    def close(self) -> None:
        self._socket.sendto(b"end", self._socket.getsockname())
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            data, client = self._socket.recvfrom(4096)
            if data == b"end":
                return
            question = dns.message.from_wire(data)
            name = question.question[0].name.to_text().rstrip(".")
            self.asked.append(name)
            said = self.names.get(name, dns.rcode.NXDOMAIN)
            if said is None:
                continue
            answer = dns.message.make_response(question, recursion_available=True)
            if isinstance(said, list):
                if said:
                    answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "AAAA", *said))
            else:
                answer.set_rcode(said)
            self._socket.sendto(answer.to_wire(), client)


NAMES: dict[str, Say] = {
    "www.portal.test": ["::1"],
    "two.portal.test": ["2001:db8::1", "::1"],
    "old.portal.test": [],
    "broken.portal.test": dns.rcode.SERVFAIL,
    "silent.portal.test": None,
    "made-up.portal.test": ["64:ff9b::1.2.3.4"],
    "private.portal.test": ["fd00::1"],
    "xn--ses554g.test": ["::1"],
}


@pytest.fixture
def names() -> Iterator[NameServer]:
    server = NameServer(NAMES)
    yield server
    server.close()


def test_only_an_answer_says_that_there_is_no_record(
    names: NameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawlers.inspections.ipv6._NAME_SECONDS", 1.0)
    found = {name: look_up(name, names.resolver) for name in (*NAMES, "nobody.test", "a" * 70)}
    assert found == {
        "www.portal.test": ["::1"],
        "two.portal.test": ["2001:db8::1", "::1"],
        "old.portal.test": [],
        "broken.portal.test": None,
        "silent.portal.test": None,
        "made-up.portal.test": [],
        "private.portal.test": ["fd00::1"],
        "xn--ses554g.test": ["::1"],
        "nobody.test": None,
        "a" * 70: None,
    }
    assert look_up("www.portal.test", None) is None


Look = Callable[..., dict[str, Ipv6Statement]]


@pytest.fixture
def look(names: NameServer) -> Iterator[Look]:
    """Asks about a home page; the machine has a way out, unless told otherwise."""
    with Server({}, address="::1") as control:

        def ask(
            home_url: str,
            port: int,
            *,
            hosts: Mapping[str, int] | None = None,
            has_way_out: bool = True,
            seconds: float = 5.0,
        ) -> dict[str, Ipv6Statement]:
            inspection = Ipv6Inspection(
                policy=AddressPolicy.parse((f"[::1]:{port}",)),
                user_agent="gongkai-test (+admin@example.test)",
                resolver=names.resolver,
                controls=(("::1", control.port),) if has_way_out else (("::1", 9),),
                seconds=seconds,
            )
            return {one.item.value: one for one in inspection.look(home_url, hosts or {})}

        yield ask


def test_a_home_page_that_opens_over_ipv6(look: Look) -> None:
    with Server({"*": page("首页")}, address="::1") as server:
        url = f"http://www.portal.test:{server.port}/首页/?id=1"
        said = look(url, server.port)
        assert (said["ipv6_address"].result, said["ipv6_access"].result) == ("ok", "ok")
        (call,) = server.calls
        assert call.path == "/%E9%A6%96%E9%A1%B5/?id=1"
        assert call.headers["Host"] == f"www.portal.test:{server.port}"
        assert call.headers["User-Agent"] == "gongkai-test (+admin@example.test)"
        unicode = look(f"http://网址.test:{server.port}/", server.port)
        assert unicode["ipv6_access"].result == "ok"


def test_old_servers_with_certificates_of_their_own_open_too(look: Look, tmp_path: Path) -> None:
    certificate, key = signed(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with Server({"/": page("首页")}, address="::1", tls=tls) as server:
        said = look(f"https://www.portal.test:{server.port}/", server.port)
        assert said["ipv6_access"].result == "ok"


def test_what_does_not_open_counts_only_where_this_machine_has_ipv6(look: Look) -> None:
    with Server({}, address="::1") as server:
        port = server.port
    url = f"http://www.portal.test:{port}/"
    fault = look(url, port)["ipv6_access"]
    assert (fault.result, fault.detail) == ("fault", "经 IPv6 打不开首页（连接被拒绝）")
    unknown = look(url, port, has_way_out=False)["ipv6_access"]
    assert (unknown.result, unknown.cause) == ("unknown", CollectionCause.PARTIAL)
    assert "本机的 IPv6 不通" in unknown.detail


def test_one_failure_is_not_enough(look: Look) -> None:
    def second(call: Call) -> Reply:
        return page("首页") if call.count > 1 else Reply(b"", 503)

    with Server({"/": second, "/down": Reply(b"", 503)}, address="::1") as server:
        said = look(f"http://www.portal.test:{server.port}/", server.port)
        assert (said["ipv6_access"].result, server.counts["/"]) == ("ok", 2)
        down = look(f"http://www.portal.test:{server.port}/down", server.port)["ipv6_access"]
        assert (down.result, down.detail) == ("fault", "经 IPv6 访问首页返回 HTTP 503")


def test_one_address_that_answers_is_enough(names: NameServer) -> None:
    with Server({"/": page("首页")}, address="::1") as server:
        inspection = Ipv6Inspection(
            policy=AddressPolicy.parse((f"[::1]:{server.port}", "2001:db8::/32")),
            user_agent="gongkai-test",
            resolver=names.resolver,
            controls=(),
        )
        said = inspection.look(f"http://two.portal.test:{server.port}/", {})
    assert said[1].result == "ok"


def test_a_server_that_drips_is_left(look: Look) -> None:
    async def slow_head(_: Call, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"H")
            await writer.drain()
            await asyncio.sleep(0.05)

    with Server({"/": slow_head, "/body": drip}, address="::1") as server:
        started = time.perf_counter()
        said = look(f"http://www.portal.test:{server.port}/", server.port, seconds=1.0)
        assert said["ipv6_access"].result == "fault"
        body = look(f"http://www.portal.test:{server.port}/body", server.port, seconds=1.0)
        assert body["ipv6_access"].result == "ok", "the head is all that is wanted"
        assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("old.portal.test", {"ipv6_address": "fault", "ipv6_access": "unknown"}),
        ("made-up.portal.test", {"ipv6_address": "fault", "ipv6_access": "unknown"}),
        ("broken.portal.test", {"ipv6_address": "unknown", "ipv6_access": "unknown"}),
        ("nobody.test", {"ipv6_address": "unknown", "ipv6_access": "unknown"}),
        ("private.portal.test", {"ipv6_address": "ok", "ipv6_access": "unknown"}),
        ("127.0.0.1", {"ipv6_address": "unknown", "ipv6_access": "unknown"}),
        ("[::1]", {"ipv6_address": "unknown", "ipv6_access": "unknown"}),
    ],
)
def test_what_cannot_be_told_is_no_fault(look: Look, host: str, said: dict[str, str]) -> None:
    found = look(f"http://{host}/", 80)
    assert {key: found[key].result.value for key in said} == said


def test_the_share_of_links_counts_only_what_was_told(look: Look) -> None:
    hosts = {"www.portal.test": 6, "old.portal.test": 2, "broken.portal.test": 50, "127.0.0.1": 9}
    said = look("http://old.portal.test/", 80, hosts=hosts)["ipv6_links"]
    assert said.measured == pytest.approx(6 / 8)
    nothing = look("http://old.portal.test/", 80, hosts={"broken.portal.test": 1})["ipv6_links"]
    assert (nothing.result, nothing.measured) == ("unknown", None)


def test_a_site_at_an_ipv6_address_is_crawled_like_any_other(tmp_path: Path) -> None:
    entries = [(f"/a/{n}.html", f"关于第{n}号事项的通知", f"2026-11-1{n}") for n in range(1, 7)]
    routes = {
        "/": page("首页", "<p>演练市人民政府门户网站，主办单位为演练市人民政府办公室。</p>"),
        "/list/": list_page(entries),
        **{href: article_page(title, day, "") for href, title, day in entries},
    }
    workspace = Workspace(tmp_path)
    with Server(routes, address="::1") as server:
        workspace.crawl["allow_addresses"] = [server.endpoint]
        run = workspace.run(site_plan(server.url("/"), [channel(server.url("/list/"))]))
    (row,) = [row for row in run.rows(ChannelSnapshot) if row.is_registered]
    assert (row.collection_state, row.item_count) == ("collected", 6), run.errors
    assert len(run.rows(Article)) == 6


def test_the_browsers_way_out_goes_over_ipv6_too() -> None:
    async def ask(server: Server, allowed: tuple[str, ...]) -> bytes:
        async with GuardProxy(AddressPolicy.parse(allowed).permits, max_bytes=100_000) as proxy:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", int(proxy.url.rpartition(":")[2])
            )
            writer.write(
                f"GET {server.url('/')} HTTP/1.1\r\nHost: {server.endpoint}\r\n\r\n".encode()
            )
            head = await reader.read(12)
            writer.close()
            return head

    with Server({"/": page("首页")}, address="::1") as server:
        assert asyncio.run(ask(server, (server.endpoint,))) == b"HTTP/1.1 200"
        assert asyncio.run(ask(server, ())) == b""
