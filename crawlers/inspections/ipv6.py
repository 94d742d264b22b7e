"""IPv6 (rule G-14): AAAA records, the home page over IPv6, hosts of the links. Blocks; no spider.

Asked after the crawl, in a few threads. A host that is an address has no record, and a machine
without IPv6 can say nothing about access: both are unknown, never a fault.
"""

import http.client
import socket
import ssl
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers.safety import AddressPolicy
from gongkai_monitor.text.entrances import is_ip
from gongkai_monitor.vocabulary import CollectionCause, InspectionItem, InspectionResult

_PROBE = ("2400:3200::1", 53)
"""A public resolver: connecting a datagram socket sends nothing, it only asks for a route."""
_SECONDS = 15.0
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


def inspect_ipv6(
    home_url: str, link_hosts: Mapping[str, int], policy: AddressPolicy
) -> list[Ipv6Statement]:
    """The three items of one site.

    Args:
        home_url: as in the register.
        link_hosts: host -> number of links of the home page that lead there (own domain).
        policy: addresses that may be connected to.
    """
    host = urlsplit(home_url).hostname or ""
    items = (InspectionItem.IPV6_ADDRESS, InspectionItem.IPV6_ACCESS, InspectionItem.IPV6_LINKS)
    if not host or is_ip(host):
        return [_unknown(item, "首页地址是 IP，没有域名可查") for item in items]
    addresses = look_up(host)
    if addresses is None:
        return [_unknown(item, "域名解析失败，无法判断") for item in items]
    if not addresses:
        return [
            _said(items[0], InspectionResult.FAULT, f"域名 {host} 没有 AAAA 记录"),
            _unknown(items[1], "没有 AAAA 记录，访问不另判断"),
            _links(link_hosts),
        ]
    found = _said(items[0], InspectionResult.OK, f"域名 {host} 有 AAAA 记录")
    return [found, _access(home_url, addresses, policy), _links(link_hosts)]


def look_up(host: str) -> list[str] | None:
    """IPv6 addresses of a name; empty when it has only others, None when it cannot be told."""
    try:
        rows = socket.getaddrinfo(host, None, socket.AF_INET6, socket.SOCK_STREAM)
    except socket.gaierror:
        return [] if _resolves(host) else None
    except UnicodeError:
        return None
    return sorted({str(row[4][0]) for row in rows})


def has_ipv6() -> bool:
    """Whether this machine has a way out over IPv6."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(_PROBE)
    except OSError:
        return False
    return True


def _resolves(host: str) -> bool:
    """Whether the name has an IPv4 address: then the resolver works and AAAA is really absent."""
    try:
        return bool(socket.getaddrinfo(host, None, socket.AF_INET, socket.SOCK_STREAM))
    except (socket.gaierror, UnicodeError):
        return False


def _access(home_url: str, addresses: list[str], policy: AddressPolicy) -> Ipv6Statement:
    item = InspectionItem.IPV6_ACCESS
    if not has_ipv6():
        return _unknown(item, "本机无 IPv6，无法访问")
    parts = urlsplit(home_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    allowed = [address for address in addresses if policy.permits(address, port)]
    if not allowed:
        return _unknown(item, "AAAA 记录指向不允许访问的地址", CollectionCause.UNSAFE_ADDRESS)
    try:
        status = _status_of(home_url, allowed[0], port)
    except (OSError, http.client.HTTPException) as error:
        return _said(item, InspectionResult.FAULT, f"经 IPv6 打不开首页（{type(error).__name__}）")
    if status >= _SERVER_ERROR:
        return _said(item, InspectionResult.FAULT, f"经 IPv6 访问首页返回 HTTP {status}")
    return _said(item, InspectionResult.OK, f"经 IPv6 可以打开首页（HTTP {status}）")


def _status_of(home_url: str, address: str, port: int) -> int:
    """Status of the home page over one IPv6 address."""
    parts = urlsplit(home_url)
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, port, timeout=_SECONDS)
    stream: socket.socket = socket.create_connection((address, port), timeout=_SECONDS)
    if parts.scheme == "https":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        stream = context.wrap_socket(stream, server_hostname=host)
    connection.sock = stream
    try:
        connection.request("GET", parts.path or "/", headers={"User-Agent": "gongkai-monitor"})
        return connection.getresponse().status
    finally:
        connection.close()


def _links(link_hosts: Mapping[str, int]) -> Ipv6Statement:
    """The share of the home page's own links whose host has an AAAA record."""
    item = InspectionItem.IPV6_LINKS
    named = Counter({host: n for host, n in link_hosts.items() if host and not is_ip(host)})
    asked = dict(named.most_common(_MOST_HOSTS))
    with ThreadPoolExecutor(_THREADS) as threads:
        answers = dict(zip(asked, threads.map(look_up, asked), strict=True))
    told = {host: bool(found) for host, found in answers.items() if found is not None}
    total = sum(asked[host] for host in told)
    if not total:
        return _unknown(item, "首页没有可以查询的站内链接")
    share = sum(asked[host] for host, has_record in told.items() if has_record) / total
    return _said(item, InspectionResult.OK, f"首页站内链接的域名支持率 {share:.0%}", measured=share)


def _said(
    item: InspectionItem, result: InspectionResult, detail: str, *, measured: float | None = None
) -> Ipv6Statement:
    return Ipv6Statement(item=item, result=result, detail=detail, measured=measured)


def _unknown(
    item: InspectionItem, detail: str, cause: CollectionCause = CollectionCause.PARTIAL
) -> Ipv6Statement:
    return Ipv6Statement(item=item, result=InspectionResult.UNKNOWN, detail=detail, cause=cause)
