"""Time limits of an edition that are no indicators: the response clock, and answers to messages.

They stand in ``limits.yml`` beside ``edition.yml``. What applies to whom is data: the class of a
hotspot, the source and kind of a message. A limit that is not verified is shown and fails nobody.
"""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gongkai_monitor.vocabulary import Milestone, ResponseClass, Sureness

Text = Annotated[str, Field(min_length=1)]


class _Limit(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: Text
    basis: Text
    sureness: Sureness

    @property
    def is_binding(self) -> bool:
        """Whether somebody may be called late by it."""
        return self.sureness.may_fail


class ResponseLimit(_Limit):
    """Hours from the event (when it is known, else from the detection) to a milestone."""

    applies_to: Annotated[tuple[ResponseClass, ...], Field(min_length=1)]
    milestone: Milestone
    hours: Annotated[float, Field(gt=0)]

    @property
    def words(self) -> str:
        """首次权威发布 5 小时."""
        return f"{self.milestone.label} {self.hours:g} 小时"


class MessageLimit(_Limit):
    """Days for the answer to a message: working days, or calendar days.

    ``sources`` and ``kinds`` are words that the message's source (12345, 信访, 领导留言板) and
    category (咨询, 投诉) hold; empty applies to all. Of several that apply the first counts.
    """

    title: Text
    sources: tuple[Text, ...] = ()
    kinds: tuple[Text, ...] = ()
    workdays: Annotated[int, Field(ge=0)] | None = None
    days: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (self.workdays is None) == (self.days is None):
            raise ValueError("时限须有且只有 workdays 或 days")
        return self

    def applies(self, source: str, kind: str) -> bool:
        """Whether it is the limit of a message of this source and kind."""
        return (not self.sources or any(word in source for word in self.sources)) and (
            not self.kinds or any(word in kind for word in self.kinds)
        )

    @property
    def words(self) -> str:
        """10 个工作日."""
        return f"{self.workdays} 个工作日" if self.workdays is not None else f"{self.days} 天"


class Limits(BaseModel):
    """Everything of ``limits.yml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    responses: tuple[ResponseLimit, ...] = ()
    messages: tuple[MessageLimit, ...] = ()
