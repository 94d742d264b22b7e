"""Punctuation that comes in pairs, and characters written twice."""

import re
from collections.abc import Iterator

from gongkai_monitor.text.wording.candidate import Candidate, WordingKind

_PAIRS = {"《": "》", "“": "”", "（": "）", "〔": "〕", "【": "】"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_CHECKED = frozenset("《》“”")
_MARK = re.compile("[《》“”（）〔〕【】]")
_MOST_IN_PARAGRAPH = 200
_SHORTEST, _LONGEST = 2, 2_000
_DOUBLED = re.compile(
    r"(?<!目)的的(?!确|士|卢|时)|(?<![一-龥]是|[一-龥]不)是是(?!非)|(?<!为)了了(?!解|望|结|然|却|之|事|债|无|断|了)|和和(?!解|气|美|睦|平|谐|顺)|"
    r"(?<!实)在在(?!建|校|岗|职|线|编|押|地|途|场|于|处|所|内|中|外|逃|读|册|用|办)|"
    r"(进行|开展|加强|推进|实施|组织|提高|促进|坚持|关于|按照|根据|工作|管理|建设|发展|企业|单位|通知|有关|相关|以及|对于)\1"
)
_FOLLOWED = re.compile(r"(工作)工作(?=日|组|站|人员|者|室|量|点|证|报告|方案|会)|"
                       r"(管理)管理(?=局|委员会|办法|人员|机构|条例|制度|单位|处|部门)|"
                       r"(建设)建设(?=局|部|厅|单位|项目|工程|用地)|"
                       r"(发展)发展(?=改革|和改革|局|规划)|(企业)企业(?=家|名称|法|信用|数)|"
                       r"(单位)单位(?=名称|负责|法)|(组织)组织(?=部|机构)|(有关)有关")  # fmt: skip


def unmatched_marks(text: str) -> Iterator[Candidate]:
    """《》 and “” without their other half, paragraph by paragraph.

    A paragraph with many marks, or one that goes on in the next (quotations of several
    paragraphs open each of them anew), is left alone.
    """
    offset = 0
    for paragraph in text.split("\n"):
        if _SHORTEST < len(paragraph) <= _LONGEST:
            yield from _in_paragraph(paragraph, offset)
        offset += len(paragraph) + 1


def _in_paragraph(paragraph: str, offset: int) -> Iterator[Candidate]:
    marks = [(match.start(), match[0]) for match in _MARK.finditer(paragraph)]
    if not marks or len(marks) > _MOST_IN_PARAGRAPH:
        return
    open_marks: list[tuple[int, str]] = []
    lone: list[tuple[int, str]] = []
    for place, mark in marks:
        if mark in _PAIRS:
            open_marks.append((place, mark))
        elif open_marks and open_marks[-1][1] == _CLOSERS[mark]:
            open_marks.pop()
        else:
            lone.append((place, mark))
    lone += open_marks
    if len(lone) != 1 or lone[0][1] not in _CHECKED:
        return
    place, mark = lone[0]
    if _continues(paragraph) or (place == 0 and mark in "“”"):
        return
    other = _PAIRS.get(mark) or _CLOSERS[mark]
    yield Candidate(
        start=offset + place,
        end=offset + place + 1,
        wrong=mark,
        right="",
        kind=WordingKind.PUNCTUATION,
        reason=f"“{mark}”没有与之成对的“{other}”",
    )


def _continues(paragraph: str) -> bool:
    """A paragraph that ends in the middle of a sentence, or a title cut with dots."""
    return paragraph.rstrip()[-1:] not in {"。", "！", "？", "；", "”", "）"}


def doubled_words(text: str) -> Iterator[Candidate]:
    """Function words and common verbs written twice in a row."""
    followed = {match.start() for match in _FOLLOWED.finditer(text)}
    for match in _DOUBLED.finditer(text):
        if match.start() in followed:
            continue
        once = match[0][: len(match[0]) // 2]
        yield Candidate(
            start=match.start(),
            end=match.end(),
            wrong=match[0],
            right=once,
            kind=WordingKind.DOUBLED,
            reason=f"“{once}”重复",
        )
