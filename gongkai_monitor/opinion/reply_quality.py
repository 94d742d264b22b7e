"""答复质量线索 (N-15: 杜绝答非所问、空洞说教): what a person should look at, never a conclusion.

Four hints: an answer that takes up nothing of what was asked, one that mostly repeats the
question, one without any substance, and sentences that the same unit gives to unlike questions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

import pandas as pd
import rjieba

from gongkai_monitor.vocabulary import ReplyHint

HINT_COLUMNS = ("message_id", "hint", "why")
OFF_TOPIC_BELOW = 0.04
"""Weight of the question's words that an answer must take up; tuned on real answers and on
swapped ones (docs/performance.md)."""

_EMPTY_BELOW, _SHORT, _LONG_ENOUGH, _HANDED_BELOW = 8, 12, 40, 55
_ECHO_FROM = 0.7
_TEMPLATE_FROM, _UNLIKE_QUESTIONS, _ALIKE_FROM = 0.9, 4, 0.3
_MATTER_SHARE, _MATTER_WEIGHT = 0.6, 4.0
"""Letters are about one matter when so many of them hold a word as rare as that (one in fifty)."""
_COPY = 8
_TITLE_WEIGHT = 3.0
_CLAUSE = re.compile(r"[^。！？；，：!?;,:\n]+")
_SAYS_NOTHING = frozenset({
    "建议", "反映", "关于", "问题", "咨询", "投诉", "希望", "请求", "要求", "情况", "本人", "我们",
    "小区", "增加", "调整", "解决", "尽快", "有关", "相关",
})  # fmt: skip
_SEPARATORS = re.compile(r"[\s\d\W_a-zA-Z]+")
_COURTESY = re.compile(
    r"您好|你好|收悉|受理$|如下$|答复意见书|告知书|感谢|谢谢|祝您|生活愉快|支持与?理解|理解与?支持"
    r"|特此(?:答复|回复|告知)|此复|欢迎.{0,10}(?:监督|来电|咨询|提出)|致电|联系电话|网友|经(?:研究|核实|了解|查)$"
    r"|^\S{0,4}(?:先生|女士|同志)$|\d+月\d+日$|^针对您的意见$"
)
_HANDED_ON = re.compile(
    r"已?转(?:交|请|送|至|给)|转.{0,15}(?:处理|办理|研究|核实|调查|核处|处置|关注)"
    r"|将(?:尽快|及时)(?:处理|办理|回复|答复|核实)|正在(?:核实|处理|研究)"
    r"|(?:将|予以)(?:认真|充分).{0,2}(?:考虑|论证|研究)|予以记录"
)
_PRAISE = re.compile(r"^.{0,30}(?:感谢|表扬|致谢|锦旗)")
_NUMBER = re.compile(r"\d{2,}")
_FUNCTION = re.compile(r"[的了是我您你不在有和与及]|反映|问题|处理|查处|建议|关于|咨询|投诉|调整")


def reply_hints(messages: pd.DataFrame) -> pd.DataFrame:
    """Hints on answers, ``HINT_COLUMNS``; at most one per message.

    The surest comes first: 没有实质内容, 只重复来信, 套用模板, 可能答非所问.

    Args:
        messages: message_id, title, text, reply; optional agency_code. Rows without a reply give
            nothing.
    """
    known = messages[messages["reply"].fillna("").astype(str).str.strip() != ""]
    texts = known["text"].astype(object).fillna("")
    questions = [f"{title}。{text}" for title, text in zip(known["title"], texts, strict=True)]
    replies = known["reply"].astype(str).tolist()
    asked = [_words(question) for question in questions]
    weights = _weights(asked)
    agencies = known["agency_code"] if "agency_code" in known.columns else [None] * len(known)
    templates = _templates(replies, asked, list(agencies), weights)
    rows = []
    for number, message_id in enumerate(known["message_id"]):
        hint = _bare(questions[number], replies[number])
        if hint is None and number in templates:
            hint = (ReplyHint.TEMPLATE, templates[number])
        hint = hint or _off_topic(questions[number], replies[number], asked[number], weights)
        if hint is not None:
            rows.append((message_id, *hint))
    return pd.DataFrame(rows, columns=list(HINT_COLUMNS))


def taken_up(question: str, reply: str, weights: dict[str, float]) -> float:
    """Weight of the question's own words that an answer takes up, 0..1.

    The question begins with its title. Words that no other question has say how a person writes,
    not what the matter is: they count only where the title has them.
    """
    title = _words(question.split("。", 1)[0])
    asked = [word for word in _words(question) if word in title or word in weights]
    total = sum(weights.get(word, _TITLE_WEIGHT) * (1 + (word in title)) for word in asked)
    found = sum(
        weights.get(word, _TITLE_WEIGHT) * (1 + (word in title)) for word in asked if word in reply
    )
    return found / total if total else 1.0


def word_weights(questions: Sequence[str]) -> dict[str, float]:
    """How much each word says about a question: rare ones more."""
    return _weights([_words(question) for question in questions])


def substance(reply: str) -> str:
    """An answer without its courtesies."""
    kept = (one for one in _CLAUSE.findall(reply) if not _COURTESY.search(one.strip()))
    return "，".join(one.strip() for one in kept if one.strip())


def _bare(question: str, reply: str) -> tuple[ReplyHint, str] | None:
    """An answer without substance, or one that only says the question again."""
    said = substance(reply)
    bare = _SEPARATORS.sub("", said)
    handed_on = len(bare) < _HANDED_BELOW and _HANDED_ON.search(said)
    if len(bare) < _EMPTY_BELOW or handed_on:
        if _PRAISE.search(question):  # thanks need no more than courtesies
            return None
        return ReplyHint.EMPTY, f"除客套外只有 {len(bare)} 字"
    share = _copied(bare, _SEPARATORS.sub("", question))
    if share >= _ECHO_FROM and len(bare) * (1 - share) < _LONG_ENOUGH and "http" not in reply:
        return ReplyHint.ECHO, f"{share:.0%} 的文字与来信相同"
    return None


def _off_topic(
    question: str, reply: str, asked: frozenset[str], weights: dict[str, float]
) -> tuple[ReplyHint, str] | None:
    """An answer with words enough, none of which takes up what was asked."""
    if not asked or len(_SEPARATORS.sub("", substance(reply))) < _LONG_ENOUGH:
        return None
    if taken_up(question, reply, weights) >= OFF_TOPIC_BELOW or _names_the_same(question, reply):
        return None
    words = sorted(asked, key=lambda word: (-weights.get(word, 0.0), word))[:4]
    return ReplyHint.OFF_TOPIC, f"没有提到来信中的“{'、'.join(words)}”等"


def _names_the_same(question: str, reply: str) -> bool:
    """Whether both hold a number (a line, a document) or a passage of content."""
    said = substance(reply)
    if set(_NUMBER.findall(question)) & set(_NUMBER.findall(said)):
        return True
    title = question.split("。", 1)[0]
    return _share_passage(title, said, 2) or _share_passage(question, said, 3)


def _share_passage(asked: str, said: str, length: int) -> bool:
    passages = (asked[at : at + length] for at in range(len(asked) - length + 1))
    return any(
        one in said and not _SEPARATORS.search(one) and not _FUNCTION.search(one)
        for one in passages
    )


def _copied(reply: str, question: str) -> float:
    """Share of an answer's characters that stand in passages of the question."""
    known = {question[at : at + _COPY] for at in range(len(question) - _COPY + 1)}
    covered = [False] * len(reply)
    for at in range(len(reply) - _COPY + 1):
        if reply[at : at + _COPY] in known:
            covered[at : at + _COPY] = [True] * _COPY
    return sum(covered) / len(reply) if reply else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word
        for word in rjieba.cut(text)
        if len(word) > 1 and word not in _SAYS_NOTHING and not _SEPARATORS.search(word)
    )


def _weights(asked: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for words in asked for word in words)
    return {word: log(1 + len(asked) / count) for word, count in counts.items() if count > 1}


def _templates(
    replies: Sequence[str],
    asked: Sequence[frozenset[str]],
    agencies: Sequence[object],
    weights: dict[str, float],
) -> dict[int, str]:
    """Answers of which nearly every sentence went to several unlike questions."""
    sentences = [
        [bare for one in _CLAUSE.findall(substance(reply))
         if len(bare := _SEPARATORS.sub("", one)) >= _SHORT]
        for reply in replies
    ]  # fmt: skip
    users: dict[tuple[object, str], list[int]] = defaultdict(list)
    for number, own in enumerate(sentences):
        for one in set(own):
            users[agencies[number], one].append(number)
    common = {
        key: unlike
        for key, numbers in users.items()
        if len(numbers) >= _UNLIKE_QUESTIONS
        and not _is_one_matter([asked[n] for n in numbers], weights)
        and (unlike := _unlike([asked[n] for n in numbers])) >= _UNLIKE_QUESTIONS
    }
    found = {}
    for number, own in enumerate(sentences):
        total = sum(map(len, own))
        used = [one for one in own if (agencies[number], one) in common]
        if total >= _LONG_ENOUGH and sum(map(len, used)) >= _TEMPLATE_FROM * total:
            unlike = min(common[agencies[number], one] for one in used)
            found[number] = f"同样的文字答复了至少 {unlike} 件不同的来信"
    return found


def _is_one_matter(questions: Sequence[frozenset[str]], weights: dict[str, float]) -> bool:
    """Whether most of the letters hold the same rare word: a mass matter in many wordings."""
    counts = Counter(word for words in questions for word in words)
    return any(
        count >= _MATTER_SHARE * len(questions) and weights.get(word, 0.0) >= _MATTER_WEIGHT
        for word, count in counts.items()
    )


def _unlike(questions: Sequence[frozenset[str]]) -> int:
    """How many questions are unlike each other, counted up to the number that matters."""
    kept: list[frozenset[str]] = []
    for one in questions:
        if all(len(one & other) < _ALIKE_FROM * len(one | other) for other in kept):
            kept.append(one)
            if len(kept) >= _UNLIKE_QUESTIONS:
                break
    return len(kept)
