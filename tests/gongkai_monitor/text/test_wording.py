"""check_wording: real error examples are found, right uses of the same characters are not."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gongkai_monitor as gm
from gongkai_monitor.text.wording import Candidate, Checker, WordingKind, check_wording
from gongkai_monitor.text.wording.context import Context
from gongkai_monitor.text.wording.unfit import unfit_characters
from gongkai_monitor.text.wording.words import Entry, WordFinder, WordList, built_in_words

WRONG = [
    ("财政拔款已经到位。", "拔款", "拨款", WordingKind.TYPO),
    ("请登陆系统办理。", "登陆", "登录", WordingKind.USAGE),
    ("这项工作是关健环节。", "关健", "关键", WordingKind.TYPO),
    ("扫黑险恶专项斗争", "扫黑险恶", "扫黑除恶", WordingKind.SERIOUS),
    ("中国入民银行", "中国入民", "中国人民", WordingKind.SERIOUS),
    ("祭扫烈土墓", "烈土", "烈士", WordingKind.SERIOUS),
    ("深入学习党十九大精神", "党十九大", "党的十九大", WordingKind.DROPPED),
    ("齐齐哈市政府", "齐齐哈市", "齐齐哈尔市", WordingKind.OFFICIAL_NAME),
    ("人民代表大人常委会", "人民代表大人", "人民代表大会", WordingKind.SERIOUS),
    ("做为一名干部", "做为", "作为", WordingKind.USAGE),
    ("及时向上级反应情况", "反应", "反映", WordingKind.USAGE),
    ("群众必需按照规定办理", "必需", "必须", WordingKind.USAGE),
    ("落实实施意见的的要求", "的的", "的", WordingKind.DOUBLED),
    ("中华人民共合国", "中华人民共合国", "中华人民共和国", WordingKind.SERIOUS),
]
RIGHT = [
    "台风在沿海登陆，请注意防范。",
    "请登录系统查询。",
    "药物可能引起不良反应，请及时就医。",
    "生活必需品供应充足。",
    "他做为人，应当诚实。",
    "报名截止日期为3月5日。",
    "会议回顾了党的十九大以来的工作。",
    "连续三年未发生安全事故。",
    "这是一片热土，也是强烈土壤酸化的地区。",
    "以社会主义意识形态为引领。",
    "中国共产主义青年团",
    "以就业为目的的培训实实在在。",
    "《中华人民共和国宪法》规定，公民的权利和义务相统一。",
]


@pytest.mark.parametrize(("text", "wrong", "right", "kind"), WRONG)
def test_known_errors_are_found(text, wrong, right, kind):
    found = [(one.wrong, one.right, one.kind) for one in check_wording(text)]
    assert (wrong, right, kind) in found


@pytest.mark.parametrize("text", RIGHT)
def test_right_uses_are_left_alone(text):
    assert check_wording(text) == []


def test_the_contract_of_the_library():
    (one,) = gm.text.check_wording("市财政局拔款一百万元。")
    assert isinstance(one, Candidate)
    assert (one.start, one.end, one.wrong, one.right) == (4, 6, "拔款", "拨款")
    assert one.reason


def test_the_statistical_look_needs_no_list_entry():
    found = list(unfit_characters("行政机关应当依法旅行职责，保护公民的合法权益。"))
    assert [(one.wrong, one.right) for one in found] == [("旅", "履")]
    assert "读音" in found[0].reason


def test_unmatched_book_title_marks():
    text = "根据《政府信息公开条例的规定，现予公布。"
    found = [one for one in check_wording(text) if one.kind is WordingKind.PUNCTUATION]
    assert [(one.start, one.wrong) for one in found] == [(2, "《")]
    assert check_wording("根据《政府信息公开条例》的规定，现予公布。") == []


def test_own_entries_come_first_and_exceptions_silence():
    own = WordList(
        entries=(
            Entry(wrong="市经信局", right="市工业和信息化局", kind=WordingKind.OFFICIAL_NAME),
        ),
        exceptions=("拔款村",),
    )
    checker = Checker(own)
    assert [one.right for one in checker.check("市经信局发布")] == ["市工业和信息化局"]
    assert checker.check("拔款村村民") == []
    assert [one.wrong for one in checker.check("拔款村收到拔款")] == ["拔款"]


def test_contexts():
    context = Context.parse("后接 系统、平台；不附近 台风")
    assert context.holds("请登陆系统", 1, 3)
    assert not context.holds("台风登陆系统", 2, 4)
    assert not context.holds("登陆海岸", 0, 2)
    for bad in ("旁边 系统", "后接", "后接 、"):
        with pytest.raises(ValueError, match="语境"):
            Context.parse(bad)


def test_every_built_in_entry_finds_itself_and_differs():
    words = built_in_words()
    assert len(words.entries) > 500
    for entry in words.entries:
        assert entry.wrong != entry.right
    bare = WordList(entries=tuple(entry for entry in words.entries if not entry.context))
    finder = WordFinder(bare)
    for entry in bare.entries:
        assert any(one.wrong == entry.wrong for one in finder.find(f"（{entry.wrong}）"))


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_checked_and_positions_hold(text):
    last = 0
    for one in check_wording(text):
        assert text[one.start : one.end] == one.wrong
        assert one.start >= last
        last = one.end


def test_hostile_texts_take_linear_time():
    draw = random.Random(3)
    han = "".join(chr(0x4E00 + draw.randrange(6000)) for _ in range(200_000))
    for text in ("《" * 300_000, "的" * 300_000, "“”" * 150_000, han, "进行" * 100_000):
        started = time.process_time()
        check_wording(text)
        assert time.process_time() - started < 20


@pytest.mark.real_data
def test_held_out_official_text_and_sentences(shared_data):
    from benchmarks import wording, wording_data

    assert shared_data == wording_data.DATA
    assert wording.false_candidates(wording_data.official_texts()[::12])
    for name, pairs in wording_data.sentence_sets().items():
        result, _ = wording.measure(pairs)
        assert result.found >= 0.25 * result.faulty, name
