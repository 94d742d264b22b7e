"""Words of policy documents: how long they hold, what ended them, who may read them."""

from gongkai_monitor.vocabulary.term import Term


class DocumentValidity(Term):
    """有效性 of a document on a day, worked out from what was read."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "失效"
    REPEALED = "repealed", "已废止"
    AMENDED = "amended", "已修改"
    NOT_YET = "not_yet", "尚未施行"


class ExpiryBasis(Term):
    """Where the last day of a document comes from."""

    STATED_DAY = "stated_day", "正文写明截止日期"
    STATED_YEARS = "stated_years", "正文写明有效期年数"
    NORMAL_YEARS = "normal_years", "正文未写明，按 5 年计"
    TRIAL_YEARS = "trial_years", "正文未写明，暂行、试行按 2 年计"

    @property
    def is_stated(self) -> bool:
        """Whether the document itself says it; a computed day decides nothing by itself."""
        return self in {ExpiryBasis.STATED_DAY, ExpiryBasis.STATED_YEARS}


class RepealKind(Term):
    """What a later document does to an earlier one."""

    REPEAL = "repeal", "废止"
    LAPSE = "lapse", "宣布失效"
    AMENDMENT = "amendment", "修改"
    REPLACEMENT = "replacement", "代替"

    @property
    def ends(self) -> bool:
        """Whether the earlier document is over; an amended one goes on."""
        return self is not RepealKind.AMENDMENT


class DisclosureMark(Term):
    """公开属性, as it is printed at the end of a document."""

    PUBLIC = "public", "主动公开"
    PUBLISHED = "published", "此件公开发布"
    ON_REQUEST = "on_request", "依申请公开"
    NOT_PUBLIC = "not_public", "不予公开"
    ABRIDGED = "abridged", "此件删减后公开"


class FieldPlace(Term):
    """Where a field of a document was read from."""

    TABLE = "table", "文件信息表"
    META = "meta", "网页标签"
    PAGE = "page", "页面其他位置"
    BODY = "body", "正文"
    ATTACHMENT = "attachment", "附件"


class Synchrony(Term):
    """三同步 as far as days show it: when the interpretation came out beside its document."""

    SAME_DAY = "same_day", "同日发布"
    IN_TIME = "in_time", "按期解读"
    LATE = "late", "逾期解读"
    RUNNING = "running", "尚在期限内"
    NONE = "none", "未解读"
    UNKNOWN = "unknown", "不能判断"
    UNCOLLECTED = "uncollected", "未采到"
    NOT_NEEDED = "not_needed", "不需解读"
