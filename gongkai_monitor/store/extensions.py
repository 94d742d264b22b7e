"""DuckDB extensions from their wheels: loaded from the file, no network, nothing installed.

``duckdb_extensions.import_extension`` would copy each file into the user's home folder first;
loading the wheel's file directly needs no writable home and cannot race between processes.
"""

from importlib.resources import files
from pathlib import Path

import duckdb

from gongkai_monitor.errors import StoreError


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
    """Load extensions into one connection."""
    for name in names:
        path = str(extension_file(name)).replace("'", "''")
        conn.execute(f"LOAD '{path}'")
