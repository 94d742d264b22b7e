"""What was read of an account: its list, its posts and their counts."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import (
    CollectedBy,
    CollectionCause,
    CollectionState,
    TimePrecision,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSnapshot:
    """An account's list as read in one round; the proof that it was collected."""

    account_code: str
    round_id: str
    observed_at: datetime
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    source: str
    collected_by: CollectedBy | None = None  # None: read before 0.3
    post_count: int = 0  # posts read this time
    newest_at: datetime | None = None  # newest own post, pinned posts included by their date
    oldest_at: datetime | None = None
    is_complete: bool = False  # the list was read to its newest end
    reach_back_at: datetime | None = None  # all posts since then were seen (pinned ones aside)
    is_whole: bool | None = None  # the list ended: nothing older exists
    total_count: int | None = None  # how many posts the platform itself says there are
    pinned_count: int | None = None
    list_generated_at: datetime | None = None  # when the source made the list, as it says
    shown_name: str | None = None
    followers: int | None = None
    fetch_id: str | None = None
    evidence_id: str | None = None  # of ``hand_evidence``, when a person brought it


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """推文 of an account, as it was first seen; later numbers are in ``post_counts``."""

    account_code: str
    post_key: str  # the platform's id, else the URL, else a hash of time and title
    published_at: datetime | None = None
    time_precision: TimePrecision | None = None
    title: str | None = None
    text: str | None = None  # personal data masked
    url: str | None = None
    is_own: bool | None = None  # False: in the list, but by another account
    is_repost: bool | None = None  # 转发 of another post
    is_pinned: bool = False
    is_original: bool | None = None  # the platform's own mark of 原创
    source_name: str | None = None  # 来源 as the post states it
    text_length: int | None = None  # characters of the visible text
    text_hash: str | None = None  # of the normalised text; equal texts have equal hashes
    text_bands: tuple[str, ...] | None = None  # near-duplicate bands (text/fingerprint.py)
    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    source: str  # feed | import | ...
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCount:
    """A post's numbers at one reading: once a day while it is young, and from every import."""

    account_code: str
    post_key: str
    observed_at: datetime
    round_id: str
    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    source: str
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostList:
    """Which posts a reading of an account's list held; equal lists are stored once.

    A post that two later lists lack although they reach back before it was deleted.
    """

    account_code: str
    list_hash: str
    round_id: str
    observed_at: datetime
    post_keys: tuple[str, ...]
    reach_back_at: datetime | None = None
    is_whole: bool | None = None
