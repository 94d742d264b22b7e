"""The list of families."""

from gongkai_monitor.practice.families.base import Family
from gongkai_monitor.practice.families.library import LibraryFamily
from gongkai_monitor.practice.families.modern import ModernFamily
from gongkai_monitor.practice.families.platform import PlatformFamily
from gongkai_monitor.practice.families.script import ScriptFamily
from gongkai_monitor.practice.families.table import TableFamily
from gongkai_monitor.practice.plan import FamilyKey

FAMILIES: dict[FamilyKey, Family] = {
    FamilyKey.TABLE: TableFamily(),
    FamilyKey.MODERN: ModernFamily(),
    FamilyKey.SCRIPT: ScriptFamily(),
    FamilyKey.PLATFORM: PlatformFamily(),
    FamilyKey.LIBRARY: LibraryFamily(),
}
"""Every family has no state: one instance serves all sites."""
