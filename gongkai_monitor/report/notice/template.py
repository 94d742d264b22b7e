"""The built-in template of a notice; the office may have its own ``templates/整改通知书.docx``."""

from docx.document import Document as DocumentObject

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

NAME = "整改通知书.docx"
_HEADS = ("序号", "问题、位置和证据", "实测和标准", "依据", "整改建议")
_CELLS = (
    "{{ row.number }}",
    "{{ row.problem }}\n位置：{{ row.place }}\n证据：\n{{ row.evidence }}",
    "{{ row.observed }}",
    "{{ row.basis }}",
    "{{ row.remedy }}",
)
_WIDTHS = (12, 61, 31, 29, 23)
"""Addresses are long: a page holds them in one wide column only."""


def build_template() -> DocumentObject:
    """Addressee, what was checked, tables of problems, demands, signature."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    add_text(paper, "{{ addressee }}", is_indented=False)
    add_texts(paper, "introduction")
    add_mark(paper, "{%p for group in groups %}")
    add_heading(paper, "{{ group.title }}")
    add_mark(paper, "{%p if group.note %}")
    add_text(paper, "{{ group.note }}")
    add_mark(paper, "{%p endif %}")
    add_table(paper, _HEADS, "row in group.rows", _CELLS, _WIDTHS)
    add_mark(paper, "{%p endfor %}")
    add_heading(paper, "整改要求")
    add_texts(paper, "demands")
    add_signature(paper)
    return paper
