"""List pages (栏目页) and home pages: which entries they show and how sure that is.

Nothing is called empty without a proof of emptiness: a page whose list is not recognised is
UNRECOGNISED (未采到), never an empty channel.
"""

import re
from dataclasses import replace
from datetime import date

from gongkai_monitor.identity import stable_id
from gongkai_monitor.text import charset, list_absence, list_notes, list_scripts, paging
from gongkai_monitor.text.list_family import ListFamily, family_of
from gongkai_monitor.text.list_groups import Anchor, Group, find_groups
from gongkai_monitor.text.list_inline import inline_entries
from gongkai_monitor.text.list_page import HomePage, ListEntry, ListPage, ListReading
from gongkai_monitor.text.page import Page
from gongkai_monitor.text.regions import Placement, Region
from gongkai_monitor.text.skeleton import frame, skeleton

_OTHER_BOX = re.compile(
    r"^\W{0,3}(?:热门|热点(?:推荐|新闻|信息|文章)|点击(?:排行|率|量)|阅读排行|排行"
    r"|最新(?:文章|信息|发布|动态|更新)"
    r"|推荐(?:阅读|信息|文章)?|相关(?:链接|信息|文章|阅读|新闻|附件|文档|文件)|延伸阅读|猜你"
    r"|友情链接|网站导航|快速(?:通道|导航)"
    r"|上一篇|下一篇|附件)"
)
_ARTICLE_MARK = re.compile(
    r"(?:发布|发表|公布)(?:时间|日期)\s{0,2}[:：]\s{0,2}(?:19|20)\d\d.{0,80}"
)
_MOST_UNDATED = 100  # more links without a date are a menu
_TEXT_BESIDE_LIST = 5  # lists with summaries have about three times the text of their titles
_LITTLE_PROSE = 150
_APART = Region.NAVIGATION | Region.FOOTER | Region.CRUMB


def read_list(page: Page, reference: date, selector: str | None = None) -> ListPage:
    """Read one list page.

    Args:
        page: the parsed page.
        reference: the day it was fetched (Asia/Shanghai); completes dates without a year.
        selector: finds the links of the entries, where a person had to say it.

    Returns:
        The entries in page order, the following pages, and how it was read. Items of a
        SCRIPT_RENDERED page prove that it is alive, never that it is stale.
    """
    if page.is_refused or charset.is_mojibake(page.html):
        return _bare(page, ListReading.UNRECOGNISED, reference)
    scripts = list_scripts.inline_scripts(page)
    target = list_scripts.redirect_target(page, scripts)
    if target is not None:
        return replace(_bare(page, ListReading.REDIRECT, reference), redirects_to=target)
    if selector is not None:
        return _by_selector(page, reference, selector)
    groups = _choose(page, reference)
    if paging.total_count(page) == 0 and not any(group.dated_count for group in groups):
        groups = []
    is_article = list_absence.has_article_tag(page) or _is_beside_text(page, groups)
    if groups and not is_article:
        return _as_list(page, groups, ListReading.READ, reference)
    inside = _inside_scripts(page, scripts, reference)
    return inside or _without_list(page, scripts, reference, is_article=is_article)


def _by_selector(page: Page, reference: date, selector: str) -> ListPage:
    """The list that a person pointed to; where it finds nothing, only stated words are believed."""
    wanted = frozenset(node.mem_id for node in page.tree.css(selector))
    groups = find_groups(page, reference, Placement(), only=wanted) if wanted else []
    if groups:
        return _as_list(page, groups, ListReading.READ, reference)
    if list_absence.is_stated_empty(page):
        return replace(_bare(page, ListReading.EMPTY, reference), is_stated_empty=True)
    return _bare(page, ListReading.UNRECOGNISED, reference)


def _inside_scripts(page: Page, scripts: str, reference: date) -> ListPage | None:
    """A list whose rows stand in the page for a script to draw."""
    embedded = list_scripts.embedded_records(page)
    inner = _choose(Page.parse(embedded, page.url), reference) if embedded else []
    if inner:
        found = _as_list(page, inner, ListReading.READ, reference)
        return replace(
            found,
            family=ListFamily.DATASTORE,
            total_count=list_scripts.embedded_total(page),
            next_urls=list_scripts.embedded_next(page) or found.next_urls,
        )
    entries = inline_entries(page, scripts, reference)
    if not entries:
        return None
    return ListPage(
        reading=ListReading.READ,
        read_on=reference,
        items=entries,
        next_urls=paging.next_pages(page),
        skeleton=stable_id("inline", frame(page)),
        frame=frame(page),
        family=ListFamily.INLINE_DATA,
        total_count=paging.total_count(page),
    )


def read_home(page: Page, reference: date) -> HomePage:
    """Dated items of a home page, each address once; future dates are left out."""
    placement = Placement()
    entries: dict[str, ListEntry] = {}
    groups = find_groups(page, reference, placement)
    for group in groups:
        if group.region & Region.FOOTER:
            continue
        for anchor in group.anchors:
            day = anchor.printed_on
            if day is not None and day <= reference and anchor.url not in entries:
                entries[anchor.url] = _entry(anchor, anchor.order)
    titles = sum(
        len(group.anchors)
        for group in groups
        if group.mean_title >= 10 and not group.region & _APART
    )
    items = tuple(sorted(entries.values(), key=lambda entry: entry.position))
    return HomePage(items=items, is_navigation_only=not items and titles < 5)


def _choose(page: Page, reference: date) -> list[Group]:
    """The groups that are the list of this page; none when no group looks like one."""
    groups = find_groups(page, reference, Placement())
    paged = _before_pager(page, groups)
    scored = sorted(
        ((_score(group) * (2.0 if group is paged else 1.0), group) for group in groups),
        key=lambda pair: -pair[0],
    )
    if not scored or scored[0][0] <= 0:
        return []
    best = scored[0][1]
    chosen = [best]
    inside = {node.mem_id for node in best.container.css("a")} - {
        node.mem_id for anchor in best.anchors if anchor.row for node in anchor.row.css("a")
    }
    pager = paging.has_pager(page)
    for score, group in scored[1:]:
        if score <= 0 or group.dated_share < 0.6:
            continue
        within = any(anchor.node.mem_id in inside for anchor in group.anchors)
        if within or (not pager and best.dated_share >= 0.5 and len(group.anchors) >= 2):
            chosen.append(group)
    return chosen


def _before_pager(page: Page, groups: list[Group]) -> Group | None:
    """The group that ends right before the link 下一页."""
    at = next(
        (
            order
            for order, node in enumerate(page.tree.css("a"))
            if paging.is_next_link(node.text().strip())
        ),
        None,
    )
    before = [group for group in groups if at is not None and group.anchors[-1].order < at]
    return max(before, key=lambda group: group.anchors[-1].order, default=None)


def _score(group: Group) -> float:
    """How much a group looks like the list of the page; 0 when it cannot be it."""
    count = len(group.anchors)
    if _is_apart(group) or _OTHER_BOX.match(group.heading):
        return 0.0
    if count >= 3 and 3 * len({anchor.url for anchor in group.anchors}) <= count:
        return 0.0  # the same few links in every row: categories, not entries
    if group.dated_count == 0 and not (3 <= count <= _MOST_UNDATED and group.mean_title >= 9):
        return 0.0
    if group.dated_count and group.dated_share < 0.3 and group.mean_title < 8:
        return 0.0
    weight = float(sum(min(len(anchor.title), 40) for anchor in group.anchors))
    weight *= 1.0 + 3.0 * group.dated_share
    if group.region & Region.SIDE:
        weight *= 0.25
    if group.region & Region.HIDDEN:  # tabs hide whole lists, and so do floating boxes
        weight *= 0.6
    return weight


def _is_apart(group: Group) -> bool:
    """In navigation or footer; but no footer holds a dated list, whatever its box is called."""
    apart = group.region & _APART
    is_dated = group.dated_count >= 3 and group.dated_share >= 0.6
    return bool(apart) and not (apart == Region.FOOTER and is_dated)


def _is_beside_text(page: Page, groups: list[Group]) -> bool:
    """Whether the page is a text of its own and the links only stand beside it."""
    if not groups:
        return False
    link_lines = {anchor.title for group in groups for anchor in group.anchors}
    prose = list_absence.prose_length(page, link_lines)
    titles = sum(len(anchor.title) for group in groups for anchor in group.anchors)
    dated = sum(group.dated_count for group in groups)
    if dated < 5 and (prose >= _LITTLE_PROSE or not dated) and _ARTICLE_MARK.search(page.text):
        return True
    if dated and prose < _LITTLE_PROSE and paging.has_pager(page):
        return False  # the last page of a list may hold one entry only
    times = _TEXT_BESIDE_LIST if dated else 2
    if len(page.text) > times * titles and list_absence.own_text_length(page) > times * titles:
        return True
    return prose > 3 * titles if dated >= 3 else prose > titles


def _bare(page: Page, reading: ListReading, reference: date) -> ListPage:
    """A page without entries."""
    return ListPage(reading=reading, read_on=reference, skeleton=skeleton(page), frame=frame(page))


def _as_list(page: Page, groups: list[Group], reading: ListReading, reference: date) -> ListPage:
    anchors = sorted(
        (anchor for group in groups for anchor in group.anchors), key=lambda item: item.order
    )
    unique = {(anchor.url, anchor.title): anchor for anchor in reversed(anchors)}
    ordered = sorted(unique.values(), key=lambda item: item.order)
    return ListPage(
        reading=reading,
        read_on=reference,
        items=tuple(_entry(anchor, position) for position, anchor in enumerate(ordered)),
        next_urls=paging.next_pages(page),
        skeleton=stable_id("list", groups[0].path),
        frame=frame(page),
        family=family_of(groups[0].anchors[0].row),
        total_count=paging.total_count(page),
    )


def _entry(anchor: Anchor, position: int) -> ListEntry:
    return ListEntry(
        url=anchor.url,
        title=anchor.title,
        printed_on=anchor.printed_on,
        date_source=anchor.source,
        position=position,
    )


def _without_list(page: Page, scripts: str, reference: date, *, is_article: bool) -> ListPage:
    """A page on which no list was recognised: why?"""
    found = _bare(page, ListReading.UNRECOGNISED, reference)
    entrance = list_scripts.lone_link(page)
    if entrance is not None:
        url, sentence = entrance
        return replace(found, reading=ListReading.REDIRECT, redirects_to=url, explanation=sentence)
    reason = None if is_article else list_notes.stated_reason(page)
    if reason is not None:
        return replace(
            found, reading=ListReading.EXPLAINED, explanation=reason, is_stated_empty=True
        )
    if is_article or list_absence.is_prose(page):
        return replace(found, reading=ListReading.ARTICLE)
    endpoints = list_scripts.data_urls(page, scripts)
    commented = list_scripts.commented_html(page)
    if endpoints or commented or list_absence.is_filled_by_script(page, scripts):
        groups = _choose(Page.parse(commented, page.url), reference) if commented else []
        shown = _as_list(page, groups, ListReading.SCRIPT_RENDERED, reference) if groups else found
        return replace(
            shown,
            reading=ListReading.SCRIPT_RENDERED,
            data_urls=endpoints,
            next_urls=paging.next_pages(page),
            skeleton=found.skeleton,
        )
    if list_absence.is_proven_empty(page):
        is_stated = list_absence.is_stated_empty(page)
        return replace(found, reading=ListReading.EMPTY, is_stated_empty=is_stated)
    return found
