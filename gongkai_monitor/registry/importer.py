"""Import a registry workbook: all or nothing, or the good rows and the bad ones given back."""

from pathlib import Path

from gongkai_monitor.errors import InputError
from gongkai_monitor.imports.writing import write_rejected
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.registry.reader import ReadResult, read_registry


def check(path: Path) -> ReadResult:
    """Read a workbook and list every fault; changes nothing."""
    return read_registry(path)


def whole(path: Path) -> Registry:
    """The registry of a workbook without a single fault.

    Raises:
        InputError: with every fault.
    """
    result = read_registry(path)
    if result.faults:
        raise InputError(result.faults)
    return result.registry


def partial(path: Path, rejected_path: Path) -> Registry:
    """The good rows; the others are written to ``rejected_path`` with their 退回原因.

    Rows that refer to a rejected row are rejected too, so what is returned holds together. Of
    several rows with the same key the first stands. Nothing is written when no row is bad.

    Raises:
        InputError: when the file cannot be read, or no row of it is good.
        WorkspaceError: when the rejected rows cannot be written.
    """
    result = read_registry(path)
    if result.faults and result.registry == Registry():
        raise InputError(result.faults)
    if result.rejected_rows:
        write_rejected(result.rejected_rows, rejected_path)
    return result.registry
