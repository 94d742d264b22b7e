"""A file is there whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from gongkai_monitor.errors import reason_of
from gongkai_monitor.report.book import ReportError


def write_atomically(target: Path, write: Callable[[Path], None]) -> Path:
    """Let ``write`` fill a neighbour of ``target``, then rename it into place.

    Raises:
        ReportError: when the disk is full or the folder cannot be written; nothing is left behind
            and a file that stood there before is untouched.
    """
    draft: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.stem}-", suffix=target.suffix
        )
        os.close(handle)
        draft = Path(name)
        write(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.chmod(0o644)
        draft.replace(target)
    except OSError as error:
        raise ReportError(f"{target} 未能写成：{reason_of(error)}；原文件未动") from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)
    return target
