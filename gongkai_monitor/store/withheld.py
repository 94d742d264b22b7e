"""What was deleted on request and came again: taken out of the batch files that brought it."""

from collections.abc import Collection, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from gongkai_monitor.identity import removal_hash
from gongkai_monitor.model.observations import TABLES, Observation
from gongkai_monitor.store.merge import REMOVED_BY


def strip_removed(folder: Path, removed: Collection[str]) -> int:
    """Rewrite the files of a loaded batch without the rows that the loader withheld.

    Args:
        folder: of the batch.
        removed: hashes of ids and addresses (``store.letters.removed_hashes``).

    Returns:
        How many rows went.
    """
    count = 0
    for table, (key, _) in REMOVED_BY.items() if removed else ():
        path = folder / f"{table}.parquet"
        if path.is_file():
            rows = pq.read_table(path)
            keys = rows[key].to_pylist()
            kept = [key is None or removal_hash(key) not in removed for key in keys]
            if not all(kept):
                replace_table(path, rows.filter(pa.array(kept)))
                count += len(kept) - sum(kept)
    return count


def count_removed(records: Iterable[Observation], removed: Collection[str]) -> int:
    """How many of these records the loader withholds, by the same hashes."""
    keys = {TABLES[table]: key for table, (key, _) in REMOVED_BY.items()}
    count = 0
    for one in records if removed else ():
        key = getattr(one, keys[type(one)]) if type(one) in keys else None
        count += key is not None and removal_hash(key) in removed
    return count


def replace_table(path: Path, rows: pa.Table) -> None:
    """Write a table in the place of another; nothing is half-written."""
    fresh = path.with_name(f".{path.name}")
    pq.write_table(rows, fresh, compression="zstd")
    fresh.replace(path)
