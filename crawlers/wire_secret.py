"""Secrets of a request, kept apart from it until it goes over the wire.

A request's address is written into logs, plans, landing files and evidence. A token that an
interface wants in its address, or a password in a body, is therefore added by the download handler
only, for the one host that it belongs to: not after a redirect to another.
"""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from crawlers.jobs import slot_of

_HIDDEN = "***"


@dataclass(frozen=True, slots=True)
class WireSecret:
    """What is added to a request to ``host`` (with port); never shown."""

    host: str
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: bytes | None = field(default=None, repr=False)

    def fits(self, url: str) -> bool:
        """Whether the address is the secret's own: same host, encrypted or on this machine."""
        parts = urlsplit(url)
        is_safe = parts.scheme == "https" or _is_loopback(parts.hostname or "")
        return is_safe and slot_of(url) == self.host

    def url(self, url: str) -> str:
        """The address as the host wants it."""
        if not self.query:
            return url
        return f"{url}{'&' if '?' in url else '?'}{urlencode(self.query)}"

    def hide(self, text: str) -> str:
        """A text without the secret."""
        for _, value in self.query:
            text = text.replace(value, _HIDDEN) if value else text
        return text


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
