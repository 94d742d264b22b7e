"""Messages about the same matter: words and places, near neighbours, average linkage.

Citizens name one matter in many words, so words (rjieba), character bigrams and the places and
bodies they name are weighed together, titles twice. Only near neighbours are compared, so the work
grows with the number of alike messages, not with the square of all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import rjieba
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

LINK_FROM = 0.24
"""Average cosine from which two groups become one; tuned on masked public letters.

Where the average reaches it some pair does, so pairs below it never need to be compared.
"""

_LARGEST_PART = 3000
"""More messages than this are not compared all with all: 72 MB of distances."""

_STEP, _SAME = 0.04, 0.98
_CHUNK = 512
_BODY_CHARACTERS = 300
_NOISE = re.compile(r"【[^】]{1,6}】|[\s\d\W_]+")
_PLACE_END = re.compile(
    "(?:小区|花园|家园|新村|公寓|公司|学院|大学|中学|小学|幼儿园|医院|广场|市场|大道|路|街|村|镇"
    "|线|站|项目|工地|楼盘|工业园|超市|酒店|社区)$"
)
_COURTESY = frozenset(
    re.split(
        " ",
        "您好 你好 尊敬 领导 政府 部门 相关 有关 问题 情况 反映 投诉 咨询 建议 请问 希望 谢谢 感谢 "
        "解决 处理 我们 他们 没有 现在 已经 可以 因为 所以 这个 怎么 什么 是否 关于 进行 市民",
    )
)


def cluster(titles: Sequence[str], texts: Sequence[str]) -> np.ndarray:
    """Group numbers, shape (n,); messages with no like get a group of their own."""
    count = len(titles)
    if count < 2:
        return np.arange(count)
    vectors = _vectors(titles, texts)
    labels = np.full(count, -1)
    following = 0
    for members in _parts(_near_pairs(vectors), LINK_FROM):
        groups = _split_part(vectors[members])
        labels[members] = groups + following
        following += int(groups.max()) + 1
    return labels


def places(text: str) -> list[str]:
    """Named places and objects (小区、学校、公司、线路 …): what a matter is about."""
    found = []
    tokens = rjieba.cut(text)
    for position, token in enumerate(tokens):
        head = _PLACE_END.sub("", token)
        if head == token:
            continue
        if len(head) > 1:
            found.append(head)
        elif not head:
            found.extend("".join(tokens[max(0, position - back) : position]) for back in (1, 2, 3))
    return [_clean(name).strip() for name in found if len(_clean(name).strip()) > 1]


def words(text: str) -> list[str]:
    """Content words of at least two characters."""
    return [word for word in rjieba.cut(text) if len(word) > 1 and word not in _COURTESY]


def _vectors(titles: Sequence[str], texts: Sequence[str]) -> csr_matrix:
    cleaned = [
        f"{_clean(title)} {_clean(title)} {_clean(text[:_BODY_CHARACTERS])}"
        for title, text in zip(titles, texts, strict=True)
    ]
    by_word = TfidfVectorizer(analyzer=words, sublinear_tf=True, max_df=_ceiling(len(cleaned)))
    by_pair = TfidfVectorizer(
        analyzer="char", ngram_range=(2, 2), sublinear_tf=True, max_df=_ceiling(len(cleaned))
    )
    by_place = TfidfVectorizer(analyzer=places, binary=True, max_df=_ceiling(len(cleaned)))
    raw = [f"{title}。{text[:_BODY_CHARACTERS]}" for title, text in zip(titles, texts, strict=True)]
    parts = [
        part * weight
        for vectorizer, sources, weight in (
            (by_word, cleaned, 1.0),
            (by_pair, cleaned, 0.5),
            (by_place, raw, 1.0),
        )
        if (part := _fit(vectorizer, sources)) is not None
    ]
    if not parts:
        return csr_matrix((len(cleaned), 1))
    return normalize(csr_matrix(hstack(parts)))


def _ceiling(count: int) -> float:
    """Words of every second message say nothing, except when there are few messages."""
    return 0.5 if count > 50 else 1.0


def _fit(vectorizer: TfidfVectorizer, texts: Iterable[str]) -> csr_matrix | None:
    try:
        return csr_matrix(vectorizer.fit_transform(texts))
    except ValueError:  # "empty vocabulary": nothing but punctuation
        return None


def _clean(text: str) -> str:
    return _NOISE.sub(" ", text)


def _near_pairs(vectors: csr_matrix) -> csr_matrix:
    rows = []
    transposed = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _CHUNK):
        product = vectors[start : start + _CHUNK] @ transposed
        rows.append(_from(product, LINK_FROM))
    return csr_matrix(vstack(rows))


def _from(graph: csr_matrix, cosine: float) -> csr_matrix:
    graph.data[graph.data < cosine] = 0
    graph.eliminate_zeros()
    return graph


def _parts(graph: csr_matrix, cosine: float) -> Iterator[np.ndarray]:
    """Connected messages; a part too large is cut where it holds together least."""
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        if len(members) <= _LARGEST_PART or cosine >= _SAME:
            yield members
            continue
        inner = _from(csr_matrix(graph[members][:, members]), cosine + _STEP)
        yield from (members[part] for part in _parts(inner, cosine + _STEP))


def _split_part(vectors: csr_matrix) -> np.ndarray:
    """Average linkage inside one connected part, so that a chain does not become a matter."""
    count = vectors.shape[0]
    if count == 1 or count > _LARGEST_PART:  # so many that cannot be cut are copies of one text
        return np.zeros(count, dtype=int)
    distances = 1.0 - np.asarray((vectors @ vectors.T).todense())
    np.clip(distances, 0.0, 1.0, out=distances)
    model = AgglomerativeClustering(
        n_clusters=None,
        metric="precomputed",
        linkage="average",
        distance_threshold=1.0 - LINK_FROM,
    )
    return np.asarray(model.fit_predict(distances))
