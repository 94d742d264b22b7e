"""What reading an attachment came to, and the bounds it keeps to."""

from dataclasses import dataclass

from gongkai_monitor.vocabulary import FileState

MOST_CHARACTERS = 3_000_000
MOST_PAGES = 1_000
MOST_ROWS = 200_000
MOST_CELLS = 500
MOST_MEMBERS = 2_000
MOST_UNPACKED = 200_000_000
"""Bytes that one archive may claim to hold."""
MOST_NESTED = 2


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, and whether it is all of it."""

    state: FileState
    text: str = ""
    detail: str | None = None


class Gathered:
    """Pieces of text up to the bound; ``is_full`` when more is not taken."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self.is_full = False

    def add(self, piece: str) -> None:
        """Take one more piece."""
        if self.is_full:
            return
        self._pieces.append(piece[: MOST_CHARACTERS - self._size])
        self._size += len(piece)
        self.is_full = self._size >= MOST_CHARACTERS

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self._pieces)

    def result(self, *, is_cut: bool = False, detail: str | None = None) -> FileText:
        """Read, or read in part when a bound was met."""
        state = FileState.PARTIAL if is_cut or self.is_full else FileState.READ
        return FileText(state, self.text, detail)
