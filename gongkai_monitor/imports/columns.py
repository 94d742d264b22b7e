"""What a column of an imported table is: its heading, the field it fills, how a cell is read."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from gongkai_monitor.imports.table import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a contract.

    Attributes:
        heading: Chinese heading without the mark ``*``.
        field: field of the record it fills.
        read: reader of a cell (``imports.cells``, ``imports.times``); ``None`` for an empty one.
        is_required: an empty cell is a fault, and so is a missing column.
        must_stand: the column may not be missing, though its cells may be empty.
        is_date: numbers in it may be date serials.
        labels: the closed list of values, for the template's drop-down.
        width: column width in characters.
        hint: how to fill it in, one line in Chinese.
        example: a made-up example value, as it would be typed.
    """

    heading: str
    field: str
    read: Callable[[Value], object]
    is_required: bool = False
    must_stand: bool = False
    is_date: bool = False
    labels: tuple[str, ...] = ()
    width: int = 16
    hint: str = ""
    example: str = ""

    @property
    def title(self) -> str:
        """The heading with its mark."""
        return self.heading + ("*" if self.is_required else "")


def heading_key(text: str) -> str:
    """A heading without spaces, line breaks and marks, for comparison."""
    narrow = unicodedata.normalize("NFKC", text)
    return "".join(narrow.split()).replace("*", "").removesuffix("(必填)")
