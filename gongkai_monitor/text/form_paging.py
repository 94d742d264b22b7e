"""Lists that go on by POST: pagers of forms, and data that a script asks for by POST. Pure.

Only what stands in the page in full is sent: hidden fields of the list's own form with the next
page number, or a literal object of a script. Forms with fields for people (text, passwords, files)
are never sent, and nothing that a script would have to work out is guessed.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.page import Page, host_of, squeeze
from gongkai_monitor.text.paging import is_next_link

_POST_BACK = re.compile(
    r"__doPostBack\(\s?['\"]([\w$:.\-]{1,200})['\"]\s?,\s?['\"]([\w$\-]{0,60})['\"]\s?\)"
)
_CALL = re.compile(r"\w{1,40}\(\s?['\"]?(\d{1,5})['\"]?\s?[,)]")
_PAGE_FIELD = re.compile(
    r"^(?:\w{0,40}[.$_:])?(?:page|page_?(?:no|num|number|index)|cur(?:rent)?_?page(?:no)?|cur_?page|goto_?page|pn)$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(?:size|limit|rows|length|count|per_?page)$", re.IGNORECASE)
_FOR_PEOPLE = frozenset(["password", "file", "email", "tel"])
_MOST_FIELDS, _LONGEST = 60, 200_000
_POST = re.compile(
    r"(?:\.post\(\s{0,9}(?P<q>['\"])(?P<a>[^'\"\s<>]{2,300})(?P=q)\s{0,9},\s{0,9}(?P<da>\{[^{}]{0,800}\})"
    r"|\burl\s{0,3}:\s{0,3}(?P<r>['\"])(?P<b>[^'\"\s<>]{2,300})(?P=r)[^{}]{0,300}?"
    r"\btype\s{0,3}:\s{0,3}['\"]post['\"][^{}]{0,300}?\bdata\s{0,3}:\s{0,3}(?P<db>\{[^{}]{0,800}\})"
    r"|\btype\s{0,3}:\s{0,3}['\"]post['\"][^{}]{0,300}?\burl\s{0,3}:\s{0,3}(?P<s>['\"])(?P<c>[^'\"\s<>]{2,300})(?P=s)"
    r"[^{}]{0,300}?\bdata\s{0,3}:\s{0,3}(?P<dc>\{[^{}]{0,800}\}))",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"\s{0,9}(['\"]?)([\w/.$\-]{1,60})\1\s{0,9}:\s{0,9}(?:(['\"])([^'\"<>]{0,100})\3|(-?\d{1,9})|(true|false|null))\s{0,9}(?:,|$)"
)
_AXIOS = re.compile(r"axios|application/json|JSON\.stringify", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """A request by POST: where to, and what is sent."""

    url: str
    body: str


def form_type(body: str) -> str:
    """The media type of what is sent."""
    if body.startswith("{"):
        return "application/json;charset=UTF-8"
    return "application/x-www-form-urlencoded"


def next_form(page: Page, number: int) -> Form | None:
    """The POST that leads from page ``number`` of a list to the next; None where there is none."""
    for node in page.tree.css("a, button, input[type=button]"):
        words = squeeze(node.text()) or (node.attributes.get("value") or "")
        script = f"{node.attributes.get('href') or ''} {node.attributes.get('onclick') or ''}"
        if "(" not in script or len(words) > 12:
            continue
        is_next = is_next_link(words)
        if not is_next and words.strip("[]") != str(number + 1):
            continue
        if back := _POST_BACK.search(script):
            changes = {"__EVENTTARGET": back[1], "__EVENTARGUMENT": back[2]}
            return _filled(page, _form_round(page, node), changes)
        call = _CALL.search(script)
        if call and int(call[1]) in {number, number + 1}:
            return _by_number(page, node, int(call[1]))
    return None


def posted_data(page: Page, scripts: str) -> Form | None:
    """The POST by which a script of the page asks for its list, where it is written out."""
    for match in _POST.finditer(scripts):
        address = match["a"] or match["b"] or match["c"]
        values = _literal(match["da"] or match["db"] or match["dc"])
        url = page.absolute(address)
        if not values or url is None or host_of(url) != page.host:
            continue
        if not any(_PAGE_FIELD.match(name) or _SIZE.search(name) for name in values):
            continue
        is_json = bool(_AXIOS.search(scripts[max(match.start() - 400, 0) : match.end() + 400]))
        return Form(url, json.dumps(values) if is_json else urlencode(_plain(values)))
    return None


def next_posted(form: Form, seen: int, total: int | None) -> Form | None:
    """The same question for the following page; None when ``seen`` entries were all."""
    if total is None or seen >= total or not seen:
        return None
    if form.body.startswith("{"):
        values = json.loads(form.body)
        name = next((one for one in values if _PAGE_FIELD.match(one)), None)
        if name is None or not str(values[name]).isdecimal():
            return None
        number = int(values[name]) + 1
        return Form(form.url, json.dumps(values | {name: number}))
    field = re.compile(
        r"(^|&)((?:[\w%.$:\-]{0,60})?(?:page\w{0,10}|pn|curpage))=(\d{1,6})(?=&|$)", re.IGNORECASE
    )
    for match in field.finditer(form.body):
        if _PAGE_FIELD.match(match[2]):
            number = int(match[3]) + 1
            body = f"{form.body[: match.start(3)]}{number}{form.body[match.end(3) :]}"
            return Form(form.url, body)
    return None


def _by_number(page: Page, node: LexborNode, number: int) -> Form | None:
    for form in (_form_round(page, node), *page.tree.css("form")):
        if form is None or (form.attributes.get("method") or "").lower() != "post":
            continue
        name = next((one for one, _ in _fields(form) if _PAGE_FIELD.match(one)), None)
        if name is not None:
            return _filled(page, form, {name: str(number)})
    return None


def _form_round(page: Page, node: LexborNode) -> LexborNode | None:
    """The form that holds a link; with WebForms the only one of the page."""
    parent = node.parent
    while parent is not None:
        if parent.tag == "form":
            return parent
        parent = parent.parent
    forms = page.tree.css("form")
    return forms[0] if len(forms) == 1 else None


def _filled(page: Page, form: LexborNode | None, changes: dict[str, str]) -> Form | None:
    if form is None or any(
        (one.attributes.get("type") or "").lower() in _FOR_PEOPLE for one in form.css("input")
    ):
        return None
    if form.css_first("textarea") is not None:
        return None
    url = page.absolute(form.attributes.get("action") or page.url) or ""
    fields = dict(_fields(form)) | changes
    if host_of(url) != page.host or len(fields) > _MOST_FIELDS:
        return None
    body = urlencode(fields)
    return Form(url, body) if len(body) <= _LONGEST else None


def _fields(form: LexborNode) -> Iterator[tuple[str, str]]:
    for node in form.css("input[name]"):
        if (node.attributes.get("type") or "text").lower() in {"hidden", "text", ""}:
            yield node.attributes.get("name") or "", node.attributes.get("value") or ""


def _literal(text: str) -> dict[str, object] | None:
    """A flat object of numbers and quoted texts; None as soon as anything else stands in it."""
    inner = text.strip()[1:-1].strip().rstrip(",")
    values: dict[str, object] = {}
    at = 0
    while at < len(inner):
        match = _PAIR.match(inner, at)
        if match is None:
            return None
        _, name, quoted, words, number, constant = match.groups()
        values[name] = (
            words
            if quoted
            else int(number)
            if number
            else {"true": True, "false": False}.get(constant or "")
        )
        at = match.end()
    return values


def _plain(values: dict[str, object]) -> dict[str, str]:
    return {
        name: "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in values.items()
    }
