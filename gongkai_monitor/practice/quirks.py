"""What is odd about single practice sites beside their profile, read off the number of the site."""

from datetime import datetime

from gongkai_monitor.clock import CHINA
from gongkai_monitor.practice.plan import FamilyKey, SitePlan

KINDS = 6
"""Sites take turns: the n-th has quirk ``n % KINDS``."""
BARE, SLACK, GAPPED, FOREIGN, CARELESS = 1, 2, 3, 4, 5

FOREIGN_NAME = "齐岭市人民政府门户网站"
_USUAL_SECONDS = 0.3
_SECONDS = {SLACK: 3.4, FOREIGN: 2.4}


def quirk_of(plan: SitePlan) -> int:
    """0 for a site without quirks."""
    return int(plan.seed.rsplit(":", 1)[1]) % KINDS


def load_seconds(plan: SitePlan) -> float:
    """How long the home page takes on a good day."""
    return _SECONDS.get(quirk_of(plan), _USUAL_SECONDS)


def pub_date(plan: SitePlan, at: datetime) -> str:
    """META PubDate; a careless template writes seconds."""
    shape = "%Y-%m-%d %H:%M:%S" if quirk_of(plan) == SLACK else "%Y-%m-%d %H:%M"
    return at.astimezone(CHINA).strftime(shape)


def prints_chinese_day(plan: SitePlan) -> bool:
    """Whether article pages print 2026年09月12日 instead of day and time."""
    return quirk_of(plan) == SLACK and plan.family is FamilyKey.MODERN


def footer_code(plan: SitePlan) -> str:
    """标识码 as the footer prints it; one kind of site adds two digits."""
    has_more = quirk_of(plan) == SLACK and "我为政府网站找错" not in plan.footer_missing
    return f"{plan.shown_code}00" if has_more else plan.shown_code


def odd_tags(plan: SitePlan) -> dict[str, str]:
    """META tags that a template was copied with."""
    return _ODD_TAGS.get(quirk_of(plan), {})


_ODD_TAGS = {FOREIGN: {"SiteName": FOREIGN_NAME}, CARELESS: {"Keywords": "${keywords}"}}
