"""办事指南: which of the eight element classes (rule W-6b) the text of a guide states.

Read from the lines of a page's body: cells of tables, ``dl`` rows, headings, numbered sections and
``label：value`` runs all come as lines. A label without a value states nothing. The same element
has many names; a longer label may name two (``办理时间、地点``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ELEMENTS: dict[str, re.Pattern[str]] = {
    "事项名称": re.compile(r"(?:事项|项目|业务|权力|服务)名称|服务事项|办理事项"),
    "设定依据": re.compile(
        r"(?:设定|设立|法律|法定|事项|办理|办事|政策|实施|许可|审批|文件)依据|^依据$"
    ),
    "申请条件": re.compile(
        r"(?:申请|办理|受理|申报|办事|准予|许可|审批|享受|申办|报名)(?:的)?条件|^条件$|申请资格|受理范围"
    ),
    "办理材料": re.compile(r"材料|申请资料|所需资料|提交资料|所需证件|所需手续|^要件$"),
    "办理地点": re.compile(
        r"(?:办理|办公|受理|办事|窗口|服务|联系|单位|经办|申请)的?(?:地点|地址|场所|窗口)|^地[点址]$|[、及和与]地[点址]"
    ),
    "办理时间": re.compile(
        r"(?:办理|办公|受理|工作|接待|办事|服务|上班|对外)的?时间|^时间$|[、及和与]时间"
    ),
    "联系电话": re.compile(r"(?<!监督)(?<!投诉)(?:电话|联系方式|咨询方式|咨询渠道|热线)"),
    "办理流程": re.compile(
        r"流程|(?:办理|办事|审批|受理|申请|申报|工作|服务)(?:程序|步骤|环节)|^程序$"
    ),
}
"""Element class -> the labels that name it."""

POOR_FROM = 4
"""A guide is poor when this many element classes or more are missing (rule W-6b)."""

_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff（）()、/ ]{2,18})[:：]")
_NUMBER = re.compile(r"^\s{0,4}[（(\[]?[一二三四五六七八九十\d]{1,3}[)）\]、.．]?\s{0,4}")
_BRACKETS = re.compile(r"[【】\[\]《》\s　*]")
_SENTENCE = re.compile(r"[，。；！？,;:：]")
_POINTER = re.compile(r"^(?:点击|请?查看|请?下载|详?见)")
"""“点击查看流程图” answers the label above it, although it names an element."""
_NO_VALUE = frozenset(
    {"", "无", "/", "-", "--", "—", "——", "暂无", "空", "略", "待补充", "待定", "null", "xxx"}
)
_NONE_IS_AN_ANSWER = frozenset({"申请条件", "办理材料"})
_EDGES = " \t:：;；,，。.、　"
_LONGEST_HEADING = 12
_LONGEST_LINE = 5_000
_MOST_LINES = 5_000
_LEAST_TEXT = 60
_HEADER_CELLS = 3
_NO_GUIDE = re.compile(r"通知|公告|通告|公示|新闻|会议|解读|问答|目录|清单|结果|名单")


@dataclass(frozen=True, slots=True)
class GuideElements:
    """The element classes that a guide states and those it does not, in the order of the rule."""

    present: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_poor(self) -> bool:
        """Whether so many classes are missing that the rule counts the item."""
        return len(self.missing) >= POOR_FROM


def is_guide_title(title: str) -> bool:
    """Whether a page of a guide channel may be a guide: notices stand in such channels too."""
    return not _NO_GUIDE.search(title)


def read_guide(title: str, body: str) -> GuideElements | None:
    """The elements of one guide; None when its text is not on the page (a picture, a file).

    Args:
        title: of the page; it is the 事项名称.
        body: text of the article, a block per line.
    """
    if len("".join(body.split())) < _LEAST_TEXT:
        return None
    present = set(stated_elements(body.split("\n")))
    if title.strip():
        present.add("事项名称")
    return GuideElements(
        present=tuple(name for name in ELEMENTS if name in present),
        missing=tuple(name for name in ELEMENTS if name not in present),
    )


def stated_elements(lines: Sequence[str]) -> Iterator[str]:
    """Every element that has a label with a value behind or below it; may repeat."""
    current: tuple[str, ...] = ()
    waiting: list[tuple[str, ...]] = []
    values = 0
    for line in lines[:_MOST_LINES]:
        for names, text in _parts(line[:_LONGEST_LINE]):
            if names:
                if values:
                    waiting, values = [], 0
                current = names
                waiting.append(names)
            if not _is_value(text, current):
                continue
            values += 1
            yield from current
            if len(waiting) >= _HEADER_CELLS and values >= len(waiting):
                yield from (name for cell in waiting for name in cell)


def _parts(line: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """(elements, text) of a line: before its first label, then each label with what follows."""
    plain = _NUMBER.sub("", line.replace("】", "：").replace("【", " "))
    heading = _BRACKETS.sub("", plain).strip(_EDGES)
    is_short = len(heading) <= _LONGEST_HEADING and not _SENTENCE.search(heading)
    if is_short and not _POINTER.match(heading) and elements_named(heading):
        yield elements_named(heading), ""
        return
    labels = [
        (match, elements_named(_BRACKETS.sub("", _NUMBER.sub("", match["label"]))))
        for match in _LABEL.finditer(plain)
    ]
    labels = [(match, names) for match, names in labels if names]
    if not labels:
        yield (), plain
        return
    yield (), plain[: labels[0][0].start()]
    for n, (match, names) in enumerate(labels):
        end = labels[n + 1][0].start() if n + 1 < len(labels) else len(plain)
        yield names, plain[match.end() : end]


def elements_named(label: str) -> tuple[str, ...]:
    """The element classes that a label names."""
    return tuple(name for name, pattern in ELEMENTS.items() if pattern.search(label))


def _is_value(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text answers its label; 无 answers where nothing may be needed."""
    value = text.strip(_EDGES).lower()
    if value == "无" and set(names) & _NONE_IS_AN_ANSWER:
        return True
    return bool(names) and value not in _NO_VALUE
