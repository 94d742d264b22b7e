# ruff: noqa: E501 - markup reads better in one line
"""List pages whose entries are data: JSON behind the list, or in a script of the page."""

import json
import random
from collections.abc import Callable
from datetime import date, timedelta

from benchmarks.families_parts import FORMATS, Sample, draw_entries, page, sample

_SHAPES: tuple[Callable[[list[dict[str, object]]], object], ...] = (
    lambda rows: {"code": 200, "data": {"total": 90, "list": rows}},
    lambda rows: {"result": {"page": {"content": rows, "totalElements": 90}}},
    lambda rows: {"hits": {"total": {"value": 90}, "hits": [{"_source": row} for row in rows]}},
    lambda rows: {"data": {"results": [{"source": row} for row in rows], "total": 90}},
    lambda rows: {"resultDocs": [{"data": row} for row in rows], "totalHits": 90},
    lambda rows: rows,
)
_FIELDS = (
    ("title", "url", "publishedTimeStr"), ("DOCTITLE", "DOCPUBURL", "DOCRELTIME"),
    ("infoTitle", "infoUrl", "publishTime"), ("showTitle", "linkUrl", "showDate"),
    ("name", "href", "fbsj"), ("titleO", "url", "docDate"),
)  # fmt: skip
_CALLS = (
    "$.ajax({url:'/common/search/9f2?_isAgg=true&_pageSize=15&page=1',success:function(r){fill(r)}})",
    "axios.get('/es-search/search/7a?pageNo=1&pageSize=15').then(r=>{fill(r)})",
    "$.post('/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=15&perpage=15&columnid=15',fill)",
    "var api='/api-gateway/jpaas-publish-server/front/page/build/unit?pageNo=1';fetch(api).then(fill)",
    "$.getJSON('./list_1.json',function(d){fill(d)})",
    "var xhr=new XMLHttpRequest();xhr.open('GET','/govsearch/queryList.do?page=1');xhr.send()",
)


def behind_script(family: str, chance: random.Random, number: int) -> Sample:
    """An empty list that a script fills by a request."""
    entries = draw_entries(chance, "art", recent=False)
    title, url, day = _FIELDS[number % len(_FIELDS)]
    show = chance.choice(FORMATS[:3] + FORMATS[7:10])
    stamps = number % 5 == 4
    rows: list[dict[str, object]] = [
        {
            title: f"<em>{e.title}</em>" if number % 3 == 2 else e.title,
            url: e.url,
            day: _milliseconds(e.day) if stamps else show(e.day),
            "createTime": f"{e.day - timedelta(days=20):%Y-%m-%d}",
        }
        for e in entries
    ]
    data = json.dumps(_SHAPES[number % len(_SHAPES)](rows), ensure_ascii=False)
    data = f"jQuery11({data});" if number % 6 == 1 else data
    main = f'<ul id="list"></ul><script>{_CALLS[number % len(_CALLS)]}</script>'
    made = sample(family, number, main, entries)
    bare = page(main, number, side=False)
    return Sample(family, made.url, bare, made.entries, made.channels, data.encode())


def _milliseconds(day: date) -> int:
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000 + 3_600_000


def inline_data(family: str, chance: random.Random, number: int) -> Sample:
    """A list that a script fills from its own text."""
    entries = draw_entries(chance, "id", recent=False)
    show = chance.choice(FORMATS[:3])
    if number % 2:
        rows = json.dumps(
            [{"title": e.title, "url": e.url, "date": show(e.day)} for e in entries],
            ensure_ascii=False,
        )
    else:
        rows = "[" + ",".join(
            f"{{title:'{e.title}',url:'{e.url}',pubDate:'{show(e.day)}'}}" for e in entries
        ) + "]"  # fmt: skip
    main = f'<div id="list"></div><script>var listData = {rows};render(listData);</script>'
    made = sample(family, number, main, entries)
    return Sample(family, made.url, page(main, number, side=False), made.entries, made.channels)
