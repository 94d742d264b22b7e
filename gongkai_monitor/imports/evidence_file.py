"""A screenshot, document or export that a person brings: looked at, then kept under its hash."""

import io
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai_monitor.errors import reason_of
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.source import refusal
from gongkai_monitor.model.finding import hand_place

MOST_BYTES = 20_000_000
HAND_KINDS = ("png", "jpg", "webp", "pdf", "xlsx")
"""What is taken as 人工采集."""
_PACKAGES = {
    "xlsx": frozenset({"[Content_Types].xml", "xl/workbook.xml"}),
    "docx": frozenset({"[Content_Types].xml", "word/document.xml"}),
    "ofd": frozenset({"OFD.xml"}),
}
"""Kinds that are archives, and the parts by which they are told."""
_MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A file that may be kept: its bytes are what its name says."""

    name: str
    extension: str
    content: bytes

    @property
    def content_hash(self) -> str:
        """SHA-256."""
        return content_hash(self.content)

    @property
    def evidence_id(self) -> str:
        """Names the file in ``hand_evidence``."""
        return self.content_hash[:16]


def read_evidence_file(path: Path, kinds: Sequence[str] = HAND_KINDS) -> EvidenceFile:
    """Look at a file.

    Args:
        path: of the file.
        kinds: extensions that are taken.

    Raises:
        InputError: it cannot be read, is a link, too large, or not of the kind its name says.
    """
    try:
        if path.is_symlink() or not path.is_file():
            raise refusal(path, "证据文件", "没有这个文件，或不是普通文件")
        size = path.stat().st_size
        if not 0 < size <= MOST_BYTES:
            raise refusal(path, f"不超过 {MOST_BYTES // 1_000_000} MB 的非空文件", f"{size} 字节")
        content = path.read_bytes()
    except OSError as error:
        raise refusal(path, "可以读取的文件", reason_of(error)) from error
    extension = kind_of(content)
    named = path.suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if extension not in kinds or extension != named:
        found = f"内容是 {extension}" if extension else "内容不是这几种文件"
        raise refusal(path, f"{'、'.join(kinds)} 文件", f"{path.suffix or '无扩展名'}，{found}")
    return EvidenceFile(name=path.name, extension=extension, content=content)


def kind_of(content: bytes) -> str | None:
    """The extension that a file's bytes deserve; None for every kind that is not taken."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    if content.startswith(b"%PDF-"):
        return "pdf"
    return _package_of(content) if content.startswith(b"PK\x03\x04") else None


def keep(file: EvidenceFile, evidence: Path, taken_at: datetime) -> Path:
    """Keep a file below the evidence folder, whole or not at all; the same file is kept once.

    Raises:
        OSError: when it cannot be written.
    """
    path = evidence / hand_place(taken_at, file.content_hash, file.name)
    if path.is_file() and path.read_bytes() == file.content:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(file.content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _package_of(content: bytes) -> str | None:
    """Which archive it is, without macros; only the directory of the archive is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if len(names) > _MOST_PARTS or any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for kind, parts in _PACKAGES.items() if parts <= set(names)), None)
