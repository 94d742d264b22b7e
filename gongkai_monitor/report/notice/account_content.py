"""What a 整改通知书 says of an account: only open problems, never a candidate, never 未采到."""

from datetime import date
from typing import Any

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.report.account_paper.record import AccountRecord, chinese_day
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.notice.content import demands, problem_groups, proof_of
from gongkai_monitor.vocabulary import Verdict


def check_account_notice(record: AccountRecord) -> None:
    """Only an account with an open problem gets a notice.

    Raises:
        ReportError: for one without.
    """
    if not record.problems:
        code = record.account.account_code
        raise ReportError(f"{record.account.name}（{code}）没有未消除的问题，不出整改通知")


def account_notice_fields(
    record: AccountRecord, *, issuer: str, issued_on: date, due_on: date
) -> dict[str, Any]:
    """What a template of a notice can use; the same fields as for a site."""
    return {
        "title": "政务新媒体整改通知书",
        "addressee": f"{record.agency_name}：",
        "introduction": _introduction(record),
        "groups": problem_groups(record.problems, _proof),
        "demands": demands(due_on, record.candidates),
        "issuer": issuer,
        "issued_on": chinese_day(issued_on),
    }


def _introduction(record: AccountRecord) -> list[str]:
    account, one = record.account, record.conclusion
    verdict = one.verdict.label if one else "尚未判断"
    where = f"，{account.home_url}" if account.home_url else ""
    said = [
        (
            f"截至 {local(record.as_of):%Y-%m-%d %H:%M}，对你单位主办的政务新媒体{record.title}"
            f"（账号编码 {account.account_code}{where}）的检查结论为：{verdict}。"
            f"发现未消除的问题 {len(record.problems)} 项。"
        )
    ]
    if one and one.verdict is Verdict.NOT_JUDGED:
        said += [f"未作结论的原因：{reason}。" for reason in one.reasons]
    elif one and one.disposition:
        said.append(f"处置建议：{one.disposition.label}。{'；'.join(one.reasons)}。")
    return said


def _proof(finding: Finding) -> str:
    return proof_of(finding.evidence[0]) if finding.evidence else "依据登记表"
