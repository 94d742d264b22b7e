"""What is wrong inside tags, dates and codes of pages, and how long they take (see quirks)."""

from collections.abc import Iterator

from gongkai_monitor.practice import quirks
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import Level

_ALL_KINDS = frozenset({"首页", "栏目页", "内容页"})


class PageMarks(Feature):
    """The pages themselves are drawn by the families; here stands what must be found."""

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Seconds, Chinese days, copied names, placeholders, codes of twelve digits, slow pages."""
        is_tagged = plan.untagged != _ALL_KINDS
        match quirks.quirk_of(plan):
            case quirks.SLACK:
                if "内容页" not in plan.untagged:
                    yield _fault(plan, "site.pub_date_form", "PubDate 时间格式")
                if quirks.prints_chinese_day(plan):
                    yield _fault(plan, "site.visible_date_form", "页面发布时间格式")
                if "网站标识码" not in plan.footer_missing:
                    yield _fault(plan, "site.code_form", "标识码格式")
            case quirks.FOREIGN if is_tagged:
                yield _fault(plan, "site.tag_site_name", "SiteName 网站名称")
            case quirks.CARELESS if is_tagged:
                yield _fault(plan, "site.tag_placeholder", "标签占位内容")
            case _:
                pass

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """Right formats, also where the template is otherwise odd."""
        if quirks.quirk_of(plan) == quirks.FOREIGN:
            code = plan.site.site_code
            yield NearMiss(code="site.slow_load", subject_id=code, note="打开时间不到 3 秒")
            note = "YYYY-MM-DD HH:MM"
            yield NearMiss(
                code="site.pub_date_form", subject_id=code, object="PubDate 时间格式", note=note
            )


def _fault(plan: SitePlan, code: str, mark: str) -> PlantedFault:
    return PlantedFault(
        code=code, subject_id=plan.site.site_code, object=mark, level=Level.NOTICE.value
    )
