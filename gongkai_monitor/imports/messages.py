"""Import citizens' messages: exports of 12345 and of message boards (csv or xlsx).

Who wrote is never kept: other columns than ours are not read into records, and titles, texts
and replies are masked before they become records.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import stable_id
from gongkai_monitor.imports.cells import (
    read_code,
    read_count,
    read_paragraphs,
    read_site_code,
    read_text,
    read_url,
)
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.gathering import Gathering
from gongkai_monitor.imports.result import ImportResult, TableReading, read_tables
from gongkai_monitor.imports.rows import ReadRow
from gongkai_monitor.imports.subjects import AgencyNames
from gongkai_monitor.imports.times import first_instant, last_instant, read_instant, shown
from gongkai_monitor.model.observations import Message, OpenLetter
from gongkai_monitor.model.registry import Registry

SOURCE = "import"

COLUMNS = (
    Column(heading="留言编号", field="message_id", read=read_code),
    Column(heading="来信时间", field="received", read=read_instant, is_required=True, is_date=True),
    Column(heading="标题", field="title", read=read_text, is_required=True),
    Column(heading="内容", field="text", read=read_paragraphs),
    Column(heading="区域", field="region", read=read_text),
    Column(heading="类型", field="category", read=read_text),
    Column(heading="点赞数", field="likes", read=read_count),
    Column(heading="责任单位", field="agency", read=read_text),
    Column(heading="答复时间", field="replied", read=read_instant, is_date=True),
    Column(heading="答复内容", field="reply", read=read_paragraphs),
    Column(heading="链接", field="url", read=read_url),
    Column(heading="网站标识码", field="site_code", read=read_site_code),
)


def read_messages(
    path: Path,
    mapping: Mapping[str, str] | None = None,
    *,
    round_id: str,
    observed_at: datetime,
    registry: Registry | None = None,
) -> ImportResult[Message]:
    """Read an export of messages.

    A bare day is read in favour of the answering unit, so that a clock never shows a breach that
    was none: a message of a day came at its last second, a reply at its first (but not before
    the message). Units that the register does not know give ``agency_code`` None and a remark.

    A file without 留言编号 is read too: a message is then known by its 链接, else by its time,
    title and text, and equal ones by their order, so that copies of a mass letter stay apart and
    the same file twice changes nothing.

    Args:
        path: .csv (UTF-8, GBK) or .xlsx.
        mapping: the file's headings -> ours, for headings that differ.
        round_id: names this import in the records.
        observed_at: when the file is imported; later times in it are faults.
        registry: resolves 责任单位 by code, name or alias.
    """
    try:
        readings = read_tables(path, COLUMNS, mapping or {})
    except InputError as error:
        return ImportResult(records=(), faults=error.faults)
    names = AgencyNames.of(registry) if registry is not None else None
    messages = _Messages(names, round_id, observed_at)
    for reading in readings:
        messages.read(reading)
    return replace(messages.gathering.result(), beside=tuple(messages.still_open()))


@dataclass(slots=True)
class _Messages:
    """The messages of a file as they are read."""

    names: AgencyNames | None
    round_id: str
    observed_at: datetime
    gathering: Gathering[tuple[str, datetime | None], Message] = field(default_factory=Gathering)
    unnumbered: Counter[tuple[str, ...]] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    """Messages of tables that have a column for answers."""

    def read(self, reading: TableReading) -> None:
        unknown: dict[str, list[int]] = {}
        if not reading.headings.has("message_id"):
            self._remark_missing(reading, "留言编号", "按链接，或按时间、标题和内容识别")
        if not _tells_answers(reading):
            self._remark_missing(reading, "答复时间、答复内容", "不能据此判断是否已答复")
        self.gathering.read(reading, lambda row: self._take(reading, row, unknown))
        self._remark_unknown(reading, unknown)

    def _take(
        self, reading: TableReading, row: ReadRow, unknown: dict[str, list[int]]
    ) -> list[Fault]:
        """Make a record of a row, or say why not."""
        if row.faults:
            return list(row.faults)
        fields: dict[str, Any] = dict(row.fields)
        if reading.headings.has("message_id") and not fields.get("message_id"):
            return [reading.fault(row, ("留言编号", "必填", "空"))]
        fields["message_id"] = fields.get("message_id") or self._made_number(fields)
        received, replied, wrong = self._times(fields.pop("received"), fields.pop("replied", None))
        if wrong:
            return [reading.fault(row, wrong)]
        message = self._message(fields, received, replied, row.number, unknown)
        if _tells_answers(reading):
            self.told.add(message.message_id)
        key = (message.message_id, message.replied_at)
        first = self.gathering.keep(key, message, row)
        if first is None:
            return []
        if self.gathering.records[key] != message:
            return [_repeated(reading, row, first, "不重复的留言编号")]
        self.gathering.warnings.append(_repeated(reading, row, first, "不重复的留言，已略去"))
        return []

    def still_open(self) -> Iterator[OpenLetter]:
        """Which messages the file shows without an answer; it says nothing of those left out."""
        for one in self.gathering.records.values():
            if one.message_id in self.told and one.replied_at is None and not one.reply:
                yield OpenLetter(
                    message_id=one.message_id,
                    site_code=one.site_code,
                    channel_url=one.channel_url,
                    round_id=one.round_id,
                    observed_at=one.observed_at,
                )

    def _remark_missing(self, reading: TableReading, column: str, so: str) -> None:
        if reading.headings.row:
            self.gathering.warnings.append(
                reading.table.fault(
                    row=reading.headings.row,
                    column=column,
                    expected="该列",
                    actual=f"缺少该列；{so}",
                )
            )

    def _made_number(self, fields: dict[str, Any]) -> str:
        if fields.get("url"):
            return stable_id("message", fields["url"])
        parts = (str(fields["received"]), fields["title"], fields.get("text") or "")
        self.unnumbered[parts] += 1
        return stable_id("message", *parts, str(self.unnumbered[parts]))

    def _message(
        self,
        fields: dict[str, Any],
        received: datetime,
        replied: datetime | None,
        row: int,
        unknown: dict[str, list[int]],
    ) -> Message:
        from gongkai_monitor.text.citizen_text import mask_citizen_text

        agency = fields.pop("agency", None)
        code = self.names.find(agency) if self.names and agency else None
        if agency and code is None:
            unknown.setdefault(agency, []).append(row)
        for name in ("title", "text", "region", "category", "reply"):
            if name in fields:
                fields[name] = mask_citizen_text(fields[name])
        return Message(
            **fields,
            received_at=received,
            replied_at=replied,
            agency_code=code,
            source=SOURCE,
            round_id=self.round_id,
            observed_at=self.observed_at,
        )

    def _times(
        self, received: datetime | date, replied: datetime | date | None
    ) -> tuple[datetime, datetime | None, tuple[str, str, str] | None]:
        """Both instants in UTC, or (column, expected, actual) of the wrong one."""
        start = first_instant(received)
        instant = max(start, min(last_instant(received), self.observed_at))
        limit = f"不晚于导入时间 {shown(self.observed_at)} 的时间"
        if start > self.observed_at:
            return instant, None, ("来信时间", limit, shown(received))
        if replied is None:
            return instant, None, None
        if first_instant(replied) > self.observed_at:
            return instant, None, ("答复时间", limit, shown(replied))
        if last_instant(replied) < start:
            return instant, None, ("答复时间", "不早于来信时间的时间", shown(replied))
        if not isinstance(received, datetime) and isinstance(replied, datetime):
            instant = min(instant, replied)
        return instant, max(instant, first_instant(replied)), None

    def _remark_unknown(self, reading: TableReading, unknown: dict[str, list[int]]) -> None:
        """One remark per name that the register does not know."""
        for name, rows in unknown.items():
            actual = f"{name}（{len(rows)} 行）；责任单位记为未知"
            self.gathering.warnings.append(
                reading.table.fault(
                    row=rows[0],
                    column="责任单位",
                    expected="登记表中唯一的单位编码、名称或别名",
                    actual=actual,
                )
            )


def _repeated(reading: TableReading, row: ReadRow, first: int, expected: str) -> Fault:
    actual = f"{row.fields.get('message_id') or row.fields.get('url')}（与第 {first} 行重复）"
    return reading.fault(row, ("留言编号", expected, actual))


def _tells_answers(reading: TableReading) -> bool:
    """Whether the table has a column for answers: without one, no row shows that there is none."""
    return reading.headings.has("replied") or reading.headings.has("reply")
