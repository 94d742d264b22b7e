"""语境: near which words a passage counts as wrong, and near which it does not.

A condition is written as ``后接 系统、平台；不前接 台风``. Heads: 前接 and 后接 (directly before or
after), 附近 (within ten characters on either side), and each with 不 in front. Every condition
must hold; of the words of one condition one suffices.
"""

from dataclasses import dataclass
from typing import Self

NEAR = 10
_HEADS = ("前接", "后接", "附近")
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: where to look, for which words, and whether they must be there."""

    where: str
    words: tuple[str, ...]
    is_wanted: bool

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether it holds for ``text[start:end]``."""
        match self.where:
            case "前接":
                is_there = text[max(0, start - NEAR) : start].endswith(self.words)
            case "后接":
                is_there = text.startswith(self.words, end)
            case _:
                before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
                is_there = any(word in before or word in after for word in self.words)
        return is_there is self.is_wanted


@dataclass(frozen=True, slots=True)
class Context:
    """All conditions of one entry; none means everywhere."""

    conditions: tuple[Condition, ...] = ()

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read ``后接 系统、平台；不附近 台风``.

        Raises:
            ValueError: in Chinese, for a condition without a known head or without words.
        """
        parts = [part.strip() for part in written.replace(";", "；").split("；")]
        return cls(tuple(_condition(part) for part in parts if part))

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether every condition holds."""
        return all(condition.holds(text, start, end) for condition in self.conditions)


def _condition(written: str) -> Condition:
    is_wanted = not written.startswith("不")
    body = written.removeprefix("不")
    head = next((name for name in _HEADS if body.startswith(name)), None)
    if head is None:
        raise ValueError(f"语境“{written[:20]}”须以 前接/后接/附近 或 不前接/不后接/不附近 开头")
    rest = body.removeprefix(head).strip(" :：")
    words = tuple(word.strip() for word in rest.split("、") if word.strip())
    if not words or len(words) > _MOST_WORDS:
        raise ValueError(f"语境“{written[:20]}”须列出 1 到 {_MOST_WORDS} 个词，以“、”分隔")
    return Condition(head, words, is_wanted)
