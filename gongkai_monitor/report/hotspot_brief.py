"""舆情专报: one hotspot on paper, every sentence out of stored records; the office may edit it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from docx.document import Document as DocumentObject

from gongkai_monitor.report.account_paper.record import chinese_day
from gongkai_monitor.report.cells import Row, local
from gongkai_monitor.report.word.layout import (
    add_heading,
    add_mark,
    add_signature,
    add_table,
    add_text,
    add_texts,
    add_title,
    new_paper,
)
from gongkai_monitor.vocabulary import ResponseClass, RiskLevel, Sentiment

NAME = "舆情专报.docx"
UNKNOWN = "未登记"
_MIN_QUOTED = 3


def build_template() -> DocumentObject:
    """Six parts in the order in which a leader reads."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    add_text(paper, "{{ summary }}")
    add_heading(paper, "一、基本情况")
    add_table(
        paper, ("项目", "内容"), "fact in facts", ("{{ fact.name }}", "{{ fact.value }}"), (38, 118)
    )
    add_heading(paper, "二、群众诉求和走势")
    add_texts(paper, "course")
    add_texts(paper, "examples")
    add_heading(paper, "三、研判")
    add_texts(paper, "triage")
    add_heading(paper, "四、回应时限")
    add_table(
        paper,
        ("要求", "起算", "截止", "完成", "状态", "依据"),
        "row in clocks",
        ("{{ row.limit }}", "{{ row.since }}", "{{ row.due }}", "{{ row.met }}",
         "{{ row.state }}", "{{ row.basis }}"),
        (24, 24, 24, 24, 20, 40),
    )  # fmt: skip
    add_heading(paper, "五、回应和处置")
    add_texts(paper, "answers")
    add_texts(paper, "steps")
    add_heading(paper, "六、台账记录")
    add_texts(paper, "log")
    add_mark(paper, "{%p if chain %}")
    add_text(paper, "{{ chain }}")
    add_mark(paper, "{%p endif %}")
    add_signature(paper)
    return paper


def brief_fields(
    row: Row,
    *,
    clocks: Sequence[dict[str, str]],
    days: Sequence[tuple[date, int]],
    answers: Sequence[str],
    log: Sequence[str],
    chain: str,
    agency_name: str,
    issuer: str,
    as_of: datetime,
    issued_on: date,
) -> dict[str, Any]:
    """What a template of a brief can use.

    Args:
        row: of the hotspots table with the register.
        clocks: limit, since, due, met, state, basis of each limit.
        days: messages per day.
        answers: confirmed and likely answers, in words.
        log: entries of the register, in words.
        chain: last entry and its hash, in words; "" while there is none.
        agency_name: of the responsible unit.
        issuer: who signs.
        as_of: the moment.
        issued_on: the day on the paper.
    """
    return {
        "title": f"关于“{row.text('title')}”的舆情专报",
        "summary": _summary(row, agency_name, as_of),
        "facts": [{"name": name, "value": value} for name, value in _facts(row, agency_name)],
        "course": _course(row, days),
        "examples": _examples(row),
        "triage": _triage(row),
        "clocks": list(clocks),
        "answers": list(answers),
        "steps": list(row.items("steps")) or ["尚未登记处置情况。"],
        "log": list(log) or ["尚无台账记录。"],
        "chain": chain,
        "issuer": issuer,
        "issued_on": chinese_day(issued_on),
    }


def _summary(row: Row, agency_name: str, as_of: datetime) -> str:
    first = row.instant("first_at")
    began = f"自 {first:%Y-%m-%d %H:%M} 起" if first else ""
    unit = agency_name or "待人工指定"
    return (
        f"截至 {local(as_of):%Y-%m-%d %H:%M}，{began}共收到相关来信 {row.whole('size') or 0} 件，"
        f"责任单位：{unit}；办理状态：{row.text('outcome') or '未办结'}。"
    )


def _facts(row: Row, agency_name: str) -> list[tuple[str, str]]:
    return [
        ("热点编号", row.text("hotspot_id")),
        ("涉及区域", row.text("region") or "来信未写明"),
        ("事发时间", _moment(row, "t_event")),
        ("首件来信", _moment(row, "first_at")),
        ("发现时间", _moment(row, "detected_at")),
        ("交办时间", _moment(row, "t_pushed")),
        ("责任单位", agency_name or "待人工指定"),
        ("判定理由", row.text("agency_reason")),
        ("值班人员", row.text("officer") or UNKNOWN),
        ("首次权威发布", _moment(row, "t_first_release")),
        ("新闻发布会", _moment(row, "t_conference")),
        ("办结时间", _moment(row, "t_closed")),
    ]


def _course(row: Row, days: Sequence[tuple[date, int]]) -> list[str]:
    said = [f"{day:%m月%d日} {count} 件" for day, count in days]
    parts = [f"逐日来信：{'，'.join(said)}。"] if said else []
    growth, likes = row.number("growth"), row.whole("likes")
    recent = row.whole("recent_count") or 0
    measured = [
        f"不同内容 {row.whole('distinct_count')} 件" if row.whole("distinct_count") else "",
        f"点赞 {likes} 个" if likes is not None else "",
        f"近 24 小时 {recent} 件，为平时的 {growth:g} 倍" if growth is not None else "",
        _tendency(row),
    ]
    return [*parts, f"{'，'.join(filter(None, measured))}。"]


def _tendency(row: Row) -> str:
    words = {str(word): word.label for word in Sentiment}
    label = words.get(row.text("sentiment"))
    return f"情感倾向{label}" if label else ""


def _examples(row: Row) -> list[str]:
    if (row.whole("size") or 0) < _MIN_QUOTED:
        return ["来信不足 3 件，不引用原文。"]
    return [f"来信摘录（已遮蔽）：{text}" for text in row.items("examples")]


def _triage(row: Row) -> list[str]:
    level = RiskLevel(row.text("risk_level")).label
    wanted = ResponseClass(row.text("response_class")).label
    is_set = row.text("is_level_set") == "True"
    by = "由人确定" if is_set else "系统按本单位设定的数字提出，尚未由人确定"
    return [
        f"等级：{level}（{by}）；类别：{wanted}。",
        f"因素：{'；'.join(row.items('risk_factors'))}。",
    ]


def _moment(row: Row, name: str) -> str:
    at = row.instant(name)
    return f"{at:%Y-%m-%d %H:%M}" if at else UNKNOWN
