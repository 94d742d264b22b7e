"""The built-in template of a bulletin; the office may put its own in ``templates/通报.docx``."""

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

NAME = "通报.docx"
_HEADS = ("类别", "登记", "应查", "检查", "合格", "不合格", "未作结论", "合格率")
_CELLS = (
    "{{ row.label }}", "{{ row.registered }}", "{{ row.running }}", "{{ row.checked }}",
    "{{ row.passed }}", "{{ row.failed }}", "{{ row.unread }}", "{{ row.rate }}",
)  # fmt: skip
_WIDTHS = (26, 14, 14, 14, 14, 16, 20, 38)


def build_template() -> DocumentObject:
    """Title, addressee, introduction, numbered parts with their tables, signature, annexes."""
    paper = new_paper()
    add_title(paper, "{{ title }}")
    add_text(paper, "{{ addressee }}", is_indented=False)
    add_texts(paper, "introduction")
    add_mark(paper, "{%p for part in parts %}")
    add_mark(paper, "{%p if part.level == 1 %}")
    add_heading(paper, "{{ part.title }}")
    add_mark(paper, "{%p else %}")
    add_heading(paper, "{{ part.title }}", level=2)
    add_mark(paper, "{%p endif %}")
    add_texts(paper, "part.texts")
    add_mark(paper, "{%p if part.rows %}")
    add_table(paper, _HEADS, "row in part.rows", _CELLS, _WIDTHS)
    add_mark(paper, "{%p endif %}")
    add_mark(paper, "{%p endfor %}")
    add_mark(paper, "{%p for annex in annexes %}")
    add_text(paper, "{{ annex }}")
    add_mark(paper, "{%p endfor %}")
    add_signature(paper)
    add_text(paper, "（此件公开发布）")
    return paper
