"""Features of the city's accounts, one file each; ``ACCOUNT_FEATURES`` says which there are."""

from gongkai_monitor.practice.account_features.apps import Apps
from gongkai_monitor.practice.account_features.attention import Attention
from gongkai_monitor.practice.account_features.care import Care
from gongkai_monitor.practice.account_features.changes import Changes
from gongkai_monitor.practice.account_features.copies import Copies
from gongkai_monitor.practice.account_features.empty_shells import EmptyShells
from gongkai_monitor.practice.account_features.feature import AccountFeature
from gongkai_monitor.practice.account_features.filler import Filler
from gongkai_monitor.practice.account_features.followers import Followers
from gongkai_monitor.practice.account_features.identity import Identity
from gongkai_monitor.practice.account_features.idle_posts import IdlePosts
from gongkai_monitor.practice.account_features.lives import Lives
from gongkai_monitor.practice.account_features.official_accounts import OfficialAccounts
from gongkai_monitor.practice.account_features.serious_posts import SeriousPosts
from gongkai_monitor.practice.account_features.shutdowns import Shutdowns
from gongkai_monitor.practice.account_features.sources import Sources
from gongkai_monitor.practice.account_features.twins import Twins

ACCOUNT_FEATURES: tuple[AccountFeature, ...] = (
    SeriousPosts(),
    Sources(),
    Copies(),
    IdlePosts(),
    Filler(),
    Care(),
    Followers(),
    Attention(),
    EmptyShells(),
    Apps(),
    OfficialAccounts(),
    Identity(),
    Changes(),
    Twins(),
    Lives(),
    Shutdowns(),
)
"""New ones go to the end: the place of a feature is part of the codes of its accounts."""
