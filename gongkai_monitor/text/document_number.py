"""文号: a document's own number (国办发〔2018〕123号, 国务院令第711号, 公告2020年第5号).

A number inside a sentence is a citation; where it stands tells the two apart.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_OPEN, _CLOSE = r"[〔\[(【﹝<〈《{〖「『]", r"[〕\])】﹞>〉》}〗」』]"
_YEAR = r"(?:19|20)\d\d"
_GAP = r"[ \t]{0,4}"
_COUNT = r"(?:\d{1,5}(?:-\d{1,3})?|[一二三四五六七八九十百千零〇○两]{1,9})"
_WORDS = r"(?P<words>[\u4e00-\u9fff\u3007A-Za-z \t]{0,60})"

_BRACKETED_TAIL = re.compile(
    rf"{_OPEN}{_GAP}(?P<year>{_YEAR}){_GAP}年?{_GAP}{_CLOSE}{_GAP}第?{_GAP}"
    rf"(?P<count>{_COUNT}){_GAP}号"
)
_ORDER_TAIL = re.compile(
    rf"{_OPEN}?{_GAP}(?:(?P<year>{_YEAR}){_GAP}年?{_GAP}{_CLOSE}?{_GAP})?"
    rf"第{_GAP}(?P<count>{_COUNT}){_GAP}号"
)
_WORDS_BEFORE = re.compile(rf"{_WORDS}$")
_ORDER_KINDS = ("令", "公告", "通告")

_LEADING_WORDS = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|印发|转发|关于|通过|废止|修改|详见|参见"
    r"|以下简称|简称|通知|意见|办法|决定|规定|方案|批复|细则|请示|报告|文件|条例|纲要|规程|措施|的|以"
    r"|文号|字号|编号)|^[及与](?=..)|^和(?=国)"
)
_AND = re.compile(r"^(?:文件|文)?(?:以及|及|和|与|或)")
"""Between two numbers that stand side by side."""

_AGENCY_NAME = re.compile(
    r"^.{2,}(?:(?:人民政府|委员会|办公厅|办公室|领导小组)(?=[^办].+$)"
    r"|(?:部门?|局|厅|委|院|署|会)(?=.{3,}$))"
)
_STATE = "中华人民共和国"

_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
_WIDE |= dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003], 0x20)
_WIDE |= dict.fromkeys(map(ord, "‐‑‒–—―−"), 0x2D)
_FIELD = re.compile(r"^(?:发文|发布|文件)?(?:字\s*号|文\s*号|编\s*号)\s*[:】\]]\s*|^发文字号\s*")
_LIST_ENTRY = re.compile(r"^\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、)]|^附件|^注")
_ABOUT_OTHERS = re.compile(r"解读|问答|答记者问|图解|一图读懂|废止|目录")
_STOP = re.compile(r"[。;!?,]")
_GOES_ON = re.compile(r"\s*(?:[,。;、)》]|文件|文|规定|要求|精神|等|同时|中|和|及|收悉)")
_PROMULGATED = re.compile(r"\s*(?:公布|发布|颁布)")
_TITLE_END = re.compile(
    r"^[^,。;!?]*(?:通知|意见|办法|规定|决定|方案|细则|措施|批复|复函|条例|公告)\s*$"
)
_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HEAD_LINES = 15
_FIELD_LINES = 40


class Mention(NamedTuple):
    """A number in a text: normalised, and the characters it takes."""

    number: str
    start: int
    end: int


def find_document_number(text: str) -> str | None:
    """The number of the document whose text or title this is, normalised.

    Its own number (heading, field 文号, bracket of the title) wins; without one, the first
    number that the text mentions. Where a mere citation must not count, use
    `own_document_number`.
    """
    return own_document_number(text) or next(iter(find_document_numbers(text)), None)


def own_document_number(text: str) -> str | None:
    """The number standing where a document carries its own; None when all are citations.

    Such places: a field 文号, the start of the text, a heading line of its own, the end of a
    heading line (``…的通知（京建发〔2014〕363号）``).
    """
    stripped = (_plain(raw).strip() for raw in text.splitlines())
    lines = list(islice((line for line in stripped if line), max(_FIELD_LINES, _HEAD_LINES)))
    for line in lines[:_FIELD_LINES]:
        field = _FIELD.match(line)
        if field and (number := _number_of_field(line[field.end() :])):
            return number
    previous = ""
    for line in islice(lines, _HEAD_LINES):
        number = _number_of_line(line, previous)
        if number:
            return number
        previous = line
    return None


def whole_document_number(line: str) -> str | None:
    """The number, normalised, when a line is nothing else; None for every other line."""
    plain = " ".join(_plain(line).split())
    mentions = _mentions(plain, whole=True)
    if len(mentions) == 1 and mentions[0].start == 0 and mentions[0].end == len(plain):
        return mentions[0].number
    return None


def find_document_numbers(text: str) -> tuple[str, ...]:
    """Every number that a text mentions, normalised, in order, each once."""
    lines = (line for line in text.split("\n") if "号" in line)  # a number stands in one line
    plain = _plain("\n".join(lines))
    return tuple(dict.fromkeys(mention.number for mention in _mentions(plain)))


def normalise_document_number(text: str) -> str:
    """One spelling for comparing: 〔〕, no blanks, Arabic digits, no 第 after 〔year〕.

    ``国办发 [2018] 123 号`` becomes ``国办发〔2018〕123号``; what is no number is only squeezed.
    """
    return whole_document_number(text) or re.sub(r"\s+", "", _plain(text))


def _plain(text: str) -> str:
    """Half-width marks, digits and blanks, character for character."""
    return text.translate(_WIDE)


def _mentions(plain: str, *, whole: bool = False) -> list[Mention]:
    """Numbers with their agency, in order.

    Args:
        plain: half-width text.
        whole: the text is nothing but the number, so no words are cut off its front.
    """
    found: list[Mention] = []
    for tail in _tails(plain):
        line_start = plain.rfind("\n", 0, tail.start()) + 1
        previous_end = found[-1].end if found else 0
        before = plain[max(line_start, previous_end, tail.start() - 60) : tail.start()]
        words = _words(before)
        if found and len(words) == tail.start() - previous_end:
            words = _AND.sub("", words)
        agency = _agency(words, tail, whole=whole)
        if agency is None:
            continue
        printed, name = agency
        found.append(Mention(_spelled(name, tail), tail.start() - printed, tail.end()))
    return found


def _words(before: str) -> str:
    """The run of words at the end, without 日 or 号 that belong to the digits before it."""
    match = _WORDS_BEFORE.search(before)
    words = match["words"] if match else ""
    if before[: len(before) - len(words)][-1:].isdecimal():
        words = re.sub(r"^(?:日|号文?)[及和与]?", "", words)
    return words


def _tails(plain: str) -> Iterator[re.Match[str]]:
    """What follows the agency's words, bracketed or 第…号, in order and apart."""
    if "号" not in plain:
        return
    tails = [*_BRACKETED_TAIL.finditer(plain), *_ORDER_TAIL.finditer(plain)]
    end = -1
    for tail in sorted(tails, key=lambda match: (match.start(), match.re is _ORDER_TAIL)):
        if tail.start() >= end:
            end = tail.end()
            yield tail


def _agency(words: str, tail: re.Match[str], *, whole: bool) -> tuple[int, str] | None:
    """The agency's code before a tail: how many characters it takes, and its name.

    Blanks part it from the words before, unless it is itself printed with blanks.
    """
    kind = next((kind for kind in _ORDER_KINDS if words.rstrip().endswith(kind)), "")
    if tail.re is _ORDER_TAIL and not kind:
        return None
    name, start, spaced = "", len(words), True
    for token in reversed(list(re.finditer(r"\S+", words))):
        spaced = spaced and len(token[0]) == 1
        if len(name) >= 2 + len(kind) and not (whole or spaced):
            break
        name, start = token[0] + name, token.start()
    squeezed = name
    if not whole:
        name = _LEADING_WORDS.sub("", name)
        name = name if kind else _AGENCY_NAME.sub("", name)
    if len(name) < 2 and not kind:
        return None
    cut = _length_of(words[start:], len(squeezed) - len(name))
    return len(words) - start - cut, name


def _length_of(printed: str, letters: int) -> int:
    """How many characters the first ``letters`` non-blank ones take."""
    position = 0
    while letters or (position < len(printed) and printed[position].isspace()):
        letters -= not printed[position].isspace()
        position += 1
    return position


def _spelled(agency: str, tail: re.Match[str]) -> str:
    """The normalised number."""
    count = _count(tail["count"])
    if tail.re is _BRACKETED_TAIL:
        return f"{agency}〔{tail['year']}〕{count}号"
    name = agency.removeprefix(_STATE) if agency.endswith("令") else agency
    year = f"{tail['year']}年" if tail["year"] else ""
    return f"{name}{year}第{count}号"


def _count(printed: str) -> str:
    """``05`` as ``5``, ``七百一十一`` as ``711``, ``12-1`` as it is."""
    if printed.isdecimal():
        return str(int(printed))
    if "-" in printed:
        return printed
    if not any(char in _UNITS for char in printed):
        return str(int("".join(str(_DIGITS[char]) for char in printed)))
    total = digit = 0
    for char in printed:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return str(total + digit)


def _number_of_field(value: str) -> str | None:
    """The number in the cell of a field 文号."""
    mentions = _mentions(value.strip(), whole=True)
    return mentions[0].number if mentions else None


def _number_of_line(line: str, previous: str) -> str | None:
    """A heading line's own number: the whole line, its start, or its end."""
    if _LIST_ENTRY.match(line):
        return None
    bare = line.strip("()[]【】《》 ")
    if previous.endswith(_ORDER_KINDS) and len(previous) <= 40 and _ORDER_TAIL.fullmatch(bare):
        return normalise_document_number(previous + bare)
    mentions = _mentions(line)
    if not mentions:
        return None
    first, last = mentions[0], mentions[-1]
    if _opens_document(line, first):
        return first.number
    return last.number if _closes_heading(line, last) else None


def _opens_document(line: str, mention: Mention) -> bool:
    """Whether a number starts a document: first in its line, after the title, 令…公布."""
    if mention.start == 0:
        return not _GOES_ON.match(line, mention.end)
    if line.startswith("(") and _PROMULGATED.match(line, mention.end):
        return True
    return mention.start < 120 and bool(_TITLE_END.search(line[: mention.start]))


def _closes_heading(line: str, mention: Mention) -> bool:
    """Whether a number ends a line that is no sentence and not about another document."""
    if mention.end != len(line.rstrip(")]】 ")) or len(line) > 160:
        return False
    before = line[: mention.start]
    if _STOP.search(before) or _ABOUT_OTHERS.search(before):
        return False
    return not before.rstrip().endswith(("》(", "》"))
