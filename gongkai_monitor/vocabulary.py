"""Closed word lists of the field, each with its Chinese label.

A value outside one of these lists is an error where it enters, never a silent default.
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of a closed list: ``value`` is stored, ``label`` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Create a member that carries its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def from_label(cls, label: str) -> Self:
        """The member with this Chinese label.

        Raises:
            ValueError: when no member has it.
        """
        for member in cls:
            if member.label == label:
                return member
        expected = "/".join(member.label for member in cls)
        raise ValueError(f"期望 {expected} 之一，实际 {label!r}")


class AgencyLevel(Term):
    """层级."""

    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"
    TOWN = "town", "乡"


class AgencyKind(Term):
    """单位类型."""

    GOVERNMENT = "government", "政府"
    DEPARTMENT = "department", "部门"
    DISPATCHED = "dispatched", "派出机构"
    INSTITUTION = "institution", "事业单位"


class SiteKind(Term):
    """站点类型."""

    PORTAL = "portal", "门户"
    DEPARTMENT = "department", "部门"
    SPECIAL = "special", "专项"


class SiteStatus(Term):
    """站点状态."""

    RUNNING = "running", "运行"
    SUSPENDED = "suspended", "临时下线"
    CLOSED = "closed", "关停"


class ChannelKind(Term):
    """栏目类别."""

    NEWS = "news", "动态要闻"
    NOTICE = "notice", "通知公告"
    POLICY = "policy", "政策文件"
    INTERPRETATION = "interpretation", "政策解读"
    PERSONNEL = "personnel", "人事任免"
    PLAN = "plan", "规划计划"
    STATISTICS = "statistics", "统计数据"
    BUDGET = "budget", "财政预决算"
    INTERACTION = "interaction", "互动留言"
    CONSULTATION = "consultation", "意见征集"
    SERVICE_GUIDE = "service_guide", "办事指南"
    DISCLOSURE_GUIDE = "disclosure_guide", "公开指南"
    DISCLOSURE_SYSTEM = "disclosure_system", "公开制度"
    STATUTORY = "statutory", "法定公开"
    ANNUAL_REPORT = "annual_report", "公开年报"
    OTHER = "other", "其他"


class Platform(Term):
    """政务新媒体平台."""

    WECHAT_SUBSCRIPTION = "wechat_subscription", "微信订阅号"
    WECHAT_SERVICE = "wechat_service", "微信服务号"
    WECHAT_VIDEO = "wechat_video", "微信视频号"
    MINI_PROGRAM = "mini_program", "小程序"
    WEIBO = "weibo", "新浪微博"
    TOUTIAO = "toutiao", "今日头条"
    DOUYIN = "douyin", "抖音"
    KUAISHOU = "kuaishou", "快手"
    BAIJIAHAO = "baijiahao", "百家号"
    BILIBILI = "bilibili", "哔哩哔哩"
    XIAOHONGSHU = "xiaohongshu", "小红书"
    MOBILE_APP = "mobile_app", "移动客户端"
    OTHER = "other", "其他"


class AccountFunction(Term):
    """账号功能类型."""

    PUBLISHING = "publishing", "发布类"
    SERVICE = "service", "服务类"
    INTERACTION = "interaction", "互动类"


class FilingStatus(Term):
    """备案状态."""

    FILED = "filed", "正常"
    CHANGED = "changed", "变更"
    CLOSED = "closed", "关停"
    DEREGISTERED = "deregistered", "注销"
    PENDING = "pending", "待注销"
    UNFILED = "unfiled", "未备案"


class AccountSource(Term):
    """账号数据来源."""

    FEED = "feed", "feed"
    WEIBO = "weibo", "weibo"
    WECHAT_API = "wechat_api", "wechat_api"
    IMPORT = "import", "import"
    NONE = "none", "无"


class YesNo(Term):
    """是/否/未知."""

    YES = "yes", "是"
    NO = "no", "否"
    UNKNOWN = "unknown", "未知"


class SubjectKind(Term):
    """What a finding or a coverage row is about."""

    AGENCY = "agency", "单位"
    SITE = "site", "站点"
    CHANNEL = "channel", "栏目"
    ACCOUNT = "account", "账号"
    DOCUMENT = "document", "政策文件"
    MESSAGE = "message", "留言"


class CollectionState(Term):
    """采集状态: exactly one per subject and round. 应查 = 已查 + 未采到; 不采集 stands beside."""

    COLLECTED = "collected", "已查"
    UNCOLLECTED = "uncollected", "未采到"
    OUT_OF_SCOPE = "out_of_scope", "不采集"


class CollectionCause(Term):
    """Why a subject has its collection state."""

    OK = "ok", "正常采集"
    UNREACHABLE = "unreachable", "无法连接（域名、连接或超时）"
    HTTP_ERROR = "http_error", "服务器返回错误"
    BLOCKED = "blocked", "被拦截（反爬、验证码或拒绝访问）"
    LOGIN_WALL = "login_wall", "需要登录"
    PAGE_CHANGED = "page_changed", "网站改版，规则待修"
    PARTIAL = "partial", "只读到一部分，不足以判断"
    INVALID = "invalid", "返回内容无法解析"
    STALE_COPY = "stale_copy", "返回的是缓存旧页"
    ROBOTS = "robots", "robots.txt 不允许"
    UNSAFE_ADDRESS = "unsafe_address", "地址不允许访问（内网或回环）"
    CAPPED = "capped", "达到采集上限"
    CRASHED = "crashed", "采集进程中断"
    NOT_RUN = "not_run", "本轮未采集"
    NO_SOURCE = "no_source", "未配置数据来源"
    AWAITING_IMPORT = "awaiting_import", "等待人工导入"
    CLOSED = "closed", "已关停或注销"
    SUSPENDED = "suspended", "临时下线"


class FetchOutcome(Term):
    """How one request ended; network faults are data."""

    OK = "ok", "正常"
    HTTP_ERROR = "http_error", "HTTP 错误"
    DNS = "dns", "域名无法解析"
    REFUSED = "refused", "连接被拒绝"
    RESET = "reset", "连接被重置"
    TIMEOUT = "timeout", "超时"
    TLS = "tls", "证书或加密错误"
    REDIRECT_LOOP = "redirect_loop", "循环跳转"
    TOO_LARGE = "too_large", "内容过大"
    BAD_RESPONSE = "bad_response", "响应不完整或无法解码"
    UNSAFE_ADDRESS = "unsafe_address", "内网或回环地址"
    ROBOTS = "robots", "robots.txt 不允许"
    OTHER = "other", "其他错误"


class PageSign(Term):
    """What the body of an answered page looks like."""

    NORMAL = "normal", "正常页面"
    EMPTY = "empty", "空白页面"
    SOFT_404 = "soft_404", "提示页面不存在（软 404）"
    MAINTENANCE = "maintenance", "维护或建设中"
    HOME = "home", "跳转到首页"
    CHALLENGE = "challenge", "验证码或脚本拦截"
    LOGIN = "login", "登录页"
    WRONG_TYPE = "wrong_type", "文件类型不符"


class FetchPurpose(Term):
    """Why a URL was fetched."""

    HOME = "home", "首页"
    CHANNEL = "channel", "栏目"
    ARTICLE = "article", "稿件"
    ATTACHMENT = "attachment", "附件"
    LIST_DATA = "list_data", "列表数据"
    FEED = "feed", "订阅源"
    LINK = "link", "链接检查"
    PROBE = "probe", "可用性探测"
    ROBOTS = "robots", "robots.txt"


class LinkKind(Term):
    """What a link is in its page."""

    PAGE = "page", "链接"
    ATTACHMENT = "attachment", "附件"
    IMAGE = "image", "图片"


class LinkState(Term):
    """链接状态."""

    NORMAL = "normal", "正常"
    DEAD = "dead", "失效"
    SUSPECT = "suspect", "疑似"
    UNVERIFIABLE = "unverifiable", "无法核实"


class DateSource(Term):
    """Where a publication date was read, the surest first."""

    META = "meta", "网页标签"
    TABLE = "table", "文件信息表"
    FAMILY = "family", "版式字段"
    LIST = "list", "列表日期"
    TEXT = "text", "正文标注"
    URL = "url", "网址"
    GENERAL = "general", "通用提取"
    NONE = "none", "未注明"


class Effect(Term):
    """What an indicator does to the verdict."""

    VETO = "veto", "单项否决"
    DEDUCTION = "deduction", "扣分"
    BONUS = "bonus", "加分"
    NOTICE = "notice", "提示"


class Sureness(Term):
    """How sure the rule base is of an indicator (domain rules: V, V2, P, M)."""

    VERIFIED = "V", "已核实"
    VERIFIED_TWICE = "V2", "已核实（两个来源）"
    PARTLY = "P", "部分核实"
    MEMORY = "M", "未核实"

    @property
    def may_fail(self) -> bool:
        """Only verified rules decide 合格/不合格."""
        return self in {Sureness.VERIFIED, Sureness.VERIFIED_TWICE}


class Level(Term):
    """问题级别, mildest first."""

    NOTICE = "notice", "提示"
    WARNING = "warning", "预警"
    OVERDUE = "overdue", "超期"
    DORMANT = "dormant", "僵尸"


class FindingStatus(Term):
    """问题状态."""

    NEW = "new", "新增"
    ONGOING = "ongoing", "持续"
    RESOLVED = "resolved", "已消除"
    FALSE_ALARM = "false_alarm", "误报"
    EXEMPT = "exempt", "豁免"


class Verdict(Term):
    """检查结论: three, never two."""

    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"
    NOT_JUDGED = "not_judged", "未采到，不作结论"
    OUT_OF_SCOPE = "out_of_scope", "不在检查范围"


class Disposition(Term):
    """账号处置建议."""

    KEEP = "keep", "保留"
    REMIND = "remind", "提醒"
    RECTIFY = "rectify", "整改"
    MERGE = "merge", "整合"
    SHUT_DOWN = "shut_down", "关停"


class Sentiment(Term):
    """情感倾向."""

    POSITIVE = "positive", "正面"
    NEUTRAL = "neutral", "中性"
    NEGATIVE = "negative", "负面"


class ClockState(Term):
    """回应时限状态."""

    RUNNING = "running", "计时中"
    DUE_SOON = "due_soon", "临近时限"
    OVERDUE = "overdue", "超时未回应"
    ANSWERED = "answered", "已按时回应"
    ANSWERED_LATE = "answered_late", "超时回应"
