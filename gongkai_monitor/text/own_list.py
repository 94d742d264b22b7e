"""A list that the deployment keeps as a text file: one entry a line, ``#`` begins a remark."""

from pathlib import Path

from gongkai_monitor.errors import Fault, InputError, reason_of


def read_own_list(path: Path, entry: str) -> tuple[str, ...]:
    """The entries without blanks and remarks; none when the file does not exist.

    Args:
        path: of the file.
        entry: what a line holds, for the message: 域名.

    Raises:
        InputError: when the file exists and cannot be read.
    """
    if not path.is_file():
        return ()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as error:
        fault = Fault(file=path.name, expected="可以读取的文件", actual=reason_of(error))
        raise InputError([fault]) from error
    except UnicodeDecodeError as error:
        expected = f"UTF-8 文本，每行一个{entry}"
        raise InputError([Fault(file=path.name, expected=expected, actual="其他编码")]) from error
    entries = (line.partition("#")[0].strip() for line in lines)
    return tuple(entry for entry in entries if entry)
