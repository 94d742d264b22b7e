"""What an answered page really is: normal, a soft 404, a challenge, a login form.

Called for every fetched page, so the common case is settled by a few searches in the raw text.
What each sign looks like stands in ``signs_*.py`` beside this file.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from gongkai_monitor.text.file_types import FileKind, file_kind, is_wrong_type
from gongkai_monitor.text.own_words import is_published_text
from gongkai_monitor.text.page import Page, host_of
from gongkai_monitor.text.signs_closed import CLOSED_WORDS, closed_sign
from gongkai_monitor.text.signs_hijack import is_hijacked
from gongkai_monitor.text.signs_missing import MISSING_WORDS, error_sign, missing_sign
from gongkai_monitor.text.signs_shield import (
    CHALLENGE_WORDS,
    challenge_sign,
    is_login,
    is_shielded,
    path_of,
)
from gongkai_monitor.vocabulary import PageSign

_HOME_PATH = re.compile(
    r"^/?(?:(?:index|default|main|home)(?:\.(?:s?html?|jsp|php|aspx?|do|action))?)?/?$",
    re.IGNORECASE,
)


def sign_of(
    *,
    status: int,
    url: str,
    final_url: str,
    body: bytes,
    content_type: str | None = None,
    home_url: str | None = None,
    page: Page | None = None,
) -> PageSign:
    """What an answer is.

    Args:
        status: HTTP status; an answer of 404 or 500 is judged by its status, not here.
        url: what was asked for.
        final_url: where the answer came from after redirects.
        body: the body, or at least its first 4 KB for files.
        content_type: the header as sent.
        home_url: home page of the site, to recognise a silent redirect to it.
        page: the parsed page; None for everything that is no HTML.
    """
    if page is None:
        return _file_sign(url, final_url, body, content_type)
    if not body.strip():
        return PageSign.EMPTY
    if _wants_file(url) and file_kind(body[:1024]) is FileKind.HTML:
        sign = _html_sign(status, url, final_url, home_url, page)
        return PageSign.WRONG_TYPE if sign is PageSign.NORMAL else sign
    return _html_sign(status, url, final_url, home_url, page)


def is_redirected_home(url: str, final_url: str, home_url: str | None) -> bool:
    """Whether an inner page was answered with a home page."""
    if _is_home(url, home_url) or not final_url or final_url == url:
        return False
    return _is_home(final_url, home_url)


def _html_sign(status: int, url: str, final_url: str, home_url: str | None, page: Page) -> PageSign:
    if is_shielded(page):
        return PageSign.CHALLENGE
    if is_hijacked(page):
        return PageSign.HIJACKED
    said = _said(status, page)
    if said is not None:
        return said
    if is_login(url, page):
        return PageSign.LOGIN
    if is_redirected_home(url, final_url, home_url):
        return PageSign.HOME
    return _unsaid(page)


def _said(status: int, page: Page) -> PageSign | None:
    """What the page says of itself in words that readers know."""
    words = f"{page.title}\n{page.text}"
    for prefilter, check in _WORD_CHECKS:
        if prefilter.search(words):
            sign = check(status, page)
            if sign is not None and not is_published_text(page):
                return sign
    return None


def _unsaid(page: Page) -> PageSign:
    """A page without a message to the reader: an error, a default page, nothing, or normal."""
    sign = error_sign(page)
    if sign is not None and not is_published_text(page):
        return sign
    return PageSign.EMPTY if _is_blank(page) else PageSign.NORMAL


def _file_sign(url: str, final_url: str, body: bytes, content_type: str | None) -> PageSign:
    if not body:
        return PageSign.EMPTY
    ending = _ending(url) or _ending(final_url)
    if not ending and content_type and "pdf" in content_type.lower():
        ending = "pdf"
    return PageSign.WRONG_TYPE if is_wrong_type(ending, body[:4096]) else PageSign.NORMAL


def _is_blank(page: Page) -> bool:
    """No visible text, no picture, no frame, no form, no link."""
    if page.text:
        return False
    return page.tree.css_first("img,iframe,frame,object,embed,video,input,canvas,svg") is None


def _is_home(url: str, home_url: str | None) -> bool:
    try:
        parts = urlsplit(url)
        home = urlsplit(home_url) if home_url else None
    except ValueError:
        return False
    if home is not None and host_of(url) == host_of(home_url or ""):
        return parts.path.rstrip("/") == home.path.rstrip("/") or (
            bool(_HOME_PATH.match(home.path) and _HOME_PATH.match(parts.path))
        )
    return bool(_HOME_PATH.match(parts.path)) and not parts.query


def _wants_file(url: str) -> bool:
    return is_wrong_type(_ending(url), b"<html>")


def _ending(url: str) -> str:
    name = path_of(url).rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


_WORD_CHECKS: tuple[tuple[re.Pattern[str], Callable[[int, Page], PageSign | None]], ...] = (
    (CHALLENGE_WORDS, challenge_sign),
    (MISSING_WORDS, missing_sign),
    (CLOSED_WORDS, closed_sign),
)
