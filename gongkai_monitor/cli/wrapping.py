"""Chinese text in a narrow column: lines are filled, numbers and punctuation stay whole.

Rich breaks at spaces only, which leaves Chinese lines half empty and parts ``已 12`` from ``天``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_PIECE = re.compile(r"[（《“【]*(?:[!-~]+|\s+|.)[，。；：、！？）》”】]*")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A cell of a table; wrapped to the width that its column is given."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines."""
        for paragraph in self.text.splitlines() or [""]:
            for line in wrap(paragraph, options.max_width):
                yield Text(line, no_wrap=True, overflow="ignore")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Between a few cells and the whole text on one line."""
        longest = max((cell_len(line) for line in self.text.splitlines()), default=1)
        return Measurement(min(longest, 8), max(longest, 1)).with_maximum(options.max_width)


def wrap(text: str, width: int) -> Iterator[str]:
    """Break one line into lines of at most ``width`` cells (a Chinese character takes two)."""
    line = ""
    for piece in _pieces(text, width):
        if cell_len(line) + cell_len(piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str, width: int) -> Iterator[str]:
    """What stays together; what is wider than a whole line is cut (web addresses)."""
    for piece in _PIECE.findall(text):
        if cell_len(piece) > width:
            yield from chop_cells(piece, width)
        else:
            yield piece
