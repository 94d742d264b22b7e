"""Mass letters over several days, as the desk meets them: among decoys, in half-hourly batches.

Residents of one estate send variants of one letter; the next estate has the same trouble, and the
same estate has another. What is one matter stays one, with its id, and the past is left alone.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from gongkai_monitor.opinion import clusters
from gongkai_monitor.opinion.folding import copies
from gongkai_monitor.opinion.memory import Memory, empty_memory

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SINCE = MONDAY - timedelta(days=20)
DAYS = 5
LETTER = (
    "枫林雅苑的开发商宏远置业公司承诺三月交房，工地停工已经两个月，监管账户余额不公开。"
    "本人要求住建局公开监管账户余额，督促宏远置业公司复工交房。"
)
OPENINGS = ("本人反映，", "尊敬的领导您好，", "我是业主，", "再次来信，")
MORE = "我家{}号楼，贷款已经还了{}年，一家老小租房住，请尽快答复。"
NEXT_ESTATE = "石桥花园的开发商中天置业公司逾期交房，二期外墙开裂，要求住建局督促中天置业公司整改。"
SAME_ESTATE = "枫林雅苑北门垃圾房夏天臭气熏天，保洁两天才清运一次，要求物业增加清运。"
OTHERS = ("公交12路早高峰班次太少，第{n}次等车超过四十分钟", "咨询第{n}类人员医保卡在哪里补办")


def _day(day: int) -> pd.DataFrame:
    """Eight mass letters of that day (four differ in their opening, four in a sentence more), three
    of each decoy, and some of nothing in particular.
    """
    texts = {
        **{f"mass-{day}-{n}": f"{OPENINGS[n % 4]}{LETTER}" for n in range(4)},
        **{f"own-{day}-{n}": f"{LETTER}{MORE.format(n + 2, day + 3)}" for n in range(4)},
        **{f"next-{day}-{n}": f"{OPENINGS[n]}{NEXT_ESTATE}" for n in range(3)},
        **{f"bins-{day}-{n}": f"{OPENINGS[n]}{SAME_ESTATE}" for n in range(3)},
        **{f"else-{day}-{n}": OTHERS[n % 2].format(n=10 * day + n) for n in range(4)},
    }  # fmt: skip
    titles = {
        "mass": "公开监管账户",
        "own": "枫林雅苑停工",
        "next": "逾期交房",
        "bins": "垃圾清运",
    }
    return pd.DataFrame(
        {
            "message_id": list(texts),
            "received_at": [
                MONDAY + timedelta(days=day, minutes=20 * n) for n in range(len(texts))
            ],
            "title": [titles.get(name.split("-")[0], "") for name in texts],
            "text": list(texts.values()),
        }
    )


def _groups(memory: Memory) -> dict[str, str]:
    return dict(zip(memory.message_ids, memory.groups, strict=True))


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[Memory]:
    """What is remembered after each day; a chunk is settled about twice a day."""
    monkeypatch.setattr(clusters, "CHUNK", 12)
    memory, remembered = empty_memory(), []
    for day in range(DAYS):
        messages = _day(day)
        for first in range(0, len(messages), 5):
            memory = clusters.group_messages(memory, messages[first : first + 5], since=SINCE)
        remembered.append(memory)
    return remembered


def _of(groups: dict[str, str], *kinds: str) -> set[str]:
    return {group for name, group in groups.items() if name.split("-")[0] in kinds}


def test_the_letters_are_one_matter_and_the_decoys_others(days: list[Memory]) -> None:
    groups = _groups(days[-1])
    mass, next_estate, bins = (
        _of(groups, *kinds) for kinds in (("mass", "own"), ("next",), ("bins",))
    )
    assert len(mass) == len(next_estate) == len(bins) == 1
    assert len(mass | next_estate | bins) == 3
    assert not _of(groups, "else") & (mass | next_estate | bins)


def test_ids_stay_for_days(days: list[Memory]) -> None:
    for kinds in (("mass", "own"), ("next",), ("bins",)):
        assert len(set().union(*(_of(_groups(memory), *kinds) for memory in days))) == 1


def test_the_past_is_not_grouped_again(days: list[Memory]) -> None:
    for before, after in pairwise(days):
        later = _groups(after)
        settled = before.take(before.is_settled.nonzero()[0])
        assert len(settled) >= 12
        assert all(later[name] == group for name, group in _groups(settled).items())


def test_variants_of_the_letter_are_folded_and_counted(days: list[Memory]) -> None:
    memory = days[-1]
    (matter,) = _of(_groups(memory), "mass")
    members = memory.take((memory.groups == matter).nonzero()[0])
    is_copy = copies(members)
    kinds = [name.split("-")[0] for name in members.message_ids]
    assert len(members) == 8 * DAYS
    folded = [copy for kind, copy in zip(kinds, is_copy, strict=True) if kind == "mass"]
    assert folded == [False, *[True] * (4 * DAYS - 1)]
    told_more = [copy for kind, copy in zip(kinds, is_copy, strict=True) if kind == "own"]
    assert not told_more[0]
    assert int((~is_copy).sum()) < DAYS * 4
