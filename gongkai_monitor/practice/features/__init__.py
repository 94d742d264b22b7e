"""Features of the practice sites, one file each; ``FEATURES`` says which there are."""

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.wording import Wording

FEATURES: tuple[Feature, ...] = (Wording(),)
