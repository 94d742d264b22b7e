"""The certificate of a host, checked the way a browser does, beside the lenient fetch of its pages.

One handshake per host and port; nothing is sent over it. A fault is a fact of its own and never
keeps a page from being read.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from gongkai_monitor import clock
from gongkai_monitor.model.observations import Certificate
from gongkai_monitor.vocabulary import CertificateState

Permits = Callable[[str, int], bool]
_SECONDS = 10.0
_MOST_HOSTS = 5_000
_CODES = {
    9: CertificateState.NOT_YET_VALID,
    10: CertificateState.EXPIRED,
    18: CertificateState.SELF_SIGNED,
    19: CertificateState.UNKNOWN_ROOT,  # signed by a root of one's own
    20: CertificateState.UNKNOWN_ROOT,
    21: CertificateState.UNKNOWN_ROOT,
    62: CertificateState.WRONG_HOST,
    64: CertificateState.WRONG_HOST,  # an address instead of a name
}
"""OpenSSL's numbers (X509_V_ERR_…) -> states; any other number is no fault that we can name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The outcome of one handshake."""

    state: CertificateState
    error: str | None = None
    expires_at: datetime | None = None


class CertificateDesk:
    """Remembers which hosts were checked in this process.

    Args:
        permits: whether a socket may connect to an address and port.
        context: strict; for tests with roots of their own.
    """

    def __init__(self, permits: Permits, context: ssl.SSLContext | None = None) -> None:
        self._permits = permits
        self._context = context
        self._asked: set[tuple[str, int]] = set()

    async def look(self, url: str, round_id: str) -> Certificate | None:
        """The row of a host met for the first time; None for others and for plain http."""
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port or 443
        if parts.scheme != "https" or not host or (host, port) in self._asked:
            return None
        if len(self._asked) >= _MOST_HOSTS:
            return None
        self._asked.add((host, port))
        checked_at = clock.now()
        seen = await self._handshake(host, port)
        return Certificate(
            host=host,
            port=port,
            checked_at=checked_at,
            state=seen.state,
            error=seen.error,
            expires_at=seen.expires_at,
            round_id=round_id,
        )

    async def _handshake(self, host: str, port: int) -> Seen:
        if self._context is None:
            self._context = ssl.create_default_context()
        try:
            address = await self._address(host, port)
            if address is None:
                return Seen(CertificateState.UNKNOWN, "no address that may be connected to")
            _, writer = await asyncio.wait_for(
                asyncio.open_connection(address, port, ssl=self._context, server_hostname=host),
                _SECONDS,
            )
        except ssl.SSLCertVerificationError as error:
            return self._fault(error)
        except (OSError, ValueError, TimeoutError) as error:
            return Seen(CertificateState.UNKNOWN, f"{type(error).__name__}: {error}"[:300])
        found = (writer.get_extra_info("peercert") or {}).get("notAfter")
        writer.close()
        expires_at = datetime.fromtimestamp(ssl.cert_time_to_seconds(found), UTC) if found else None
        return Seen(CertificateState.VALID, expires_at=expires_at)

    def _fault(self, error: ssl.SSLCertVerificationError) -> Seen:
        state = _CODES.get(error.verify_code, CertificateState.UNKNOWN)
        assert self._context is not None
        if (
            state is CertificateState.UNKNOWN_ROOT
            and not self._context.cert_store_stats()["x509_ca"]
        ):
            state = CertificateState.UNKNOWN  # a machine without roots can tell nothing
        return Seen(state, error.verify_message[:300])

    async def _address(self, host: str, port: int) -> str | None:
        """The first address of a host that the policy lets us connect to."""
        loop = asyncio.get_running_loop()
        found = await asyncio.wait_for(
            loop.getaddrinfo(host, port, type=socket.SOCK_STREAM), _SECONDS
        )
        addresses = [str(entry[4][0]) for entry in found]
        return next((one for one in addresses if self._permits(one, port)), None)
