"""Credentials: read from the environment or a private file, shown to one host, never printed."""

import os
from pathlib import Path

import pytest

from crawlers.wire_secret import WireSecret
from gongkai_monitor.credentials import FILE_NAME, Credentials
from gongkai_monitor.errors import WorkspaceError
from gongkai_monitor.settings import Settings
from gongkai_monitor.workspace import create_workspace

SECRET = "not-to-be-seen"
QUERY = WireSecret("api.example.test", query=(("access_token", SECRET),))


def write(folder: Path, text: str, mode: int = 0o600) -> None:
    path = folder / FILE_NAME
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def test_the_environment_and_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, f'[wechat."1308-甲"]\napp_id = "wx2"\nsecret = "{SECRET}"\n')
    monkeypatch.setenv("GONGKAI_WECHAT__A001__APP_ID", "wx1")
    monkeypatch.setenv("GONGKAI_WECHAT__A001__SECRET", SECRET)
    found = Credentials.load(tmp_path)
    for code, app_id in (("1308-甲", "wx2"), ("A001", "wx1")):
        known = found.wechat_of(code)
        assert known is not None
        assert (known.app_id, known.secret.get_secret_value()) == (app_id, SECRET)
    assert found.wechat_of("A002") is None
    assert SECRET not in repr(found) + str(found) + found.model_dump_json()
    settings = create_workspace(tmp_path / "ws")
    assert SECRET not in Settings.load(settings.workspace).model_dump_json()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "", mode=0o640)
    with pytest.raises(WorkspaceError, match="chmod 600"):
        Credentials.load(tmp_path)


@pytest.mark.parametrize(
    "text", ["[wechat.a]\nsecret = 5\n", f"[wechat.a]\nkey = '{SECRET}'", "= x"]
)
def test_a_wrong_file_is_not_quoted(tmp_path: Path, text: str) -> None:
    write(tmp_path, text.replace("5", f'"{SECRET}"'))
    with pytest.raises(WorkspaceError) as caught:
        Credentials.load(tmp_path)
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://api.example.test/cgi-bin/x", True),
        ("http://api.example.test/cgi-bin/x", False),
        ("https://api.example.test.evil.test/x", False),
        ("https://evil.test/?api.example.test", False),
        ("https://api.example.test@evil.test/x", False),
        ("https://api.example.test:8443/x", False),
    ],
)
def test_only_its_own_host_gets_a_secret(url: str, fits: bool) -> None:
    assert QUERY.fits(url) == fits


def test_a_secret_is_never_shown() -> None:
    assert SECRET not in repr(QUERY) + str(QUERY)
    assert QUERY.url("https://api.example.test/x?a=1").endswith(f"x?a=1&access_token={SECRET}")
    assert QUERY.hide(f"cannot connect to /x?access_token={SECRET}") == (
        "cannot connect to /x?access_token=***"
    )
