"""Letters show that a matter was late only where nothing unseen could have answered it in time."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from gongkai_monitor.opinion.timeliness import utc64
from gongkai_monitor.review.letter_times import Letters

SEEN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
DUE = SEEN + timedelta(hours=48)
NEVER = np.datetime64("NaT", "us")


def at(hours: float | None) -> np.datetime64:
    return NEVER if hours is None else utc64(SEEN + timedelta(hours=hours))


def letters(*rows: tuple[float, float | None, float | None, bool], gone: int = 0) -> Letters:
    """Rows of received, replied, last seen open (hours after the detection), is answered."""
    received, replied, seen = (
        np.array([at(row[n]) for row in rows], dtype="datetime64[us]") for n in range(3)
    )
    return Letters(received, replied, seen, np.array([row[3] for row in rows]), gone)


OPEN = (-1.0, None, 49.0, False)
UNSEEN = (-1.0, None, 3.0, False)
UNDATED = (-1.0, None, None, True)
LATER = (5.0, None, 49.0, False)


@pytest.mark.parametrize(
    ("known", "is_shown"),
    [
        (letters(OPEN, OPEN, OPEN), True),
        (letters(OPEN, OPEN, UNSEEN), True),
        (letters(OPEN, UNSEEN, UNSEEN), False),
        (letters(OPEN, UNDATED, UNSEEN), False),
        (letters(OPEN, OPEN, OPEN, gone=2), True),
        (letters(OPEN, OPEN, gone=2), False),
        (letters(OPEN, (-1.0, 50.0, None, True), OPEN), True),  # answered, after the limit
        # most of those of the first hours may have been answered before the many others came
        (letters(OPEN, UNSEEN, UNSEEN, *[LATER] * 40), False),
        (letters(OPEN, OPEN, UNSEEN, *[LATER] * 40), True),
    ],
)
def test_what_may_have_been_answered_unseen_accuses_nobody(known: Letters, is_shown: bool) -> None:
    assert (known.unread(SEEN, DUE) == ()) is is_shown
