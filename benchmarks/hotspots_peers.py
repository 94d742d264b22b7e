"""What others do: single pass over TF-IDF, and topics in the manner of BERTopic.

Both get the words of a common segmenter and the usual settings; their one number that matters
(cosine threshold, least cluster) is tuned on the same parts as ours.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import rjieba
from scipy.sparse import csr_matrix
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
LEAST_CLUSTERS = (2, 3, 5, 10, 20)
DIMENSIONS = 100
TOPIC_WORDS = 5


def single_pass(messages: pd.DataFrame, threshold: float) -> np.ndarray:
    """Each message joins the group with the nearest centre, or begins one below the threshold."""
    vectors = _vectors(messages)
    sums, count = np.zeros((256, vectors.shape[1]), dtype=np.float32), 0
    norms = np.zeros(256, dtype=np.float32)
    labels = np.empty(vectors.shape[0], dtype=int)
    for position in range(vectors.shape[0]):
        start, stop = vectors.indptr[position : position + 2]
        words, weights = vectors.indices[start:stop], vectors.data[start:stop]
        alike = sums[:count, words] @ weights / np.maximum(norms[:count], 1e-9)
        best = int(alike.argmax()) if count else -1
        if best < 0 or alike[best] < threshold:
            best, count = count, count + 1
            if count > len(sums):
                sums = np.vstack([sums, np.zeros_like(sums)])
                norms = np.concatenate([norms, np.zeros_like(norms)])
        sums[best, words] += weights
        norms[best] = np.linalg.norm(sums[best])
        labels[position] = best
    return labels


def bertopic_style(messages: pd.DataFrame, least: int) -> np.ndarray:
    """TF-IDF reduced by SVD, HDBSCAN; outliers go to the topic whose c-TF-IDF is nearest."""
    vectors = _vectors(messages)
    size = min(DIMENSIONS, vectors.shape[0] - 1, vectors.shape[1] - 1)
    reduced = normalize(TruncatedSVD(size, random_state=7).fit_transform(vectors))
    labels = HDBSCAN(min_cluster_size=least, copy=True).fit_predict(reduced)
    outliers = np.flatnonzero(labels < 0)
    if len(outliers) and labels.max() >= 0:
        alike = np.asarray((vectors[outliers] @ _topics(messages, labels).T).todense())
        near = alike.max(axis=1) > 0.1  # BERTopic's reduce_outliers(strategy="c-tf-idf")
        labels[outliers[near]] = alike[near].argmax(axis=1)
    rest = np.flatnonzero(labels < 0)
    labels[rest] = labels.max() + 1 + np.arange(len(rest))
    return np.asarray(labels)


def _topics(messages: pd.DataFrame, labels: np.ndarray) -> csr_matrix:
    """Class-based TF-IDF over the same words as the messages."""
    vectorizer = CountVectorizer(analyzer=_cut)
    counts = csr_matrix(vectorizer.fit_transform(_texts(messages)))
    known = labels >= 0
    member = csr_matrix(
        (np.ones(known.sum()), (labels[known], np.flatnonzero(known))),
        shape=(labels.max() + 1, len(labels)),
    )
    per_topic = csr_matrix(member @ counts)
    frequency = np.asarray(per_topic.sum(axis=0)).ravel()
    weight = np.log1p(per_topic.sum() / per_topic.shape[0] / np.maximum(frequency, 1))
    return csr_matrix(normalize(per_topic.multiply(weight)))


def _vectors(messages: pd.DataFrame) -> csr_matrix:
    return csr_matrix(
        TfidfVectorizer(analyzer=_cut, dtype=np.float32).fit_transform(_texts(messages))
    )


def _texts(messages: pd.DataFrame) -> Sequence[str]:
    return (messages["title"] + "。" + messages["text"]).tolist()


def _cut(text: str) -> list[str]:
    return [word for word in rjieba.cut(text) if word.strip() and word[0].isalnum()]
