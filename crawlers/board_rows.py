"""Rows of a message board: its letters, the open ones, and how far it was read. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from crawlers.part_notes import PartNote, whole_of
from crawlers.reading import Answer
from crawlers.site_notes import ListNote
from gongkai_monitor.identity import stable_id
from gongkai_monitor.model.observations import BoardReading, Message, OpenLetter
from gongkai_monitor.text.letter import Letter
from gongkai_monitor.vocabulary import CollectionCause, CollectionState

_LEAST_UNDERSTOOD = 0.5
"""Of the letters that were asked for; below that the board was rebuilt, not a page broken."""


def message_id_of(site_code: str, key: str) -> str:
    """Identity of a letter: its site and its address (or what identifies it in the data)."""
    return stable_id("board", site_code, key)


def letter_rows(
    letter: Letter, answer: Answer, key: str, *, url: str | None, is_whole: bool
) -> Iterator[Message | OpenLetter]:
    """The letter, and that it is open where its whole page says so.

    Args:
        letter: as read.
        answer: where it was read.
        key: what identifies it on its site.
        url: its own page.
        is_whole: the place where it was read shows all of it.
    """
    job, proof = answer.job, answer.proof
    message_id = message_id_of(job.subject, key)
    channel_url = job.channel_url or job.url
    yield Message(
        message_id=message_id,
        received_at=letter.received_at,
        title=letter.title,
        text=letter.text,
        region=letter.region,
        category=letter.category,
        replied_at=letter.replied_at,
        reply=letter.reply,
        url=url or key,
        site_code=job.subject,
        channel_url=channel_url,
        source="board",
        round_id=proof.round_id,
        observed_at=proof.fetched_at,
    )
    if is_whole and letter.is_open:
        yield OpenLetter(
            message_id=message_id,
            site_code=job.subject,
            channel_url=channel_url,
            round_id=proof.round_id,
            observed_at=proof.fetched_at,
            fetch_id=proof.fetch_id,
        )


def letter_note(letters: Sequence[Letter], answer: Answer) -> PartNote:
    """What was understood of the letters of one answer."""
    return PartNote(
        observed_at=answer.proof.fetched_at,
        fetch_id=answer.proof.fetch_id,
        read_count=len(letters),
        item_count=sum(letter.is_open is True for letter in letters),
        answered_count=sum(letter.is_open is False for letter in letters),
        unknown_count=sum(letter.is_open is None for letter in letters),
    )


def board_reading(
    site_code: str,
    channel_url: str,
    round_id: str,
    lists: Sequence[ListNote],
    letters: Sequence[PartNote],
    counts: Mapping[str, int],
    silence: ListNote,
) -> BoardReading:
    """How far a board was read.

    A list that failed, or letters of which hardly one was understood, leave the board 未采到: that
    nothing was read never means that nobody wrote.

    Args:
        site_code: of the site.
        channel_url: of the board.
        round_id: of this round.
        lists: the notes of its list pages, in their order.
        letters: the notes of its letters.
        counts: ``asked`` letters, ``known`` ones that were left alone.
        silence: stands in where no list page was read.
    """
    shown = [note for note in lists if not note.is_entrance] or [silence]
    parts = [PartNote.model_validate(_part(note)) for note in shown]
    good = [note for note in letters if note.cause is CollectionCause.OK]
    listed = sum(note.item_count for note in shown)
    read = sum(note.read_count for note in good)
    unread = len(letters) - len(good)
    asked, known = counts.get("asked", 0), counts.get("known", 0)
    missing = f"列表有 {listed} 封来信，应读 {asked} 页，只读到 {len(letters)} 页"
    whole = whole_of(parts, is_short=len(letters) < asked, short=missing)
    cause, detail = whole.cause, whole.detail
    if cause is CollectionCause.OK and letters and len(good) < _LEAST_UNDERSTOOD * len(letters):
        worst = next(note for note in letters if note.cause is not CollectionCause.OK)
        cause, detail = worst.cause, f"{len(letters)} 页来信中有 {unread} 页未读懂：{worst.detail}"
    elif cause is CollectionCause.OK and listed and not letters and not known and not read:
        cause, detail = CollectionCause.PAGE_CHANGED, f"列表有 {listed} 条，没有一条指向来信页"
    is_read = cause is CollectionCause.OK
    return BoardReading(
        site_code=site_code,
        channel_url=channel_url,
        round_id=round_id,
        observed_at=whole.last.observed_at,
        collection_state=CollectionState.COLLECTED if is_read else CollectionState.UNCOLLECTED,
        cause=cause,
        detail=detail,
        pages_read=len(lists),
        listed_count=listed,
        asked_count=asked,
        read_count=read,
        unread_count=unread,
        known_count=known,
        open_count=sum(note.item_count for note in good),
        answered_count=sum(note.answered_count for note in good),
        unknown_count=sum(note.unknown_count for note in good),
        fetch_id=whole.last.fetch_id,
    )


def _part(note: ListNote) -> dict[str, object]:
    return note.model_dump(include={"cause", "detail", "observed_at", "fetch_id"})
