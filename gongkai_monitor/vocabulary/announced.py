"""Words of alerts: why a hotspot is told to the duty officer, by which way, and how it ended."""

from gongkai_monitor.vocabulary.term import Term


class AnnouncementReason(Term):
    """One event is announced once, then only when one of the others holds."""

    FIRST = "first", "新发现"
    LEVEL = "level", "升级"
    SPREAD = "spread", "扩散"
    DUE_SOON = "due_soon", "临近时限"
    OVERDUE = "overdue", "超时"
    ANSWERED = "answered", "已回应"
    DEADLINE = "deadline", "时限变更"


class RecipientKind(Term):
    """预警接收方式."""

    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    FEISHU = "feishu", "飞书群机器人"
    WEBHOOK = "webhook", "本单位接口"
    MAIL = "mail", "邮件"


class AlertOutcome(Term):
    """What an attempt to deliver came to; one without an end was interrupted."""

    BEGUN = "begun", "发送中断"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "未送达"


class AlertState(Term):
    """How an alert stands with one recipient at a moment."""

    DELIVERED = "delivered", "已送达"
    WAITING = "waiting", "待发送"
    FAILED = "failed", "未送达，将重试"
    EXPIRED = "expired", "未送达，已过期"
