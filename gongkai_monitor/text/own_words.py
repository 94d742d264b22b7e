"""What a page says itself, apart from the titles of other pages that it links to.

Governments publish notices about maintenance and campaigns against dead links. Their titles stand
on lists and home pages, their texts on article pages; neither is the server speaking.
"""

import re
from collections.abc import Iterator

from gongkai_monitor.text.meta import meta_tags
from gongkai_monitor.text.page import Page, squeeze

_PUBLISHED = re.compile(
    r"(?:发布|发表|公布)(?:时间|日期)?\s{0,2}[:：]\s{0,2}(?:19|20)\d\d\s?[-/.年]"
    r"|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}.{0,16}来源\s?[:：]"
)
_DATED = re.compile(r"(?:19|20)\d\d")


def own_lines(page: Page, pattern: re.Pattern[str]) -> Iterator[str]:
    """Title and lines of a page without the link texts that ``pattern`` finds something in."""
    titles = {squeeze(node.text()) for node in page.tree.css("a")}
    spoken_of = sorted((text for text in titles if pattern.search(text)), key=len, reverse=True)
    yield page.title
    for line in page.lines:
        rest = line
        for text in spoken_of:
            rest = rest.replace(text, " ")
        yield rest.strip()


def is_published_text(page: Page) -> bool:
    """Whether the page is an article with a publication date, by META tags or its date line."""
    tags = meta_tags(page.tree)
    if tags.get("ArticleTitle") and _DATED.search(tags.get("PubDate", "")):
        return True
    return bool(_PUBLISHED.search(page.text))
