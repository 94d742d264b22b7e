"""Columns that a portal is to have (rules K-A1 to K-A3, K-A8, L-1), each by its usual names."""

import re

COLUMNS: dict[str, re.Pattern[str]] = {
    "概况信息": re.compile(r"概况|走进|印象|市情|县情|区情|省情|认识"),
    "机构职能": re.compile(r"机构|职能|职责|部门设置|政府部门|组织架构"),
    "领导信息": re.compile(r"领导|市长|县长|区长|省长|政府班子"),
    "回应关切": re.compile(r"回应|关切|热点|舆情回应|辟谣"),
}
"""Rules of the group 发布解读: the existence of the column is checked."""

FIELDS: dict[str, re.Pattern[str]] = {
    "国土空间规划": re.compile(r"国土空间|城乡规划|空间规划"),
    "重大建设项目": re.compile(r"重大(?:建设)?项目|重点项目|项目建设"),
    "公共资源交易": re.compile(r"公共资源(?:交易|配置)?"),
    "财政预决算": re.compile(r"预决算|预算|决算|财政信息"),
    "安全生产": re.compile(r"安全生产"),
    "税收管理": re.compile(r"税收|税务"),
    "征地补偿": re.compile(r"征地|土地征收"),
    "国有土地上房屋征收": re.compile(r"房屋征收|征收补偿"),
    "保障性住房": re.compile(r"保障(?:性)?住房|住房保障|保障房"),
    "农村危房改造": re.compile(r"危房改造"),
    "环境保护": re.compile(r"环境保护|生态环境|环境信息"),
    "公共文化服务": re.compile(r"公共文化|文化服务|文化机构"),
    "公共法律服务": re.compile(r"法律服务"),
    "扶贫": re.compile(r"扶贫|脱贫|乡村振兴|巩固.{0,6}成果"),
    "救灾": re.compile(r"救灾|灾害"),
    "食品药品监管": re.compile(r"食品药品|药品监管|食药"),
    "城市综合执法": re.compile(r"综合执法|城市管理|城管"),
    "就业创业": re.compile(r"就业|创业"),
    "社会保险": re.compile(r"社会保险|社保|社会保障"),
    "社会救助": re.compile(r"社会救助|低保|特困"),
    "养老服务": re.compile(r"养老"),
    "户籍管理": re.compile(r"户籍|户口"),
    "涉农补贴": re.compile(r"涉农补贴|惠农|强农"),
    "义务教育": re.compile(r"义务教育|教育领域|教育信息"),
    "医疗卫生": re.compile(r"医疗|卫生"),
    "市政服务": re.compile(r"市政|供水|供气|供热"),
}
"""The 26 pilot fields of 国办发〔2019〕54号, each by the names of its column."""

ENTERPRISES: dict[str, re.Pattern[str]] = {
    "公共企事业单位信息公开": re.compile(r"公共?企事业|企事业单位"),
}
"""Disclosure of public enterprises and institutions (rule D-1), by the names of its column."""

_PLURAL_FORM = re.compile(
    r"图解|图文|一图|图说|漫画|动漫|动画|视频|音频|H5|问答|问题解答|答记者问|访谈|专家|发布会|短片",
    re.I,
)
_LONGEST_NAME = 20


def is_plural_form(title: str) -> bool:
    """Whether an interpretation is more than text, by its title (rule K-A7)."""
    return bool(_PLURAL_FORM.search(title[:200]))


def columns_named(name: str, wanted: dict[str, re.Pattern[str]]) -> tuple[str, ...]:
    """Which of the wanted columns a column or link names."""
    text = "".join(name.split())
    if not text or len(text) > _LONGEST_NAME:
        return ()
    return tuple(column for column, pattern in wanted.items() if pattern.search(text))
