"""How a passage of a page is kept from its readers: inline styles, simple CSS rules, old tags.

Style sheets in files of their own are not read. A *hard* way has no honest use round a link; a
*soft* way (``display:none`` and the like) is also how menus, tabs and pop-ups wait their turn.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.page import Page

_MOST_CSS = 300_000
_MOST_RULES = 5_000
_MOST_STYLE = 2_000
_SIMPLE = re.compile(r"[.#][\w\-]{1,80}\Z")
_NUMBER = re.compile(r"(-?\d{0,6}(?:\.\d{0,4})?)\s{0,3}(px|pt|em|rem|%|)")
_FAR = 500.0
_SMALL_LENGTH = 2.0


@dataclass(frozen=True, slots=True)
class Hiding:
    """One way of hiding, in the words of the report."""

    how: str
    is_hard: bool


_NONE = Hiding("display:none 隐藏", is_hard=False)
_INVISIBLE = Hiding("visibility:hidden 隐藏", is_hard=False)
_ATTRIBUTE = Hiding("hidden 属性隐藏", is_hard=False)
_TRANSPARENT = Hiding("完全透明", is_hard=False)
_NOSCRIPT = Hiding("只在 noscript 中", is_hard=False)
_FAR_TEXT = Hiding("文字缩进到屏幕外", is_hard=False)
_FAR_AWAY = Hiding("移到屏幕外", is_hard=True)
_TINY_TEXT = Hiding("字号小到看不见", is_hard=True)
_ZERO_SIZE = Hiding("尺寸为零", is_hard=True)
_SAME_COLOUR = Hiding("文字与背景同色", is_hard=True)
_MARQUEE = Hiding("滚动条高度小到看不见", is_hard=True)


class StyleRules:
    """What the page's own ``<style>`` says of single classes and ids."""

    def __init__(self, page: Page) -> None:
        self._hidden: dict[str, Hiding] = {}
        for selector, style in _rules(page):
            way = hiding_of_style(style)
            if way is not None:
                self._hidden.setdefault(selector, way)

    def of(self, node: LexborNode) -> Hiding | None:
        """How this element itself is hidden; its ancestors are not looked at."""
        attributes = node.attrs
        style = attributes.get("style")
        way = hiding_of_style(style) if style else None
        if way is not None:
            return way
        tag = node.tag
        if tag == "marquee" and _is_flat(attributes.get("height"), attributes.get("width")):
            return _MARQUEE
        if tag == "noscript":
            return _NOSCRIPT
        if tag == "font" and (attributes.get("size") or "") == "0":
            return _TINY_TEXT
        if "hidden" in attributes:
            return _ATTRIBUTE
        return self._by_rule(attributes.get("class"), attributes.get("id"))

    def _by_rule(self, classes: str | None, name: str | None) -> Hiding | None:
        if not self._hidden:
            return None
        if name and (way := self._hidden.get(f"#{name}")):
            return way
        for one in (classes or "")[:_MOST_STYLE].split():
            if way := self._hidden.get(f".{one}"):
                return way
        return None


def hiding_of_style(style: str) -> Hiding | None:
    """How one ``style`` hides its element, if it does."""
    rules = dict(_declarations(style))
    if not rules:
        return None
    for way, holds in _WAYS:
        if holds(rules):
            return way
    return None


def _rules(page: Page) -> Iterator[tuple[str, str]]:
    """(``.class`` or ``#id``, declarations) of the page's own sheets; linear on any input."""
    budget, count = _MOST_CSS, 0
    for node in page.tree.css("style"):
        css = node.text()[:budget]
        budget -= len(css)
        if "@media" in css:  # print and phone layouts hide what the screen shows
            css = css[: css.index("@media")]
        for block in css.split("}"):
            selectors, _, style = block.rpartition("{")
            if not style or len(style) > _MOST_STYLE or len(selectors) > _MOST_STYLE:
                continue
            for selector in selectors.split(","):
                if _SIMPLE.match(selector.strip()):
                    yield selector.strip(), style
            count += 1
            if count > _MOST_RULES:
                return


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style[:_MOST_STYLE].lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), value.replace("!important", "").strip()


def _length(text: str | None) -> float | None:
    """A CSS length in about pixels; None for ``auto`` and other words."""
    match = _NUMBER.match(text or "")
    if match is None or match[1] in {"", "-", ".", "-."}:
        return None
    scale = 16.0 if match[2] in {"em", "rem"} else 1.0
    return float(match[1]) * scale


def _is_far(rules: dict[str, str]) -> bool:
    if rules.get("position") not in {"absolute", "fixed", "relative"}:
        return any(
            (length := _length(rules.get(side))) is not None and length <= -_FAR
            for side in ("margin-left", "margin-top")
        )
    for side in ("left", "top", "right", "bottom"):
        length = _length(rules.get(side))
        if length is not None and (length <= -_FAR or length >= 10 * _FAR):
            return True
    return False


def _is_zero(rules: dict[str, str]) -> bool:
    """No room: a height (or width) of at most 1 with everything beyond cut off."""
    if "hidden" not in (rules.get("overflow"), rules.get("overflow-y")):
        both = (_length(rules.get("height")), _length(rules.get("width")))
        return both == (0.0, 0.0)
    lengths = (
        _length(rules.get(name)) for name in ("height", "width", "max-height", "line-height")
    )
    return any(length is not None and 0 <= length <= 1 for length in lengths)


def _is_tiny(rules: dict[str, str]) -> bool:
    size = _length(rules.get("font-size"))
    return size is not None and size <= _SMALL_LENGTH and not rules["font-size"].endswith("%")


def _is_same_colour(rules: dict[str, str]) -> bool:
    colour = _colour(rules.get("color"))
    background = _colour(rules.get("background-color") or rules.get("background"))
    return colour is not None and colour == background


_COLOURS = {"white": "ffffff", "black": "000000", "red": "ff0000", "blue": "0000ff"}


def _colour(text: str | None) -> str | None:
    word = (text or "").split(" ")[0]
    if word.startswith("#"):
        digits = word[1:]
        return "".join(2 * sign for sign in digits) if len(digits) == 3 else digits
    return _COLOURS.get(word)


def _is_flat(*lengths: str | None) -> bool:
    found = [_length(text) for text in lengths]
    return any(length is not None and length <= _SMALL_LENGTH for length in found)


_WAYS: tuple[tuple[Hiding, Callable[[dict[str, str]], bool]], ...] = (
    (_FAR_AWAY, _is_far),
    (_TINY_TEXT, _is_tiny),
    (_ZERO_SIZE, _is_zero),
    (_SAME_COLOUR, _is_same_colour),
    (_NONE, lambda rules: rules.get("display") == "none"),
    (_INVISIBLE, lambda rules: rules.get("visibility") == "hidden"),
    (_TRANSPARENT, lambda rules: _length(rules.get("opacity")) == 0),
    (_FAR_TEXT, lambda rules: (_length(rules.get("text-indent")) or 0) <= -_FAR),
)
