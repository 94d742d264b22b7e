"""Real messages whose matters are known: a part to tune on and a part to report on.

The parts share no matter (posts) or no day (letters). Messages without a known matter are grouped
with the others, and left out of the figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from gongkai_monitor.opinion.near_duplicates import groups

LETTERS_CUT = {"letters_shanghai": "2023-08-01", "letters_beijing": "2021-01-01"}
POSTS_OF_AN_ISSUE = 50
"""Fewer posts than this under a hashtag are not one of the day's issues."""


@dataclass(frozen=True, slots=True)
class Part:
    """Messages of one set: title, text, received_at, known (empty: not known), answer."""

    name: str
    messages: pd.DataFrame

    @property
    def is_known(self) -> pd.Series:
        """Which messages have a known matter."""
        return self.messages["known"] != ""


def tuning_parts(data: Path) -> list[Part]:
    """The first part of each set that is large enough to have two."""
    return [first for first, _ in _halves(data)]


def reported_parts(data: Path) -> list[Part]:
    """The parts on which nothing was tuned."""
    shanghai, *others = (second for _, second in _halves(data))
    return [shanghai, united_by_answer(shanghai), *others, _task_sheet(data)]


def united_by_answer(part: Part) -> Part:
    """Mass letters that an office answered in the same words are one matter.

    Simhash groups of letters tell apart 本人2022年入住 and 2022年入住; the offices do not.
    """
    known = part.messages[part.is_known]
    answers = pd.Series(groups(known["answer"].tolist()), index=known.index)
    matter = known["known"].groupby(answers).transform("min")
    # An answer may be worded anew for one letter of a group: the group follows its first letter.
    first = matter.groupby(known["known"]).transform("first")
    united = part.messages.assign(known=first.reindex(part.messages.index).fillna(""))
    return Part(f"{part.name}, by answer", united)


def _halves(data: Path) -> Iterator[tuple[Part, Part]]:
    for name, time, known in (
        ("letters_shanghai", "letter_date", "mass_group"),
        ("letters_beijing", "time", "route"),
    ):
        letters = pd.read_csv(data / name / "letters.csv.gz").fillna("")
        frame = letters[["title", "text"]].assign(
            received_at=pd.to_datetime(letters[time]).dt.tz_localize("Asia/Shanghai"),
            known=letters[known].where(~letters[known].str.contains(";"), ""),
            answer=letters["reply"],
        )
        is_first = letters[time] < LETTERS_CUT[name]
        yield Part(name, _tidy(frame[is_first])), Part(name, _tidy(frame[~is_first]))
    posts = pd.read_csv(data / "hashtag_posts" / "posts.csv.gz").fillna("")
    sizes = posts["hashtags"].value_counts()
    issues = [
        str(name)
        for name, n in sizes.items()
        if n >= POSTS_OF_AN_ISSUE and name and "|" not in str(name)
    ]
    frame = pd.DataFrame(
        {
            "title": "",
            "text": posts["text_nohash"],
            "received_at": pd.to_datetime(posts["day"]).dt.tz_localize("Asia/Shanghai"),
            "known": posts["hashtags"],
        }
    )
    first, second = (frame[frame["known"].isin(part)] for part in (issues[::2], issues[1::2]))
    yield Part("hashtag_posts", _tidy(first)), Part("hashtag_posts", _tidy(second))


def _task_sheet(data: Path) -> Part:
    sample = pd.read_csv(data / "taidi_messages" / "hot_issue_sample.csv").fillna("")
    frame = sample[["title", "text"]].assign(
        received_at=pd.to_datetime(sample["time_iso"]).dt.tz_localize("Asia/Shanghai"),
        known=sample["issue_in_task_sheet"],
    )
    return Part("hot_issue_sample", _tidy(frame))


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("received_at", kind="stable").reset_index(drop=True)
