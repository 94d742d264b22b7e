"""注销公告 draft: what the unit tells the public before an account is closed."""

from datetime import date
from typing import Any

from docx.document import Document as DocumentObject

from gongkai_monitor.model.registry import Account
from gongkai_monitor.report.account_paper.record import AccountRecord, chinese_day
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.word.layout import (
    add_signature,
    add_text,
    add_texts,
    add_title,
    new_paper,
)
from gongkai_monitor.vocabulary import ShutdownStep

NAME = "注销公告.docx"
_BASIS = "《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）"


def check_deregistration(record: AccountRecord, successor: Account | None) -> None:
    """A notice is drafted only after the decision.

    Raises:
        ReportError: without a decision, or when the account would take over from itself.
    """
    case, name = record.file.case, record.account.name
    if case is None or case.step is ShutdownStep.WITHDRAWN:
        raise ReportError(f"{name}没有办理中的关停流程，不出注销公告")
    if not case.reached(ShutdownStep.DECIDED):
        raise ReportError(f"{name}的关停尚未作出决定（现在是“{case.step.label}”），不出注销公告")
    if successor is not None and successor.account_code == record.account.account_code:
        raise ReportError(f"承接账号不能是 {name} 自己")


def deregistration_fields(
    record: AccountRecord, successor: Account | None, *, stops_on: date, issued_on: date
) -> dict[str, Any]:
    """What a template of the notice can use."""
    account, agency = record.account, record.agency
    texts = [
        (
            f"根据{_BASIS}等有关规定，按照政务新媒体清理整合工作要求，我单位决定注销"
            f"{account.platform.label}账号“{account.name}”。"
        ),
        (
            f"该账号将于{chinese_day(stops_on)}起停止发布信息，并按程序予以关停注销。"
            "此后以该名称发布的信息均与我单位无关。"
        ),
    ]
    if successor is not None:
        where = f"（{successor.home_url}）" if successor.home_url else ""
        texts.append(
            f"原账号承担的信息发布和互动服务由{successor.platform.label}账号“{successor.name}”"
            f"{where}承接，敬请关注。"
        )
    else:
        texts.append("今后有关信息请关注本级政府门户网站和我单位其他政务新媒体。")
    contact = f"联系电话：{agency.phone}。" if agency and agency.phone else ""
    texts.append(f"感谢广大用户一直以来的关注和支持。{contact}")
    return {
        "title": f"关于注销“{account.name}”{account.platform.label}账号的公告",
        "draft": "（草稿，由主办单位审定后在原账号和政府门户网站发布）",
        "texts": texts,
        "issuer": record.agency_name,
        "issued_on": chinese_day(issued_on),
    }


def build_template() -> DocumentObject:
    """Title, paragraphs, signature; the office may have its own ``templates/注销公告.docx``."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    add_text(paper, "{{ draft }}", is_indented=False)
    add_texts(paper, "texts")
    add_signature(paper)
    return paper
