# ruff: noqa: E501 - markup reads better in one line
"""List pages of the page families that content systems of public bodies print, with their truth.

Made-up titles and dates; the markup follows what real systems print: tables, ul/li, dl/dt, cards,
TRS, 大汉 jpage, boxy, policy libraries, catalogues with hover boxes, ASP tables, inline data.
Every page carries a navigation, a side list with later dates, today's date and a footer.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

READ_ON = date(2025, 11, 28)
HOST = "http://www.example.gov.cn"

_OFFICES = (
    "市发展改革委",
    "市教育局",
    "市住房城乡建设局",
    "市卫生健康委",
    "县人民政府办公室",
    "市民政局",
)
_DEEDS = ("印发", "公布", "调整", "废止", "做好", "开展", "征求", "组织申报", "公示", "表彰")
_THINGS = (
    "2025年度专项资金项目",
    "义务教育阶段招生工作",
    "城市更新三年行动方案",
    "安全生产责任清单",
    "行政规范性文件清理结果",
    "农村危房改造名单",
    "医疗救助实施细则",
    "“十四五”规划中期评估报告",
    "12月31日前完成整改任务",
    "公租房配租结果",
    "政府信息公开事项目录",
    "城区限行措施",
)
_CHANNELS = (
    ("政务动态", "zwdt"),
    ("通知公告", "tzgg"),
    ("政策文件", "zcwj"),
    ("政策解读", "zcjd"),
    ("人事任免", "rsrm"),
    ("规划计划", "ghjh"),
    ("统计数据", "tjsj"),
    ("财政预决算", "yjs"),
    ("意见征集", "yjzj"),
    ("办事指南", "bszn"),
    ("机构职能", "jgzn"),
    ("领导之窗", "ldzc"),
)
_FORMATS: tuple[Callable[[date], str], ...] = (
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%Y/%m/%d}",
    lambda d: f"{d:%Y.%m.%d}",
    lambda d: f"[{d:%Y-%m-%d}]",
    lambda d: f"({d:%Y-%m-%d})",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d:%Y}年{d:%m}月{d:%d}日",
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: f"{d:%Y-%m-%d} 09:30",
    lambda d: f"{d:%Y-%m-%d} 17:05:41",
    lambda d: f"发布时间：{d:%Y-%m-%d}",
    lambda d: f"日期：{d:%Y-%m-%d}",
    lambda d: f"【{d:%Y-%m-%d}】",
    lambda d: f"{d:%Y-%m-%d}T09:30:00",
    lambda d: f"{d.year}年{d.month}月{d.day}日 星期三",
    lambda d: f"{d:%Y-%m-%d} 来源：市政府办公室",
    lambda d: f"浏览：1024次 {d:%Y-%m-%d}",
    lambda d: f"{d.year} - {d:%m} - {d:%d}",
    lambda d: f"{d:%m-%d}",
    lambda d: f"[{d:%m-%d}]",
    lambda d: f"{d:%m}月{d:%d}日",
    lambda d: f"{d:%y-%m-%d}",
    lambda d: f"{d:%Y%m%d}",
)  # fmt: skip
"""How dates are printed; those without a year only where the list is of the last months."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list as it was meant."""

    url: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Sample:
    """A made page: its family, address, source, truth, and the data behind it (JSON)."""

    family: str
    url: str
    html: str
    entries: tuple[Entry, ...]
    channels: tuple[tuple[str, str], ...] = field(default=())
    data: bytes | None = None


def samples(pages_per_family: int = 40, seed: int = 11) -> Iterator[Sample]:
    """``pages_per_family`` pages of every family."""
    chance = random.Random(seed)
    for family, draw in FAMILIES.items():
        for number in range(pages_per_family):
            yield draw(family, chance, number)


def _entries(chance: random.Random, style: str, *, recent: bool) -> tuple[Entry, ...]:
    day = READ_ON - timedelta(days=chance.randint(0, 40))
    found = []
    for number in range(chance.choice((8, 10, 15, 20))):
        title = (
            f"{chance.choice(_OFFICES)}关于{chance.choice(_DEEDS)}{chance.choice(_THINGS)}的通知"
        )
        address = {
            "trs": f"./{day:%Y%m}/t{day:%Y%m%d}_{4000 + number}.html",
            "art": f"/art/{day.year}/{day.month}/{day.day}/art_15_{9000 + number}.html",
            "id": f"/content/{chance.randint(100, 999)}{number:03}.html",
            "query": f"/info/detail.jsp?id={chance.randint(10000, 99999)}{number}",
        }[style]
        found.append(Entry(address, f"{title}（{number + 1}）", day))
        day -= timedelta(days=chance.choice((0, 1, 2, 5)) if recent else chance.choice((1, 9, 33)))
    return tuple(found)


def _date_of(chance: random.Random, *, recent: bool) -> Callable[[date], str]:
    return chance.choice(_FORMATS if recent else _FORMATS[:18])


def _truth(entries: tuple[Entry, ...], url: str) -> tuple[Entry, ...]:
    from urllib.parse import urljoin

    return tuple(Entry(urljoin(url, entry.url), entry.title, entry.day) for entry in entries)


def _page(main: str, number: int, *, head: str = "", side: bool = True) -> str:
    links = "".join(
        f'<li><a href="/{folder}/" target="_self">{name}</a></li>' for name, folder in _CHANNELS
    )
    menu = (
        f'<div class="nav"><ul>{links}</ul></div>',
        f'<div id="menu"><ul class="clearfix">{links}</ul></div>',
        '<table class="daohang"><tr>'
        + "".join(f'<td><a href="/{folder}/">{name}</a></td>' for name, folder in _CHANNELS)
        + "</tr></table>",
    )[number % 3]
    hot = "".join(
        f'<li><a href="/h/{n}.html">本站点击排行中的一条旧闻{n}</a><span>2025-11-{28 - n:02}</span></li>'
        for n in range(1, 6)
    )
    aside = f'<div class="right"><h3>点击排行</h3><ul>{hot}</ul></div>' if side else ""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>通知公告_某市人民政府</title>{head}</head>"
        f'<body><div class="top">今天是2025年11月28日 星期五</div>{menu}'
        '<div class="wz">您现在的位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; '
        f'<a href="/xxgk/tzgg/">通知公告</a></div><div class="wrap">{main}{aside}</div>'
        '<div class="footer"><a href="/lxwm/">联系我们</a> 主办：某市人民政府 网站标识码：3799000001</div>'
        "</body></html>"
    )


def _sample(
    family: str, number: int, main: str, entries: tuple[Entry, ...], head: str = ""
) -> Sample:
    url = f"{HOST}/xxgk/tzgg/index.html"
    channels = (*((name, f"{HOST}/{folder}/") for name, folder in _CHANNELS),
                ("信息公开", f"{HOST}/xxgk/"), ("通知公告", f"{HOST}/xxgk/tzgg/"))  # fmt: skip
    html = _page(main, number, head=head, side=number % 4 != 3)
    return Sample(family, url, html, _truth(entries, url), channels)


def _old_table(family: str, chance: random.Random, number: int) -> Sample:
    recent = number % 3 == 0
    entries = _entries(chance, chance.choice(("id", "query")), recent=recent)
    show = _date_of(chance, recent=recent)
    rows = "".join(
        '<tr><td width="3%"><img src="/i/dot.gif"></td><td width="80%" height="26">'
        f'<a href="{e.url}" target="_blank" class="a1">{e.title}</a></td>'
        f'<td width="17%" align="right"><font color="#999">{show(e.day)}</font></td></tr>'
        + (
            '<tr><td colspan="3" background="/i/line.gif" height="1"></td></tr>'
            if number % 2
            else ""
        )
        for e in entries
    )
    return _sample(family, number, f'<table width="98%" border="0">{rows}</table>', entries)


def _ul_span(family: str, chance: random.Random, number: int) -> Sample:
    recent = number % 2 == 0
    entries = _entries(chance, chance.choice(("trs", "id")), recent=recent)
    show = _date_of(chance, recent=recent)
    rows = []
    for at, e in enumerate(entries):
        link = f'<a href="{e.url}" title="{e.title}">{e.title[:18]}...</a>'
        day = f"<span class='date'>{show(e.day)}</span>"
        line = ' class="line"' if at % 5 == 4 else ""
        rows.append(
            f"<li{line}>{day}{link}</li>" if number % 4 < 2 else f"<li{line}>{link}{day}</li>"
        )
    return _sample(family, number, f'<ul class="list">{"".join(rows)}</ul>', entries)


def _dl_dt(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "id", recent=False)
    show = _date_of(chance, recent=False)
    if number % 2:
        rows = "".join(
            f'<dl><dt><a href="{e.url}">{e.title}</a></dt><dd>为贯彻落实有关要求，现将事项通知如下…'
            f"<em>{show(e.day)}</em></dd></dl>"
            for e in entries
        )
        return _sample(family, number, f'<div class="newslist">{rows}</div>', entries)
    rows = "".join(
        f'<dt><a href="{e.url}">{e.title}</a></dt><dd>{show(e.day)}</dd>' for e in entries
    )
    return _sample(family, number, f'<dl class="list">{rows}</dl>', entries)


def _cards(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, chance.choice(("id", "art")), recent=False)
    shapes: tuple[Callable[[date], str], ...] = (
        lambda d: f'<div class="time"><b>{d:%d}</b><i>{d:%Y-%m}</i></div>',
        lambda d: f'<div class="time"><p>{d.day}</p><span>{d:%Y.%m}</span></div>',
        lambda d: f'<div class="time"><em>{d:%m-%d}</em><span>{d.year}</span></div>',
        lambda d: f'<div class="time">{d:%Y-%m-%d}</div>',
        lambda d: f'<div class="time"><span>{d.year}年</span><b>{d:%m}月{d:%d}日</b></div>',
        lambda d: f'<div class="time"><b>{d:%d}</b><span>{d.year}年{d.month}月</span></div>',
    )
    show = shapes[number % len(shapes)]
    rows = "".join(
        f'<div class="item clearfix">{show(e.day)}<div class="txt"><h3><a href="{e.url}">{e.title}</a>'
        f"</h3><p>近日，有关部门就相关工作作出部署，要求各单位抓好落实，确保取得实效。</p>"
        f'<a class="more" href="{e.url}">查看详情</a></div></div>'
        for e in entries
    )
    return _sample(family, number, f'<div class="news">{rows}</div>', entries)


def _trs(family: str, chance: random.Random, number: int) -> Sample:
    recent = number % 2 == 0
    entries = _entries(chance, "trs", recent=recent)
    show = _FORMATS[18 + number % 3] if number % 4 == 0 else _date_of(chance, recent=False)
    rows = "".join(
        f'<li><a href="{e.url}" target="_blank">{e.title}</a><span>{show(e.day)}</span></li>'
        for e in entries
    )
    pager = '<div class="page"><script>createPageHTML(12, 0, "index", "html");</script></div>'
    return _sample(family, number, f'<div class="gl_list"><ul>{rows}</ul></div>{pager}', entries)


def _jpage(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "art", recent=False)
    show = _date_of(chance, recent=False)
    records = "".join(
        "<record><![CDATA["
        + (f'<li><a href="{e.url}" title="{e.title}" target="_blank">{e.title}</a>'
           f'<span class="bt-date">{show(e.day)}</span></li>' if number % 2 else
           f'<tr><td><a href="{e.url}" target="_blank">{e.title}</a></td><td width=90>'
           f"{show(e.day)}</td></tr>")
        + "]]></record>"
        for e in entries
    )  # fmt: skip
    main = (
        '<div id="1234" class="list"></div><script type="text/xml"><datastore><nextgroup>'
        '<![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&columnid=15"></a>]]>'
        f"</nextgroup><recordset>{records}</recordset><totalrecord>45</totalrecord></datastore>"
        "</script><script src='/script/jpage.js'></script>"
    )
    return _sample(family, number, main, entries)


def _policy_library(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "id", recent=False)
    show = _date_of(chance, recent=False)
    rows = ""
    for at, e in enumerate(entries, 1):
        signed, applies = e.day - timedelta(days=9), e.day + timedelta(days=1 - 2 * (at % 2))
        applies = min(applies + timedelta(days=1), READ_ON)
        rows += (
            f"<tr><td>{at}</td><td class='info'><a href='{e.url}'>{e.title}</a></td><td>市政府办公室</td>"
            f"<td>某政办发〔{e.day.year}〕{at}号</td><td>{show(signed)}</td><td>{show(e.day)}</td>"
            + (f"<td>{show(applies)}</td>" if number % 2 else "")
            + "<td>有效</td></tr>"
        )
    more = "<th>施行日期</th>" if number % 2 else ""
    head = (
        "<tr><th>序号</th><th>标题</th><th>发文机关</th><th>发文字号</th><th>成文日期</th>"
        f"<th>发布日期</th>{more}<th>有效性</th></tr>"
    )
    return _sample(family, number, f'<table class="zcwjk">{head}{rows}</table>', entries)


def _catalogue(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, chance.choice(("trs", "id")), recent=False)
    show = _date_of(chance, recent=False)
    rows = "".join(
        f'<li class="clearfix"><a class="tit" href="{e.url}" target="_blank">{e.title}</a>'
        f'<span class="date">{show(e.day)}</span><div class="xx_box" style="display:none"><table>'
        f"<tr><td>索 引 号：</td><td>00000{at}/2025-{at:05}</td></tr><tr><td>发布机构：</td><td>某局</td>"
        f"</tr><tr><td>成文日期：</td><td>{e.day - timedelta(days=6):%Y-%m-%d}</td></tr><tr><td>名称："
        f"</td><td>{e.title}</td></tr></table></div></li>"
        for at, e in enumerate(entries)
    )
    return _sample(family, number, f'<div class="xxgk_list"><ul>{rows}</ul></div>', entries)


def _inside_link(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "id", recent=False)
    show = _date_of(chance, recent=False)
    rows = "".join(
        (f'<p><a href="{e.url}">{e.title}<span>{show(e.day)}</span></a></p>' if number % 3 == 0 else
         f'<div class="line"><a href="{e.url}">{e.title}</a>&nbsp;&nbsp;{show(e.day)}<br></div>'
         if number % 3 == 1 else
         f'<a href="{e.url}" class="row"><div class="t">{e.title}</div><div class="d">{show(e.day)}</div></a>')
        for e in entries
    )  # fmt: skip
    return _sample(family, number, f'<div class="content_list">{rows}</div>', entries)


def _bare_lines(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "id", recent=False)
    show = _date_of(chance, recent=False)
    rows = "<br>".join(
        f'·<a href="{e.url}">{e.title}</a> <font color=gray>{show(e.day)}</font>' for e in entries
    )
    return _sample(family, number, f'<table><tr><td class="nr">{rows}</td></tr></table>', entries)


def _two_links(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "id", recent=False)
    show = _date_of(chance, recent=False)
    rows = "".join(
        f'<li>{"<em>置顶</em>" if not at and number % 2 else ""}<a class="lb" href="/xxgk/gs/">[公示公告]</a>'
        f'<a class="bt" href="{e.url}">{e.title}</a>{"<img src=/i/new.gif>" if at < 2 else ""}'
        f"<i>{show(e.day)}</i></li>"
        for at, e in enumerate(entries)
    )
    return _sample(family, number, f'<ul class="gsgg">{rows}</ul>', entries)


def _picture_cards(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "art", recent=False)
    show = _date_of(chance, recent=False)
    rows = "".join(
        f'<div class="col-md-4"><a href="{e.url}"><img src="/p/{at}.jpg" alt="{e.title}"></a>'
        f'<div class="cap"><a href="{e.url}" title="{e.title}">{e.title}</a><p>{show(e.day)}</p></div></div>'
        for at, e in enumerate(entries)
    )
    return _sample(family, number, f'<div class="row piclist">{rows}</div>', entries)


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


def _behind_script(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "art", recent=False)
    title, url, day = _FIELDS[number % len(_FIELDS)]
    show = chance.choice(_FORMATS[:3] + _FORMATS[7:10])
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
    made = _sample(family, number, main, entries)
    bare = _page(main, number, side=False)
    return Sample(family, made.url, bare, made.entries, made.channels, data.encode())


def _milliseconds(day: date) -> int:
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000 + 3_600_000


def _inline_data(family: str, chance: random.Random, number: int) -> Sample:
    entries = _entries(chance, "id", recent=False)
    show = chance.choice(_FORMATS[:3])
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
    made = _sample(family, number, main, entries)
    return Sample(family, made.url, _page(main, number, side=False), made.entries, made.channels)


FAMILIES: dict[str, Callable[[str, random.Random, int], Sample]] = {
    "old table": _old_table,
    "ul/li + span": _ul_span,
    "dl/dt": _dl_dt,
    "cards": _cards,
    "TRS, createPageHTML": _trs,
    "大汉 jpage datastore": _jpage,
    "policy library table": _policy_library,
    "catalogue with hover boxes": _catalogue,
    "date inside the link": _inside_link,
    "lines in one cell": _bare_lines,
    "category link before the title": _two_links,
    "picture cards": _picture_cards,
    "JSON behind the list": _behind_script,
    "data in a script": _inline_data,
}
