"""Words of the inspection of a site: what is looked at, and what came of it."""

from gongkai_monitor.vocabulary.term import Term


class InspectionItem(Term):
    """One thing that the inspection looks at, beside lists, links and articles."""

    ERROR_PAGE = "error_page", "错误页提示"
    OFFSITE_REMINDER = "offsite_reminder", "域外链接提示"
    SITE_MAP = "site_map", "站点地图"
    ERROR_REPORT = "error_report", "找错入口指向"
    SEARCH = "search", "站内检索入口"
    SEARCH_RESULT = "search_result", "站内检索结果"
    CONSULT = "consult", "咨询建言渠道"
    CONSULT_FORM = "consult_form", "咨询表单要求"
    PLATFORM = "platform", "公开平台查阅和检索"
    YEARLY_TABLE = "yearly_table", "年度工作报表"
    INNER_FOOTER = "inner_footer", "内页页脚"
    IPV6_ADDRESS = "ipv6_address", "IPv6 域名解析"
    IPV6_ACCESS = "ipv6_access", "IPv6 首页访问"
    IPV6_LINKS = "ipv6_links", "IPv6 链接支持率"
    ACCESS_ENTRANCE = "access_entrance", "无障碍入口"
    ACCESS_RULES = "access_rules", "无障碍规则"
    CLOSED_ANSWERS = "closed_answers", "关停网站仍可访问"


class InspectionResult(Term):
    """What came of one item; unknown is never a fault."""

    OK = "ok", "符合"
    FAULT = "fault", "有问题"
    UNKNOWN = "unknown", "无法判断"
