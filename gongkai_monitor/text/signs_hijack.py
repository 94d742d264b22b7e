"""Pages that were taken over: gambling or pornography advertises where an office once was.

Words of the trade (``bad_links.yml``) must stand at the head of the page (title, META, first
lines) and again in its text. A page that speaks of fighting gambling uses the same words and
those of the law beside them. A person decides: the sign is a candidate.
"""

from itertools import islice

from gongkai_monitor.text.bad_links import law_pattern, trade_pattern
from gongkai_monitor.text.own_words import is_published_text
from gongkai_monitor.text.page import Page

_HEAD_TEXT = 300
_TEXT = 20_000
_MOST_HITS = 200
_FEWEST_WORDS = 3
_MOST_LAW = 1


def is_hijacked(page: Page) -> bool:
    """Whether the page advertises gambling or pornography."""
    told = f"{page.title}\n{_described(page)}"
    head = f"{told}\n{page.text[:_HEAD_TEXT]}"
    if not trade_pattern().search(head):
        return False
    if not trade_pattern().search(told) and is_published_text(page):
        return False  # a passage was put into an office's own text: the page is still read
    words = f"{head}\n{page.text[:_TEXT]}"
    found = {match[0].lower() for match in islice(trade_pattern().finditer(words), _MOST_HITS)}
    law = {match[0] for match in islice(law_pattern().finditer(words), _MOST_HITS)}
    return len(found) >= _FEWEST_WORDS and len(law) <= _MOST_LAW


def _described(page: Page) -> str:
    nodes = page.tree.css("meta[name=description],meta[name=keywords]")[:4]
    return "\n".join((node.attributes.get("content") or "")[:_HEAD_TEXT] for node in nodes)
