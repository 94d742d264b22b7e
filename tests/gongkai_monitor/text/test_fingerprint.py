"""近似文本: copies share bands, other texts do not, and the bands never change."""

import random

from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.fingerprint import text_bands, text_hash, text_similarity

NOTICE = (
    "为做好今冬明春火灾防控工作，演练市定于本周起开展消防安全专项检查，重点检查商场、学校、医院和"
    "养老机构。请各单位对照清单自查自改，发现隐患立即整改，并于月底前报送检查情况。"
)
OTHER = (
    "演练市图书馆本周末举办亲子阅读活动，小朋友可以在老师的带领下朗读绘本、制作书签。活动免费，"
    "名额有限，请家长通过公众号提前预约，入馆时出示预约码即可。"
)


def test_a_copy_shares_bands_and_another_text_does_not() -> None:
    copy = f"【转载】{NOTICE}（来源：演练发布） https://example.test/a"
    assert text_similarity(NOTICE, copy) > 0.8
    assert set(text_bands(NOTICE) or ()) & set(text_bands(copy) or ())
    assert not set(text_bands(NOTICE) or ()) & set(text_bands(OTHER) or ())
    assert text_similarity(NOTICE, OTHER) < 0.05


def test_stored_bands_stay_what_they_are() -> None:
    assert (text_bands(NOTICE) or ("",))[0] == "038bfa9bb32"
    assert text_hash(NOTICE) == "a7617e89e2328f61"


def test_short_texts_are_no_copies() -> None:
    assert text_bands("早安！") is None
    assert text_hash("  ！ ") is None
    assert text_similarity("早", "早") == 0.0


def test_copies_with_a_tenth_changed_are_found_almost_always() -> None:
    dice = random.Random(3)
    found = 0
    for _ in range(200):
        text = "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(300))
        start = dice.randrange(270)
        changed = text[:start] + text[start + 30 :]
        found += bool(set(text_bands(text) or ()) & set(text_bands(changed) or ()))
    assert found >= 199


def test_strangers_hardly_ever_share_a_band() -> None:
    dice = random.Random(4)
    words = [chr(dice.randrange(0x4E00, 0x9000)) * 2 for _ in range(3_000)]
    seen: dict[str, int] = {}
    shared = 0
    for number in range(400):
        for band in text_bands("".join(dice.choices(words, k=80))) or ():
            shared += seen.setdefault(band, number) != number
    assert shared == 0


@given(st.text(max_size=300))
def test_spaces_and_marks_change_nothing(text: str) -> None:
    spaced = "，".join(text)
    assert text_hash(spaced.upper()) == text_hash(spaced.upper().replace("，", " "))
    bands = text_bands(text)
    assert bands is None or (len(bands) == 16 and bands == text_bands(text))
