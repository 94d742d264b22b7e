"""Import hot-search titles (csv, xlsx, json): a day and a title, with rank and heat if known."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.cells import read_count, read_text, read_url
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.times import read_date
from gongkai_monitor.model.observations import HotSearch

SOURCE = "import"
UNNAMED = "未注明"
"""Platform of a file that names none."""

COLUMNS = (
    Column(heading="日期", field="listed_on", read=read_date, is_required=True, is_date=True),
    Column(heading="标题", field="title", read=read_text, is_required=True),
    Column(heading="平台", field="platform", read=read_text),
    Column(heading="名次", field="position", read=read_count),
    Column(heading="热度", field="heat", read=read_count),
    Column(heading="链接", field="url", read=read_url),
)
RAW_HEADINGS = {
    "day": "日期", "date": "日期", "title": "标题", "word": "标题", "rank": "名次", "hot": "热度",
    "url": "链接", "platform": "平台",
}  # fmt: skip
"""Field names of public collections -> our headings."""


def read_hot_searches(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
) -> ImportResult[HotSearch]:
    """Read a file of hot searches; of a title that stands twice on a day the best rank counts."""
    try:
        readings = read_tables(path, COLUMNS, {**RAW_HEADINGS, **(mapping or {})})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    gathering: Gathering[tuple[str, date, str], HotSearch] = Gathering()
    for reading in readings:

        def take(row: ReadRow, reading: TableReading = reading) -> list[Fault]:
            if row.faults:
                return list(row.faults)
            fields: dict[str, Any] = {"platform": UNNAMED, **row.fields}
            if fields["listed_on"] > china_date(observed_at):
                wrong = ("日期", "不晚于导入的那一天", str(fields["listed_on"]))
                return [reading.fault(row, wrong)]
            found = HotSearch(**fields, source=SOURCE, round_id=round_id, observed_at=observed_at)
            key = (found.platform, found.listed_on, found.title)
            kept = gathering.records.get(key)
            if kept is None or _rank(found) < _rank(kept):
                gathering.records[key] = found
            return []

        gathering.read(reading, take)
    return gathering.result()


def _rank(found: HotSearch) -> tuple[int, int]:
    """The best place first; one that is not known comes last."""
    place = found.position if found.position is not None else 1_000_000
    return place, -(found.heat or 0)
