"""Rows of how many messages an account got, as the platform's own interface counts them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from crawlers.part_notes import PartNote, interaction_reading, whole_of
from crawlers.reading import Answer
from gongkai_monitor.model.observations import InteractionReading, MessageCount
from gongkai_monitor.vocabulary import InteractionWay

_DAYS, _SPAN = 30, 7
"""How far back messages are counted, and for how many days the interface answers at once."""


def message_spans(days: Sequence[date]) -> list[tuple[date, date]]:
    """First and last day of each question.

    Args:
        days: the days to be known, the last one first, without gaps.
    """
    asked = days[:_DAYS]
    return [(asked[n : n + _SPAN][-1], asked[n]) for n in range(0, len(asked), _SPAN)]


def message_rows(
    counts: Mapping[date, int], first: date, last: date, answer: Answer, source: str
) -> Iterator[MessageCount]:
    """One row per asked day: the interface leaves out the days without a message."""
    proof = answer.proof
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        yield MessageCount(
            account_code=answer.job.subject,
            counted_on=day,
            round_id=proof.round_id,
            observed_at=proof.fetched_at,
            message_count=counts.get(day, 0),
            source=source,
            fetch_id=proof.fetch_id,
        )


def message_note(rows: Sequence[MessageCount], answer: Answer) -> PartNote:
    """The sums of one answer."""
    return PartNote(
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
        read_count=len(rows),
        item_count=sum(row.message_count for row in rows),
    )


def message_reading(
    code: str, asked: int, notes: Sequence[PartNote], round_id: str, source: str
) -> InteractionReading | None:
    """What all answers tell together; None when nothing was asked.

    Args:
        code: of the account.
        asked: how many days were to be known.
        notes: of every answer.
        round_id: of this round.
        source: of the row.
    """
    if not notes:
        return None
    known = sum(note.read_count for note in notes)
    short = f"{asked} 天只读到 {known} 天"
    whole = whole_of(notes, is_short=known < asked, short=short)
    return interaction_reading(
        code, InteractionWay.MESSAGE, whole, notes,
        asked=asked, read=known, shown=None, round_id=round_id, source=source,
    )  # fmt: skip
