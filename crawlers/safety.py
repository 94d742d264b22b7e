"""Which links are ever followed: http and https with a host (``gongkai_monitor/addresses.py``)."""

from urllib.parse import urljoin, urlsplit

from gongkai_monitor.text.charset import clean_text


def is_web_url(url: str) -> bool:
    """Only http and https with a host are ever fetched."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for a port that is no number
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def web_address(base: str, link: str | None) -> str | None:
    """The absolute http(s) address of a link found at ``base``; None for anything else."""
    try:
        address = urljoin(base, clean_text(link).strip()) if link else ""
    except ValueError:
        return None
    return address if is_web_url(address) else None
