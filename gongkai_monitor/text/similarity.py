"""标题相似度: whether two titles speak of the same document, to pair 解读 with its document."""

import re
from collections import Counter
from functools import lru_cache

_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
_NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_NUMBER = re.compile(r"[(\[【][^()【】]{4,40}号[)\]】]")
_WRAPPING = re.compile(
    r"^(?:一图读懂|一图看懂|图解|图文解读|政策解读|文字解读|专家解读|视频解读|动漫解读|解读|权威解读)"
    r"[|｜:：丨\s-]*|(?:的)?(?:政策解读|文字解读|图文解读|解读材料|起草说明|相关解读|答记者问|政策问答"
    r"|新闻发布会|解读|问答)$"
)
_QUOTED = re.compile(r"《((?:[^《》〈〉]|〈[^〈〉]*〉|《[^《》]*》)+)》")


@lru_cache(maxsize=65_536)
def title_key(title: str) -> str:
    """What is left of a title for comparing: words only, without number and 解读 wrapping.

    ``【一图读懂】《关于…的通知》（冀政办〔2020〕5号）`` and ``关于…的通知`` have one key.
    """
    plain = _NUMBER.sub("", title.translate(_WIDE))
    plain = re.sub(r"[【\[](?:[^】\]]{0,6}(?:解读|图解|读懂|看懂)[^】\]]{0,4})[】\]]", "", plain)
    previous = None
    while previous != plain:
        previous = plain
        plain = _WRAPPING.sub("", plain.strip())
    return _NOT_WORDS.sub("", plain.lower())


def title_similarity(a: str, b: str) -> float:
    """How alike two titles are, 0..1; 1 when their keys are equal.

    The share of character pairs they have in common, where a title wholly inside the other one
    counts by the shorter (issuers are often left out: 国务院办公厅关于… and 关于…).
    """
    first, second = title_key(a), title_key(b)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    pairs, others = _pairs(first), _pairs(second)
    dice = 2 * len(pairs & others) / (len(pairs) + len(others))
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 8 and shorter in longer:
        return max(dice, 0.9)
    return dice


def quoted_titles(text: str) -> tuple[str, ...]:
    """Titles in 《》, in order, each once; nested quotes belong to the outer title."""
    found = (match.strip() for match in _QUOTED.findall(text))
    return tuple(dict.fromkeys(title for title in found if title))


@lru_cache(maxsize=65_536)
def _pairs(key: str) -> frozenset[tuple[str, int]]:
    """Neighbouring characters of a key; a pair that stands there again is another member."""
    seen: Counter[str] = Counter()
    pairs = set()
    for pair in [key] if len(key) < 2 else [key[n : n + 2] for n in range(len(key) - 1)]:
        seen[pair] += 1
        pairs.add((pair, seen[pair]))
    return frozenset(pairs)
