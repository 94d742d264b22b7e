"""发布日期: when an article was published, where that was read, and how sure it is.

Undated is an answer; a date of page generation, a counter, a comment or a signature is not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gongkai_monitor.clock import CHINA
from gongkai_monitor.text.article_general import general_date
from gongkai_monitor.text.dates import (
    DateLabel,
    FoundDate,
    find_dates,
    parse_date,
    parse_datetime,
    url_date,
)
from gongkai_monitor.text.metadata_table import Metadata
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import DateSource

_META_NAMES = (
    "PubDate", "article:published_time", "og:published_time", "og:release_date", "publishdate",
    "publish_date", "publish-date", "publishtime", "publish_time", "pubtime", "docdate",
    "releasedate", "release_date", "firstpublishedtime", "datepublished", "dc.date.issued",
    "weibo: article:create_at",
)  # fmt: skip
_EMBEDDED_NAMES = (
    "datepublished",
    "publishtime",
    "publish_time",
    "publishdate",
    "pubdate",
    "pub_date",
)
_EMBEDDED = re.compile(
    rf"(?:{'|'.join(_EMBEDDED_NAMES)})[\"']?\s*[:=]\s*"
    r"[\"'](?P<printed>(?:19|20)\d\d[-/年.]\d{1,2}[-/月.]\d{1,2}[^\"']{0,30})[\"']"
)
_WECHAT_SECONDS = re.compile(r"\b(?:ct|oriCreateTime)\s*=\s*[\"']?(\d{10})\b")
_INFO_WORDS = re.compile(r"来源|浏览|阅读|点击|访问|字体|字号|打印|作者|编辑|分享|供稿|撰稿")
_IN_BRACKETS = re.compile(r"^[(（〔\[【].*[)）〕\]】]$")
_SENTENCE = re.compile(r"[。；]")
_INFO_LENGTH = 140
_WINDOW = 14


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date: ``confidence`` 0..1; ``on`` is None when the page states none."""

    on: date | None = None
    at: datetime | None = None
    source: DateSource = DateSource.NONE
    confidence: float = 0.0


UNDATED = Published()


def read_published(
    page: Page,
    *,
    tags: Mapping[str, str],
    metadata: Metadata | None,
    title: str | None,
    body: Sequence[str],
) -> Published:
    """The surest publication date of a page, else `UNDATED`.

    Args:
        page: the page.
        tags: its META tags.
        metadata: its own table of the document.
        title: the article's title; the line with source and date stands near it.
        body: lines of the article; dates in them are not the page's.
    """
    return (
        _from_meta(tags)
        or _from_table(metadata)
        or _from_structure(page)
        or _from_info_line(page, title, body)
        or _from_labelled_line(page, body)
        or _from_url(page.url)
        or _general(page, body)
        or UNDATED
    )


def _published(printed: str, source: DateSource, confidence: float) -> Published | None:
    """A printed date as a publication date."""
    day = parse_date(printed)
    if day is None:
        return None
    return Published(day, parse_datetime(printed), source, confidence)


def _from_meta(tags: Mapping[str, str]) -> Published | None:
    """PubDate and the like."""
    for name in _META_NAMES:
        printed = tags.get(name)
        found = _published(printed, DateSource.META, 0.99) if printed else None
        if found:
            return found
    return None


def _from_table(metadata: Metadata | None) -> Published | None:
    """发布日期 of the page's own table."""
    if metadata is None or metadata.published_on is None:
        return None
    return Published(metadata.published_on, metadata.published_at, DateSource.TABLE, 0.97)


def _from_structure(page: Page) -> Published | None:
    """Data printed for machines: JSON-LD, variables of WeChat pages, ``itemprop``."""
    lowered = page.html.lower()
    if any(name in lowered for name in _EMBEDDED_NAMES):
        for match in _EMBEDDED.finditer(lowered):
            found = _published(match["printed"], DateSource.FAMILY, 0.93)
            if found:
                return found
    node = page.tree.css_first("[itemprop=datePublished]") if "datepub" in lowered else None
    if node is not None:
        printed = node.attributes.get("content") or node.attributes.get("datetime")
        return _published(printed or node.text(), DateSource.FAMILY, 0.93)
    seconds = _WECHAT_SECONDS.search(page.html) if "js_content" in page.html else None
    if seconds:
        instant = datetime.fromtimestamp(int(seconds[1]), UTC).astimezone(CHINA)
        return Published(instant.date(), instant, DateSource.FAMILY, 0.95)
    return None


def _from_info_line(page: Page, title: str | None, body: Sequence[str]) -> Published | None:
    """The line near the title: ``发布时间：2018-12-29 17:59 来源：…``."""
    best: tuple[float, FoundDate] | None = None
    for window in _windows(page.lines, title, body):
        dated = list(_line_dates(window))
        is_list = sum(_is_alone(line, item) for line, item in dated) > 1
        for line, item in dated:
            confidence = 0.0 if is_list and _is_alone(line, item) else _confidence(line, item)
            if confidence and (best is None or confidence > best[0]):
                best = confidence, item
    return _as_published(best[1], DateSource.FAMILY, best[0]) if best else None


def _windows(
    lines: Sequence[str], title: str | None, body: Sequence[str]
) -> Iterator[Sequence[str]]:
    """Lines around each place of the title outside lists, cut where the article begins."""
    key = _key(title or "")
    if len(key) < 4:
        return
    opening = _key(body[0]) if body else ""
    for index in range(len(lines)):
        length = _title_length(lines, index, key)
        if not length:
            continue
        end = index + length
        while end < min(len(lines), index + _WINDOW) and len(lines[end]) <= _INFO_LENGTH:
            if opening and _key(lines[end]) == opening:
                break
            end += 1
        yield lines[max(0, index - 3) : end]


def _title_length(lines: Sequence[str], index: int, key: str) -> int:
    """How many lines from ``index`` on the title takes (it may be broken); 0 when not there."""
    first = _key(lines[index])
    if key in first:
        return 1 if len(first) <= len(key) + 40 else 0
    if len(first) < 4 or not key.startswith(first):
        return 0
    joined = first
    for length, line in enumerate(lines[index + 1 : index + 4], start=2):
        joined += _key(line)
        if joined == key:
            return length
    return 0


def _line_dates(lines: Sequence[str]) -> Iterator[tuple[str, FoundDate]]:
    """Dates of lines with the line; a label may stand alone in the line before."""
    previous = ""
    for line in lines:
        joined = f"{previous}{line}" if previous.endswith((":", "：")) else line
        if len(joined) <= _INFO_LENGTH:
            for item in find_dates(joined):
                yield joined, item
        previous = line


def _confidence(line: str, item: FoundDate) -> float:
    """How sure a date of the line near the title is the publication; 0 when it is not."""
    match item.label:
        case DateLabel.PUBLISHED:
            return 0.95
        case DateLabel.UPDATED:
            return 0.6
        case DateLabel.NONE:
            bare = line.strip()
            if _IN_BRACKETS.match(bare) or _SENTENCE.search(bare):
                return 0.0
            if item.clock is not None or _INFO_WORDS.search(bare):
                return 0.85
            return 0.75 if _is_alone(bare, item) and "年" not in bare else 0.0
        case DateLabel.SIGNED | DateLabel.EFFECTIVE:
            return 0.0


def _is_alone(line: str, item: FoundDate) -> bool:
    """Whether a line is nothing but a date; several of them make a list of articles."""
    return item.end - item.start >= len(line.strip()) - 4


def _from_labelled_line(page: Page, body: Sequence[str]) -> Published | None:
    """The only ``发布时间：…`` or ``… 来源：…`` outside the article."""
    inside = {_key(line) for line in body}
    outside = [line for line in page.lines if _key(line) not in inside]
    labelled = [
        item
        for line, item in _line_dates(outside)
        if (item.label is DateLabel.PUBLISHED or _is_source_line(line, item))
        and not _SENTENCE.search(line)
    ]
    if len({item.day for item in labelled}) != 1:
        return None  # several are a list of articles
    return _as_published(labelled[0], DateSource.TEXT, 0.7)


def _is_source_line(line: str, item: FoundDate) -> bool:
    """``2018-12-29 17:59 来源：…`` without a label of its own."""
    return item.label is DateLabel.NONE and ("来源:" in line or "来源：" in line)


def _from_url(url: str) -> Published | None:
    """The date that the CMS wrote into the address."""
    day = url_date(url)
    return Published(day, None, DateSource.URL, 0.8) if day else None


def _general(page: Page, body: Sequence[str]) -> Published | None:
    """htmldate, believed only when it names the one day printed outside article and links."""
    printed = set(_lonely_days(page, body))
    if len(printed) != 1:
        return None
    day = general_date(page.html, page.url)
    return Published(day, None, DateSource.GENERAL, 0.4) if day in printed else None


def _lonely_days(page: Page, body: Sequence[str]) -> Iterator[date]:
    """Unlabelled days in short lines that belong neither to the article nor to a link."""
    inside = {_key(line) for line in body}
    linked = {key for anchor in page.tree.css("a") if len(key := _key(anchor.text())) >= 4}
    previous = ""
    for line in page.lines:
        key = _key(line)
        is_candidate = len(line) <= 60 and key not in inside and not _SENTENCE.search(line)
        for item in find_dates(line) if is_candidate and previous not in linked else ():
            of_link = any(text in key for text in linked)
            if item.label in {DateLabel.NONE, DateLabel.UPDATED} and not of_link:
                yield item.day
        previous = key


def _as_published(item: FoundDate, source: DateSource, confidence: float) -> Published:
    """A found date as a publication date."""
    at = datetime.combine(item.day, item.clock, tzinfo=CHINA) if item.clock else None
    return Published(item.day, at, source, confidence)


def _key(text: str) -> str:
    """Text without blanks, for comparing."""
    return "".join(text.split())
