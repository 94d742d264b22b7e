"""From a stored audit through a decision to the next audit, the report and the papers."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from gongkai_monitor.auditing import run_audit
from gongkai_monitor.listing import finding_rows
from gongkai_monitor.model.registry import Account, Agency, Registry
from gongkai_monitor.papers import write_period_bulletin, write_site_notices, write_templates
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.bulletin.period import Period
from gongkai_monitor.reporting import read_book, summarise
from gongkai_monitor.review.desk import decide, verify
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.lake import open_store
from gongkai_monitor.store.registry import save_registry
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyLevel,
    FilingStatus,
    FindingStatus,
    Platform,
    ReviewDecision,
    ReviewState,
)
from gongkai_monitor.workspace import create_workspace

DAY1 = datetime(2026, 10, 30, 1, 0, tzinfo=UTC)
DAY2, DAY3, DAY4 = (DAY1 + timedelta(days=number) for number in (1, 2, 3))


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    """A unit with one account that was never filed: the register alone proves it."""
    settings = create_workspace(tmp_path / "ws")
    agency = Agency(agency_code="A", name="云岭市人民政府", level=AgencyLevel.CITY)
    account = Account(
        account_code="A1", platform=Platform.WEIBO, name="云岭发布", agency_code="A",
        function=AccountFunction.PUBLISHING, filing_status=FilingStatus.UNFILED,
        source=AccountSource.NONE,
    )  # fmt: skip
    with open_store(settings, read_only=False) as conn:
        save_registry(conn, Registry(agencies=(agency,), accounts=(account,)), DAY1)
    return settings


def test_an_exemption_takes_the_problem_off_the_list_until_it_ends(office: Settings):
    run_audit(office, DAY1)
    (row,) = finding_rows(office, DAY1)
    assert row["review_label"] == "无需复核"
    decide(
        office, [row["finding_id"]], ReviewDecision.EXEMPT, reviewer="王某", reason="正在补办备案",
        now=DAY1 + timedelta(hours=1), until=date(2026, 10, 31),
    )  # fmt: skip
    (second,) = run_audit(office, DAY2).findings
    assert (second.status, second.review) == (FindingStatus.EXEMPT, ReviewState.EXEMPT)
    assert summarise(office, DAY2)["findings"]["open"] == 0
    (third,) = run_audit(office, DAY3).findings
    assert third.status is FindingStatus.ONGOING
    (again,) = run_audit(office, DAY1).findings  # the past is judged as it was known then
    assert again.status is FindingStatus.NEW


def test_every_audit_notes_the_end_of_the_chain(office: Settings):
    (found,) = run_audit(office, DAY1).findings
    decide(
        office, [found.finding_id], ReviewDecision.CONFIRMED, reviewer="王某", reason="属实",
        now=DAY1 + timedelta(hours=1),
    )  # fmt: skip
    result = run_audit(office, DAY2)
    assert result.findings[0].review is ReviewState.CONFIRMED
    assert verify(office, DAY3).faults == ()
    with open_store(office, read_only=False) as conn:
        conn.execute("DELETE FROM reviews")
    (fault,) = verify(office, DAY3).faults
    assert "截断" in fault


def test_a_bulletin_is_made_of_the_audits_of_its_period(office: Settings):
    run_audit(office, DAY1)
    run_audit(office, DAY4)
    paper, annex = write_period_bulletin(
        office, Period.parse("2026-11"), DAY4, issuer="云岭市政务公开办", due_on=None
    )
    said = [one.text for one in docx.Document(str(paper)).paragraphs]
    assert annex.is_file()
    assert said[0].startswith("云岭市政务公开办关于2026年11月")
    assert "本期 30 天中有 1 天作过判断，共 1 次" in said[2]
    assert any("上期（2026年10月）没有单项否决问题" in line for line in said)
    assert any("云岭发布" in line for line in said)
    with pytest.raises(ReportError, match="没有判断记录"):
        write_period_bulletin(office, Period.parse("2027-01"), DAY4, issuer=None, due_on=None)


def test_papers_refuse_what_is_not_there(office: Settings):
    run_audit(office, DAY1)
    with pytest.raises(ReportError, match="登记表中没有"):
        write_site_notices(office, ["1308000001"], DAY1, issuer=None, due_on=None)
    assert {path.name for path in write_templates(office)} == {
        "通报.docx", "整改通知书.docx", "关停建议档案.docx", "关停建议表.docx", "关停建议表.xlsx",
        "注销公告.docx", "新媒体月报.docx", "新媒体月报.xlsx", "舆情专报.docx",
    }  # fmt: skip
    with pytest.raises(ReportError, match="已经存在"):
        write_templates(office)


def test_a_candidate_of_the_store_is_in_the_book_but_not_among_its_problems(office: Settings):
    from gongkai_monitor.store.findings import read_findings, save_findings
    from gongkai_monitor.vocabulary import Way

    run_audit(office, DAY1)
    with open_store(office, read_only=False) as conn:
        (found,) = read_findings(conn, DAY1)
        candidate = replace(
            found, finding_id="c" * 16, way=Way.ASSISTED, review=ReviewState.PENDING
        )
        save_findings(conn, [found, candidate], DAY1)
    book = read_book(office, DAY1)
    assert [one.finding_id for one in book.findings] == [found.finding_id]
    assert [one.finding_id for one in book.candidates] == ["c" * 16]
    counted = summarise(office, DAY1)["findings"]
    assert (counted["open"], counted["candidates"]) == (1, 1)
