"""What the answers to one question told, part by part, and what they prove together. Pure.

Comments of a post, messages of some days, letters of a board come in many answers. Each leaves a
``PartNote`` with the frontier; at the end the notes of a subject become one row that says how far
it was read, and one failed part leaves it 未采到.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.reading import Answer
from gongkai_monitor.model.observations import InteractionReading
from gongkai_monitor.vocabulary import CollectionCause, CollectionState, InteractionWay


class PartNote(BaseModel):
    """What one answer told.

    ``shown_count`` is the number that the source prints; ``read_count`` how much of what was asked
    this answer covers.
    """

    model_config = ConfigDict(frozen=True)

    cause: CollectionCause = CollectionCause.OK
    detail: str | None = None
    observed_at: AwareDatetime
    fetch_id: str | None
    shown_count: int | None = None
    read_count: int = 0
    item_count: int = 0
    answered_count: int = 0
    unknown_count: int = 0


def failed_part(answer: Answer, cause: CollectionCause, detail: str | None) -> PartNote:
    """An answer that brought nothing."""
    return PartNote(
        cause=cause,
        detail=detail,
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """What all parts come to."""

    cause: CollectionCause
    detail: str | None
    last: PartNote

    @property
    def state(self) -> CollectionState:
        """Only a subject without any failed part is collected."""
        is_read = self.cause is CollectionCause.OK
        return CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED


def whole_of(parts: Sequence[PartNote], *, is_short: bool, short: str) -> Whole:
    """The first failed part decides, else whether something is missing.

    Args:
        parts: in their order; at least one.
        is_short: less came than was asked for.
        short: the sentence for that.
    """
    bad = next((note for note in parts if note.cause is not CollectionCause.OK), None)
    if bad is not None:
        return Whole(bad.cause, bad.detail, bad)
    if is_short:
        return Whole(CollectionCause.CAPPED, short, parts[-1])
    return Whole(CollectionCause.OK, None, parts[-1])


def interaction_reading(
    code: str,
    way: InteractionWay,
    whole: Whole,
    parts: Sequence[PartNote],
    *,
    asked: int,
    read: int,
    shown: int | None,
    round_id: str,
    source: str,
) -> InteractionReading:
    """How far the interaction of an account was read, with the sums of the parts that came."""
    good = [note for note in parts if note.cause is CollectionCause.OK]
    has_answers = way is InteractionWay.COMMENT
    return InteractionReading(
        account_code=code,
        way=way,
        round_id=round_id,
        observed_at=whole.last.observed_at,
        collection_state=whole.state,
        cause=whole.cause,
        detail=whole.detail,
        asked_count=asked,
        read_count=read,
        shown_count=shown,
        item_count=sum(note.item_count for note in good),
        answered_count=sum(note.answered_count for note in good) if has_answers else None,
        unknown_count=sum(note.unknown_count for note in good) if has_answers else None,
        source=source,
        fetch_id=whole.last.fetch_id or None,
    )
