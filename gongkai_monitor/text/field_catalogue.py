"""标准目录: which of the eight elements the head of a catalogue table names (L-2, L-3)."""

import re

ELEMENTS: dict[str, re.Pattern[str]] = {
    "公开事项名称": re.compile(r"事项"),
    "公开内容": re.compile(r"公开内容|内容[（(]?要素"),
    "公开依据": re.compile(r"依据"),
    "公开时限": re.compile(r"时限|公开时间"),
    "公开主体": re.compile(r"主体|责任单位|公开单位"),
    "公开方式": re.compile(r"方式"),
    "公开渠道": re.compile(r"渠道|载体"),
    "公开对象": re.compile(r"对象"),
}
"""The eight elements, each with the words of its column head."""

_TITLE = re.compile(r"(?:基层政务公开|领域|主动公开).{0,20}(?:标准)?目录")
_LONGEST_HEAD = 24
_HEAD_LINES = 60
_LEAST_HEADS = 3


def is_catalogue(title: str) -> bool:
    """Whether a page calls itself a catalogue of this kind."""
    return bool(_TITLE.search(title[:200]))


def missing_elements(body: str) -> tuple[str, ...] | None:
    """The elements that the table's head does not name; None when the page shows no table.

    Only short lines near the start count: they are cells of the head.
    """
    heads = [line for line in body.split("\n")[:_HEAD_LINES] if len(line) <= _LONGEST_HEAD]
    found = {name for name, words in ELEMENTS.items() if any(words.search(head) for head in heads)}
    if len(found) < _LEAST_HEADS:
        return None
    return tuple(name for name in ELEMENTS if name not in found)
