"""Words of the trail: what people decide about accounts, and what follows from it."""

from gongkai_monitor.vocabulary.term import Term


class TrailKind(Term):
    """What an entry of the trail records."""

    DECISION = "account_decision", "账号处理决定"
    APPEAL = "appeal", "申诉或情况说明"
    ANSWER = "appeal_answer", "申诉答复"
    RECTIFICATION = "rectification", "整改"
    SHUTDOWN_STEP = "shutdown_step", "关停步骤"
    RECHECK = "recheck", "注销复查"
    WITHDRAWN = "withdrawn", "撤回记录"


class AppealKind(Term):
    """What a unit hands in."""

    APPEAL = "appeal", "申诉"
    STATEMENT = "statement", "情况说明"


class RectificationState(Term):
    """整改状态."""

    ASSIGNED = "assigned", "已交办"
    SUBMITTED = "submitted", "已反馈"
    CLOSED = "closed", "已销号"


class RecheckOutcome(Term):
    """What a look at an account shows that was deregistered; 未采到 shows nothing."""

    GONE = "gone", "确已注销"
    ALIVE = "alive", "仍然存在"


class TrailMatter(Term):
    """What waits on the trail for somebody's answer."""

    APPEAL = "appeal", "申诉答复"
    RECTIFICATION = "rectification", "整改反馈"
    ANSWER = "answer", "单位意见"
