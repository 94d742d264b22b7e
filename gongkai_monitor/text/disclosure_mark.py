"""公开属性: the mark at the end of a document that says who may read it (rule L-5)."""

import re

from gongkai_monitor.vocabulary import DisclosureMark

_THIS = r"(?:此件|此文|本件|本文件|该件)"
_WORDS: tuple[tuple[DisclosureMark, str], ...] = (
    (DisclosureMark.ABRIDGED, r"删(?:减|节|除)[^。）)\n]{0,8}公开"),
    (DisclosureMark.ON_REQUEST, r"依(?:法)?申请(?:予以)?公开"),
    (DisclosureMark.NOT_PUBLIC, r"不(?:予|宜)?(?:主动)?公开"),
    (DisclosureMark.PUBLISHED, r"(?:可)?公开发布"),
    (DisclosureMark.PUBLIC, r"(?:可以|可)?(?:主动|全文)?公开"),
)
_LABELLED = re.compile(
    r"(?:公开|信息公开)(?:属性|选项|类型|方式|类别|范围)\s*[】\]]?\s*[:：]\s*(?P<words>[^\s。；;]{2,12})"
)
_THIS_PAPER = re.compile(rf"(?<![“\"‘]){_THIS}(?P<words>[^。“”\n]{{0,12}}公开(?:发布)?)")
_BRACKETED = re.compile(r"^[（(\[【]\s*(?P<words>[^）)\]】“”]{2,12})\s*[）)\]】]\s*$")
_IN_BRACKETS = re.compile(
    rf"[（(\[【]\s*{_THIS}(?P<words>[^（()）“”\n]{{0,12}}公开(?:发布)?)\s*[）)\]】]"
)
_LAST_LINES = 15
_LONGEST_LINE = 200


def read_mark(text: str) -> DisclosureMark | None:
    """The mark of a document; None when it has none.

    In brackets it counts wherever it stands, for annexes may follow it; else only in the last
    lines, so that a document that speaks of marks has none by that. Quoted marks never count.
    """
    found = _IN_BRACKETS.search(text)
    if found:
        return mark_of(found["words"])
    for line in reversed(text.split("\n")[-_LAST_LINES:]):
        short = line[:_LONGEST_LINE].strip()
        match = _LABELLED.search(short) or _THIS_PAPER.search(short) or _BRACKETED.match(short)
        mark = mark_of(match["words"]) if match else None
        if mark is not None:
            return mark
    return None


def mark_of(words: str) -> DisclosureMark | None:
    """The mark that the words of a field 公开属性 name, None for other words."""
    bare = re.sub(rf"^{_THIS}|[\s（()）]", "", words)
    return next((mark for mark, pattern in _WORDS if re.fullmatch(pattern, bare)), None)
