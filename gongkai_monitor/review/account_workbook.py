"""The queue of accounts as a workbook: 处理决定 and 理由 are filled in, and read back with faults.

A row is stale when the verdict, the proposal, their reasons or the problems behind them are no
longer those that were exported, or when the unit handed something in since; it is a conflict when
somebody else decided meanwhile. A later reading that shows the same is neither (decision 010).
"""

from dataclasses import dataclass
from pathlib import Path

from gongkai_monitor.clock import CHINA, china_date
from gongkai_monitor.errors import Fault
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.table import Row
from gongkai_monitor.review.account_decision import (
    APPROVER,
    BY,
    DECISION,
    REASON,
    ROLE,
    UNTIL,
    AccountView,
    Wish,
    objections,
)
from gongkai_monitor.review.account_desk import AccountDesk
from gongkai_monitor.review.account_file import AccountFile
from gongkai_monitor.review.sheet import FilledSheet, SheetColumn, read_list, write_list
from gongkai_monitor.vocabulary import Disposition

SHEET = "账号处理"
CODE, MARK = "账号编码", "内容校验值"
_WORDS = tuple(word.label for word in Disposition)
_SHOWN = (
    ("账号名称", 24), ("平台", 12), ("主办单位", 26), ("结论", 12), ("处置建议", 10),
    ("建议理由", 56), ("存在问题", 60), ("证据", 44), ("证据时间", 17), ("单位意见", 36),
    ("关停流程", 16), ("此前决定", 28),
)  # fmt: skip
_COLUMNS = (
    SheetColumn(name=CODE, width=16),
    *(SheetColumn(name=name, width=width) for name, width in _SHOWN),
    SheetColumn(name=DECISION, width=10, is_filled=True, words=_WORDS),
    SheetColumn(name=REASON, width=30, is_filled=True),
    *(SheetColumn(name=name, width=12, is_filled=True) for name in (BY, ROLE, APPROVER)),
    SheetColumn(name=UNTIL, width=12, is_filled=True, is_day=True),
    SheetColumn(name=MARK, width=18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledAccounts:
    """What a workbook that came back holds.

    Attributes:
        wishes: decisions of rows that stand.
        faults: wrong, stale and conflicting rows, by sheet, row and column.
        repeated: rows whose very decision is on the trail already.
        empty: rows without a decision.
    """

    wishes: tuple[Wish, ...]
    faults: tuple[Fault, ...]
    repeated: int
    empty: int


def row_mark(view: AccountView, file: AccountFile) -> str:
    """What a row is compared by: what was seen, and what the unit had handed in by then."""
    handed_in = [str(one.entry.sequence) for one in file.appeals]
    answered = [str(one.answered.sequence) for one in file.appeals if one.answered]
    step = file.case.step.value if file.case else ""
    text = "\x1f".join([view.seen_hash, step, *handed_in, *answered])
    return content_hash(text.encode())


def write_account_queue(path: Path, desk: AccountDesk) -> int:
    """Write the queue; how many rows.

    Raises:
        OSError: when the file cannot be written.
    """
    queue = desk.queue
    rows = []
    for view in queue:
        file = desk.file(view.account.account_code)
        filled = ("", "", "", "", "", "")
        rows.append([
            view.account.account_code, *_shown(view, file), *filled, row_mark(view, file),
        ])  # fmt: skip
    write_list(path, SHEET, _COLUMNS, rows)
    return len(queue)


def read_filled_accounts(path: Path, desk: AccountDesk) -> FilledAccounts:
    """Read a workbook that came back.

    Raises:
        InputError: when it cannot be read at all, or the sheet or a heading is missing.
    """
    with read_list(
        path, SHEET, (CODE, MARK, DECISION, REASON, BY, ROLE), (APPROVER, UNTIL)
    ) as sheet:
        return _Reader(sheet=sheet, desk=desk).read()


def opinions(file: AccountFile) -> list[str]:
    """What the unit said and what was answered, one sentence each."""
    said = []
    for one in file.appeals:
        appeal = one.appeal
        line = f"{appeal.received_on} {appeal.appeal_kind.label}（{appeal.handed_in_by}）："
        line += appeal.text
        if one.answer is not None:
            line += f"（答复：{one.answer.state.label}，{one.answer.text}）"
        elif one.is_open:
            line += "（待答复）"
        said.append(line)
    return said


def _shown(view: AccountView, file: AccountFile) -> list[str]:
    account, one, case = view.account, view.conclusion, file.case
    pages = view.evidence
    newest = max((page.fetched_at for page in pages), default=None)
    return [
        account.name,
        account.platform.label,
        view.agency_name,
        one.verdict.label,
        one.disposition.label if one.disposition else "",
        "\n".join(one.reasons),
        "\n".join(f"{f.message}（{f.rule}，{f.basis}）" for f in view.findings),
        "\n".join(f"{page.note}：{page.url}" for page in pages),
        f"{newest.astimezone(CHINA):%Y-%m-%d %H:%M}" if newest else "",
        "\n".join(opinions(file)),
        f"{case.step.label}（{case.step_on}）" if case else "",
        _before(file),
    ]


def _before(file: AccountFile) -> str:
    if file.decision is None:
        return ""
    entry, said = file.decision
    return f"{china_date(entry.recorded_at)} {said.decision.label}：{said.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    sheet: FilledSheet
    desk: AccountDesk

    def read(self) -> FilledAccounts:
        wishes: list[Wish] = []
        faults: list[Fault] = []
        seen: dict[str, int] = {}
        repeated = empty = 0
        for row in self.sheet.filled_rows(CODE, faults):
            if self.sheet.is_blank(row, DECISION):
                empty += 1
                continue
            code = self.sheet.text(row, CODE)
            if code in seen:
                said = f"与第 {seen[code]} 行重复"
                faults.append(self.sheet.fault(row, CODE, "同一账号只出现一次", said))
                continue
            seen[code] = row.number
            wish, wrong = self._wish(row, code)
            if wish is not None and self._is_stored(wish):
                repeated += 1
            elif wrong or wish is None:
                faults += wrong
            else:
                wishes.append(wish)
        return FilledAccounts(
            wishes=tuple(wishes), faults=tuple(faults), repeated=repeated, empty=empty
        )

    def _wish(self, row: Row, code: str) -> tuple[Wish | None, list[Fault]]:
        text, fault = self.sheet.text, self.sheet.fault
        view, file = self.desk.views.get(code), self.desk.file(code)
        if view is None:
            return None, [fault(row, CODE, "登记表中、最近一次判断过的账号", code)]
        try:
            word = Disposition.from_label(text(row, DECISION))
        except ValueError:
            return None, [fault(row, DECISION, "/".join(_WORDS), text(row, DECISION))]
        today = china_date(self.desk.as_of)
        until, wrong = self.sheet.future_day(row, UNTIL, today)
        wish = Wish(
            account_code=code,
            decision=word,
            decided_by=text(row, BY),
            role=text(row, ROLE),
            reason=text(row, REASON),
            approver=text(row, APPROVER),
            until=until,
        )
        if conflict := self._conflict(row, view, file):
            return wish, [conflict]
        if text(row, MARK) != row_mark(view, file):
            stale = "导出后结论、问题或单位意见已变化，请重新导出后再填"
            return wish, [fault(row, MARK, "与现在的情况一致", stale)]
        if wrong:
            return None, wrong
        against = objections(wish, view, file, self.desk.rules, today)
        return wish, [fault(row, *objection) for objection in against]

    def _conflict(self, row: Row, view: AccountView, file: AccountFile) -> Fault | None:
        """Somebody decided meanwhile: a workbook must not silently overrule him."""
        today = china_date(self.desk.as_of)
        if file.decision is None or not file.is_settled(view.seen_hash, today):
            return None
        entry, said = file.decision
        expected = "尚未处理的账号（改判请用 gongkai review decide）"
        return self.sheet.fault(
            row, DECISION, expected, f"{entry.recorded_by}已定为“{said.decision.label}”"
        )

    def _is_stored(self, wish: Wish) -> bool:
        file = self.desk.file(wish.account_code)
        if file.decision is None:
            return False
        entry, said = file.decision
        given = (wish.decision, wish.reason, wish.until, wish.approver, wish.decided_by, wish.role)
        stored = (
            said.decision, said.reason, said.until, said.approver, entry.recorded_by, entry.role,
        )  # fmt: skip
        return given == stored
