"""Matters that upset people in the practice city, one kind a file; ``MATTERS`` says which."""

from gongkai_monitor.practice.matters.answered import ANSWERED
from gongkai_monitor.practice.matters.incidents import INCIDENTS
from gongkai_monitor.practice.matters.matter import Matter
from gongkai_monitor.practice.matters.open_matters import OPEN
from gongkai_monitor.practice.matters.routed import ROUTED
from gongkai_monitor.practice.matters.unanswered import UNANSWERED

MATTERS: tuple[Matter, ...] = (*OPEN, *INCIDENTS, *ANSWERED, *UNANSWERED, *ROUTED)
