"""Personal data that a page or file leaks: precision first, told apart from official numbers.

``personal_data`` masks whatever may be personal; here a number counts only when it stands for a
private person: a valid ID number, a mobile that is said to be somebody's own, a bank card that is
called one. Phones of offices, hotlines and persons to contact (联系人), credit codes, site codes,
文号, index, record, order and project numbers are no leaks. Every pattern is bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum import luhn

from gongkai_monitor.text.personal_data import (
    BANK_CARD,
    ID_CARD,
    MOBILE,
    is_id_number,
    is_old_id_number,
    mask_personal_data,
)

LABELS = {ID_CARD: "身份证号", MOBILE: "手机号", BANK_CARD: "银行卡号"}
MOST_CHARACTERS = 3_000_000
"""Of one text; more is not looked at."""
MOST_LEAKS = 100
"""Passages named per text: enough for any list of names."""
_EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Leak:
    """One leaked number: its kind, where it stands, and what may be shown of it."""

    kind: str
    position: int
    masked: str
    excerpt: str


_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－—\u3000\xa0\t\r", "0123456789Xx--    ")
_START = r"(?<![0-9A-Za-z*＊.])(?<![0-9A-Za-z*][-_/=])"
_END = r"(?![0-9A-Za-z*＊]|[-_/.][0-9A-Za-z])"
_ID18 = re.compile(
    rf"{_START}[1-9](?:\d{{16}}"
    r"|\d{5}([ -])\d{8}\1\d{3}"
    r"|\d{5}([ -])\d{4}\2\d{4}\2\d{3}"
    r"|\d{2}([ -])\d{3}\3\d{4}\3\d{4}\3\d{3}"
    r"|\d{3}([ -])\d{4}\4\d{4}\4\d{4}\4\d)"
    rf"[\dXx]{_END}"
)
_BROKEN_ID = re.compile(rf"{_START}([1-9]\d{{3,16}}) ?\n ?(\d{{0,13}}[\dXx]){_END}")
"""A narrow cell of a file breaks a number into two lines."""
_ID15 = re.compile(rf"{_START}[1-9]\d{{14}}{_END}")
_MOBILE = re.compile(rf"{_START}(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)([- ]?)(\d{{4}})\2(\d{{4}}){_END}")
_CARD = re.compile(rf"{_START}[1-9]\d{{3}}([- ]?)\d{{4}}\1\d{{4}}\1\d{{4}}(?:\1\d{{1,3}})?{_END}")

_ID_WORDS = re.compile(r"身份证|公民身份|证件号|身份号码")
_OTHER_CODE = re.compile(
    r"(?:信用代码|统一代码|订单号?|流水号|索引号|许可证号?|备案号|文号|受理号|案号|项目代码|项目编号"
    r"|合同编号|采购编号|招标编号|公告编号|标识码|机构代码|税号|发票号码?|校验码|监督码|书号|ISBN)"
    r"[^\n]{0,6}$",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"身份证|本人|我的(?:手机|电话|联系|号码)|联系我(?!们)|我家|申请人|投诉人|来信人|写信人|举报人|反映人|信访人|当事人|被处罚人"
    r"|被执行人|被申请人|户主|农户|贫困户|低保|家长|监护人|考生|学生|学员|患者|病人|村民|业主|居民"
    r"|住户|死者|受害人|失主|受益人|受助|救助对象|补贴对象|残疾人|个人|被征收人|承包人|承租人|姓名"
    r"|家属|求职|应聘|户籍|出生|性别|家庭住址|现住址"
)
_OFFICIAL = re.compile(
    r"联系人|联系电话|联系方式|联系手机|咨询|热线|监督|举报电话|投诉电话|举报方式|值班|办公|传真|服务"
    r"|客服|负责人|经办|工作人员|联络|受理|报名|公司|单位|中心|招标|采购|代理|项目经理|技术支持"
    r"|职务|乡长|镇长|县长|网格员|河长|林长|路长|田长|湖长|包保|责任人|站长|所长|主任|书记|村长|局长|科长|队长|院长|校长"
    r"|医生|律师|法律援助|志愿|信箱|邮编|邮箱|地址|预约|救援|抢修|维修|报警|收件|通讯录|督导|管理员"
    r"|电话[:： ]|拨打|致电|来电|微信|QQ"
)
_NAME = re.compile(
    r"(?<![\u4e00-\u9fa5])([赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹"
    r"喻柏水窦章云苏潘葛奚范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于时傅"
    r"皮卞齐康伍余元顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝明臧计伏成戴宋庞熊纪舒屈项祝董梁杜阮蓝闵席季"
    r"麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘解应宗丁宣邓洪包左石崔"
    r"吉龚程邢裴陆荣翁荀曲家封储靳段巫乌焦巴谷车侯全班仰秋仲伊宫宁仇甘武符刘景龙叶司黎白蒲赖卓屠"
    r"池乔胥闻党翟谭劳申扶冉桑桂牛寿边燕温庄晏柴瞿阎连习艾鱼容向古易戈廖居衡步都耿满匡文寇广"
    r"欧利师关聂晁敖冷辛简饶曾沙丰游肖闫佟覃])[\u4e00-\u9fa5]{1,2}(?![\u4e00-\u9fa5])"
)
_SENTENCE_END = re.compile(r"[。！？；!?]")
_OWNER_AFTER = re.compile(r"[^。！？；!?]{0,20}户名[^。！？；!?\n]{0,30}")
_CARD_WORDS = re.compile(
    r"银行卡|卡号|一卡通|社保卡账|存折|借记卡|储蓄卡|信用卡|收款账|打款|个人账"
)
_ACCOUNT_WORDS = re.compile(r"账号|帐号|账户|帐户|开户行|开户银行")
_UNIT_ACCOUNT = re.compile(
    r"公司|单位|保证金|对公|财政|专户|国库|有限|中心|委员会|管理局|人民政府|基金会|慈善|红十字|公益"
    r"|捐款|捐赠|缴款|交易"
)
_BINS = re.compile(
    r"62(?:0058|0522|12(?:26|28|60|62|66|69|75|80|81|82|83|84|85|86|99)|1661|1660|1663|1700|1785|1798"
    r"|1799|2200|2202|2203|2208|2258|2262|2280|2284|2188|2150|2151|2309|2580|2588|2609|2622|2630|2662"
    r"|2666|2668|2690|2696|2700|2708|2760|2848|2845|2836|2908|2966|3052|3058|3091|3095|8481|8202)"
    r"|601382|955880|955881|955882|955888|955990|456351|436742|421349|622|621"
)


def find_leaks(text: str) -> tuple[Leak, ...]:
    """Leaked numbers of a text in order, without overlap; at most ``MOST_LEAKS``.

    Lines may be cells of a table: what stands on the lines before belongs to the context.
    """
    plain = text[:MOST_CHARACTERS].translate(_WIDE)
    found: list[Leak] = []
    end_of_last = -1
    for start, end, kind in sorted(_spans(plain)):
        if start < end_of_last:
            continue
        end_of_last = end
        digits = re.sub(r"[ \-\n]", "", plain[start:end])
        found.append(Leak(kind, start, masked(digits, kind), excerpt(plain, start, end)))
        if len(found) == MOST_LEAKS:
            break
    return tuple(found)


def masked(digits: str, kind: str) -> str:
    """What may be shown of a number: enough to find it again on the page, no more."""
    shown = 3 if kind == MOBILE else 2
    return f"{digits[:shown]}{'*' * (len(digits) - shown - 2)}{digits[-2:]}"


def excerpt(text: str, start: int, end: int) -> str:
    """The passage round a number; numbers and lone names in it are masked."""
    first, last = max(start - _EXCERPT, 0), end + _EXCERPT // 2
    while first > 0 and text[first - 1].isalnum() and start - first < _EXCERPT + 30:
        first -= 1  # never begin inside another number
    while last < len(text) and text[last - 1].isalnum() and last - end < _EXCERPT:
        last += 1
    passage = f"{text[first:start]}\0{text[end:last]}"
    passage = re.sub(r"\d{6,}[\dXx]?", "【号码】", mask_personal_data(passage))
    passage = _NAME.sub(r"\1某", passage)
    return " ".join(passage.replace("\0", "【已隐去】").split())[:190]


def _spans(plain: str) -> Iterator[tuple[int, int, str]]:
    """Candidates that hold; where two overlap the one that begins first counts."""
    ids = list(_ids(plain))
    yield from ids
    yield from _cards(plain)
    rows_with_ids = [start for start, _, _ in ids]
    yield from _mobiles(plain, rows_with_ids)


def _ids(plain: str) -> Iterator[tuple[int, int, str]]:
    for match in _ID18.finditer(plain):
        number = re.sub(r"[ -]", "", match[0])
        if is_id_number(number) and not _is_other_code(plain, match.start()):
            yield (*match.span(), ID_CARD)
    for match in _BROKEN_ID.finditer(plain):
        number = match[1] + match[2]
        if len(number) == 18 and is_id_number(number) and not _is_other_code(plain, match.start()):
            yield (*match.span(), ID_CARD)
    for match in _ID15.finditer(plain):
        if not is_old_id_number(match[0]) or _is_other_code(plain, match.start()):
            continue
        # no checksum: only where an ID number is announced, beside it or as a table's heading
        if _ID_WORDS.search(plain, max(match.start() - 300, 0), match.start()):
            yield (*match.span(), ID_CARD)


def _cards(plain: str) -> Iterator[tuple[int, int, str]]:
    for match in _CARD.finditer(plain):
        number = re.sub(r"[ -]", "", match[0])
        if not _BINS.match(number) or not luhn.is_valid(number) or len(set(number)) < 4:
            continue
        start = match.start()
        before = plain[max(start - 200, 0) : start]
        owner = _OWNER_AFTER.match(plain, match.end())
        around = _SENTENCE_END.split(before[-60:])[-1] + (owner[0] if owner else "")
        if _OTHER_CODE.search(before[-24:]) or _UNIT_ACCOUNT.search(around):
            continue
        if _CARD_WORDS.search(before) or _ACCOUNT_WORDS.search(before[-40:]):
            yield (*match.span(), BANK_CARD)


def _mobiles(plain: str, ids: list[int]) -> Iterator[tuple[int, int, str]]:
    """Mobiles of private persons: a row with an ID number, or a word that says whose it is."""
    at = 0
    for match in _MOBILE.finditer(plain):
        start, end = match.span()
        while at < len(ids) and ids[at] < start - 120:
            at += 1
        beside_id = at < len(ids) and ids[at] <= end + 40
        before = _SENTENCE_END.split(plain[max(start - 60, 0) : start])[-1]
        if _OTHER_CODE.search(before[-24:]):
            continue
        if beside_id or _is_private(plain, start, before):
            yield start, end, MOBILE


def _is_private(plain: str, start: int, before: str) -> bool:
    """The nearest word decides; a table's heading (姓名 … 手机) counts for rows with a name."""
    private = _last(_PRIVATE, before)
    official = _last(_OFFICIAL, before)
    if private is not None or official is not None:
        return private is not None and (official is None or _outweighs(private, official, before))
    if not _NAME.search(before[-16:]):
        return False
    heading = plain[max(start - 1_500, 0) : start]
    return bool(_LIST_HEADING.search(heading)) and not _OFFICIAL_LIST.search(heading)


_LIST_HEADING = re.compile(
    r"姓名[^。]{0,60}?(?:手机|电话)|(?:学员|考生|学生|残疾人|低保|补贴|补助|救助|参训|录取|获奖|农户)"
    r"[^。\n]{0,30}(?:名单|花名册|公示表|汇总表|登记表|明细表)"
)
_OFFICIAL_LIST = re.compile(
    r"通讯录|值班表|联系表|联系人|负责人|责任人|联系方式|一览表|职务|单位名称|工作单位|网点|门店|机构"
    r"|河长|网格|工作人员|律师|医疗|咨询|服务"
)


def _outweighs(private: int, official: int, before: str) -> bool:
    """我的联系电话, 申请人…电话: the private word comes later, or owns the official one."""
    if private > official:
        return True
    between = before[private:official]
    return len(between) <= 14 and not re.search(r"[。；;\n]", between)


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    position = None
    for match in pattern.finditer(text):
        position = match.start()
    return position


def _is_other_code(plain: str, start: int) -> bool:
    return bool(_OTHER_CODE.search(plain[max(start - 24, 0) : start]))
