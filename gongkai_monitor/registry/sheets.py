"""The registry workbook as data: sheets, columns and their closed lists (design section 5)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from gongkai_monitor.imports.cells import (
    integer_reader,
    read_code,
    read_names,
    read_selector,
    read_site_code,
    read_text,
    read_url,
    term_reader,
)
from gongkai_monitor.imports.columns import Column
from gongkai_monitor.imports.times import read_date
from gongkai_monitor.model.registry import Account, Agency, Channel, Responsibility, Site
from gongkai_monitor.vocabulary import (
    AccountFunction,
    AccountSource,
    AgencyKind,
    AgencyLevel,
    ChannelKind,
    FilingStatus,
    Platform,
    SiteKind,
    SiteStatus,
    Term,
    YesNo,
)

Part = Literal["agencies", "sites", "channels", "accounts", "responsibilities"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a row of it is a ``record``, all rows are the registry's ``part``."""

    name: str
    part: Part
    record: Callable[..., Any]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    is_required: bool = True

    def heading(self, field: str) -> str:
        """The heading of a field."""
        return next(column.heading for column in self.columns if column.field == field)


def _closed(terms: type[Term], *, without: tuple[Term, ...] = ()) -> dict[str, Any]:
    labels = tuple(term.label for term in terms if term not in without)
    return {"read": term_reader(terms), "labels": labels}


AGENCIES = Sheet(
    name="单位",
    part="agencies",
    record=Agency,
    key=("agency_code",),
    columns=(
        Column(heading="单位编码", field="agency_code", read=read_code, is_required=True,
               hint="本登记表内不重复，文本格式", example="LC001"),
        Column(heading="单位名称", field="name", read=read_text, is_required=True, width=28,
               hint="全称", example="临川市教育局"),
        Column(heading="上级单位编码", field="parent_code", read=read_code, example="LC000"),
        Column(heading="层级", field="level", is_required=True, width=8,
               **_closed(AgencyLevel), example="市"),
        Column(heading="行政区划代码", field="region_code", read=read_code,
               hint="6 位，文本格式", example="990100"),
        Column(heading="类型", field="kind", width=12, **_closed(AgencyKind), example="部门"),
        Column(heading="主管单位编码", field="supervisor_code", read=read_code, example="LC000"),
        Column(heading="联系电话", field="phone", read=read_text, hint="单位电话，不填个人手机"),
        Column(heading="提供办事服务", field="has_services",
               **_closed(YesNo, without=(YesNo.UNKNOWN,)), hint="不清楚时留空", example="是"),
        Column(heading="别名", field="aliases", read=read_names, width=28,
               hint="简称、曾用名，用、分隔", example="市教育局、教育局"),
    ),
)  # fmt: skip

SITES = Sheet(
    name="站点",
    part="sites",
    record=Site,
    key=("site_code",),
    columns=(
        Column(heading="网站标识码", field="site_code", read=read_site_code, is_required=True,
               hint="10 位，文本格式", example="9901000001"),
        Column(heading="网站名称", field="name", read=read_text, is_required=True, width=28,
               example="临川市人民政府门户网站"),
        Column(heading="首页网址", field="home_url", read=read_url, is_required=True, width=36,
               hint="http:// 或 https:// 开头", example="https://www.linchuan.example/"),
        Column(heading="主办单位编码", field="agency_code", read=read_code, is_required=True,
               hint="单位表中的编码", example="LC000"),
        Column(heading="类型", field="kind", is_required=True, width=10,
               **_closed(SiteKind), example="门户"),
        Column(heading="状态", field="status", is_required=True, width=10,
               **_closed(SiteStatus), example="运行"),
        Column(heading="备注", field="remark", read=read_text, width=28),
    ),
)  # fmt: skip

CHANNELS = Sheet(
    name="栏目",
    part="channels",
    record=Channel,
    key=("site_code", "url"),
    is_required=False,
    columns=(
        Column(heading="网站标识码", field="site_code", read=read_site_code, is_required=True,
               hint="站点表中的标识码", example="9901000001"),
        Column(heading="栏目名称", field="name", read=read_text, is_required=True, width=20,
               example="政务动态"),
        Column(heading="栏目网址", field="url", read=read_url, is_required=True, width=40,
               example="https://www.linchuan.example/zwdt/"),
        Column(heading="类别", field="kind", is_required=True, width=12,
               **_closed(ChannelKind), example="动态要闻"),
        Column(heading="级别", field="level", read=integer_reader(1, 20), is_required=True,
               width=8, hint="一级栏目填 1", example="1"),
        Column(heading="更新周期天数", field="cycle_days", read=integer_reader(1, 3660),
               hint="栏目自行承诺的更新周期，没有则留空", example="7"),
        Column(heading="列表选择器", field="list_selector", read=read_selector, width=36,
               hint="列表条目链接的 CSS 选择器；系统能自行识别的栏目留空",
               example="ul.news-list > li > a"),
    ),
)  # fmt: skip

ACCOUNTS = Sheet(
    name="账号",
    part="accounts",
    record=Account,
    key=("account_code",),
    columns=(
        Column(heading="账号编码", field="account_code", read=read_code, is_required=True,
               hint="本登记表内不重复，文本格式", example="LC001-WB"),
        Column(heading="平台", field="platform", is_required=True, width=14,
               **_closed(Platform), example="新浪微博"),
        Column(heading="账号名称", field="name", read=read_text, is_required=True, width=22,
               example="临川教育"),
        Column(heading="平台标识", field="platform_key", read=read_code,
               hint="微博 UID、公众号原始 ID 等，文本格式", example="1000000001"),
        Column(heading="主页网址", field="home_url", read=read_url, width=36,
               example="https://weibo.example/u/1000000001"),
        Column(heading="认证主体", field="certified_subject", read=read_text, width=24,
               example="临川市教育局"),
        Column(heading="主办单位编码", field="agency_code", read=read_code, is_required=True,
               hint="单位表中的编码", example="LC001"),
        Column(heading="功能类型", field="function", is_required=True, width=10,
               **_closed(AccountFunction), example="发布类"),
        Column(heading="开设日期", field="opened_on", read=read_date, is_date=True, width=12,
               example="2019-05-06"),
        Column(heading="备案日期", field="filed_on", read=read_date, is_date=True, width=12,
               example="2019-05-08"),
        Column(heading="备案状态", field="filing_status", is_required=True, width=10,
               **_closed(FilingStatus), example="正常"),
        Column(heading="注销公告网址", field="deregistration_notice_url", read=read_url, width=36),
        Column(heading="支持互动", field="has_interaction", width=10, **_closed(YesNo),
               example="是"),
        Column(heading="数据来源", field="source", is_required=True, width=12,
               **_closed(AccountSource), hint="没有自动来源时填 import（人工导入）或 无",
               example="feed"),
        Column(heading="数据地址", field="source_url", read=read_url, width=40,
               hint="订阅源等的网址", example="https://feeds.linchuan.example/lcjy.xml"),
    ),
)  # fmt: skip

RESPONSIBILITIES = Sheet(
    name="职责",
    part="responsibilities",
    record=Responsibility,
    key=("keyword", "agency_code", "region"),
    is_required=False,
    columns=(
        Column(heading="关键词", field="keyword", read=read_text, is_required=True,
               example="学区划分"),
        Column(heading="责任单位编码", field="agency_code", read=read_code, is_required=True,
               hint="单位表中的编码", example="LC001"),
        Column(heading="区域", field="region", read=read_text,
               hint="只在某区域内由该单位负责时填写"),
    ),
)  # fmt: skip

SHEETS = (AGENCIES, SITES, CHANNELS, ACCOUNTS, RESPONSIBILITIES)
"""In the order in which they refer to each other."""

GUIDE = "填写说明"
"""The template's sheet of instructions; the import passes over it."""
