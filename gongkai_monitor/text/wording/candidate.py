"""What a check of wording yields: one passage, what it should probably be, and why."""

from dataclasses import dataclass

from gongkai_monitor.vocabulary.term import Term


class WordingKind(Term):
    """错误类别, as the lists and reports name them; the gravest first."""

    SERIOUS = "serious", "严重表述错误"
    OFFICIAL_NAME = "official_name", "规范名称有误"
    TYPO = "typo", "错别字"
    USAGE = "usage", "用词不当"
    DROPPED = "dropped", "漏字"
    DOUBLED = "doubled", "多字"
    PUNCTUATION = "punctuation", "标点不成对"

    @property
    def gravity(self) -> int:
        """0 is the gravest."""
        return list(WordingKind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Candidate:
    """``text[start:end] == wrong``; ``right`` is a proposal, ``reason`` says why in Chinese."""

    start: int
    end: int
    wrong: str
    right: str
    kind: WordingKind
    reason: str
