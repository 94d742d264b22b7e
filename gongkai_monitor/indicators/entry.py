"""One indicator entry as written in an edition: what is compared, with what, and in which words."""

import ast
import string
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gongkai_monitor.facts.columns import FACT_TABLES, FactTable
from gongkai_monitor.vocabulary import Effect, Level, SubjectKind, Sureness, Way


class ExpectationName(StrEnum):
    """The closed list of comparisons; ``checks/expectations.py`` maps each to a GE class."""

    BETWEEN = "between"  # min <= value <= max, boundaries pass
    BELOW = "below"  # value < max: for 达到（含）即算
    WITHIN_COLUMN = "within_column"  # value <= another column of the same row
    IN_SET = "in_set"
    NOT_IN_SET = "not_in_set"
    IS_TRUE = "is_true"
    IS_FALSE = "is_false"


LIMIT_KEYS: dict[ExpectationName, tuple[frozenset[str], frozenset[str]]] = {
    ExpectationName.BETWEEN: (frozenset(), frozenset({"min", "max"})),
    ExpectationName.BELOW: (frozenset({"max"}), frozenset()),
    ExpectationName.WITHIN_COLUMN: (frozenset({"column"}), frozenset()),
    ExpectationName.IN_SET: (frozenset({"values"}), frozenset()),
    ExpectationName.NOT_IN_SET: (frozenset({"values"}), frozenset()),
    ExpectationName.IS_TRUE: (frozenset(), frozenset()),
    ExpectationName.IS_FALSE: (frozenset(), frozenset()),
}
"""Expectation -> (required limit keys, optional limit keys)."""

Number = int | float
LimitValue = Number | str | tuple[str, ...]
Text = Annotated[str, Field(min_length=1)]

_WHEN_NODES = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.Compare, ast.Name,
    ast.Load, ast.Constant, ast.Tuple, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE,
    ast.In, ast.NotIn,
)  # fmt: skip


class Indicator(BaseModel):
    """One rule of an edition; every name in it is checked when the edition is loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z0-9_]+$")]
    rule: Text
    title: Text
    applies_to: str
    when: str | None = None
    fact: str
    expectation: ExpectationName
    limits: dict[str, LimitValue]
    levels: dict[Level, Number] = Field(default_factory=dict)
    level: Level | None = None
    object: str | None = None
    effect: Effect
    sureness: Sureness
    way: Way = Way.AUTOMATIC
    """Assisted findings are candidates: they decide nothing until a reviewer confirms them."""
    since: Text = "0.1"
    """Version of this software that judges by it first."""
    basis: Text
    observed: Text
    limit: Text
    message: Text
    remedy: Text
    replaces: str | None = None
    """Edition whose entry of the same code this one takes the place of."""

    @property
    def table(self) -> FactTable:
        """The facts table that this indicator reads."""
        return FACT_TABLES[self.applies_to]

    @property
    def subject_kind(self) -> SubjectKind:
        """What its findings are about."""
        return self.table.subject_kind

    @property
    def columns(self) -> frozenset[str]:
        """The columns that decide; those only named in its texts may be absent."""
        names = {self.fact} | ({self.object} if self.object else set())
        if "column" in self.limits:
            names.add(str(self.limits["column"]))
        if self.when is not None:
            tree = ast.parse(self.when, mode="eval")
            names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return frozenset(names)

    def number(self, name: str) -> Number | None:
        """A numeric limit, None when it is not set."""
        value = self.limits.get(name)
        return value if isinstance(value, int | float) else None

    @property
    def values(self) -> list[str]:
        """The words of a set expectation."""
        values = self.limits.get("values")
        return list(values) if isinstance(values, tuple) else []

    @property
    def other_column(self) -> str:
        """The column that ``within_column`` compares with."""
        return str(self.limits["column"])

    @property
    def may_fail(self) -> bool:
        """Only a verified veto decides 合格/不合格."""
        return self.effect is Effect.VETO and self.sureness.may_fail

    @model_validator(mode="after")
    def _is_judged(self) -> Self:
        if self.way is Way.DOCUMENTS:
            raise ValueError("查阅资料的指标没有事实，请写在版本的 papers 中")
        return self

    @model_validator(mode="after")
    def _check_names(self) -> Self:
        if self.applies_to not in FACT_TABLES:
            raise ValueError(f"未知的事实表 {self.applies_to!r}，可用：{'、'.join(FACT_TABLES)}")
        columns = frozenset(self.table.all_columns)
        for name in filter(None, (self.fact, self.object)):
            _require_column(name, columns, self.applies_to)
        if self.when is not None:
            _check_when(self.when, columns, self.applies_to)
        self._check_limits(columns)
        self._check_levels()
        known = columns | frozenset(self.limits)
        for text in (self.observed, self.limit, self.message, self.remedy):
            _check_placeholders(text, known)
        return self

    def _check_limits(self, columns: frozenset[str]) -> None:
        required, optional = LIMIT_KEYS[self.expectation]
        given = frozenset(self.limits)
        if missing := required - given:
            raise ValueError(f"{self.expectation} 缺少 limits：{'、'.join(sorted(missing))}")
        if unknown := given - required - optional:
            raise ValueError(f"{self.expectation} 不认识的 limits：{'、'.join(sorted(unknown))}")
        if optional and not given:
            raise ValueError(
                f"{self.expectation} 至少要有一个 limits：{'、'.join(sorted(optional))}"
            )
        for name in given & {"min", "max"}:
            if self.number(name) is None:
                raise ValueError(f"limits.{name} 须是数字")
        if "values" in given and not self.values:
            raise ValueError("limits.values 须是非空列表")
        if "column" in given:
            _require_column(str(self.limits["column"]), columns, self.applies_to)

    def _check_levels(self) -> None:
        if bool(self.levels) == (self.level is not None):
            raise ValueError("level 与 levels 须有且只有一个")
        if not self.levels:
            return
        if self.expectation is not ExpectationName.BETWEEN or "max" not in self.limits:
            raise ValueError("levels 只能与 between 和 limits.max 一起使用")
        if self.levels.get(Level.OVERDUE) != self.limits["max"]:
            raise ValueError("levels.overdue 必须等于 limits.max")
        ordered = [self.levels[level] for level in Level if level in self.levels]
        if ordered != sorted(ordered):
            raise ValueError("levels 须由轻到重递增")


class PaperIndicator(BaseModel):
    """A rule that leaves no trace on the web: listed with its reason, never judged."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: Text
    title: Text
    sureness: Sureness
    basis: Text
    why: Text
    since: Text = "0.1"


def _require_column(name: str, columns: frozenset[str], table: str) -> None:
    if name not in columns:
        raise ValueError(f"事实表 {table} 没有列 {name!r}")


def _check_when(expression: str, columns: frozenset[str], table: str) -> None:
    """Only comparisons of columns with constants: nothing that could run code."""
    try:
        tree = ast.parse(expression, mode="eval")
    except SyntaxError as error:
        raise ValueError(f"when 无法解析：{expression!r}") from error
    for node in ast.walk(tree):
        if not isinstance(node, _WHEN_NODES):
            raise ValueError(f"when 不支持 {type(node).__name__}：{expression!r}")  # noqa: TRY004
        if isinstance(node, ast.Name):
            _require_column(node.id, columns, table)


def _check_placeholders(text: str, known: frozenset[str]) -> None:
    for _, name, _, _ in string.Formatter().parse(text):
        if name is not None and name not in known:
            raise ValueError(f"文字模板中不认识的占位符 {{{name}}}：{text!r}")


def parse_indicator(raw: dict[str, Any]) -> Indicator:
    """Validate one entry of an edition file.

    Raises:
        pydantic.ValidationError: for an unknown column, limit, table, word or placeholder.
    """
    return Indicator.model_validate(raw)
