"""Features of the practice sites, one file each; ``FEATURES`` says which there are."""

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.taken_over import TakenOver

FEATURES: tuple[Feature, ...] = (TakenOver(),)
