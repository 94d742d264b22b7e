"""Leaked numbers are found in every form, official numbers never; nothing unmasked gets out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from gongkai_monitor.text.leaks import MOST_LEAKS, find_leaks
from gongkai_monitor.text.personal_data import find_personal_data

ID = "130803199003071234"[:17] + ric.calc_check_digit("130803199003071230")
CARD = "6222021234567890128"


def kinds(text: str) -> list[str]:
    return [leak.kind for leak in find_leaks(text)]


@pytest.mark.parametrize("text", [
    f"当事人张三，身份证号：{ID}，住址略。",
    f"张三\t{ID}\t500元",
    f"张三 {ID[:6]} {ID[6:14]} {ID[14:]}",
    f"张三 {ID[:6]}-{ID[6:10]}-{ID[10:14]}-{ID[14:]}",
    "身份证号" + ID.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    f"姓名\n{ID[:14]}\n{ID[14:]}\n补助",
    f"{ID}张三",
])  # fmt: skip
def test_an_id_number_is_found_in_every_form(text):
    assert kinds(text) == ["id_card"]


@pytest.mark.parametrize(("text", "expected"), [
    ("申请人李四，手机13812345678。", ["mobile"]),
    ("本人电话１３８１２３４５６７８", ["mobile"]),
    ("家长：李四 138 1234 5678", ["mobile"]),
    ("姓名 性别 手机\n李四 男 13812345678\n王五 女 13912345678", ["mobile", "mobile"]),
    (f"张三 {ID} 13812345678", ["id_card", "mobile"]),
    (f"户主李四，一卡通卡号：{CARD}", ["bank_card"]),
    (f"银行卡号 {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", ["bank_card"]),
    ("身份证号：130803900307123", ["id_card"]),
])  # fmt: skip
def test_other_private_numbers(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize("text", [
    "联系人：王主任，手机：13812345678",
    "联系电话：13812345678；0314-2050512",
    "政务服务热线 12345，监督举报电话 13812345678",
    "项目负责人李四（电话：13812345678）",
    "采购代理机构：某某有限公司 13812345678",
    "河长姓名 职务 手机\n李四 乡长 13812345678",
    "统一社会信用代码：91130800684212731K",
    "统一社会信用代码 111308000009030127",
    "承市政办字〔2025〕12号，索引号：000014349/2025-00012",
    "网站标识码 1308000009，冀公网安备 13080302000123号，冀ICP备05012345号",
    f"订单号：{ID}",
    "项目代码：2025-130803-48-01-684212",
    "保证金账号：6222021234567890128 户名：某某公共资源交易中心",
    "账号：6222021234567890128（某某有限公司）"[:3] + "13050165320800000123",
    "ISBN 978-7-5115-1234-5",
    "坐标 117.963421，40.952942，金额 1380000000.00 元",
    "http://a.gov.cn/art/2025/3/7/art_130803199003071230_13812345678.html",
    "1308**********1234，138****5678",
    f"表 {ID}0 号",
    "我的留言已收到，请拨打联系电话 13812345678",
])  # fmt: skip
def test_official_numbers_are_no_leak(text):
    assert kinds(text) == []


def test_a_leak_shows_nothing_of_the_person():
    text = f"申请人：李小明，身份证号{ID}，手机13812345678，王大力 {ID} 13912345678"
    for leak in find_leaks(text):
        assert not re.search(r"\d{6}", leak.masked + leak.excerpt)
        assert "李小明" not in leak.excerpt
        assert "王大力" not in leak.excerpt
        assert "【已隐去】" in leak.excerpt


def test_a_long_list_is_bounded():
    assert len(find_leaks(f"张三 {ID}\n" * 5_000)) == MOST_LEAKS


@given(st.text(alphabet="0123456789 -\nXx张手机身份证号：", max_size=300))
def test_whatever_is_found_is_in_order_and_masked(text):
    found = find_leaks(text)
    assert [leak.position for leak in found] == sorted(leak.position for leak in found)
    for leak in found:
        assert not find_personal_data(leak.excerpt)
