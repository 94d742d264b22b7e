"""Which documents owe an interpretation: the agency's own policy documents, and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

NORMATIVE_WORDS = (
    "办法", "规定", "细则", "意见", "方案", "规划", "措施", "条例", "规则", "准则", "政策",
    "行动计划", "工作计划", "制度", "标准", "指引", "实施", "决定", "通知", "章程",
)  # fmt: skip
"""Title words of documents that set rules."""

RIGHTS_WORDS = (
    "补贴", "补助", "奖补", "奖励", "资助", "扶持", "救助", "保障", "待遇", "养老", "医疗",
    "医保", "社保", "保险", "就业", "创业", "住房", "租赁", "征收", "征地", "拆迁", "搬迁",
    "安置", "收费", "价格", "税", "许可", "审批", "资质", "准入", "处罚", "招生", "入学", "落户",
    "户籍", "市场主体", "企业", "民营", "营商", "个体工商户", "贷款", "融资", "贴息", "惠民",
    "惠农", "民生", "消费", "交通", "停车", "供水", "供热", "燃气",
)  # fmt: skip
"""Title words of documents that touch rights of people and business; the list is ours."""

_RULE = re.compile(r"(?:办法|规定|细则|规则)(?:（[^）]{1,12}）)?》?(?:的通知)?$")
_NORMATIVE_NUMBER = re.compile(r"规(?:字|发|范|函)?〔")
_ABOVE_NORMATIVE = re.compile(r"令(?:〔|第|\d)|^(?:主席|国务院)令")
_LAW = re.compile(r"(?:条例|(?<!办)法)(?:（[^）]{1,16}）)?$")

_NOT_POLICY: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("解读材料", re.compile(r"解读|一图(?:读懂|看懂)|图解|答记者问|政策问答")),
    ("人事任免", re.compile(r"任免|任职|免职|任命|免去|挂职|职务(?:的|任)|同志.{0,12}职务")),
    ("征求意见稿", re.compile(r"征求意见|公开征集|意见征集|草案|听证")),
    ("招聘、公示等事务", re.compile(
        r"招聘|录用|录取|拟聘|公示|成绩|面试|体检|遴选|招标|中标|采购|拍卖|挂牌出让")),
    ("批复、复函、答复", re.compile(r"批复$|复函$|的函$|的批复|的复函|(?:提案|建议)的答复$")),
    ("会议、表彰等事务", re.compile(
        r"会议|表彰|表扬|嘉奖|通报|放假|值班|停电|停水|评选|培训班|座谈")),
    ("机构和人员调整", re.compile(
        r"领导小组|指挥部|委员会组成|成员名单|机构设置|调整.{0,20}(?:成员|分工)|工作分工")),
    ("规章清理、废止", re.compile(r"废止|失效|清理结果|继续有效")),
    ("公告、通告类", re.compile(r"公告|通告|启事|目录$|名单|清单$|年度报告|工作报告|预算|决算")),
)  # fmt: skip

_PROVINCES = {
    "京": "北京", "津": "天津", "冀": "河北", "晋": "山西", "蒙": "内蒙古", "辽": "辽宁",
    "吉": "吉林", "黑": "黑龙江", "沪": "上海", "苏": "江苏", "浙": "浙江", "皖": "安徽",
    "闽": "福建", "赣": "江西", "鲁": "山东", "豫": "河南", "鄂": "湖北", "湘": "湖南",
    "粤": "广东", "桂": "广西", "琼": "海南", "渝": "重庆", "川": "四川", "黔": "贵州",
    "滇": "云南", "藏": "西藏", "陕": "陕西", "甘": "甘肃", "青": "青海", "宁": "宁夏",
    "新": "新疆",
}  # fmt: skip

_NUMBER_PREFIX = re.compile(r"^(?P<prefix>[^\d〔\[（(]+)[〔\[（(]")
_NUMBER_KIND = re.compile(r"(?:办|发|字|函|规|规字|规发|通|文|法|令|电|公告)+$")
_TITLE_ISSUER = re.compile(r"^(?P<issuer>[^《》（(]{2,40}?)(?:办公厅|办公室)?关于")
_ARCHIVED_AFTER = timedelta(days=365)
"""A document put on the site later than this after its signature is from the archive."""
_OFFICE = re.compile(r"(?:办公厅|办公室)$")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a document owes an interpretation; ``why_needed`` and ``why_not`` say why."""

    needs_interpretation: bool
    is_normative: bool
    why_not: str | None = None
    why_needed: str | None = None


def scope_of(
    title: str,
    number: str | None,
    issuer: str | None,
    own_names: Sequence[str],
    *,
    signed_on: date | None = None,
    published_on: date | None = None,
    owed_by: Sequence[str] = ("all",),
) -> Scope:
    """Decide for one document of a policy channel.

    Args:
        title: as printed.
        number: 文号, normalised, or None.
        issuer: 发文机关 as printed, or None.
        own_names: full name and aliases of the agency whose site shows it.
        signed_on: 成文日期, when known.
        published_on: the day it was put on the site, when known.
        owed_by: which of its own documents owe one (``InterpretationDuty``).
    """
    is_normative = is_normative_document(title, number)
    for kind, pattern in _NOT_POLICY:
        if pattern.search(title):
            return Scope(needs_interpretation=False, is_normative=False, why_not=kind)
    if number is None and not is_normative:
        return Scope(False, is_normative, "没有文号，标题也不像规范性文件")
    foreign = foreign_issuer(title, number, issuer, own_names)
    if foreign is not None:
        return Scope(False, is_normative, f"转发或其他机关文件（{foreign}）")
    if signed_on and published_on and published_on - signed_on > _ARCHIVED_AFTER:
        return Scope(False, is_normative, f"早年文件补充公开（成文于 {signed_on}）")
    return _owed(title, owed_by, is_normative=is_normative)


def _owed(title: str, owed_by: Sequence[str], *, is_normative: bool) -> Scope:
    """Which ground of the edition makes an own policy document owe an interpretation."""
    if is_normative and "normative" in owed_by:
        return Scope(True, is_normative, why_needed="规范性文件（按文号、标题）")
    word = next((word for word in RIGHTS_WORDS if word in title), None)
    if word and "rights" in owed_by:
        return Scope(True, is_normative, why_needed=f"涉及群众、企业权益（{word}）")
    if "all" in owed_by:
        return Scope(True, is_normative, why_needed="本机关政策文件")
    return Scope(False, is_normative, "不是规范性文件，标题也看不出涉及群众、企业权益")


def is_normative_document(title: str, number: str | None) -> bool:
    """Whether a document sets rules, by its number (…规〔2022〕3号) or the words of its title."""
    if any(pattern.search(title) for _, pattern in _NOT_POLICY):
        return False
    return bool(number and _NORMATIVE_NUMBER.search(number)) or any(
        word in title for word in NORMATIVE_WORDS
    )


def is_rule_document(title: str, number: str | None) -> bool:
    """Whether a document makes rules (办法, 规定, 细则, 规则) and is no law or 规章."""
    if number and _ABOVE_NORMATIVE.search(number):
        return False
    return bool(_RULE.search(title)) and not _LAW.search(title)


def foreign_issuer(
    title: str, number: str | None, issuer: str | None, own_names: Sequence[str]
) -> str | None:
    """Who issued the document when it was not the agency itself; None when it was its own.

    The issuer field, the prefix of the number and the beginning of the title are each asked;
    one that names the agency is enough, else the first that names another is the answer.
    """
    names = [name for name in own_names if name]
    others: list[str] = []
    if issuer:
        if is_own_name(issuer, names):
            return None
        others.append(issuer)
    prefix = number_prefix(number) if number else None
    if prefix:
        if any(prefix_belongs_to(prefix, name) for name in names):
            return None
        others.append(prefix)
    begins = _TITLE_ISSUER.match(title.strip())
    if begins:
        if is_own_name(begins["issuer"], names):
            return None
        others.append(begins["issuer"])
    return others[0] if others else None


def is_own_name(issuer: str, names: Sequence[str]) -> bool:
    """Whether an issuer (or one of several) is the agency or its office."""
    return any(
        name in issuer or _OFFICE.sub("", issuer) == name or issuer == _OFFICE.sub("", name)
        for name in names
        if len(name) >= 3
    )


def number_prefix(number: str) -> str | None:
    """The agency's letters of a 文号: ``承政办字〔2022〕44号`` -> ``承政办字``."""
    match = _NUMBER_PREFIX.match(number.strip())
    return match["prefix"].strip() if match else None


def prefix_belongs_to(prefix: str, name: str) -> bool:
    """Whether the letters abbreviate a name: an alias as it is, or letters of it in order.

    ``承政办字`` belongs to 承德市人民政府, ``冀人社字`` to 河北省人力资源和社会保障厅,
    ``国办发`` to neither.
    """
    bare = _NUMBER_KIND.sub("", prefix)
    if prefix.startswith(name) or (bare and bare == name):
        return True
    if len(bare) < 2:
        return False
    letters = _PROVINCES.get(bare[0], bare[0]) + bare[1:] if bare[0] not in name else bare
    rest = iter(name)
    return all(letter in rest for letter in letters)
