"""The data map: every column of text and every folder, with what it holds of persons.

``python -m gongkai_monitor.privacy.data_map`` prints it as the tables of ``docs/privacy*.md``.
"""

import io
import sys
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from gongkai_monitor.vocabulary import Term


class Treatment(Term):
    """How the content of a column is treated."""

    MASKED = "masked", "脱敏后保存"
    PSEUDONYM = "pseudonym", "只存编号或其哈希"
    STAFF = "staff", "履职人员"
    ACCOUNT = "account", "政务账号资料"
    OFFICIAL = "official", "公开的公务信息"
    MACHINE = "machine", "代码、状态、网址"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MappedTable(_Entry):
    """A table: what it holds, how long, and how each column of text is treated."""

    holds: str
    keep: str = "长期"
    columns: dict[str, Treatment]


class MappedFolder(_Entry):
    """A folder of the workspace."""

    path: str
    holds: str
    keep: str


class DataMap(_Entry):
    """The whole map; ``codes`` are columns that hold codes and states in every table."""

    codes: frozenset[str]
    tables: dict[str, MappedTable]
    files: tuple[MappedFolder, ...]

    def treatment(self, table: str, column: str) -> Treatment | None:
        """How a column is treated; None when nobody has said."""
        if table not in self.tables:
            return None
        return self.tables[table].columns.get(
            column, Treatment.MACHINE if column in self.codes else None
        )


@cache
def data_map() -> DataMap:
    """The map of this version."""
    text = files("gongkai_monitor.privacy").joinpath("data_map.yml").read_text(encoding="utf-8")
    return DataMap.model_validate(yaml.safe_load(text))


def as_markdown(found: DataMap) -> str:
    """Both tables; of the lake's tables only the columns that hold more than codes."""
    lines = ["| 表 | 内容 | 列与处理 | 保存期限 |", "|---|---|---|---|"]
    for name, table in found.tables.items():
        told = "；".join(
            f"{treatment.label}：{'、'.join(f'`{column}`' for column in columns)}"
            for treatment in Treatment
            if treatment is not Treatment.MACHINE
            and (columns := [c for c, kind in table.columns.items() if kind is treatment])
        )
        lines.append(f"| `{name}` | {table.holds} | {told or '无'} | {_keep(table.keep)} |")
    lines += ["", "| 文件 | 内容 | 保存期限 |", "|---|---|---|"]
    lines += [f"| `{one.path}` | {one.holds} | {_keep(one.keep)} |" for one in found.files]
    return "\n".join(lines) + "\n"


def _keep(text: str) -> str:
    return f"`[privacy] {text}`" if text.endswith("_days") else text


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(as_markdown(data_map()))
