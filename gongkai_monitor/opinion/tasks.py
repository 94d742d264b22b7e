"""What models of texts can be asked, in one list: the classes of each task and its recipe."""

from gongkai_monitor.opinion.features import Style
from gongkai_monitor.opinion.recipe import NetRecipe, Recipe
from gongkai_monitor.vocabulary import ErrorReportKind, MessageClass, Sentiment
from gongkai_monitor.vocabulary.term import Term

SENTIMENT, MESSAGES, ERROR_REPORTS = "sentiment", "message-class", "error-report-kind"

TERMS: dict[str, tuple[Term, ...]] = {
    SENTIMENT: (Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.POSITIVE),
    MESSAGES: tuple(one for one in MessageClass if one is not MessageClass.UNSURE),
    ERROR_REPORTS: tuple(ErrorReportKind),
}
"""Task -> its classes in the order of the columns of a model."""

RECIPES = {
    SENTIMENT: Recipe(
        task=SENTIMENT, labels=tuple(TERMS[SENTIMENT]), evenness=0.2, folds=5,
        net=NetRecipe(), least_confidence=0.6,
    ),
    MESSAGES: Recipe(
        task=MESSAGES, labels=tuple(TERMS[MESSAGES]), style=Style.LETTER, evenness=1.0,
        bits=19, freedom=100, folds=10,
    ),
    ERROR_REPORTS: Recipe(
        task=ERROR_REPORTS, labels=tuple(TERMS[ERROR_REPORTS]), style=Style.REPORT,
        bits=17, freedom=1, evenness=1.0, folds=5, least_confidence=0.4,
    ),
}  # fmt: skip

_ALSO = {
    "neg": Sentiment.NEGATIVE, "pos": Sentiment.POSITIVE, "消极": Sentiment.NEGATIVE,
    "积极": Sentiment.POSITIVE, "服务或功能不可用": ErrorReportKind.SERVICE,
}  # fmt: skip
"""Words of labelled files that are no label and no value of ours."""


def term_of(task: str, written: str) -> Term:
    """The class that a labelled file means.

    Raises:
        ValueError: for a word that is none of the task's.
    """
    for term in TERMS[task]:
        if written in (term.value, term.label) or _ALSO.get(written) is term:
            return term
    raise ValueError("/".join(term.label for term in TERMS[task]))
