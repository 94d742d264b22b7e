"""The only file that may ask for the time; everything else is given ``as_of``."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251


def china_date(instant: datetime) -> date:
    """The calendar day in China at an aware instant.

    Raises:
        ValueError: for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("an aware datetime is expected")
    return instant.astimezone(CHINA).date()


def in_china(instant: datetime) -> datetime:
    """The instant with its time zone; a naive one is Beijing time."""
    return instant if instant.tzinfo else instant.replace(tzinfo=CHINA)


def parse_instant(text: str) -> datetime:
    """Read an ISO instant; without a zone it is Chinese time, a bare date is its last second.

    Raises:
        ValueError: for anything else.
    """
    value = datetime.fromisoformat(text)
    if len(text) == 10:
        value = value.replace(hour=23, minute=59, second=59)
    return in_china(value)
