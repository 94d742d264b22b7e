"""Entries of a budget column: 预算 and 决算 in turn, back through the years (rule I-2)."""

from gongkai_monitor.clock import china_date
from gongkai_monitor.practice.plan import SitePlan
from gongkai_monitor.vocabulary import SiteKind

_KINDS = 5
_LAST_YEAR, _THIS_YEAR = 1, 2
_LACKING = {_LAST_YEAR: 2, _THIS_YEAR: 0}
"""Kind of site -> the entry that is no budget there."""


def budget_title(plan: SitePlan, n: int) -> str:
    """Title of the n-th entry: 预算 of this year first, then 决算 of the last one."""
    if n == lacking_entry(plan):
        return f"{plan.sponsor}预算绩效管理工作情况"
    year = china_date(plan.as_of).year - (n + 1) // 2
    whole = "政府" if plan.site.kind is SiteKind.PORTAL else "部门"
    name = plan.site.name.removesuffix("门户网站").removesuffix("网站")
    word = f"{whole}{'决算' if n % 2 else '预算'}"
    return f"{name}{year}年度{word}公开" if _number(plan) % 2 else f"{name}{year}年{word}"


def lacking_entry(plan: SitePlan) -> int | None:
    """The entry that should be a budget and is none: of last year, of this year, or nowhere."""
    return _LACKING.get(_number(plan) % _KINDS)


def _number(plan: SitePlan) -> int:
    """The place of the site in its city."""
    return int(plan.seed.rpartition(":")[2])
