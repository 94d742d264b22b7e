"""The comparison of one round with what was planted, for the terminal, in Chinese."""

from collections.abc import Iterable, Iterator

from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.practice.compare import Comparison, Key
from gongkai_monitor.practice.truth import PlantedSuggestion
from gongkai_monitor.vocabulary import CollectionCause, Level, ReplyState, SubjectKind

_SHOWN = 30
_COLLECTED = "已采到"


def outcome_text(
    comparison: Comparison, registry: Registry, editions: tuple[str, ...] = ("national", "hebei")
) -> str:
    """Totals, a line per indicator, then every difference with the names that people know.

    Args:
        comparison: of a finished round.
        registry: names the subjects.
        editions: names the indicators.
    """
    return "\n".join(_Text(comparison, registry, editions).lines())


class _Text:
    """Holds the names while the lines are made."""

    def __init__(
        self, comparison: Comparison, registry: Registry, editions: tuple[str, ...]
    ) -> None:
        self._outcome = comparison
        self._names = _names(registry)
        self._titles = {
            rule.indicator.code: rule.indicator.title for rule in load_editions(editions).rules
        }

    def lines(self) -> Iterator[str]:
        """The whole text."""
        outcome = self._outcome
        yield (
            f"预设问题 {outcome.planted}，发现 {outcome.found}，一致 {outcome.matched}；"
            f"查准率 {outcome.precision:.3f}，查全率 {outcome.recall:.3f}"
        )
        for row in outcome.counts:
            counted = f"预设 {row.planted}，发现 {row.found}，一致 {row.matched}"
            yield f"  {self._title(row.code)}：{counted}"
        yield f"近似情形 {outcome.near_miss_count}，误判 {len(outcome.flagged_near_misses)}"
        yield (
            f"预设未采到 {outcome.uncollected_count}，不符 {len(outcome.missing_uncollected)}，"
            f"多出 {len(outcome.unplanned_uncollected)}"
        )
        yield (
            f"预设热点 {outcome.hotspot_count}，漏 {len(outcome.missed_hotspots)}，"
            f"多 {len(outcome.unplanned_hotspots)}，要素不符 "
            f"{len(outcome.hotspot_differences)}；近似来信 {outcome.near_letter_count}，"
            f"误并 {len(outcome.grouped_near_letters)}"
        )
        yield f"预设答复时限 {outcome.reply_count} 件，不符 {len(outcome.reply_differences)}"
        yield (
            f"预设栏目建议 {outcome.suggestion_count}，漏 {len(outcome.missed_suggestions)}，"
            f"多 {len(outcome.unplanned_suggestions)}"
        )
        yield from self._differences()
        yield "与预设完全一致" if outcome.is_perfect else "与预设不一致"

    def _differences(self) -> Iterator[str]:
        outcome = self._outcome
        yield from _block("漏报", (self._of(row.key, row.note) for row in outcome.missed))
        yield from _block("误报", (self._of(key) for key in outcome.false))
        yield from _block(
            "级别不符",
            (
                self._of(key, f"预设：{Level(planted).label}，发现：{Level(found).label}")
                for key, planted, found in outcome.wrong_levels
            ),
        )
        yield from _block(
            "误判的近似情形", (self._of(row.key, row.note) for row in outcome.flagged_near_misses)
        )
        yield from _block(
            "未采到原因不符",
            (
                f"{self._subject(kind, one)}，预设：{_cause(planted)}，实际：{_cause(found)}"
                for kind, one, planted, found in outcome.missing_uncollected
            ),
        )
        yield from _block(
            "多出的未采到",
            (
                f"{self._subject(kind, one)}：{_cause(cause)}"
                for kind, one, cause in outcome.unplanned_uncollected
            ),
        )
        yield from _block("漏掉的热点", outcome.missed_hotspots)
        yield from _block("多出的热点", outcome.unplanned_hotspots)
        yield from _block(
            "热点不符",
            (
                f"{one.topic}，{one.what}，预设：{one.planted or '无'}，发现：{one.found or '无'}"
                for one in outcome.hotspot_differences
            ),
        )
        yield from _block("误并的近似来信", outcome.grouped_near_letters)
        yield from _block(
            "答复时限不符",
            (
                f"{one.message_id}，{one.note}，预设：{_reply(one.planted)}，发现：{_reply(one.found)}"
                for one in outcome.reply_differences
            ),
        )
        yield from _block("漏掉的栏目建议", map(_suggestion, outcome.missed_suggestions))
        yield from _block("多出的栏目建议", map(_suggestion, outcome.unplanned_suggestions))

    def _title(self, code: str) -> str:
        title = self._titles.get(code)
        return f"{title}（{code}）" if title else code

    def _of(self, key: Key, note: str = "") -> str:
        code, subject_id, thing = key
        parts = [self._title(code), self._named(subject_id), thing, note]
        return "，".join(part for part in parts if part)

    def _subject(self, kind: str, subject_id: str) -> str:
        return f"{SubjectKind(kind).label} {self._named(subject_id)}"

    def _named(self, subject_id: str) -> str:
        name = self._names.get(subject_id)
        return f"{name}（{subject_id}）" if name else subject_id


def _names(registry: Registry) -> dict[str, str]:
    """Subject -> its name; of a channel with its site's, of an account with its platform."""
    sites = {row.site_code: row.name for row in registry.sites}
    return {
        **{row.agency_code: row.name for row in registry.agencies},
        **sites,
        **{row.url: f"{sites[row.site_code]} › {row.name}" for row in registry.channels},
        **{row.account_code: f"{row.platform.label} {row.name}" for row in registry.accounts},
    }


def _reply(state: str) -> str:
    return ReplyState(state).label if state else "没有"


def _suggestion(row: PlantedSuggestion) -> str:
    kind = "新发现" if row.entry_count is None else f"改版待修，选择器选出 {row.entry_count} 条"
    return f"{row.site_code} {row.name}（{row.url}）：{kind}"


def _cause(value: str) -> str:
    return CollectionCause(value).label if value else _COLLECTED


def _block(title: str, rows: Iterable[str]) -> Iterator[str]:
    shown = list(rows)
    if not shown:
        return
    yield f"{title}（{len(shown)}）："
    yield from (f"  - {row}" for row in shown[:_SHOWN])
    if len(shown) > _SHOWN:
        yield f"  …另有 {len(shown) - _SHOWN} 条"
