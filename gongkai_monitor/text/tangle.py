"""Pages built to choke a parser: a small source that costs minutes or gigabytes to parse.

HTML's own rules make it possible: every tag looks up the whole stack of open elements, every
paragraph opens again all formatting tags left open (44 KB of source gave 900 MB of tree), and
every attribute is compared with all earlier ones of its tag. A page below these bounds cannot do
that whatever stands in it; a page above them is rare and is proved in a process of its own
(``crawlers.proving``) before anybody parses it.
"""

import re

_NAMES = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_FORMATTING = re.compile(rf"<(?=[bcefinstu])(?:{_NAMES})(?=[\s/>])", re.IGNORECASE)
_PLAIN_FORMATTING = re.compile(
    rf"<(?:{_NAMES})"
    r"(?:\s+[\w:\-]+(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*\s*>",
    re.IGNORECASE,
)
_ALIKE = 3
"""So many tags that are the same to the letter stay open at once; more are dropped (HTML 13.2)."""
_MANY_TAGS = 10_000
_FEW_TAGS = 1_600
_MANY_REOPENED = 700_000
_SHORT = 100_000
_MANY_ATTRIBUTES = 60_000


def may_choke(html: str, *, most_attributes: int = _MANY_ATTRIBUTES) -> bool:
    """Whether parsing this source could cost more than a few seconds or 300 MB.

    Args:
        html: decoded source.
        most_attributes: how many blanks may stand in one tag for all that is known; the cost
            grows with the square (25 000: 1 s, 60 000: 5 s). Real pages reach 41 000.
    """
    tags = html.count("<")
    if tags > _MANY_TAGS:
        return True
    if tags > _FEW_TAGS and _formatting_left_open(html) * tags > _MANY_REOPENED:
        return True
    return len(html) > _SHORT and _has_many_separators(html, most_attributes)


def _formatting_left_open(html: str) -> int:
    """At most so many formatting tags can be open at once."""
    everything = len(_FORMATTING.findall(html))
    if everything < _MANY_REOPENED // _MANY_TAGS:
        return everything
    plain = _PLAIN_FORMATTING.findall(html)
    return min(everything, everything - len(plain) + _ALIKE * len(set(plain)))


def _has_many_separators(html: str, limit: int) -> bool:
    """More blanks and slashes than a tag may have attributes; runs of them count once."""
    if sum(html.count(sign) for sign in " \n\r\t\f/") <= limit:
        return False
    return len(html.split()) + html.count("/") > limit
