"""Papers about accounts: nothing is said of what was not read; the office edits the templates."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest

from gongkai_monitor.model.registry import Account, Agency
from gongkai_monitor.report.account_paper import deregistration, dossier_template, monthly
from gongkai_monitor.report.account_paper.dossier import check_dossier, dossier_fields
from gongkai_monitor.report.account_paper.record import (
    AccountRecord,
    AuditedVerdict,
    verdict_spans,
)
from gongkai_monitor.report.account_paper.shutdown_list import (
    build_workbook,
    is_listed,
    shutdown_list_fields,
)
from gongkai_monitor.report.book import AuditBook, ReportError
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.report.cells import Row
from gongkai_monitor.report.excel.fill import write_workbook, write_workbook_template
from gongkai_monitor.report.notice.account_content import (
    account_notice_fields,
    check_account_notice,
)
from gongkai_monitor.report.notice.template import build_template as build_notice
from gongkai_monitor.report.word.render import write_paper
from gongkai_monitor.review.account_file import AccountFile, account_file
from gongkai_monitor.review.trail import AccountBody, Draft, Entry, Step, link_entry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    CollectionCause,
    CollectionState,
    Disposition,
    FilingStatus,
    Platform,
    ShutdownStep,
    SubjectKind,
    Verdict,
)

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def audited(
    day: int, verdict: Verdict, proposal: Disposition | None = None, **changes: Any
) -> AuditedVerdict:
    values = {
        "as_of": NOW - timedelta(days=30 - day), "verdict": verdict, "disposition": proposal,
        "collection_state": CollectionState.COLLECTED, "cause": CollectionCause.OK,
        "reasons": ("理由",),
    }  # fmt: skip
    return AuditedVerdict(**{**values, **changes})


def trail_of(*bodies: AccountBody) -> AccountFile:
    entries: list[Entry] = []
    for body in bodies:
        draft = Draft(account_code="W1", body=body, recorded_by="王某", role="科长")
        entries.append(link_entry(draft, NOW, entries[-1] if entries else None))
    return account_file("W1", entries)


def step(name: ShutdownStep) -> Step:
    return Step(case_id="W1-1", step=name, done_on=TODAY)


def record(books: ModuleType, **changes: Any) -> AccountRecord:
    """A dormant account with a problem of the made-up day, read in full."""
    book = books.normal_day()
    finding = next(
        one for one in book.findings if one.subject_kind is SubjectKind.ACCOUNT and one.evidence
    )
    verdict = next(one for one in book.verdicts if one.subject_kind is SubjectKind.ACCOUNT)
    values = {
        "account": Account(
            account_code="W1", platform=Platform.WEIBO, name="云岭水务", agency_code="B",
            function=AccountFunction.PUBLISHING, filing_status=FilingStatus.FILED,
            source=AccountSource.FEED,
        ),
        "agency": Agency(agency_code="B", name="云岭市水务局", level=AgencyLevel.CITY),
        "supervisor": None,
        "conclusion": replace(
            verdict, verdict=Verdict.FAILED, disposition=Disposition.SHUT_DOWN,
            collection_state=CollectionState.COLLECTED, cause=CollectionCause.OK,
            reasons=("120 天未更新",),
        ),
        "problems": (finding,), "candidates": 0,
        "facts": Row({"collection_state": "collected", "days_since_post": 120, "posts_90d": 0}),
        "reach": Row({}), "history": (), "file": AccountFile(account_code="W1"), "as_of": NOW,
    }  # fmt: skip
    return AccountRecord(**{**values, **changes})


def unread(one: AccountRecord) -> AccountRecord:
    assert one.conclusion is not None
    conclusion = replace(
        one.conclusion, verdict=Verdict.NOT_JUDGED, disposition=None,
        collection_state=CollectionState.UNCOLLECTED, cause=CollectionCause.BLOCKED,
        reasons=("未采到：被拦截",),
    )  # fmt: skip
    facts = Row({"collection_state": "uncollected", "days_since_post": 120, "posts_90d": 0})
    return replace(one, conclusion=conclusion, problems=(), facts=facts)


def texts(path: Path) -> str:
    paper = docx.Document(str(path))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_conclusions_that_follow_each_other_are_one_span():
    spans = verdict_spans([
        audited(1, Verdict.PASSED), audited(2, Verdict.PASSED),
        audited(3, Verdict.NOT_JUDGED, collection_state=CollectionState.UNCOLLECTED),
        audited(4, Verdict.PASSED), audited(5, Verdict.FAILED, Disposition.SHUT_DOWN),
    ])  # fmt: skip
    assert [(one.audits, one.verdict.verdict) for one in spans] == [
        (2, Verdict.PASSED), (1, Verdict.NOT_JUDGED), (1, Verdict.PASSED), (1, Verdict.FAILED),
    ]  # fmt: skip


def test_a_dossier_says_everything_a_decision_rests_on(books: ModuleType, tmp_path: Path):
    one = record(
        books,
        history=verdict_spans([audited(1, Verdict.PASSED), audited(2, Verdict.FAILED)]),
        file=trail_of(step(ShutdownStep.PROPOSED), step(ShutdownStep.INFORMED)),
    )
    check_dossier(one)
    fields = dossier_fields(one, issuer="云岭市政务公开办", issued_on=TODAY)
    said = texts(write_paper(tmp_path / "d.docx", fields, dossier_template.build_template))
    for part in (
        "云岭市水务局", "120 天未更新", "不合格", "已告知单位", one.problems[0].basis,
        one.evidence[0].url, one.file.entries[-1].own_hash, "不作比较",
    ):  # fmt: skip
        assert part in said
    assert "{{" not in said


def test_there_is_no_dossier_of_an_account_that_was_not_collected(books: ModuleType):
    with pytest.raises(ReportError, match="未采到"):
        check_dossier(unread(record(books)))


def test_a_dossier_never_counts_the_use_of_an_account_that_was_not_read(books: ModuleType):
    one = replace(unread(record(books)), file=trail_of(step(ShutdownStep.PROPOSED)))
    fields = dossier_fields(one, issuer="甲", issued_on=TODAY)
    assert fields["use"] == ["最近一次未采到该账号，不统计使用情况；未采到不说明账号未使用。"]


def test_the_attention_index_is_told_with_its_group_and_never_without_enough_peers(
    books: ModuleType,
):
    known = {"peer_group": "新浪微博·市·部门", "peer_count": 12, "attention_index": 3.0}
    for reach, part in (
        (known, "为 3"),
        ({**known, "peer_count": 4, "attention_index": None}, "不计算关注指数"),
    ):
        fields = dossier_fields(record(books, reach=Row(reach)), issuer="甲", issued_on=TODAY)
        assert part in "".join(fields["peers"])
        assert "新浪微博·市·部门" in "".join(fields["peers"])


def test_the_list_holds_proposals_on_collected_data_and_running_cases_only(books: ModuleType):
    one = record(books)
    running = replace(unread(one), file=trail_of(step(ShutdownStep.PROPOSED)))
    ended = (step(ShutdownStep.PROPOSED), step(ShutdownStep.WITHDRAWN))
    assert is_listed(one)
    assert is_listed(running)
    assert not is_listed(unread(one))
    assert not is_listed(replace(unread(one), file=trail_of(*ended)))


def test_the_workbook_repeats_its_row_and_keeps_text_text(books: ModuleType, tmp_path: Path):
    names = ("云岭水务", "=1+1", "@甲", "丙\u202e")
    records = [record(books, account=replace(record(books).account, name=name)) for name in names]
    fields = shutdown_list_fields(records, issuer="甲", issued_on=TODAY, as_of_text="2026-11-20")
    path = write_workbook(tmp_path / "表.xlsx", fields, build_workbook)
    sheet = openpyxl.load_workbook(path)["关停建议表"]
    assert [sheet.cell(row, 2).value for row in range(4, 8)] == [
        "云岭水务",
        "=1+1",
        "@甲",
        "丙\ufffd",
    ]
    assert [sheet.cell(row, 1).value for row in range(4, 8)] == [1, 2, 3, 4]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert all(sheet.cell(row, 9).border.top.style == "thin" for row in range(4, 8))
    assert sheet.row_dimensions[4].height > 20


def test_without_a_row_the_workbook_has_its_headings_only(tmp_path: Path):
    fields = shutdown_list_fields([], issuer="甲", issued_on=TODAY, as_of_text="2026-11-20")
    path = write_workbook(tmp_path / "表.xlsx", fields, build_workbook)
    sheet = openpyxl.load_workbook(path)["关停建议表"]
    assert sheet.cell(3, 2).value == "账号名称"
    assert sheet.cell(4, 2).value is None


def own_workbook(path: Path, *rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_the_office_leaves_out_columns_and_writes_below_the_list(books: ModuleType, tmp_path: Path):
    own = own_workbook(
        tmp_path / "own.xlsx", ["{{ title }}（试行）"], ["账号", "意见"],
        ["{{ accounts.name }}", "{{ accounts.opinion }}"], ["填表人：", "{{ issuer }}"],
    )  # fmt: skip
    fields = shutdown_list_fields(
        [record(books), record(books)], issuer="甲办", issued_on=TODAY, as_of_text="x"
    )
    path = write_workbook(tmp_path / "表.xlsx", fields, build_workbook, own)
    values = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    assert values[0][0] == "政务新媒体账号关停建议表（试行）"
    assert [row[0] for row in values[2:4]] == ["云岭水务", "云岭水务"]
    assert values[4] == ("填表人：", "甲办")


@pytest.mark.parametrize(
    "cell", ["{{ nothing }}", "{{ accounts.nothing }}", "{{ title.name }}", "{{ posts.name }}"]
)
def test_a_field_that_does_not_exist_is_named(books: ModuleType, tmp_path: Path, cell: str):
    own = own_workbook(tmp_path / "own.xlsx", [cell])
    fields = shutdown_list_fields([record(books)], issuer="甲", issued_on=TODAY, as_of_text="x")
    with pytest.raises(ReportError, match="没有字段"):
        write_workbook(tmp_path / "表.xlsx", fields, build_workbook, own)


def test_a_template_that_is_no_workbook_is_refused_and_an_edited_one_is_kept(tmp_path: Path):
    own = tmp_path / "own.xlsx"
    own.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(ReportError, match="工作簿"):
        write_workbook(tmp_path / "表.xlsx", {}, build_workbook, own)
    with pytest.raises(ReportError, match="已经存在"):
        write_workbook_template(own, build_workbook)


def test_the_public_notice_waits_for_the_decision_and_names_who_takes_over(
    books: ModuleType, tmp_path: Path
):
    one = record(books, file=trail_of(step(ShutdownStep.PROPOSED)))
    with pytest.raises(ReportError, match="尚未作出决定"):
        deregistration.check_deregistration(one, None)
    decided = (ShutdownStep.PROPOSED, ShutdownStep.INFORMED, ShutdownStep.DECIDED)
    one = record(books, file=trail_of(*(step(name) for name in decided)))
    with pytest.raises(ReportError, match="自己"):
        deregistration.check_deregistration(one, one.account)
    other = replace(one.account, account_code="W2", name="水清云岭")
    deregistration.check_deregistration(one, other)
    fields = deregistration.deregistration_fields(one, other, stops_on=TODAY, issued_on=TODAY)
    said = texts(write_paper(tmp_path / "g.docx", fields, deregistration.build_template))
    for part in ("国办发〔2018〕123号", "云岭水务", "水清云岭", "2026年11月20日", "草稿"):
        assert part in said


def test_a_notice_of_an_account_names_each_problem_with_its_basis(
    books: ModuleType, tmp_path: Path
):
    one = record(books)
    check_account_notice(one)
    fields = account_notice_fields(one, issuer="甲", issued_on=TODAY, due_on=date(2026, 12, 4))
    said = texts(write_paper(tmp_path / "n.docx", fields, build_notice))
    for part in (one.problems[0].message, one.problems[0].basis, "2026年12月4日", "云岭市水务局"):
        assert part in said
    with pytest.raises(ReportError, match="没有未消除的问题"):
        check_account_notice(unread(one))


def monthly_book(books: ModuleType, **facts: Any) -> AuditBook:
    book = books.normal_day()
    account = book.registry.accounts[0]
    row = {
        "account_code": account.account_code, "collection_state": "collected", "cause": "ok",
        "collected_at": pd.Timestamp("2026-11-30 12:00", tz="UTC"),
        "reach_back_on": date(2026, 10, 1), "last_posted_on": date(2026, 11, 29), **facts,
    }  # fmt: skip
    registry = replace(book.registry, accounts=(account,))
    return replace(book, registry=registry, facts={"account": pd.DataFrame([row])})


@pytest.mark.parametrize(
    ("facts", "found", "count", "remark"),
    [
        ({}, 43, 43, ""),
        ({}, 0, 0, ""),
        ({"reach_back_on": date(2026, 11, 10)}, 9, "不少于 9", "只读到 2026-11-10 以后"),
        ({"reach_back_on": None}, 0, "不足以统计", "不能确认列表是否回溯到期初"),
        ({"collection_state": "uncollected", "cause": "blocked"}, 0, "未采到", "被拦截"),
        ({"collection_state": "uncollected", "cause": "blocked"}, 7, "不少于 7", "未采到"),
    ],
)
def test_a_number_of_posts_is_given_only_for_what_was_read(
    books: ModuleType, facts: dict[str, Any], found: int, count: Any, remark: str
):
    book = monthly_book(books, **facts)
    code = book.registry.accounts[0].account_code
    fields = monthly.monthly_fields(
        book, Period.parse("2026-11"), {code: found}, issuer="甲", issued_on=TODAY
    )
    (row,) = fields["posts"]
    assert row["count"] == count
    assert remark in row["remark"]


def test_the_monthly_list_has_the_columns_of_published_bulletins(books: ModuleType, tmp_path: Path):
    book = books.normal_day()
    fields = monthly.monthly_fields(book, Period.parse("2026-11"), {}, issuer="甲", issued_on=TODAY)
    path = write_workbook(tmp_path / "m.xlsx", fields, monthly.build_workbook)
    sheets = openpyxl.load_workbook(path)
    heads = {sheet.title: [cell.value for cell in sheet[3]] for sheet in sheets}
    assert heads["发布情况"][:4] == ["序号", "主办单位", "新媒体名称", "发布条数"]
    assert heads["问题情况"] == [
        "新媒体类型", "新媒体名称", "责任单位", "问题类别", "检查时更新日期",
    ]  # fmt: skip
    said = texts(write_paper(tmp_path / "m.docx", fields, monthly.build_template))
    assert "发布条数" in said
    assert "{{" not in said
