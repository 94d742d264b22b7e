"""Monthly list of accounts, in the column sets of published bulletins.

发布情况: 序号, 主办单位, 新媒体名称, 发布条数. 问题情况: 新媒体类型, 新媒体名称, 责任单位,
问题类别, 检查时更新日期. A number is given only for what was read: of the rest the list says
未采到, or how far back the reading went.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from docx.document import Document as DocumentObject
from openpyxl import Workbook

from gongkai_monitor.findings.lifecycle import is_open, is_rechecked
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.model.registry import Account
from gongkai_monitor.report.account_paper.record import chinese_day
from gongkai_monitor.report.book import AuditBook
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.report.cells import Row, local, rows
from gongkai_monitor.report.excel.layout import ListColumn, ListSheet, list_template
from gongkai_monitor.report.names import Names
from gongkai_monitor.report.word.layout import (
    add_heading,
    add_signature,
    add_table,
    add_text,
    add_title,
    new_paper,
)
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    FilingStatus,
    Level,
    Platform,
    SubjectKind,
)

NAME = "新媒体月报.docx"
WORKBOOK_NAME = "新媒体月报.xlsx"
_ENDED = frozenset({FilingStatus.CLOSED, FilingStatus.DEREGISTERED})
_WECHAT = frozenset({Platform.WECHAT_SUBSCRIPTION, Platform.WECHAT_SERVICE})
_SHEETS = (
    ListSheet(
        name="发布情况",
        rows="posts",
        title="posts_title",
        note="posts_note",
        columns=(
            ListColumn(heading="序号", field="number", width=8),
            ListColumn(heading="主办单位", field="agency", width=36, is_wide=True),
            ListColumn(heading="新媒体名称", field="name", width=34, is_wide=True),
            ListColumn(heading="发布条数", field="count", width=14),
            ListColumn(heading="备注", field="remark", width=44, is_wide=True),
        ),
    ),
    ListSheet(
        name="问题情况",
        rows="problems",
        title="problems_title",
        note="problems_note",
        columns=(
            ListColumn(heading="新媒体类型", field="kind", width=14),
            ListColumn(heading="新媒体名称", field="name", width=30, is_wide=True),
            ListColumn(heading="责任单位", field="agency", width=34, is_wide=True),
            ListColumn(heading="问题类别", field="problem", width=40, is_wide=True),
            ListColumn(heading="检查时更新日期", field="updated", width=18),
        ),
    ),
)


def monthly_fields(
    book: AuditBook,
    period: Period,
    counts: Mapping[str, int],
    *,
    issuer: str,
    issued_on: date,
) -> dict[str, Any]:
    """What both templates of the list can use.

    Args:
        book: of the last audit of the period.
        period: a month or a quarter.
        counts: account_code -> posts published in the period, as far as they were read.
        issuer: who signs.
        issued_on: the day of the paper.
    """
    names = Names.of(book.registry)
    facts = {row.text("account_code"): row for row in rows(book.facts.get("account"))}
    running = [one for one in book.registry.accounts if one.filing_status not in _ENDED]
    ended = len(book.registry.accounts) - len(running)
    posts = [_posts(one, facts.get(one.account_code), counts, period, names) for one in running]
    problems = _problems(book, facts, names)
    unread = sum(row["count"] == "未采到" for row in posts)
    day = f"{local(book.as_of):%Y-%m-%d %H:%M}"
    return {
        "title": f"{period.name}政务新媒体运行情况",
        "posts_title": f"{period.name}政务新媒体信息发布情况",
        "posts_note": (
            f"监测时间 {period.first} 至 {period.last}，数据截至 {day}。账号 {len(running)} 个，"
            f"其中未采到 {unread} 个（不作为未更新）；不含已关停、注销账号 {ended} 个。"
        ),
        "posts": [{"number": number, **row} for number, row in enumerate(posts, start=1)],
        "problems_title": f"{period.name}政务新媒体存在问题情况",
        "problems_note": f"检查时间 {day}；待复核线索和未采到的账号不列入。",
        "problems": problems,
        "has_problems": bool(problems),
        "issuer": issuer,
        "issued_on": chinese_day(issued_on),
    }


def build_workbook() -> Workbook:
    """The built-in workbook; the office may have its own ``templates/新媒体月报.xlsx``."""
    return list_template(_SHEETS)


def build_template() -> DocumentObject:
    """The built-in paper; the office may have its own ``templates/新媒体月报.docx``."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    widths = ((12, 42, 42, 20, 40), (26, 34, 34, 34, 28))
    for heading, sheet, width in zip(
        ("一、发布情况", "二、存在问题"), _SHEETS, widths, strict=True
    ):
        add_heading(paper, heading)
        add_text(paper, f"{{{{ {sheet.note} }}}}")
        add_table(
            paper,
            tuple(column.heading for column in sheet.columns),
            f"row in {sheet.rows}",
            tuple(f"{{{{ row.{column.field} }}}}" for column in sheet.columns),
            width,
        )
    add_signature(paper)
    return paper


def _posts(
    account: Account, row: Row | None, counts: Mapping[str, int], period: Period, names: Names
) -> dict[str, Any]:
    count, remark = _counted(counts.get(account.account_code, 0), row, period)
    return {
        "agency": names.agency(account.agency_code),
        "name": _shown_name(account),
        "count": count,
        "remark": remark,
    }


def _counted(found: int, row: Row | None, period: Period) -> tuple[int | str, str]:
    """How many posts, and what a reader must know about the number."""
    state = row.text("collection_state") if row else ""
    if row is None or state != CollectionState.COLLECTED:
        cause = CollectionCause(row.text("cause")).label if row else "没有判断记录"
        if found:
            return f"不少于 {found}", f"最近一次未采到：{cause}"
        return "未采到", cause
    since, read_at = row.day("reach_back_on"), row.instant("collected_at")
    if since is None or since > period.first:
        told = f"只读到 {since} 以后" if since else "不能确认列表是否回溯到期初"
        return (f"不少于 {found}" if found else "不足以统计"), told
    if read_at is not None and read_at.date() < period.last:
        return found, f"读到 {read_at:%Y-%m-%d}"
    return found, ""


def _problems(book: AuditBook, facts: Mapping[str, Row], names: Names) -> list[dict[str, Any]]:
    by_account: dict[str, list[Finding]] = {}
    for finding in book.findings:
        is_account = finding.subject_kind is SubjectKind.ACCOUNT
        is_standing = is_open(finding) and is_rechecked(finding) and finding.is_problem
        if is_account and is_standing:
            by_account.setdefault(finding.subject_id, []).append(finding)
    found = []
    for code, problems in sorted(by_account.items()):
        account = names.accounts.get(code)
        row = facts.get(code)
        if account is None or account.filing_status in _ENDED:
            continue
        titles = dict.fromkeys(_class_of(one) for one in problems)
        found.append(
            {
                "kind": "微信" if account.platform in _WECHAT else account.platform.label,
                "name": account.name,
                "agency": names.agency(account.agency_code),
                "problem": "、".join(titles),
                "updated": _updated(row, book.day),
            }
        )
    return found


def _updated(row: Row | None, today: date) -> str:
    """检查时更新日期; an account that was not read has none."""
    if row is None or row.text("collection_state") != CollectionState.COLLECTED:
        return "未采到"
    day = row.day("last_posted_on")
    if day is None:
        return "未见更新"
    return f"{day.month}月{day.day}日" if day.year == today.year else chinese_day(day)


def _class_of(finding: Finding) -> str:
    """问题类别 as bulletins say it: an account that is late is 更新不及时."""
    if finding.code == "account.content_stale":
        return "更新不及时（预警）" if finding.level is Level.WARNING else "更新不及时"
    return finding.title


def _shown_name(account: Account) -> str:
    is_wechat = account.platform in _WECHAT
    return account.name if is_wechat else f"{account.name}（{account.platform.label}）"
