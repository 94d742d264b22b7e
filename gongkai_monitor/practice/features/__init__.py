"""Features of the practice sites, one file each; ``FEATURES`` says which there are."""

from gongkai_monitor.practice.features.feature import Feature
from gongkai_monitor.practice.features.page_marks import PageMarks
from gongkai_monitor.practice.features.site_tools import SiteTools

FEATURES: tuple[Feature, ...] = (SiteTools(), PageMarks())
