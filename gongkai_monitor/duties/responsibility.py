"""责任分工: the bracket that names the units, and sometimes the time, at the end of a duty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_monitor.duties.flow import Flow
from gongkai_monitor.duties.numerals import LETTERS

OPENERS, CLOSERS = "（([【〔", "）)]】〕"
MARK = re.compile(
    rf"[（(][{LETTERS}]{{1,3}}[）)]|(?<![\d〔.．])\d{{1,3}}[．.、](?=\D)|(?<=[）)\]。])[{LETTERS}]{{1,3}}、"
)
"""Where the next part may begin."""

_UNIT = "[单革単旱草早]位"  # what OCR makes of 单
_TIME = r"(?:[责贵]任|完成|办理|落实|工作)(?:[时吋][限间眼]|期限)"
_LEAD = rf"(?:牵头|主办|主责)(?:[责贵]任)?(?:{_UNIT}|部门|处室|科室)"
_RESPONSIBLE = rf"(?:[责贵]任|配合|参与|协办|参加|落实|实施)(?:{_UNIT}|部门|主体)"
_LABEL = re.compile(
    rf"(?:(?P<time>{_TIME})|(?P<lead>{_LEAD})|(?P<responsible>{_RESPONSIBLE}))[:：]"
)
_SENTENCE_END = re.compile(rf"。(?!{_LABEL.pattern})")
_SAID = re.compile(rf"[{re.escape(OPENERS)}]?(?:{_LABEL.pattern})")
_INNER = r"(?:[^（）()。]|[（(][^（）()。]*[）)])"
_SPOKEN = re.compile(
    rf"[（(](?P<words>{_INNER}{{2,200}}?(?:牵头|负责|配合|参与|落实))(?:落实)?[）)]"
)
_TIMED = re.compile(
    r"[（(](?P<time>持续(?:推进|开展|实施)|长期(?:坚持|推进|实施)|常态化(?:推进|开展)"
    r"|(?:20\d\d年)?(?:\d{1,2}月)?(?:年)?底前(?:完成)?)[）)]"
)
_DOING = re.compile(
    r"(?:牵头(?:负责|落实|组织)?|(?:按照?)?(?:各自)?职责(?:分工)?(?:负责|落实)|分别?(?:工)?负责"
    r"|共同负责|具体负责|负责(?:落实)?|配合|参与|落实)$"
)
_SPLIT = re.compile(r"[、，,；;。．.]")
_OPEN_END = re.compile(r"等(?:相关|有关)?(?:部门|单位|部门和单位)?$")
_EDGES = "，,；;。．.、:： "
_WIDE = str.maketrans("()", "（）")
_LONGEST = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who answers for a duty, and where the document says so.

    Attributes:
        start: in the flow.
        end: in the flow, behind the bracket.
        time: words of 责任时限, "" when the bracket names none.
        lead: names of 牵头单位 as printed.
        responsible: names of 责任单位 and 配合单位 as printed.
    """

    start: int
    end: int
    time: str = ""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()


def find_responsibilities(flow: Flow) -> list[Responsibility]:
    """Every such bracket of a document, in order; also labels that stand without a bracket."""
    text = flow.text
    found: list[Responsibility] = []
    at = 0
    for start, end in _places(flow):
        if start < at:
            continue
        found.append(_read(text, start, end))
        at = end
    for match in (*_SPOKEN.finditer(text), *_TIMED.finditer(text)):
        inside = any(one.start < match.end() and match.start() < one.end for one in found)
        if not inside and _stands_last(text, match):
            found.append(_read_spoken(match))
    return sorted(found, key=lambda one: one.start)


def split_agencies(text: str) -> tuple[str, ...]:
    """Names of a list, each as printed, brackets full width; a list inside brackets stays whole."""
    names, piece, depth = [], "", 0
    for letter in f"{text}、":
        depth += (letter in OPENERS) - (letter in CLOSERS)
        if depth <= 0 and _SPLIT.fullmatch(letter):
            names.append(piece)
            piece, depth = "", 0
        else:
            piece += letter
    cleaned = (_OPEN_END.sub("", name.strip(_EDGES)).translate(_WIDE) for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))


def _places(flow: Flow) -> Iterator[tuple[int, int]]:
    text = flow.text
    covered = 0
    for match in _SAID.finditer(text):
        start = match.start()
        if start < covered:
            continue
        is_bracket = text[start] in OPENERS
        if is_bracket or text[start - 1 : start] in {"", *"。；！"} or start in flow.starts:
            covered = _end_of(text, start) if is_bracket else _stop(text, match.end())
            yield start, covered


def _end_of(text: str, start: int) -> int:
    """Behind the bracket that opens at ``start``; the closing one may be lost or another one."""
    stop = _stop(text, start + 1)
    depth = 0
    for place in range(start, stop):
        depth += (text[place] in OPENERS) - (text[place] in CLOSERS)
        if depth == 0:
            return place + 1
    return stop


def _stop(text: str, start: int) -> int:
    """Where a list of units is over at the latest."""
    limit = min(len(text), start + _LONGEST)
    mark = MARK.search(text, start, limit)
    sentence = _SENTENCE_END.search(text, start, limit)
    return min([limit, *(found.start() for found in (mark, sentence) if found)])


def _read(text: str, start: int, end: int) -> Responsibility:
    """The labelled parts of one bracket."""
    labels = list(_LABEL.finditer(text, start, end))
    said: dict[str, str] = {}
    stops = [*(label.start() for label in labels[1:]), end]
    for label, stop in zip(labels, stops, strict=True):
        kind = label.lastgroup or ""
        words = _unwrap(text[label.end() : stop])
        said[kind] = f"{said[kind]}、{words}" if said.get(kind) else words
    return Responsibility(
        start=start,
        end=end,
        time=said.get("time", ""),
        lead=split_agencies(said.get("lead", "")),
        responsible=split_agencies(said.get("responsible", "")),
    )


def _unwrap(words: str) -> str:
    """Without the separator and the closing bracket that belongs to the whole."""
    words = words.strip(_EDGES)
    depth = sum((letter in OPENERS) - (letter in CLOSERS) for letter in words)
    return words[:-1].strip(_EDGES) if depth < 0 and words[-1] in CLOSERS else words


def _read_spoken(match: re.Match[str]) -> Responsibility:
    """（甲牵头，乙、丙配合）: lead by the verb, everybody else is responsible."""
    groups = match.groupdict()
    lead: list[str] = []
    others: list[str] = []
    pending = ""
    for clause in re.split(r"[，,；;]", groups.get("words") or ""):
        words = f"{pending}{clause}".removeprefix("由")
        doing = _DOING.search(words)
        if not doing:
            pending = f"{words}、"
            continue
        pending = ""
        names = split_agencies(words[: doing.start()])
        (lead if doing[0].startswith("牵头") else others).extend(names)
    return Responsibility(
        start=match.start(),
        end=match.end(),
        time=groups.get("time") or "",
        lead=tuple(lead),
        responsible=tuple(others),
    )


def _stands_last(text: str, match: re.Match[str]) -> bool:
    """Such words close a sentence and a part; elsewhere they are a remark."""
    before = text[match.start() - 1] if match.start() else ""
    after = MARK.match(text, match.end())
    return before in "。；！" and (after is not None or match.end() >= len(text))
