"""Grouping batch by batch: what joins, what stays settled, what is split, what keeps its id."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.cluster import AgglomerativeClustering

from gongkai_monitor.opinion import clusters, scale
from gongkai_monitor.opinion.linkage import average_linkage
from gongkai_monitor.opinion.memory import Memory, empty_memory
from gongkai_monitor.opinion.vectors import frequencies, vectors, weights

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SINCE = NOON - timedelta(days=30)
NOISE = "翠湖小区旁边工地夜间施工噪音扰民，老人睡不着"
BUS = "公交12路早高峰班次太少，等车要四十分钟"


def _messages(texts: list[str], *, start: int = 0) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "message_id": [f"m{start + n:03d}" for n in range(len(texts))],
            "received_at": [NOON + timedelta(minutes=start + n) for n in range(len(texts))],
            "title": [text[:12] for text in texts],
            "text": texts,
        }
    )


def _groups(memory: Memory) -> dict[str, str]:
    return dict(zip(memory.message_ids, memory.groups, strict=True))


@given(arrays(np.float64, (9, 4), elements=st.floats(0, 1)), st.floats(0.05, 0.95))
@settings(max_examples=60, deadline=None)
def test_single_units_are_linked_as_the_library_links_them(
    points: np.ndarray, link_from: float
) -> None:
    points = points + np.arange(1, 37).reshape(9, 4) / 1000  # no ties
    rows = points / np.linalg.norm(points, axis=1, keepdims=True)
    cosines = rows @ rows.T
    ours = average_linkage(cosines, np.ones(9), link_from)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - link_from
    )
    theirs = model.fit_predict(np.clip(1 - cosines, 0, None))
    assert len(set(zip(ours, theirs, strict=True))) == len(set(ours)) == len(set(theirs))


def test_a_unit_of_many_counts_as_its_many_members() -> None:
    one, other = np.array([1.0, 0.0]), np.array([0.6, 0.8])
    members = np.stack([one, one, one, other])
    each = average_linkage(members @ members.T, np.ones(4), 0.7)
    sums = np.stack([3 * one, other])
    together = average_linkage(sums @ sums.T, np.array([3, 1]), 0.7)
    assert len(set(each)) == len(set(together)) == 2
    assert len(set(average_linkage(sums @ sums.T, np.array([3, 1]), 0.59))) == 1


def test_a_settled_message_keeps_its_group_while_new_ones_join_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "CHUNK", 4)
    first = clusters.group_messages(
        empty_memory(), _messages([NOISE, BUS, NOISE + "！", BUS + "。"]), since=SINCE
    )
    assert first.is_settled.all()
    more = _messages([f"{NOISE}，已经三天了", f"{BUS}，希望加密"], start=4)
    second = clusters.group_messages(first, more, since=SINCE)
    before, after = _groups(first), _groups(second)
    assert {message: after[message] for message in before} == before
    assert after["m004"] == before["m000"]
    assert after["m005"] == before["m001"]
    assert before["m000"] != before["m001"]


def test_two_settled_groups_that_new_messages_bridge_become_one_with_the_larger_ones_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "CHUNK", 5)
    monkeypatch.setattr(scale, "LINK_FROM", 0.99)  # near copies only: the two are kept apart
    apart = clusters.group_messages(
        empty_memory(), _messages([NOISE] * 3 + [NOISE.replace("老人", "小孩")] * 2), since=SINCE
    )
    sizes = pd.Series(apart.groups).value_counts()
    assert sizes.tolist() == [3, 2]
    monkeypatch.setattr(scale, "LINK_FROM", 0.5)
    bridge = _messages(["翠湖小区旁边工地夜间施工噪音扰民，老人小孩睡不着"] * 5, start=5)
    joined = clusters.group_messages(apart, bridge, since=SINCE)
    assert set(joined.groups) == {sizes.index[0]}


def test_a_group_that_doubled_and_fell_apart_is_split_and_the_larger_part_keeps_the_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clusters, "CHUNK", 7)
    apart = clusters.group_messages(empty_memory(), _messages([NOISE] * 4 + [BUS] * 3), since=SINCE)
    same = np.full(7, apart.groups[0], dtype=object)
    one = replace(apart, groups=same, anchors=same)  # as if these had been taken for one matter
    two = clusters.group_messages(one, _messages([NOISE] * 7, start=7), since=SINCE)
    groups = _groups(two)
    assert {groups[f"m{n:03d}"] for n in (0, 1, 2, 3, *range(7, 14))} == {one.groups[0]}
    assert len({groups[f"m{n:03d}"] for n in (4, 5, 6)} - {one.groups[0]}) == 1


def test_what_left_the_window_is_forgotten() -> None:
    memory = clusters.group_messages(empty_memory(), _messages([NOISE] * 3), since=SINCE)
    later = clusters.group_messages(
        memory, _messages([BUS], start=9), since=NOON + timedelta(minutes=1)
    )
    assert later.message_ids.tolist() == ["m002", "m009"]


HEATING = [
    ("翠湖小区暖气不热", "翠湖小区三号楼暖气不热，室内只有十四度，供热公司不上门。"),
    ("暖气冰凉", "我住翠湖小区，交了取暖费暖气还是凉的。"),
    ("翠湖小区供暖温度低", "翠湖小区多户供暖不达标，暖气片冰凉，请协调供热公司。"),
]
NIGHTS = [
    ("翠湖小区夜间施工噪音扰民", "翠湖小区旁边工地凌晨两点还在施工，老人孩子睡不着。"),
    ("请制止翠湖小区工地深夜施工", "翠湖小区北门的工地每天夜里打桩，噪音非常大。"),
    ("翠湖小区工地半夜噪音", "投诉翠湖小区附近工地夜间施工噪音扰民，希望管管。"),
]


def test_two_matters_at_one_place_are_two() -> None:
    others = [
        (f"{name}路灯不亮", f"{name}的路灯坏了没人修理，晚上很黑")
        for name in ("青松村", "石桥镇", "东湖大道", "柳林街", "北苑小区", "长丰社区")
    ]
    rows = [*NIGHTS, *HEATING, *others]
    messages = _messages([text for _, text in rows]).assign(title=[title for title, _ in rows])
    groups = _groups(clusters.group_messages(empty_memory(), messages, since=SINCE))
    assert groups["m000"] == groups["m001"] == groups["m002"]
    assert groups["m003"] == groups["m004"] == groups["m005"]
    assert groups["m000"] != groups["m003"]


def _posts(texts: list[str], *, days_ago: int = 0, start: int = 0) -> pd.DataFrame:
    """Posts have no title."""
    at = NOON - timedelta(days=days_ago)
    return _messages(texts, start=start).assign(
        title="", received_at=[at + timedelta(minutes=start + n) for n in range(len(texts))]
    )


REACTIONS = ("有点慌", "今天会不会停课", "加油", "买不到矿泉水", "什么时候能好", "大家保重")


def _about(place: str, count: int) -> list[str]:
    return [f"{REACTIONS[n % 6]}{'！' * (n // 6)}{place}" for n in range(count)]


def test_posts_that_suddenly_name_a_place_are_one_topic() -> None:
    texts = [*_about("成都", 24), *_about("重庆", 24), *(f"{n}块钱一斤苹果" for n in range(200))]
    memory = clusters.group_messages(empty_memory(), _posts(texts), since=SINCE)
    groups = _groups(memory)
    topics = [{groups[f"m{n:03d}"] for n in range(first, first + 24)} for first in (0, 24)]
    assert [len(names) for names in topics] == [1, 1]
    assert topics[0] != topics[1]


def test_a_place_that_posts_name_every_day_is_no_topic() -> None:
    usual = pd.concat(
        [_posts(_about("成都", 24), days_ago=day, start=100 * day) for day in range(20)]
    )
    other = _posts([f"{n}块钱一斤苹果" for n in range(200)], start=5000)
    memory = clusters.group_messages(empty_memory(), pd.concat([usual, other]), since=SINCE)
    last = {memory.groups[at] for at, name in enumerate(memory.message_ids) if name < "m024"}
    assert len(last) > 1


def test_posts_that_pass_on_one_text_or_quote_one_title_are_one_matter() -> None:
    chain = "//@某人:县医院的护士连续值班三天没有合眼"
    title = "【青川县开放三处临时避难场所】"
    texts = [f"看哭了{chain}", f"致敬{chain}", f"保重{chain}",
             f"转给家人{title}", f"收藏备用{title}", f"有心了{title}", "今晚月亮真圆"]  # fmt: skip
    groups = _groups(clusters.group_messages(empty_memory(), _posts(texts), since=SINCE))
    assert groups["m000"] == groups["m001"] == groups["m002"]
    assert groups["m003"] == groups["m004"] == groups["m005"]
    assert len({groups["m000"], groups["m003"], groups["m006"]}) == 3


def test_letters_that_name_no_place_are_less_alike_than_those_that_name_the_same() -> None:
    alike = [f"{name}停车难，车位太少，物业不管" for name in ("翠湖小区", "翠湖小区", "青松村")]
    rows = [*alike, *(f"咨询第{n}号窗口办理社保手续需要哪些材料" for n in range(60))]
    memory = Memory.of(_messages(rows).assign(title=""))
    weight = weights(frequencies(memory), len(memory), np.array([], dtype=int))
    named = vectors(memory, weight)
    open_place = Memory.of(_messages(["停车难，车位太少，物业不管"] * 2).assign(title=""))
    unnamed = vectors(open_place, weight)
    assert (named[0] @ named[1].T)[0, 0] > 0.99
    assert 0.1 < (unnamed[0] @ unnamed[1].T)[0, 0] < 0.8
