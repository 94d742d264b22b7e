"""关停建议档案: what a decision on an account rests on, from the first verdict to the last look."""

from datetime import date
from typing import Any

from gongkai_monitor.report.account_paper.record import (
    AccountRecord,
    VerdictSpan,
    chinese_day,
)
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.cells import local
from gongkai_monitor.report.notice.content import proof_of
from gongkai_monitor.review.trail import Appeal, Decision, Recheck, Rectification, Step
from gongkai_monitor.vocabulary import CollectionState, ShutdownStep

UNKNOWN = "未见"
_NO_RECHECK = {"at": "尚未复查", "outcome": "", "seen": "", "by": "", "proof": ""}
_CONTACTS = frozenset({ShutdownStep.PROPOSED, ShutdownStep.INFORMED})


def check_dossier(record: AccountRecord) -> None:
    """A dossier is made of a proposal on collected data, or of a 关停 that was begun.

    Raises:
        ReportError: for any other account, with the reason.
    """
    if record.is_proposed or record.file.case is not None:
        return
    one = record.conclusion
    said = "；".join(one.reasons) if one else "尚未判断"
    label = one.verdict.label if one else "没有结论"
    raise ReportError(
        f"{record.account.name}（{record.account.account_code}）没有关停建议，也没有关停流程："
        f"{label}（{said}）"
    )


def dossier_fields(record: AccountRecord, *, issuer: str, issued_on: date) -> dict[str, Any]:
    """What a template of a dossier can use."""
    return {
        "title": f"{record.account.name}关停建议档案",
        "facts": [{"name": name, "value": value} for name, value in _facts(record)],
        "conclusion": _conclusion(record),
        "history": [_span(one) for one in record.history],
        "use": _use(record),
        "peers": _peers(record),
        "contacts": _contacts(record) or ["尚无告知和沟通记录。"],
        "opinions": _opinions(record) or ["单位尚未提出申诉或情况说明。"],
        "decisions": _decisions(record) or ["尚未作出处理决定。"],
        "evidence": [
            {"number": number, **row} for number, row in enumerate(_evidence(record), start=1)
        ],
        "steps": _steps(record),
        "rechecks": _rechecks(record) or [_NO_RECHECK],
        "chain": _chain(record),
        "issuer": issuer,
        "issued_on": chinese_day(issued_on),
    }


def _facts(record: AccountRecord) -> list[tuple[str, str]]:
    account, agency = record.account, record.agency
    contact = agency.phone if agency and agency.phone else "登记表未填"
    return [
        ("账号名称", account.name),
        ("平台和账号编码", f"{account.platform.label}，{account.account_code}"),
        ("主页网址", account.home_url or "登记表未填"),
        ("主办单位", record.agency_name),
        ("主管单位", record.supervisor.name if record.supervisor else UNKNOWN),
        ("单位联系电话", contact),
        ("认证主体", account.certified_subject or "登记表未填"),
        ("功能类型", account.function.label),
        ("开设、备案日期", f"{account.opened_on or UNKNOWN}、{account.filed_on or UNKNOWN}"),
        ("备案状态", account.filing_status.label),
    ]


def _conclusion(record: AccountRecord) -> list[str]:
    one, moment = record.conclusion, f"{local(record.as_of):%Y-%m-%d %H:%M}"
    if one is None:
        return [f"截至 {moment}，尚未判断。"]
    proposal = one.disposition.label if one.disposition else "不提建议"
    said = [f"截至 {moment}，检查结论：{one.verdict.label}；处置建议：{proposal}。"]
    said += [f"理由：{reason}。" for reason in one.reasons]
    if one.collection_state is CollectionState.UNCOLLECTED:
        said.append("最近一次未采到该账号，本页不以未采到作为任何结论的依据。")
    said += [
        f"问题：{f.message}。标准：{f.limit}。依据：{f.basis}（{f.rule}，{f.sureness.label}，"
        f"{f.edition} {f.edition_version} 版）；首次发现 {f.first_seen_on or UNKNOWN}。"
        for f in record.problems
    ]
    if record.candidates:
        said.append(f"另有 {record.candidates} 条线索正在人工复核，不作为依据。")
    return said


def _span(span: VerdictSpan) -> dict[str, str]:
    one = span.verdict
    is_read = one.collection_state is CollectionState.COLLECTED
    is_one_day = span.first_on == span.last_on
    return {
        "days": f"{span.first_on}" + ("" if is_one_day else f"\n至 {span.last_on}"),
        "audits": str(span.audits),
        "state": "已采到" if is_read else f"{one.collection_state.label}：{one.cause.label}",
        "verdict": one.verdict.label,
        "disposition": one.disposition.label if one.disposition else "不提建议",
        "reasons": "；".join(one.reasons),
    }


def _use(record: AccountRecord) -> list[str]:
    facts, reach = record.facts, record.reach
    state = facts.text("collection_state")
    if state == CollectionState.OUT_OF_SCOPE:
        return ["该账号已在登记表中关停或注销，不再统计使用情况。"]
    if state != CollectionState.COLLECTED:
        return ["最近一次未采到该账号，不统计使用情况；未采到不说明账号未使用。"]
    said = [
        _measured("最近一次更新", facts.day("last_posted_on")),
        _measured("距最近更新", facts.whole("days_since_post"), "天"),
        _measured("最近 90 天发布", facts.whole("posts_90d"), "条"),
        _measured("近一年两次更新的最长间隔", facts.whole("longest_gap_days"), "天"),
        _measured("关注人数", reach.whole("followers") or facts.whole("followers")),
        _measured("最近 30 天单条阅读量中位数", reach.number("reads_median_30d")),
    ]
    return ["；".join(said) + "。"]


def _measured(name: str, value: object, unit: str = "") -> str:
    if value is None:
        return f"{name}：数据不足"
    return f"{name} {value}{f' {unit}' if unit else ''}"


def _peers(record: AccountRecord) -> list[str]:
    """Use against accounts of the same platform, level and kind; nothing where that is unknown."""
    reach = record.reach
    if record.facts.text("collection_state") == CollectionState.OUT_OF_SCOPE:
        return []
    group, index = reach.text("peer_group"), reach.number("attention_index")
    if not group:
        return ["没有同平台、同层级、同类别账号的数据，不作比较。"]
    head = f"同类账号（{group}）{reach.whole('peer_count') or 0} 个。"
    if index is None:
        why = reach.text("index_why") or "同类账号不足 10 个或有数据的推文不足"
        return [f"{head}不计算关注指数：{why}。"]
    parts = [
        f"{name} {reach.number(column)}"
        for name, column in (
            ("发布量", "posts_percentile"), ("阅读量", "reads_percentile"),
            ("互动量", "interaction_percentile"),
        )
        if reach.number(column) is not None
    ]  # fmt: skip
    detail = f"其中{'，'.join(parts)}。" if parts else ""
    return [
        f"{head}关注指数（同类账号中的百分位，0 至 100）为 {index}。{detail}",
        "该指数只供研判群众关注度，不单独作为关停依据，也不用于单位排名。",
    ]


def _contacts(record: AccountRecord) -> list[str]:
    said = []
    for entry, body in record.file.standing:
        if isinstance(body, Rectification) or (isinstance(body, Step) and body.step in _CONTACTS):
            said.append(f"{body.words}（{entry.recorded_by}记录）。")
    return said


def _opinions(record: AccountRecord) -> list[str]:
    said = []
    for one in record.file.appeals:
        said.append(f"{one.appeal.words}。")
        if one.answer and one.answered:
            who = f"{one.answered.recorded_by}（{one.answered.role}）"
            said.append(f"答复（{one.answer.state.label}，{who}）：{one.answer.text}。")
        elif one.is_open:
            said.append(f"尚未答复，应于 {chinese_day(one.appeal.answer_due_on)}前答复。")
    return said


def _decisions(record: AccountRecord) -> list[str]:
    said = []
    for entry, body in record.file.standing:
        if not isinstance(body, Decision):
            continue
        approved = f"，审批人 {body.approver}" if body.approver else ""
        until = f"至 {body.until}" if body.until else ""
        day = local(entry.recorded_at)
        said.append(
            f"{day:%Y-%m-%d %H:%M} {entry.recorded_by}（{entry.role}）决定“{body.decision.label}”"
            f"{until}{approved}。理由：{body.reason}。依据 {local(body.audited_at):%Y-%m-%d %H:%M} "
            f"的判断，所见校验值 {body.seen_hash[:16]}…，证据校验值 {body.evidence_hash[:16]}…。"
        )
    return said


def _evidence(record: AccountRecord) -> list[dict[str, str]]:
    pages = [{"what": page.note, "where": proof_of(page)} for page in record.evidence]
    for _, body in record.file.standing:
        if isinstance(body, Decision):
            attachment, what = body.request, "单位书面申请"
        elif isinstance(body, Appeal | Rectification | Step):
            attachment, what = body.attachment, body.words
        else:
            continue
        if attachment:
            where = f"{attachment.file_name}，SHA-256 {attachment.content_hash[:16]}…"
            pages.append({"what": what, "where": where})
    return pages


def _steps(record: AccountRecord) -> list[dict[str, str]]:
    case = record.file.case
    done = {one.step: one for one in case.steps} if case else {}
    rows = []
    for step in ShutdownStep:
        one = done.get(step)
        if step is ShutdownStep.WITHDRAWN and one is None:
            continue
        proof = "；".join(filter(None, (one.file_name, one.url, one.note))) if one else ""
        rows.append(
            {
                "step": step.label,
                "on": f"{one.done_on}" if one else "未办",
                "by": f"{one.recorded_by} {one.role}".strip() if one else "",
                "proof": proof,
            }
        )
    return rows


def _rechecks(record: AccountRecord) -> list[dict[str, str]]:
    return [
        {
            "at": f"{local(body.proof.seen_at):%Y-%m-%d %H:%M}",
            "outcome": body.outcome.label,
            "seen": body.proof.seen,
            "by": f"{entry.recorded_by} {entry.role}".strip(),
            "proof": body.proof.evidence_id[:16],
        }
        for entry, body in record.file.standing
        if isinstance(body, Recheck)
    ]


def _chain(record: AccountRecord) -> str:
    if not record.file.entries:
        return "本账号尚无处理记录。"
    last = record.file.entries[-1]
    return (
        f"本档案所列处理记录共 {len(record.file.entries)} 条，最后一条为第 {last.sequence} 号，"
        f"校验值 {last.own_hash}；可用 gongkai review verify 核对。"
    )
