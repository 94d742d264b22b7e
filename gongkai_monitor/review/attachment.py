"""Files that prove a step or come with an 申诉: looked at, then kept under their hash."""

from datetime import datetime
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import WorkspaceError
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.evidence_file import HAND_KINDS, read_evidence_file
from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.review.trail import Attachment
from gongkai_monitor.settings import Settings

FOLDER = "trail"
"""Below the evidence folder."""
_KINDS = (*HAND_KINDS, "docx", "ofd")


def attach(settings: Settings, path: Path, now: datetime) -> Attachment:
    """Keep a copy of a file; the same file is kept once.

    Raises:
        InputError: it cannot be read, is a link, empty, too large, or not what its name says.
        WorkspaceError: the copy cannot be written.
    """
    content = read_evidence_file(path, _KINDS).content
    digest = content_hash(content)
    place = f"{FOLDER}/{china_date(now):%Y%m}/{digest}{path.suffix.lower()}"
    target = settings.evidence / place
    try:
        if not target.is_file() or target.stat().st_size != len(content):
            write_atomically(target, lambda draft: _write(draft, content))
    except (OSError, ReportError) as error:
        raise WorkspaceError(f"证明文件 {path.name} 未能保存：{error}") from error
    return Attachment(
        file_name=path.name, content_hash=digest, byte_count=len(content), place=place
    )


def is_kept(settings: Settings, attachment: Attachment) -> bool:
    """Whether the kept file is there and is what was handed in."""
    try:
        content = (settings.evidence / attachment.place).read_bytes()
    except OSError:
        return False
    return content_hash(content) == attachment.content_hash


def _write(draft: Path, content: bytes) -> None:
    draft.write_bytes(content)
