"""Read .xlsx workbooks row by row, with the traps of real ones: merges, formulas, bombs.

Hidden rows and sheets are read like any other: a forgotten filter must not drop accounts.
"""

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import MAC_EPOCH

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.imports.merges import MERGE, MergedRange, fill_merges, parse_merge
from gongkai_monitor.imports.table import Row, Table, Unreadable, Value

_BROKEN = (
    BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError,
    OverflowError, EOFError, RuntimeError, SyntaxError, OSError,
)  # fmt: skip
"""What openpyxl and zipfile raise on damaged files (SyntaxError: XML that does not parse)."""

_MOST_UNPACKED = 400_000_000
_MOST_MEMBERS = 5_000
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 256
_DAYS_1904 = 1_462
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ZERO_FORMAT = re.compile(r"0{2,30}")
_HEAD_ROWS = 50
_CHUNK = 1 << 20
_LONGEST_TAG = 200
_EXPECTED = "完好的 .xlsx 工作簿"

T = TypeVar("T")


@contextmanager
def open_workbook(path: Path) -> Iterator[list[Table]]:
    """The worksheets of a workbook, in their order; readable while the context is open.

    Raises:
        InputError: for an archive that is no workbook, is damaged, or unpacks to too much.
    """
    try:
        with ZipFile(path) as archive:
            _refuse_bombs(path, archive)
            _refuse_other_archives(path, archive)
            cached = _load(path, data_only=True)
            try:
                yield _tables(path, archive, cached)
            finally:
                cached.wb.close()
    except BadZipFile as error:
        raise _refusal(path, _EXPECTED, "文件已损坏") from error


def _tables(path: Path, archive: ZipFile, cached: ExcelReader) -> list[Table]:
    sheets = {sheet.title: sheet for sheet in cached.wb.worksheets}
    shift = _DAYS_1904 if cached.wb.epoch == MAC_EPOCH else 0
    tables = []
    for entry, relation in cached.parser.find_sheets():
        if "chartsheet" in relation.Type:
            continue
        if entry.name not in sheets:  # openpyxl leaves it out silently
            raise _refusal(path, _EXPECTED, f"工作表“{entry.name}”的内容缺失")

        def read(name: str = entry.name, member: str = relation.target) -> Iterator[Row]:
            return _rows(path, archive, member, sheets[name])

        tables.append(Table(file=path.name, sheet=entry.name, read=read, serial_shift=shift))
    return tables


def _load(path: Path, *, data_only: bool) -> ExcelReader:
    """Open with openpyxl; its remarks about unsupported decoration are of no use to anybody."""
    try:
        stream = io.BytesIO(path.read_bytes())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = ExcelReader(stream, read_only=True, data_only=data_only, keep_links=False)
            reader.read()
    except _BROKEN as error:
        raise _refusal(path, _EXPECTED, f"无法读取（{type(error).__name__}）") from error
    return reader


def _rows(path: Path, archive: ZipFile, member: str, sheet: Any) -> Iterator[Row]:
    """Rows of a worksheet that hold something."""
    merges, has_formulas = _scan(path, archive, member)
    sheet.reset_dimensions()  # many exporters write a wrong one
    cells = _guarded(path, _cells(sheet))
    if not has_formulas:
        raw = (
            Row(number, tuple(map(_value, row)))
            for number, row in enumerate(cells, start=1)
            if _has_value(row)
        )
        yield from _guarded(path, fill_merges(raw, merges))
        return
    written = _load(path, data_only=False)
    try:
        formula_sheet = written.wb[sheet.title]
        formula_sheet.reset_dimensions()
        pairs = zip(cells, _guarded(path, _cells(formula_sheet)), strict=True)
        raw = (
            Row(number, tuple(map(_result, row, formulas)))
            for number, (row, formulas) in enumerate(pairs, start=1)
            if _has_value(formulas)
        )
        yield from _guarded(path, fill_merges(raw, merges))
    finally:
        written.wb.close()


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The cells of each row from row 1 on, as wide as the first rows are."""
    head = sheet.iter_rows(max_row=_HEAD_ROWS, max_col=_MOST_COLUMNS)
    widths = (
        column for row in head for column, cell in enumerate(row, start=1) if cell.value is not None
    )
    width = max(widths, default=0)
    if width:
        yield from sheet.iter_rows(max_row=_MOST_ROWS, max_col=width)


def _has_value(row: tuple[Any, ...]) -> bool:
    """Whole-column formats make a million empty rows; they end here."""
    return any(cell.value is not None for cell in row)


def _value(cell: Any) -> Value:
    """The value that a cell shows: 12 under the format 0000 shows 0012."""
    value: Value = cell.value
    if type(value) is int and _ZERO_FORMAT.fullmatch(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    return value


def _result(cached: Any, written: Any) -> Value:
    """The value of a cell that may be a formula; its stored result counts."""
    is_empty_text = cached.data_type in {"s", "str"}
    if written.data_type == "f" and cached.value is None and not is_empty_text:
        return Unreadable("公式的计算结果（请复制后粘贴为数值）", "没有保存结果的公式")
    return _value(cached)


def _scan(path: Path, archive: ZipFile, member: str) -> tuple[list[MergedRange], bool]:
    """Merged ranges and whether there are formulas: both stand after or inside the rows."""
    merges: dict[str, MergedRange] = {}
    has_formulas = False
    tail = b""
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                window = tail + chunk
                has_formulas = has_formulas or _FORMULA.search(window) is not None
                for match in MERGE.finditer(window):
                    reference = match[1].decode()
                    merges[reference] = parse_merge(reference)
                tail = window[-_LONGEST_TAG:]
    except _BROKEN as error:
        raise _refusal(path, _EXPECTED, f"无法读取（{type(error).__name__}）") from error
    return list(merges.values()), has_formulas


def _guarded(path: Path, rows: Iterator[T]) -> Iterator[T]:
    """The same rows; what openpyxl raises on damaged content becomes our error."""
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except _BROKEN as error:
            raise _refusal(path, _EXPECTED, f"内容损坏（{type(error).__name__}）") from error
        if row is None:
            return
        yield row


def _refuse_bombs(path: Path, archive: ZipFile) -> None:
    """Sizes are those the archive declares; zipfile never unpacks more than that."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
        limit = f"解压后不超过 {_MOST_UNPACKED // 1_000_000} MB 的工作簿"
        raise _refusal(path, limit, f"{unpacked // 1_000_000} MB，{len(members)} 个文件")
    if any(member.flag_bits & 0x1 for member in members):
        raise _refusal(path, "没有密码保护的 .xlsx 工作簿", "压缩包有密码")


def _refuse_other_archives(path: Path, archive: ZipFile) -> None:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        if "xl/workbook.bin" not in names:
            return
        raise _refusal(path, ".xlsx 工作簿（请另存为 .xlsx）", ".xlsb 工作簿")
    actual = "OpenDocument 文件" if "mimetype" in names else "压缩包或其他文件"
    raise _refusal(path, ".xlsx 工作簿（请另存为 .xlsx）", actual)


def _refusal(path: Path, expected: str, actual: str) -> InputError:
    return InputError([Fault(file=path.name, expected=expected, actual=actual)])
