"""Signs in posts: each kind is found, and its near miss is not; the first look misses none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.account_name import (
    clean_name,
    is_same_body,
    name_key,
    name_similarity,
    names_internal_office,
    subject_key,
)
from gongkai_monitor.text.authorised_sources import is_authorised, read_own_sources, source_key
from gongkai_monitor.text.post_signs import post_signs, prefilter

FOUND = {
    "commercial": "秋季上新，点击购买享优惠，全国包邮，手慢无",
    "forced_action": "请各单位职工必须全部点赞并转发本条，点赞后截图上报办公室",
    "check_in": "本周学习时长排名如下，签到积分通报见附件",
    "entertainment": "爱豆今晚官宣恋情，宝宝们快来吃瓜",
    "off_duty": "本周运势来啦，看看你的幸运色",
    "opinion": "小编认为这种做法真让人无语",
    "serious_wording": "热烈庆祝中华人民共合国成立七十周年",
    "personal_data": "获奖名单：李某，【身份证号】",
    "bad_link": "澳门赌场上线，注册 https://a.test/ 送彩金",
}
NOT_FOUND = {
    "a warning": "警方提醒：凡要求“点击购买”“扫码领券”的多为诈骗，请勿轻信",
    "a single weak word": "消费扶贫产品全国可包邮寄送",
    "a ban": "严禁强制要求群众点赞、转发，不得将下载安装纳入考核",
    "an invitation": "喜欢就点赞转发，让更多人看到",
    "a campaign against check-ins": "整治指尖上的形式主义，取消打卡积分和学习时长排名",
    "a tour": "这座古镇是打卡的好去处",
    "one word of entertainment": "他是奥运男神，也是社区志愿者",
    "office work beside it": "市委宣传部通报粉丝后援乱象，八卦账号被关停",
    "a quotation": "有网友留言“小编觉得怎么样”，我们来解答",
    "a mobile of an office": "咨询电话：【手机号】",
    "nothing": "今日天气晴，气温二十度",
}


@pytest.mark.parametrize("kind", FOUND)
def test_each_kind_is_found(kind):
    assert kind in {sign.kind.value for sign in post_signs(FOUND[kind])}


@pytest.mark.parametrize("what", NOT_FOUND)
def test_near_misses_are_not(what):
    assert post_signs(NOT_FOUND[what]) == []


def test_the_excerpt_shows_the_passage():
    (sign,) = post_signs("前文" * 100 + FOUND["off_duty"] + "后文" * 100)
    assert "本周运势" in sign.excerpt
    assert len(sign.excerpt) < 100


@given(
    st.lists(st.one_of(st.sampled_from(sorted(FOUND.values())), st.text(max_size=30)), max_size=4)
)
def test_the_first_look_lets_every_sign_pass(parts):
    text = "".join(parts)
    if post_signs(text):
        assert re.search(prefilter(), text)


def test_the_first_look_is_read_by_the_store_in_the_same_way():
    import duckdb

    texts = [*FOUND.values(), *NOT_FOUND.values()]
    rows = duckdb.execute(
        "SELECT regexp_matches(text, $words) FROM (SELECT unnest($texts) AS text)",
        {"words": prefilter(), "texts": texts},
    ).fetchall()
    assert [one for (one,) in rows] == [bool(re.search(prefilter(), text)) for text in texts]


@pytest.mark.parametrize(
    ("source", "is_one"),
    [
        ("新华社", True), ("来源：人民日报客户端", True), ("甲县人民政府网", True),
        ("市水务局", True), ("新华社、甲县发布", True), ("奇闻趣事网", False), ("", False),
        ("新华社、奇闻趣事网", False), ("某某文化传媒有限公司", False),
        ("中国政府网", True), ("县融媒体中心", True),
    ],
)  # fmt: skip
def test_sources(source, is_one):
    assert is_authorised(source) is is_one


def test_own_sources_are_read_without_remarks(tmp_path):
    path = tmp_path / "稿源单位.txt"
    assert read_own_sources(path) == frozenset()
    path.write_text("# 县里核准\n奇闻趣事网 # 2026\n\n", "utf-8")
    own = read_own_sources(path)
    assert own == {"奇闻趣事网"}
    assert is_authorised("来源：《奇闻趣事网》", own)


@given(st.text(max_size=40))
def test_keys_are_stable(text):
    assert source_key(source_key(text)) == source_key(text)
    assert name_key(name_key(text)) == name_key(text)
    assert subject_key(name_key(text)) == subject_key(text)
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize(
    ("shown", "name"),
    [("甲县发布的微博", "甲县发布"), ("甲县发布 - 抖音", "甲县发布"), ("甲县发布", "甲县发布"),
     ("甲县的微博达人", "甲县的微博达人")],
)  # fmt: skip
def test_titles_of_pages_become_names(shown, name):
    assert clean_name(shown) == name


def test_names_and_bodies():
    assert name_similarity("甲县 发布", "甲县发布") == 1
    assert name_similarity("甲县发布", "甲县消防") < 1
    assert is_same_body("甲市甲县水务局", ("甲县水务局",))
    assert is_same_body("甲县水务局官方微博", ("甲县水务局",))
    assert is_same_body("甲县水务局的官方账号", ("甲县水务局",))
    assert not is_same_body("甲县教育局官方微博", ("甲县水务局",))
    assert not is_same_body("甲县教育局", ("甲县水务局",))
    assert subject_key("官方微博") == "官方微博"
    assert is_same_body("甲县水务局官方微博", ("甲县水务局",))
    assert is_same_body("甲市甲县水务局官方账号", ("甲县水务局",))
    assert not is_same_body("甲县教育局官方微博", ("甲县水务局",))
    assert not is_same_body("官方微博", ("甲县水务局",))
    assert names_internal_office("甲县教育局人事科")
    assert not any(map(names_internal_office, ("健康百科", "县医院内科", "甲县总工会", "甲县发布")))
