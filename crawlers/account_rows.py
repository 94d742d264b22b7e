"""Rows of what was read of an account: posts, their numbers, its profile. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from crawlers.platforms.reading import ReadPost, ReadProfile
from gongkai_monitor.clock import china_date
from gongkai_monitor.collection.plan import PlannedAccount
from gongkai_monitor.identity import stable_id
from gongkai_monitor.model.observations import AccountProfile, Fetch, Post, PostCount
from gongkai_monitor.text.fingerprint import plain_text, text_bands, text_hash
from gongkai_monitor.text.personal_data import mask_personal_data
from gongkai_monitor.text.post_time import PostTime

AHEAD = timedelta(hours=14)
"""A time this far ahead is one of another zone: the post is as new as the reading."""

_MAX_TEXT = 20_000
_MAX_TITLE = 1_000
_COUNTED_FOR = timedelta(days=10)


def post_row(post: ReadPost, proof: Fetch, *, source: str, read_at: datetime) -> Post:
    """A post as it is stored; personal data masked, its fingerprints beside it."""
    text = (post.text or "")[:_MAX_TEXT]
    body = text or post.title or ""
    return Post(
        account_code=proof.account_code or "",
        post_key=post.key,
        published_at=moment_of(post, read_at),
        time_precision=post.time.precision if post.time else None,
        title=mask_personal_data(post.title[:_MAX_TITLE]) if post.title else None,
        text=mask_personal_data(text) if text else None,
        url=post.url,
        is_own=post.is_own,
        is_repost=post.is_repost,
        is_pinned=post.is_pinned,
        is_original=post.is_original,
        source_name=post.source_name,
        text_length=len(plain_text(body)) if body else None,
        text_hash=text_hash(body),
        text_bands=text_bands(body),
        reads=post.reads,
        likes=post.likes,
        comments=post.comments,
        reposts=post.reposts,
        source=source,
        round_id=proof.round_id,
        observed_at=proof.fetched_at,
        fetch_id=proof.fetch_id,
    )


def with_text(row: Post, text: str) -> Post:
    """The post with its whole text, which the list had cut."""
    return replace(
        row,
        text=mask_personal_data(text[:_MAX_TEXT]),
        text_length=len(plain_text(text)),
        text_hash=text_hash(text),
        text_bands=text_bands(text),
    )


def moment_of(post: ReadPost, read_at: datetime) -> datetime | None:
    """When a post was published, never after it was read."""
    return instant_of(post.time, read_at)


def instant_of(time: PostTime | None, read_at: datetime) -> datetime | None:
    """A printed time as an instant; one ahead by no more than a time zone is the reading's."""
    if time is None:
        return None
    is_near = read_at < time.at <= read_at + AHEAD
    return read_at if is_near else time.at


def count_rows(
    posts: Iterable[ReadPost], account: PlannedAccount, proof: Fetch, *, source: str,
    read_at: datetime,
) -> Iterable[PostCount]:  # fmt: skip
    """The numbers of young posts, with the first reading of a day."""
    if account.last is not None and china_date(account.last.read_at) >= china_date(read_at):
        return
    for post in posts:
        moment = moment_of(post, read_at)
        numbers = (post.reads, post.likes, post.comments, post.reposts)
        is_young = moment is not None and read_at - moment <= _COUNTED_FOR
        if is_young and any(number is not None for number in numbers):
            yield PostCount(
                account_code=account.account_code,
                post_key=post.key,
                observed_at=proof.fetched_at,
                round_id=proof.round_id,
                reads=post.reads,
                likes=post.likes,
                comments=post.comments,
                reposts=post.reposts,
                source=source,
                fetch_id=proof.fetch_id,
            )


def profile_row(
    profile: ReadProfile, proof: Fetch, *, source: str, is_closed: bool = False
) -> AccountProfile | None:
    """The account as the platform shows it; None when nothing of it was read.

    A state is stored once. Of an account that is gone, or closed in the register, it is stored for
    each day on which it was read: that is what proves the monthly re-check.
    """
    description = mask_personal_data(profile.description) if profile.description else None
    shown = (
        profile.shown_name,
        profile.certified_subject,
        profile.shown_key,
        description,
        profile.is_deregistered,
        profile.has_comments,
        profile.menu_items,
    )
    if all(value is None for value in shown):
        return None
    is_daily = is_closed or profile.is_deregistered is True
    day = (china_date(proof.fetched_at).isoformat(),) if is_daily else ()
    return AccountProfile(
        account_code=proof.account_code or "",
        profile_hash=stable_id("profile", *map(repr, shown), *day),
        round_id=proof.round_id,
        observed_at=proof.fetched_at,
        shown_name=profile.shown_name,
        certified_subject=profile.certified_subject,
        shown_key=profile.shown_key,
        description=description,
        is_deregistered=profile.is_deregistered,
        has_comments=profile.has_comments,
        menu_items=profile.menu_items,
        source=source,
        fetch_id=proof.fetch_id,
    )
