"""标题相似度 and 《》."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.similarity import quoted_titles, title_key, title_similarity

DOCUMENT = "示例省人民政府办公厅关于印发优化营商环境行动方案的通知"


def test_wrapping_of_interpretations_is_no_part_of_the_title() -> None:
    key = title_key(DOCUMENT)
    for wrapped in (
        f"《{DOCUMENT}》解读",
        f"【一图读懂】《{DOCUMENT}》",
        f"一图读懂｜{DOCUMENT}",
        f"政策解读：《{DOCUMENT}》（冀政办字〔2020〕5号）政策解读",
        f"{DOCUMENT}（冀政办字〔2020〕5号）",
        f"《{DOCUMENT}》答记者问",
    ):
        assert title_key(wrapped) == key
        assert title_similarity(wrapped, DOCUMENT) == 1.0


def test_issuer_may_be_left_out_and_others_are_far() -> None:
    assert title_similarity("《关于印发优化营商环境行动方案的通知》解读", DOCUMENT) >= 0.9
    assert title_similarity("关于加强食品安全监督抽检工作的意见", DOCUMENT) < 0.4
    assert title_similarity("", DOCUMENT) == 0.0


@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_even_handed(a: str, b: str) -> None:
    value = title_similarity(a, b)
    assert 0.0 <= value <= 1.0
    assert value == title_similarity(b, a)
    if title_key(a):
        assert title_similarity(a, a) == 1.0


def test_quoted_titles() -> None:
    text = "按照《关于印发〈某办法〉的通知》和《某条例》，修订《某条例》《关于《乙》的批复》。"
    assert quoted_titles(text) == ("关于印发〈某办法〉的通知", "某条例", "关于《乙》的批复")
    assert quoted_titles("《》没有《闭合") == ()
