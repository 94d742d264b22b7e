"""Files that prove a step or come with an 申诉: kept with everything else that people bring."""

from datetime import datetime
from pathlib import Path

from gongkai_monitor.errors import WorkspaceError, reason_of
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.evidence_file import HAND_KINDS, keep, read_evidence_file
from gongkai_monitor.review.trail import Attachment
from gongkai_monitor.settings import Settings

_KINDS = (*HAND_KINDS, "docx", "ofd")


def attach(settings: Settings, path: Path, now: datetime) -> Attachment:
    """Keep a copy of a file; the same file is kept once.

    Raises:
        InputError: it cannot be read, is a link, empty, too large, or not what its name says.
        WorkspaceError: the copy cannot be written.
    """
    file = read_evidence_file(path, _KINDS)
    try:
        kept = keep(file, settings.evidence, now)
    except OSError as error:
        raise WorkspaceError(f"证明文件 {path.name} 未能保存：{reason_of(error)}") from error
    return Attachment(
        file_name=file.name,
        content_hash=file.content_hash,
        byte_count=len(file.content),
        place=kept.relative_to(settings.evidence).as_posix(),
    )


def is_kept(settings: Settings, attachment: Attachment) -> bool:
    """Whether the kept file is there and is what was handed in."""
    try:
        content = (settings.evidence / attachment.place).read_bytes()
    except OSError:
        return False
    return content_hash(content) == attachment.content_hash
