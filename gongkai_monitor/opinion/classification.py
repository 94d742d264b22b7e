"""Classes of citizens' texts: class and named field of a message, kind of a report on a site.

Where the models are not sure, a person decides (待人工).
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from gongkai_monitor.opinion.fields import FIELDS, field_shares, field_sums
from gongkai_monitor.opinion.model_file import shipped
from gongkai_monitor.opinion.report_signs import report_text
from gongkai_monitor.opinion.tasks import ERROR_REPORTS, MESSAGES, TERMS
from gongkai_monitor.opinion.texts import listed
from gongkai_monitor.vocabulary import MessageClass, MessageField
from gongkai_monitor.vocabulary.term import Term

_SPEAKS_FOR = {
    MessageClass.ENVIRONMENT: (MessageField.POLLUTION, 4.0),
    MessageClass.EDUCATION: (MessageField.SCHOOLS_HOSPITALS, 2.0),
    MessageClass.HEALTH: (MessageField.SCHOOLS_HOSPITALS, 1.0),
    MessageClass.TRANSPORT: (MessageField.OTHER, 2.0),
    MessageClass.COMMERCE: (MessageField.OTHER, 1.0),
}
"""A class says something about the field, beside the words."""
_LEAST_FIELD = 0.6


def classify(texts: Iterable[str]) -> pd.DataFrame:
    """One row per message: its class and its field, and how sure each is.

    Returns:
        ``class_name`` (MessageClass), ``confidence`` (calibrated), ``field`` (MessageField),
        ``field_confidence`` (distance of the two likeliest, not calibrated); ``unsure`` in
        ``class_name`` or ``field`` is for a person, ``likely_class`` and ``likely_field`` say
        what would be proposed.

    Raises:
        TypeError: for a single text in place of a list, or a value in it that is no text.
    """
    texts = listed(texts)
    model = shipped(MESSAGES)
    shares = model.probabilities(texts)
    classes = TERMS[MESSAGES]
    links = np.zeros((len(classes), len(FIELDS)))
    for one, (field, weight) in _SPEAKS_FOR.items():
        links[classes.index(one), FIELDS.index(field)] = weight
    of_field = field_shares(field_sums(texts) + shares @ links)
    table = _ranked(shares, classes, MessageClass.UNSURE, model.least_confidence)
    named = _ranked(of_field, FIELDS, MessageField.UNSURE, _LEAST_FIELD)
    return pd.DataFrame({
        "class_name": table["said"], "confidence": table["confidence"],
        "likely_class": table["likely"], "field": named["said"],
        "field_confidence": named["confidence"], "likely_field": named["likely"],
    })  # fmt: skip


def classify_error_reports(
    texts: Iterable[str], urls: Iterable[str | None] | None = None
) -> pd.DataFrame:
    """One row per report on a site: ``kind`` (ErrorReportKind) and ``confidence``.

    Args:
        texts: the descriptions.
        urls: the pages complained of, where known.

    ``needs_person`` where the confidence is low: about a third of the kinds that citizens choose
    fit two kinds or none (``docs/models/error-report-kind.md``).

    Raises:
        TypeError: for a single text in place of a list, or a value in it that is no text.
    """
    texts = listed(texts)
    model = shipped(ERROR_REPORTS)
    if urls is not None:
        texts = [report_text(text, url) for text, url in zip(texts, urls, strict=True)]
    shares = model.probabilities(texts)
    kinds = TERMS[ERROR_REPORTS]
    confidence = shares.max(axis=1)
    return pd.DataFrame({
        "kind": pd.Series([kinds[number] for number in shares.argmax(axis=1)], dtype=object),
        "confidence": confidence,
        "needs_person": confidence < model.least_confidence,
    })  # fmt: skip


def _ranked(
    shares: np.ndarray, names: Sequence[Term], unsure: Term, least: float
) -> dict[str, pd.Series]:
    confidence = shares.max(axis=1)
    likely = [names[number] for number in shares.argmax(axis=1)]
    said = [
        name if sure >= least else unsure for name, sure in zip(likely, confidence, strict=True)
    ]
    return {
        "said": pd.Series(said, dtype=object),
        "likely": pd.Series(likely, dtype=object),
        "confidence": pd.Series(confidence),
    }
