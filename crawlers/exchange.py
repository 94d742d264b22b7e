"""One HTTP exchange as it went over the wire, whatever its end."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import FetchOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Facts of one request. ``raw_body`` is as received, before content decoding."""

    url: str
    method: str
    started_at: datetime
    seconds: float
    outcome: FetchOutcome
    status: int = 0
    reason: str = ""
    error: str | None = None
    seconds_first_byte: float | None = None
    headers: tuple[tuple[bytes, bytes], ...] = ()
    raw_body: bytes = b""
    address: str | None = None
    is_host_open: bool | None = None  # refused in the browser: did it open the host's root page?
    is_cut: bool = False  # more would have followed; only the first bytes were wanted

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        wanted = name.lower().encode()
        for key, value in self.headers:
            if key.lower() == wanted:
                return value.decode("utf-8", "replace")
        return None


class FetchError(Exception):
    """A request that brought no usable answer; the exchange says why."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        super().__init__(f"{exchange.url}: {exchange.outcome} {exchange.error or ''}")
