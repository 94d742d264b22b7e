"""Words about accounts: who brought the data, how posts and checks are told apart."""

from gongkai_monitor.vocabulary.term import Term


class CollectedBy(Term):
    """How an account's data came in."""

    SPIDER = "spider", "自动采集"
    PLATFORM_API = "platform_api", "平台接口"
    PROVIDER = "provider", "数据商导出"
    MANUAL = "manual", "人工采集"


class TimePrecision(Term):
    """How exactly a post's time was shown."""

    MINUTE = "minute", "精确到分"
    DAY = "day", "精确到日"
    RELATIVE = "relative", "相对时间"


class PostSignKind(Term):
    """What a post may have that it should not; each is a candidate."""

    SERIOUS_WORDING = "serious_wording", "疑似严重表述错误"
    BAD_LINK = "bad_link", "疑似链接不良网站"
    PERSONAL_DATA = "personal_data", "疑似泄露个人信息"
    COMMERCIAL = "commercial", "商业广告或链接"
    FORCED_ACTION = "forced_action", "强制点赞、关注、转发或下载"
    CHECK_IN = "check_in", "打卡积分排名"
    ENTERTAINMENT = "entertainment", "过度娱乐化"
    OFF_DUTY = "off_duty", "与政府工作无关"
    OPINION = "opinion", "个人观点或情绪化表述"
    UNAUTHORISED = "unauthorised", "转载来源不在名单"


class InteractionWay(Term):
    """互动方式 of an account."""

    COMMENT = "comment", "评论"
    MESSAGE = "message", "私信或自动回复"
    MENU = "menu", "菜单"
    BOARD = "board", "留言入口"


class HandEvidenceKind(Term):
    """人工取证方式."""

    SCREENSHOT = "screenshot", "截图"
    EXPORT = "export", "导出文件"
    NOTE = "note", "情况记录"


class AccountField(Term):
    """What of an account must be filed when it changes."""

    NAME = "name", "账号名称"
    SUBJECT = "certified_subject", "认证主体"
    HOME = "home_url", "主页网址"
    SPONSOR = "agency_code", "主办单位"
    STATUS = "filing_status", "备案状态"


class ShutdownStep(Term):
    """关停流程, in order."""

    PROPOSED = "proposed", "已提出建议"
    INFORMED = "informed", "已告知单位"
    DECIDED = "decided", "已作决定"
    NOTICE_PUBLISHED = "notice_published", "已发布注销公告"
    DATA_MIGRATED = "data_migrated", "已迁移数据"
    DEREGISTERED = "deregistered", "已注销"
    FILING_UPDATED = "filing_updated", "已更新备案"
    VERIFIED_GONE = "verified_gone", "已核实注销"
    WITHDRAWN = "withdrawn", "已撤回"


class AppealState(Term):
    """申诉状态."""

    OPEN = "open", "待答复"
    UPHELD = "upheld", "采纳"
    REJECTED = "rejected", "不采纳"
