"""The frontier: jobs to do, jobs done and notes of the spider, in one SQLite file.

Memory holds only a few jobs per host and one number per URL seen. Changes become durable with
``commit``, which is called right after the records of the same pages were landed.
"""

import sqlite3
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawlers.jobs import Job

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY, fingerprint INTEGER UNIQUE, host TEXT, subject TEXT,
    priority INTEGER, not_before REAL, state INTEGER, body TEXT);
CREATE INDEX IF NOT EXISTS jobs_waiting ON jobs (host, priority DESC, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS jobs_delayed ON jobs (not_before) WHERE state = 3;
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT);
"""
_WAITING, _TAKEN, _DONE, _DELAYED = 0, 1, 2, 3
_BUFFER = 32


class Frontier:
    """Jobs by host, round robin; ``open`` one per process."""

    def __init__(self, path: Path, *, per_host: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._per_host = per_host
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + _SCHEMA)
        self._database.execute("BEGIN")
        self._database.execute("UPDATE jobs SET state = ? WHERE state = ?", (_WAITING, _TAKEN))
        self._seen = {row[0] for row in self._database.execute("SELECT fingerprint FROM jobs")}
        self.is_resumed = bool(self._seen)
        self.admitted: Counter[str] = Counter(
            dict(self._database.execute("SELECT subject, count(*) FROM jobs GROUP BY subject"))
        )
        self._waiting: Counter[str] = Counter(
            dict(
                self._database.execute(
                    "SELECT host, count(*) FROM jobs WHERE state = ? GROUP BY host", (_WAITING,)
                )
            )
        )
        self._delayed = self._count(_DELAYED)
        self._buffers: dict[str, deque[Job]] = {}
        self._turn: deque[str] = deque(self._waiting)
        self._active: Counter[str] = Counter()
        self._taken: dict[int, str] = {}

    def has_seen(self, job: Job) -> bool:
        """Whether this job was ever pushed."""
        return job.fingerprint in self._seen

    def push(self, jobs: Iterable[Job]) -> int:
        """Add jobs not seen before; returns how many were new."""
        rows = []
        for job in jobs:
            key = job.fingerprint
            if key in self._seen:
                continue
            self._seen.add(key)
            host = job.host
            state = _DELAYED if job.not_before else _WAITING
            rows.append((key, host, job.subject, job.priority, job.not_before, state, job.dump()))
            self.admitted[job.subject] += 1
            if state == _DELAYED:
                self._delayed += 1
            else:
                self._add_waiting(host, 1)
        self._database.executemany(
            "INSERT INTO jobs (fingerprint, host, subject, priority, not_before, state, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        return len(rows)

    def adopt(self, jobs: Iterable[Job]) -> None:
        """Give waiting jobs that no list claimed what their list knows: channel, date, title.

        A whole-site round may meet an article's link elsewhere before it reads the list.
        """
        self._database.executemany(
            "UPDATE jobs SET body = ? WHERE fingerprint = ? AND state = ?"
            " AND json_extract(body, '$.channel_url') IS NULL",
            [(job.dump(), job.fingerprint, _WAITING) for job in jobs if self.has_seen(job)],
        )

    def bring_nearer(self, jobs: Iterable[Job]) -> None:
        """Waiting jobs that are met on a shorter way keep the smaller depth."""
        self._database.executemany(
            "UPDATE jobs SET body = json_set(body, '$.depth', ?) WHERE fingerprint = ?"
            " AND state = ? AND coalesce(json_extract(body, '$.depth'), 0) > ?",
            [(job.depth, job.fingerprint, _WAITING, job.depth) for job in jobs],
        )

    def pop(self) -> Job | None:
        """The next job of the next host that is not busy, None when there is none now."""
        for _ in range(len(self._turn)):
            host = self._turn[0]
            self._turn.rotate(-1)
            if self._active[host] >= self._per_host or not self._waiting[host]:
                continue
            buffer = self._buffers.setdefault(host, deque())
            if not buffer:
                buffer.extend(self._take(host))
            job = buffer.popleft()
            self._waiting[host] -= 1
            self._active[host] += 1
            self._taken[job.fingerprint] = host
            return job
        return None

    def finish(self, fingerprint: int) -> None:
        """The job is done; its records are with the lander."""
        host = self._taken.pop(fingerprint, None)
        if host is not None:
            self._active[host] -= 1
        self._database.execute(
            "UPDATE jobs SET state = ? WHERE fingerprint = ?", (_DONE, fingerprint)
        )

    def wake(self, now: float) -> int:
        """Make the delayed jobs that are due available; returns how many."""
        due = self._database.execute(
            "SELECT host, count(*) FROM jobs WHERE state = ? AND not_before <= ? GROUP BY host",
            (_DELAYED, now),
        ).fetchall()
        self._database.execute(
            "UPDATE jobs SET state = ? WHERE state = ? AND not_before <= ?",
            (_WAITING, _DELAYED, now),
        )
        for host, count in due:
            self._delayed -= count
            self._add_waiting(host, count)
        return sum(count for _, count in due)

    def next_wake(self) -> float | None:
        """Epoch second at which the earliest delayed job is due."""
        if not self._delayed:
            return None
        row = self._database.execute(
            "SELECT min(not_before) FROM jobs WHERE state = ?", (_DELAYED,)
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def drop(self, subject: str) -> int:
        """Give up everything still waiting for a subject; returns how many jobs."""
        for host, buffer in self._buffers.items():
            kept = [job for job in buffer if job.subject != subject]
            self._waiting[host] -= len(buffer) - len(kept)
            for job in buffer:
                if job.subject == subject:
                    self.finish(job.fingerprint)
            self._buffers[host] = deque(kept)
        rows = self._database.execute(
            "SELECT host, state, count(*) FROM jobs WHERE subject = ? AND state IN (?, ?)"
            " GROUP BY host, state",
            (subject, _WAITING, _DELAYED),
        ).fetchall()
        self._database.execute(
            "UPDATE jobs SET state = ? WHERE subject = ? AND state IN (?, ?)",
            (_DONE, subject, _WAITING, _DELAYED),
        )
        for host, state, count in rows:
            if state == _DELAYED:
                self._delayed -= count
            else:
                self._waiting[host] -= count
        return sum(count for *_, count in rows)

    def done_count(self, subject: str) -> int:
        """Jobs of a subject that were finished."""
        row = self._database.execute(
            "SELECT count(*) FROM jobs WHERE subject = ? AND state = ?", (subject, _DONE)
        )
        return int(row.fetchone()[0])

    @property
    def pending(self) -> int:
        """Jobs waiting or delayed, not those under way."""
        return sum(self._waiting.values()) + self._delayed

    def note(self, notes: dict[str, str]) -> None:
        """Keep facts for the end of the round; a key written twice keeps the last value."""
        self._database.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", notes.items())

    def notes(self, prefix: str = "") -> Iterator[tuple[str, str]]:
        """Kept facts whose key starts with ``prefix``, in order of their keys."""
        rows = self._database.execute(
            "SELECT key, value FROM notes WHERE substr(key, 1, ?) = ? ORDER BY key",
            (len(prefix), prefix),
        )
        yield from rows.fetchall()

    def commit(self) -> None:
        """Make everything since the last commit durable."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Keep the file for a later run."""
        self._database.execute("COMMIT")
        self._database.close()

    def remove(self) -> None:
        """The round of this subject is over: nothing to resume."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _take(self, host: str) -> list[Job]:
        rows = self._database.execute(
            "SELECT id, body FROM jobs WHERE host = ? AND state = 0"
            " ORDER BY priority DESC, id LIMIT ?",
            (host, _BUFFER),
        ).fetchall()
        self._database.executemany(
            "UPDATE jobs SET state = 1 WHERE id = ?", [(row[0],) for row in rows]
        )
        return [Job.load(body) for _, body in rows]

    def _add_waiting(self, host: str, count: int) -> None:
        if host not in self._waiting:
            self._turn.append(host)
        self._waiting[host] += count

    def _count(self, state: int) -> int:
        row = self._database.execute("SELECT count(*) FROM jobs WHERE state = ?", (state,))
        return int(row.fetchone()[0])
