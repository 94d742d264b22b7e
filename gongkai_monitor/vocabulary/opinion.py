"""Words of public opinion."""

from gongkai_monitor.vocabulary.term import Term


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
