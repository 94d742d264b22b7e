"""Words of the register: who and what is watched."""

from gongkai_monitor.vocabulary.term import Term


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
    APP_STORE = "app_store", "app_store"
    IMPORT = "import", "import"
    NONE = "none", "无"


class YesNo(Term):
    """是/否/未知."""

    YES = "yes", "是"
    NO = "no", "否"
    UNKNOWN = "unknown", "未知"
