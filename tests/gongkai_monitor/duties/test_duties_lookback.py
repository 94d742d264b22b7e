"""回头看 of real documents: pairs chosen by hand."""

import pytest

import gongkai_monitor as gm
from tests.gongkai_monitor.duties.conftest import official_of

# 石家庄 2021 → 河北 2022, by hand: same subject of work. 11 (平台建设) is split in two; 16 (落实)
# and 1 (规划信息) have no successor.
_BY_HAND = {
    3: 4, 4: 5, 5: 8, 6: 12, 7: 11, 8: 13, 9: 1, 10: 3, 12: 10, 13: 14, 14: 15, 15: 20,
    17: 21, 18: 22,
}  # fmt: skip
_ARGUABLE = {2: 16}


def _pairs(first: str, second: str, match: str) -> dict[int, int]:
    frame = gm.duties.look_back(
        gm.duties.parse(official_of(first)[0]), gm.duties.parse(official_of(second)[0])
    )
    chosen = frame[frame["match"] == match]
    return dict(zip(chosen["before"], chosen["after"], strict=True))


def test_sure_pairs_are_right_and_none_of_the_others_is_called_dropped() -> None:
    sure = _pairs("shijiazhuang-2021", "hebei-2022", "延续")
    assert len(sure) >= 9
    assert sure.items() <= (_BY_HAND | _ARGUABLE).items()
    likely = _pairs("shijiazhuang-2021", "hebei-2022", "可能延续")
    assert _BY_HAND.items() <= (sure | likely).items()


def test_two_documents_of_one_year_are_paired_in_full() -> None:
    """承德 follows 河北 clause by clause: 22 of its duties, without 雄安新区 and 考评激励."""
    by_hand = {
        1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 7, 7: 5, 8: 8, 10: 9, 11: 10, 12: 11, 13: 12, 14: 13,
        15: 14, 16: 15, 17: 18, 18: 16, 19: 17, 20: 19, 21: 20, 23: 21, 24: 22,
    }  # fmt: skip
    assert _pairs("hebei-2022", "chengde-2022", "延续") == by_hand


@pytest.mark.parametrize(("first", "second"), [("", "甲"), ("甲", "")])
def test_every_duty_of_both_years_is_listed_once(first: str, second: str) -> None:
    documents = [
        gm.duties.parse("".join(f"（{letter}）{text}任务{letter}。" for letter in "一二三" if text))
        for text in (first, second)
    ]
    frame = gm.duties.look_back(*documents)
    assert sorted(frame["before"].dropna()) == list(documents[0]["order"])
    assert sorted(frame["after"].dropna()) == list(documents[1]["order"])
