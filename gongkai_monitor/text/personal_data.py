"""Personal data in free text: ID-card numbers, mobiles, bank cards, e-mail addresses.

A number counts only when its checksum or its number plan holds; document numbers, site codes,
landlines and index numbers stay untouched. Every pattern is bounded: linear time on any input.
"""

import re
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

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
NAME_MASK = "【姓名】"

Span = tuple[int, int, str]

_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＠．－", "0123456789Xx@.-")
_EDGE = r"(?<![0-9A-Za-z])"
_ID18 = re.compile(rf"{_EDGE}[1-9]\d{{16}}[\dXx](?![0-9A-Za-z])")
_ID15 = re.compile(rf"{_EDGE}[1-9]\d{{14}}(?![0-9A-Za-z])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d[-.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}"
    r"(?![0-9A-Za-z]|[-.]\d)"
)
_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d[- ])\d{4}([- ]?)\d{4}\1\d{4}\1\d{3,4}(?:\1\d{1,4})?"
    r"(?![0-9A-Za-z]|[- ]\d)"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,24}(?![A-Za-z0-9\-])"
)
_CONTACT = re.compile(
    r"(?:联系人(?:姓名|员)?|申请人|投诉人|来信人|写信人|反映人|经办人|举报人|信访人|当事人)"
    r"(?:\s?[:：]\s?|\s?为\s?|\s?[是]\s?)"
    r"((?:[\u4e00-\u9fa5]{2,3}(?:·[\u4e00-\u9fa5]{2,6})?|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5]))"
    r"(?=先生|女士|同志|老师|$|[\s,，。；;、:：()（）【\[0-9]|电话|手机|联系)"
)
_NOT_A_NAME = re.compile(
    r"[局处科室委办部厅院校厂店司站所]$|^(?:电话|手机|本人|同上|无|详见|见|不详|匿名|未知|空"
    r"|单位|保密|联系)"
    r"|公司|单位|人员"
)
_CARD_LENGTHS = frozenset({16, 17, 18, 19})
_BANK_BINS = re.compile(r"62|60|4\d|5[1-5]|2[2-7]\d{2}|3[57]|9[4-9]|6[459]|84|88")
_CODE_BEFORE = re.compile(
    r"(?:信用代码|统一代码|编号|编码|标识码|索引号|流水号|许可证|备案号|文号|单号|订单|受理号"
    r"|案号|批准文号|公网安备|机构代码|税号)"
    r"(?:为|是)?\s?[:：]?\s?[\w\-〔〕\[\]]{0,4}$"
)
_CARD_BEFORE = re.compile(r"(?:卡号|账号|帐号|银行|账户|帐户|存折|卡)[^。\n]{0,12}$")


def find_personal_data(text: str) -> list[Span]:
    """Spans ``(start, end, kind)`` of personal data, in order and without overlap.

    Kinds are ``id_card``, ``mobile``, ``bank_card`` and ``email``. Full-width digits count too.
    """
    plain = text.translate(_WIDE)
    spans: list[Span] = []
    taken = bytearray(len(plain))
    for kind, pattern, holds in _RULES:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(taken[start:end]) or not holds(match[0], plain[max(start - 24, 0) : start]):
                continue
            spans.append((start, end, kind))
            taken[start:end] = b"\x01" * (end - start)
    return sorted(spans)


def mask_personal_data(text: str) -> str:
    """The text with personal data, and names after 联系人, replaced by tokens.

    Nothing outside the found spans changes, and masking a masked text changes nothing: what a
    number hid from the search (digits that stood beside it) is looked for again.
    """
    masked = _masked_once(text)
    while masked != text:
        text, masked = masked, _masked_once(masked)
    return masked


def _masked_once(text: str) -> str:
    spans = [(start, end, TOKENS[kind]) for start, end, kind in find_personal_data(text)]
    spans += [
        (*match.span(1), NAME_MASK)
        for match in _CONTACT.finditer(text)
        if not _NOT_A_NAME.search(match[1])
    ]
    pieces: list[str] = []
    position = 0
    for start, end, token in sorted(spans):
        pieces += [text[position:start], token]
        position = end
    return "".join([*pieces, text[position:]])


def _is_id18(number: str, before: str) -> bool:
    """Checksum, province and birthday hold, and no label names another sort of code.

    The county is not looked up: a missed number is worse than one that nobody was given.
    """
    return is_id_number(number) and not _CODE_BEFORE.search(before)


def _is_id15(number: str, before: str) -> bool:
    return is_old_id_number(number) and not _CODE_BEFORE.search(before)


def is_id_number(number: str) -> bool:
    """Whether 18 characters have the checksum, province and birthday of an ID number."""
    if ric.calc_check_digit(number.upper()) != number[-1].upper():
        return False
    return int(number[:2]) in _PROVINCES and _is_day(number[6:14])


def is_old_id_number(number: str) -> bool:
    """The form until 1999: province, and a birthday of the 20th century; it has no checksum."""
    return int(number[:2]) in _PROVINCES and _is_day("19" + number[6:12])


def _is_day(digits: str) -> bool:
    """Whether YYYYMMDD is a possible birthday."""
    if not "1880" <= digits[:4] <= "2099":
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_mobile(number: str, before: str) -> bool:
    return not _CODE_BEFORE.search(before)


def _is_bank_card(number: str, before: str) -> bool:
    """Luhn, a length and a beginning that banks issue; 18 digits only where a card is named."""
    digits = re.sub(r"[- ]", "", number)
    if len(digits) not in _CARD_LENGTHS or not luhn.is_valid(digits) or len(set(digits)) < 3:
        return False
    named = bool(_CARD_BEFORE.search(before))
    if not named and (_CODE_BEFORE.search(before) or len(digits) in {17, 18}):
        return False
    return bool(_BANK_BINS.match(digits)) and (named or digits.startswith(("62", "4", "5", "60")))


def _is_email(_address: str, _before: str) -> bool:
    return True


_PROVINCES = frozenset(
    number
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (81, 83))
    for number in (*range(first, last + 1), 71)
)
_RULES = (
    (EMAIL, _EMAIL, _is_email),
    (ID_CARD, _ID18, _is_id18),
    (BANK_CARD, _CARD, _is_bank_card),
    (ID_CARD, _ID15, _is_id15),
    (MOBILE, _MOBILE, _is_mobile),
)
