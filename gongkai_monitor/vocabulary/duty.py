"""Words of the ledger of duties (工作台账)."""

from gongkai_monitor.vocabulary.term import Term


class DutyState(Term):
    """Where a duty stands; 逾期 is what a day makes of the other two, it is never recorded."""

    NOT_STARTED = "not_started", "未开始"
    IN_PROGRESS = "in_progress", "进行中"
    DONE = "done", "已完成"
    OVERDUE = "overdue", "逾期"


class DeadlineKind(Term):
    """What kind of limit the words of a document set."""

    FIXED = "fixed", "限期完成"
    RECURRING = "recurring", "定期"
    ONGOING = "ongoing", "持续推进"
    UNREAD = "unread", "待人工确认"


class Recurrence(Term):
    """How often a recurring duty falls due."""

    YEARLY = "yearly", "每年"
    HALF_YEARLY = "half_yearly", "每半年"
    QUARTERLY = "quarterly", "每季度"
    MONTHLY = "monthly", "每月"
    WEEKLY = "weekly", "每周"


class DutyMatch(Term):
    """What became of a duty in the next year's document."""

    CONTINUED = "continued", "延续"
    LIKELY = "likely", "可能延续"
    DROPPED = "dropped", "未再列入"
    ADDED = "added", "新增"
