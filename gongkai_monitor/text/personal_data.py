"""Personal data in free text: ID-card numbers, mobiles, bank cards, e-mail addresses.

A number counts only when its checksum or its number plan holds, in whatever way it is written
(``number_runs``); document numbers, site codes, landlines and index numbers stay untouched. Every
pattern is bounded: linear time on any input.
"""

import re
from datetime import date

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from gongkai_monitor.text.number_runs import Window, folded, windows
from gongkai_monitor.text.personal_names import NAME_MASK, find_names

ID_CARD = "id_card"
MOBILE = "mobile"
BANK_CARD = "bank_card"
EMAIL = "email"

TOKENS = {
    ID_CARD: "【身份证号】",
    MOBILE: "【手机号】",
    BANK_CARD: "【银行卡号】",
    EMAIL: "【邮箱】",
}

Span = tuple[int, int, str]

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9\-])"
)
_CODE_BEFORE = re.compile(
    r"(?:信用代码|统一代码|编号|编码|标识码|索引号|流水号|许可证|备案号|文号|单号|订单号?|受理号"
    r"|案号|批准文号|公网安备|机构代码|税号|工单|运单|快递|票号|发票号?码?|条形码|条码|批号|序列号"
    r"|登记号|注册号|产权证|合同号|项目代码|学籍号|准考证号?|书号|ISBN|IMEI|群号|QQ群)"
    r"(?:号码?)?(?:为|是)?[ \t]?[:：]?[ \t]?[A-Za-z0-9\-〔〕\[\]]{0,4}$",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(r"身份证|证件|手机|电话|身份号|银行卡|卡号")
_CARD_BEFORE = re.compile(r"(?:卡号|账号|帐号|银行|账户|帐户|存折|卡)[^。\n]{0,12}$")
_OLD_ID_BEFORE = re.compile(r"身份|证件|证号|旧证|老证|一代证")
_CALLED_BEFORE = re.compile(r"(?:手机|电话|联系|拨打|微信|请打)[^\d]{0,4}$")
_LETTERS_BEFORE = re.compile(
    r"(?<![A-Za-z])(?:tel|phone|mobile|mob|cell|id|no|wx|vx|v|qq|wechat|card|sfz|sj)$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z0-9._~:/?#@!&'*+;=%\-]{0,200}")
_ADDRESS = re.compile(
    r"://|www\.|^/?[A-Za-z]+[A-Za-z0-9]*[/=&?#_]|[A-Za-z]\.[a-z]{2,4}(?:[/?:]|$)"
    r"|\.(?:s?html?|jpe?g|png|gif|pdf|docx?|xlsx?|zip|rar|aspx?|jsp|php)(?![A-Za-z])",
    re.IGNORECASE,
)
"""An address or a file name, which may hold digits that are nobody's number."""
_OWN_NUMBER = re.compile(r"1[3-9]\d{9}")
_ROOM_BEFORE = re.compile(r"(?!(?:19|20)\d\d$)[1-9]\d{0,3}")
_AMOUNT_AFTER = re.compile(
    r" ?(?:元|[万亿](?:元|吨|户|人|平|亩|$|[^\u4e00-\u9fa5])|吨|公斤|平方|㎡|立方|千瓦|人次"
    r"|％|%|[cm]m|[毫厘]?米)"
)
_POINT = re.compile(r"[、)）]|[.:：](?!\d)")
_COUNTRY = re.compile(r"(?:00)?86|0")

_WANTED = re.compile(
    r"(?!(\d)\1{9})(?:(?:0|(?:00)?86)?1[3-9]\d{9}|[1-8]\d{14}|[1-8]\d{16}[\dXx]|[2-9]\d{15,18})"
)
_BANK_BINS = re.compile(r"62|60|4\d|5[1-5]|2[2-7]\d{2}|3[57]|9[4-9]|6[459]|84|88")
_MOBILE_LENGTH = 11
_CARD_LENGTHS = frozenset({16, 17, 18, 19})
_MOBILE_SHAPES = frozenset({
    (11,), (3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (7, 4), (5, 6), (6, 5), (4, 7),
    (3, 2, 2, 2, 2), (3, 2, 2, 4), (3, 4, 2, 2), (1, 2, 4, 4), (2, 3, 3, 3), (1,) * 11,
})  # fmt: skip
_CARD_SHAPES = re.compile(r"\(\d+,\)|\(4(?:, 4){3,}(?:, [123])?\)|\(6, 1[0-3]\)|\((?:1(?:, |))+\)")


def find_personal_data(text: str) -> list[Span]:
    """Spans ``(start, end, kind)`` of personal data, in order and without overlap.

    Kinds are ``id_card``, ``mobile``, ``bank_card`` and ``email``. Digits of any form count:
    full-width, spaced or hyphenated, written as words, broken over two lines.
    """
    plain = folded(text)
    # the longest first: a card of 19 digits may begin with one of 16
    found = sorted(
        windows(plain, _WANTED), key=lambda one: (one.is_written, -len(one.digits), one.start)
    )
    spans: list[Span] = []
    taken = bytearray(len(plain))

    def take(start: int, end: int, kind: str) -> None:
        if not any(taken[start:end]):
            spans.append((start, end, kind))
            taken[start:end] = b"\x01" * (end - start)

    for match in _EMAIL.finditer(plain):
        take(*match.span(), EMAIL)
    for kind, holds in _RULES:
        for window in found:
            for start, end, digits in _readings(window):
                if holds(digits, window, plain) and not _is_part_of_a_word(plain, start, end):
                    take(start - _opened(plain, start, end), end, kind)
                    break
    return sorted(spans)


def mask_personal_data(text: str) -> str:
    """The text with personal data, and names after 联系人 or 我叫, replaced by tokens.

    Nothing outside the found spans changes, and masking a masked text changes nothing: what a
    number hid from the search (digits that stood beside it) is looked for again.

    Raises:
        TypeError: for anything but a text.
    """
    if not isinstance(text, str):
        raise TypeError(f"text 应为 str，实际为 {type(text).__name__}")
    masked = _masked_once(text)
    while masked != text:
        text, masked = masked, _masked_once(masked)
    return masked


def _opened(plain: str, start: int, end: int) -> int:
    """1 where a mark before a number belongs to it (+86…, (138)…), else 0."""
    mark, number = plain[start - 1 : start], plain[start:end]
    return int(mark == "+" or (mark == "(" and number.count(")") > number.count("(")))


def _masked_once(text: str) -> str:
    spans = [(start, end, TOKENS[kind]) for start, end, kind in find_personal_data(text)]
    spans += [(start, end, NAME_MASK) for start, end in find_names(text)]
    pieces: list[str] = []
    position = 0
    for start, end, token in sorted(spans):
        if start >= position:
            pieces += [text[position:start], token]
            position = end
    return "".join([*pieces, text[position:]])


def _readings(window: Window) -> list[tuple[int, int, str]]:
    """(start, end, digits) that a window may be read as; of written digits one may not belong."""
    start, end, digits = window.start, window.end, window.digits
    found = [(start, end, digits)]
    if window.is_written and window.end - window.start == len(digits):
        found += [(start, end - 1, digits[:-1]), (start + 1, end, digits[1:])]
        found += [(start, end - 2, digits[:-2]), (start + 1, end - 1, digits[1:-1])]
    return found


def _is_part_of_a_word(plain: str, start: int, end: int) -> bool:
    """Letters beside it (a code, a plate), an address or a file name round it."""
    before = plain[max(start - 12, 0) : start]
    if re.match(r"[A-Za-z]", plain[end : end + 1]):
        return True
    if re.search(r"[A-Za-z]$", before) and not re.search(r"\d[Xx]$", before):
        return not _LETTERS_BEFORE.search(before)
    if _LETTERS_BEFORE.search(before[:-1]):  # wx:138…, tel/138…
        return False
    left = _TOKEN.match(plain[max(start - 200, 0) : start][::-1])
    right = _TOKEN.match(plain, end)
    assert left is not None and right is not None  # noqa: PT018 - both match nothing at least
    return _ADDRESS.search(left[0][::-1] + plain[start:end] + right[0]) is not None


def _is_code(plain: str, start: int) -> bool:
    """A label before it names another sort of number."""
    before = plain[max(start - 24, 0) : start]
    label = _CODE_BEFORE.search(before)
    return label is not None and not _PERSON_BEFORE.search(before, max(label.start() - 6, 0))


def _is_id(digits: str, window: Window, plain: str) -> bool:
    """Checksum, province and birthday hold, and no label names another sort of code.

    The county is not looked up: a missed number is worse than one that nobody was given. Only the
    old form, which has no checksum, needs its county where nothing says that it is an ID number.
    """
    if len(digits) == 18:
        return is_id_number(digits) and not _is_code(plain, window.start)
    if len(digits) != 15 or window.shape not in {(15,), (6, 6, 3), (6, 2, 2, 2, 3)}:
        return False
    if not digits.isdigit() or not is_old_id_number(digits) or _is_joined(window, plain):
        return False
    before = plain[max(window.start - 24, 0) : window.start]
    is_announced = bool(_OLD_ID_BEFORE.search(before)) or _has_county(digits)
    return is_announced and not _is_code(plain, window.start)


def is_id_number(number: str) -> bool:
    """Whether 18 characters have the checksum, province and birthday of an ID number."""
    if not number[:17].isdigit() or ric.calc_check_digit(number.upper()) != number[-1].upper():
        return False
    return int(number[:2]) in _PROVINCES and _is_day(number[6:14])


def is_old_id_number(number: str) -> bool:
    """The form until 1999: province, and a birthday of the 20th century; it has no checksum."""
    return int(number[:2]) in _PROVINCES and _is_day("19" + number[6:12])


def _has_county(number: str) -> bool:
    try:
        return "county" in ric.get_birth_place(f"{number[:6]}19{number[6:]}0")
    except (ValidationError, KeyError):  # KeyError: the province is known, the county is not
        return False


def _is_day(digits: str) -> bool:
    """Whether YYYYMMDD is a possible birthday."""
    if not "1880" <= digits[:4] <= "2099":
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_mobile(digits: str, window: Window, plain: str) -> bool:
    """A number of the plan with its usual divisions, with or without the country before it."""
    shape, prefix = window.shape, digits[:-11]
    if prefix:
        if not _COUNTRY.fullmatch(prefix):
            return False
        alone = shape[0] == len(prefix)
        shape = shape[1:] if alone else (shape[0] - len(prefix), *shape[1:])
    if window.is_written and len(window.shape) == 1:
        shape = (11,)
    if not re.match(r"1[3-9]", digits[-11:]) or shape not in _MOBILE_SHAPES or len(set(digits)) < 3:
        return False
    called = window.inner and _CALLED_BEFORE.search(plain[max(window.start - 8, 0) : window.start])
    if (_is_joined(window, plain) and not called) or _AMOUNT_AFTER.match(plain, window.end):
        return False
    return not _is_code(plain, window.start)


def _is_bank_card(digits: str, window: Window, plain: str) -> bool:
    """Luhn, a length and a beginning that banks issue; 18 digits only where a card is named."""
    if len(digits) not in _CARD_LENGTHS or not digits.isdigit():
        return False
    if not luhn.is_valid(digits) or len(set(digits)) < 3 or not _BANK_BINS.match(digits):
        return False
    named = bool(_CARD_BEFORE.search(plain[max(window.start - 24, 0) : window.start]))
    if named:
        return not _is_joined(window, plain)
    if _is_code(plain, window.start) or _AMOUNT_AFTER.match(plain, window.end):
        return False
    is_issued = digits[:2] in {"62", "60"} or (digits[0] in "45" and len(digits) == 16)
    is_shaped = bool(_CARD_SHAPES.fullmatch(str(window.shape)))
    return is_issued and len(digits) in {16, 19} and is_shaped and not _is_joined(window, plain)


def _is_joined(window: Window, plain: str) -> bool:
    """Whether its neighbours belong to it: 0311-13812345678-2, 1.5, 150 2000 3000 of a table.

    A neighbour belongs to a divided number when it is divided off in the same way and as long as
    one of its parts; what a word announces (``_CALLED_BEFORE``) is taken all the same, and what
    numbers the next point of a list (2、) belongs to that. Another mobile, and the number of a room
    before one (2-501-138…), stand for themselves.
    """
    for neighbour in (window.before, window.after):
        if neighbour is None or (neighbour is window.after and _numbers_a_point(window, plain)):
            continue
        group, gap = neighbour
        is_room = neighbour is window.before and len(window.digits) == _MOBILE_LENGTH
        if _OWN_NUMBER.fullmatch(group) or (is_room and _ROOM_BEFORE.fullmatch(group)):
            continue
        if window.inner:
            if gap in window.inner and len(group) in window.shape:
                return True
        elif gap in {".", "-", "_"}:
            return True
    return False


def _numbers_a_point(window: Window, plain: str) -> bool:
    assert window.after is not None
    group, gap = window.after
    return bool(_POINT.match(plain, window.end + len(gap) + len(group)))


_PROVINCES = frozenset(
    number
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (81, 83))
    for number in (*range(first, last + 1), 71)
)
_RULES = ((ID_CARD, _is_id), (BANK_CARD, _is_bank_card), (MOBILE, _is_mobile))
