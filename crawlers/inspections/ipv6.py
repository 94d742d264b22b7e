"""IPv6 (rule G-14): AAAA records, the home page over IPv6, hosts of the links. Blocks; no spider.

Asked after the crawl. Only an answer of the name system that there is no record says so: silence
or a fault of its servers is unknown. A home page that does not open counts only on a machine that
has just proved its own way out over IPv6. A host that is an address has no record to ask for.
"""

import asyncio
import ipaddress
import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import dns.exception
import dns.resolver
from aiohttp.abc import AbstractResolver, ResolveResult
from w3lib.url import safe_url_string
from yarl import URL

from crawlers.download import classify, lenient_tls
from gongkai_monitor.addresses import NAT64, AddressPolicy
from gongkai_monitor.text.entrances import is_ip
from gongkai_monitor.vocabulary import CollectionCause, InspectionItem, InspectionResult

_CONTROLS = (("2400:3200::1", 53), ("2402:4e00::", 53), ("2400:da00::6666", 53))
"""Public resolvers: a connection to one of them, at once closed, proves the machine's IPv6."""
_CONTROL_SECONDS = 3.0
_NAME_SECONDS = 10.0
_SECONDS = 15.0
_TRIES = 2
_MOST_HOSTS = 30
_THREADS = 8
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Ipv6Statement:
    """One item of rule G-14."""

    item: InspectionItem
    result: InspectionResult
    detail: str
    cause: CollectionCause = CollectionCause.OK
    measured: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ipv6Inspection:
    """How a site is asked.

    Args:
        policy: addresses that may be connected to.
        user_agent: the name we go by.
        resolver: the name system; None where the machine names no server.
        controls: addresses that answer when this machine has IPv6.
        seconds: how long one visit may take.
    """

    policy: AddressPolicy
    user_agent: str
    resolver: dns.resolver.Resolver | None
    controls: Sequence[tuple[str, int]] = _CONTROLS
    seconds: float = _SECONDS

    def look(self, home_url: str, link_hosts: Mapping[str, int]) -> list[Ipv6Statement]:
        """The three items of one site.

        Args:
            home_url: as in the register.
            link_hosts: host -> number of links of the home page that lead there (own domain).
        """
        host = urlsplit(home_url).hostname or ""
        items = (InspectionItem.IPV6_ADDRESS, InspectionItem.IPV6_ACCESS, InspectionItem.IPV6_LINKS)
        if not host or is_ip(host):
            return [_unknown(item, "首页地址是 IP，没有域名可查") for item in items]
        addresses = look_up(host, self.resolver)
        if addresses is None:
            return [_unknown(item, "域名解析失败，无法判断") for item in items]
        if not addresses:
            return [
                _said(items[0], InspectionResult.FAULT, f"域名 {host} 没有 AAAA 记录"),
                _unknown(items[1], "没有 AAAA 记录，访问不另判断"),
                self._links(link_hosts),
            ]
        found = _said(items[0], InspectionResult.OK, f"域名 {host} 有 AAAA 记录")
        return [found, self._access(home_url, addresses), self._links(link_hosts)]

    def _access(self, home_url: str, addresses: list[str]) -> Ipv6Statement:
        item = InspectionItem.IPV6_ACCESS
        url = URL(safe_url_string(home_url), encoded=True)
        allowed = [one for one in addresses if self.policy.permits(one, url.port or 80)]
        if not allowed:
            cause = CollectionCause.UNSAFE_ADDRESS
            return _unknown(item, "AAAA 记录指向不允许访问的地址", cause)
        said, is_ok = asyncio.run(self._visits(url, allowed))
        if is_ok is None:
            return _unknown(item, said)
        return _said(item, InspectionResult.OK if is_ok else InspectionResult.FAULT, said)

    async def _visits(self, url: URL, addresses: list[str]) -> tuple[str, bool | None]:
        """What came of it, and whether the page opened; None when that is not the site's doing."""
        said = ""
        for number in range(_TRIES):
            if number and not await _reaches_any(self.controls):
                return "本机的 IPv6 不通，无法判断", None
            try:
                status = await self._status(url, addresses)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                said = f"经 IPv6 打不开首页（{classify(error).label}）"
                continue
            if status < _SERVER_ERROR:
                return f"经 IPv6 可以打开首页（HTTP {status}）", True
            said = f"经 IPv6 访问首页返回 HTTP {status}"
        return said, False

    async def _status(self, url: URL, addresses: list[str]) -> int:
        """Status of the home page over the first of its IPv6 addresses that answers."""
        connector = aiohttp.TCPConnector(
            family=socket.AF_INET6, resolver=_Known(addresses), ssl=lenient_tls()
        )
        async with (
            aiohttp.ClientSession(
                connector=connector,
                timeout=aiohttp.ClientTimeout(total=self.seconds),
                headers={"User-Agent": self.user_agent},
            ) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            return answer.status

    def _links(self, link_hosts: Mapping[str, int]) -> Ipv6Statement:
        """The share of the home page's own links whose host has an AAAA record."""
        item = InspectionItem.IPV6_LINKS
        named = Counter({host: n for host, n in link_hosts.items() if host and not is_ip(host)})
        asked = dict(named.most_common(_MOST_HOSTS))
        with ThreadPoolExecutor(_THREADS) as threads:
            found = threads.map(lambda host: look_up(host, self.resolver), asked)
            answers = dict(zip(asked, found, strict=True))
        told = {host: bool(records) for host, records in answers.items() if records is not None}
        total = sum(asked[host] for host in told)
        if not total:
            return _unknown(item, "首页没有可以查询的站内链接")
        share = sum(asked[host] for host, has_record in told.items() if has_record) / total
        words = f"首页站内链接的域名支持率 {share:.0%}"
        return _said(item, InspectionResult.OK, words, measured=share)


class _Known(AbstractResolver):
    """Gives the addresses that were looked up and permitted, and no others."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET6
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=family,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


def system_resolver() -> dns.resolver.Resolver | None:
    """The name servers of this machine; None when it names none."""
    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return None


def look_up(host: str, resolver: dns.resolver.Resolver | None) -> list[str] | None:
    """IPv6 addresses of a name; empty when it has none, None when that cannot be told."""
    if resolver is None:
        return None
    try:
        answer = resolver.resolve(host, "AAAA", lifetime=_NAME_SECONDS)
    except dns.resolver.NoAnswer:
        return []
    except (dns.exception.DNSException, OSError, UnicodeError):
        return None
    addresses = {ipaddress.IPv6Address(str(row)) for row in answer}
    # what a DNS64 makes up is no record of the site
    return sorted(str(address) for address in addresses if address not in NAT64)


async def _reaches_any(controls: Sequence[tuple[str, int]]) -> bool:
    """Whether this machine reaches anybody over IPv6."""
    return any(await asyncio.gather(*(_reaches(*one) for one in controls)))


async def _reaches(address: str, port: int) -> bool:
    try:
        async with asyncio.timeout(_CONTROL_SECONDS):
            _, writer = await asyncio.open_connection(address, port)
    except OSError:
        return False
    writer.close()
    return True


def _said(
    item: InspectionItem, result: InspectionResult, detail: str, *, measured: float | None = None
) -> Ipv6Statement:
    return Ipv6Statement(item=item, result=result, detail=detail, measured=measured)


def _unknown(
    item: InspectionItem, detail: str, cause: CollectionCause = CollectionCause.PARTIAL
) -> Ipv6Statement:
    return Ipv6Statement(item=item, result=InspectionResult.UNKNOWN, detail=detail, cause=cause)
