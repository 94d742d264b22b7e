"""关停建议表: the accounts that are proposed for 关停, and those whose 关停 is under way."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.document import Document as DocumentObject
from openpyxl import Workbook

from gongkai_monitor.report.account_paper.record import AccountRecord, chinese_day
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.excel.layout import ListColumn, ListSheet, list_template
from gongkai_monitor.report.word.layout import (
    add_signature,
    add_table,
    add_text,
    add_title,
    new_paper,
)

NAME = "关停建议表.docx"
WORKBOOK_NAME = "关停建议表.xlsx"
_SHEET = ListSheet(
    name="关停建议表",
    rows="accounts",
    title="title",
    note="note",
    columns=(
        ListColumn(heading="序号", field="number", width=5),
        ListColumn(heading="账号名称", field="name", width=14),
        ListColumn(heading="平台", field="platform", width=9),
        ListColumn(heading="主办单位", field="agency", width=16, is_wide=True),
        ListColumn(heading="主管单位", field="supervisor", width=14, is_wide=True),
        ListColumn(heading="最近更新", field="last_posted_on", width=11),
        ListColumn(heading="未更新天数", field="days", width=7),
        ListColumn(heading="采集核实", field="readings", width=13, is_wide=True),
        ListColumn(heading="建议理由和依据", field="reasons", width=30, is_wide=True),
        ListColumn(heading="单位意见", field="opinion", width=16, is_wide=True),
        ListColumn(heading="处理决定", field="decision", width=12, is_wide=True),
        ListColumn(heading="审批人", field="approver", width=8),
        ListColumn(heading="办理进度", field="progress", width=11, is_wide=True),
    ),
)


def shutdown_list_fields(
    records: Sequence[AccountRecord], *, issuer: str, issued_on: date, as_of_text: str
) -> dict[str, Any]:
    """What both templates of the list can use."""
    proposed = sum(record.is_proposed for record in records)
    begun = sum(record.file.case is not None for record in records)
    return {
        "title": "政务新媒体账号关停建议表",
        "note": (
            f"数据截至 {as_of_text}。建议关停 {proposed} 个；已进入关停流程 {begun} 个。"
            "未采到的账号不在本表。建议供研判，是否关停由人决定。"
        ),
        "accounts": [_row(number, record) for number, record in enumerate(records, start=1)],
        "issuer": issuer,
        "issued_on": chinese_day(issued_on),
    }


def is_listed(record: AccountRecord) -> bool:
    """Proposed on collected data, or a 关停 that still has a step to come."""
    case = record.file.case
    return record.is_proposed or (case is not None and case.is_open)


def build_workbook() -> Workbook:
    """The built-in workbook; the office may have its own ``templates/关停建议表.xlsx``."""
    return list_template((_SHEET,))


def build_template() -> DocumentObject:
    """The built-in paper; the office may have its own ``templates/关停建议表.docx``."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    add_text(paper, "{{ note }}")
    add_table(
        paper,
        ("序号", "账号和主办单位", "最近更新和采集", "建议理由和依据", "单位意见、决定和进度"),
        "row in accounts",
        (
            "{{ row.number }}",
            "{{ row.name }}（{{ row.platform }}）\n{{ row.agency }}",
            "{{ row.last_posted_on }}\n{{ row.readings }}",
            "{{ row.reasons }}",
            "{{ row.opinion }}\n{{ row.decision }}\n{{ row.progress }}",
        ),
        (12, 34, 28, 42, 40),
    )
    add_signature(paper)
    return paper


def _row(number: int, record: AccountRecord) -> dict[str, Any]:
    case, decided = record.file.case, record.file.decision
    opinions = [one.appeal.words for one in record.file.appeals]
    collected = record.conclusion and record.facts.instant("collected_at")
    readings = record.facts.whole("readings_30d")
    seen = f"{local(collected):%Y-%m-%d %H:%M} 采到" if collected else ""
    if readings is not None:
        seen += f"；近 30 天在 {readings} 天采到"
    reasons = record.conclusion.reasons if record.conclusion else ()
    bases = dict.fromkeys(f"{one.basis}（{one.rule}）" for one in record.problems)
    return {
        "number": number,
        "name": record.account.name,
        "platform": record.account.platform.label,
        "agency": record.agency_name,
        "supervisor": record.supervisor.name if record.supervisor else "",
        "last_posted_on": _or_dash(record.facts.day("last_posted_on")),
        "days": _or_dash(record.facts.whole("days_since_post")),
        "readings": seen or "见档案",
        "reasons": "；".join((*reasons, *(f"依据：{one}" for one in bases))),
        "opinion": "；".join(opinions) or "尚未提出",
        "decision": f"{decided[1].decision.label}：{decided[1].reason}" if decided else "待定",
        "approver": decided[1].approver if decided else "",
        "progress": f"{case.step.label}（{case.step_on}）" if case else "尚未提出",
    }


def _or_dash(value: Any) -> Any:
    return "—" if value is None else value
