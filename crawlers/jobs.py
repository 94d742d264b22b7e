"""A job: one URL to fetch for one subject. The frontier stores jobs, Scrapy fetches them."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Self
from urllib.parse import urlsplit

from gongkai_monitor.vocabulary import FetchPurpose

BROWSER = "BROWSER"
"""Method of a job that is opened in a real browser."""
_FIRST = 9
_LAST = 0
_ORDER: dict[FetchPurpose, int] = {
    FetchPurpose.HOME: _FIRST,
    FetchPurpose.FEED: 8,
    FetchPurpose.PROFILE: 8,
    FetchPurpose.POSTS: 8,
    FetchPurpose.APP_STORE: 8,
    FetchPurpose.PROBE: 8,
    FetchPurpose.INSPECT: 5,
    FetchPurpose.CHANNEL: 7,
    FetchPurpose.LIST_DATA: 6,
    FetchPurpose.RENDERED: 5,
    FetchPurpose.SITE_MAP: 4,
    FetchPurpose.ARTICLE: 3,
    FetchPurpose.COMMENTS: 3,
    FetchPurpose.LINK: 2,
    FetchPurpose.ATTACHMENT: 1,
    FetchPurpose.ROBOTS: _LAST,
}


def slot_of(url: str) -> str:
    """Host and port in lower case: requests to it wait for each other."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One URL to fetch. ``subject`` is the site or account code; ``not_before`` an epoch second.

    ``channel_url`` is the list the job belongs to, ``page`` its page number, ``printed_on`` and
    ``title`` what the list printed for an article (ISO date), ``page_url`` the page that links an
    attachment. ``step`` tells what the page is fetched for. ``form`` is what a POST sends: the
    fields of a pager, or the JSON that a script would send.
    """

    url: str
    purpose: FetchPurpose
    subject: str
    channel_url: str | None = None
    page: int = 1
    depth: int = 0
    attempt: int = 1
    method: str = "GET"
    not_before: float = 0.0
    printed_on: str | None = None
    title: str | None = None
    page_url: str | None = None
    step: str | None = None
    form: str | None = None

    @property
    def priority(self) -> int:
        """Higher is fetched earlier."""
        return _ORDER[self.purpose]

    @property
    def host(self) -> str:
        """Host and port: the unit of politeness, whatever name and password stand before it."""
        return slot_of(self.url)

    @property
    def fingerprint(self) -> int:
        """Signed 64-bit number, the same for the same work (also in another process)."""
        text = f"{self.method} {self.attempt} {self.subject} {self.purpose} {self.url}"
        if self.purpose is FetchPurpose.CHANNEL or self.purpose is FetchPurpose.LIST_DATA:
            text = f"{text} {self.channel_url}"
        if self.step is not None:
            text = f"{text} {self.step}"
        if self.form is not None:
            text = f"{text} {self.form}"
        digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)

    def again(self, not_before: float, *, method: str | None = None) -> Self:
        """The next attempt, not earlier than ``not_before``."""
        return replace(
            self,
            attempt=self.attempt + 1,
            not_before=not_before,
            method=method or self.method,
        )

    def dump(self) -> str:
        """As JSON; what has its default value is left out."""
        values = {key: value for key, value in asdict(self).items() if value != _DEFAULTS.get(key)}
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def load(cls, text: str) -> Self:
        """Read what ``dump`` wrote."""
        values: dict[str, Any] = json.loads(text)
        return cls(**{**values, "purpose": FetchPurpose(values["purpose"])})


_DEFAULTS: dict[str, Any] = {
    "channel_url": None,
    "page": 1,
    "depth": 0,
    "attempt": 1,
    "method": "GET",
    "not_before": 0.0,
    "printed_on": None,
    "title": None,
    "page_url": None,
    "step": None,
    "form": None,
}
