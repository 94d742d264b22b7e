# ruff: noqa: E501 - markup reads better in one line
"""Personal data: what is found, what must not be, and that masking is safe."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.citizen_text import mask_citizen_text
from gongkai_monitor.text.personal_data import TOKENS, find_personal_data, mask_personal_data

# Made-up numbers whose checksums hold.
ID18 = "11010519491231002X"
ID15 = "110105491231002"
CARD = "6222021234567890128"


@pytest.mark.parametrize("value", [None, 13812345678, b"13812345678"])
def test_only_texts_are_masked(value: object) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        mask_personal_data(value)  # type: ignore[arg-type]


def luhn_card(digits: str) -> str:
    """Digits with their Luhn check digit."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


FOUND = [
    ("请打138/0013/8000。", "138/0013/8000", "mobile"),
    ("（138）0013-8000", "（138）0013-8000", "mobile"),
    ("联系电话13800138000/微信同号", "13800138000", "mobile"),
    ("电话13800138000_张三", "13800138000", "mobile"),
    ("张三/13800138000/幸福小区", "13800138000", "mobile"),
    ("2-501-13800138000", "13800138000", "mobile"),
    ("网址http://www.a.cn/,电话13800138000/微信同号", "13800138000", "mobile"),
    (f"{ID18}/张三", ID18, "id_card"),
    (f"卡号{CARD}/工行", CARD, "bank_card"),
    ("回电13 800 138 000，", "13 800 138 000", "mobile"),
    (f"身份证号{ID18}，", ID18, "id_card"),
    (f"身份证 {ID18.lower()} 号", ID18.lower(), "id_card"),
    (f"旧证{ID15}。", ID15, "id_card"),
    (
        "身份证１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "id_card",
    ),
    ("手机13812345678.", "13812345678", "mobile"),
    ("电话：138 1234 5678", "138 1234 5678", "mobile"),
    ("请拨+86-199-1234-5678", "+86-199-1234-5678", "mobile"),
    (f"卡号 {luhn_card('622202123456789012')}", luhn_card("622202123456789012"), "bank_card"),
    (f"工行{luhn_card('421234567890123')}", luhn_card("421234567890123"), "bank_card"),
    ("手机１３８－１２３４－５６７８", "１３８－１２３４－５６７８", "mobile"),
    ("电话一三八一二三四五六七八一直打不通", "一三八一二三四五六七八", "mobile"),
    ("请打幺三八 零零零零 五六七八。", "幺三八 零零零零 五六七八", "mobile"),
    ("手机号1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8", "mobile"),
    ("手机1381234\n5678，", "1381234\n5678", "mobile"),
    ("电话1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8", "mobile"),
    ("电话013812345678或", "013812345678", "mobile"),
    *(
        (f"电话{hidden.join('13812345678')}。", hidden.join("13812345678"), "mobile")
        for hidden in ("\xad", "\u034f", "\u180e", "\u2066", "\u3164", "\U000e0041")
    ),
    ("微信wx13812345678", "13812345678", "mobile"),
    (
        f"身份证{ID18[:6]} {ID18[6:14]} {ID18[14:]}",
        f"{ID18[:6]} {ID18[6:14]} {ID18[14:]}",
        "id_card",
    ),
    (f"身份证{ID18[:9]}\n{ID18[9:]}", f"{ID18[:9]}\n{ID18[9:]}", "id_card"),
    (f"身份证编号：{ID18}", ID18, "id_card"),
    (
        "身份证一一〇一〇五一九四九一二三一〇〇二X号",
        "一一〇一〇五一九四九一二三一〇〇二X",
        "id_card",
    ),
    (
        "卡号" + "-".join(luhn_card("622202123456789012")[n : n + 4] for n in range(0, 19, 4)),
        "-".join(luhn_card("622202123456789012")[n : n + 4] for n in range(0, 19, 4)),
        "bank_card",
    ),
    ("信箱zhang.san_1@mail.example.gov.cn。", "zhang.san_1@mail.example.gov.cn", "email"),
]


@pytest.mark.parametrize(("text", "part", "kind"), FOUND)
def test_personal_data_are_found(text: str, part: str, kind: str) -> None:
    spans = [(text[start:end], found) for start, end, found in find_personal_data(text)]
    assert spans == [(part, kind)]


NOT_PERSONAL = [
    "京政发〔2025〕13号",
    "国办秘函〔2019〕19号",
    "网站标识码：1308000009 bm21000005",
    "索引号：11130800000123456X/2025-00012",
    "统一社会信用代码：91110000100000123X",
    "统一社会信用代码 123456789012345678",
    "京公网安备11010502012345号",
    "总投资13 800 138 000元",
    "规格139/1200/1300毫米",
    "（0311）88886666",
    "http://www.example.gov.cn/138/0013/8000/",
    "www.example.gov.cn/x?i=13800138000",
    "/art/2020/13800138000",
    "见附件13800138000.pdf",
    "2025-13812345678",
    "0311-13812345678-2",
    "热线010-88886666、0311-12345678、12345",
    "传真：0571-87654321",
    "身份证110105194912310021",  # wrong check digit
    "流水号：20251128103000123456",
    "编号：13812345678901",
    "订单号 1381234567",
    "金额6222021234567890.00元",
    "2025-11-28 10:30:00",
    "第20250101至20251231期",
    "@某人 你好@ 办公室",
    "经度116.40717412345678，纬度39.9046912345678",
    "6222021234567890123",  # Luhn fails
    "0000000000000000000",
    "http://www.example.gov.cn/art/13812345678901.html",
]


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_official_numbers_are_left_alone(text: str) -> None:
    assert find_personal_data(text) == []
    assert mask_personal_data(text) == text


@pytest.mark.parametrize("between", ["/", "-", ".", "_", "、", " "])
def test_two_numbers_side_by_side_are_both_found(between: str) -> None:
    assert (
        mask_personal_data(f"13800138000{between}13900139000") == f"【手机号】{between}【手机号】"
    )


def test_masking_replaces_by_tokens_and_names_after_contact() -> None:
    text = f"联系人：张小三，电话13812345678；申请人: 李四 身份证{ID18}，邮箱a@b.cn"
    assert mask_personal_data(text) == (
        "联系人：【姓名】，电话【手机号】；申请人: 【姓名】 身份证【身份证号】，邮箱【邮箱】"
    )


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我叫张小三，", "我叫【姓名】，"),
        ("我的名字叫李四。", "我的名字叫【姓名】。"),
        ("本人王五，男，45岁", "本人【姓名】，男，45岁"),
        ("姓名：赵六 电话", "姓名：【姓名】 电话"),
        ("网友“春暖花开”您好！", "网友“【姓名】”您好！"),
        ("“UU00887”：您反映的问题", "“【姓名】”：您反映的问题"),
        ("尊敬的网民「路人甲」：您好", "尊敬的网民「【姓名】」：您好"),
    ],
)
def test_names_where_somebody_is_introduced_or_greeted(text: str, masked: str) -> None:
    assert mask_personal_data(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "我叫什么都没用，", "本人方便的时候", "我是党员，", "举报人为实名，", "姓名是否错误",
        "执行《排放标准》（GB16297）。", "服务群众“最后一米”", "来信人：您好", "12345热线",
    ],
)  # fmt: skip
def test_words_that_only_look_like_names_stay(text: str) -> None:
    assert mask_personal_data(text) == text


@pytest.mark.parametrize(
    "text", ["联系人：办公室", "联系人：电话010-88886666", "联系人：详见附件", "联系人员应当到场"]
)
def test_what_is_no_name_stays(text: str) -> None:
    assert mask_personal_data(text) == text


ALPHABET = st.text(
    alphabet=st.sampled_from(list("0123456789Xx@.-_()/ +aZ:：，。联系人张三李四身份证\n１２＠")),
    max_size=120,
)
PIECES = st.lists(
    st.one_of(
        ALPHABET, st.sampled_from([ID18, ID15, "13812345678", "a@b.cn", CARD, "联系人：王五 "])
    ),
    max_size=8,
).map("".join)


@given(st.one_of(PIECES, st.text(max_size=200)))
def test_masking_is_idempotent(text: str) -> None:
    once = mask_personal_data(text)
    assert mask_personal_data(once) == once


@given(PIECES)
def test_spans_are_ordered_apart_and_inside(text: str) -> None:
    position = 0
    for start, end, _ in find_personal_data(text):
        assert position <= start < end <= len(text)
        position = end


@given(PIECES.filter(lambda text: "联系人" not in text and "：" not in text))
def test_nothing_outside_the_spans_changes(text: str) -> None:
    expected = text
    while spans := find_personal_data(expected):
        for start, end, kind in reversed(spans):
            expected = expected[:start] + TOKENS[kind] + expected[end:]
    assert mask_personal_data(text) == expected


@pytest.mark.parametrize(
    "hostile",
    ["1" * 200_000, "a@" * 100_000, "a." * 100_000 + "@", "1 " * 100_000, "1234-" * 40_000,
     "联系人：" * 40_000, "a" * 200_000 + "@b", "13812345678," * 15_000, "13812345678/" * 15_000, "-" * 200_000, "a-" * 100_000 + "@a"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_hostile_input_is_linear(hostile: str) -> None:
    started = time.process_time()
    mask_personal_data(hostile)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(("text", "masked"), [
    ("联系我微信号：zhangsan_88 谢谢", "联系我微信号：【社交账号】 谢谢"),
    ("加QQ：123456789", "加QQ：【社交账号】"),
    ("我的车牌号是冀A·D12345", "我的车牌号是【车牌号】"),
    ("新能源车冀AD12345被堵", "新能源车【车牌号】被堵"),
    ("本人住锦绣花园12号楼3单元1201", "本人住锦绣花园【门牌号】"),
    ("我家住在幸福小区3栋501室，电话13812345678", "我家住在幸福小区【门牌号】，电话【手机号】"),
    ("尊敬的张女士：您好", "尊敬的【姓名】女士：您好"),
    ("张先生您好，来信收悉", "【姓名】先生您好，来信收悉"),
    ("手机1.3.8.1.2.3.4.5.6.7.8", "手机【手机号】"),
    ("打6 2 2 2 0 2 1 2 3 4 5 6 7 8 9 0 1 2 8 2、再说", "打【银行卡号】 2、再说"),
])  # fmt: skip
def test_what_leads_to_a_citizen_is_masked_once_and_for_all(text: str, masked: str) -> None:
    assert mask_citizen_text(text) == masked
    assert mask_citizen_text(masked) == masked


@pytest.mark.parametrize("text", [
    "拨打12345、12315或者0311-86000000", "关注微信公众号hebeifabu", "QQ群123456789", "冀政办〔2026〕12号",
    "办件编号20261112345678", "尊敬的市民朋友您好", "政务大厅二楼201室", "幸福小区3栋旁的垃圾站",
    "住建局12号文件", "京A类资质企业",
])  # fmt: skip
def test_what_is_official_stays(text: str) -> None:
    assert mask_citizen_text(text) == text


@given(st.text(alphabet="微信号QQ冀A12345住栋单元室：zhang_尊敬的张女士您好，", max_size=60))
def test_masking_citizens_twice_is_masking_once(text: str) -> None:
    once = mask_citizen_text(text)
    assert mask_citizen_text(once) == once
