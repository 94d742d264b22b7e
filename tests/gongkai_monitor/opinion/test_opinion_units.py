"""What grouping does at once for many comes to what it would for each: plain references beside."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from gongkai_monitor.opinion import clusters, units, vectors
from gongkai_monitor.opinion.folding import COPY_FROM, copies
from gongkai_monitor.opinion.linkage import average_linkage
from gongkai_monitor.opinion.memory import NAMED_FROM, Memory
from gongkai_monitor.opinion.scale import Scale

SINCE = datetime(2026, 3, 1, tzinfo=UTC)
MOMENT = np.datetime64("2026-03-02T00:00:00", "us")


def _memory(draw: np.random.Generator, count: int, matters: int, *, settled: int = 0) -> Memory:
    """Messages about so many matters: half of the signs are their matter's; a few say nothing."""
    matter = draw.integers(0, matters, count)
    rows = [
        np.unique(np.concatenate([
            100 + 20 * one + draw.integers(0, 10, draw.integers(0, 7)),
            draw.integers(5000, 5060, draw.integers(0, 7)),
            NAMED_FROM + one + draw.integers(0, 2, draw.integers(0, 2)),
        ])).astype(np.uint32)
        for one in matter
    ]  # fmt: skip
    names = [f"g{one}" if at < settled else "" for at, one in enumerate(matter)]
    groups = np.array(names, dtype=object)
    return Memory(
        message_ids=np.array([f"m{at:05d}" for at in range(count)], dtype=object),
        received_at=MOMENT + (np.arange(count) // 3).astype("timedelta64[s]"),
        voices=draw.integers(0, 2**63, count, dtype=np.uint64),
        groups=groups,
        is_settled=np.arange(count) < settled,
        anchors=groups,
        starts=np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64),
        codes=np.concatenate([*rows, np.array([], np.uint32)]),
        counts=np.ones(sum(map(len, rows)), dtype=np.uint8),
    )


def _is_same(one: Memory, other: Memory) -> bool:
    names = ("message_ids", "received_at", "voices", "groups", "is_settled", "anchors", "starts",
             "codes", "counts")  # fmt: skip
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=30, deadline=None)
def test_messages_that_lie_beside_each_other_are_taken_as_any_others(
    seed: int, first: int, behind: int
) -> None:
    memory = _memory(np.random.default_rng(seed), 40, 4)
    run = np.arange(first, behind)
    there_and_back = memory.take(run[::-1]).take(np.arange(len(run))[::-1])
    assert _is_same(memory.take(run), there_and_back)
    parts = [memory.take(np.array([at])) for at in run]
    assert np.array_equal(
        memory.take(run).codes, np.concatenate([part.codes for part in parts] or [[]])
    )


@given(st.integers(0, 10**6), st.lists(st.integers(1, 9), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_products_of_many_parts_at_once_are_those_of_each(seed: int, counts: list[int]) -> None:
    draw = np.random.default_rng(seed)
    dense = draw.random((sum(counts), 12), dtype=np.float32) * (
        draw.random((sum(counts), 12)) < 0.4
    )
    found = units.products(csr_matrix(dense), np.array(counts))
    for part, rows in zip(found, np.split(dense, np.cumsum(counts)[:-1]), strict=True):
        assert np.allclose(part, rows @ rows.T, atol=1e-6)


@given(st.integers(0, 10**6), st.sampled_from([1, 40, 10**6]))
@settings(max_examples=20, deadline=None)
def test_units_are_linked_part_by_part(seed: int, pairs: int) -> None:
    draw = np.random.default_rng(seed)
    memory = _memory(draw, 90, 9, settled=60)
    settled, texts = memory.take(np.arange(60)), memory.take(np.arange(60, 90))
    frequency = vectors.frequencies(settled) + vectors.frequencies(texts)
    scale = Scale.of(settled, texts, frequency)
    made = units.units_of(settled, texts, np.ones(30, dtype=int), scale)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(units, "_PAIRS", pairs)
        labels = units.linked(made, scale.link_from)
    plain = np.full(len(labels), "", dtype=object)
    for number, part in enumerate(units._parts(made.near, scale.link_from)):
        rows, matters = made.sums[part].toarray(), made.matters[part].toarray()
        scaled = matters @ matters.T * (scale.link_from / units.MATTER_FROM)
        within = average_linkage(rows @ rows.T, made.sizes[part], scale.link_from, scaled)
        plain[part] = [f"{number}-{one}" for one in within]
    assert len(set(zip(labels, plain, strict=True))) == len(set(labels)) == len(set(plain))


@pytest.mark.parametrize("block", [1, 7, 64])
def test_the_window_is_looked_through_in_blocks_of_any_size(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = _memory(np.random.default_rng(3), 240, 12, settled=200)
    window, batch = memory.take(np.arange(200)), memory.take(np.arange(200, 240))
    whole = clusters.group_batch(window, batch, since=SINCE)
    assert 12 <= len(set(whole.groups)) < 60
    monkeypatch.setattr(vectors, "_BLOCK", block)
    assert _is_same(clusters.group_batch(window, batch, since=SINCE), whole)


def test_only_the_nearest_messages_count_and_of_equals_the_latest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(units, "_NEIGHBOURS", 2)
    texts = np.array([0, 0, 0, 0, 1])
    found = units._nearest(texts, np.array([4, 9, 2, 7, 3]), np.array([0.5, 0.4, 0.5, 0.5, 0.2]))
    assert [column.tolist() for column in found] == [[0, 0, 1], [7, 4, 3], [0.5, 0.5, 0.2]]


@given(st.integers(0, 10**6), st.sampled_from([2, 5, 60, 130]), st.sampled_from([3, 512]))
@settings(max_examples=40, deadline=None)
def test_a_copy_is_what_shares_most_signs_with_an_earlier_message(
    seed: int, count: int, rows: int
) -> None:
    memory = _memory(np.random.default_rng(seed), count, 3)
    signs = [set(memory.take(np.array([at])).codes.tolist()) for at in range(count)]
    plain = [
        any(len(own & signs[other]) >= COPY_FROM * len(own | signs[other]) for other in range(at))
        for at, own in enumerate(signs)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gongkai_monitor.opinion.folding._ROWS", rows)
        assert copies(memory).tolist() == plain


def test_members_of_one_moment_are_in_the_order_of_their_ids() -> None:
    memory = _memory(np.random.default_rng(5), 30, 2, settled=30)
    mixed = memory.take(np.random.default_rng(6).permutation(30))
    assert clusters.members_of(mixed, 1) == {
        name: sorted(mixed.message_ids[mixed.groups == name].tolist()) for name in ("g0", "g1")
    }
