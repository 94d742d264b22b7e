"""首次出现台账: entries whose printed date came before them, that vanished, that came in bursts."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="backdated_item",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url", "item_url"),
        columns=(
            "site_code", "channel_url", "name", "item_url", "title", "printed_on",
            "last_without_at", "first_with_at", "bounds", "gap_days", "readings_without",
            "batch_count", "is_bulk", "is_enclosed", "is_explained", "explanation", "file_on",
            "url_on", "corroboration",
        ),
    ),
    FactTable(
        name="backfill",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url", "batch_on"),
        columns=(
            "site_code", "channel_url", "name", "batch_on", "batch_count", "oldest_on",
            "newest_on", "bounds",
        ),
    ),
    FactTable(
        name="vanished_item",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url", "item_url"),
        columns=(
            "site_code", "channel_url", "name", "item_url", "title", "printed_on", "is_gone",
            "answer", "bounds",
        ),
    ),
    FactTable(
        name="channel_rhythm",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url"),
        columns=(
            "site_code", "channel_url", "name", "kind", "window_days", "deadline_updates",
            "burst_on", "burst_count", "silence_days", "is_deadline_pattern", "pattern",
        ),
    ),
    FactTable(
        name="date_conflict",
        subject_kind=SubjectKind.CHANNEL,
        key=("site_code", "channel_url", "item_url"),
        columns=(
            "site_code", "channel_url", "name", "item_url", "title", "printed_on",
            "published_on", "first_seen_on", "file_on", "url_on", "conflict_days", "conflict",
        ),
    ),
)  # fmt: skip
