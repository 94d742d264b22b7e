"""A duty of the ledger in words: for lists, the workbook and the report."""

from collections.abc import Sequence
from typing import Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.duties.agencies import NamedAgency
from gongkai_monitor.duties.ledger import LedgerDuty
from gongkai_monitor.duties.lookback import pair_duties
from gongkai_monitor.model.registry import Agency
from gongkai_monitor.vocabulary import DutyMatch, DutyState

BY_HAND = "要人工填报"
_HEADING = 40

Row = dict[str, Any]


def heading(text: str) -> str:
    """The first sentence of a duty, cut when it is long."""
    first = text.partition("。")[0]
    return first if len(first) <= _HEADING else f"{first[:_HEADING]}…"


def agency_names(named: Sequence[NamedAgency]) -> str:
    """The names as printed."""
    return "、".join(one.name for one in named)


def deadline_words(one: LedgerDuty) -> str:
    """Every limit that the duty names, the one that counts last."""
    words = [limit.text for limit in one.duty.deadlines]
    return "；".join(dict.fromkeys(words)) or "未写明"


def watched_by(one: LedgerDuty) -> str:
    """机器在看 with the indicators, else 要人工填报."""
    return f"机器在看：{'、'.join(one.indicators)}" if one.indicators else BY_HAND


def latest(one: LedgerDuty) -> str:
    """The last report in one sentence, "" before the first."""
    if not one.updates:
        return ""
    last = one.updates[-1]
    said = "；".join(filter(None, (last.note, last.evidence)))
    when = china_date(last.recorded_at)
    return f"{when} {last.state.label}（{last.recorded_by}）" + (f"：{said}" if said else "")


def duty_rows(ledger: Sequence[LedgerDuty]) -> list[Row]:
    """Duties as ``gongkai duties list`` prints them."""
    return [
        {
            "duty_id": one.duty_id,
            "document": one.document.title,
            "section": one.duty.section,
            "number": one.duty.number,
            "heading": heading(one.duty.text),
            "text": one.duty.text,
            "state": one.state,
            "state_label": one.state.label,
            "deadline_text": deadline_words(one),
            "due_on": one.duty.due_on,
            "next_due_on": one.next_due_on,
            "missed_on": one.missed,
            "days_late": one.days_late,
            "done_late_days": one.done_late_days,
            "lead_agencies": [named.name for named in one.lead],
            "responsible_agencies": [named.name for named in one.responsible],
            "answering": agency_names(one.answering),
            "agency_codes": sorted({
                code for named in (*one.lead, *one.responsible) for code in named.agency_codes
            }),
            "indicators": list(one.indicators),
            "watched_by": watched_by(one),
            "latest": latest(one),
        }
        for one in ledger
    ]  # fmt: skip


def agency_rows(ledger: Sequence[LedgerDuty], agencies: Sequence[Agency]) -> list[Row]:
    """Every printed name once: the units that it stands for, or what a person has to settle."""
    names = {agency.agency_code: agency.name for agency in agencies}
    found: dict[str, Row] = {}
    for one in ledger:
        for named in (*one.lead, *one.responsible):
            row = found.setdefault(
                f"{one.document.document_key} {named.name}",
                {
                    "document_key": one.document.document_key,
                    "name": named.name,
                    "agency_codes": list(named.agency_codes),
                    "agency_names": [names.get(code, code) for code in named.agency_codes],
                    "why_not": named.why_not,
                    "duties": [],
                },
            )
            row["duties"].append(one.duty_id)
    return sorted(found.values(), key=lambda row: (not row["why_not"], row["document_key"]))


def lookback_rows(before: Sequence[LedgerDuty], after: Sequence[LedgerDuty]) -> list[Row]:
    """Two years side by side; what stayed open of the first one is said."""
    pairs = pair_duties([one.duty.text for one in before], [one.duty.text for one in after])
    rows = []
    for pair in pairs:
        first = before[pair.before] if pair.before is not None else None
        second = after[pair.after] if pair.after is not None else None
        is_open = first is not None and first.state is not DutyState.DONE
        rows.append({
            "match": pair.match,
            "match_label": pair.match.label,
            "before_id": first.duty_id if first else "",
            "before": heading(first.duty.text) if first else "",
            "before_state": first.state.label if first else "",
            "is_open": is_open,
            "after_id": second.duty_id if second else "",
            "after": heading(second.duty.text) if second else "",
            "similarity": round(pair.similarity, 2),
            "note": _remark(pair.match, is_open=is_open),
        })  # fmt: skip
    return rows


def _remark(match: DutyMatch, *, is_open: bool) -> str:
    said = {
        DutyMatch.LIKELY: "请人工确认是否同一任务",
        DutyMatch.DROPPED: "下一年未再列入",
    }.get(match, "")
    return "；".join(filter(None, ("没有完成记录" if is_open else "", said)))
