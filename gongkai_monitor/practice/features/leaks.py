"""Leaked personal data in a page or in an attachment, and official numbers that are no leak."""

from collections.abc import Iterator

from stdnum.cn import ric

from gongkai_monitor.practice.exchange import Request, Response
from gongkai_monitor.practice.features.feature import Feature, Route
from gongkai_monitor.practice.features.places import entry_url, is_entry, number_of
from gongkai_monitor.practice.files import CONTENT_TYPES, file_bytes
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level

_CODE = "article.personal_data"
_LEAK, _OFFICIAL = 3, 2
"""Entries that hold the leak and the official numbers."""
_ENDINGS = {1: "xlsx", 2: "docx", 3: "pdf"}
_CYCLE = 5


class LeakFeature(Feature):
    """Of five sites one leaks in a page, three in a file, one nowhere."""

    def routes(self, plan: SitePlan) -> Iterator[tuple[str, Route]]:
        """The leaking file."""
        path = _file_path(plan)
        if path is not None:
            yield path, _file_route(path, _row(plan))

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """The leak, or the official numbers."""
        if is_entry(plan, channel, item, _OFFICIAL):
            return (_official_numbers(plan),)
        if not is_entry(plan, channel, item, _LEAK):
            return ()
        path = _file_path(plan)
        if path is not None:
            return (f'附件：<a href="{path}">补助发放对象花名册</a>',)
        if number_of(plan) % _CYCLE == 0:
            return (f"当事人李某，身份证号：{_id_number(plan)}，已按规定处理。",)
        return ()

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """The page or the file."""
        page = entry_url(plan, _LEAK)
        path = _file_path(plan)
        if page is None:
            return
        if path is not None:
            yield _fault(plan, plan.origin + path, f"{path.rpartition('.')[2]} 附件中有身份证号")
        elif number_of(plan) % _CYCLE == 0:
            yield _fault(plan, page, "网页中有身份证号")

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """办公电话、联系人手机、统一社会信用代码、文号、项目代码 are no leaks."""
        page = entry_url(plan, _OFFICIAL)
        if page is not None:
            note = "联系人手机、办公电话、信用代码、文号、项目代码"
            yield NearMiss(code=_CODE, subject_id=plan.site.site_code, object=page, note=note)


def _fault(plan: SitePlan, url: str, note: str) -> PlantedFault:
    return PlantedFault(
        code=_CODE, subject_id=plan.site.site_code, object=url, level=Level.NOTICE, note=note
    )


def _file_path(plan: SitePlan) -> str | None:
    ending = _ENDINGS.get(number_of(plan) % _CYCLE)
    if ending is None or entry_url(plan, _LEAK) is None:
        return None
    return f"/attachment/roster-{number_of(plan)}.{ending}"


def _file_route(path: str, text: str) -> Route:
    ending = path.rpartition(".")[2]

    def route(_: Request) -> Response:
        return Response(body=file_bytes(ending, text), content_type=CONTENT_TYPES[ending])

    return route


def _row(plan: SitePlan) -> str:
    """A row of a list; ASCII, so that the small PDF can show it."""
    return f"No. 1  Li  {_id_number(plan)}  500.00"


def _id_number(plan: SitePlan) -> str:
    """A made-up number of a made-up person, with a checksum that holds."""
    n = number_of(plan)
    digits = f"130803{1960 + n % 40}0{1 + n % 9}15{100 + n % 900}"
    return digits + str(ric.calc_check_digit(digits + "0"))


def _official_numbers(plan: SitePlan) -> str:
    n = number_of(plan) % 90 + 10
    return (
        f"联系人：王主任，手机：138{n}145{n}8；办公电话：0314-20{n}512，政务服务热线 12345。"
        f"统一社会信用代码：911308006842{n}731K，项目代码：2025-130803-48-01-6842{n}，"
        f"索引号：000014349/2025-000{n}，网站标识码：{plan.shown_code}。"
    )
