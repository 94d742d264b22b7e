"""DuckDB extensions from their wheels: loaded from the file, no network, nothing installed.

``duckdb_extensions.import_extension`` would copy each file into the user's home folder first;
loading the wheel's file directly needs no writable home and cannot race between processes.

DuckDB checks the signature of an extension anew for every connection, a quarter of a second for
the two of the lake. Here each file is checked once per process, in a connection of its own that
refuses what is not signed; the sessions (``EXTENSION_CONFIG``) then load the same file unchecked.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from gongkai_monitor.errors import StoreError

EXTENSION_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_unsigned_extensions": True,
}


def extension_file(name: str) -> Path:
    """The extension's file inside its wheel, for the running DuckDB.

    Raises:
        StoreError: when the wheel is absent or built for another DuckDB.
    """
    package = f"duckdb_extension_{name}"
    try:
        folder = Path(str(files(package))) / "extensions" / f"v{duckdb.__version__}"
    except ModuleNotFoundError as error:
        raise StoreError(f"缺少 DuckDB 扩展包 {package}；请运行 pip install {package}") from error
    path = folder / f"{name}.duckdb_extension"
    if not path.is_file():
        raise StoreError(
            f"扩展包 {package} 与 DuckDB {duckdb.__version__} 版本不符；"
            f"请安装同版本的 {package}=={duckdb.__version__}"
        )
    return path


def load_extensions(conn: duckdb.DuckDBPyConnection, names: tuple[str, ...]) -> None:
    """Load extensions into one connection, which was made with ``EXTENSION_CONFIG``.

    Raises:
        duckdb.Error: a file has no valid signature of DuckDB's.
        StoreError: see ``extension_file``.
    """
    for name in names:
        path = extension_file(name)
        _check_signature(path)
        _load(conn, path)


@cache
def _check_signature(path: Path) -> None:
    with duckdb.connect(":memory:", config={"allow_unsigned_extensions": False}) as strict:
        _load(strict, path)


def _load(conn: duckdb.DuckDBPyConnection, path: Path) -> None:
    name = str(path).replace("'", "''")
    conn.execute(f"LOAD '{name}'")
