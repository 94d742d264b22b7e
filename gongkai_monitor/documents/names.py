"""What a document is called: the names in its title, and those an interpretation uses.

``某市人民政府办公室关于印发《养老服务办法（试行）》的通知`` is called 养老服务办法; an
interpretation says ``一图读懂养老服务办法``, ``某市出台养老服务办法`` or quotes it in 《》. Both
are brought to one spelling, so that equal names are equal text.
"""

import re
from functools import lru_cache

from gongkai_monitor.text.similarity import quoted_titles, title_key

SHORTEST = 4
"""A name of fewer characters (若干措施 has four) says too little to be looked up."""
TELLING = 8
"""A name of this length tells documents apart: 《若干措施》 does not."""

_KINDS = "(?:通知|公告|通告|决定|函|意见|批复|请示|报告|令)"
_ISSUED = re.compile(
    r"(?:印发|公布|发布|下发|转发|修订|颁布|批转)(?:《|〈)?(?P<core>.{4,}?)(?:》|〉)?的?\s*通\s*知$"
    rf"|关于(?:印发|公布|发布|下发|转发|修订|颁布|批转)(?P<named>.{{4,}}?)的{_KINDS}$"
)
_ABOUT = re.compile(r"关于(?P<core>.{4,})$")
_PART_OF_ANOTHER = re.compile(r"(?:实施|贯彻|落实|执行|根据|依据|按照|废止|停止执行|修改|学习)\s*$")
"""Before 《…》: the title is about that document, it is not its name."""
_EXPLAINS = re.compile(
    r"解读|图解|图说|一图(?:读懂|看懂|速览)|答记者问|政策问答|常见问题解答|起草说明|编制说明|H5[:：]"
)

_MARKS = re.compile(
    r"[【\[〔][^】\]〕]{0,8}(?:图解|解读|图文|读懂|看懂|问答|视频|动漫)[^】\]〕]{0,6}[】\]〕]"
    r"|(?:图解|图文|图说|图表|H5|视频|动漫|动画|文字|专家|媒体|部门|权威|政策|简明)?(?:解读|图解)[一二三四]?\s*"
    r"[丨|｜:：—－-]+"
    r"|H5\s*[:：|｜丨]"
    r"|(?:一图|一张图|图文|快速|一文|轻松)(?:读懂|看懂|速览|了解|带你看懂)[丨|｜:：—－\-\s]*"
    r"|[丨|｜—－-]*\s*(?:图解|图文解读)\s*$"
    r"|(?:的)?(?:政策|文字|图文|专家|相关|重点|权威)?(?:解读(?:材料|稿|问答|之[一二三四五])?|问答|答记者问|起草说明"
    r"|编制说明|政策说明|常见问题解答|新闻发布会(?:全程)?(?:实录)?)\s*$"
    r"|^(?:图解|解读|图说|重磅|权威发布|政策速递|政策直通车)\s*"
)
_SPEAKER = re.compile(r"^.*(?:解读|印发(?:了)?|出台(?:了)?|发布(?:了)?|公布|——+|—|丨|｜|\|)\s*")
_YEARS = re.compile(r"[（(\[]\s*\d{4}\s*(?:[-—－–~至]+\s*\d{2,4})?\s*年?(?:修订|版|度)?\s*[)）\]]")
_TRIAL = re.compile(r"[（(]?(?:全国)?(?:试行|暂行|试点|修订|征求意见)(?:稿|版)?[)）]")
_SMALL_WORDS = re.compile(
    r"^关于(?!的)|(?<=.)的(?=若干|实施|通知|意见|决定|办法|政策|措施|工作|方案|指导)"
)
_TAIL = re.compile(r"的?(?:通知|公告|通告|函)$")


def explains(title: str) -> bool:
    """Whether a title is that of an interpretation, so that it is no document to explain."""
    return bool(_EXPLAINS.search(title))


def names_of_document(title: str) -> tuple[str, ...]:
    """Every name under which a document may be mentioned, the most telling first.

    What it issues stands first, then the titles in 《》 that are its own, then the title without
    its issuer and the title as it is. ``实施《…法》若干规定`` is not called …法.
    """
    found: list[str] = []
    issued = _ISSUED.search(title.strip())
    if issued:
        found.append(issued["core"] or issued["named"])
    found += [quoted for quoted in quoted_titles(title) if _is_own(title, quoted)]
    about = _ABOUT.search(title)
    if about:
        found.append(about["core"])
    found.append(title)
    return _spellings(found)


def names_of_others(title: str) -> tuple[str, ...]:
    """Names in 《》 of documents that this one carries out, amends or repeals."""
    return _spellings([quoted for quoted in quoted_titles(title) if not _is_own(title, quoted)])


def names_in_interpretation(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that a title quotes in 《》, and names that its words may be when it quotes none."""
    quoted = quoted_titles(title)
    if quoted:
        return _spellings(quoted), ()
    plain = _bare(title)
    return (), _spellings([plain, _SPEAKER.sub("", plain)])


@lru_cache(maxsize=65_536)
def spelled(name: str) -> str:
    """One spelling of a name: words only, no 关于, no 的 before 若干措施, no 的通知, no years."""
    plain = _YEARS.sub("", name).strip()
    previous = None
    while previous != plain:
        previous = plain
        plain = _TAIL.sub("", _SMALL_WORDS.sub("", plain)).strip()
    return title_key(plain)


@lru_cache(maxsize=65_536)
def without_trial(name: str) -> str:
    """The spelling of a name without （试行） and the like: versions of one document share it."""
    return spelled(_TRIAL.sub("", name))


def _bare(title: str) -> str:
    """A title without the words that only say that something is explained."""
    previous, plain = None, title.strip()
    while previous != plain:
        previous = plain
        plain = _MARKS.sub("", plain).strip(" 丨|｜:：—－-")
    return plain


def _is_own(title: str, quoted: str) -> bool:
    start = title.find(f"《{quoted}》")
    return start < 0 or not _PART_OF_ANOTHER.search(title[:start])


def _spellings(names: "list[str] | tuple[str, ...]") -> tuple[str, ...]:
    keys = (spelled(name) for name in names)
    return tuple(dict.fromkeys(key for key in keys if len(key) >= SHORTEST))
