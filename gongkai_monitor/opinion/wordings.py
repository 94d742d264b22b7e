"""The words and named things of a message.

Named things are what tells one matter from another of its kind: 小区、道路、学校、公司、线路. A
line is written in many ways (609路、609路公交、运通102路); its number and kind are kept. As telling
as a line is what a post passes on or quotes: the text at the end of a chain of ``//@``, and 【a
title】. A post, which has no title and few words, may also be about a place that many suddenly name
(``opinion/bursts.py``): its topics.
"""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

import rjieba

BODY_CHARACTERS = 240
"""So much of a text is read; who needs more words repeats himself."""

_NOISE = re.compile(r"【[^】]{1,6}】|[\s\d\W_]+")
_LINE = re.compile(
    r"(?<![\dA-Za-z])((?:[特专快夜通]|运通|[A-Z]{1,2})?\d{1,4}(?:路|号线)|(?:运通|[特专快夜])\d{1,4})"
)
_QUOTED = re.compile(r"【([^【】\n]{8,60})】")
_PASSED_ON = re.compile(r"//@[^/:：\n]{1,30}[:：]")
_LEAST_PASSED_ON, _TOLD_BY = 12, 40
_POST_CHARACTERS = 140
IS_POST = ""
"""The word that every post has, whatever it says, so that posts can be counted."""
_NOT_A_TOPIC = frozenset(
    ["中国", "全国", "我国", "城市", "东西", "国家", "平平安安", "东方", "地球"]
)
"""What the segmenter takes for a place, or what is everywhere."""
_ENDINGS = (
    "小区|花园|家园|新村|公寓|公司|学院|大学|中学|小学|幼儿园|医院|广场|市场|大道|路|街|村|镇|苑"
    "|站|项目|工地|楼盘|工业园|超市|酒店|社区|公园|大厦|府|湾|桥|城区|新区|街道"
)
_PLACE_END = re.compile(f"(?:{_ENDINGS})$")
_PLACE_TAGS = frozenset({"ns", "nt"})
_AREA = re.compile("[省市区县]$")
"""A whole area is where many matters are; it counts as a word."""
_NOT_OF_A_NAME = frozenset(
    re.split(
        " ",
        "r p c uj ul uz ug y d f s v t",
    )
)
"""Tags of words that end a name to the left: 在、我、的、附近、反映 …"""
_LEADING = re.compile("^[住在位于]+(?=.{2})")
_COURTESY = frozenset(
    re.split(
        " ",
        "您好 你好 尊敬 领导 政府 部门 相关 有关 问题 情况 反映 投诉 咨询 建议 请问 "
        "希望 谢谢 感谢 解决 处理 我们 他们 没有 现在 已经 可以 因为 所以 这个 怎么 "
        "什么 是否 关于 进行 市民 本人 收起 全文 网页 链接 某人 转发 微博",
    )
)
GENERAL_HEADS = frozenset(
    re.split(
        " ",
        "小区 公司 学校 医院 街道 社区 项目 工地 市场 公园 政府 本小区 我小区 有限 物业 "
        "电梯 老旧 住宅 所在 居住 机动车 停车 人民 中心 公交 供热 自来水 房产 房地产 开发 "
        "建筑 施工 农贸 菜 公办 民办 附近 一下 "
        "路口 业委 美丽家 美丽 车站 地铁 马路 道路 中国 平平安安",
    )
)


def words(text: str) -> list[str]:
    """Content words of at least two characters."""
    return [word for word in rjieba.cut(_clean(text)) if len(word) > 1 and word not in _COURTESY]


def lines(text: str) -> list[str]:
    """Bus and metro lines that the text names (609路, 13号线, 运通102路), in order."""
    return [name if name[-1] in "路线" else f"{name}路" for name in _LINE.findall(text)]


def places(text: str) -> list[str]:
    """Named places and objects (小区、学校、公司 …): heads without their ending."""
    found = []
    tokens = rjieba.tag(text)
    for position, (token, tag) in enumerate(tokens):
        head = _PLACE_END.sub("", token)
        if tag in _PLACE_TAGS and len(token) > 1 and not _AREA.search(token):
            found.append(token)
        if head == token:
            continue
        if len(head) > 1:
            found.append(head)
        elif not head:
            found.extend(_before(tokens[max(0, position - 3) : position]))
    cleaned = (_LEADING.sub("", _clean(name).strip()) for name in found)
    return [
        name for name in cleaned if len(name) > 1 and " " not in name and name not in GENERAL_HEADS
    ]


def quotes(text: str) -> list[str]:
    """What a post passes on (the beginning of the first text of its chain) and titles in 【】."""
    found = [_letters(title) for title in _QUOTED.findall(text)]
    first = _letters(_PASSED_ON.split(text)[-1]) if "//@" in text else ""
    return found + ([first[:_TOLD_BY]] if len(first) >= _LEAST_PASSED_ON else [])


def is_post(title: str, text: str) -> bool:
    """Posts and comments have no title and few words."""
    return not title.strip() and len(text) <= _POST_CHARACTERS


def topics(post: str) -> list[str]:
    """Places that a post names; whole areas (省市区县) are where many matters are."""
    named = [token for token, tag in rjieba.tag(_clean(post)) if tag == "ns"]
    return [
        name
        for name in named
        if len(name) > 1 and name not in _NOT_A_TOPIC and not _AREA.search(name)
    ]


def _before(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """The one, two or three words before an ending, as far as they can be part of a name."""
    name = ""
    for word, tag in reversed(tokens):
        if tag in _NOT_OF_A_NAME or not word.isalnum():
            return
        name = word + name
        yield name


def signs(title: str, text: str) -> tuple[Counter[str], ...]:
    """What a message is compared by: words, named things, lines and quotes, topics.

    Words and lines of the title count twice.
    """
    body = text[:BODY_CHARACTERS]
    named = Counter(places(f"{title}。{body}"))
    told = Counter(word for word in words(f"{title} {title} {body}") if word not in named)
    told_lines = Counter(lines(f"{title}。{title}。{body}")) + Counter(quotes(text))
    if not is_post(title, text):
        return told, named, told_lines, Counter()
    return told + Counter([IS_POST]), named, told_lines, Counter(topics(text))


def voice(title: str, text: str) -> int:
    """The same number for letters that were copied, whatever their spaces and marks; 0 for none."""
    letters = _letters(f"{title}{text}")
    if not letters:
        return 0
    return int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), "big")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _clean(text: str) -> str:
    return _NOISE.sub(" ", text)
