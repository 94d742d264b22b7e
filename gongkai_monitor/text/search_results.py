"""站内检索: what the answer to a search for a known title says, as page or as data (rule K-D3)."""

import re
from urllib.parse import parse_qsl, quote, urlsplit

from gongkai_monitor.text import list_scripts
from gongkai_monitor.text.json_rows import load, number_in, tables
from gongkai_monitor.text.page import Page, squeeze
from gongkai_monitor.vocabulary import Term

_NOTHING = re.compile(
    r"(?:没有|未能?|无法)(?:找到|搜索到|搜到|查询到|检索到|查到|检索出|匹配到)"
    r"|(?:共|约|找到|查询到|检索到|搜索到|搜到|查到|为您找到)(?:相关|符合(?:条件)?的?)?"
    r"(?:结果|信息|内容|记录|数据|文章)?\D{0,6}(?<!\d)0\D{0,2}(?:条|个|项|篇|件)"
    r"|(?:暂无|没有|无|未有)(?:相关|符合|匹配|检索|搜索|查询)?.{0,8}"
    r"(?:结果|信息|内容|记录|数据|文章)"
    r"|(?:搜索|检索|查询)结果(?:为空|数?[:：]\s?0(?!\d))"
    r"|(?:换|更换|试试)(?:其[他它]|别的|个)(?:关键|搜索|检索)?词"
)
_PUNCTUATION = re.compile(r"[\W_]+")
_TAGS = re.compile(r"<[^<>]{0,200}>|\\u003c[^<>\\]{0,200}\\u003e", re.I)
_CUT = re.compile(r"(?:\.{2,}|…+)\s*$")
_TOTALS = ("total", "totalcount", "totalhits", "count", "recordcount", "totalsize", "hits", "num")
_ASKING = re.compile(
    r"[?&](?:q|qt|wd|kw|key|keys?words?|searchwords?|searchkey|searchtext|query|content|word"
    r"|title)=$",
    re.I,
)
_LEAST_CUT = 10
_DEEPEST = 6


class SearchReading(Term):
    """What a results page says about a title that the site holds."""

    FOUND = "found", "检索到"
    ABSENT = "absent", "未检索到"
    OTHERS = "others", "列出了其他结果"
    UNKNOWN = "unknown", "结果由脚本生成或无法识别"


def read_results(page: Page, title: str) -> SearchReading:
    """Whether a results page shows the title; a page that shows no list says nothing.

    Args:
        page: the answer to a search for ``title``.
        title: as the site's own list prints it; the field that repeats it does not count.
    """
    wanted = _PUNCTUATION.sub("", title)
    shown = [
        text
        for node in page.tree.css("a[href],a[onclick]")
        for text in (squeeze(node.text()), squeeze(node.attributes.get("title") or ""))
    ]
    if any(_is_title(text, wanted) for text in shown):
        return SearchReading.FOUND
    if any(_NOTHING.search(line) for line in page.lines if len(line) <= 120):
        return SearchReading.ABSENT
    if any(_is_like(text, wanted) for text in shown):
        return SearchReading.OTHERS
    return SearchReading.UNKNOWN


def read_result_data(body: str, title: str) -> SearchReading:
    """Whether the data that a results page is filled from hold the title."""
    data = load(body)
    if data is None:
        return SearchReading.UNKNOWN
    wanted = _PUNCTUATION.sub("", title)
    # only what stands in rows: beside them the answer may repeat what was asked for
    rows: list[object] = [table for table in tables(data, 0) if table]
    if wanted in _PUNCTUATION.sub("", _TAGS.sub("", _text_of(rows, _DEEPEST))):
        return SearchReading.FOUND
    if not rows and number_in(data, _TOTALS) == 0:
        return SearchReading.ABSENT
    return SearchReading.OTHERS if rows else SearchReading.UNKNOWN


def data_urls(page: Page, words: str) -> tuple[str, ...]:
    """Where the script of a results page may get its results from, asked for the same words."""
    scripts = list_scripts.inline_scripts(page)
    asked = {value for _, value in parse_qsl(urlsplit(page.url).query)}
    found = [url for url in list_scripts.data_urls(page, scripts) if _holds(url, asked, words)]
    for match in re.finditer(r"['\"`](?P<url>[^'\"`\s<>]{2,300}=)['\"`]\s{0,3}\+", scripts):
        url = page.absolute(match["url"]) if _ASKING.search(match["url"]) else None
        if url is not None:
            found.append(url + quote(words))
    return tuple(dict.fromkeys(found))


def _holds(url: str, asked: set[str], words: str) -> bool:
    """Whether an endpoint repeats the words that the page was asked for."""
    values = {value for _, value in parse_qsl(urlsplit(url).query)}
    return words in values and words in asked


def _is_title(text: str, wanted: str) -> bool:
    """A link that prints the title, whole or cut at the end."""
    plain = _PUNCTUATION.sub("", text)
    if wanted in plain:
        return True
    return bool(_CUT.search(text)) and len(plain) >= _LEAST_CUT and wanted.startswith(plain)


def _is_like(text: str, wanted: str) -> bool:
    """A link with the title of another entry: one that shares words with the title asked for."""
    plain = _PUNCTUATION.sub("", text)
    if len(plain) < _LEAST_CUT:
        return False
    pairs = {wanted[n : n + 2] for n in range(len(wanted) - 1)}
    return sum(pair in plain for pair in pairs) * 3 >= len(pairs)


def _text_of(data: object, depth: int) -> str:
    """All texts of the data, one after the other, with a sign between them."""
    if isinstance(data, str):
        return f"{data}\n"
    if depth == 0:
        return ""
    if isinstance(data, dict):
        return "".join(_text_of(value, depth - 1) for value in data.values())
    if isinstance(data, list):
        return "".join(_text_of(value, depth - 1) for value in data[:500])
    return ""
