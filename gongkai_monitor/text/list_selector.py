"""Whether a text is a CSS selector that the parser understands."""

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_LONGEST = 500


def is_selector(text: str) -> bool:
    """Whether it can be used; what it finds is another question."""
    if not text.strip() or len(text) > _LONGEST:
        return False
    try:
        LexborHTMLParser("<p>a</p>").css(text)
    except SelectolaxError:
        return False
    return True
