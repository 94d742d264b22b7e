"""The landing writer: all or nothing, in parts, exactly what was written."""

import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gongkai_monitor.landing import (
    BatchFault,
    LandingBatch,
    arrow_schema,
    check_batch,
    read_batch,
)
from gongkai_monitor.model.observations import TABLES, Article, ListItem, Post, Probe
from gongkai_monitor.vocabulary import DateSource, FetchOutcome

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)

ITEM = ListItem(
    site_code="1301000001",
    channel_url="http://a.test/tzgg/",
    item_url="http://a.test/1.html",
    title="关于放假的通知",
    printed_on=date(2026, 3, 1),
    date_source=DateSource.LIST,
    position=1,
    round_id="r1",
    observed_at=NOON,
)
ARTICLE = Article(
    site_code="1301000001",
    url="http://a.test/1.html",
    date_source=DateSource.META,
    link_urls=("http://a.test/2.html", "http://a.test/3.html"),
    content_hash="00",
    round_id="r1",
    observed_at=NOON,
)


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    later = NOON.astimezone(timezone(timedelta(hours=8))) + timedelta(microseconds=7)
    with LandingBatch(tmp_path, "r1-site-1") as batch:
        batch.write(ITEM)
        batch.write(replace(ITEM, printed_on=None, observed_at=later))
        batch.write(ARTICLE)
    tables = read_batch(tmp_path / "r1-site-1")
    assert set(tables) == {"list_items", "articles"}
    first, second = tables["list_items"].to_pylist()
    assert first == {field.name: getattr(ITEM, field.name) for field in fields(ITEM)}
    assert (second["printed_on"], second["observed_at"]) == (None, later)
    assert tables["articles"].to_pylist()[0]["link_urls"] == list(ARTICLE.link_urls)


def test_nothing_is_visible_before_commit_or_after_an_exception(tmp_path: Path) -> None:
    def visible() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")]

    with LandingBatch(tmp_path, "a") as batch:
        for position in range(25_000):
            batch.write(replace(ITEM, position=position))
        assert visible() == []
    assert visible() == ["a"]
    batch = LandingBatch(tmp_path, "b")
    with pytest.raises(KeyError), batch:
        _crash_after_writing(batch)
    assert visible() == ["a"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def _crash_after_writing(batch: LandingBatch) -> None:
    batch.write(ITEM)
    raise KeyError


def test_an_empty_batch_leaves_no_folder(tmp_path: Path) -> None:
    with LandingBatch(tmp_path, "a") as batch:
        pass
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="finished"):
        batch.write(ITEM)


def test_parts_become_visible_one_by_one(tmp_path: Path) -> None:
    with LandingBatch(tmp_path, "a") as batch:
        batch.write(ITEM)
        assert batch.checkpoint() == tmp_path / "a"
        assert batch.checkpoint() is None
        batch.write(replace(ITEM, position=2))
        batch.write(replace(ITEM, position=3))
    assert check_batch(tmp_path / "a") == {"list_items": 1}
    assert check_batch(tmp_path / "a.1") == {"list_items": 2}


def test_a_resumed_batch_discards_the_killed_rest_and_continues(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from test_landing_batch import ITEM\n"
        "from gongkai_monitor.landing import LandingBatch\n"
        "batch = LandingBatch(pathlib.Path(sys.argv[1]), 'a')\n"
        "batch.write(ITEM); batch.checkpoint()\n"
        "for _ in range(30_000): batch.write(ITEM)\n"
        "os._exit(9)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path), str(Path(__file__).parent)]
    assert subprocess.run(command, check=False, timeout=60).returncode == 9
    assert (tmp_path / ".tmp-a").is_dir()
    with LandingBatch(tmp_path, "a") as batch:
        batch.write(replace(ITEM, position=2))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "a.1"]
    assert read_batch(tmp_path / "a.1")["list_items"]["position"].to_pylist() == [2]


def test_rows_are_flushed_in_bounded_groups(tmp_path: Path) -> None:
    with LandingBatch(tmp_path, "a") as batch:
        for _ in range(1200):
            batch.write(replace(ARTICLE, body="公" * 10_000))
    with pq.ParquetFile(tmp_path / "a" / "articles.parquet") as file:
        groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    assert sum(groups) == 1200
    assert max(groups) <= 400


def test_names_of_subjects_make_safe_folders(tmp_path: Path) -> None:
    with LandingBatch(tmp_path, "2026/03:02-站点-../../x y") as batch:
        batch.write(ITEM)
    (folder,) = tmp_path.iterdir()
    assert folder.name == "2026_03_02-站点-.._.._x_y"


@pytest.mark.parametrize("instant", [NOON.replace(tzinfo=None), None])
def test_an_instant_without_zone_is_refused(tmp_path: Path, instant: Any) -> None:
    batch = LandingBatch(tmp_path, "a")
    post = Post(
        account_code="a", post_key="1", published_at=instant, source="feed", round_id="r",
        observed_at=NOON,
    )  # fmt: skip
    if instant is None:
        batch.write(post)
    else:
        with pytest.raises(ValueError, match=r"published_at.*aware"):
            batch.write(post)
    batch.abort()


def test_other_objects_are_refused(tmp_path: Path) -> None:
    batch = LandingBatch(tmp_path, "a")
    with pytest.raises(TypeError, match="dict is no observation"):
        batch.write({"site_code": "1"})  # type: ignore[arg-type]


def _file(folder: Path, table: pa.Table, name: str = "list_items.parquet") -> Path:
    folder.mkdir(exist_ok=True)
    pq.write_table(table, folder / name)
    return folder


def _rows(**changes: Any) -> pa.Table:
    row = {field.name: getattr(ITEM, field.name) for field in fields(ITEM)}
    return pa.Table.from_pylist([row | changes], schema=arrow_schema(ListItem))


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (_rows(date_source="guess"), "date_source: 期望 .*实际 'guess'"),
        (_rows().drop_columns(["title"]), "title: 期望有此列"),
        (_rows().append_column("extra", pa.array([1])), "extra: 期望没有此列"),
        (
            _rows().set_column(6, "position", pa.array(["1"])),
            "position: 期望类型 int64，实际 string",
        ),
    ],
)
def test_foreign_files_are_found_out(tmp_path: Path, table: pa.Table, fault: str) -> None:
    with pytest.raises(BatchFault, match=fault):
        check_batch(_file(tmp_path / "a", table))


def test_a_missing_optional_column_is_an_older_program_s_file(tmp_path: Path) -> None:
    folder = _file(tmp_path / "a", _rows().drop_columns(["fetch_id"]))
    assert check_batch(folder) == {"list_items": 1}


def test_empty_values_unknown_files_and_broken_files_are_found_out(tmp_path: Path) -> None:
    schema = pa.schema([field.with_nullable(True) for field in arrow_schema(ListItem)])
    empty = pa.Table.from_pylist([{"site_code": None}], schema=schema)
    with pytest.raises(BatchFault, match="site_code: 期望有值"):
        check_batch(_file(tmp_path / "a", empty))
    with pytest.raises(BatchFault, match=r"other\.parquet: 期望"):
        check_batch(_file(tmp_path / "b", _rows(), "other.parquet"))
    whole = _file(tmp_path / "c", _rows()) / "list_items.parquet"
    data = whole.read_bytes()
    for broken in (data[: len(data) // 2], b"", b"PAR1" + b"x" * 99, data[:-9] + b"x" * 9):
        whole.write_bytes(broken)
        with pytest.raises(BatchFault, match="文件损坏"):
            check_batch(tmp_path / "c")
    (tmp_path / "d").mkdir()
    with pytest.raises(BatchFault, match="没有数据文件"):
        check_batch(tmp_path / "d")


@pytest.mark.parametrize("table", TABLES)
def test_every_record_has_a_schema(table: str) -> None:
    schema = arrow_schema(TABLES[table])
    assert schema.names == [field.name for field in fields(TABLES[table])]


@given(
    texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=20),
    seconds=st.floats(allow_nan=False),
    instant=st.datetimes(timezones=st.timezones()).filter(lambda value: 1970 < value.year < 9999),
)
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_and_instant_survives(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], seconds: float, instant: datetime
) -> None:
    root = tmp_path_factory.mktemp("landing")
    probes = [
        Probe(
            site_code=text, url=text, probed_at=instant, is_ok=False, status=0,
            outcome=FetchOutcome.DNS, seconds=seconds, final_url=text, error=text, round_id="r",
        )
        for text in texts
    ]  # fmt: skip
    with LandingBatch(root, "a") as batch:
        for probe in probes:
            batch.write(probe)
    rows = read_batch(root / "a")["probes"].to_pylist()
    assert [row["url"] for row in rows] == texts
    assert {row["probed_at"] for row in rows} == {instant.astimezone(UTC)}
    assert {row["seconds"] for row in rows} == {seconds}
