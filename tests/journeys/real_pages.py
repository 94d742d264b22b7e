"""The saved real pages as they lie in the shared data: raw bytes, index and gold rows."""

import csv
import tarfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai_monitor.text.dates import parse_date

Row = dict[str, str]
DESTROYED_FROM = 100  # marks of a lossy conversion, as counted by the index
SOFT_404 = "bjjs/75.html"
POLICY_WORDS = {"规范性文件", "政策文件", "其他文件", "法律法规"}


@dataclass(frozen=True)
class RealPages:
    """``bodies`` by file name in its archive; ``index`` and ``gold`` as printed."""

    bodies: dict[str, bytes]
    index: dict[str, Row]
    gold: dict[str, Row]

    @property
    def destroyed(self) -> list[str]:
        """Pages that were mojibake before they were saved."""
        return [
            name
            for name, row in self.index.items()
            if int(row["mojibake_marks"] or 0) > DESTROYED_FROM
        ]

    def dated_on(self, name: str) -> date | None:
        """The page's own META date: the only gold of the old pages."""
        printed = self.index[name]["meta_date"]
        return parse_date(printed) if printed else None


def read_pages(data: Path) -> RealPages:
    """Read both data sets."""
    bodies: dict[str, bytes] = {}
    for archive in (
        data / "html_pages" / "bjjs.tar.gz",
        data / "html_pages" / "modern.tar.gz",
        data / "govcn_policy_pages" / "pages.tar.gz",
    ):
        with tarfile.open(archive) as tar:
            for member in tar:
                file = tar.extractfile(member)
                if file is not None:
                    bodies[member.name.removeprefix("./")] = file.read()
    index = {row["file"]: row for row in rows(data / "html_pages" / "index.csv")}
    gold = {row["file"]: row for row in rows(data / "govcn_policy_pages" / "gold.csv")}
    return RealPages(bodies, index, gold)


def rows(path: Path) -> list[Row]:
    """Rows of a csv file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))
