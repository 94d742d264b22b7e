"""站内检索: whether a page offers a search, and how it is asked without a browser (rule K-D3)."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.entrances import entrances
from gongkai_monitor.text.list_scripts import inline_scripts
from gongkai_monitor.text.page import Page, host_of, squeeze

_WORDS = re.compile(r"搜\s?索|检\s?索|搜一搜|关键(?:字|词)|站内查询")
_NAMES = re.compile(
    r"^(?:q|qt|wd|kw|key|keys?words?|searchwords?|search|searchkey|searchtext|query|content|word"
    r"|textfield|title|title1)$",
    re.I,
)
_PLACE = re.compile(r"search|sousuo|jiansuo|(?:^|[^a-z])(?:so|ss)(?:[^a-z]|$)", re.I)
_ASKED = re.compile(
    r"['\"`](?P<url>[^'\"`\s<>]{0,300}[?&]"
    r"(?:q|qt|wd|kw|key|keys?words?|searchwords?|searchkey|searchtext|query)=)['\"`]\s{0,3}\+",
    re.I,
)
_NOT_SEARCH = re.compile(r"baidu|sogou|\bso\.com|bing\.com|google|weibo|share|login", re.I)
_FEW = 3
_LONGEST_NAME = 12


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
    """The search that is asked by GET, by a form or an address in a script; None without one."""
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
    return _scripted(page)


def search_page(page: Page) -> str | None:
    """Where a link of the page leads to a search that stands elsewhere, also on another host."""
    for one in entrances(page):
        host = host_of(one.url)
        if len(one.text) > _LONGEST_NAME or not _WORDS.search(one.text):
            continue
        is_official = host == page.host or host.endswith((".gov.cn", f".{page.host}"))
        if is_official and one.url != page.url and not _NOT_SEARCH.search(one.url):
            return one.url
    return None


def _scripted(page: Page) -> SearchForm | None:
    """The address that an inline script asks, with the words of the field put behind it."""
    for match in _ASKED.finditer(inline_scripts(page)):
        address = page.absolute(match["url"])
        if address is None or _NOT_SEARCH.search(address):
            continue
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        action = urlunsplit(parts._replace(query="", fragment=""))
        return SearchForm(action=action, field=pairs[-1][0], others=tuple(pairs[:-1]))
    return None


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
