"""Which addresses may be connected to: public ones, and private ones that the workspace allows.

The policy is asked with the address that a socket is about to connect to, so a redirect or a
changing DNS answer cannot get round it.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from gongkai_monitor.errors import Fault, InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_PUBLIC_IPV6 = ipaddress.IPv6Network("2000::/3")
"""Everything else is unassigned, site-local or wraps an IPv4 address in a forgotten way."""
_LOCALHOST = ("127.0.0.1", "::1")


class UnsafeAddressError(OSError):
    """A private, loopback or otherwise internal address."""


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Public addresses plus the listed networks and ``host:port`` endpoints."""

    networks: tuple[Network, ...] = ()
    endpoints: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def parse(cls, entries: Iterable[str], *, section: str = "crawl") -> Self:
        """Read ``allow_addresses``: ``127.0.0.0/8``, ``127.0.0.1:8000``, ``[::1]:80``.

        Args:
            entries: the setting's value.
            section: of the settings it stands in, for the message of a fault.

        Raises:
            InputError: for an entry of another form.
        """
        networks: list[Network] = []
        endpoints: set[tuple[str, int]] = set()
        for entry in entries:
            try:
                networks.append(ipaddress.ip_network(entry, strict=False))
            except ValueError:
                endpoints.update(_endpoints(entry, section))
        return cls(tuple(networks), frozenset(endpoints))

    def permits(self, address: str, port: int) -> bool:
        """Whether a socket may connect to this IP address and port."""
        try:
            ip = _embedded(ipaddress.ip_address(address.partition("%")[0]))
        except ValueError:
            return False
        if ip.is_global and not ip.is_multicast and (ip.version == 4 or ip in _PUBLIC_IPV6):
            return True
        if (str(ip), port) in self.endpoints:
            return True
        return any(ip.version == network.version and ip in network for network in self.networks)


def _endpoints(entry: str, section: str) -> set[tuple[str, int]]:
    host, _, port = entry.rpartition(":")
    host = host.strip("[]")
    hosts = _LOCALHOST if host == "localhost" else (host,)
    try:
        return {(str(ipaddress.ip_address(item)), int(port)) for item in hosts}
    except ValueError as error:
        fault = Fault(
            file="gongkai.toml",
            sheet=section,
            column="allow_addresses",
            expected="IP:端口 或网段（如 127.0.0.0/8）",
            actual=entry,
        )
        raise InputError([fault]) from error


def _embedded(ip: Address) -> Address:
    """The IPv4 address inside a mapped, 6to4 or NAT64 address, else the address itself."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        return ip.ipv4_mapped or ip.sixtofour or ip
    return ip
