"""The queue as a workbook: exported with evidence, filled in by people, read back with faults."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.findings.review import latest_reviews
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.imports.table import Row, Table, Value, is_blank
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.writers.safe_text import clean
from gongkai_monitor.review.decision import Decision, observation_hash
from gongkai_monitor.review.desk import Desk
from gongkai_monitor.vocabulary import ReviewDecision

SHEET = "待核实"
NUMBER, MARK = "问题编号", "内容校验值"
DECISION, REASON, REVIEWER, ROLE, UNTIL = "处理决定", "理由", "复核人", "职务", "豁免至"
_FILLED = (DECISION, REASON, REVIEWER, ROLE, UNTIL)
_SHOWN = (
    ("规则", 9), ("指标", 20), ("对象", 24), ("问题所在", 34), ("线索", 56), ("实际", 40),
    ("标准", 26), ("依据", 36), ("属实后的影响", 14), ("证据网页", 44), ("证据时间", 17),
    ("首次发现", 12),
)  # fmt: skip
_LONGEST_CELL = 32_000
_MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a workbook that came back holds.

    Attributes:
        decisions: of rows that stand.
        faults: wrong, stale and conflicting rows, by sheet, row and column.
        repeated: rows whose very decision is stored already.
        empty: rows without a decision.
    """

    decisions: tuple[Decision, ...]
    faults: tuple[Fault, ...]
    repeated: int
    empty: int


def write_queue(path: Path, desk: Desk, effects: Mapping[str, str]) -> int:
    """Write the queue; how many rows. ``effects``: indicator code -> what 属实 leads to.

    Raises:
        OSError: when the file cannot be written.
    """
    queue = desk.queue
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True})
        asked = book.add_format({"bold": True, "bg_color": "#FDF3E0", "text_wrap": True})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        widths = [(NUMBER, 18), *_SHOWN, *((name, 14) for name in _FILLED), (MARK, 18)]
        for column, (name, width) in enumerate(widths):
            sheet.set_column(column, column, width, day if name == UNTIL else None)
            sheet.write_string(0, column, name, asked if name in _FILLED else head)
        for number, finding in enumerate(queue, start=1):
            cells = [finding.finding_id, *_shown(finding, effects), *("" for _ in _FILLED)]
            for column, text in enumerate([*cells, observation_hash(finding)]):
                if text:
                    sheet.write_string(number, column, clean(text)[:_LONGEST_CELL], wrap)
        last = max(len(queue), 1)
        first = len(_SHOWN) + 1
        words = [word.label for word in ReviewDecision]
        sheet.data_validation(1, first, last, first, {"validate": "list", "source": words})
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(widths) - 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
    path.write_bytes(content.getvalue())
    return len(queue)


def _shown(finding: Finding, effects: Mapping[str, str]) -> list[str]:
    pages = finding.evidence
    newest = max((page.fetched_at for page in pages), default=None)
    return [
        finding.rule,
        finding.title,
        finding.subject_name,
        finding.object,
        finding.message,
        finding.observed,
        finding.limit,
        f"{finding.basis}（{finding.edition} {finding.edition_version} 版）",
        effects.get(finding.code, "提示"),
        "\n".join(f"{page.note}：{page.url}" for page in pages),
        f"{newest.astimezone(CHINA):%Y-%m-%d %H:%M}" if newest else "",
        f"{finding.first_seen_on}" if finding.first_seen_on else "",
    ]


def read_filled(path: Path, desk: Desk) -> Filled:
    """Read a workbook that came back.

    Raises:
        InputError: when it cannot be read at all, or the sheet or a heading is missing.
    """
    with open_tables(path) as tables:
        table = _sheet(path, tables)
        rows = table.read()
        places = _headings(table, next(rows, None))
        reader = _Reader(table=table, places=places, desk=desk)
        return reader.read(rows)


def _sheet(path: Path, tables: Sequence[Table]) -> Table:
    for table in tables:
        if table.sheet.strip() == SHEET:
            return table
    if len(tables) == 1:
        return tables[0]
    raise InputError([Fault(file=path.name, expected=f"工作表“{SHEET}”", actual="缺少")])


def _headings(table: Table, row: Row | None) -> dict[str, int]:
    names = [str(value).strip() if value is not None else "" for value in row.values] if row else []
    places = {name: index for index, name in enumerate(names) if name}
    needed = (NUMBER, MARK, DECISION, REASON, REVIEWER)
    missing = [name for name in needed if name not in places]
    if missing:
        raise InputError([table.fault(row=1, column=name, expected="此列") for name in missing])
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    table: Table
    places: Mapping[str, int]
    desk: Desk

    def read(self, rows: Iterator[Row]) -> Filled:
        decisions: list[Decision] = []
        faults: list[Fault] = []
        seen: dict[str, int] = {}
        repeated = empty = 0
        for count, row in enumerate(rows):
            if count >= _MOST_ROWS:
                faults.append(self._fault(row, NUMBER, f"不超过 {_MOST_ROWS} 行", ""))
                break
            if is_blank(self._cell(row, DECISION)):
                empty += 1
                continue
            decision, wrong = self._decision(row)
            number = self._text(row, NUMBER)
            if number in seen:
                wrong = [
                    self._fault(row, NUMBER, "同一问题只出现一次", f"与第 {seen[number]} 行重复")
                ]
            seen.setdefault(number, row.number)
            if wrong or decision is None:
                faults += wrong
            elif self._is_stored(decision):
                repeated += 1
            elif conflict := self._conflict(row, decision):
                faults.append(conflict)
            else:
                decisions.append(decision)
        return Filled(
            decisions=tuple(decisions), faults=tuple(faults), repeated=repeated, empty=empty
        )

    def _decision(self, row: Row) -> tuple[Decision | None, list[Fault]]:
        number = self._text(row, NUMBER)
        finding = self.desk.finding(number)
        if finding is None:
            return None, [self._fault(row, NUMBER, "仍未消除的线索", f"{number}，已不在清单中")]
        if self._text(row, MARK) != observation_hash(finding):
            stale = "导出后内容已变化，请重新导出后再填"
            return None, [self._fault(row, MARK, "与现在的线索一致", stale)]
        try:
            word = ReviewDecision.from_label(self._text(row, DECISION))
        except ValueError:
            labels = "/".join(word.label for word in ReviewDecision)
            return None, [self._fault(row, DECISION, labels, self._text(row, DECISION))]
        until, wrong = self._until(row)
        decision = Decision(
            finding=finding,
            decision=word,
            reviewer=self._text(row, REVIEWER),
            reason=self._text(row, REASON),
            role=self._text(row, ROLE),
            until=until,
        )
        if not wrong:
            wrong = [self._fault(row, heading, text, "") for heading, text in decision.faults]
        return decision, wrong

    def _until(self, row: Row) -> tuple[date | None, list[Fault]]:
        value = self._cell(row, UNTIL)
        if is_blank(value):
            return None, []
        if isinstance(value, datetime):
            day = value.date()
        elif isinstance(value, date):
            day = value
        else:
            try:
                day = date.fromisoformat(str(value).strip().replace("/", "-"))
            except ValueError:
                return None, [self._fault(row, UNTIL, "2026-12-31 这样的日期", str(value)[:40])]
        if day < china_date(self.desk.as_of):
            return None, [self._fault(row, UNTIL, "今天或以后的日期", f"{day}")]
        return day, []

    def _last(self, decision: Decision) -> tuple[ReviewDecision, str, date | None, str] | None:
        last = latest_reviews(self.desk.reviews, self.desk.as_of).get(decision.finding.finding_id)
        if last is None or last.observation_hash != observation_hash(decision.finding):
            return None
        return last.decision, last.reason, last.until, last.reviewer

    def _is_stored(self, decision: Decision) -> bool:
        given = (decision.decision, decision.reason, decision.until, decision.reviewer)
        return self._last(decision) == given

    def _conflict(self, row: Row, decision: Decision) -> Fault | None:
        """Somebody decided otherwise meanwhile: a workbook must not silently overrule him."""
        last = self._last(decision)
        if last is None:
            return None
        return self._fault(
            row,
            DECISION,
            "尚未处理的线索（改判请用 gongkai review confirm/reject/exempt）",
            f"{last[3]}已定为“{last[0].label}”",
        )

    def _cell(self, row: Row, heading: str) -> Value:
        place = self.places.get(heading)
        return row.values[place] if place is not None and place < len(row.values) else None

    def _text(self, row: Row, heading: str) -> str:
        value = self._cell(row, heading)
        return "" if value is None else clean(str(value)).strip()

    def _fault(self, row: Row, heading: str, expected: str, actual: str) -> Fault:
        return self.table.fault(row=row.number, column=heading, expected=expected, actual=actual)
