"""解读质量: whether an interpretation explains or only repeats, and what it leaves out.

Two measures, both for a person to look at (rules J-7, J-11): the share of its text that stands
word for word in the document, and which of six parts its text covers: 背景依据, 目的意义,
核心概念, 新旧差异, 影响范围, 办理与执行 (冠政办发〔2022〕7号 第 10 条; 石政办函〔2021〕27号
第七条). The words by which a part is told are ours.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

PARTS: dict[str, re.Pattern[str]] = {
    "背景依据": re.compile(
        r"背景|(?:起草|制定|政策|出台|文件)依据|上位(?:法|文件)|(?:起草|制定|修订|出台)(?:过程|情况)"
        r"|根据.{2,40}(?:规定|要求|精神|部署)|近年来|为什么(?:要)?(?:出台|制定|修订)|必要性"
    ),
    "目的意义": re.compile(
        r"目的|意义|旨在|宗旨|总体(?:要求|考虑|目标)|主要(?:考虑|目标)|工作目标"
        r"|(?:^|[，。；\s])为了?(?:进一步|深入|全面|贯彻|推动|加快|规范|加强|落实|促进|提高|提升|充分"
        r"|更好|切实|支持|解决)"
    ),
    "核心概念": re.compile(
        r"所称|是指|名词解释|核心概念|概念|定义|关键词|什么(?:是|叫)|是什么|含义|术语"
    ),
    "新旧差异": re.compile(
        r"修订(?:的|后|内容|变化|说明|完善)|新旧|主要(?:变化|修改)|不同(?:点|之处)|相比"
        r"|较(?:原|之前|以往|上一)|原(?:《|办法|规定|政策|标准|有)|新增(?:了|加|内容|条款)"
        r"|(?:提高|调整|降低|修改|变更|延长|缩短)(?:为|到|至)|创新点|(?:政策|主要|几个|[一二三四五六\d]大)亮点"
        r"|取消了|放宽|同时废止|首次(?:提出|明确|将)"
    ),
    "影响范围": re.compile(
        r"适用(?:范围|对象|于)|影响范围|(?:支持|服务|扶持|奖励|补贴|补助|资助|申报|申请|评价|管理)(?:范围|对象|主体|条件)"
        r"|受益|惠及|(?:符合|具备|满足).{0,14}条件|享受.{0,12}(?:政策|优惠|补贴)"
        r"|哪些(?:人|企业|单位|群体|项目|机构|主体|高校)|(?:基本|准入|认定|享受|建设)条件"
    ),
    "办理与执行": re.compile(
        r"如何(?:申请|申报|办理|认定|享受|执行)|怎么(?:申请|申报|办)"
        r"|(?:申请|申报|办理|认定|评审|审核|备案|遴选|验收|工作|管理)(?:流程|程序|材料|方式|渠道|时间|时限)"
        r"|执行标准|注意事项|(?:实施|施行|执行)(?:时间|日期)|起施行|起实施|有效期|咨询(?:电话|方式)"
        r"|联系(?:电话|方式|人)|组织实施|保障措施|监督管理|兑现"
    ),
}
"""Part -> the words that show it; a part counts as covered when one of them stands in the text."""

LEAST_TEXT = 300
"""Characters below which a text says too little to be measured (a picture, a video)."""

_RUN = 13
"""Characters in a row that are no chance; 《…管理办法》 and 省人民政府办公厅 are shorter."""
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")
_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Substance:
    """What was measured.

    Attributes:
        text_length: letters and characters of the interpretation, without marks.
        overlap_ratio: share of them that stands word for word in the document (in runs of at
            least 13), 0..1; None when either text is too short.
        copied: the longest such passage, cut at 80 characters; None when there is none.
        parts: covered part -> the sentence that shows it, cut at 80 characters; empty for a text
            too short to be measured.
    """

    text_length: int
    overlap_ratio: float | None
    copied: str | None
    parts: dict[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """Parts that the text does not cover; empty for a text too short to be measured."""
        return tuple(part for part in PARTS if part not in self.parts) if self.is_measured else ()

    @property
    def is_measured(self) -> bool:
        """Whether the text is long enough to be measured at all."""
        return self.text_length >= LEAST_TEXT


def measure_substance(interpretation: str, document: str) -> Substance:
    """Measure one interpretation against the document that it explains.

    Args:
        interpretation: text of its page.
        document: text of the document; "" when it is not known (an attachment that was not read).
    """
    words, places = _plain(interpretation)
    if len(words) < LEAST_TEXT:
        return Substance(len(words), None, None, {})
    parts = {
        part: _sentence(interpretation, match)
        for part, pattern in PARTS.items()
        if (match := pattern.search(interpretation))
    }
    source, _ = _plain(document)
    if len(source) < LEAST_TEXT:
        return Substance(len(words), None, None, parts)
    copied = _copied(words, source)
    ratio = sum(end - start for start, end in copied) / len(words)
    longest = max(copied, key=lambda run: run[1] - run[0], default=None)
    passage = interpretation[places[longest[0]] : places[longest[1] - 1] + 1] if longest else None
    return Substance(len(words), round(ratio, 4), _cut(passage) if passage else None, parts)


def _plain(text: str) -> tuple[str, list[int]]:
    """Letters, digits and characters only, and where each of them stands."""
    places = [match.start() for match in _WORD.finditer(text)]
    return "".join(text[place] for place in places), places


def _copied(words: str, source: str) -> list[tuple[int, int]]:
    """Runs of ``words`` of at least 13 characters that stand in ``source``, joined."""
    known = {source[start : start + _RUN] for start in range(len(source) - _RUN + 1)}
    starts = [n for n in range(len(words) - _RUN + 1) if words[n : n + _RUN] in known]
    runs: list[tuple[int, int]] = []
    for start in starts:
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], start + _RUN)
        else:
            runs.append((start, start + _RUN))
    return runs


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence around a match."""
    stops = [0, *(one.end() for one in re.finditer(r"[。；！？\n]", text)), len(text)]
    place = match.end() - 1
    start, end = next((one, other) for one, other in pairwise(stops) if one <= place < other)
    return _cut(text[start:end])


def _cut(passage: str) -> str:
    """One line of at most 80 characters."""
    line = " ".join(passage.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"
