"""Workbooks, csv files, drop folders and demonstration folders that mean harm."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongkai_monitor.cli.columns import plain_columns
from gongkai_monitor.cli.options import Format
from gongkai_monitor.cli.output import messages, print_rows
from gongkai_monitor.errors import InputError, WorkspaceError
from gongkai_monitor.imports.cleaning import clean_text
from gongkai_monitor.imports.drop import waiting_files
from gongkai_monitor.imports.source import open_tables
from gongkai_monitor.landing import BatchFault, LandingBatch, check_batch
from gongkai_monitor.model.observations import Post
from gongkai_monitor.practice.demo import prepare_demo
from gongkai_monitor.settings import Settings

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LAUGH = "<!DOCTYPE z [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE z [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"


def workbook(path: Path, rows: str, *, after: str = "", before: str = "", target: str = "") -> Path:
    """A workbook written by hand, so that nothing in it needs to be right."""
    target = target or "worksheets/sheet1.xml"
    override = (
        f"<Override PartName='/xl/{{}}' ContentType='application/vnd.{OFFICE_TYPE}.{{}}+xml'/>"
    )
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'>"
        "<Default Extension='rels' ContentType="
        "'application/vnd.openxmlformats-package.relationships+xml'/>"
        + override.format("workbook.xml", "sheet.main")
        + override.format("worksheets/sheet1.xml", "worksheet")
        + "</Types>",
        "_rels/.rels": f"<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='r1'"
        f" Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{SPREADSHEET}' xmlns:r='{OFFICE}'>"
        "<sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{PACKAGE}/relationships'>"
        f"<Relationship Id='r1' Type='{OFFICE}/worksheet' Target='{target}'/></Relationships>",
        "xl/worksheets/sheet1.xml": f"<?xml version='1.0'?>{before}"
        f"<worksheet xmlns='{SPREADSHEET}'><sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path


OFFICE_TYPE = "openxmlformats-officedocument.spreadsheetml"


def text_cell(row: int, text: str) -> str:
    return f"<c r='A{row}' t='inlineStr'><is><t>{text}</t></is></c>"


def read(path: Path) -> list[tuple[object, ...]]:
    with open_tables(path) as tables:
        return [row.values for table in tables for row in table.read()]


def test_the_hand_written_workbook_is_readable(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", f"<row r='1'>{text_cell(1, '标题')}</row>")
    assert read(path) == [("标题",)]


@pytest.mark.parametrize("before", [LAUGH, OUTSIDE])
def test_entities_in_a_sheet_are_refused(tmp_path: Path, before: str) -> None:
    row = f"<row r='1'>{text_cell(1, '&b;')}</row>"
    with pytest.raises(InputError):
        read(workbook(tmp_path / "a.xlsx", row, before=before))


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "file:///etc/passwd", "/etc/passwd"])
def test_sheets_elsewhere_are_not_followed(tmp_path: Path, target: str) -> None:
    with pytest.raises(InputError):
        read(workbook(tmp_path / "a.xlsx", "", target=target))


def test_merges_over_merges_end_at_once(tmp_path: Path) -> None:
    rows = "".join(f"<row r='{n}'>{text_cell(n, 'x')}</row>" for n in range(1, 3_000))
    merges = "".join(f"<mergeCell ref='A{n}:CV1048576'/>" for n in range(1, 3_000))
    with pytest.raises(InputError):
        read(workbook(tmp_path / "a.xlsx", rows, after=f"<mergeCells>{merges}</mergeCells>"))


def test_formulas_that_do_not_fit_their_cells_are_a_fault(tmp_path: Path) -> None:
    cells = "<c r='A1'><f>((((</f></c>" * 20
    with pytest.raises(InputError):
        read(workbook(tmp_path / "a.xlsx", f"<row r='1'>{cells}</row>"))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", [" " * 2_000_000 + "x", "字\n" * 200_000, " \n" * 500_000])
def test_cells_of_blanks_are_cleaned_in_time(text: str) -> None:
    assert len(clean_text(text)) <= len(text)


def test_links_in_the_drop_folder_are_left_alone(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (tmp_path / "secret").write_text("secret")
    (drop / "messages-1.csv").symlink_to(tmp_path / "secret")
    (drop / "messages-2.csv").write_text("x")
    assert [path.name for path in waiting_files(Settings(workspace=tmp_path))] == ["messages-2.csv"]


def test_a_foreign_batch_with_impossible_instants_is_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    post = Post(
        account_code="A1",
        post_key="1",
        published_at=NOW,
        source="feed",
        round_id="r",
        observed_at=NOW,
    )
    with LandingBatch(tmp_path, "batch") as batch:
        batch.write(post)
    path = tmp_path / "batch" / "posts.parquet"
    table = pq.read_table(path)
    far = pa.array([253_402_300_800_000_001], pa.timestamp("us", "UTC"))
    place = table.schema.get_field_index("published_at")
    pq.write_table(table.set_column(place, table.schema.field(place), far), path)
    with pytest.raises(BatchFault, match="10000 年"):
        check_batch(tmp_path / "batch")


@pytest.mark.parametrize("name", ["mine.txt", "论文.docx"])
def test_the_demonstration_deletes_no_foreign_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    for entry in (".practice", "gongkai.toml", name):
        (folder / entry).write_text("")
    with pytest.raises(WorkspaceError, match="没有删除"), prepare_demo(folder, "small", 7, 0, NOW):
        pass
    assert (folder / name).exists()


def test_the_demonstration_follows_no_link_and_no_lone_marker(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / ".practice").touch()
    (tmp_path / "link").symlink_to(real)
    for folder in (real, tmp_path / "link"):
        with pytest.raises(WorkspaceError), prepare_demo(folder, "small", 7, 0, NOW):
            pass
    assert (real / ".practice").exists()


EVIL = "=cmd|'/c calc'!A1 \x1b[31m\x1b]0;own\x07\u202e [bold]x[/]"


@pytest.mark.parametrize("form", [Format.CSV, Format.TABLE, Format.JSON])
def test_no_text_gives_the_terminal_orders(
    form: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    print_rows([{EVIL: EVIL, "b": 1}], plain_columns([EVIL, "b"]), form=form)
    messages.print(EVIL, markup=False)
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "\x07" not in shown.out + shown.err
    if form is Format.CSV:
        assert "\n'=cmd" in shown.out.replace('"', "").replace("\r", "")
    if form is Format.JSON:
        assert json.loads(shown.out)[0]["b"] == 1
