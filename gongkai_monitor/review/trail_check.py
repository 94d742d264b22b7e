"""Check the trail: its chain, what audits noted of it, and the files that were kept for it."""

from collections.abc import Iterator
from datetime import datetime

from gongkai_monitor.review.attachment import is_kept
from gongkai_monitor.review.chain import broken_links
from gongkai_monitor.review.desk import ChainReport, noted_heads
from gongkai_monitor.review.trail import Attachment, Entry
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.hotspot_register import read_hotspot_register
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.runs import read_audits
from gongkai_monitor.store.trail import read_trail

_MOST_AUDITS = 100_000


def verify_trail(settings: Settings, now: datetime) -> ChainReport:
    """Check every entry from the first on, and every file that an entry names."""
    with open_store(settings) as connection:
        entries = read_trail(connection)
        audits = read_audits(connection, now, limit=_MOST_AUDITS)
    faults = broken_links(entries, noted_heads(audits, "trail_head"))
    if not faults:  # a body that was changed may not be readable at all
        faults += [
            f"第 {entry.sequence} 条：证明文件 {one.file_name} 不在证据文件夹或已被改动"
            for entry in entries
            for one in _attachments(entry)
            if not is_kept(settings, one)
        ]
    return ChainReport(
        count=len(entries), head=entries[-1].own_hash if entries else "", faults=tuple(faults)
    )


def verify_hotspot_register(settings: Settings, now: datetime) -> ChainReport:
    """Check the register of hotspots from its first entry on, against what audits noted of it."""
    with open_store(settings) as connection:
        entries = read_hotspot_register(connection)
        audits = read_audits(connection, now, limit=_MOST_AUDITS)
    return ChainReport(
        count=len(entries),
        head=entries[-1].own_hash if entries else "",
        faults=tuple(broken_links(entries, noted_heads(audits, "hotspot_head"))),
    )


def _attachments(entry: Entry) -> Iterator[Attachment]:
    for _, value in entry.said:
        if isinstance(value, Attachment):
            yield value
