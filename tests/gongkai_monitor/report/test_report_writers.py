"""HTML and Excel draw the same blocks, and no name can become code in either."""

import re
import time
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.report.blocks import (
    Column,
    Figure,
    FigureKind,
    Link,
    Section,
    Series,
    Table,
)
from gongkai_monitor.report.daily import write_daily
from gongkai_monitor.report.headline import headline
from gongkai_monitor.report.writers import xlsx_sheet
from gongkai_monitor.report.writers.html import ROWS_DRAWN, write_html
from gongkai_monitor.report.writers.safe_text import clean, own_page, safe_url, shortened
from gongkai_monitor.report.writers.svg import draw, nice_top
from gongkai_monitor.report.writers.xlsx import write_xlsx

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "div", "h1", "h2", "h3", "h4",
    "span", "p", "b", "i", "dl", "dt", "dd", "small", "nav", "ol", "ul", "li", "main", "section",
    "figure", "figcaption", "svg", "path", "rect", "circle", "text", "table", "colgroup", "col",
    "thead", "tbody", "tr", "th", "td", "details", "summary", "footer",
}  # fmt: skip


class Seen(HTMLParser):
    """Tags, attributes and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value for name, value in attrs if name == "href"}

    def handle_data(self, data) -> None:
        self.text.append(data)


def seen(page: str) -> Seen:
    parser = Seen()
    parser.feed(page)
    return parser


@pytest.fixture(scope="module")
def hostile(books: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Workbook and page of the hostile day."""
    return write_daily(books.hostile_day(1_500), tmp_path_factory.mktemp("hostile"))


def test_ten_thousand_findings_are_written_in_time_and_all_of_them(
    books: ModuleType, tmp_path: Path
) -> None:
    book = books.hostile_day(10_000)
    start = time.process_time()  # the machine may be busy with other tests
    workbook, page = write_daily(book, tmp_path)
    assert time.process_time() - start < 10
    with zipfile.ZipFile(workbook) as parts:
        codes = set(re.findall(r">([0-9a-f]{16})<", parts.read("xl/sharedStrings.xml").decode()))
    assert {finding.finding_id for finding in book.findings} <= codes
    assert f"网页列出前 {ROWS_DRAWN} 项" in page.read_text("utf-8")


def test_no_name_becomes_markup(hostile: tuple[Path, Path]) -> None:
    page = hostile[1].read_text("utf-8")
    found = seen(page)
    assert found.tags - {"title"} <= ALLOWED
    assert not {name for name in found.attributes if name.startswith("on")}
    assert "src" not in found.attributes
    assert "style" not in found.attributes
    assert all(
        re.match(r"https?://|#", address) or own_page(address) for address in found.addresses
    )
    assert "<script" not in page.lower()
    assert "49%" not in "".join(found.text)  # {{ 7*7 }} is not calculated
    assert "{{ 7*7 }}" in "".join(found.text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", page)


def test_the_page_forbids_itself_everything_but_its_own_style(hostile: tuple[Path, Path]) -> None:
    page = hostile[1].read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert re.fullmatch(
        r"default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; .*"
        r"|default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert not re.search(r"@import|url\(", page[page.index("<style>") : page.index("</style>")])


def test_no_cell_is_a_formula_and_only_web_addresses_are_links(hostile: tuple[Path, Path]) -> None:
    book = openpyxl.load_workbook(hostile[0])
    kinds: set[str] = set()
    links: set[str] = set()
    longest = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                kinds.add(cell.data_type)
                if isinstance(cell.value, str):
                    longest = max(longest, len(cell.value))
                    if cell.value.startswith(("=", "+", "-", "@")):
                        assert cell.quotePrefix, cell.value
                if cell.hyperlink and cell.hyperlink.target:
                    links.add(cell.hyperlink.target.split(":")[0].lower())
    assert "f" not in kinds
    assert links <= {"http", "https"}
    assert longest <= xlsx_sheet.MAX_CHARACTERS
    with zipfile.ZipFile(hostile[0]) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in parts.read(name) for name in sheets)
        assert not any("vba" in name.lower() or "external" in name for name in parts.namelist())


def test_both_outputs_hold_the_same_rows(books: ModuleType, tmp_path: Path) -> None:
    workbook, page = write_daily(books.normal_day(), tmp_path)
    text = page.read_text("utf-8")
    book = openpyxl.load_workbook(workbook)
    for name in book.sheetnames[1:]:
        assert book[name].cell(1, 1).value.split("（")[0] in text
    problems = book["3 问题：新增、持续、已消除"]
    for row in problems.iter_rows(min_row=6, values_only=True):
        assert str(row[-1]) in text  # the finding's id
    assert problems.freeze_panes
    assert problems.auto_filter.ref
    assert len(book["2 总览"]._charts) == 4


def test_every_sheet_is_reached_from_the_contents(books: ModuleType, tmp_path: Path) -> None:
    workbook, _ = write_daily(books.normal_day(), tmp_path)
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames[0] == "目录"
    named = "、".join(
        str(row[2]) for row in book["目录"].iter_rows(min_row=16, values_only=True) if row[2]
    )
    for name in book.sheetnames[1:]:
        assert name in named
        assert len(name) <= 31


def test_a_list_longer_than_a_sheet_goes_on_with_the_next(
    books: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_sheet, "MAX_ROWS", 50)
    columns = (Column("编号"), Column("网址"))
    rows = tuple((f"第 {n} 行", Link(f"http://x.example/{n}")) for n in range(230))
    table = Table(title="长清单", columns=columns, rows=rows, is_list=True)
    path = tmp_path / "long.xlsx"
    write_xlsx(
        path, headline(books.empty_day()), [Section(key="x", title="长清单", blocks=(table,))]
    )
    book = openpyxl.load_workbook(path)
    cells = [row[0] for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert [c for c in cells if re.fullmatch(r"第 \d+ 行", str(c))] == [row[0] for row in rows]
    assert all(sheet.max_row <= 50 for sheet in book)


def test_a_long_text_is_cut_visibly(books: ModuleType, tmp_path: Path) -> None:
    table = Table(title="t", columns=(Column("a"),), rows=(("长" * 40_000,),), is_list=True)
    section = Section(key="x", title="t", blocks=(table,))
    top = headline(books.empty_day())
    write_xlsx(tmp_path / "t.xlsx", top, [section])
    values = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(tmp_path / "t.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    ]
    assert any(len(v) == xlsx_sheet.MAX_CHARACTERS and "原文 40000 字" in v for v in values)
    assert "共 40000 字" in "".join(write_html(top, [section]))


def test_a_day_without_data_breaks_the_line_and_is_no_zero() -> None:
    figure = Figure(
        title="t",
        kind=FigureKind.LINE,
        labels=("1", "2", "3", "4", "5"),
        series=(Series(name="a", values=(1, 2, None, 4, None)),),
    )
    picture = draw(figure)
    lines = [stroke for stroke in picture.strokes if stroke.css.startswith("line")]
    assert len(lines) == 1
    assert lines[0].d.count("L") == 1
    assert len(picture.dots) == 1  # the lone fourth day


@pytest.mark.parametrize("kind", list(FigureKind))
def test_figures_stay_inside_their_canvas(kind: FigureKind) -> None:
    labels = tuple(f"第{n}天的很长很长很长的名称" for n in range(30))
    series = (Series(name="甲", values=tuple(float(n * 37) for n in range(30))),)
    picture = draw(Figure(title="t", kind=kind, labels=labels, series=series))
    for box in picture.boxes:
        assert box.x >= 0
        assert box.x + box.width <= picture.width
        assert box.y + box.height <= picture.height
    for word in picture.words:
        assert 0 <= word.x <= picture.width
        assert 0 <= word.y <= picture.height


@given(st.floats(0, 1e9))
def test_the_scale_holds_its_largest_value(value: float) -> None:
    assert value <= nice_top(value) <= max(4, 2.6 * value)
    assert nice_top(value) % 4 == 0  # four ticks: nobody writes two and a half letters


@given(st.text(max_size=300), st.integers(8, 120))
def test_shortened_texts_fit_and_keep_both_ends(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short[:4] == text[:4]


@given(st.text())
def test_clean_text_can_always_be_written(text: str) -> None:
    clean(text).encode("utf-8")
    assert len(clean(text)) == len(text)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "http://a b", "ftp://x",
     "http://x\n.example", "\x01http://x", "http://x/\u202e"],
)  # fmt: skip
def test_only_whole_web_addresses_are_clickable(url: str) -> None:
    assert safe_url(url) is None


def test_a_crowd_of_unusual_names_leaves_the_rest_of_the_page_alone(books: ModuleType) -> None:
    book = replace(books.empty_day(), name="</title><h1>x")
    page = "".join(write_html(headline(book), []))
    assert page.count("<h1>") == 1
    assert page.count("</title>") == 1
