"""The command line of a spider process: exit codes and messages."""

import pytest

from crawlers.run import main
from tests.crawlers.support import Workspace, site_plan

Output = pytest.CaptureFixture[str]


def test_a_folder_that_is_no_workspace(workspace: Workspace, capsys: Output) -> None:
    command = workspace.command(site_plan("http://x.test/"))[5:]
    (workspace.folder / "gongkai.toml").unlink()
    assert main(command) == 2
    assert "不是工作区" in capsys.readouterr().err


def test_a_plan_for_another_spider(workspace: Workspace, capsys: Output) -> None:
    command = workspace.command(site_plan("http://x.test/"))[5:]
    assert main(["probe", *command[1:]]) == 2
    assert "期望 probe" in capsys.readouterr().err


def test_an_unknown_spider(workspace: Workspace) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["weibo", "--workspace", str(workspace.folder)])
    assert ended.value.code == 2
