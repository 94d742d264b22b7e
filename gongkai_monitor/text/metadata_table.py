"""文件信息表: the table of 索引号, 文号, 成文日期 ... that a document page prints about itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from selectolax.lexbor import LexborNode

from gongkai_monitor.text.dates import parse_date, parse_datetime
from gongkai_monitor.text.document_number import find_document_number, normalise_document_number
from gongkai_monitor.text.page import Page, squeeze

_FIELDS = {
    "index_number": "索引号 索引编号 信息索引号 索引码 信息索引 公开索引号",
    "issuer": "发文机关 发布机构 发文单位 发布单位 制发机关 发布机关 制发单位 公开机构 发文机构"
    " 信息发布机构 发文字号机关 颁布单位 公开单位 公开主体 发布部门 发文部门",
    "signed_on": "成文日期 成文时间 印发日期 印发时间 发文日期 发文时间 生成日期 签发日期 制发日期"
    " 落款日期 信息生成日期 形成日期 颁布日期",
    "published_on": "发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 信息公开日期 上网日期",
    "title": "标题 名称 信息名称 文件名称 题名 公文标题 文件标题 信息标题 公文名称",
    "document_number": "文号 发文字号 文件编号 文件字号 发布文号 公文文号 文件文号 发文号"
    " 发文文号 字号",
    "validity": "有效性 效力状态 时效性 时效状态 是否有效 文件有效性 有效状态 时效 文件状态 效力",
    "topic": "主题分类 信息类别 信息分类 公开类别 体裁分类 组配分类 所属主题 分类 类别",
    "subject_words": "主题词 关键词",
    "effective_on": "施行日期 生效日期 实施日期 生效时间 施行时间 实施时间",
    "expires_on": "失效日期 废止日期 失效时间 有效期至 废止时间",
    "mark": "公开属性 公开方式 公开类型 公开选项",
    "source": "来源 信息来源",
}
_FIELD_OF = {label: field for field, labels in _FIELDS.items() for label in labels.split()}
_STRONG = frozenset(
    ["index_number", "issuer", "signed_on", "document_number", "validity", "topic", "effective_on"]
)
_TRIGGER = re.compile(
    r"索\s*引\s*号|索引编号|成文日期|成文时间|发文机关|发文字号|发布机构|发文单位|生成日期|主题分类|制发机关"
)
_NOISE = re.compile(r"[\s:：\[\]【】()（）·*]")
_INLINE_LABEL = re.compile(
    r"(?:^|(?<=[\s\]】)）;；|]))[\[【(（]?\s*("
    + "|".join(r"\s{0,3}".join(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
    + r")\s*[\]】)）]?\s*[:：]"
)
_CELLS = frozenset({"td", "th", "dd", "dt"})
_EMPTY = frozenset({"", "无", "-", "--", "—", "——", "/", "暂无", "null"})
_LONGEST_LABEL = 16
_LONGEST_VALUE = 400


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document page states about its document; None where it states nothing."""

    title: str | None = None
    document_number: str | None = None
    issuer: str | None = None
    index_number: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    validity: str | None = None
    topic: str | None = None
    mark: str | None = None
    source: str | None = None


def read_metadata(page: Page) -> Metadata | None:
    """The metadata of a document page, None when it has no such table.

    A table counts when it states at least two of 索引号, 发文机关, 成文日期, 文号, 有效性,
    主题分类, 施行日期: a line 发布时间 … 来源 … alone is no table.
    """
    if not _TRIGGER.search(page.html):
        return None
    cells: dict[str, str] = {}
    for field, value in (*_from_cells(page), *_from_lines(page)):
        if value not in _EMPTY:
            cells.setdefault(field, value)
        else:
            cells.setdefault(field, "")
    stated = {field: value for field, value in cells.items() if value}
    if len(_STRONG & cells.keys()) < 2 or not _STRONG & stated.keys():
        return None
    return _typed(stated)


def _typed(cells: dict[str, str]) -> Metadata:
    """Printed cells as values."""
    published = cells.get("published_on", "")
    return Metadata(
        title=cells.get("title"),
        document_number=_number(cells.get("document_number", "")),
        issuer=cells.get("issuer"),
        index_number=cells.get("index_number"),
        signed_on=parse_date(cells.get("signed_on", "")),
        published_on=parse_date(published),
        published_at=parse_datetime(published),
        effective_on=parse_date(cells.get("effective_on", "")),
        expires_on=parse_date(cells.get("expires_on", "")),
        validity=cells.get("validity"),
        topic=cells.get("topic"),
        mark=cells.get("mark"),
        source=cells.get("source"),
    )


def _number(printed: str) -> str | None:
    """The document number of its cell; a cell without 号 states none."""
    if "号" not in printed:
        return None
    spelled = normalise_document_number(printed)
    return spelled if len(spelled) <= 30 else find_document_number(printed)


def _from_cells(page: Page) -> Iterator[tuple[str, str]]:
    """Pairs of neighbouring cells in tables and definition lists."""
    for node in page.tree.css("td,th,dt"):
        first = node.first_child
        if first is None or node.css_first("table") is not None:
            continue
        text = node.text()
        if len(text) > 4 * _LONGEST_LABEL:
            continue
        field = _FIELD_OF.get(_NOISE.sub("", text))
        if field:
            value = _value_cell(node)
            yield field, "" if _NOISE.sub("", value) in _FIELD_OF else value


def _value_cell(label: LexborNode) -> str:
    """Text of the cell after a label."""
    node = label.next
    while node is not None and node.tag not in _CELLS:
        node = node.next
    text = squeeze(node.text()) if node is not None else ""
    return text if len(text) <= _LONGEST_VALUE else ""


def _from_lines(page: Page) -> Iterator[tuple[str, str]]:
    """``标签：值`` in lines of text, several to a line."""
    for line in page.lines:
        if len(line) > _LONGEST_VALUE or not (":" in line or "：" in line):
            continue
        labels = list(_INLINE_LABEL.finditer(line))
        ends = [label.start() for label in labels[1:]] + [len(line)]
        for label, end in zip(labels, ends, strict=False):
            field = _FIELD_OF[_NOISE.sub("", label[1])]
            yield field, line[label.end() : end].strip(" \t;；|[【")
