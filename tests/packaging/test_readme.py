"""What the READMEs promise is so: the library's ten lines run, every command exists."""

import io
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gongkai_monitor.cli.main import run
from gongkai_monitor.workspace import create_workspace

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
HTML = """<html><head><meta name="ArticleTitle" content="关于印发停车管理办法的通知">
<meta name="PubDate" content="2026-11-02 09:00"></head><body>
<div class="TRS_Editor"><h1>关于印发停车管理办法的通知</h1><p>临政发〔2026〕12号</p>
<p>各区人民政府，市政府各部门：</p><p>现将《临川市停车管理办法》印发给你们，请结合实际认真贯彻执行。
各单位要加强组织领导，明确责任分工，确保各项措施落到实处。</p></div></body></html>"""


def _stand_ins() -> dict[str, Any]:
    """Small values for the names that the snippet takes as given."""
    day = pd.Timestamp("2026-11-20", tz="Asia/Shanghai")
    return {
        "html": HTML,
        "url": "https://www.linchuan.example/zwgk/1.html",
        "key_points": "临川市2026年政务公开工作要点\n一、主动公开\n（一）公开规划。"
        "2026年底前集中公开各类规划。（责任单位：市政府各部门）",
        "documents": pd.DataFrame(
            {
                "document_id": ["d1"],
                "title": ["关于印发停车管理办法的通知"],
                "document_number": ["临政发〔2026〕12号"],
                "issuer": ["临川市人民政府"],
                "published_on": ["2026-11-02"],
                "url": ["https://www.linchuan.example/zwgk/1.html"],
                "text": [""],
            }
        ),
        "interpretations": pd.DataFrame(
            {
                "interpretation_id": ["i1"],
                "title": ["《停车管理办法》政策解读"],
                "published_on": ["2026-11-04"],
                "url": ["https://www.linchuan.example/zcjd/1.html"],
                "text": ["解读"],
                "links": [["https://www.linchuan.example/zwgk/1.html"]],
            }
        ),
        "accounts": pd.DataFrame(
            {
                "account_code": ["A1", "A2", "A3"],
                "platform": ["新浪微博", "抖音", "抖音"],
                "name": ["临川发布", "临川教育", "临川水务"],
            }
        ),
        "posts": pd.DataFrame(
            {
                "account_code": ["A1", "A2"],
                "published_at": [day - pd.Timedelta(days=1), day - pd.Timedelta(days=30)],
            }
        ),
        "messages": pd.DataFrame(
            {
                "message_id": [f"m{n}" for n in range(8)],
                "received_at": [day - pd.Timedelta(hours=10 + n) for n in range(8)],
                "title": ["望江小区夜间施工噪音扰民"] * 8,
                "text": ["望江小区旁工地夜间施工，噪音太大，无法入睡"] * 8,
                "region": ["临川区"] * 8,
                "likes": [3] * 8,
            }
        ),
    }


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_librarys_ten_lines_run(
    readme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_workspace(tmp_path / "workspace")
    monkeypatch.chdir(tmp_path)
    [snippet] = re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)
    names = _stand_ins()
    exec(compile(snippet, str(readme), "exec"), names)
    try:
        assert names["article"].title == "关于印发停车管理办法的通知"
        assert str(names["article"].published_on) == "2026-11-02"
        assert names["article"].document_number == "临政发〔2026〕12号"
        assert list(names["pairs"]["interpretation_id"]) == ["i1"]
        found = names["findings"]
        assert set(found.loc[found["code"] == "account.content_stale", "subject_id"]) == {"A2"}
        verdicts = names["proposals"].set_index("subject_id")["verdict"].to_dict()
        assert verdicts == {"A1": "passed", "A2": "failed", "A3": "not_judged"}
        assert len(names["hotspots"]) == 1
        assert len(names["members"]) == 8
        assert [str(day) for day in names["duties"]["due_on"]] == ["2026-12-31"]
        assert names["lake"].execute("SELECT count(*) FROM agencies").fetchone() == (0,)
    finally:
        names["lake"].close()


def test_the_call_audit_is_never_hidden_by_a_module() -> None:
    code = (
        "import gongkai_monitor as gm, importlib, pkgutil\n"
        "assert callable(gm.audit)\n"
        "import gongkai_monitor.auditing, gongkai_monitor.cli.main\n"
        "assert callable(gm.audit) and callable(gm.audit_accounts) and callable(gm.open_store)\n"
        "names = {module.name for module in pkgutil.iter_modules(gm.__path__)}\n"
        "assert not names & {'audit', 'audit_accounts', 'open_store'}\n"
        "assert set(gm.__all__) <= set(dir(gm)), dir(gm)\n"
        "assert gm.opinion.score and gm.text.extract_article and gm.workdays.deadline\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_and_link_of_the_readme_exists(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    lines = re.findall(r"^gongkai .*", text, flags=re.MULTILINE)
    inline = re.findall(r"`(gongkai [a-z ]+)`", text)
    assert len(lines) >= 6
    for line in dict.fromkeys(lines + inline):
        words = shlex.split(line, comments=True)[1:]
        command = words[:2] if words[0] in {"registry", "import", "report"} else words[:1]
        with redirect_stdout(io.StringIO()):
            assert run([*command, "--help"]) == 0, line
    paths = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"`((?:docs|tests)/[\w./]+)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []
