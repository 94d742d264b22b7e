"""Reading landing batches back, and telling a sound one from a broken or foreign one."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gongkai_monitor.landing.schema import FIRST_YEAR, LAST_YEAR, Column, columns_of
from gongkai_monitor.model.observations import TABLES

_BATCH_ROWS = 4_096
"""Texts of so many rows are held at once; the default takes hundreds of megabytes."""


class BatchFault(ValueError):  # noqa: N818 - the fault is the file's, not the program's
    """Why a batch cannot be loaded, in Chinese: ``文件: 期望…，实际…``."""


def read_batch(folder: Path) -> dict[str, pa.Table]:
    """Every table of a finished batch: table name -> Arrow table.

    Raises:
        BatchFault: when the folder is no sound batch.
    """
    check_batch(folder)
    return {path.stem: pq.read_table(path) for path in _files(folder)}


def check_batch(folder: Path) -> dict[str, int]:
    """Read a batch once, in bounded memory, and prove that it can be loaded.

    Returns:
        Rows per table.

    Raises:
        BatchFault: an unknown file, a broken one, a missing, unknown or wrongly typed column, an
            empty required value, or a word outside its closed list.
    """
    rows: dict[str, int] = {}
    for path in _files(folder):
        if path.suffix != ".parquet" or path.stem not in TABLES or not path.is_file():
            raise BatchFault(f"{path.name}: 期望 {'/'.join(TABLES)} 之一的 .parquet 文件")
        try:
            rows[path.stem] = _check_file(path, columns_of(TABLES[path.stem]))
        except (pa.ArrowException, OSError) as error:
            raise BatchFault(f"{path.name}: 文件损坏，无法读取（{error}）") from error
    if not rows:
        raise BatchFault(f"{folder.name}: 文件夹内没有数据文件")
    return rows


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _check_file(path: Path, columns: tuple[Column, ...]) -> int:
    with pq.ParquetFile(path) as file:
        _check_columns(path.name, file.schema_arrow, columns)
        present = [column for column in columns if column.name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=_BATCH_ROWS):
            for column in present:
                _check_values(path.name, column, batch.column(column.name))
        return int(file.metadata.num_rows)


def _check_columns(name: str, schema: pa.Schema, columns: tuple[Column, ...]) -> None:
    known = {column.name for column in columns}
    for extra in [found for found in schema.names if found not in known]:
        raise BatchFault(f"{name} › {extra}: 期望没有此列")
    for column in columns:
        if column.name not in schema.names:
            if not column.nullable:
                raise BatchFault(f"{name} › {column.name}: 期望有此列，实际缺少")
        elif schema.field(column.name).type != column.type:
            actual = schema.field(column.name).type
            raise BatchFault(f"{name} › {column.name}: 期望类型 {column.type}，实际 {actual}")


def _check_values(name: str, column: Column, values: pa.Array) -> None:
    if values.null_count and not column.nullable:
        raise BatchFault(f"{name} › {column.name}: 期望有值，实际有 {values.null_count} 处为空")
    if pa.types.is_temporal(column.type):
        _check_years(name, column, values)
    if column.words is None:
        return
    for value in pc.unique(values).to_pylist():
        if value is not None and value not in column.words:
            expected = "/".join(sorted(column.words))
            raise BatchFault(f"{name} › {column.name}: 期望 {expected} 之一，实际 {value!r}")


def _check_years(name: str, column: Column, values: pa.Array) -> None:
    years = pc.min_max(pc.year(values)).as_py()
    for year in (years["min"], years["max"]):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            raise BatchFault(
                f"{name} › {column.name}: 期望 {FIRST_YEAR} 到 {LAST_YEAR} 年的时间，实际 {year} 年"
            )
