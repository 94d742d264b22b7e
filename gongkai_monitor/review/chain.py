"""The chain: every row of an append-only list carries the hash of the one before it.

So no row can be changed, taken out or put in afterwards without being seen. Reviews, the trail of
accounts, the register of hotspots and the ledger of duties are such lists.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gongkai_monitor.identity import content_hash

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    class Linked(DataclassInstance, Protocol):
        """A dataclass with its place in a chain."""

        @property
        def sequence(self) -> int: ...  # noqa: D102
        @property
        def previous_hash(self) -> str: ...  # noqa: D102
        @property
        def own_hash(self) -> str: ...  # noqa: D102


ROOT = "0" * 64
"""What the first row has for a predecessor."""

LinkT = TypeVar("LinkT", bound="Linked")


def hash_of(row: "Linked") -> str:
    """Hash of everything in a row but its own hash; moments count in UTC."""
    names = (field.name for field in fields(row) if field.name != "own_hash")
    values = {name: _written(getattr(row, name)) for name in names}
    return content_hash(json.dumps(values, ensure_ascii=True, sort_keys=True).encode())


def link_after(row: LinkT, last: LinkT | None) -> LinkT:
    """The row with its place behind ``last``: sequence, previous hash, own hash."""
    placed: LinkT = replace(
        row,
        sequence=last.sequence + 1 if last else 1,
        previous_hash=last.own_hash if last else ROOT,
    )
    return replace(placed, own_hash=hash_of(placed))


def broken_links(rows: Sequence["Linked"], known_heads: Iterable[str] = ()) -> list[str]:
    """Where a chain does not hold, in Chinese; empty when it holds.

    Args:
        rows: every stored row, by ``sequence``.
        known_heads: last hashes that were written down earlier (each audit notes one): one
            that is no longer there shows that the end of the chain was cut off or replaced.
    """
    faults = []
    previous, expected = ROOT, 1
    for row in rows:
        if row.sequence != expected:
            faults.append(f"第 {expected} 条：序号应为 {expected}，实际 {row.sequence}")
        if row.previous_hash != previous:
            faults.append(f"第 {row.sequence} 条：与前一条不衔接（有记录被删除、插入或替换）")
        if hash_of(row) != row.own_hash:
            faults.append(f"第 {row.sequence} 条：内容与其校验值不符（写入后被改动）")
        previous, expected = row.own_hash, row.sequence + 1
    present = {ROOT, *(row.own_hash for row in rows)}
    lost = sorted(set(known_heads) - present)
    faults += [f"判断时记下的链尾 {head[:16]}… 已不在记录中（末尾被截断或替换）" for head in lost]
    return faults


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
