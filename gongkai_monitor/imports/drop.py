"""From a file of people to the store: imports by command and by the drop folder.

An import writes a landing batch like any spider and is loaded the same way, so a killed import
leaves nothing half-written and the same file twice changes nothing.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gongkai_monitor.errors import Fault, InputError
from gongkai_monitor.identity import content_hash
from gongkai_monitor.imports.messages import read_messages
from gongkai_monitor.imports.metrics import read_metrics
from gongkai_monitor.imports.posts import read_posts
from gongkai_monitor.landing import LandingBatch
from gongkai_monitor.model.observations import Observation
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import Term

_SUFFIXES = {".csv", ".xlsx"}


class ImportKind(Term):
    """What a file holds; a dropped file says it by the beginning of its name."""

    MESSAGES = "messages", "留言"
    POSTS = "posts", "推文"
    METRICS = "metrics", "账号数据"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What became of one file."""

    imported: int
    rejected: int
    faults: tuple[Fault, ...] = ()
    rejected_file: str | None = None


def waiting_files(settings: Settings) -> list[Path]:
    """Files in the drop folder, oldest name first; half-copied ones (``~``, ``.``) are left."""
    if not settings.drop.is_dir():
        return []
    return sorted(
        path
        for path in settings.drop.iterdir()
        if path.is_file() and path.suffix.lower() in _SUFFIXES and path.name[0] not in "~."
    )
