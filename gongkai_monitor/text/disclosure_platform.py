"""政府信息公开 platform: its parts by name, and items that are news, not statutory disclosure.

国办公开办函〔2019〕61号: 专栏姓专. The parts are found by the names of columns and links (rules
I-21, I-22); the classifier reads titles only and is strict: what it names is a candidate that a
person looks at (rule I-20).
"""

import re

PARTS: dict[str, re.Pattern[str]] = {
    "政府信息公开指南": re.compile(r"(?:信息)?公开指南"),
    "政府信息公开制度": re.compile(r"(?:信息)?公开(?:制度|规定)|信息公开法规|公开条例"),
    "法定主动公开内容": re.compile(r"(?:法定)?主动公开(?:内容|目录|信息)?$|法定公开"),
    "政府信息公开年报": re.compile(r"公开.{0,4}(?:年报|年度报告)|公开工作年度报告"),
    "依申请公开": re.compile(r"依申请公开|公开申请"),
}
"""The four parts and the entrance for requests, each by the name of a column or link."""

PLATFORM = re.compile(r"^政府信息公开(?:专栏|平台)?$")
"""The uniform name (rule I-21)."""

GUIDE_FIELDS: dict[str, re.Pattern[str]] = {
    "信息分类和编排体系": re.compile(r"分类|编排"),
    "获取方式": re.compile(r"获取(?:方式|途径|渠道|信息)|公开(?:方式|形式|渠道|途径)"),
    "工作机构名称": re.compile(r"工作机构|受理机构|主管部门|机构名称"),
    "办公地址": re.compile(r"(?:办公|通信|通讯|邮寄|联系|受理|机构)?地[址点]"),
    "办公时间": re.compile(r"(?:办公|工作|受理|接待|上班)时间"),
    "联系电话": re.compile(r"电话|联系方式"),
    "传真号码": re.compile(r"传\s{0,3}真"),
    "电子邮箱": re.compile(r"邮\s{0,3}箱|电子邮件|[Ee]-?mail"),
}
"""What the guide must say (rule I-1, article 12)."""

_STATUTORY = re.compile(
    r"规划|计划|预算|决算|目录|清单|指南|制度|办法|规定|通知|公告|公示|通告|统计|公报|意见|方案|"
    r"批复|决定|任免|任职|免职|招标|中标|采购|许可|处罚|收费|标准|预案|解读|年报|报告|名单|结果|"
    r"职责|职能|机构|简历|分工|应急|检查情况|抽查|权力|责任|补贴|救助|招考|录用|说明|信息"
)
_NEWS = re.compile(
    r"召开|调研|慰问|走访|视察|会见|座谈|举行|举办|开展|参加|出席|深入|赴.{1,12}(?:调研|考察|学习)|"
    r"培训班|推进会|工作会|动员会|启动仪式|揭牌|观摩|督导|主题党日|学习贯彻|宣讲|活动|"
    r"取得|助力|走进|纪实|风采|先进事迹|有序推进|扎实推进|再上|迎来|多措并举|"
    r"见成效|添活力|新进展"
)
_LEAST_TEXT = 100


def part_of(name: str) -> str | None:
    """The part of the platform that a column or link names."""
    text = "".join(name.split())
    if len(text) > 24:
        return None
    return next((part for part, pattern in PARTS.items() if pattern.search(text)), None)


def is_news_title(title: str) -> bool:
    """Whether a title tells of an event and names nothing that must be disclosed."""
    return bool(_NEWS.search(title[:200])) and not _STATUTORY.search(title[:200])


def missing_guide_fields(body: str) -> tuple[str, ...] | None:
    """The fields that a 公开指南 does not state; None when its text is in a file."""
    if len("".join(body.split())) < _LEAST_TEXT:
        return None
    return tuple(name for name, pattern in GUIDE_FIELDS.items() if not pattern.search(body))
