"""A letter of a message board as its page shows it: question, answer, times, state. Pure.

A letter is unanswered only where the page says so: the state is 办理中, or the place of the answer
is there and empty. A page without either says nothing, for scripts draw answers too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gongkai_monitor.clock import china_date
from gongkai_monitor.text.citizen_text import mask_citizen_text
from gongkai_monitor.text.label_values import Piece, pieces
from gongkai_monitor.text.letter_words import (
    Field,
    LetterState,
    field_of,
    is_generic,
    says_no_answer,
    state_of,
)
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.personal_names import NAME_MASK
from gongkai_monitor.text.post_time import read_instant

_LONG = {Field.TEXT, Field.REPLY}
_STOP = re.compile(
    r"^[\[【(（<]?\s?(?:上一[篇条页封]|下一[篇条页封]|相关(?:链接|信件|阅读|信息|留言)|打印|关闭|返回|分享(?:到)?|扫一扫|版权所有"
    r"|主办(?:单位)?\s?[:：]|网站标识码|.{0,6}ICP备|.{0,6}公网安备|网站地图|友情链接|热门信件|最新来信|信件(?:列表|排行)|免责声明"
    r"|温馨提示|对(?:本|该|此).{0,12}(?:满意|评价)|请?您?对.{0,12}(?:满意|评价)|满意度|我要(?:评价|写信|留言)|评价此)"
)
_LEAST_REPLY, _LEAST_WORDS = 8, 20
_LONGEST = 20_000
_AHEAD = timedelta(days=1)
_NO_NAME = re.compile(
    r"匿名|网友|网民|市民|群众|保密|公开|先生|女士|[*＊×Xx]|[局委办厅院校司]$|^.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter; texts are masked, nothing of who wrote it is kept.

    Attributes:
        is_open: True: the board shows that it was not answered; False: it shows an answer; None:
            it cannot be told.
        replied_at: None also where the answer bears no date.
    """

    received_at: datetime
    title: str
    text: str | None = None
    replied_at: datetime | None = None
    reply: str | None = None
    category: str | None = None
    region: str | None = None
    is_open: bool | None = None


def read_letter(page: Page, listed_title: str | None, read_at: datetime) -> Letter | None:
    """The letter of a detail page.

    Args:
        page: the parsed page.
        listed_title: how the list called it.
        read_at: aware instant of reading; completes times like 11-03 and 3天前.

    Returns:
        None when the page does not say when the letter was received or what it says.
    """
    found = _Reading(pieces(page, field_of)).run()
    title = found.value(Field.TITLE) or listed_title or page.title
    return letter_of(
        {name: found.value(name) for name in Field} | {Field.TITLE: title},
        read_at,
        has_reply_place=bool(found.lines.get(Field.REPLY) is not None),
        persons=found.lines.get(Field.PERSON, ()),
    )


def letter_of(
    values: dict[Field, str],
    read_at: datetime,
    *,
    has_reply_place: bool,
    persons: Iterable[str] = (),
) -> Letter | None:
    """A letter from its values, however they were found.

    Args:
        values: text by field; ``""`` or no entry where there is none.
        read_at: aware instant of reading.
        has_reply_place: the source has a place for the answer, filled or not.
        persons: what the source prints of who wrote; masked wherever it stands in the texts.
    """
    received_at = _past(values.get(Field.RECEIVED, ""), read_at)
    title, text = values.get(Field.TITLE, ""), values.get(Field.TEXT, "")
    if received_at is None or not title or not text:
        return None
    shown = values.get(Field.REPLY, "")
    state = state_of(values.get(Field.STATE, "")) or state_of(shown)
    reply = "" if says_no_answer(shown) or state_of(shown) else shown
    replied_at = _past(values.get(Field.REPLIED, ""), read_at)
    if state is LetterState.PENDING and replied_at is None and len(reply) < _LEAST_WORDS:
        reply = ""  # what stands in the place of the answer is none (欢迎来信)
    if replied_at is not None and china_date(replied_at) < china_date(received_at):
        replied_at = None
    if state is LetterState.PENDING and not reply:
        replied_at = None  # the date of a step on the way
    names = _names(persons)
    return Letter(
        received_at=received_at,
        title=_masked(title, names),
        text=_masked(text, names),
        replied_at=replied_at,
        reply=_masked(reply, names) if reply else None,
        category=values.get(Field.CATEGORY, "")[:40] or None,
        region=values.get(Field.REGION, "")[:40] or None,
        is_open=_is_open(reply, replied_at, state, has_reply_place),
    )


def _is_open(
    reply: str, replied_at: datetime | None, state: LetterState | None, has_reply_place: bool
) -> bool | None:
    if reply or replied_at is not None:
        return False
    if state is LetterState.PENDING:
        return True
    if state is LetterState.ANSWERED:
        return None  # answered, but the answer is not in what was read
    return True if has_reply_place else None


class _Reading:
    """One pass over the pieces of a page."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self.found = found
        self.lines: dict[Field, list[str]] = defaultdict(list)
        self._short: Field | None = None  # takes the next line
        self._long: Field | None = None  # takes every line until the next label
        self._depth = 0  # of the label that opened it

    def run(self) -> "_Reading":
        """Read all pieces."""
        before = ""
        for piece, after in zip(self.found, (*self.found[1:], Piece("")), strict=False):
            field = Field(piece.field) if piece.field else None
            if piece.depth < self._depth:
                self._long, self._short = None, None
                self._depth = piece.depth
            if field is None:
                self._line(before + piece.text)
                before = ""
            elif self._is_text(piece, field) and not (
                field is Field.STATE and state_of(after.text)
            ):
                before += f"{piece.text}："
            else:
                before = ""
                self._label(field)
                self._depth = piece.depth
        reply = "".join(self.lines.get(Field.REPLY, ()))
        if not self._is_labelled and len(reply) < _LEAST_REPLY:
            self.lines.pop(Field.REPLY, None)
        return self

    _is_labelled = False  # whether the answer has a label of its own

    def value(self, field: Field) -> str:
        """Lines of a long field, the first line of another."""
        lines = self.lines.get(field) or [""]
        return ("\n".join(lines) if field in _LONG else lines[0])[:_LONGEST].strip()

    def _is_text(self, piece: Piece, field: Field) -> bool:
        """Words that could be a label, but stand inside a text."""
        if self._long is None or piece.is_element:
            return False
        if field is Field.REPLY and not self._is_labelled:
            return False
        if field is self._long or is_generic(piece.text):
            return True
        return self._long is Field.REPLY and field in {Field.PERSON, Field.OTHER, Field.UNIT}

    def _label(self, field: Field) -> None:
        self._short = None
        if field in _LONG:
            if field is Field.REPLY and not self._is_labelled:
                self.lines[field] = []
                self._is_labelled = True
            self._long = field
            self.lines.setdefault(field, [])
            return
        self._short = field
        if self._long is Field.TEXT and field in {Field.STATE, Field.UNIT}:
            self._long = None  # the question is over
        if field is Field.REPLIED and self.lines.get(Field.TEXT) and not self._is_labelled:
            self._long = Field.REPLY  # an answer below its date, without a label

    def _line(self, text: str) -> None:
        if self._short is not None:
            taken, self._short = self._short, None
            self.lines[taken].append(text)
        elif _STOP.match(text):
            self._long = None
        elif self._long is not None:
            self.lines[self._long].append(text)


def _past(text: str, read_at: datetime) -> datetime | None:
    at = read_instant(text, read_at) if text else None
    return at if at is not None and at <= read_at + _AHEAD else None


def _names(persons: Iterable[str]) -> list[str]:
    """What is a name among the values of personal labels, the longest first."""
    found = {one.strip() for one in persons}
    return sorted((one for one in found if 2 <= len(one) <= 20 and not _NO_NAME.search(one)),
                  key=len, reverse=True)  # fmt: skip


def _masked(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, NAME_MASK)
    return mask_citizen_text(text)
