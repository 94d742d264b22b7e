"""What earlier rounds know of the letters of message boards, as one SQLite file beside a plan.

An answered letter is never asked for again; one that is open, or was not understood, once a day.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

_SCHEMA = """
CREATE TABLE letters (site_code TEXT, url TEXT, is_answered INTEGER, looked_on TEXT,
    PRIMARY KEY (site_code, url)) WITHOUT ROWID;
"""
_ADD = "INSERT OR REPLACE INTO letters VALUES (?, ?, ?, ?)"
_FIND = "SELECT is_answered, looked_on FROM letters WHERE site_code = ? AND url = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLetter:
    """A letter of an earlier round. ``looked_on``: the last day (in China) it was asked for."""

    site_code: str
    url: str
    is_answered: bool
    looked_on: date | None = None


class LetterMemory:
    """The file. ``write`` makes it, ``open`` reads it."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    def write(cls, path: Path, letters: Iterable[KnownLetter]) -> None:
        """Make the file anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path)
        try:
            database.executescript(_SCHEMA)
            database.executemany(
                _ADD,
                (
                    (one.site_code, one.url, one.is_answered, one.looked_on and f"{one.looked_on}")
                    for one in letters
                ),
            )
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

    def is_answered(self, site_code: str, url: str) -> bool:
        """Whether its answer is stored already."""
        row = self._database.execute(_FIND, (site_code, url)).fetchone()
        return bool(row and row[0])

    def was_looked_at(self, site_code: str, url: str, today: date) -> bool:
        """Whether it was asked for on this day."""
        row = self._database.execute(_FIND, (site_code, url)).fetchone()
        return bool(row and row[1] and date.fromisoformat(row[1]) >= today)
