"""The built-in template of a dossier; the office may have its own ``关停建议档案.docx``."""

from docx.document import Document as DocumentObject

from gongkai_monitor.report.word.layout import (
    add_heading,
    add_signature,
    add_table,
    add_text,
    add_texts,
    add_title,
    new_paper,
)

NAME = "关停建议档案.docx"


def build_template() -> DocumentObject:
    """Nine parts in the order in which a decision is made and carried out."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    add_heading(paper, "一、基本情况")
    add_table(
        paper, ("项目", "内容"), "fact in facts", ("{{ fact.name }}", "{{ fact.value }}"), (38, 118)
    )
    add_heading(paper, "二、检查结论和建议")
    add_texts(paper, "conclusion")
    add_heading(paper, "三、历次检查结论")
    add_table(
        paper,
        ("期间", "次数", "采集情况", "结论", "建议", "理由"),
        "row in history",
        ("{{ row.days }}", "{{ row.audits }}", "{{ row.state }}", "{{ row.verdict }}",
         "{{ row.disposition }}", "{{ row.reasons }}"),
        (28, 12, 26, 18, 16, 56),
    )  # fmt: skip
    add_heading(paper, "四、使用情况和同类比较")
    add_texts(paper, "use")
    add_texts(paper, "peers")
    add_heading(paper, "五、告知和沟通")
    add_texts(paper, "contacts")
    add_heading(paper, "六、单位意见和答复")
    add_texts(paper, "opinions")
    add_heading(paper, "七、决定和审批")
    add_texts(paper, "decisions")
    add_heading(paper, "八、证据清单")
    add_table(
        paper,
        ("序号", "证据", "网址或文件、时间、校验值"),
        "row in evidence",
        ("{{ row.number }}", "{{ row.what }}", "{{ row.where }}"),
        (12, 54, 90),
    )
    add_heading(paper, "九、办理步骤和按月复查")
    add_table(
        paper,
        ("步骤", "办理日期", "登记人", "证明"),
        "row in steps",
        ("{{ row.step }}", "{{ row.on }}", "{{ row.by }}", "{{ row.proof }}"),
        (36, 26, 32, 62),
    )
    add_text(paper, "注销后按月复查的记录：")
    add_table(
        paper,
        ("复查时间", "结果", "看到的情况", "复查人", "证据编号"),
        "look in rechecks",
        ("{{ look.at }}", "{{ look.outcome }}", "{{ look.seen }}", "{{ look.by }}",
         "{{ look.proof }}"),
        (32, 22, 48, 24, 30),
    )  # fmt: skip
    add_text(paper, "{{ chain }}")
    add_signature(paper)
    return paper
