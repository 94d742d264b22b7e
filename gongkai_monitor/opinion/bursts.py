"""Topics of posts: a place that many posts name at once.

A post of a few words (天哪，青川也有了) shares no sign with others of its topic but the place. A
place alone is no matter, for things go on there every day; it is one while far more posts name it
than usual. What most posts name (the city whose desk this is) is no topic, nor is what few do.
"""

from datetime import timedelta

import numpy as np

from gongkai_monitor.opinion.memory import CODES, POST, TOPICS_FROM, Memory

RECENT = timedelta(days=3)
LEAST = 20
"""Posts of the recent days that must name the place."""
TIMES_USUAL = 3.0
MOST = 0.2
"""Share of the recent posts from which a place tells nothing."""
_DAY = np.timedelta64(1, "D")


def bursting_topics(settled: Memory, chunk: Memory) -> np.ndarray:
    """Codes of the topics that count while the chunk is grouped.

    The usual level of a place is how often a day it was named in the window before the recent
    days; while the window is no longer than these, nothing is known to be usual.
    """
    moments = np.concatenate([settled.received_at, chunk.received_at])
    last = moments.max()
    since = last - np.timedelta64(RECENT)
    recent = _topics(settled, settled.received_at > since)
    recent += _topics(chunk, chunk.received_at > since)
    named = np.flatnonzero(recent >= LEAST)
    if not len(named):
        return named
    posts = _posts(settled, since) + _posts(chunk, since)
    before = _topics(settled, settled.received_at <= since)[named]
    days = max(1.0, (since - moments.min()) / _DAY)
    usual = before / days * (RECENT / timedelta(days=1))
    is_topic = (recent[named] >= TIMES_USUAL * usual) & (recent[named] <= MOST * posts)
    return np.asarray(named[is_topic] + TOPICS_FROM)


def _topics(memory: Memory, is_wanted: np.ndarray) -> np.ndarray:
    """How many of the wanted messages have each topic, shape (CODES - TOPICS_FROM,)."""
    entries = np.flatnonzero(memory.codes >= TOPICS_FROM)
    rows = _rows(memory, entries)
    codes = memory.codes[entries[is_wanted[rows]]].astype(np.int64) - TOPICS_FROM
    return np.bincount(codes, minlength=CODES - TOPICS_FROM)


def _posts(memory: Memory, since: np.datetime64) -> int:
    rows = _rows(memory, np.flatnonzero(memory.codes == POST))
    return int((memory.received_at[rows] > since).sum())


def _rows(memory: Memory, entries: np.ndarray) -> np.ndarray:
    """The positions of the messages to which these entries of ``codes`` belong."""
    return np.searchsorted(memory.starts, entries, side="right") - 1
