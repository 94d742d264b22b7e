"""From what happened to a request to why its subject was not collected."""

from dataclasses import dataclass

from crawlers.exchange import Exchange
from gongkai_monitor.vocabulary import CollectionCause, FetchOutcome, PageSign

_OUTCOMES: dict[FetchOutcome, CollectionCause] = {
    FetchOutcome.OK: CollectionCause.OK,
    FetchOutcome.HTTP_ERROR: CollectionCause.HTTP_ERROR,
    FetchOutcome.DNS: CollectionCause.UNREACHABLE,
    FetchOutcome.REFUSED: CollectionCause.UNREACHABLE,
    FetchOutcome.RESET: CollectionCause.UNREACHABLE,
    FetchOutcome.TIMEOUT: CollectionCause.UNREACHABLE,
    FetchOutcome.TLS: CollectionCause.UNREACHABLE,
    FetchOutcome.REDIRECT_LOOP: CollectionCause.INVALID,
    FetchOutcome.TOO_LARGE: CollectionCause.INVALID,
    FetchOutcome.BAD_RESPONSE: CollectionCause.INVALID,
    FetchOutcome.UNSAFE_ADDRESS: CollectionCause.UNSAFE_ADDRESS,
    FetchOutcome.ROBOTS: CollectionCause.ROBOTS,
    FetchOutcome.OTHER: CollectionCause.UNREACHABLE,
}
_SIGNS: dict[PageSign, CollectionCause] = {
    PageSign.NORMAL: CollectionCause.OK,
    PageSign.EMPTY: CollectionCause.INVALID,
    PageSign.SOFT_404: CollectionCause.HTTP_ERROR,
    PageSign.MAINTENANCE: CollectionCause.HTTP_ERROR,
    PageSign.HOME: CollectionCause.PAGE_CHANGED,
    PageSign.CHALLENGE: CollectionCause.BLOCKED,
    PageSign.LOGIN: CollectionCause.LOGIN_WALL,
    PageSign.WRONG_TYPE: CollectionCause.INVALID,
    PageSign.HIJACKED: CollectionCause.INVALID,
}
_REFUSING = {401, 403, 405, 412, 418, 429, 432, 451, 521}
_TRANSIENT = {
    FetchOutcome.TIMEOUT,
    FetchOutcome.RESET,
    FetchOutcome.REFUSED,
    FetchOutcome.DNS,
    FetchOutcome.TLS,
    FetchOutcome.BAD_RESPONSE,
}
_RETRIED_STATUS = {403, 405, 408, 412, 425, 429, 500, 502, 503, 504, 521, 522}
_MAX_WAIT = 120.0


@dataclass(frozen=True, slots=True)
class Why:
    """A cause and the sentence for people."""

    cause: CollectionCause
    detail: str | None = None


def why(exchange: Exchange, sign: PageSign | None = None) -> Why:
    """The cause that an exchange (and the sign of its page) gives its subject."""
    if exchange.outcome is FetchOutcome.HTTP_ERROR:
        if sign is PageSign.CHALLENGE or exchange.status in _REFUSING:
            return Why(CollectionCause.BLOCKED, f"HTTP {exchange.status}")
        return Why(CollectionCause.HTTP_ERROR, f"HTTP {exchange.status}")
    if exchange.outcome is not FetchOutcome.OK:
        return Why(_OUTCOMES[exchange.outcome], exchange.outcome.label)
    if sign is not None and sign is not PageSign.NORMAL:
        return Why(_SIGNS[sign], sign.label)
    return Why(CollectionCause.OK)


def is_worth_retrying(exchange: Exchange) -> bool:
    """Whether another attempt may end differently."""
    return exchange.outcome in _TRANSIENT or exchange.status in _RETRIED_STATUS


def retry_delay(exchange: Exchange, attempt: int, base_seconds: float) -> float:
    """Seconds to wait: what the server asks for within reason, else longer each time."""
    asked = exchange.header("Retry-After") or ""
    if asked.strip().isdecimal():
        return min(float(asked), _MAX_WAIT)
    return float(min(base_seconds * 2 ** (attempt - 1), _MAX_WAIT))
