"""Names of private persons: after 联系人, 我叫, 姓名, and where an answer greets them. Pure."""

import re
from collections.abc import Iterator

NAME_MASK = "【姓名】"
_ROLES = (
    r"(?:联系人(?:姓名|员)?|申请人|投诉人|来信人|写信人|反映人|经办人|举报人|信访人|当事人|留言人"
    r"|诉求人|报修人|求助人|来电人|业主姓名|户主(?:姓名)?|姓名|真实姓名)"
)
_SURNAME = (
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严魏陶姜戚谢邹章苏潘葛范彭马方任袁柳史唐薛雷贺倪汤滕殷罗毕郝顾孟黄萧尹姚邵汪祁毛戴宋庞熊纪舒项祝"
    "董梁杜阮蓝贾江童颜郭梅盛林钟徐邱骆夏蔡田樊胡凌霍万柯卢莫房缪解丁邓洪崔龚程邢裴陆翁曲靳段侯宁甘武刘龙叶黎白赖卓谭温庄瞿阎向廖耿欧曾关聂冷简饶沙肖闫覃]"
)
_DOUBLE = (
    r"(?:欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木|夏侯|南宫|独孤|轩辕)"
    r"[\u4e00-\u9fa5]{1,2}"
)
_NAME = (
    rf"{_DOUBLE}|"
    r"[\u4e00-\u9fa5]{2,3}(?:·[\u4e00-\u9fa5]{2,6})?|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5]"
)
_USUAL = rf"(?:{_DOUBLE}|{_SURNAME}[\u4e00-\u9fa5]{{1,2}})"
_END = (
    r"(?=先生|女士|同志|老师|$|[\s,，。；;、:：！!()（）【\[0-9]|电话|手机|联系|身份证|性别|男|女)"
)
_AFTER_ROLE = re.compile(rf"{_ROLES}\s?[:：]\s?({_NAME}){_END}")
_ROLE_IS = re.compile(rf"{_ROLES}(?:\s?[为是]\s?|\s)({_USUAL}){_END}")
_SAID = re.compile(
    rf"(?:我的?(?:名字|姓名)?(?:是?叫)做?|本人(?:姓名|名)?叫|我名叫|名字叫|名叫)({_NAME}){_END}"
)
_SELF = re.compile(
    rf"(?:本人|我是)({_USUAL})"
    r"(?=[,，。；;（(]?\s?(?:男|女|身份证|系|现住|家住|电话|手机|联系电话|汉族|\d{2}岁|【))"
)
_OPEN, _CLOSE = '“”"‘「『《【〔（(', '”“"’」』》】〕）)'
_GREETED = re.compile(
    rf"(?:网友|网民|用户|市民|来信人|留言人|尊敬的|^)[\s:：]{{0,3}}[{_OPEN}]([^{_OPEN}{_CLOSE}\n]{{1,24}})"
    rf"[{_CLOSE}](?=[\s:：,，!！]{{0,8}}(?:您好|你好|您的|你的|同志|先生|女士|反映|留言|来信|咨询|提出))"
    r"|(?:网友|网民|用户)[\s:：]{0,3}([A-Za-z0-9_]{3,20})(?=[\s:：,，!！]{0,8}(?:您好|你好|您的|同志))"
    r"|^([A-Za-z0-9_]{3,20})(?=[\s:：,，!！]{0,8}(?:您|你))"
    r"|[“”\"「]([A-Za-z]{1,4}[0-9]{4,12})(?=[“”\"」])|([A-Za-z]{{1,4}}[0-9]{{4,12}})(?=网友)"
)
"""Answers greet by nickname: 网友“…”您好."""
_TITLED = re.compile(
    rf"(?:(?:尊敬|敬爱|亲爱)的\s?({_DOUBLE}|{_SURNAME}[\u4e00-\u9fa5]{{0,2}}?)(?=先生|女士|同志|同学|老师|师傅)"
    rf"|^\s{{0,4}}({_DOUBLE}|{_SURNAME}[\u4e00-\u9fa5]{{0,2}}?)"
    rf"(?=(?:先生|女士|同志)[\s:：,，!！]{{0,3}}(?:您|你)好))",
    re.MULTILINE,
)
"""Answers greet by name: 尊敬的张女士，张先生您好."""
_NOT_A_NAME = re.compile(
    r"[局处科室委办部厅院校厂店司站所]$|^(?:电话|手机|本人|同上|无|详见|见|不详|匿名|未知|空"
    r"|单位|保密|联系|什么|我们|你们|他们|自己|或|和|及|与|的|等|应|须|可|必|不|信息|一致|地址|您好|你好|实名|日期|时间|曾用名|是否|盼|我)"
    r"|公司|单位|人员|证号|号码|身份"
)


def find_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of names; an office, a word like 匿名 or 详见附件 is none."""
    for pattern in (_AFTER_ROLE, _ROLE_IS, _SAID, _SELF):
        for match in pattern.finditer(text):
            if not _NOT_A_NAME.search(match[1]):
                yield match.span(1)
    for match in _TITLED.finditer(text):
        span = match.span(match.lastindex or 0)
        if not _NOT_A_NAME.search(text[slice(*span)]):
            yield span
    for match in _GREETED.finditer(text):
        span = match.span(match.lastindex or 0)
        if text[slice(*span)] not in {NAME_MASK, NAME_MASK[1:-1]}:
            yield span
