"""A title that a person would write: where, and what about, without the phrases of a letter."""

import re
from collections import Counter
from collections.abc import Sequence

import rjieba

from gongkai_monitor.opinion.wordings import words
from gongkai_monitor.text import mask_personal_data

LONGEST = 30
_FROM, _TO = 6, 24
_UNSHARED = 0.15
"""A word that fewer of the messages have makes a phrase worse."""
_TOLD_OF_TEXT = 120
_READ = 200
"""So much of a title, and of a text without one, is read: the patterns below cost the square."""
_OPENING = re.compile(
    r"^(?:【[^】]*】|\[[^\]]*\]|标题[：:]|请问|请求|恳请|恳求|跪求|急求|强烈|要求|希望|建议|投诉|举报|反映|反应"
    r"|咨询|询问|求助|申诉|来信|来电|关于|对于|有关|就|再次|实名|现?向[您你]|欣闻|被告知|据悉|我?想?问一?下"
    r"|(?:尊敬的|敬爱的)[^，,：:！!。\s]{1,12}[：:，,！!\s]*"
    r"|[^\s，,：:。]{0,4}(?:领导|书记|[省市区县厅局镇]长|主任|局领导)们?[：:，,！!\s]*"
    r"|您好|你好|本人|我要|我想|有关部门|相关部门|(?:能否|尽快|协调|帮忙)?(?:解决|处理|落实)?一下|[，,：:、！!“”\"\s])+"
)
_CLOSING = re.compile(
    r"(?:的?(?:相关|有关)?(?:问题|情况|事宜|事项|投诉|建议|反映|反馈|咨询|诉求|请求|请示|提议))*"
    r"[。！!？?，,；;：:\s.…]*$"
)
_CLAUSES = re.compile(r"[。！!？?，,；;\n\r]+")
_OF_A_LETTER = re.compile("[我你您他她咱]|本人|谢谢|感谢|领导|来信|现在")
"""A phrase with these speaks to somebody; a title does not."""
_AREA = re.compile("(?:[省市县州旗]|(?<![小社校园厂景])区)$")


def hotspot_title(
    titles: Sequence[str], texts: Sequence[str], thing: str | None, region: str | None = None
) -> str:
    """The phrase that says most of what the messages have in common, with the place or object.

    Args:
        titles: titles of the distinct messages.
        texts: their texts; a clause of them serves where no title says anything.
        thing: what the matter is about, put first when the phrase does not name it.
        region: put first when there is no such thing and the phrase is short.

    Returns:
        At most ``LONGEST`` characters, cut between words if at all, personal data masked.
    """
    thing = thing if thing and not _AREA.search(thing) else None
    of_thing = set(words(thing or ""))
    shared = Counter(
        word
        for title, text in zip(titles, texts, strict=True)
        for word in set(words(f"{title} {text[:_TOLD_OF_TEXT]}")) - of_thing
    )
    phrases = Counter(phrase for title in titles if (phrase := _bare(title[:_READ])))
    if not phrases:
        clauses = (_bare(clause) for text in texts for clause in _CLAUSES.split(text[:_READ]))
        phrases = Counter(clause for clause in clauses if len(clause) >= _FROM)
    if not phrases:
        found = next((text for text in (*titles, *texts) if text.strip()), "（无文字）")
        return _cut(mask_personal_data(found))

    def says(phrase: str) -> tuple[float, int, str]:
        shares = (shared[word] / len(titles) for word in set(words(phrase)) - of_thing)
        told = sum(share - _UNSHARED for share in shares)
        outside = max(0, _FROM - len(phrase)) + max(0, len(phrase) - _TO)
        told -= 0.15 * outside + 0.5 * bool(_OF_A_LETTER.search(phrase))
        return told + 0.5 * phrases[phrase] / len(titles), -len(phrase), phrase

    best = max(phrases, key=says)
    if thing and thing not in best and not of_thing & set(words(best)):
        best = f"{thing}：{best}"
    elif not thing and region and region not in best and len(best) <= _TO // 2:
        best = f"{region}：{best}"
    return _cut(mask_personal_data(best))


def _bare(phrase: str) -> str:
    """Without the opening and closing phrases of a letter; whole where nothing would be left."""
    phrase = " ".join(phrase.split())
    opened = _OPENING.sub("", phrase).strip("“”\"' ")
    bare = _CLOSING.sub("", opened)
    return next((said for said in (bare, opened) if len(said) >= 4), phrase)


def _cut(title: str) -> str:
    """As many whole clauses as there is room for, or whole words of the first."""
    title = title.strip()
    if len(title) <= LONGEST:
        return title
    ends = [found.start() for found in re.finditer(r"[，,；;。！!？?\s]", title)]
    whole = [end for end in ends if _FROM <= end <= LONGEST]
    if whole:
        return title[: whole[-1]]
    kept = ""
    for word in rjieba.cut(title):
        if len(kept) + len(word) > LONGEST - 1:
            break
        kept += word
    return f"{kept or title[: LONGEST - 1]}…"
