"""A made-up 工作要点 and its ledger on the day of the books."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from books_register import AS_OF, TODAY

from gongkai_monitor.duties.document import read_duties
from gongkai_monitor.duties.ledger import LedgerDuty, ledger_of
from gongkai_monitor.duties.records import Progress, StoredDocument, StoredDuty, link_update
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import DutyState

_TEXT = """云岭市2026年政务公开工作要点
一、抓好政策解读
（一）严格落实政策解读制度。重要政策3个工作日内发布解读材料。（责任时限：持续推进，牵头单位：市政府办公室，责任单位：市政府各部门）
（二）组织开展培训。年内培训不少于2次。（责任时限：2026年9月底前，牵头单位：市政府办公室，责任单位：市教育局、市财政局）
二、抓好平台建设
（一）加强政务新媒体管理。对确属无力维护的坚决关停。（责任时限：2026年底前，责任单位：市政府办公室）
（二）公开供水服务信息。6月底前建立专栏。（责任时限：2026年11月底前，牵头单位：市水务局，责任单位：市供水公司）
（三）每季度通报检查情况。（责任单位：市政府办公室）
"""


def ledger(register: Registry, names: Sequence[str] = ()) -> tuple[LedgerDuty, ...]:
    """Five duties: one done, one overdue, one with a missed milestone, one ahead, one in rhythm."""
    early = AS_OF - timedelta(days=200)
    document = StoredDocument(
        document_key="2026", year=2026, title="云岭市2026年政务公开工作要点", file_name="要点.docx",
        content_hash="a" * 64, imported_by="张三", imported_at=early,
    )  # fmt: skip
    duties = [
        StoredDuty.of(duty, f"2026-{place:02d}", "2026", early)
        for place, duty in enumerate(read_duties(_TEXT).duties, start=1)
    ]
    if names:
        duties = [
            replace(one, text=f"{names[place % len(names)]}。", lead_agencies=(names[-1],))
            for place, one in enumerate(duties)
        ]
    done = Progress(
        duty_id="2026-03", state=DutyState.DONE, recorded_by="李四", note="已关停 3 个",
        evidence_url="http://www.yunling.test/a.html",
    )  # fmt: skip
    updates = [link_update(done, AS_OF - timedelta(days=30), None)]
    codes = {"document.interpretation_overdue", "account.content_stale"}
    return tuple(ledger_of([document], duties, updates, register.agencies, codes, TODAY))
