"""The base of every closed word list."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word of a closed list: ``value`` is stored, ``label`` is shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Create a member that carries its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def from_label(cls, label: str) -> Self:
        """The member with this Chinese label.

        Raises:
            ValueError: when no member has it.
        """
        for member in cls:
            if member.label == label:
                return member
        expected = "/".join(member.label for member in cls)
        raise ValueError(f"期望 {expected} 之一，实际 {label!r}")
