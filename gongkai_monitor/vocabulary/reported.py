"""Words of 我为政府网站找错: what citizens report and what became of it (rules Z-3, Z-4)."""

from gongkai_monitor.vocabulary.term import Term


class ErrorReportKind(Term):
    """问题类型 of the national system."""

    UNREACHABLE = "unreachable", "内容无法访问"
    STALE = "stale", "信息不更新"
    INACCURATE = "inaccurate", "内容不准确"
    UNANSWERED = "unanswered", "咨询留言不回复"
    WORDING = "wording", "错别字"
    FORGED = "forged", "虚假伪造内容"
    OTHER = "other", "其他"
    SERVICE = "service", "服务不实用"


class ErrorReportState(Term):
    """办理状态."""

    OPEN = "open", "办理中"
    HANDLED = "handled", "已办结"
    NOT_UPHELD = "not_upheld", "已答复（不属实或无需整改）"
    REJECTED = "rejected", "不再受理"
