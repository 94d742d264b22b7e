"""Files that prove a step or come with an 申诉: looked at, then kept under their hash."""

from datetime import datetime
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import WorkspaceError, reason_of
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.source import refusal
from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.review.trail import Attachment
from gongkai_monitor.settings import Settings

FOLDER = "trail"
"""Below the evidence folder."""
MOST_BYTES = 20_000_000
_HEADS: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".ofd": (b"PK\x03\x04",),
}
"""Ending -> how such a file begins: a name alone proves nothing."""


def attach(settings: Settings, path: Path, now: datetime) -> Attachment:
    """Keep a copy of a file; the same file is kept once.

    Raises:
        InputError: it cannot be read, is a link, empty, too large, or not what its name says.
        WorkspaceError: the copy cannot be written.
    """
    content = _read(path)
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


def _read(path: Path) -> bytes:
    heads = _HEADS.get(path.suffix.lower())
    if heads is None:
        expected = "、".join(sorted(ending.lstrip(".") for ending in _HEADS))
        raise refusal(path, f"{expected} 文件", path.suffix or "无扩展名")
    try:
        if path.is_symlink() or not path.is_file():
            raise refusal(path, "证明文件", "没有这个文件，或不是普通文件")
        size = path.stat().st_size
        if not 0 < size <= MOST_BYTES:
            raise refusal(path, f"不超过 {MOST_BYTES // 1_000_000} MB 的非空文件", f"{size} 字节")
        content = path.read_bytes()
    except OSError as error:
        raise refusal(path, "可以读取的文件", reason_of(error)) from error
    if not content.startswith(heads):
        raise refusal(path, f"{path.suffix} 文件", "内容不是这种文件")
    return content


def _write(draft: Path, content: bytes) -> None:
    draft.write_bytes(content)
