"""Normalise what people type: odd spaces, invisible characters, full-width letters and digits.

Full-width punctuation stays in names (it is correct Chinese); codes, dates, numbers and
addresses are narrowed completely.
"""

import re
import unicodedata

_WIDE = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SPACES = dict.fromkeys((0x3000, 0xA0, 0x0B, 0x0C, *range(0x2000, 0x200B), 0x202F, 0x205F), 0x20)
_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), 0x0A)
_INVISIBLE = dict.fromkeys(
    code
    for code in (
        *range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, 0x034F, 0x061C, 0x180E,
        *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFEFF,
        0xFFA0, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000), *range(0xE0000, 0xE0080),
    )
    if code != 0x85
)  # fmt: skip
_TABLE = _WIDE | _SPACES | _BREAKS | _INVISIBLE
_LINE_BREAK = re.compile(r"(?<! ) *[\r\n][ \r\n]*")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def clean_text(text: str) -> str:
    """Normalise a text and put it on one line; idempotent.

    A line broken between Chinese characters is joined without a space.
    """
    text = clean_paragraphs(text).replace("\t", " ")
    return _LINE_BREAK.sub(_joint, text)


def clean_paragraphs(text: str) -> str:
    """Normalise a long text; its line breaks become single line feeds; idempotent."""
    text = unicodedata.normalize("NFC", text.translate(_TABLE))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def narrow(text: str) -> str:
    """Normalise a code, date or number completely (NFKC)."""
    return clean_text(unicodedata.normalize("NFKC", clean_text(text)))


def narrow_address(text: str) -> str:
    """Normalise scheme and host of an address; its path is kept, for 。 may belong to it."""
    text = clean_text(text)
    match = re.match(r"[^/／]*[/／]{2}[^/／?？#＃]*[/／]?", text)
    if match is None:
        return text
    return unicodedata.normalize("NFKC", match[0]) + text[match.end() :]


def _joint(match: re.Match[str]) -> str:
    around = (
        match.string[max(match.start() - 1, 0) : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return "" if all(_CHINESE.match(side) for side in around) else " "
