"""Caps per site: pages, depth, time, and addresses that never end (calendar traps)."""

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from crawlers.jobs import Job
from gongkai_monitor.settings import CrawlSettings

_YEAR = re.compile(r"(?:[/?&=]|year=)((?:19|20)\d{2})(?:[-/_.](?:0?[1-9]|1[0-2])\b|&|$)")
_MAX_URL = 1500
_MAX_REPEATS = 3
_MAX_QUERIES = 1000
_OLDEST_YEAR = 1990
_MAX_BYTES = 2_000_000_000
"""Per subject and process: what one site may put on our disk (evidence keeps most of it)."""


@dataclass(slots=True)
class Budget:
    """What is left for each subject. ``this_year`` comes from ``as_of``."""

    crawl: CrawlSettings
    this_year: int
    _started: dict[str, float] = field(default_factory=dict)
    _queries: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _bytes: Counter[str] = field(default_factory=Counter)

    def admits_url(self, job: Job) -> bool:
        """Whether a discovered address is worth a job (depth and traps)."""
        if job.depth > self.crawl.max_depth or is_trap(job.url, self.this_year):
            return False
        pattern = query_pattern(job.url)
        if pattern:
            self._queries[pattern] += 1
            return self._queries[pattern] <= _MAX_QUERIES
        return True

    def has_room(self, admitted: int) -> bool:
        """Whether a site that has ``admitted`` jobs may have one more."""
        return admitted < self.crawl.max_pages_per_site

    def has_time(self, subject: str) -> bool:
        """Whether a subject's time is not used up; the clock starts with its first job."""
        start = self._started.setdefault(subject, time.monotonic())
        return time.monotonic() - start < self.crawl.max_seconds_per_site

    def spend(self, subject: str, size: int) -> None:
        """Count the bytes of an answer."""
        self._bytes[subject] += size

    def has_bytes(self, subject: str) -> bool:
        """Whether a subject has not yet sent more than any honest site would."""
        return self._bytes[subject] <= _MAX_BYTES


def is_trap(url: str, this_year: int) -> bool:
    """Addresses that a machine makes up without end: far years, repeating folders, huge URLs."""
    if len(url) > _MAX_URL:
        return True
    parts = urlsplit(url)
    folders = Counter(part for part in parts.path.split("/") if part and not part.isdigit())
    if folders and max(folders.values()) > _MAX_REPEATS:
        return True
    years = [int(year) for year in _YEAR.findall(f"{parts.path}?{parts.query}")]
    return any(year > this_year + 1 or year < _OLDEST_YEAR for year in years)


def query_pattern(url: str) -> tuple[str, ...]:
    """Host, path and names of the query: addresses that differ in values only share it."""
    parts = urlsplit(url)
    if not parts.query:
        return ()
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return (parts.netloc, parts.path, *names)
