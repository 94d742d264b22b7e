"""Words of collection: what a request, a page, a link and a round came to."""

from gongkai_monitor.vocabulary.term import Term


class SubjectKind(Term):
    """What a finding or a coverage row is about."""

    AGENCY = "agency", "单位"
    SITE = "site", "站点"
    CHANNEL = "channel", "栏目"
    ACCOUNT = "account", "账号"
    DOCUMENT = "document", "政策文件"
    MESSAGE = "message", "留言"
    HOT_LIST = "hot_list", "热搜列表"


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
    HIJACKED = "hijacked", "疑似被劫持（内容变成赌博或色情）"


class FetchPurpose(Term):
    """Why a URL was fetched."""

    HOME = "home", "首页"
    CHANNEL = "channel", "栏目"
    ARTICLE = "article", "稿件"
    ATTACHMENT = "attachment", "附件"
    LIST_DATA = "list_data", "列表数据"
    RENDERED = "rendered", "浏览器渲染"
    SITE_MAP = "site_map", "网站地图"
    FEED = "feed", "订阅源"
    PROFILE = "profile", "账号资料页"
    POSTS = "posts", "账号列表"
    COMMENTS = "comments", "推文评论"
    APP_STORE = "app_store", "应用商店页"
    LINK = "link", "链接检查"
    PROBE = "probe", "可用性探测"
    INSPECT = "inspect", "专项检查"
    ROBOTS = "robots", "robots.txt"


class CheckWay(Term):
    """In which way a link was asked for; a dead link fails in two of them."""

    PLAIN = "plain", "程序直接访问"
    HEADERS = "headers", "按浏览器请求头访问"
    BROWSER = "browser", "浏览器打开"


class CertificateState(Term):
    """What a strict check says about the certificate of a host."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "已过期"
    NOT_YET_VALID = "not_yet_valid", "尚未生效"
    WRONG_HOST = "wrong_host", "与域名不符"
    SELF_SIGNED = "self_signed", "自签名"
    UNKNOWN_ROOT = "unknown_root", "颁发机构不受信任或缺少中间证书"
    UNKNOWN = "unknown", "未能核验"


class LinkKind(Term):
    """What a link is in its page."""

    PAGE = "page", "链接"
    ATTACHMENT = "attachment", "附件"
    IMAGE = "image", "图片"
    RESOURCE = "resource", "网页所用文件"


class LinkState(Term):
    """链接状态."""

    NORMAL = "normal", "正常"
    DEAD = "dead", "失效"
    SUSPECT = "suspect", "疑似"
    UNVERIFIABLE = "unverifiable", "无法核实"


class ContentSignKind(Term):
    """What a passage of a page may be; a person decides."""

    WORDING = "wording", "疑似错别字或不规范表述"
    PERSONAL_DATA = "personal_data", "疑似泄露个人信息"
    HIDDEN_LINK = "hidden_link", "疑似暗链"
    INJECTED_TEXT = "injected_text", "疑似被植入内容"


class FileState(Term):
    """What came of reading an attachment: only ``READ`` may be called clean."""

    READ = "read", "已读"
    PARTIAL = "partial", "只读到一部分"
    SCANNED = "scanned", "扫描件，没有文字层"
    ENCRYPTED = "encrypted", "加密，无法打开"
    TOO_LARGE = "too_large", "过大"
    TOO_SLOW = "too_slow", "读取超时"
    BROKEN = "broken", "文件损坏或不是所称的类型"
    UNSUPPORTED = "unsupported", "不支持的文件类型"
    NOT_FETCHED = "not_fetched", "没有取到"

    @property
    def is_readable(self) -> bool:
        """Whether text was read, all of it or some."""
        return self in {FileState.READ, FileState.PARTIAL}


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
