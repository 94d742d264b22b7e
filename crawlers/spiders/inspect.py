"""The inspection of a site: what its home page promises, and whether that works.

At most twenty-four pages per site and round: home, a missing address, three lists, site map,
platform, 咨询 form, search page, three searches of up to three pages, yearly table, two scripts.
What is said of each item is kept as a note; the rows are written when the round ends, one per item,
also for what could not be told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urljoin, urlsplit

import orjson

from crawlers.inspections import accessibility, pages
from crawlers.inspections.home import (
    consult_url,
    footer_marks,
    home_statements,
    inner_footer,
    scripts_to_read,
)
from crawlers.inspections.ipv6 import Ipv6Inspection, system_resolver
from crawlers.inspections.seen import Seen, inspection_row, sum_up, unread
from crawlers.items import Harvest
from crawlers.jobs import Job
from crawlers.reading import Answer
from crawlers.site_follow import home_redirect
from crawlers.site_pages import list_of
from crawlers.spiders.base import JobSpider
from gongkai_monitor import clock
from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.collection.plan import PlannedSite
from gongkai_monitor.identity import stable_id
from gongkai_monitor.model.observations import Observation
from gongkai_monitor.text import entrances
from gongkai_monitor.text.page import Page, host_of
from gongkai_monitor.text.site_search import SearchForm, find_search, search_page
from gongkai_monitor.vocabulary import (
    ChannelKind,
    CollectionCause,
    FetchPurpose,
    InspectionItem,
    InspectionResult,
)

_LISTS = 3
_INDEXED_AFTER = timedelta(days=3)
"""A search engine of a site takes up new articles over night; three days are fair."""
_FIRST_KINDS = (ChannelKind.NEWS, ChannelKind.NOTICE, ChannelKind.POLICY)
_DUE_MONTH = 2
_OF_RUNNING = tuple(
    item for item in InspectionItem if item is not InspectionItem.CLOSED_ANSWERS
)  # fmt: skip


class InspectSpider(JobSpider):
    """One SiteInspection row per site and item."""

    name = "inspect"
    max_attempts = 2

    def first_jobs(self) -> Iterable[Job]:
        """The home page and an address that nobody has; of closed sites only the home page."""
        for site in self.context.plan.sites:
            if site.is_closed:
                yield self._job(site, site.home_url, "closed")
                continue
            yield self._job(site, site.home_url, "home")
            name = stable_id("missing", site.site_code, self.context.round_id)[:12]
            yield self._job(site, urljoin(site.home_url, f"/gk{name}.html"), "error")

    def home_url(self, job: Job) -> str | None:
        """From the plan."""
        return self._sites[job.subject].home_url

    def read(self, answer: Answer) -> Harvest:
        """By what the page was asked for."""
        site = self._sites[answer.job.subject]
        match answer.job.step:
            case "home":
                return self._read_home(answer, site)
            case "list":
                return self._read_list(answer, site)
            case "consult":
                return self._read_consult(answer, site)
            case "search_form":
                return self._read_search_form(answer, site)
            case "search":
                return self._read_search(answer, site)
            case _:
                return self._read_other(answer, site)

    def closing_records(self, reason: str) -> Iterable[Observation]:
        """One row per item, whatever happened."""
        del reason
        for site in self.context.plan.sites:
            yield from self._rows(site)

    # the pages

    def _read_home(self, answer: Answer, site: PlannedSite) -> Harvest:
        step = home_redirect(answer)
        if step is not None:
            return Harvest(jobs=self.new_jobs([replace(step, purpose=FetchPurpose.INSPECT)]))
        page = answer.page
        if not answer.is_ok or page is None:
            said = unread(answer, InspectionItem.SITE_MAP)
            return Harvest(notes={f"silent\t{site.site_code}": said.model_dump_json()})
        notes = self._notes(site, answer, home_statements(answer, page, site))
        marks = footer_marks(page)
        notes[f"footer\t{site.site_code}"] = orjson.dumps(marks).decode()
        notes[f"hosts\t{site.site_code}"] = orjson.dumps(_own_hosts(page)).decode()
        form = find_search(page)
        if form is not None:
            notes |= _form_note(site, form)
        if self._accessibility is not None:
            notes[f"html\t{site.site_code}"] = page.html[: accessibility.LONGEST_PAGE]
        return Harvest(jobs=self.new_jobs(self._following(site, page)), notes=notes)

    def _following(self, site: PlannedSite, page: Page) -> Iterator[Job]:
        """The pages that the home page makes worth asking for."""
        elsewhere = search_page(page) if find_search(page) is None else None
        if elsewhere is not None:
            yield self._job(site, elsewhere, "search_form")
        else:
            yield from self._lists(site)
        platform = entrances.platform(page)
        if platform is not None:
            yield self._job(site, platform.url, "platform")
        entrance = entrances.site_map(page)
        if entrance is not None:
            yield self._job(site, entrance.url, "site_map")
        consult = consult_url(page, site)
        if consult is not None:
            yield self._job(site, consult, "consult")
        for url in (scripts := scripts_to_read(page)):
            yield replace(self._job(site, url, "script"), page=len(scripts))
        tables = entrances.yearly_tables(page)
        if tables and self._due_year is not None:
            year = str(self._due_year)
            chosen = next((one for one in tables if year in one.text), tables[0])
            yield self._job(site, chosen.url, "yearly")

    def _lists(self, site: PlannedSite) -> Iterator[Job]:
        """The lists whose titles are searched for, once it is known how a search is asked."""
        for url in self._sample(site):
            yield self._job(site, url, "list")

    def _read_search_form(self, answer: Answer, site: PlannedSite) -> Harvest:
        """A search that stands on a page of its own, maybe on another host."""
        form = find_search(answer.page) if answer.is_ok and answer.page is not None else None
        notes = _form_note(site, form) if form is not None else {}
        return Harvest(jobs=self.new_jobs(self._lists(site)), notes=notes)

    def _read_search(self, answer: Answer, site: PlannedSite) -> Harvest:
        """Results, or the data and pages that hold them."""
        said, following = pages.search_page(answer, answer.job.page)
        jobs = [replace(answer.job, url=url, depth=answer.job.depth + 1) for url in following]
        new = self.new_jobs(jobs)
        if said is None and not new:
            said = unread(answer, InspectionItem.SEARCH_RESULT)
        return Harvest(jobs=new, notes=self._notes(site, answer, [said] if said else []))

    def _read_list(self, answer: Answer, site: PlannedSite) -> Harvest:
        """A list gives a title to search for, and an inner footer."""
        before = self._today - _INDEXED_AFTER
        titles = pages.titles_of(list_of(answer), before) if answer.is_ok else []
        jobs: list[Job] = []
        for _, value in self.context.frontier.notes(f"form\t{site.site_code}"):
            action, field, others = orjson.loads(value)
            form = SearchForm(action, field, tuple((name, text) for name, text in others))
            for title in titles[:1]:
                job = self._job(site, form.url_for(title), "search")
                jobs.append(replace(job, title=title, page=len(self._sample(site))))
        return Harvest(
            jobs=self.new_jobs(jobs), notes=self._notes(site, answer, self._inner(answer, site))
        )

    def _read_consult(self, answer: Answer, site: PlannedSite) -> Harvest:
        said, form = pages.consult_page(answer)
        jobs = [replace(self._job(site, form, "consult"), depth=1)] if form else []
        spoken = (said, pages.consult_form(answer))
        statements = [*filter(None, spoken), *self._inner(answer, site)]
        return Harvest(jobs=self.new_jobs(jobs), notes=self._notes(site, answer, statements))

    def _read_other(self, answer: Answer, site: PlannedSite) -> Harvest:
        statements: list[Seen] = []
        match answer.job.step:
            case "error":
                statements = [pages.error_page(answer)]
            case "closed":
                statements = [pages.closed_site(answer)]
            case "platform":
                statements = [pages.platform_page(answer), *self._inner(answer, site)]
            case "script":
                statements = [pages.script_page(answer, answer.job.page)]
            case "site_map":
                statements = [pages.site_map_page(answer), *self._inner(answer, site)]
            case "yearly" if self._due_year is not None:
                said = pages.yearly_page(answer, self._due_year)
                statements = [said, *self._inner(answer, site)]
        return Harvest(notes=self._notes(site, answer, statements))

    def _inner(self, answer: Answer, site: PlannedSite) -> Iterator[Seen]:
        """The footer of an inner page of the site itself."""
        if answer.page is None or not pages.is_own_page(answer, site.home_url):
            return
        for _, marks in self.context.frontier.notes(f"footer\t{site.site_code}"):
            yield inner_footer(answer, answer.page, tuple(orjson.loads(marks)))

    # the rows

    def _rows(self, site: PlannedSite) -> Iterator[Observation]:
        said: dict[InspectionItem, list[Seen]] = {}
        for _, value in self.context.frontier.notes(f"seen\t{site.site_code}\t"):
            statement = Seen.model_validate_json(value)
            said.setdefault(statement.item, []).append(statement)
        if not site.is_closed and not self._silence(site):
            for statement in self._looked_up(site):
                said.setdefault(statement.item, []).append(statement)
        items = (InspectionItem.CLOSED_ANSWERS,) if site.is_closed else _OF_RUNNING
        for item in items:
            chosen = sum_up(said[item]) if item in said else self._unknown(site, item)
            yield inspection_row(site.site_code, self.context.round_id, chosen)

    def _looked_up(self, site: PlannedSite) -> Iterator[Seen]:
        """What is asked of the name system and of the browser, after the crawl."""
        hosts: dict[str, int] = {}
        for _, value in self.context.frontier.notes(f"hosts\t{site.site_code}"):
            hosts = orjson.loads(value)
        for one in self._ipv6.look(site.home_url, hosts):
            yield Seen(
                item=one.item,
                result=one.result,
                cause=one.cause,
                detail=one.detail,
                url=site.home_url,
                measured=one.measured,
                observed_at=clock.now(),
            )
        for _, html in self.context.frontier.notes(f"html\t{site.site_code}"):
            if self._accessibility is not None:
                yield accessibility.inspect(html, site.home_url, self._accessibility, clock.now())

    def _silence(self, site: PlannedSite) -> Seen | None:
        """Why the home page was not read; None when it was."""
        for _, value in self.context.frontier.notes(f"silent\t{site.site_code}"):
            return Seen.model_validate_json(value)
        return None

    def _unknown(self, site: PlannedSite, item: InspectionItem) -> Seen:
        """Nothing was said: the home page is silent, or no page led there."""
        silence = self._silence(site)
        if silence is not None:
            return silence.model_copy(update={"item": item})
        return Seen(
            item=item,
            result=InspectionResult.UNKNOWN,
            cause=CollectionCause.NOT_RUN,
            detail=_WHY_UNKNOWN.get(item, "本轮没有读到可以判断的页面"),
            url=site.home_url,
            observed_at=clock.now(),
        )

    # small things

    def _job(self, site: PlannedSite, url: str, step: str) -> Job:
        return Job(url=url, purpose=FetchPurpose.INSPECT, subject=site.site_code, step=step)

    def _notes(
        self, site: PlannedSite, answer: Answer, statements: Iterable[Seen]
    ) -> dict[str, str]:
        prefix = f"seen\t{site.site_code}"
        return {
            f"{prefix}\t{one.item}\t{answer.job.step}\t{answer.job.url}": one.model_dump_json()
            for one in statements
        }

    def _sample(self, site: PlannedSite) -> list[str]:
        """Addresses of a few lists, those that are sure to hold entries first."""
        ordered = sorted(
            (row for row in site.channels if host_of(row.url) == host_of(site.home_url)),
            key=lambda row: (row.kind not in _FIRST_KINDS, row.level, row.url),
        )
        return [row.url for row in ordered[:_LISTS]]

    @cached_property
    def _ipv6(self) -> Ipv6Inspection:
        return Ipv6Inspection(
            policy=AddressPolicy.parse(self.context.settings.crawl.allow_addresses),
            user_agent=self.settings.get("USER_AGENT"),
            resolver=system_resolver(),
        )

    @cached_property
    def _accessibility(self) -> str | None:
        """The browser that runs the accessibility rules; None when it is not wanted or there."""
        browser = self.context.settings.browser
        return accessibility.find_browser(browser.executable) if browser.accessibility else None

    @cached_property
    def _today(self) -> date:
        return clock.china_date(self.context.as_of)

    @cached_property
    def _due_year(self) -> int | None:
        """The year whose table must be public; None in January, before the last day."""
        return self._today.year - 1 if self._today.month >= _DUE_MONTH else None

    @cached_property
    def _sites(self) -> dict[str, PlannedSite]:
        return {site.site_code: site for site in self.context.plan.sites}


_WHY_UNKNOWN = {
    InspectionItem.SEARCH_RESULT: "检索由脚本提交，或没有可用来检索的已知标题",
    InspectionItem.CONSULT_FORM: "没有读到咨询表单",
    InspectionItem.PLATFORM: "首页未见政府信息公开平台的链接（另按平台组成判断）",
    InspectionItem.YEARLY_TABLE: "首页未见年度工作报表入口，或未到公布期限",
    InspectionItem.ACCESS_RULES: "没有安装浏览器组件，未检查",
}


def _form_note(site: PlannedSite, form: SearchForm) -> dict[str, str]:
    words = [form.action, form.field, [list(pair) for pair in form.others]]
    return {f"form\t{site.site_code}": orjson.dumps(words).decode()}


def _own_hosts(page: Page) -> dict[str, int]:
    """Host names of the links that stay in the site's own domain, with their counts."""
    counts: Counter[str] = Counter()
    own = urlsplit(page.url).hostname or ""
    base = own.removeprefix("www.")
    for one in entrances.entrances(page):
        host = urlsplit(one.url).hostname or ""
        if host in {own, base} or host.endswith(f".{base}"):
            counts[host] += 1
    return dict(counts)
