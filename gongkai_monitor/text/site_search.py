"""站内检索: the search form of a page, and whether a results page shows a known title (K-D3)."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.entrances import entrances
from gongkai_monitor.text.page import Page, squeeze
from gongkai_monitor.vocabulary import Term

_WORDS = re.compile(r"搜\s?索|检\s?索|搜一搜|关键(?:字|词)|站内查询")
_NAMES = re.compile(
    r"^(?:q|qt|wd|kw|key|keys?words?|searchwords?|search|searchkey|searchtext|query|content|word"
    r"|textfield|title|title1)$",
    re.I,
)
_PLACE = re.compile(r"search|sousuo|jiansuo|(?:^|[^a-z])(?:so|ss)(?:[^a-z]|$)", re.I)
_NOTHING = re.compile(
    r"(?:没有|未能?|无法)(?:找到|搜索到|查询到|检索到|查到|搜到)"
    r"|(?:共|约|找到|查询到|检索到|搜索到|为您找到)(?:相关)?(?:结果|信息|内容|记录|数据)?\D{0,6}0\D{0,2}(?:条|个|项|篇|件)"
    r"|(?:暂无|没有|无)(?:相关|符合|匹配|检索|搜索|查询)?.{0,8}(?:结果|信息|内容|记录|数据)"
)
_PUNCTUATION = re.compile(r"[\W_]+")
_FEW = 3
_LONGEST_NAME = 12


class SearchReading(Term):
    """What a results page says about a title that the site holds."""

    FOUND = "found", "检索到"
    ABSENT = "absent", "未检索到"
    UNKNOWN = "unknown", "结果由脚本生成或无法识别"


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A search that a request without script can ask."""

    action: str
    field: str
    others: tuple[tuple[str, str], ...] = ()

    def url_for(self, words: str) -> str:
        """The address that asks for some words."""
        parts = urlsplit(self.action)
        pairs = [*self.others, (self.field, words)]
        return urlunsplit(parts._replace(query=urlencode(pairs), fragment=""))


def has_search(page: Page) -> bool:
    """Whether the page offers a search: a field, a button, a link or a script drawn one."""
    if find_search(page) is not None:
        return True
    for node in page.tree.css("input,button,a,[class],[id]"):
        own = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if _PLACE.search(own) or _WORDS.search(_words_of(node)):
            return True
    return any(_WORDS.search(one.text) for one in entrances(page) if len(one.text) <= _LONGEST_NAME)


def find_search(page: Page) -> SearchForm | None:
    """The search form that is asked by GET; None when there is none, or only by script."""
    for form in page.tree.css("form")[:50]:
        if (form.attributes.get("method") or "get").strip().lower() != "get":
            continue
        action = page.absolute(form.attributes.get("action") or page.url)
        field = _field_of(form)
        if action is None or field is None:
            continue
        name = field.attributes.get("name") or ""
        others = tuple(
            (node.attributes.get("name") or "", node.attributes.get("value") or "")
            for node in form.css("input[type=hidden]")[:20]
            if node.attributes.get("name")
        )
        return SearchForm(action=action, field=name, others=others)
    return None


def read_results(page: Page, title: str) -> SearchReading:
    """Whether a results page shows the title; a page that shows no list says nothing.

    Args:
        page: the answer to a search for ``title``.
        title: as the site's own list prints it; the field that repeats it does not count.
    """
    wanted = _PUNCTUATION.sub("", title)
    links = [squeeze(node.text()) for node in page.tree.css("a[href]")]
    if any(wanted in _PUNCTUATION.sub("", text) for text in links):
        return SearchReading.FOUND
    if any(_NOTHING.search(line) for line in page.lines if len(line) <= 120):
        return SearchReading.ABSENT
    return SearchReading.UNKNOWN


def _field_of(form: LexborNode) -> LexborNode | None:
    """The text field of a form that searches."""
    fields = [
        node
        for node in form.css("input")
        if (node.attributes.get("type") or "text").lower() in {"text", "search"}
        and node.attributes.get("name")
    ]
    if not 1 <= len(fields) <= _FEW:
        return None
    place = " ".join(form.attributes.get(key) or "" for key in ("class", "id", "action", "name"))
    for node in fields:
        is_named = bool(_NAMES.match(node.attributes.get("name") or ""))
        says_so = bool(_WORDS.search(_words_of(node)) or _PLACE.search(place))
        button = any(
            _WORDS.search(f"{squeeze(one.text())}{one.attributes.get('value') or ''}")
            for one in form.css("button,input[type=submit],input[type=button],a")
        )
        if (is_named and (says_so or button)) or (says_so and button):
            return node
    return None


def _words_of(node: LexborNode) -> str:
    values = (node.attributes.get(key) or "" for key in ("placeholder", "title", "value"))
    text = squeeze(node.text()) if node.tag in {"a", "button"} else ""
    return f"{' '.join(values)} {text if len(text) <= _LONGEST_NAME else ''}"
