"""Texts as the public calls take them: a list of them, not one, and nothing that is none."""

from collections.abc import Iterable


def listed(texts: Iterable[str]) -> list[str]:
    """The texts as a list.

    Raises:
        TypeError: for a single text (its characters are not meant), and for a value that is none.
    """
    if isinstance(texts, str | bytes):
        raise TypeError(f"texts 应为文本的列表，实际是一个 {type(texts).__name__}")
    given = list(texts)
    for position, text in enumerate(given, start=1):
        if not isinstance(text, str):
            raise TypeError(f"第 {position} 个文本应为 str，实际为 {type(text).__name__}")
    return given
