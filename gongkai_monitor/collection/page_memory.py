"""What earlier rounds know of each page, as one SQLite file beside the plan of a spider process.

A file, because a site may have thousands of pages and a process hundreds of sites: a crawler
looks up the page it is about to fetch and holds nothing else in memory.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Self

import orjson

_SCHEMA = """
CREATE TABLE pages (site_code TEXT, url TEXT, is_article INTEGER, body BLOB,
    PRIMARY KEY (site_code, url)) WITHOUT ROWID;
CREATE TABLE watched (site_code TEXT, url TEXT, PRIMARY KEY (site_code, url)) WITHOUT ROWID;
"""
_ADD = "INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)"
_WATCH = "INSERT OR REPLACE INTO watched VALUES (?, ?)"
_FIND = "SELECT body FROM pages WHERE site_code = ? AND url = ?"
_ARTICLES = "SELECT body FROM pages WHERE site_code = ? AND is_article ORDER BY url"
_WATCHED = "SELECT url FROM watched WHERE site_code = ? ORDER BY url"
_IS_WATCHED = "SELECT 1 FROM watched WHERE site_code = ? AND url = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """The last good reading of a page. A page whose last visit failed is not known."""

    site_code: str
    url: str
    is_article: bool
    read_at: datetime  # last good visit, also a 304
    sent_at: datetime  # last time that the whole page was sent
    same_since: datetime  # first time that it was seen with this content
    final_url: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    content_type: str | None = None
    charset: str | None = None
    title: str | None = None
    links_hash: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    channel_url: str | None = None
    published_on: date | None = None
    listed: tuple[str, ...] = ()  # marks (``entry_mark``) under which lists showed it
    depth: int | None = None  # None: read before depths were kept

    @property
    def has_validators(self) -> bool:
        """Whether the server can be asked if the page has changed."""
        return bool(self.etag or self.last_modified)


class PageMemory:
    """The file. ``write`` makes it, ``open`` reads it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def write(
        cls, path: Path, pages: Iterable[KnownPage], watched: Iterable[tuple[str, str]]
    ) -> None:
        """Make the file anew.

        Args:
            path: of the file.
            pages: what is known.
            watched: (site code, address) of pages that must be looked at whatever their age.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path)
        try:
            database.executescript(_SCHEMA)
            database.executemany(
                _ADD,
                (
                    (page.site_code, page.url, page.is_article, orjson.dumps(asdict(page)))
                    for page in pages
                ),
            )
            database.executemany(_WATCH, watched)
            database.commit()
        finally:
            database.close()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a finished file for reading.

        Raises:
            sqlite3.Error: when it is missing or no such file.
        """
        return cls(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def find(self, site_code: str, url: str) -> KnownPage | None:
        """What is known of a page."""
        row = self._database.execute(_FIND, (site_code, url)).fetchone()
        return _page(row[0]) if row else None

    def articles(self, site_code: str) -> Iterator[KnownPage]:
        """All known pages of a site that are neither home page nor list."""
        for (body,) in self._database.execute(_ARTICLES, (site_code,)):
            yield _page(body)

    def watched(self, site_code: str) -> Iterator[str]:
        """Addresses that must be looked at."""
        for (url,) in self._database.execute(_WATCHED, (site_code,)):
            yield url

    def is_watched(self, site_code: str, url: str) -> bool:
        """Whether a page must be looked at."""
        return self._database.execute(_IS_WATCHED, (site_code, url)).fetchone() is not None


def _page(body: bytes) -> KnownPage:
    values = orjson.loads(body)
    for name in ("read_at", "sent_at", "same_since"):
        values[name] = datetime.fromisoformat(values[name])
    if values["published_on"]:
        values["published_on"] = date.fromisoformat(values["published_on"])
    return KnownPage(**{**values, "listed": tuple(values["listed"])})
