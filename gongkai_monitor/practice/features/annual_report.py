"""政府信息公开 guide and annual reports: date and parts (rules I-1, I-11, I-24, H-12)."""

from collections.abc import Iterator

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.annual_reports import due_entry, is_late_site
from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault
from gongkai_monitor.vocabulary import ChannelKind, Level

_GUIDE = (
    "信息分类和编排体系：本机关公开的政府信息按主题、体裁分类编排。",
    "获取方式：公众可在本网站和政务服务中心查阅。",
    "工作机构名称：政务公开办公室",
    "办公地址：新城路 1 号",
    "办公时间：工作日 9:00 至 17:00",
    "联系电话：0399-8800011",
    "电子邮箱：见网站首页",
)
_FAX = "传真号码：0399-8800012"
_TABLES = (
    "第二十条第（一）项",
    "一、本年新收政府信息公开申请数量",
    "结果维持",
)
_REPORT = (
    "一、总体情况",
    "本机关认真贯彻《政府信息公开条例》，规范公开流程，主动接受社会监督，各项工作平稳有序。",
    "二、主动公开政府信息情况",
    _TABLES[0],
    "三、收到和处理政府信息公开申请情况",
    _TABLES[1],
    "四、政府信息公开行政复议、行政诉讼情况",
    _TABLES[2],
    "五、存在的主要问题及改进情况",
    "公开内容的可读性有待提高，下一步将丰富解读形式。",
)
_LAST = "六、其他需要报告的事项"
_POWER = "行政权力公开透明运行情况：权责清单已全部公布。"


class AnnualReports(Feature):
    """One kind of site is late, with two tables and no word on power; the other lacks a part."""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """Text of a report or of the guide."""
        del item
        if channel.channel.kind is ChannelKind.DISCLOSURE_GUIDE:
            return (*_GUIDE, _FAX) if _has_fax(plan) else _GUIDE
        if channel.channel.kind is not ChannelKind.ANNUAL_REPORT:
            return ()
        if is_late_site(plan):
            return (*(line for line in _REPORT if line != _TABLES[2]), _LAST)
        return (*_REPORT, _POWER)

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """Read off the column of annual reports."""
        code = plan.site.site_code
        if _has(plan, ChannelKind.DISCLOSURE_GUIDE) and not _has_fax(plan):
            yield PlantedFault(
                code="site.disclosure_guide_incomplete",
                subject_id=code,
                level=Level.NOTICE,
                note="没有传真号码",
            )
        if not _has(plan, ChannelKind.ANNUAL_REPORT):
            return
        if not is_late_site(plan):
            yield PlantedFault(
                code="site.annual_report_incomplete", subject_id=code, level=Level.NOTICE
            )
            return
        yield PlantedFault(code="site.annual_report_late", subject_id=code, level=Level.OVERDUE)
        if china_date(due_entry(plan).published_at) <= china_date(plan.as_of):
            for rule in ("site.annual_report_power_missing", "site.annual_report_tables_missing"):
                yield PlantedFault(code=rule, subject_id=code, level=Level.NOTICE)

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """A report on the very last day."""
        code = plan.site.site_code
        if _has(plan, ChannelKind.DISCLOSURE_GUIDE) and _has_fax(plan):
            yield NearMiss(
                code="site.disclosure_guide_incomplete", subject_id=code, note="要素齐全"
            )
        if _has(plan, ChannelKind.ANNUAL_REPORT) and not is_late_site(plan):
            yield NearMiss(code="site.annual_report_late", subject_id=code, note="期限最后一天公布")
            yield NearMiss(
                code="site.annual_report_power_missing", subject_id=code, note="写在其他事项之前"
            )


def _has(plan: SitePlan, kind: ChannelKind) -> bool:
    return any(one.channel.kind is kind for one in plan.channels)


def _has_fax(plan: SitePlan) -> bool:
    return int(plan.seed.rsplit(":", 1)[1]) >= 20
