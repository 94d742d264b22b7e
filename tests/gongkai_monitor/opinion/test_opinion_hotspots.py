"""Hotspots: what belongs together, how hot, who answers, in time or not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from gongkai_monitor import clock, opinion
from gongkai_monitor.model.registry import Responsibility
from gongkai_monitor.opinion import sentiment
from gongkai_monitor.opinion.described import describe
from gongkai_monitor.opinion.hotspots import HOTSPOT_COLUMNS, HotspotRules
from gongkai_monitor.opinion.prepared import prepared
from gongkai_monitor.opinion.sentiment import sentiment_rows
from gongkai_monitor.opinion.titles import LONGEST, hotspot_title
from gongkai_monitor.vocabulary import Sentiment

AS_OF = datetime(2026, 11, 20, 10, tzinfo=UTC)

NOISE = [
    ("翠湖小区夜间施工噪音扰民", "翠湖小区旁边工地凌晨两点还在施工，老人孩子睡不着。"),
    ("请制止翠湖小区工地深夜施工", "翠湖小区北门的工地每天夜里打桩，噪音非常大。"),
    ("翠湖小区工地半夜噪音", "投诉翠湖小区附近工地夜间施工噪音扰民，希望管管。"),
    ("夜间施工扰民", "我住翠湖小区，工地夜里施工的噪音太大了。"),
]
OTHERS = [
    ("公交12路班次太少", "早高峰等公交12路要四十分钟。"),
    ("医保卡怎么补办", "医保卡丢了，想问在哪里可以补办。"),
    ("学校门口没有斑马线", "实验小学门口车多，孩子过马路危险。"),
]


def _messages(rows: list[tuple[str, str]], **columns: object) -> pd.DataFrame:
    count = len(rows)
    return pd.DataFrame(
        {
            "message_id": [f"m{n}" for n in range(count)],
            "received_at": [AS_OF - timedelta(hours=60 - n) for n in range(count)],
            "title": [title for title, _ in rows],
            "text": [text for _, text in rows],
            "region": ["城东区"] * count,
            "likes": [0] * count,
            **columns,
        }
    )


def test_one_matter_in_other_words_is_one_hotspot_and_the_rest_is_none() -> None:
    hotspots, members = opinion.find_hotspots(_messages(NOISE + OTHERS), as_of=AS_OF)
    assert list(hotspots.columns) == list(HOTSPOT_COLUMNS)
    assert hotspots["message_ids"].tolist() == [["m0", "m1", "m2", "m3"]]
    assert members["message_id"].tolist() == ["m0", "m1", "m2", "m3"]
    assert set(members["hotspot_id"]) == set(hotspots["hotspot_id"])


def test_the_id_stays_when_messages_are_added() -> None:
    before, _ = opinion.find_hotspots(_messages(NOISE[:3]), as_of=AS_OF)
    after, _ = opinion.find_hotspots(_messages(NOISE), as_of=AS_OF)
    assert before["hotspot_id"].tolist() == after["hotspot_id"].tolist()


def test_copied_mass_letters_weigh_less_than_distinct_voices() -> None:
    copied, _ = opinion.find_hotspots(_messages([NOISE[0]] * 4 + OTHERS), as_of=AS_OF)
    distinct, _ = opinion.find_hotspots(_messages(NOISE + OTHERS), as_of=AS_OF)
    assert copied["distinct_count"].iloc[0] == 1
    assert copied["voices"].iloc[0] < distinct["voices"].iloc[0] / 2


def test_the_future_does_not_count() -> None:
    messages = _messages(NOISE)
    messages.loc[3, "received_at"] = AS_OF + timedelta(minutes=1)
    hotspots, _ = opinion.find_hotspots(messages, as_of=AS_OF)
    assert hotspots["size"].tolist() == [3]


@pytest.mark.parametrize(
    ("replied_after_hours", "state"),
    [(None, "overdue"), (-1, "answered"), (48, "answered"), (48.01, "answered_late")],
)
def test_the_clock_starts_when_the_matter_became_visible(
    replied_after_hours: float | None, state: str
) -> None:
    messages = _messages(NOISE + OTHERS)
    detected_at = messages["received_at"].iloc[2]
    if replied_after_hours is not None:
        replies = [pd.NaT] * 2 + [detected_at + timedelta(hours=replied_after_hours)] * 2
        replies += [pd.NaT] * len(OTHERS)
        messages["replied_at"] = pd.Series(replies)
    hotspots, _ = opinion.find_hotspots(messages, as_of=AS_OF)
    assert hotspots["detected_at"].iloc[0] == detected_at
    assert hotspots["clock_state"].iloc[0] == state


def test_one_answered_letter_of_four_is_no_response() -> None:
    messages = _messages(NOISE + OTHERS)
    answered_at = messages["received_at"].iloc[3] + timedelta(hours=1)
    messages["replied_at"] = pd.Series([answered_at] + [pd.NaT] * (len(messages) - 1))
    hotspots, _ = opinion.find_hotspots(messages, as_of=AS_OF)
    assert hotspots["answered_at"].isna().all()
    assert hotspots["clock_state"].iloc[0] == "overdue"


def test_an_unknown_matter_goes_to_a_person() -> None:
    hotspots, _ = opinion.find_hotspots(_messages(NOISE), as_of=AS_OF)
    assert hotspots["agency_code"].iloc[0] is None
    assert "待人工指定" in hotspots["agency_reason"].iloc[0]


def test_a_local_duty_wins_over_a_general_one() -> None:
    duties = (
        Responsibility(keyword="施工", agency_code="general"),
        Responsibility(keyword="噪音", agency_code="local", region="城东区"),
    )
    hotspots, _ = opinion.find_hotspots(
        _messages(NOISE), as_of=AS_OF, rules=HotspotRules(responsibilities=duties)
    )
    assert hotspots["agency_code"].iloc[0] == "local"


def test_few_messages_are_not_quoted() -> None:
    hotspots, _ = opinion.find_hotspots(
        _messages(NOISE[:2]), as_of=AS_OF, rules=HotspotRules(min_size=2)
    )
    assert hotspots["examples"].iloc[0] == []


def test_an_empty_window_gives_empty_tables() -> None:
    hotspots, members = opinion.find_hotspots(_messages([]), as_of=AS_OF)
    assert hotspots.empty
    assert members.empty


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="message_id"):
        opinion.find_hotspots(_messages(NOISE).drop(columns="message_id"), as_of=AS_OF)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"received_at": "昨天"}, "第 1 行 received_at .*昨天"),
        ({"received_at": pd.NaT}, "第 1 行 received_at 为空"),
        ({"replied_at": ["2026-11-19T10:00+08:00", None, "待答复", None]}, "第 3 行 replied_at"),
        ({"message_id": ["m0", None, "m2", "m3"]}, "第 2 行 message_id 为空"),
        (
            {"message_id": pd.Series(["m0", "m1", "m\ud800", "m3"], dtype=object)},
            "第 3 行 message_id",
        ),
        ({"received_at": 1_795_000_000}, "第 1 行 received_at 为“1795000000”"),
        ({"received_at": [AS_OF, AS_OF, 46_000.5, AS_OF]}, "第 3 行 received_at"),
        ({"likes": [0, 1, float("inf"), 2]}, "第 3 行 likes 为“inf”"),
        ({"likes": [0, "-inf", 1, 2]}, "第 2 行 likes"),
    ],
)
def test_wrong_moments_and_messages_without_an_id_are_refused_by_row(
    columns: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        opinion.find_hotspots(_messages(NOISE, **columns), as_of=AS_OF)


@pytest.mark.parametrize("name", ["likes", "message_id", "title"])
def test_a_column_that_stands_there_twice_is_named(name: str) -> None:
    messages = _messages(NOISE)
    twice = pd.concat([messages, messages[[name]]], axis=1)
    with pytest.raises(ValueError, match=f"重名：{name}"):
        opinion.find_hotspots(twice, as_of=AS_OF)


@pytest.mark.parametrize(
    ("as_of", "kind", "said"),
    [
        ("2026-11-20T10:00", TypeError, "as_of 应为 datetime，实际为 str"),
        (None, TypeError, "as_of 应为 datetime，实际为 NoneType"),
        (AS_OF.date(), TypeError, "as_of 应为 datetime，实际为 date"),
        (pd.NaT, ValueError, "as_of .*NaT"),
    ],
)
def test_a_moment_of_judgement_that_is_none_is_refused(
    as_of: Any, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        opinion.find_hotspots(_messages(NOISE), as_of=as_of)


def test_half_a_character_in_a_text_is_left_out() -> None:
    broken = {
        "title": pd.Series([f"{title}\ud83d" for title, _ in NOISE], dtype=object),
        "text": pd.Series([f"\udc00{text}" for _, text in NOISE], dtype=object),
    }
    expected, _ = opinion.find_hotspots(_messages(NOISE), as_of=AS_OF)
    found, _ = opinion.find_hotspots(_messages(NOISE, **broken), as_of=AS_OF)
    assert len(expected) == 1
    pd.testing.assert_frame_equal(found, expected)


@pytest.mark.parametrize("received_at", ["2026-11-19 10:00", pd.Timestamp("2026-11-19 10:00")])
def test_moments_without_a_zone_are_beijing_time(received_at: object) -> None:
    aware = _messages(NOISE, received_at=pd.Timestamp("2026-11-19 10:00+08:00"))
    expected, _ = opinion.find_hotspots(aware, as_of=AS_OF)
    local = AS_OF.astimezone(clock.CHINA).replace(tzinfo=None)
    found, _ = opinion.find_hotspots(_messages(NOISE, received_at=received_at), as_of=local)
    pd.testing.assert_frame_equal(found, expected)


def test_moments_may_be_written_in_several_ways_and_empty_cells_are_no_reply() -> None:
    messages = _messages(NOISE).assign(
        received_at=[
            "2026-11-19T10:00+08:00",
            "2026-11-19 10:00:01.5+08:00",
            AS_OF,
            "2026-11-19T02Z",
        ],
        replied_at=["", " ", None, "2026-11-19T11:00:00+08:00"],
    )
    frame = prepared(messages, AS_OF, 30)
    assert len(frame) == len(messages)
    assert frame["replied_at"].notna().sum() == 1


def test_titles_of_any_length_are_read_in_no_time_and_without_personal_data() -> None:
    hostile = "问题" * 10_000 + "x"
    assert len(hotspot_title([hostile], [hostile], None)) <= LONGEST
    assert "13800138000" not in hotspot_title([""], ["请\n打\n我\n13800138000"], None)


def test_messages_without_text_likes_or_region_are_counted_and_empty_ones_are_no_matter() -> None:
    bare = _messages(NOISE).drop(columns=["likes", "region"]).assign(text=None)
    hotspots, _ = opinion.find_hotspots(bare, as_of=AS_OF)
    assert hotspots["size"].tolist() == [4]
    assert hotspots["likes"].tolist() == [0]
    empty = _messages(NOISE).assign(title=float("nan"), text=["", " ", "？？", "😀"])
    assert opinion.find_hotspots(empty, as_of=AS_OF)[0].empty
    same = _messages(NOISE).assign(message_id="m0")
    assert opinion.find_hotspots(same, as_of=AS_OF, rules=HotspotRules(min_size=1))[0][
        "size"
    ].tolist() == [1]


class Judged:
    """Stands for a model that is sure of some texts."""

    def __init__(self, tendencies: list[Sentiment], scores: list[float]) -> None:
        """What it says of the texts in turn."""
        self.table = pd.DataFrame({"score": scores, "tendency": tendencies})

    def __call__(self, texts: list[str], model: str) -> pd.DataFrame:
        """What it was told to say."""
        return self.table.head(len(texts))


@pytest.mark.parametrize(
    ("sure", "tendency"), [(0, "unsure"), (2, "unsure"), (3, "negative"), (4, "negative")]
)
def test_a_hotspot_is_judged_by_the_messages_of_which_the_model_is_sure(
    sure: int, tendency: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [Sentiment.NEGATIVE] * sure + [Sentiment.UNSURE] * (4 - sure)
    scores = [0.1] * sure + [0.95] * (4 - sure)
    monkeypatch.setattr(sentiment, "judge", Judged(said, scores))
    hotspots, _ = opinion.find_hotspots(_messages(NOISE), as_of=AS_OF)
    assert hotspots["sentiment"].tolist() == [tendency]


@pytest.mark.real_data
def test_the_two_known_issues_of_the_task_sheet_are_hotspots(shared_data: Path) -> None:
    sample = pd.read_csv(shared_data / "taidi_messages" / "hot_issue_sample.csv")
    frame = sample.rename(columns={"time_iso": "received_at", "like": "likes"})
    frame["received_at"] = pd.to_datetime(frame["received_at"]).dt.tz_localize("Asia/Shanghai")
    as_of = frame["received_at"].max().to_pydatetime()
    hotspots, members = opinion.find_hotspots(
        frame, as_of=as_of, rules=HotspotRules(window_days=900)
    )
    issue = dict(zip(frame["message_id"].astype(str), frame["issue_in_task_sheet"], strict=True))
    found = [
        {issue[message] for message in group["message_id"]}
        for _, group in members.groupby("hotspot_id")
    ]
    assert all(len(issues) == 1 for issues in found)
    assert {name for issues in found for name in issues} >= set(
        frame["issue_in_task_sheet"].dropna()
    )
    assert len(hotspots) == len(found)


@pytest.mark.parametrize("model", ["default", "snownlp"])
def test_what_was_judged_before_is_not_judged_again_and_comes_to_the_same(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["停水三天没人管，太气人了", "感谢师傅连夜抢修，非常满意", "水费怎么交", "又停水，骗子"]
    messages = pd.DataFrame(
        {
            "message_id": list("abcd"), "title": "翠湖小区停水", "text": texts,
            "received_at": pd.Timestamp("2026-03-02T04:00Z"), "agency_code": None,
        }
    )  # fmt: skip
    plain = describe(messages, np.zeros(4, bool), None, model=model, responsibilities=())
    judged = sentiment_rows([f"翠湖小区停水。{text}" for text in texts], model)
    asked: list[str] = []

    def sentiment_of(told: list[str], name: str) -> pd.DataFrame:
        asked.extend(told)
        return sentiment_rows(told, name)

    monkeypatch.setattr("gongkai_monitor.opinion.described.sentiment_rows", sentiment_of)
    known = messages.join(judged.iloc[[0, 1, 3]])
    again = describe(known, np.zeros(4, bool), None, model=model, responsibilities=())
    assert again == plain
    assert asked == ["翠湖小区停水。水费怎么交"]
