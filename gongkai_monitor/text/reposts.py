"""转载: does an article carry information of the 国务院, and when was that released (rule G-13).

Two things date the release: the dateline of the state agency (新华社北京11月25日电), and the day in
the address of the page on www.gov.cn that the article links to as its origin. 成文日期 dates
nothing: documents are released days after their signature.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from gongkai_monitor.text.dates import url_date

_ORIGIN = re.compile(r"中国政府网|国务院|国办|新华社|新华网|新华每日电讯")
_SUBJECT = re.compile(r"国务院|国办[发函]|国发〔|国令第|总理")
_NOT_STATE = re.compile(r"国务院(?:安委会|食安委)?督[查导]组|国务院特殊津贴|国务院政府特殊津贴")
_DATELINE = re.compile(
    r"新华社[\u4e00-\u9fff]{1,8}?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:专?电|讯)"
)
_GOV_HOST = "www.gov.cn"
_HEAD = 300
_DATELINE_WITHIN = 2_000
_OLDEST = timedelta(days=180)
"""A dateline without a year is of the last half year before the publication."""


def is_state_council(title: str, source: str | None, body: str) -> bool:
    """Whether an article carries 国务院 information that was published elsewhere first."""
    dateline = _DATELINE.search(body[:_DATELINE_WITHIN])
    start = dateline.end() if dateline is not None else 0
    head = f"{title}\n{body[start : start + _HEAD]}"
    is_elsewhere_first = dateline is not None or bool(_ORIGIN.search(source or ""))
    return is_elsewhere_first and bool(_SUBJECT.search(_NOT_STATE.sub("", head)))


def released_on(body: str, links: Iterable[str], published_on: date) -> date | None:
    """The day of the release; None when nothing on the page dates it.

    Args:
        body: text of the article.
        links: addresses that the article links to.
        published_on: the day the article was published; a release is never later.
    """
    found = [_day_of(match, published_on) for match in _DATELINE.finditer(body[:_DATELINE_WITHIN])]
    found += [url_date(url) for url in links if urlsplit(url).hostname == _GOV_HOST]
    days = [
        day for day in found if day is not None and timedelta() <= published_on - day <= _OLDEST
    ]
    return max(days, default=None)


def _day_of(match: re.Match[str], published_on: date) -> date | None:
    """The day of a dateline: of the year of the publication, or of the year before."""
    for year in (published_on.year, published_on.year - 1):
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        if day <= published_on:
            return day
    return None
