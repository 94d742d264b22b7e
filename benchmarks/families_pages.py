# ruff: noqa: E501 - markup reads better in one line
"""List pages of the page families that content systems of public bodies print, with their truth.

The markup follows what real systems print: tables, ul/li, dl/dt, cards, TRS, 大汉 jpage, boxy,
policy libraries, catalogues with hover boxes, ASP tables; data in ``families_scripts.py``.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from benchmarks.families_parts import FORMATS, READ_ON, Sample, draw_entries, draw_format, sample
from benchmarks.families_scripts import behind_script, inline_data


def _old_table(family: str, chance: random.Random, number: int) -> Sample:
    recent = number % 3 == 0
    entries = draw_entries(chance, chance.choice(("id", "query")), recent=recent)
    show = draw_format(chance, recent=recent)
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
    return sample(family, number, f'<table width="98%" border="0">{rows}</table>', entries)


def _ul_span(family: str, chance: random.Random, number: int) -> Sample:
    recent = number % 2 == 0
    entries = draw_entries(chance, chance.choice(("trs", "id")), recent=recent)
    show = draw_format(chance, recent=recent)
    rows = []
    for at, e in enumerate(entries):
        link = f'<a href="{e.url}" title="{e.title}">{e.title[:18]}...</a>'
        day = f"<span class='date'>{show(e.day)}</span>"
        line = ' class="line"' if at % 5 == 4 else ""
        rows.append(
            f"<li{line}>{day}{link}</li>" if number % 4 < 2 else f"<li{line}>{link}{day}</li>"
        )
    return sample(family, number, f'<ul class="list">{"".join(rows)}</ul>', entries)


def _dl_dt(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "id", recent=False)
    show = draw_format(chance, recent=False)
    if number % 2:
        rows = "".join(
            f'<dl><dt><a href="{e.url}">{e.title}</a></dt><dd>为贯彻落实有关要求，现将事项通知如下…'
            f"<em>{show(e.day)}</em></dd></dl>"
            for e in entries
        )
        return sample(family, number, f'<div class="newslist">{rows}</div>', entries)
    rows = "".join(
        f'<dt><a href="{e.url}">{e.title}</a></dt><dd>{show(e.day)}</dd>' for e in entries
    )
    return sample(family, number, f'<dl class="list">{rows}</dl>', entries)


def _cards(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, chance.choice(("id", "art")), recent=False)
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
    return sample(family, number, f'<div class="news">{rows}</div>', entries)


def _trs(family: str, chance: random.Random, number: int) -> Sample:
    recent = number % 2 == 0
    entries = draw_entries(chance, "trs", recent=recent)
    show = FORMATS[18 + number % 3] if number % 4 == 0 else draw_format(chance, recent=False)
    rows = "".join(
        f'<li><a href="{e.url}" target="_blank">{e.title}</a><span>{show(e.day)}</span></li>'
        for e in entries
    )
    pager = '<div class="page"><script>createPageHTML(12, 0, "index", "html");</script></div>'
    return sample(family, number, f'<div class="gl_list"><ul>{rows}</ul></div>{pager}', entries)


def _jpage(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "art", recent=False)
    show = draw_format(chance, recent=False)
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
    return sample(family, number, main, entries)


def _policy_library(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "id", recent=False)
    show = draw_format(chance, recent=False)
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
    return sample(family, number, f'<table class="zcwjk">{head}{rows}</table>', entries)


def _catalogue(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, chance.choice(("trs", "id")), recent=False)
    show = draw_format(chance, recent=False)
    rows = "".join(
        f'<li class="clearfix"><a class="tit" href="{e.url}" target="_blank">{e.title}</a>'
        f'<span class="date">{show(e.day)}</span><div class="xx_box" style="display:none"><table>'
        f"<tr><td>索 引 号：</td><td>00000{at}/2025-{at:05}</td></tr><tr><td>发布机构：</td><td>某局</td>"
        f"</tr><tr><td>成文日期：</td><td>{e.day - timedelta(days=6):%Y-%m-%d}</td></tr><tr><td>名称："
        f"</td><td>{e.title}</td></tr></table></div></li>"
        for at, e in enumerate(entries)
    )
    return sample(family, number, f'<div class="xxgk_list"><ul>{rows}</ul></div>', entries)


def _inside_link(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "id", recent=False)
    show = draw_format(chance, recent=False)
    rows = "".join(
        (f'<p><a href="{e.url}">{e.title}<span>{show(e.day)}</span></a></p>' if number % 3 == 0 else
         f'<div class="line"><a href="{e.url}">{e.title}</a>&nbsp;&nbsp;{show(e.day)}<br></div>'
         if number % 3 == 1 else
         f'<a href="{e.url}" class="row"><div class="t">{e.title}</div><div class="d">{show(e.day)}</div></a>')
        for e in entries
    )  # fmt: skip
    return sample(family, number, f'<div class="content_list">{rows}</div>', entries)


def _bare_lines(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "id", recent=False)
    show = draw_format(chance, recent=False)
    rows = "<br>".join(
        f'·<a href="{e.url}">{e.title}</a> <font color=gray>{show(e.day)}</font>' for e in entries
    )
    return sample(family, number, f'<table><tr><td class="nr">{rows}</td></tr></table>', entries)


def _two_links(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "id", recent=False)
    show = draw_format(chance, recent=False)
    rows = "".join(
        f'<li>{"<em>置顶</em>" if not at and number % 2 else ""}<a class="lb" href="/xxgk/gs/">[公示公告]</a>'
        f'<a class="bt" href="{e.url}">{e.title}</a>{"<img src=/i/new.gif>" if at < 2 else ""}'
        f"<i>{show(e.day)}</i></li>"
        for at, e in enumerate(entries)
    )
    return sample(family, number, f'<ul class="gsgg">{rows}</ul>', entries)


def _picture_cards(family: str, chance: random.Random, number: int) -> Sample:
    entries = draw_entries(chance, "art", recent=False)
    show = draw_format(chance, recent=False)
    rows = "".join(
        f'<div class="col-md-4"><a href="{e.url}"><img src="/p/{at}.jpg" alt="{e.title}"></a>'
        f'<div class="cap"><a href="{e.url}" title="{e.title}">{e.title}</a><p>{show(e.day)}</p></div></div>'
        for at, e in enumerate(entries)
    )
    return sample(family, number, f'<div class="row piclist">{rows}</div>', entries)


def samples(pages_per_family: int = 40, seed: int = 11) -> Iterator[Sample]:
    """``pages_per_family`` pages of every family."""
    chance = random.Random(seed)
    for family, draw in FAMILIES.items():
        for number in range(pages_per_family):
            yield draw(family, chance, number)


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
    "JSON behind the list": behind_script,
    "data in a script": inline_data,
}
