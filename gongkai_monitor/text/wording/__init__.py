"""Typos and wording: candidates that a person decides on, never verdicts.

Four looks at a text: the word lists with their contexts (built in and the deployment's own),
punctuation that comes in pairs, doubled characters, and a statistical look at characters that
fit their surroundings badly while a character of like sound or shape would fit well.
"""

from gongkai_monitor.text.wording.candidate import Candidate, WordingKind
from gongkai_monitor.text.wording.check import Checker, check_wording

__all__ = ["Candidate", "Checker", "WordingKind", "check_wording"]
