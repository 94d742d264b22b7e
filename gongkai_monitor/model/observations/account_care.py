"""What was read of an account beside its posts: profile, interaction, app, hand evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    HandEvidenceKind,
    InteractionWay,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountProfile:
    """资料页: how the platform shows an account; one row per state it was in.

    Of an account that is gone or closed there is one for each day on which it was read.
    """

    account_code: str
    profile_hash: str
    round_id: str
    observed_at: datetime
    shown_name: str | None = None
    certified_subject: str | None = None  # 认证主体
    shown_key: str | None = None  # the platform's id of the account
    description: str | None = None
    is_deregistered: bool | None = None  # the platform says that it no longer exists
    has_comments: bool | None = None
    menu_items: tuple[str, ...] | None = None
    source: str
    fetch_id: str | None = None
    evidence_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReply:
    """A citizen's comment or message and the account's answer; no author in any form."""

    account_code: str
    comment_key: str  # keyed hash of the platform's id
    post_key: str | None = None
    commented_at: datetime | None = None
    text: str | None = None  # personal data masked
    replied_at: datetime | None = None
    reply_text: str | None = None
    source: str
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionReading:
    """Comments under an account's newest posts, or the messages it got, as read in one round.

    The proof that they were read: without it no comments is 未采到, never 不互动.
    """

    account_code: str
    way: InteractionWay  # comment or message
    round_id: str
    observed_at: datetime
    collection_state: CollectionState
    cause: CollectionCause
    detail: str | None = None
    asked_count: int = 0  # posts, or days
    read_count: int = 0  # posts, or days, that were answered for
    shown_count: int | None = None  # comments that the platform counts under these posts
    item_count: int = 0  # comments of others that were read, or messages
    answered_count: int | None = None  # of the comments
    unknown_count: int | None = None  # comments whose answers are not all shown
    source: str
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCount:
    """How many messages an account's readers sent it on a day, as the platform counts them."""

    account_code: str
    counted_on: date
    round_id: str
    observed_at: datetime
    message_count: int
    source: str
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionCheck:
    """One way to reach the account, tried: by a machine or by a person with a screenshot."""

    account_code: str
    way: InteractionWay
    checked_at: datetime
    is_ok: bool | None = None  # None: could not be told
    seen: str | None = None
    checked_by: str | None = None
    evidence_id: str | None = None
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppRelease:
    """移动客户端 as its store page shows it."""

    account_code: str
    store: str
    store_url: str
    round_id: str
    observed_at: datetime
    is_listed: bool | None = None  # None: could not be told
    version: str | None = None
    released_on: date | None = None
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEvidence:
    """人工采集: a screenshot or export that a person brought, kept as a file."""

    evidence_id: str
    account_code: str
    taken_at: datetime
    taken_by: str
    role: str
    kind: HandEvidenceKind
    file_name: str
    content_hash: str  # SHA-256
    byte_count: int
    note: str | None = None
    round_id: str
    observed_at: datetime
