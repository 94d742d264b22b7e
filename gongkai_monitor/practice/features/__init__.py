"""Features of the practice sites, one file each; ``FEATURES`` says which there are."""

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.hidden_links import HiddenLinkFeature
from gongkai_monitor.practice.features.leaks import LeakFeature

FEATURES: tuple[Feature, ...] = (
    LeakFeature(),
    HiddenLinkFeature(),
)
