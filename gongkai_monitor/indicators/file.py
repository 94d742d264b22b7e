"""One file of an edition as written: YAML in which no key stands twice."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from gongkai_monitor.errors import Fault, InputError


class _TwiceError(Exception):
    """A key that stands twice in one mapping; PyYAML would keep the last one silently."""

    def __init__(self, key: str, lines: list[int]) -> None:
        super().__init__(key)
        self.key = key
        self.lines = lines


_SafeLoader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""An edition is read with every command: the parser in C takes a tenth of the time."""


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Safe YAML whose mappings name every key once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [(key.value, key.start_mark.line + 1) for key, _ in node.value]
        for name, count in Counter(str(value) for value, _ in keys).items():
            if count > 1:
                raise _TwiceError(name, [line for value, line in keys if str(value) == name])
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def read_file(path: Path, kind: type) -> Any:
    """The content of an edition file.

    Args:
        path: of the file; faults name it with its folder.
        kind: ``list`` for a part, ``dict`` for the head.

    Raises:
        InputError: for a file that cannot be read, a key that stands twice, another content.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except _TwiceError as error:
        raise InputError(
            [
                Fault(
                    file=name,
                    row=error.lines[-1],
                    column=error.key,
                    expected="同一处每个键只写一次",
                    actual=f"第 {'、'.join(map(str, error.lines))} 行重复",
                )
            ]
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError([Fault(file=name, expected="YAML", actual=str(error))]) from error
    if not isinstance(raw, kind):
        expected = "指标列表" if kind is list else "版本说明"
        raise InputError([Fault(file=name, expected=expected, actual=type(raw).__name__)])
    return raw
