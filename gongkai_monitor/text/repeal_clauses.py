"""What a document repeals, declares lapsed, amends or replaces: its clauses and 清理目录."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gongkai_monitor.text.document_number import find_document_numbers
from gongkai_monitor.vocabulary import RepealKind

_QUOTE = r"《(?:[^《》\n]|《[^《》\n]{1,60}》){2,90}》"
_NOTE = r"(?:\s*[（(][^（()）]{2,60}[)）])?"
_TRIGGER = re.compile(
    r"(?P<ended>废止|作废|停止执行|停止使用|不再执行|终止执行|宣布失效|自行失效|失效)"
    r"(?!(?:的)?(?:前|后|条件|程序|情形|或者|、|和))"
    r"|(?P<amended>修改|修订|修正)|(?P<replaced>代替|替代|取代)"
)
_ONE = re.compile(rf"(?P<quote>{_QUOTE})(?P<note>{_NOTE})")
_NEAR, _APART = 30, 45
"""Characters between a name and the word on its end, and between two names of one list."""
_BASIS = re.compile(
    r"(?:根据|依据|按照|依照|遵照|贯彻|落实|执行|实施|为了?|按|由|被|以|替代|经|及其|与|参照|《|关于)$"
)
_PART = re.compile(
    r"第[一二三四五六七八九十百\d]{1,5}[条章款项]|部分(?:条款|内容)|有关(?:条款|内容|规定)|中的?|其中"
)
_CONFLICT = re.compile(r"不一致|抵触|不符|冲突|与本")
_DRAFT = re.compile(r"草案|征求意见|征集")
_DOUBT = re.compile(r"拟|建议|不得|尚未|是否|可以|应当|需要|未被?|草案|征求")

_HEADING = re.compile(
    r"(?P<kind>废止|宣布失效|失效|修改|修订|保留|继续有效|现行有效|延长有效期)(?:和(?:宣布)?失效)?(?:的|和)?"
    r"[^。；;\n《》，,、]{0,16}?(?:文件|规章|政策|规定)(?:\s*[（(]?\d*\s*[件部]?[)）]?)?目录"
)
_KINDS = {
    "废止": RepealKind.REPEAL, "作废": RepealKind.REPEAL, "停止执行": RepealKind.REPEAL,
    "停止使用": RepealKind.REPEAL, "不再执行": RepealKind.REPEAL, "终止执行": RepealKind.REPEAL,
    "宣布失效": RepealKind.LAPSE, "失效": RepealKind.LAPSE, "自行失效": RepealKind.LAPSE,
    "修改": RepealKind.AMENDMENT, "修订": RepealKind.AMENDMENT,
}  # fmt: skip
_ENTRY = re.compile(
    r"(?<![\d〔\[第])\d{1,3}\s*[.．、]?\s*(?=[《\u4e00-\u9fff])(?![号件部月日年个项条份家次届期类])"
)
_REASON = re.compile(r"说明|备注|理由|原因|依据|废止情况|清理意见")
_FIELD = re.compile(r"发文(?:单位|机关|时间|日期)|发布(?:时间|机关|单位|日期)|文\s*号|[（(〔\[]|\t")
_NEXT_ANNEX = re.compile(r"附件\s*[\d一二三四五六七八九]")
_RESULT = re.compile(r"(?P<kind>废止|宣布失效|失效|修改)\s*$")
_CLEARING = re.compile(r"清理结果|清理目录")
_LONGEST_ENTRY, _PASSAGE = 300, 160


class Named(NamedTuple):
    """A document that another one ends or amends."""

    kind: RepealKind
    name: str | None
    number: str | None
    passage: str


def read_repeals(title: str, text: str) -> tuple[Named, ...]:
    """Every document that a document says it ends or amends, in order, each once.

    A document that only mentions, quotes as its basis or announces to look at others repeals
    none; of one that is no more than a draft nothing is taken.
    """
    if _DRAFT.search(title):
        return ()
    found: list[Named] = []
    for clause in _clauses(f"{title}\n{text}"):
        found += _of_clause(clause)
    found += _of_catalogues(text)
    if _CLEARING.search(title):
        found += _of_results(text)
    kept: dict[tuple[str | None, str | None], Named] = {}
    for one in found:
        kept.setdefault((one.name, one.number), one)
    return tuple(kept.values())


def _clauses(text: str) -> Iterator[str]:
    for clause in re.split(r"[。；;\n]|[\u3000]{2,}", text):
        if "《" in clause and _TRIGGER.search(clause):
            yield clause


def _of_clause(clause: str) -> Iterator[Named]:
    """Names right before a word on their end (《…》同时废止), else right after it (废止《…》)."""
    quotes = list(_ONE.finditer(clause))
    outside = [
        match
        for match in _TRIGGER.finditer(clause)
        if not any(one.start("quote") < match.start() < one.end("quote") for one in quotes)
    ]
    floor = 0
    for at, trigger in enumerate(outside):
        is_after = False
        ceiling = outside[at + 1].start() if at + 1 < len(outside) else len(clause)
        before = _list_before(quotes, floor, trigger.start())
        after = _list_after(quotes, trigger.end(), ceiling)
        if before and not trigger["replaced"]:
            between = clause[before[-1].end() : trigger.start()]
            kind = _kind_before(between, trigger)
            floor = trigger.end()
        elif after:
            between = clause[max(0, trigger.start() - 6) : after[0].start()]
            kind = _kind_after(between, clause[after[-1].end() :], trigger)
            before, floor = after, after[-1].end()
            is_after = True
        else:
            continue
        if kind is not None:
            yield from _items(
                clause, before, kind, is_addressed=bool(trigger["amended"]) and not is_after
            )


def _list_before(quotes: list[re.Match[str]], floor: int, end: int) -> list[re.Match[str]]:
    """The names that stand one after another up to ``end``."""
    found: list[re.Match[str]] = []
    for one in reversed(
        [quote for quote in quotes if floor <= quote.start() and quote.end() <= end]
    ):
        room = _APART if found else _NEAR
        if (found[0].start() if found else end) - one.end() > room:
            break
        found.insert(0, one)
    return found


def _list_after(quotes: list[re.Match[str]], start: int, ceiling: int) -> list[re.Match[str]]:
    """The names that stand one after another from ``start`` on."""
    found: list[re.Match[str]] = []
    for one in (quote for quote in quotes if start <= quote.start() < ceiling):
        if one.start() - (found[-1].end() if found else start) > (_APART if found else _NEAR):
            break
        found.append(one)
    return found


def _kind_before(between: str, trigger: re.Match[str]) -> RepealKind | None:
    """What 《…》 + ``between`` + trigger says of the names; None when it ends none."""
    if _CONFLICT.search(between) or _DOUBT.search(between) or "已" in between:
        return None
    if trigger["amended"]:
        is_clear = re.search(r"(?:作出?|做出?|进行|予以|如下|以下)", between)
        return RepealKind.AMENDMENT if is_clear else None
    is_part = bool(_PART.search(between))
    return RepealKind.AMENDMENT if is_part else _KINDS[trigger["ended"]]


def _kind_after(between: str, rest: str, trigger: re.Match[str]) -> RepealKind | None:
    """What trigger + 《…》 says of the names; ``between`` begins a little before the trigger."""
    if _DOUBT.search(between) or re.search(r"[被已]", between) or _CONFLICT.search(between):
        return None
    if trigger["replaced"]:
        return RepealKind.REPLACEMENT
    if trigger["amended"]:
        is_clear = re.search(r"关于|决定|对", between) and "后" not in between
        return RepealKind.AMENDMENT if is_clear else None
    return RepealKind.AMENDMENT if _PART.match(rest[:12]) else _KINDS[trigger["ended"]]


def _items(
    clause: str, names: list[re.Match[str]], kind: RepealKind, *, is_addressed: bool
) -> Iterator[Named]:
    """Each quoted name of a list that is no basis; ``is_addressed``: only those after 对 and 将."""
    for one in names:
        at = one.start()
        if _BASIS.search(clause[max(0, at - 4) : at].rstrip()):
            continue
        if is_addressed and clause[at - 1 : at] not in {"对", "将"}:
            continue  # 根据《…》对《…》进行修订
        numbers = find_document_numbers(one["note"]) if one["note"] else ()
        passage = clause[max(0, at - 30) : at + _PASSAGE].strip()
        yield Named(kind, one["quote"][1:-1].strip(), numbers[0] if numbers else None, passage)


def _of_catalogues(text: str) -> Iterator[Named]:
    """Entries under the headings 废止…文件目录, up to the next heading."""
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=False):  # no heading: the one end is too many
        kind = _KINDS.get(heading["kind"])
        if kind is not None:
            segment = _NEXT_ANNEX.split(text[heading.end() : end], maxsplit=1)[0]
            for entry in _entries(segment):
                yield from _entry(entry, kind)


def _of_results(text: str) -> Iterator[Named]:
    """Entries of a table whose last column says what became of each."""
    for entry in _entries(text):
        result = _RESULT.search(entry)
        if result:
            yield from _entry(entry[: result.start()], _KINDS[result["kind"]])


def _entries(segment: str) -> Iterator[str]:
    starts = [match.start() for match in _ENTRY.finditer(segment)]
    for start, end in pairwise([*starts, len(segment)]):
        yield segment[start : min(end, start + _LONGEST_ENTRY)].strip()


def _entry(entry: str, kind: RepealKind) -> Iterator[Named]:
    """The document of one entry; what explains its end is about others."""
    own = _REASON.split(entry, maxsplit=1)[0]
    bare = re.sub(r"^\d{1,3}\s*[.．、]?\s*", "", own)
    numbers = find_document_numbers(bare)
    number = numbers[0] if len(numbers) == 1 else None
    quote = _ONE.match(bare)
    is_whole = quote is not None and not bare[quote.end() :].startswith("的")
    name = (
        quote["quote"][1:-1].strip()
        if quote and is_whole
        else _FIELD.split(bare, maxsplit=1)[0].strip(" 《》\u3000")
    )
    if number or is_whole or (_FIELD.search(bare) and len(name) >= 6):
        yield Named(kind, name if len(name) >= 6 else None, number, own[:_PASSAGE])
