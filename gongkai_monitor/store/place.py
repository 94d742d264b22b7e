"""Where a workspace's lake is: catalogue, data folder, lock; relative paths made absolute."""

from dataclasses import dataclass
from pathlib import Path

from gongkai_monitor.errors import StoreError
from gongkai_monitor.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class LakePlace:
    """Everything that ``ATTACH`` needs."""

    catalog: str  # what follows "ducklake:", sqlite:/…/catalog.sqlite or postgres:…
    data_path: str  # a folder or a URL, with its final slash
    catalog_file: Path | None  # None for a catalogue server
    lock_file: Path
    spill_folder: Path
    extensions: tuple[str, ...]

    @property
    def exists(self) -> bool:
        """False when the embedded catalogue was never created."""
        return self.catalog_file is None or self.catalog_file.is_file()


def lake_place(settings: Settings) -> LakePlace:
    """Read ``[store]`` of the settings.

    ``catalog`` is ``sqlite:PATH``, ``postgres:dbname=… host=…`` or ``postgresql://…``;
    a PostgreSQL password belongs in PGPASSWORD or ~/.pgpass, never in the settings file.

    Raises:
        StoreError: for another kind of catalogue.
    """
    kind, _, rest = settings.store.catalog.partition(":")
    local = settings.workspace / "lake"
    data_path = settings.store.data_path
    if "://" not in data_path:
        data_path = str((settings.workspace / data_path).resolve())
    data_path = data_path.rstrip("/") + "/"
    if kind == "sqlite" and rest:
        file = (settings.workspace / rest).resolve()
        return LakePlace(
            catalog=f"sqlite:{file}",
            data_path=data_path,
            catalog_file=file,
            lock_file=file.with_name(f".{file.name}.lock"),
            spill_folder=file.parent / ".spill",
            extensions=("ducklake", "sqlite_scanner", "icu"),
        )
    if kind in {"postgres", "postgresql"} and rest:
        url = rest if kind == "postgres" else settings.store.catalog
        return LakePlace(
            catalog=f"postgres:{url}",
            data_path=data_path,
            catalog_file=None,
            lock_file=local / ".catalog.lock",
            spill_folder=local / ".spill",
            extensions=("ducklake", "postgres_scanner", "icu"),
        )
    raise StoreError(
        "gongkai.toml › [store] › catalog: 期望 sqlite:路径 或 postgres:连接串，"
        f"实际 {settings.store.catalog}"
    )
