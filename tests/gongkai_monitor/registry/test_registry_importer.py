"""All or nothing, or the good rows and the bad ones given back."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from gongkai_monitor.errors import InputError
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry import importer
from gongkai_monitor.registry.export import write_registry


@pytest.fixture
def damaged(city: Registry, tmp_path: Path) -> Path:
    """A city's workbook whose third agency has a level that does not exist."""
    path = tmp_path / "登记表.xlsx"
    write_registry(city, path)
    book = load_workbook(path)
    book["单位"]["D4"] = "地级市"
    book.save(path)
    return path


def test_one_fault_stops_everything(damaged: Path) -> None:
    with pytest.raises(InputError) as caught:
        importer.whole(damaged)
    [fault] = caught.value.faults
    assert str(fault) == "登记表.xlsx › 单位 › 第 4 行 › 层级: 期望 省/市/县/乡，实际 地级市"


def test_partial_takes_the_rest_and_gives_back_what_hangs_on_the_bad_row(
    damaged: Path, city: Registry, tmp_path: Path
) -> None:
    rejected = tmp_path / "退回.xlsx"
    registry = importer.partial(damaged, rejected)
    assert {a.agency_code for a in city.agencies} - {a.agency_code for a in registry.agencies} == {
        "LC002"
    }
    assert all(site.agency_code != "LC002" for site in registry.sites)
    gone = {site.site_code for site in city.sites if site.agency_code == "LC002"}
    assert registry.channels == tuple(c for c in city.channels if c.site_code not in gone)
    assert registry.accounts == tuple(a for a in city.accounts if a.agency_code != "LC002")
    book = load_workbook(rejected)
    assert book.sheetnames == ["单位", "站点", "栏目", "账号", "职责"]
    assert book["单位"].max_row == 2
    headings = [cell.value for cell in book["单位"][1]]
    assert headings[-1] == "退回原因"
    assert "期望 省/市/县/乡，实际 地级市" in str(book["单位"].cell(2, len(headings)).value)
    assert "被退回" in str(book["站点"].cell(2, book["站点"].max_column).value)


def test_rejected_rows_can_be_mended_and_handed_in_again(damaged: Path, tmp_path: Path) -> None:
    rejected = tmp_path / "退回.xlsx"
    importer.partial(damaged, rejected)
    book = load_workbook(rejected)
    book["单位"]["D2"] = "市"
    book.save(rejected)
    result = importer.check(rejected)
    assert result.faults == ()
    assert {agency.agency_code for agency in result.registry.agencies} == {"LC002"}
    assert len(result.registry.accounts) == 3


def test_nothing_is_written_when_nothing_is_rejected(city: Registry, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_registry(city, path)
    assert importer.partial(path, tmp_path / "退回.xlsx") == city
    assert not (tmp_path / "退回.xlsx").exists()


def test_a_file_without_one_good_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(InputError):
        importer.partial(path, tmp_path / "退回.xlsx")


def test_under_a_misspelt_heading_no_row_stands(city: Registry, tmp_path: Path) -> None:
    path = tmp_path / "登记表.xlsx"
    write_registry(city, path)
    book = load_workbook(path)
    book["账号"]["J1"] = "备案日起"
    book.save(path)
    registry = importer.partial(path, tmp_path / "退回.xlsx")
    assert registry.accounts == ()
    assert registry.sites == city.sites
    assert load_workbook(tmp_path / "退回.xlsx")["账号"].max_row == 301
