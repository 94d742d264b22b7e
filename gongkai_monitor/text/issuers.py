"""发文机关: the agencies that issue a document, from a printed field, a title or a signature."""

import re

_END = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|常委会|人大|总局|总署|管委会|领导小组|指挥部|工作组|法院|检察院"
    r"|研究院|科学院|工程院|国务院|中央军委|工商联|合作总社|基金会|协会|学会|总会|银行|支行|分行|集团|公司|中心"
    r"|[\u4e00-\u9fff]{1,12}(?:部|局|厅|委|署|院|会|办|党组|省委|市委|县委|区委))"
)
_AGENCY = re.compile(rf"^[\u4e00-\u9fff（）()·“”]{{0,36}}{_END}(?:（[^（）]{{2,20}}）)?$")
_SEPARATOR = re.compile(
    r"[、，,;；/|\s\u3000]+|(?<=[部局厅委会府院署])(?:和|及|与)(?=[\u4e00-\u9fff]{2,}(?:部|局|厅|委|会))"
)
_ACTS = re.compile(
    r"^(?P<issuers>[^《》。:：]{2,120}?)"
    r"(?:关于|转发|印发|批转|对(?=.{4,}(?:答复|决定)$)|公布|发布|修订|废止|令第|令$|公告|通告|通知)"
)
_AND_OTHERS = re.compile(
    r"等(?:[一二三四五六七八九十\d]{0,3}(?:个)?(?:部门|单位|厅局|部委|委办局))?$"
)
_CENTRAL = (
    "国务院办公厅", "国务院", "中共中央办公厅", "中共中央", "中央宣传部", "中央网信办",
    "中央组织部", "中央编办", "中央政法委", "外交部", "国防部", "国家发展和改革委员会",
    "国家发展改革委", "国家发改委", "教育部", "科学技术部", "科技部", "工业和信息化部",
    "国家民委", "公安部", "国家安全部", "民政部", "司法部", "财政部", "人力资源和社会保障部",
    "人力资源社会保障部", "自然资源部", "国土资源部", "生态环境部", "环境保护部",
    "住房和城乡建设部", "住房城乡建设部", "交通运输部", "水利部", "农业农村部", "农业部",
    "商务部", "文化和旅游部", "文化部", "国家卫生健康委员会", "国家卫生健康委", "国家卫生计生委",
    "退役军人事务部", "退役军人部", "应急管理部", "中国人民银行", "人民银行", "审计署",
    "国务院国资委", "国资委", "海关总署", "国家税务总局", "税务总局", "国家市场监督管理总局",
    "市场监管总局", "国家工商行政管理总局", "工商总局", "国家质检总局", "质检总局",
    "国家金融监督管理总局", "金融监管总局", "国家广播电视总局", "广电总局", "国家体育总局",
    "体育总局", "国家统计局", "统计局", "国家国际发展合作署", "国家医疗保障局", "国家医保局",
    "国务院参事室", "国管局", "新华社", "中国科学院", "中科院", "中国社会科学院", "中国工程院",
    "中国气象局", "中国银保监会", "银保监会", "中国银监会", "银监会", "中国保监会", "保监会",
    "中国证监会", "证监会", "国家信访局", "国家粮食和物资储备局", "国家能源局", "国家数据局",
    "国家国防科技工业局", "国家烟草局", "国家移民管理局", "国家林业和草原局", "国家林草局",
    "国家铁路局", "中国民航局", "民航局", "国家邮政局", "国家文物局", "国家中医药局",
    "国家疾控局", "国家药品监督管理局", "国家药监局", "药监局", "国家知识产权局", "知识产权局",
    "国家乡村振兴局", "国务院扶贫办", "全国总工会", "共青团中央", "全国妇联", "全国工商联",
    "中国残联", "中华全国供销合作总社", "最高人民法院", "最高人民检察院",
)  # fmt: skip
"""Names and usual short names of the central agencies, which papers print without blanks."""

_ONE_CENTRAL = rf"(?:{'|'.join(sorted(_CENTRAL, key=len, reverse=True))})(?:办公厅|办公室)?"
_ALL_CENTRAL = re.compile(rf"(?:{_ONE_CENTRAL}){{2,}}")
_EACH_CENTRAL = re.compile(_ONE_CENTRAL)
_PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{2,3}?(?:省|市|县|区)|省|市|县|区)")
_LONGEST = 40


def split_issuers(printed: str) -> tuple[str, ...]:
    """The agencies of a field 发文机关 or a line of a signature, in order, each once."""
    bare = _AND_OTHERS.sub("", printed.strip())
    parts = [part for whole in _SEPARATOR.split(bare) for part in _unglued(whole)]
    return tuple(dict.fromkeys(part for part in parts if part))


def issuers_of_title(title: str) -> tuple[str, ...]:
    """The agencies that a title begins with (``…人民政府办公厅关于…``); empty without them."""
    match = _ACTS.match(title.strip())
    if match is None:
        return ()
    found = split_issuers(match["issuers"])
    return found if found and all(is_agency(one) for one in found) else ()


def is_agency(text: str) -> bool:
    """Whether a text is nothing but the name of an agency."""
    return len(text) <= _LONGEST and bool(_AGENCY.match(text)) and "关于" not in text


def is_central(name: str) -> bool:
    """Whether an agency is a central one, for which no local rule holds."""
    return bool(_EACH_CENTRAL.fullmatch(name)) or name.startswith(("国家", "全国", "中华"))


def _unglued(name: str) -> list[str]:
    """Names printed without anything between them: 科技部教育部, 河北省财政厅河北省科技厅."""
    if _ALL_CENTRAL.fullmatch(name):
        return _EACH_CENTRAL.findall(name)
    place = _PLACE.match(name)
    parts = re.split(rf"(?<=[部局厅委会府署院室])(?={place[0]})", name) if place else [name]
    return parts if len(parts) > 1 and all(is_agency(part) for part in parts) else [name]
