"""Features of the city's accounts, one file each; ``ACCOUNT_FEATURES`` says which there are."""

from gongkai_monitor.practice.account_features.feature import AccountFeature
from gongkai_monitor.practice.account_features.serious_posts import SeriousPosts

ACCOUNT_FEATURES: tuple[AccountFeature, ...] = (SeriousPosts(),)
"""New ones go to the end: the place of a feature is part of the codes of its accounts."""
