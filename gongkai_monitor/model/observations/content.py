"""What the reading of a page's content brought up: candidates that a person decides on."""

from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.vocabulary import ContentSignKind, FileState


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentSign:
    """One passage of one version of a page (or of a file that it attaches).

    A sign is present while the newest stored version of ``url`` has this ``content_hash``: an
    article that was read and carries no row has no such passage. Personal data in ``excerpt``
    and ``detail`` are masked before they get here.
    """

    site_code: str
    url: str  # the page or file that holds the passage
    page_url: str  # the page on which it was met; the same as url unless url is an attachment
    channel_url: str | None = None
    kind: ContentSignKind
    place: str  # title, body, attachment, source (HTML that readers do not see)
    position: int  # characters from the start of the place
    excerpt: str  # the sentence round the passage, masked, at most 200 characters
    found: str  # the passage itself, masked
    detail: str | None = None  # what it should be, which kind of number, where the link leads
    content_hash: str
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One reading of an attachment: which state, how much text; the text itself is not kept.

    Its signs are present while the newest reading of ``url`` has their ``content_hash``. A file
    whose text could not be read is 未采到 with its ``state``, never clean.
    """

    site_code: str
    url: str
    page_url: str  # the page that links it
    channel_url: str | None = None
    state: FileState
    detail: str | None = None
    characters: int = 0
    bytes: int = 0
    content_hash: str | None = None
    round_id: str
    observed_at: datetime
    fetch_id: str | None = None
