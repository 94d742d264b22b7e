"""What profiles are made of: channels of no site yet, and those that all sites have."""

from dataclasses import dataclass, field

from gongkai_monitor.practice.documents import DocumentCase
from gongkai_monitor.practice.plan import Answer, ChannelBehaviour, CharsetCase, FamilyKey
from gongkai_monitor.vocabulary import ChannelKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSpec:
    """A channel before it belongs to a site."""

    name: str
    kind: ChannelKind
    slug: str
    level: int = 1
    cycle_days: int | None = None
    behaviour: ChannelBehaviour = ChannelBehaviour.NORMAL
    list_selector: str | None = None
    newest_days: int = 2
    step_days: int = 3
    count: int = 5
    on_home: bool = False
    has_pinned: bool = False
    has_undated: bool = False
    is_yearless: bool = False
    carries_news: bool = False
    speaks_of_faults: bool = False
    dead_entries: tuple[tuple[int, Answer], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """A kind of site."""

    key: str
    family: FamilyKey
    channels: tuple[ChannelSpec, ...]
    charset: CharsetCase = CharsetCase.UTF8
    cases: tuple[DocumentCase, ...] = ()
    footer_missing: frozenset[str] = field(default=frozenset())
    untagged: frozenset[str] = field(default=frozenset())
    has_wrong_code: bool = False
    home_moves: bool = False
    has_entrance_home: bool = False
    has_home_links: bool = False
    is_blocked: bool = False
    has_board: bool = False
    has_all_links: bool = False
    has_few_dead: bool = False
    failing_probe_ratio: float = 0.0


def spec(name: str, kind: ChannelKind, slug: str, **more: object) -> ChannelSpec:
    """A channel in one line."""
    return ChannelSpec(name=name, kind=kind, slug=slug, **more)  # type: ignore[arg-type]


def core_channels(*, news: int = 1, notice: int = 3, policy: int = 6) -> tuple[ChannelSpec, ...]:
    """The four channels that every site has, with the ages of their newest items."""
    return (
        spec(
            "工作动态",
            ChannelKind.NEWS,
            "gzdt",
            newest_days=news,
            step_days=2,
            count=8,
            on_home=True,
        ),
        spec(
            "通知公告",
            ChannelKind.NOTICE,
            "tzgg",
            newest_days=notice,
            step_days=9,
            on_home=True,
            speaks_of_faults=True,
        ),
        spec("政策文件", ChannelKind.POLICY, "zcwj", newest_days=policy, step_days=20, count=3),
        spec("政策解读", ChannelKind.INTERPRETATION, "zcjd"),
    )


EXTRA = (
    spec("统计信息", ChannelKind.STATISTICS, "tjxx", cycle_days=90, newest_days=40, step_days=30),
    spec(
        "财政预决算",
        ChannelKind.BUDGET,
        "czyjs",
        cycle_days=365,
        newest_days=120,
        step_days=180,
        count=8,
    ),
    spec("基层动态", ChannelKind.NEWS, "gzdt/jcdt", level=2, newest_days=45),  # level 2: no limit
)
