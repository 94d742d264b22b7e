"""Rows of how many messages an account got, as the platform's own interface counts them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.reading import Answer
from gongkai_monitor.model.observations import InteractionReading, MessageCount
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, InteractionWay

_DAYS, _SPAN = 30, 7
"""How far back messages are counted, and for how many days the interface answers at once."""


class MessageNote(BaseModel):
    """What one answer told."""

    model_config = ConfigDict(frozen=True)

    cause: CollectionCause = CollectionCause.OK
    detail: str | None = None
    observed_at: AwareDatetime
    fetch_id: str
    day_count: int = 0
    message_count: int = 0


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


def message_note(rows: Sequence[MessageCount], answer: Answer) -> MessageNote:
    """The sums of one answer."""
    return MessageNote(
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
        day_count=len(rows),
        message_count=sum(row.message_count for row in rows),
    )


def failed_messages(answer: Answer, cause: CollectionCause, detail: str | None) -> MessageNote:
    """An answer that brought no numbers."""
    return MessageNote(
        cause=cause,
        detail=detail,
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
    )


def message_reading(
    code: str, asked: int, notes: Sequence[MessageNote], round_id: str, source: str
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
    last = next((note for note in notes if note.cause is not CollectionCause.OK), notes[0])
    known = sum(note.day_count for note in notes)
    cause, detail = last.cause, last.detail
    if cause is CollectionCause.OK and known < asked:
        cause, detail = CollectionCause.CAPPED, f"{asked} 天只读到 {known} 天"
    is_read = cause is CollectionCause.OK
    return InteractionReading(
        account_code=code,
        way=InteractionWay.MESSAGE,
        round_id=round_id,
        observed_at=last.observed_at,
        collection_state=CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED,
        cause=cause,
        detail=detail,
        asked_count=asked,
        read_count=known,
        item_count=sum(note.message_count for note in notes),
        source=source,
        fetch_id=last.fetch_id,
    )
