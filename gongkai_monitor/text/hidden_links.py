"""暗链 and injected text: what a page holds for search engines and not for its readers.

A hidden link is a candidate only when it leads to somebody else's site that is neither
government nor media nor a usual service. Hidden in a way that has no honest use, one is enough;
hidden the way menus and pop-ups are, the block must speak for itself: a bad word, or nothing but
links to strangers. Bounded work on any page.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.bad_links import bad_mark, bad_words, is_ordinary_host, mentions_bad
from gongkai_monitor.text.hiding import Hiding, StyleRules
from gongkai_monitor.text.page import Page, host_of, squeeze

MOST_LINKS = 5_000
"""Links to strangers looked at per page."""
MOST_FOUND = 100
_MOST_LEVELS = 60
_MOST_SCRIPT = 500_000
_STRANGERS = 3
"""So many links to strangers and to nobody else make a soft hidden block a candidate."""
_HREF = re.compile(r"href\s{0,3}=\s{0,3}[\\\"']{0,2}(https?://[^\s\"'<>\\]{4,500})", re.IGNORECASE)
_END = re.compile(r"</html\s{0,3}>", re.IGNORECASE)
_ROOTS = frozenset({"html", "body", "-document", "-undef"})
_AFTER_END = Hiding("写在 </html> 之后", is_hard=True)
_WRITTEN = Hiding("由脚本写出", is_hard=False)
_CONDITIONAL = Hiding("写在条件注释中", is_hard=False)
_HIDDEN_IN_SCRIPT = re.compile(
    r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|(?:left|top)\s{0,3}:\s{0,3}-\d{3,5}"
    r"|height\s{0,3}[:=]\s{0,3}[\"']?[01](?:px)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HiddenLink:
    """A link that readers do not see: where it leads, its text, how it is hidden."""

    url: str
    text: str
    how: str
    position: int


@dataclass(frozen=True, slots=True)
class InjectedText:
    """Bad words where they do not belong; ``place`` is title, keywords, description or body."""

    place: str
    words: tuple[str, ...]
    passage: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    url: str
    host: str
    text: str
    way: Hiding
    block: int


def find_hidden_links(page: Page) -> tuple[HiddenLink, ...]:
    """Hidden links to strangers, each address once, at most ``MOST_FOUND``."""
    found: dict[str, HiddenLink] = {}
    taken: set[int] = set()
    for one in (*_in_tree(page), *_in_source(page)):
        if one.url not in found and len(found) < MOST_FOUND:
            position = max(page.html.find(one.url), 0)
            while position in taken:
                position += 1
            taken.add(position)
            found[one.url] = HiddenLink(one.url, one.text[:200], one.way.how, position)
    return tuple(found.values())


def find_injected_text(page: Page) -> tuple[InjectedText, ...]:
    """Bad words in the title, in keywords and description, or as a whole line of the body."""
    shown = "\n".join(line for line in page.lines if len(line) < 2_000)[:100_000]
    found = []
    for place, text in _head_texts(page):
        words = bad_words(text)
        if words and not _is_told(words, shown):
            found.append(InjectedText(place, words, squeeze(text)[:200]))
    for line in shown.split("\n") if mentions_bad(shown) else ():
        words = bad_words(line)
        if len(words) >= _STRANGERS:
            found.append(InjectedText("body", words, line[:200]))
            break
    return tuple(found)


def _head_texts(page: Page) -> Iterator[tuple[str, str]]:
    yield "title", page.title
    for node in page.tree.css("meta[name][content]")[:200]:
        name = (node.attrs.get("name") or "").strip().lower()
        if name in {"keywords", "description"}:
            yield name, node.attrs.get("content") or ""


def _is_told(words: tuple[str, ...], shown: str) -> bool:
    """The page's own text speaks of it the way authorities do: 打击, 查处, 防范."""
    lines = [line for line in shown.split("\n") if any(word in line for word in words)]
    return any(not bad_words(line) for line in lines)


def _in_tree(page: Page) -> Iterator[_Candidate]:
    """Links of the tree that an ancestor (or the link itself) hides."""
    nodes = page.tree.css("a[href]")
    if not _may_hold_strangers(nodes, page):
        return
    rules = StyleRules(page)
    memo: dict[int, tuple[Hiding, int] | None] = {}
    candidates: list[_Candidate] = []
    strangers: Counter[int] = Counter()
    others: Counter[int] = Counter()
    looked_at = 0
    for node in nodes:
        place = _hidden_by(node, rules, memo)
        if place is None:
            continue
        way, block = place
        looked_at += 1
        if looked_at > MOST_LINKS:
            break
        url = page.absolute(node.attrs.get("href") or "")
        if url is None or not _is_stranger(url, page):
            others[block] += 1
            continue
        strangers[block] += 1
        text = squeeze(node.text())[:200]
        candidates.append(_Candidate(url, host_of(url), text, way, block))
    for one in candidates:
        is_own_block = strangers[one.block] >= _STRANGERS and not others[one.block]
        if one.way.is_hard or is_own_block or bad_words(one.text) or bad_mark(one.host):
            yield one


def _may_hold_strangers(nodes: list[LexborNode], page: Page) -> bool:
    """Whether any link leads elsewhere at all; most pages need no closer look."""
    if host_of(page.base_url) != page.host:
        return True
    hosts: set[str] = set()
    for node in nodes:
        href = node.attrs.get("href") or ""
        if "//" in href:
            scheme, _, rest = href.partition("//")
            hosts.add(rest[:200].partition("/")[0] if len(scheme) < 20 else href[:200])
        if len(hosts) > 1_000:
            return True
    return any(_is_stranger(f"http://{host}", page) for host in hosts)


def _hidden_by(
    node: LexborNode, rules: StyleRules, memo: dict[int, tuple[Hiding, int] | None]
) -> tuple[Hiding, int] | None:
    """How and by which element a node is hidden; each element is worked out once."""
    chain: list[LexborNode] = []
    answer: tuple[Hiding, int] | None = None
    at: LexborNode | None = node
    while at is not None and at.tag not in _ROOTS and len(chain) < _MOST_LEVELS:
        if at.mem_id in memo:
            answer = memo[at.mem_id]
            break
        chain.append(at)
        at = at.parent
    for element in reversed(chain):
        way = rules.of(element)
        if way is not None and (answer is None or (way.is_hard and not answer[0].is_hard)):
            answer = (way, element.mem_id)
        memo[element.mem_id] = answer
    return answer


def _in_source(page: Page) -> Iterator[_Candidate]:
    """Links behind the end of the page, in conditional comments, and written by scripts."""
    html = page.html
    end = _END.search(html)
    if end is not None:
        tail = html[end.end() : end.end() + _MOST_SCRIPT]
        if not _END.search(tail):  # two documents in one are a broken template, not a trick
            yield from _from_text(tail, page, _AFTER_END)
    if "<!--[if" in html:
        for comment in page.comments[:2_000]:
            if comment.startswith("[if"):
                yield from _from_text(comment[:_MOST_SCRIPT], page, _CONDITIONAL)
    if "document.write" in html:
        for node in page.tree.css("script:not([src])")[:500]:
            script = node.text()[:_MOST_SCRIPT]
            if "document.write" in script:
                yield from _from_text(script, page, _WRITTEN)


def _from_text(text: str, page: Page, way: Hiding) -> Iterator[_Candidate]:
    is_hard = way.is_hard or bool(_HIDDEN_IN_SCRIPT.search(text))
    for match in _HREF.finditer(text):
        url = page.absolute(match[1])
        if url is None or not _is_stranger(url, page):
            continue
        words = squeeze(re.sub(r"<[^<>]{0,200}>", " ", text[match.end() : match.end() + 80]))
        words = words.lstrip("\"'>\\ ")
        if is_hard or bad_words(words) or bad_mark(host_of(url)):
            yield _Candidate(url, host_of(url), words, way, 0)


def _is_stranger(url: str, page: Page) -> bool:
    host = host_of(url)
    return bool(host) and not same_owner(host, page.host) and not is_ordinary_host(host)


def same_owner(host: str, other: str) -> bool:
    """The same host, or the same registered name below one suffix."""
    return host == other or _owner(host) == _owner(other)


def _owner(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit():
        return host
    return ".".join(labels[-3:] if labels[-2:-1] in (["gov"], ["com"], ["org"]) else labels[-2:])
