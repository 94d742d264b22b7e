"""The queue as a workbook: exported with evidence, filled in by people, read back with faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.errors import Fault
from gongkai_monitor.findings.review import latest_reviews
from gongkai_monitor.imports.table import Row
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.review.decision import Decision, observation_hash
from gongkai_monitor.review.desk import Desk
from gongkai_monitor.review.sheet import FilledSheet, SheetColumn, read_list, write_list
from gongkai_monitor.vocabulary import ReviewDecision

SHEET = "待核实"
NUMBER, MARK = "问题编号", "内容校验值"
DECISION, REASON, REVIEWER, ROLE, UNTIL = "处理决定", "理由", "复核人", "职务", "豁免至"
_SHOWN = (
    ("规则", 9), ("指标", 20), ("对象", 24), ("问题所在", 34), ("线索", 56), ("实际", 40),
    ("标准", 26), ("依据", 36), ("属实后的影响", 14), ("证据网页", 44), ("证据时间", 17),
    ("首次发现", 12),
)  # fmt: skip
_WORDS = tuple(word.label for word in ReviewDecision)
_COLUMNS = (
    SheetColumn(name=NUMBER, width=18),
    *(SheetColumn(name=name, width=width) for name, width in _SHOWN),
    SheetColumn(name=DECISION, width=14, is_filled=True, words=_WORDS),
    *(SheetColumn(name=name, width=14, is_filled=True) for name in (REASON, REVIEWER, ROLE)),
    SheetColumn(name=UNTIL, width=14, is_filled=True, is_day=True),
    SheetColumn(name=MARK, width=18),
)


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
    rows = [
        [one.finding_id, *_shown(one, effects), "", "", "", "", "", observation_hash(one)]
        for one in queue
    ]
    write_list(path, SHEET, _COLUMNS, rows)
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
    with read_list(path, SHEET, (NUMBER, MARK, DECISION, REASON, REVIEWER), (ROLE, UNTIL)) as sheet:
        return _Reader(sheet=sheet, desk=desk).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    sheet: FilledSheet
    desk: Desk

    def read(self) -> Filled:
        decisions: list[Decision] = []
        faults: list[Fault] = []
        seen: dict[str, int] = {}
        repeated = empty = 0
        for row in self.sheet.filled_rows(NUMBER, faults):
            if self.sheet.is_blank(row, DECISION):
                empty += 1
                continue
            decision, wrong = self._decision(row)
            number = self.sheet.text(row, NUMBER)
            if number in seen:
                wrong = [
                    self.sheet.fault(
                        row, NUMBER, "同一问题只出现一次", f"与第 {seen[number]} 行重复"
                    )
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
        text, fault = self.sheet.text, self.sheet.fault
        number = text(row, NUMBER)
        finding = self.desk.finding(number)
        if finding is None:
            return None, [fault(row, NUMBER, "仍未消除的线索", f"{number}，已不在清单中")]
        if text(row, MARK) != observation_hash(finding):
            stale = "导出后内容已变化，请重新导出后再填"
            return None, [fault(row, MARK, "与现在的线索一致", stale)]
        try:
            word = ReviewDecision.from_label(text(row, DECISION))
        except ValueError:
            return None, [fault(row, DECISION, "/".join(_WORDS), text(row, DECISION))]
        until, wrong = self.sheet.future_day(row, UNTIL, china_date(self.desk.as_of))
        decision = Decision(
            finding=finding,
            decision=word,
            reviewer=text(row, REVIEWER),
            reason=text(row, REASON),
            role=text(row, ROLE),
            until=until,
        )
        if not wrong:
            wrong = [fault(row, heading, expected, "") for heading, expected in decision.faults]
        return decision, wrong

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
        return self.sheet.fault(
            row,
            DECISION,
            "尚未处理的线索（改判请用 gongkai review confirm/reject/exempt）",
            f"{last[3]}已定为“{last[0].label}”",
        )
