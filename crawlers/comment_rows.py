"""Rows of what was read of comments: the comments with their answers, and how far it went. Pure.

Nobody who wrote a comment is kept in any form: names in the text are masked, and the platform's
number of the comment is stored as a hash.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.account_rows import instant_of
from crawlers.part_notes import PartNote, interaction_reading, whole_of
from crawlers.platforms.reading import ReadPost
from crawlers.platforms.weibo_comments import ReadComment, ReadComments
from crawlers.reading import Answer
from gongkai_monitor.identity import stable_id
from gongkai_monitor.model.observations import Fetch, InteractionReading, PostReply
from gongkai_monitor.text.citizen_text import mask_citizen_text
from gongkai_monitor.text.post_time import PostTime
from gongkai_monitor.vocabulary import CollectionCause, InteractionWay

_MENTION = re.compile(r"@[\w\-·]{2,30}")
_MAX_TEXT = 2_000
_RECENT = timedelta(days=30)


class CommentPlan(BaseModel):
    """The posts whose comments are to be read, the newest first, and the list that named them."""

    model_config = ConfigDict(frozen=True)

    post_keys: tuple[str, ...]
    observed_at: AwareDatetime
    fetch_id: str


def comment_plan(posts: Iterable[ReadPost], answer: Answer, *, most: int) -> CommentPlan:
    """The newest own posts of 30 days that have comments, or of which that is not known."""
    read_at = answer.read_at
    dated = [
        (moment, post)
        for post in posts
        if post.is_own is not False
        and post.comments != 0
        and (moment := _past(post.time, read_at)) is not None
        and read_at - moment <= _RECENT
    ]
    dated.sort(key=lambda one: one[0], reverse=True)
    return CommentPlan(
        post_keys=tuple(post.key for _, post in dated[:most]),
        observed_at=answer.exchange.started_at,
        fetch_id=answer.proof.fetch_id,
    )


def comment_note(found: ReadComments, answer: Answer) -> PartNote:
    """The sums of one page."""
    return PartNote(
        observed_at=answer.exchange.started_at,
        fetch_id=answer.proof.fetch_id,
        shown_count=found.shown_count,
        item_count=len(found.comments),
        answered_count=sum(one.answer is not None for one in found.comments),
        unknown_count=sum(not one.is_answer_known for one in found.comments),
    )


def reply_rows(
    comments: Iterable[ReadComment],
    post_key: str,
    proof: Fetch,
    *,
    source: str,
    read_at: datetime,
) -> Iterable[PostReply]:
    """The comments of which it is known whether they were answered."""
    code = proof.account_code or ""
    for comment in comments:
        commented_at = _past(comment.time, read_at)
        if commented_at is None or not comment.is_answer_known:
            continue
        answer = comment.answer
        replied_at = _past(answer.time, read_at) if answer else None
        if answer is not None and replied_at is None:
            continue
        yield PostReply(
            account_code=code,
            comment_key=stable_id("comment", code, comment.number),
            post_key=post_key,
            commented_at=commented_at,
            text=_masked(comment.text),
            replied_at=replied_at,
            reply_text=_masked(answer.text) if answer else None,
            source=source,
            round_id=proof.round_id,
            observed_at=proof.fetched_at,
            fetch_id=proof.fetch_id,
        )


def comment_reading(
    code: str,
    plan: CommentPlan,
    posts: Sequence[Sequence[PartNote]],
    round_id: str,
    source: str,
) -> InteractionReading:
    """What the pages of all posts prove together; one that failed leaves the replies 未采到.

    Args:
        code: of the account.
        plan: the posts that were to be read; none of them having comments is a reading too.
        posts: the pages of each post that was asked for, in their order.
        round_id: of this round.
        source: of the rows.
    """
    notes = [note for pages in posts for note in pages]
    asked = len(plan.post_keys)
    short = f"{asked} 条推文只读到 {len(posts)} 条的评论"
    parts = notes or [PartNote(observed_at=plan.observed_at, fetch_id=plan.fetch_id)]
    whole = whole_of(parts, is_short=len(posts) < asked, short=short)
    return interaction_reading(
        code, InteractionWay.COMMENT, whole, notes,
        asked=asked,
        read=sum(pages[0].cause is CollectionCause.OK for pages in posts),
        shown=sum(pages[0].shown_count or 0 for pages in posts),
        round_id=round_id,
        source=source,
    )  # fmt: skip


def _past(time: PostTime | None, read_at: datetime) -> datetime | None:
    moment = instant_of(time, read_at)
    return moment if moment is not None and moment <= read_at else None


def _masked(text: str | None) -> str | None:
    return _MENTION.sub("@某人", mask_citizen_text(text[:_MAX_TEXT])) if text else None
