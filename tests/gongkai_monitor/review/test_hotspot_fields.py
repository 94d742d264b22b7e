"""The field of a hotspot: as all of its messages say, though no more are asked than it takes."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_monitor.review.hotspot_book import fields_of, main_fields
from gongkai_monitor.vocabulary import MessageField

FIELDS = (MessageField.UNSURE, *list(MessageField)[:3], None)
said = st.lists(st.lists(st.sampled_from(FIELDS), max_size=60), max_size=8)


@given(said)
@settings(max_examples=200, deadline=None)
def test_the_field_is_that_of_more_than_half_of_the_first_fifty(
    hotspots: list[list[MessageField | None]],
) -> None:
    told = {f"h{n}": own for n, own in enumerate(hotspots)}
    numbers = {key: [f"{key}-{at}" for at in range(len(own))] for key, own in told.items()}
    known = {one: told[key][at] for key, ids in numbers.items() for at, one in enumerate(ids)}
    asked: list[str] = []

    def answers(ids: Sequence[str]) -> dict[str, MessageField]:
        asked.extend(ids)
        return {one: field for one in ids if (field := known[one]) is not None}

    found = main_fields(numbers, answers)
    for key, own in told.items():
        counts = Counter(field for field in own[:50] if field is not None)
        field, votes = counts.most_common(1)[0] if counts else (MessageField.UNSURE, 0)
        expected = field if 2 * votes > len(own[:50]) else MessageField.UNSURE
        assert found[key] == expected.value
    assert len(asked) == len(set(asked))


def test_of_fifty_that_agree_about_half_are_asked() -> None:
    asked: list[str] = []

    def answers(ids: Sequence[str]) -> dict[str, MessageField]:
        asked.extend(ids)
        return dict.fromkeys(ids, MessageField.POLLUTION)

    numbers = {"h": [f"m{n:03d}" for n in range(80)]}
    assert main_fields(numbers, answers) == {"h": MessageField.POLLUTION.value}
    assert asked == [f"m{n:03d}" for n in range(26)]


def test_a_message_of_two_sources_has_the_field_of_the_last_row() -> None:
    rows = [
        ("1", "工厂排污", "工厂夜间排放废气，污染严重"),
        ("2", "工厂排污", None),
        ("1", "咨询", "几点开门"),
    ]
    messages = pd.DataFrame(rows, columns=["message_id", "title", "text"])
    one_each = fields_of(messages.iloc[[2, 1]])
    assert fields_of(messages) == one_each
    assert set(one_each) == {"1", "2"}
