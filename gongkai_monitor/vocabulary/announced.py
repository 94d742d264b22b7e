"""Words of announcing: why a hotspot is told to the duty officer."""

from gongkai_monitor.vocabulary.term import Term


class AnnouncementReason(Term):
    """One event is announced once, then only when one of the others holds."""

    FIRST = "first", "首次发现"
    LEVEL = "level", "热度升级"
    SPREAD = "spread", "范围扩大"
    DEADLINE = "deadline", "时限变化"
