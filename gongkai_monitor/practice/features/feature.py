"""What a feature of the practice sites is: pages and passages of its own, and their truth."""

from collections.abc import Callable, Iterator

from gongkai_monitor.practice.exchange import Request, Response
from gongkai_monitor.practice.items import Item
from gongkai_monitor.practice.plan import ChannelPlan, SitePlan
from gongkai_monitor.practice.truth import NearMiss, PlantedFault, PlantedSuggestion

Route = Callable[[Request], Response]


class Feature:
    """One thing that sites have beside lists and articles: a search, a guide, a hidden link.

    Everything is read off the plan, so that pages and truth agree; a feature decides by
    ``plan.seed``, ``plan.port`` or the kind of the site which sites show it, and which do it wrong.
    A fault is planted together with near misses: what looks like it and must not be found.
    Blocked sites answer nothing, and nothing of theirs is asked for.
    """

    def routes(self, plan: SitePlan) -> Iterator[tuple[str, Route]]:
        """Addresses (path, or path and query) that the feature answers."""
        del plan
        return iter(())

    def home_html(self, plan: SitePlan) -> str:
        """A passage of the home page."""
        del plan
        return ""

    def footer_html(self, plan: SitePlan) -> str:
        """A passage at the end of every page, after the footer's own items."""
        del plan
        return ""

    def article_blocks(self, plan: SitePlan, channel: ChannelPlan, item: Item) -> tuple[str, ...]:
        """Passages (HTML) at the end of an article's body."""
        del plan, channel, item
        return ()

    def missing_page(self, plan: SitePlan) -> Response | None:
        """The answer to an address that nobody planned; None for the usual error page."""
        del plan
        return None

    def faults(self, plan: SitePlan) -> Iterator[PlantedFault]:
        """What must be found on the site."""
        del plan
        return iter(())

    def near_misses(self, plan: SitePlan) -> Iterator[NearMiss]:
        """What looks like a fault and must not be found."""
        del plan
        return iter(())

    def suggestions(self, plan: SitePlan) -> Iterator[PlantedSuggestion]:
        """Channels that 栏目建议 must propose."""
        del plan
        return iter(())
