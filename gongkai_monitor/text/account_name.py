"""账号名称: names as platforms print them, compared with those of the register."""

import re
import unicodedata

from gongkai_monitor.text.similarity import title_similarity

_TAIL = re.compile(
    r"(?:的(?:微博|主页|个人主页|头条主页|视频|公众号|bilibili空间|哔哩哔哩)|[-_—|]\s*(?:微博|抖音|今日头条|"
    r"快手|哔哩哔哩|微信公众号|公众号|官方账号|RSSHub|百家号)[^\n]{0,12}|\s*-\s*bilibili)$",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:的)?(?:唯一)?官方(?:新浪|腾讯|政务)?"
    r"(?:微博|微信|公众号|抖音|快手|头条|视频|认证)?(?:号|帐号|账号|账户)?$"
)
"""What platforms put behind a certified subject."""
_NOT_WORDS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,}(?:科|股|处室|支部|团委|工会)$")
_NOT_OFFICE = re.compile(
    r"(?:百|医|内|外|儿|眼|牙|妇|产|骨|本|专|学|社|文|理|全|挖|金)科$|总工会$|屁股$"
)


def clean_name(shown: str) -> str:
    """The account's name in the title of its page: without 的微博, - 抖音 and the like."""
    name = shown.strip()
    previous = None
    while previous != name:
        previous = name
        name = _TAIL.sub("", name).strip()
    return name


def name_key(name: str) -> str:
    """A name for comparing: letters and digits in one width and case."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", name).casefold())


def name_similarity(one: str, other: str) -> float:
    """How alike two names are, 0..1; 1 for equal keys."""
    if name_key(one) == name_key(other):
        return 1.0
    return min(title_similarity(one, other), 0.99)


def subject_key(certified: str) -> str:
    """A certified subject for comparing: 某局官方微博 is 某局."""
    return _OFFICIAL.sub("", name_key(certified))


def is_same_body(certified: str, names: tuple[str, ...]) -> bool:
    """Whether a certified subject is one of an agency's names, with or without the place before.

    Platforms print the subject as 某局官方微博: the tail is no part of its name.
    """
    key = subject_key(certified)
    keys = [name_key(name) for name in names if len(name_key(name)) >= 3]
    return any(
        key == one or key.endswith(one) or one.endswith(key) for one in keys if len(key) >= 3
    )


def names_internal_office(name: str) -> bool:
    """Whether a name is that of a section inside an agency (科、股); 百科 and 内科 are none."""
    key = name_key(name)
    return bool(_OFFICE.search(key)) and not _NOT_OFFICE.search(key)
