"""What an entry of a list of decisions says; each list has bodies of its own kinds."""

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from gongkai_monitor.review.free_text import FreeText


class Body(BaseModel, ABC):
    """What an entry says; stored as JSON, as it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[StrEnum]

    @property
    @abstractmethod
    def words(self) -> str:
        """In one sentence, for people."""


class Withdrawal(Body, ABC):
    """撤回: an earlier entry no longer counts; it is never taken away."""

    entry: int  # its sequence
    reason: FreeText

    @property
    def words(self) -> str:
        """撤回第 3 条：why."""
        return f"撤回第 {self.entry} 条：{self.reason}"
