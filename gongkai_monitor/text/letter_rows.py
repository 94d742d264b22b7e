"""Letters in the data that boards fetch: rows under whatever keys, in JSON or JSONP. Pure.

Which array holds the letters is told by its rows, and which key holds what by the words it is made
of: answerContent, replyContent, hfnr. Keys of persons are read only to mask what they hold.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongkai_monitor.clock import china_date
from gongkai_monitor.identity import stable_id
from gongkai_monitor.text.charset import clean_text, decode
from gongkai_monitor.text.json_list import following_urls, total_in
from gongkai_monitor.text.json_rows import load, tables
from gongkai_monitor.text.letter import Letter, letter_of
from gongkai_monitor.text.letter_words import Field
from gongkai_monitor.text.page import Page

_ASK = (
    "(?:letter|ask|question|quest|msg|message|consult|write|submit|leave|mail|appeal|rqst"
    "|sq|ly|lx|zx|tw|wt)"
)
_ANSWER = "(?:reply|answer|response|feedback|deal|handle|finish|over|hf|df|bl|dffk)"
_KEYS: tuple[tuple[Field, str], ...] = (
    (
        Field.PERSON,
        (
            f"(?:{_ASK}|user|nick|author|real|person)?(?:user|nick|real|author|person|linkman)?(?:name|xm)"
            "|(?:link)?(?:man|phone|mobile|tel|telephone|email|address|idcard|sjh|lxdh|lxr)|nickname|author"
        ),
    ),
    (Field.REPLIED, f"{_ANSWER}(?:d?time|date|dateline|timestr|datelinestr|sj|rq|on)|replyat"),
    (
        Field.RECEIVED,
        (
            f"{_ASK}(?:d?time|date|dateline|timestr|sj|rq)|(?:create|created|add|input|apply|receive|dateline|threadscheck)"
            "(?:d?time|date|at|timestr)?|dateline|sqdtime"
        ),
    ),
    (
        Field.REPLY,
        f"{_ANSWER}(?:s|content|contents|text|info|result|opinion|nr|yj|jg|desc|description)?|(?:sq)?reply",
    ),
    (Field.UNIT, f"{_ANSWER}(?:unit|dept|org|organization|ou|department|dw|bm)(?:name)?"),
    (Field.TITLE, f"(?:{_ASK})?(?:title\\d?|subject|theme|bt|zt)|mailtitle"),
    (
        Field.TEXT,
        f"(?:{_ASK})?(?:content\\d?|contents|text|body|nr|description|desc|detail)|question|questions",
    ),
    (
        Field.STATE,
        f"(?:{_ASK}|{_ANSWER}|state|process)?(?:state|status|stateinfo|statusname|statename|zt|info)|stateinfo|isreply",
    ),
    (Field.CATEGORY, f"(?:{_ASK}|domain|field|category)?(?:type|category|domain|kind)(?:name)"),
    (Field.REGION, "(?:area|region|district|forum|xzq)name"),
)
_COMPILED = tuple((field, re.compile(pattern)) for field, pattern in _KEYS)
_URL = re.compile(r"(?:detail|visit|page|show|info|html|letter|link)?(?:url|href|link)")
_ID = re.compile(r"(?:tid|id|letterid|originalid|mailid|guid|cguid|code|sqid|askid|questionid)")
_TAG = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]{0,100}>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_TOLD_BY = 40
_CUT = re.compile(r"(?:\.{3}|…{1,2})(?:\s?[\[【]?(?:查看全文|更多|详情)[\]】]?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """A letter of the data, and where its own page is (None: the data do not say)."""

    letter: Letter
    key: str  # what identifies it: its address, else its number, else what it says
    url: str | None = None
    is_cut: bool = False  # the data hold only the beginning of the text


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRows:
    """What one data answer holds. ``total``: letters of the whole list, when it is told."""

    rows: tuple[LetterRow, ...] = ()
    next_urls: tuple[str, ...] = ()
    total: int | None = None


def read_letter_rows(body: bytes, url: str, read_at: datetime) -> LetterRows:
    """Letters of a data answer: the array with most rows that have a title, a text and a time.

    Args:
        body: what the endpoint answered.
        url: its address; addresses in the rows are relative to it.
        read_at: aware instant of reading.
    """
    data = load(decode(body, "application/json").text.lstrip("\ufeff").strip())
    if data is None:
        return LetterRows()
    place = Page.parse("", url)
    found = (tuple(_letters(rows, place, read_at)) for rows in tables(data, 0))
    rows = max(found, key=len, default=())
    total = total_in(data)
    return LetterRows(rows=rows, next_urls=following_urls(url, data, len(rows), total), total=total)


def _letters(
    rows: Iterable[Mapping[str, object]], place: Page, read_at: datetime
) -> Iterator[LetterRow]:
    rows = list(rows)
    id_key = _id_key(rows)
    for row in rows:
        values, persons, has_place = _fields(row)
        letter = letter_of(values, read_at, has_reply_place=has_place, persons=persons)
        if letter is None:
            continue
        url = place.absolute(address) if (address := _named(row, _URL)) else None
        number = (id_key and _cell(row.get(id_key))) or _content_id(letter)
        key = url or f"{place.url.partition('?')[0]}#{number}"
        yield LetterRow(
            letter=letter, key=key, url=url, is_cut=bool(_CUT.search(letter.text or ""))
        )


def _fields(row: Mapping[str, object]) -> tuple[dict[Field, str], list[str], bool]:
    """Values by field, what is printed of persons, and whether there is a place for an answer."""
    values: dict[Field, str] = {}
    persons: list[str] = []
    has_place = False
    for key, value in row.items():
        field = _field_of_key(str(key))
        if field is None or isinstance(value, dict | list | bool):
            continue
        text = _plain(value)
        has_place |= field is Field.REPLY
        if field is Field.PERSON:
            persons.append(text)
        elif text and field not in values:
            values[field] = text
    return values, persons, has_place


def _field_of_key(key: str) -> Field | None:
    plain = re.sub(r"[^a-z0-9]", "", key.lower())
    return next((field for field, pattern in _COMPILED if pattern.fullmatch(plain)), None)


def _id_key(rows: Sequence[Mapping[str, object]]) -> str | None:
    """The key that numbers the letters: no two rows have the same (the code of a unit they may)."""
    keys = [key for key in (rows[0] if rows else ()) if _ID.fullmatch(_plain_key(key))]
    for key in sorted(keys, key=lambda key: _plain_key(key) == "code"):
        numbers = [_cell(row.get(key)) for row in rows]
        if all(numbers) and len(set(numbers)) == len(numbers):
            return key
    return None


def _content_id(letter: Letter) -> str:
    """Of a letter without number and page: many are called 咨询, so the day and the text count."""
    day = china_date(letter.received_at).isoformat()
    return stable_id(letter.title, day, (letter.text or "")[:_TOLD_BY])


def _named(row: Mapping[str, object], pattern: re.Pattern[str]) -> str:
    named = (_cell(value) for key, value in row.items() if pattern.fullmatch(_plain_key(key)))
    return next(filter(None, named), "")


def _plain_key(key: str) -> str:
    return re.sub(r"[^a-z]", "", str(key).lower())


def _cell(value: object) -> str:
    return clean_text(str(value)).strip() if isinstance(value, str | int) and value else ""


def _plain(value: object) -> str:
    """Text of a cell; markup that a board would draw is left out."""
    if value is None:
        return ""
    text = clean_text(str(value))
    if "<" in text:
        text = _MARKUP.sub("", _TAG.sub("\n", text))
    lines = (line.strip() for line in html.unescape(text).replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)
