"""A report is there whole or not at all."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from gongkai_monitor.report.atomic import write_atomically
from gongkai_monitor.report.book import ReportError
from gongkai_monitor.report.daily import write_daily


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """The kernel refuses to let files grow beyond ``size``, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_two_files_carry_the_day(books: ModuleType, tmp_path: Path) -> None:
    paths = write_daily(books.empty_day(), tmp_path / "reports" / "2026-11-22")
    assert {path.name for path in paths} == {"日报-2026-11-22.html", "日报-2026-11-22.xlsx"}
    assert all(path.stat().st_size for path in paths)


def test_the_day_is_counted_in_china(books: ModuleType, tmp_path: Path) -> None:
    book = books.empty_day()
    later = replace(book, as_of=book.as_of.replace(hour=16, minute=0, second=0))
    assert write_daily(later, tmp_path)[0].name == "日报-2026-11-23.xlsx"


def test_a_second_report_of_the_day_replaces_the_first(books: ModuleType, tmp_path: Path) -> None:
    first = write_daily(books.empty_day(), tmp_path)
    before = [path.read_bytes() for path in first]
    second = write_daily(books.normal_day(), tmp_path)
    assert first == second
    assert [path.read_bytes() for path in second] != before
    assert sorted(tmp_path.iterdir()) == sorted(second)


def test_a_full_disk_leaves_the_old_report_and_no_half_one(
    books: ModuleType, tmp_path: Path
) -> None:
    paths = write_daily(books.empty_day(), tmp_path)
    before = {path: path.read_bytes() for path in paths}
    with largest_file(20_000), pytest.raises(ReportError, match="未能写成"):
        write_daily(books.normal_day(), tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_full_disk_while_the_page_is_written(tmp_path: Path) -> None:
    def fill(path: Path) -> None:
        path.write_bytes(b"x" * 50_000)

    with largest_file(20_000), pytest.raises(ReportError, match="未能写成"):
        write_atomically(tmp_path / "日报.html", fill)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_is_a_clear_fault(books: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("x")
    with pytest.raises(ReportError, match="未能写成"):
        write_daily(books.empty_day(), tmp_path / "reports")


def test_nothing_is_written_without_coverage(books: ModuleType, tmp_path: Path) -> None:
    book = books.normal_day()
    with pytest.raises(ReportError, match="采集覆盖表"):
        write_daily(replace(book, coverage=book.coverage.iloc[5:]), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_fault_of_our_own_leaves_nothing_behind(tmp_path: Path) -> None:
    def stumble(path: Path) -> None:
        path.write_text("half")
        raise KeyError("x")

    with pytest.raises(KeyError):
        write_atomically(tmp_path / "日报.html", stumble)
    assert not list(tmp_path.iterdir())
