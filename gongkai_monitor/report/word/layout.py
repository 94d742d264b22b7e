"""The look of an official paper (GB/T 9704): page, fonts, paragraphs, tables."""

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

TITLE, BODY, HEADING, SUBHEADING = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"


def new_paper() -> DocumentObject:
    """An empty A4 page with the margins and the body font of an official paper."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = paper.styles["Normal"]
    normal.font.size = Pt(16)
    normal.font.name = "Times New Roman"
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(28)
    normal.paragraph_format.space_after = Pt(0)
    return paper


def add_title(paper: DocumentObject, text: str) -> None:
    """The title, in the middle."""
    line = _line(paper, text, TITLE, 22)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = Pt(34)
    line.paragraph_format.space_after = Pt(16)


def add_text(paper: DocumentObject, text: str, *, is_indented: bool = True) -> None:
    """A paragraph of the body."""
    line = _line(paper, text, BODY, 16)
    if is_indented:
        _indent(line)


def add_heading(paper: DocumentObject, text: str, *, level: int = 1) -> None:
    """一、 in Heiti, （一） in Kaiti; a heading never stands alone at the foot of a page."""
    line = _line(paper, text, HEADING if level == 1 else SUBHEADING, 16)
    line.paragraph_format.keep_with_next = True
    _indent(line)


def add_right(paper: DocumentObject, text: str) -> None:
    """Who signs, and the date."""
    line = _line(paper, text, BODY, 16)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    line.paragraph_format.right_indent = Pt(32)


def add_mark(paper: DocumentObject, text: str) -> None:
    """A line that only steers the template; nothing of it is left in the document."""
    paper.add_paragraph(text)


def add_texts(paper: DocumentObject, name: str) -> None:
    """One paragraph per text of the list ``name``."""
    add_mark(paper, f"{{%p for text in {name} %}}")
    add_text(paper, "{{ text }}")
    add_mark(paper, "{%p endfor %}")


def add_signature(paper: DocumentObject) -> None:
    """Who signs, and the day."""
    add_right(paper, "{{ issuer }}")
    add_right(paper, "{{ issued_on }}")


def add_table(
    paper: DocumentObject, heads: tuple[str, ...], loop: str, cells: tuple[str, ...],
    widths: tuple[int, ...],
) -> None:  # fmt: skip
    """A table with one row per item of ``loop`` (``row in part.rows``); widths in millimetres."""
    table = paper.add_table(rows=4, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    lines = (heads, (f"{{%tr for {loop} %}}",), cells, ("{%tr endfor %}",))
    for number, texts in enumerate(lines):
        for index, width in enumerate(widths):
            cell = table.cell(number, index)
            cell.width = Mm(width)
            _cell(cell, texts[index] if index < len(texts) else "", is_head=number == 0)
    _mark_row(table.rows[0], "w:tblHeader")  # on every page that the table goes on to
    _mark_row(table.rows[2], "w:cantSplit")


def _mark_row(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no other way


def _cell(cell: _Cell, text: str, *, is_head: bool) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.line_spacing = Pt(16)
    if is_head:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(line, text, HEADING if is_head else BODY, 10.5)


def _line(paper: DocumentObject, text: str, font: str, size: float) -> Paragraph:
    line = paper.add_paragraph()
    _font(line, text, font, size)
    return line


def _font(line: Paragraph, text: str, font: str, size: float) -> None:
    run = line.add_run(text)
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001


def _indent(line: Paragraph) -> None:
    """Two characters, however large the font is made later."""
    indent = line._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001 - not in python-docx's surface
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")
