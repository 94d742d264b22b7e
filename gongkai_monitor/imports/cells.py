"""One cell to one value: a reader returns the value, ``None`` for an empty cell, or raises."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from urllib.parse import urlsplit

from gongkai_monitor.identity import SITE_CODE
from gongkai_monitor.imports.cleaning import clean_paragraphs, clean_text, narrow, narrow_address
from gongkai_monitor.imports.table import Unreadable, Value
from gongkai_monitor.text.list_selector import is_selector
from gongkai_monitor.vocabulary import Term

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无"})
_LONGEST_NAME = 2_000
_LONGEST_TEXT = 200_000  # no letter or post is longer; a cell of Excel holds 32,767
_EXACT_DIGITS = 15  # what a spreadsheet program keeps of a number
_NOT_IN_URL = re.compile(r"[\s\\<>\"]")

TermT = TypeVar("TermT", bound=Term)


class CellError(ValueError):
    """A cell does not hold what its column expects."""

    def __init__(self, expected: str, actual: str) -> None:
        self.expected = expected
        self.actual = actual
        super().__init__(f"{expected}: {actual}")


def text_of(value: Value, expected: str) -> str:
    """The text that a cell shows, not yet cleaned.

    Raises:
        CellError: for a cell without own value, an error value, a date where none belongs, or a
            number whose last digits the spreadsheet program has dropped.
    """
    match value:
        case None:
            return ""
        case Unreadable(needed, found):
            raise CellError(needed, found)
        case bool():
            return "是" if value else "否"
        case str():
            if value.strip().upper() in _ERRORS:
                raise CellError(expected, f"Excel 错误值 {value.strip()}")
            return value
        case int() | float():
            return _text_of_number(value, expected)
        case datetime() | date():
            raise CellError(expected, f"日期 {value:%Y-%m-%d}")
        case time() | timedelta():
            raise CellError(expected, f"时间 {value}")


def read_text(value: Value) -> str | None:
    """A name or another short text."""
    text = clean_text(text_of(value, "文字"))
    if len(text) > _LONGEST_NAME:
        raise CellError(f"不超过 {_LONGEST_NAME} 字", f"{len(text)} 字")
    return text or None


def read_paragraphs(value: Value) -> str | None:
    """A long text; its line breaks stay."""
    text = clean_paragraphs(text_of(value, "文字"))
    if len(text) > _LONGEST_TEXT:
        raise CellError(f"不超过 {_LONGEST_TEXT} 字", f"{len(text)} 字")
    return text or None


def read_code(value: Value) -> str | None:
    """A code as text: 1308000009 and 1308000009.0 give ``1308000009``, ``0012`` stays."""
    text = narrow(text_of(value, "编码"))
    if text in _NOTHING:
        return None
    if isinstance(value, str) and _SCIENTIFIC.fullmatch(text):
        raise CellError("完整的编码（请把该列设为文本格式后重新填写）", f"科学计数法 {text}")
    if " " in text:
        raise CellError("不含空格的编码", text)
    return text


def read_site_code(value: Value) -> str | None:
    """A 网站标识码 (rule G-9)."""
    code = read_code(value)
    if code is not None and not (code.isascii() and SITE_CODE.match(code)):
        raise CellError(
            "10 位网站标识码（10 位数字、bm+8 位数字、BT+8 位数字或 2 位数字+BM+6 位数字）", code
        )
    return code


def read_url(value: Value) -> str | None:
    """A complete http or https address."""
    expected = "http:// 或 https:// 开头的完整网址"
    url = narrow_address(text_of(value, expected))
    if url in _NOTHING:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_good = parts.scheme.lower() in {"http", "https"} and parts.port != 0
    except ValueError:
        raise CellError(expected, url) from None
    is_host = "." in host.strip(".") or ":" in host or host == "localhost"
    if not is_good or not is_host or _NOT_IN_URL.search(url):
        raise CellError(expected, url)
    if parts.username is not None:
        raise CellError("不含用户名和密码的网址", f"{parts.scheme}://…@{host}")
    return url


def read_selector(value: Value) -> str | None:
    """A CSS selector."""
    expected = "CSS 选择器，如 ul.news-list > li > a"
    text = clean_text(text_of(value, expected))
    if not text:
        return None
    if not is_selector(text):
        raise CellError(expected, text[:_LONGEST_NAME])
    return text


def integer_reader(least: int, most: int) -> Callable[[Value], int | None]:
    """A reader of whole numbers within bounds, both included."""
    expected = f"{least} 到 {most} 的整数"

    def read(value: Value) -> int | None:
        text = narrow(text_of(value, expected))
        if text in _NOTHING:
            return None
        if not re.fullmatch(r"\d{1,12}(\.0+)?", text) or isinstance(value, bool):
            raise CellError(expected, text)
        number = int(text.partition(".")[0])
        if not least <= number <= most:
            raise CellError(expected, text)
        return number

    return read


def read_count(value: Value) -> int | None:
    """A number of reads, likes …: 1234, 1,234, 1.2万, 10万+ (read as 100,000)."""
    expected = "不小于 0 的整数"
    text = narrow(text_of(value, expected)).replace(",", "").removesuffix("+")
    if text in _NOTHING:
        return None
    match = re.fullmatch(r"(\d{1,12}(?:\.\d+)?)\s*([万wW亿]?)", text)
    if match is None or isinstance(value, bool):
        raise CellError(expected, text)
    factor = {"": 1, "亿": 100_000_000}.get(match[2], 10_000)
    number = float(match[1]) * factor
    if factor == 1 and not number.is_integer():
        raise CellError(expected, text)
    return round(number)


def term_reader(terms: type[TermT]) -> Callable[[Value], TermT | None]:
    """A reader of the labels of a closed list."""
    expected = "/".join(term.label for term in terms)

    def read(value: Value) -> TermT | None:
        label = narrow(text_of(value, expected))
        if label == "":
            return None
        for spelling in (label, label.lower()):
            try:
                return terms.from_label(spelling)
            except ValueError:
                continue
        if label in _NOTHING:
            return None
        raise CellError(expected, label)

    return read


def read_names(value: Value) -> tuple[str, ...] | None:
    """Several names, separated by 、 ， , ； or ;."""
    text = clean_text(text_of(value, "文字"))
    names = (name.strip() for name in re.split(r"[、，,；;]", text))
    return tuple(dict.fromkeys(name for name in names if name)) or None


def _text_of_number(value: float, expected: str) -> str:
    """``value`` is an int or a float; not finite numbers cannot be in a workbook."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    digits = str(int(value))
    beyond = digits.lstrip("-")[_EXACT_DIGITS:]
    if beyond and (isinstance(value, float) or not beyond.strip("0")):
        raise CellError(
            f"{expected}（请设为文本格式后重新填写）",
            f"数字 {value}，超过 15 位，末位已丢失",
        )
    return digits
