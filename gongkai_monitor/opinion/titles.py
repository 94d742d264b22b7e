"""A title that a person would write: where, and what about, without the phrases of a letter."""

import re
from collections import Counter
from collections.abc import Sequence

from gongkai_monitor.opinion.wordings import words

LONGEST = 30
_FROM, _TO = 6, 24
_OPENING = re.compile(
    r"^(?:【[^】]*】|\[[^\]]*\]|请问|请求|恳请|恳求|强烈|要求|希望|建议|投诉|举报|反映|咨询|求助|关于|对于|就"
    r"|再次|实名|[尊敬的]*(?:领导|书记|市长|区长)[:：，,]?|您好|你好|本人|我要|我想|有关部门|[，,：:\s])+"
)
_CLOSING = re.compile(
    r"(?:的?(?:相关)?(?:问题|情况|事宜|投诉|建议|反映|咨询|诉求))?[。！!？?，,；;\s.…]*$"
)
_CLAUSES = re.compile(r"[。！!？?，,；;\n\r]+")


def hotspot_title(titles: Sequence[str], texts: Sequence[str], thing: str | None) -> str:
    """The phrase that says most of what the messages have in common, with the place or object.

    Args:
        titles: titles of the distinct messages.
        texts: their texts; a clause of them serves where no title says anything.
        thing: what the matter is about, put first when the phrase does not name it.
    """
    shared = Counter(
        word
        for title, text in zip(titles, texts, strict=True)
        for word in set(words(f"{title} {text[:120]}"))
    )
    phrases = Counter(phrase for title in titles if (phrase := _bare(title)))
    if not phrases:
        clauses = (_bare(clause) for text in texts for clause in _CLAUSES.split(text[:200]))
        phrases = Counter(clause for clause in clauses if len(clause) >= _FROM)
    if not phrases:
        return next((text[:LONGEST] for text in (*titles, *texts) if text.strip()), "（无文字）")

    def says(phrase: str) -> tuple[float, int, str]:
        told = sum(shared[word] for word in set(words(phrase))) / len(titles)
        outside = max(0, _FROM - len(phrase)) + max(0, len(phrase) - _TO)
        return told - 0.15 * outside + 0.5 * phrases[phrase] / len(titles), -len(phrase), phrase

    best = max(phrases, key=says)
    if thing and thing not in best and not set(words(thing)) & set(words(best)):
        best = f"{thing}：{best}"
    return best if len(best) <= LONGEST else f"{best[: LONGEST - 1]}…"


def _bare(phrase: str) -> str:
    """Without the opening and closing phrases of a letter; whole where nothing would be left."""
    phrase = phrase.strip()
    bare = _CLOSING.sub("", _OPENING.sub("", phrase)).strip()
    return bare if len(bare) >= 4 else phrase
