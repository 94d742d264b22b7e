"""Single requests: what was asked for, what came, what a page points to."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import (
    CertificateState,
    CheckWay,
    FetchOutcome,
    FetchPurpose,
    LinkKind,
    PageSign,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One HTTP exchange. ``status`` is 0 when no answer came. Raw bytes are in the WARC file.

    After 304 the row names the content that is still valid: hash, links and record are those of
    the reading that it confirms.
    """

    fetch_id: str
    round_id: str
    site_code: str | None = None  # None for account feeds; then account_code is set
    account_code: str | None = None
    url: str
    final_url: str
    method: str = "GET"
    purpose: FetchPurpose
    fetched_at: datetime
    status: int
    outcome: FetchOutcome
    error: str | None = None  # the library's words, for engineers
    seconds: float
    bytes: int
    content_type: str | None = None
    charset: str | None = None
    content_hash: str | None = None  # SHA-256 of the decoded-transfer body
    sign: PageSign | None = None
    title: str | None = None
    redirects: int = 0
    links_hash: str | None = None  # set for every page whose links were read, see Link
    warc_file: str | None = None  # relative to the workspace's evidence folder
    warc_offset: int | None = None
    etag: str | None = None  # validators of the answer, for a later conditional request
    last_modified: str | None = None
    read_at: datetime | None = None
    """The moment that the reading stands for: of a declared round, otherwise ``fetched_at``."""
    depth: int | None = None  # links between the page and the home page or list that led to it

    def __post_init__(self) -> None:
        """A reading stands for the moment when it was made, unless a round declares another."""
        if self.read_at is None:
            object.__setattr__(self, "read_at", self.fetched_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One availability visit (rule W-2). ``is_ok``: opened within 15 s with a usable answer."""

    site_code: str
    url: str
    probed_at: datetime
    is_ok: bool
    status: int
    outcome: FetchOutcome
    seconds_first_byte: float | None = None
    seconds: float
    final_url: str
    error: str | None = None
    round_id: str
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """One attempt to open a link target. Several spaced attempts make a state."""

    site_code: str
    url: str
    method: str  # HEAD | GET
    attempt: int  # 1, 2, 3 … within the round
    checked_at: datetime
    status: int
    outcome: FetchOutcome
    sign: PageSign | None = None
    final_url: str
    redirects: int = 0
    content_type: str | None = None
    bytes: int = 0
    seconds: float
    error: str | None = None
    round_id: str
    fetch_id: str | None = None
    way: CheckWay | None = None  # None: not on record
    is_host_open: bool | None = None  # refused by the browser: did it open the host's root page?


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The certificate of a host as a browser would judge it; pages are fetched all the same."""

    host: str
    port: int
    checked_at: datetime
    state: CertificateState
    error: str | None = None  # the library's words, for engineers
    expires_at: datetime | None = None
    round_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stands in a page; one row per (page, set of links, target).

    ``links_hash`` = ``identity.links_hash(urls)`` names the page's whole set of links. The page's
    ``Fetch`` carries it at every reading, so a link that the page no longer holds is known to be
    gone (and is not checked or reported any more) without storing unchanged links again.
    """

    site_code: str
    page_url: str
    links_hash: str
    url: str
    kind: LinkKind
    text: str | None = None
    is_external: bool
    round_id: str
    observed_at: datetime
