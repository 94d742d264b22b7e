"""The word lists: what is wrong, what would be right, which kind, in which context.

The built-in list is ``data/words.csv``; a deployment adds its own (leaders, institutions, local
names) and its exceptions. Own entries come before built-in ones of the same wrong word.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick

from gongkai_monitor.text.wording.candidate import Candidate, WordingKind
from gongkai_monitor.text.wording.context import Context

BUILT_IN = Path(__file__).parent / "data" / "words.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a list; ``context`` as written in its column 语境."""

    wrong: str
    right: str
    kind: WordingKind
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """Entries, and passages that are right whatever the lists or the model say."""

    entries: tuple[Entry, ...] = ()
    exceptions: tuple[str, ...] = ()

    def __add__(self, other: "WordList") -> "WordList":
        """This list first, the other where this one says nothing."""
        own = {entry.wrong for entry in self.entries}
        more = (entry for entry in other.entries if entry.wrong not in own)
        exceptions = dict.fromkeys((*self.exceptions, *other.exceptions))
        return WordList(entries=(*self.entries, *more), exceptions=tuple(exceptions))


class WordFinder:
    """Finds the entries of a list in one pass over a text."""

    def __init__(self, words: WordList) -> None:
        self._wrong = ahocorasick.Automaton()
        self._exceptions = ahocorasick.Automaton()
        by_wrong: dict[str, list[tuple[Entry, Context]]] = {}
        for entry in words.entries:
            by_wrong.setdefault(entry.wrong, []).append((entry, Context.parse(entry.context)))
        for wrong, entries in by_wrong.items():
            self._wrong.add_word(wrong, tuple(entries))
        for exception in words.exceptions:
            self._exceptions.add_word(exception, len(exception))
        for automaton in (self._wrong, self._exceptions):
            automaton.make_automaton()

    def find(self, text: str) -> Iterator[Candidate]:
        """Every entry whose context holds, in the order of the text."""
        if not len(self._wrong):
            return
        for last, entries in self._wrong.iter(text):
            for entry, context in entries:
                end = last + 1
                start = end - len(entry.wrong)
                if context.holds(text, start, end):
                    yield _candidate(entry, start, end)
                    break

    def allowed(self, text: str) -> list[tuple[int, int]]:
        """Passages in which nothing counts as wrong."""
        if not len(self._exceptions):
            return []
        return [(last + 1 - length, last + 1) for last, length in self._exceptions.iter(text)]


def _candidate(entry: Entry, start: int, end: int) -> Candidate:
    why = "词库" if not entry.context else f"词库，语境：{entry.context[:40]}"
    return Candidate(
        start=start,
        end=end,
        wrong=entry.wrong,
        right=entry.right,
        kind=entry.kind,
        reason=f"{entry.kind.label}（{why}）",
    )


@cache
def built_in_words() -> WordList:
    """The list that is shipped."""
    with BUILT_IN.open(encoding="utf-8", newline="") as stream:
        return word_list(csv.DictReader(stream))


def word_list(rows: Iterable[dict[str, str]]) -> WordList:
    """Entries of rows with the columns 错误, 正确, 类别, 语境; a row of 类别 例外 is an exception.

    Raises:
        ValueError: in Chinese, for an unknown kind or a context that cannot be read.
    """
    entries: list[Entry] = []
    exceptions: list[str] = []
    for row in rows:
        if row["类别"] == EXCEPTION:
            exceptions.append(row["错误"])
            continue
        Context.parse(row["语境"] or "")
        entries.append(
            Entry(
                wrong=row["错误"],
                right=row["正确"],
                kind=WordingKind.from_label(row["类别"]),
                context=row["语境"] or "",
            )
        )
    return WordList(entries=tuple(entries), exceptions=tuple(exceptions))


EXCEPTION = "例外"
"""类别 of a row that names a passage which is right."""
