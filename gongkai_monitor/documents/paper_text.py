"""A document as a file gives it: number, title, issuers and paragraphs of plain text.

The head of an official paper is a layout, not a table: 红头 (…文件), 文号, the title over one to
five lines, then the addressees, which end with a colon. Lines that a PDF breaks in the middle of
a sentence are joined first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai_monitor.text.document_number import own_document_number, whole_document_number
from gongkai_monitor.text.issuers import is_agency, issuers_of_title, split_issuers
from gongkai_monitor.text.signature import Signature, read_signature

_RED_HEAD = re.compile(r"^(?P<issuers>[\u4e00-\u9fff、\s]{3,80}?)(?:文\s*件|公\s*报|便\s*函)$")
_SKIPPED = re.compile(
    r"^(?:[-—–－\s]*\d{1,4}[-—–－\s]*|第\s*\d+\s*页.{0,12}|特急|加急|急件|平急|内部资料.*|附件\s*\d*\s*[:：]?"
    r"|(?:机密|秘密|绝密).{0,8}|签发人.{0,12}|[（(].{0,20}[)）]|\d{4,6})$"
)
_KIND = re.compile(
    r"(?:通知|意见|办法|规定|规则|细则|决定|公告|通告|通报|批复|复函|函|方案|措施|条例|要点|规划|计划|预案|指南|指引"
    r"|标准|制度|规程|章程|公报|令|目录|清单|纲要|准则|基准|答复|报告|实施意见)"
    r"(?:[（(][^（()）]{1,16}[)）])?$"
)
_ADDRESSED = re.compile(r"[:：]$")
_SENTENCE = re.compile(r"[。；;！!？?]")
_ENDS = re.compile(r"[。：:；;！!？?）)》”]$")
_OPENS = re.compile(
    r"^(?:第[一二三四五六七八九十百千\d]{1,6}[条章节编款]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,3}\s*[.．、]|附件|附\s*[:：]|[（(]此件|抄送)"
)
_MOST_HEAD, _MOST_TITLE = 14, 6
_LONGEST_TITLE_LINE = 60
_FULL_LINE = 0.8


@dataclass(frozen=True, slots=True)
class PaperText:
    """What a text says of its document; ``paragraphs`` are its lines, joined where broken."""

    title: str | None
    document_number: str | None
    issuers: tuple[str, ...]
    signature: Signature
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """A paragraph per line."""
        return "\n".join(self.paragraphs)


def read_paper(text: str) -> PaperText:
    """Read the plain text of a document; never raises on any text."""
    lines = [line for raw in text.splitlines() if (line := raw.replace("\x00", "").strip())]
    red_head = next((m for line in lines[:_MOST_HEAD] if (m := _RED_HEAD.match(line))), None)
    number = next((n for line in lines[:_MOST_HEAD] if (n := whole_document_number(line))), None)
    title = _title(lines[:_MOST_HEAD])
    paragraphs = _paragraphs(lines)
    signature = read_signature(paragraphs)
    heads = split_issuers(red_head["issuers"]) if red_head else ()
    return PaperText(
        title=title,
        document_number=number or own_document_number("\n".join([title or "", *paragraphs[:12]])),
        issuers=issuers_of_title(title or "") or heads or signature.issuers,
        signature=signature,
        paragraphs=paragraphs,
    )


def _title(head: Sequence[str]) -> str | None:
    """The lines between 文号 and the addressees that end with the kind of a document."""
    taken: list[str] = []
    for line in head:
        bare = "".join(line.split()) if len(line) <= 2 * _LONGEST_TITLE_LINE else line
        is_head = _RED_HEAD.match(line) or _SKIPPED.match(line) or whole_document_number(line)
        if is_head and not (taken and _KIND.search(bare)):
            if taken and not is_agency("".join(taken)):
                break
            continue
        if len(bare) > _LONGEST_TITLE_LINE or _SENTENCE.search(bare) or _ADDRESSED.search(bare):
            break
        taken.append(bare)
        if _is_whole("".join(taken)) or len(taken) == _MOST_TITLE:
            break
    title = "".join(taken)
    return title if len(title) >= 4 and not is_agency(title) else None


def _is_whole(title: str) -> bool:
    """Whether a title needs no further line: it names its kind and closes its quotes."""
    return bool(_KIND.search(title)) and title.count("《") == title.count("》")


def _paragraphs(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines, joined where a page layout broke a sentence: a full line without an end."""
    widths = sorted(len(line) for line in lines if len(line) > 12)
    if not widths:
        return tuple(lines)
    full = _FULL_LINE * widths[int(0.9 * (len(widths) - 1))]
    joined = [lines[0]]
    for before, line in pairwise(lines):
        is_broken = len(before) >= full and not _ENDS.search(before) and not _OPENS.match(line)
        if is_broken and widths[-1] <= 120:
            joined[-1] += line
        else:
            joined.append(line)
    return tuple(joined)
