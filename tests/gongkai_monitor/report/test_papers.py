"""通报 and 整改通知书: order, arithmetic, silence where there is nothing, and safe templates."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pandas as pd
import pytest

from gongkai_monitor.findings.lifecycle import is_open
from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.book import AuditBook, ReportError
from gongkai_monitor.report.bulletin.content import Records, bulletin_of
from gongkai_monitor.report.bulletin.files import write_bulletin
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.report.bulletin.problems import of_accounts
from gongkai_monitor.report.bulletin.recheck import Outcome, recheck
from gongkai_monitor.report.bulletin.sums import account_tallies, site_tallies
from gongkai_monitor.report.bulletin.template import build_template
from gongkai_monitor.report.bulletin.themes import THEMES, theme_sentences
from gongkai_monitor.report.cells import Row
from gongkai_monitor.report.notice.content import card_of, notice_fields
from gongkai_monitor.report.notice.template import build_template as build_notice
from gongkai_monitor.report.word.render import write_paper, write_template
from gongkai_monitor.vocabulary import FindingStatus, ReviewState, SubjectKind, Verdict, Way

DUE = date(2026, 12, 4)


def records_of(book: AuditBook, **changes: object) -> Records:
    period = Period.parse("2026-11")
    values = {
        "book": book, "period": period, "audits": 3, "audited_days": 2, "reviews": 0,
        "bases": ("国办秘函〔2019〕19号",), "previous": period.previous, "rechecked": None,
    }  # fmt: skip
    return Records(**{**values, **changes})


def write(book: AuditBook, folder: Path, **changes: object) -> tuple[Path, Path]:
    records = records_of(book, **changes)
    bulletin = bulletin_of(records, issuer=None, issued_on=book.day, due_on=DUE)
    return write_bulletin(bulletin, records, folder, folder / "templates")


def lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


@pytest.mark.parametrize(
    ("text", "first", "last", "name", "previous"),
    [
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30), "2026年第三季度", "2026Q2"),
        ("2026q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度", "2025Q4"),
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31), "2026年1月", "2025-12"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "2028年2月", "2028-01"),
    ],
)
def test_a_period_is_a_month_or_a_quarter(
    text: str, first: date, last: date, name: str, previous: str
) -> None:
    period = Period.parse(text)
    assert (period.first, period.last, period.name) == (first, last, name)
    assert period.previous.code == previous
    assert (period.begins_at.date(), period.ends_at.date()) == (first, last)


@pytest.mark.parametrize("text", ["2026", "2026-13", "2026Q5", "2026-00", "26-01", "2026-1", ""])
def test_another_text_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="2026Q3"):
        Period.parse(text)


def test_the_parts_stand_in_the_usual_order(books: ModuleType, tmp_path: Path) -> None:
    paper, _ = write(books.normal_day(), tmp_path)
    said = lines(paper)
    assert said[0] == "云岭市人民政府办公室关于2026年11月政府网站和政务新媒体检查情况的通报"
    assert said[1].startswith("各县")
    order = [
        "一、总体情况", "（一）政府网站", "（二）政务新媒体", "（三）上期问题整改复查",
        "（四）IPv6 支持情况", "（五）“我为政府网站找错”", "（六）政策解读",
        "（七）互动交流和留言办理", "（八）年度报表和年度报告", "二、主要问题", "（一）政府网站",
        "（二）政务新媒体", "三、工作要求",
    ]  # fmt: skip
    assert [line for line in said if line in order] == order
    assert any(line.startswith("附件：1. ") for line in said)
    assert said[-3:-1] == ["云岭市人民政府办公室", "2026年11月22日"]
    assert not any("{" in line or "%" in line.replace("%）", "") for line in said)


def test_the_pass_rate_is_passed_by_checked_and_unread_stands_apart(books: ModuleType) -> None:
    book = books.normal_day()
    for tallies, kind in (
        (site_tallies(book), SubjectKind.SITE),
        (account_tallies(book), SubjectKind.ACCOUNT),
    ):
        total, parts = tallies[-1], tallies[:-1]
        words = [one.verdict for one in book.verdicts if one.subject_kind is kind]
        assert total.passed == words.count(Verdict.PASSED)
        assert total.unread == words.count(Verdict.NOT_JUDGED) > 0
        assert total.pass_rate.denominator == total.passed + total.failed
        assert total.registered == total.checked + total.unread + total.outside
        for name in ("registered", "passed", "failed", "unread", "outside"):
            assert getattr(total, name) == sum(getattr(part, name) for part in parts)


def test_every_share_in_the_text_keeps_its_denominator(books: ModuleType, tmp_path: Path) -> None:
    book = books.normal_day()
    paper, _ = write(book, tmp_path)
    total = site_tallies(book)[-1]
    (said,) = [line for line in lines(paper) if line.startswith("登记政府网站")]
    assert f"{total.passed}/{total.checked}" in said
    assert f"{total.checked}/{total.running}" in said
    assert f"{total.unread} 家不作结论" in said
    table = docx.Document(str(paper)).tables[0]
    assert table.rows[-1].cells[-1].text == str(total.pass_rate)


def test_where_nothing_was_judged_no_rate_is_invented(books: ModuleType, tmp_path: Path) -> None:
    book = replace(books.normal_day(), verdicts=(), findings=())
    said = "".join(lines(write(book, tmp_path)[0]))
    assert "不计算合格率" in said
    assert "100" not in said
    assert "没有判断记录，无从复查" in said
    assert "没有这方面的检查记录，不作说明" in said


def failing(book: AuditBook) -> list[Finding]:
    found = [one for one in book.findings if one.effect.value == "veto"]
    return [replace(one, status=FindingStatus.ONGOING) for one in found]


def test_the_recheck_counts_only_what_was_read_again(books: ModuleType, tmp_path: Path) -> None:
    book = books.normal_day()
    one, two, three, four, five = failing(book)[:5]
    now = [
        one,
        replace(two, message=f"{two.message}（本轮未采到，未复核）"),
        replace(four, status=FindingStatus.FALSE_ALARM),
    ]
    last = {three.finding_id: "resolved"}
    rechecked = recheck([one, two, three, four, five], now, last)
    assert [item.outcome for item in rechecked] == [
        Outcome.OPEN, Outcome.UNREAD, Outcome.MENDED, Outcome.DISMISSED, Outcome.UNREAD,
    ]  # fmt: skip
    paper, annex = write(book, tmp_path, rechecked=rechecked)
    said = lines(paper)
    after = said[said.index("一、总体情况") + 1]
    assert "已整改的 1/5 项" in after
    assert "未采到，未复查的 2/5 项" in after
    sheet = openpyxl.load_workbook(annex)["4 附件4 上期问题整改复查表"]
    assert sum(row[0].value == "未采到，未复查" for row in sheet.iter_rows()) == 2


def ipv6_rows(*states: tuple[str, str, bool | None]) -> pd.DataFrame:
    """Inspection facts of the IPv6 address: collection state, cause, answer."""
    return pd.DataFrame(
        [
            {
                "subject_id": f"s{n}", "item_key": "ipv6_address", "collection_state": state,
                "cause": cause, "is_ok": is_ok, "kind": "portal", "agency_level": "city",
                "measured": None,
            }
            for n, (state, cause, is_ok) in enumerate(states)
        ]
    )  # fmt: skip


def ipv6_said(book: AuditBook, table: pd.DataFrame) -> str:
    theme = next(one for one in THEMES if one.rules == ("G-14",))
    measured = replace(book, facts={**book.facts, "inspection": table})
    return "".join(theme_sentences(theme, measured, []))


def test_a_theme_that_was_not_measured_is_uncollected_and_not_zero(books: ModuleType) -> None:
    book = books.normal_day()
    said = ipv6_said(book, ipv6_rows(("uncollected", "not_run", None)))
    assert "“域名没有 IPv6 解析”未采到（本轮未采集 1 个），不作说明" in said
    assert "没有未消除" not in said
    assert "发现问题" not in said


def test_a_theme_names_how_many_were_checked_and_what_is_left_out(books: ModuleType) -> None:
    rows = ipv6_rows(
        ("collected", "ok", True), ("uncollected", "blocked", None), ("collected", "ok", None),
        ("out_of_scope", "suspended", None),
    )  # fmt: skip
    said = ipv6_said(books.normal_day(), rows)
    assert "已检查的 1 个对象没有未消除的问题记录" in said
    assert "“域名没有 IPv6 解析”另有 2 个对象未采到（" in said
    assert "页面上看不出 1 个" in said
    assert "“经 IPv6 打不开首页”本期没有检查对象，不作说明" in said


def test_candidates_are_never_in_a_bulletin_or_notice(books: ModuleType, tmp_path: Path) -> None:
    book = books.normal_day()
    found = next(
        one for one in book.findings if one.subject_kind is SubjectKind.SITE and is_open(one)
    )
    code = found.subject_id
    candidate = replace(
        found, message="疑似错别字：登陆系统", way=Way.ASSISTED, review=ReviewState.PENDING
    )
    book = replace(book, candidates=(candidate,))
    paper, _ = write(book, tmp_path)
    text = "".join(lines(paper))
    assert "登陆系统" not in text
    assert "另有待复核线索 1 条" in text
    card = card_of(book, code)
    fields = notice_fields(card, book, issuer="甲", issued_on=book.day, due_on=DUE)
    assert "登陆系统" not in str(fields["groups"])


def test_a_notice_names_each_problem_with_basis_evidence_and_remedy(
    books: ModuleType, tmp_path: Path
) -> None:
    book = books.normal_day()
    failed = next(
        one for one in book.verdicts
        if one.subject_kind is SubjectKind.SITE and one.verdict is Verdict.FAILED
    )  # fmt: skip
    card = card_of(book, failed.subject_id)
    fields = notice_fields(card, book, issuer="甲办", issued_on=book.day, due_on=DUE)
    path = write_paper(tmp_path / "n.docx", fields, build_notice)
    paper = docx.Document(str(path))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows[1:]]
    assert len(rows) == len(card.problems)
    problem, place, _, proof = rows[0][1].split("\n")
    assert problem == card.vetoes[0].message
    assert place == f"位置：{card.vetoes[0].subject_name}"
    assert proof.startswith(card.vetoes[0].evidence[0].url)
    assert card.vetoes[0].basis in rows[0][3]
    assert rows[0][4] == card.vetoes[0].remedy
    assert "2026年12月4日" in "".join(lines(path))


def test_a_site_that_does_not_answer_has_the_record_of_the_visits_as_evidence(
    books: ModuleType,
) -> None:
    book = books.normal_day()
    failed = next(
        one for one in book.verdicts
        if one.subject_kind is SubjectKind.SITE and one.verdict is Verdict.FAILED
    )  # fmt: skip
    card = card_of(book, failed.subject_id)
    silent = replace(card.vetoes[0], code="site.unreachable", evidence=())
    for last, said in (
        (datetime(2026, 11, 20, 3, 5, tzinfo=UTC), "最近一次打不开为 2026-11-20 11:05"),
        (None, "无存档网页"),
    ):
        seen = replace(card, findings=(silent,), availability=Row({"last_failed_at": last}))
        fields = notice_fields(seen, book, issuer="甲", issued_on=book.day, due_on=DUE)
        assert said in fields["groups"][0]["rows"][0]["evidence"]


def test_what_concerns_the_sites_of_a_unit_stands_among_the_sites(books: ModuleType) -> None:
    book = books.normal_day()
    found = next(one for one in book.findings if is_open(one))
    of_unit = replace(found, subject_kind=SubjectKind.AGENCY, code="agency.many_sites")
    assert not of_accounts(of_unit)
    assert of_accounts(replace(of_unit, code="account.duplicate"))


def test_without_a_last_period_the_paper_says_so_once(books: ModuleType) -> None:
    records = records_of(books.normal_day())
    bulletin = bulletin_of(records, issuer=None, issued_on=records.book.day, due_on=DUE)
    said = [text for part in bulletin.parts for text in part.texts if "无从复查" in text]
    assert len(said) == 1


def test_a_site_without_a_problem_gets_no_notice(books: ModuleType) -> None:
    book = books.empty_day()
    with pytest.raises(ReportError, match="没有未消除的问题"):
        card_of(book, book.registry.sites[0].site_code)
    with pytest.raises(ReportError, match="没有网站标识码"):
        card_of(book, "0000000000")


def test_hostile_names_are_text_in_a_paper(books: ModuleType, tmp_path: Path) -> None:
    book = books.hostile_day(400)
    paper, annex = write(book, tmp_path)
    text = "".join(lines(paper))
    assert "{{ 7*7 }}" in text
    assert "49" not in text.split("{{ 7*7 }}")[0][-4:]
    assert "<script>" in text
    assert "\u202e" not in text
    for sheet in openpyxl.load_workbook(annex):
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_office_can_use_its_own_template(books: ModuleType, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "通报.docx"
    write_template(own, build_template)
    with pytest.raises(ReportError, match="已经存在"):
        write_template(own, build_template)
    mine = docx.Document()
    mine.add_paragraph("本办模板：{{ title }}")
    mine.save(str(own))
    assert lines(write(books.normal_day(), tmp_path)[0])[0].startswith("本办模板：云岭市")


@pytest.mark.parametrize(
    "text",
    [
        "{{ no_such_field }}",
        "{{ title.__class__.__mro__ }}",
        "{% for x in %}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
    ],
)
def test_a_template_that_reaches_for_more_is_refused(
    text: str, books: ModuleType, tmp_path: Path
) -> None:
    own = tmp_path / "templates" / "通报.docx"
    own.parent.mkdir()
    mine = docx.Document()
    mine.add_paragraph(text)
    mine.save(str(own))
    with pytest.raises(ReportError, match="模板"):
        write(books.normal_day(), tmp_path)


def test_a_template_that_is_no_word_file_is_refused(books: ModuleType, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "通报.docx"
    own.parent.mkdir()
    own.write_bytes(b"PK\x03\x04 not a paper")
    with pytest.raises(ReportError, match="模板"):
        write(books.normal_day(), tmp_path)
