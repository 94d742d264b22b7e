"""What was read of an account."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import CollectionCause, CollectionState


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
    post_count: int = 0  # posts read this time
    newest_at: datetime | None = None  # newest own post, pinned posts included by their date
    oldest_at: datetime | None = None
    is_complete: bool = False  # the list was read to its newest end
    shown_name: str | None = None
    followers: int | None = None
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """推文 of an account."""

    account_code: str
    post_key: str  # the platform's id, else the URL, else a hash of time and title
    published_at: datetime | None = None
    title: str | None = None
    text: str | None = None  # personal data masked
    url: str | None = None
    is_repost: bool | None = None
    is_pinned: bool = False
    is_original: bool | None = None
    reads: int | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    source: str  # feed | import | ...
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None
