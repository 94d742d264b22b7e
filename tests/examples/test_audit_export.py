"""The example script runs on made-up exports, as its docstring says."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "audit_export.py"
ACCOUNTS = """account_code,platform,name,agency_code,function
001,新浪微博,甲县发布,A,发布类
002,抖音,甲县发布,A,发布类
003,微信订阅号,乙县发布,B,发布类
"""
POSTS = """account_code,post_key,published_at,text,reads
001,1,2026-09-19 08:00,关于供水管网检修的通告，请居民提前储水。,1200
002,2,2026-08-20 08:00,关于供水管网检修的通告，请居民提前储水。,30
"""


def run(folder: Path, *more: str) -> tuple[str, dict[str, pd.DataFrame]]:
    (folder / "accounts.csv").write_text(ACCOUNTS, "utf-8")
    (folder / "posts.csv").write_text(POSTS, "utf-8")
    out = folder / "result.xlsx"
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(folder / "accounts.csv"), str(folder / "posts.csv"),
         "--out", str(out), *more],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout, pd.read_excel(out, sheet_name=None, dtype={"account_code": str})


def test_an_export_with_its_moment_is_judged(tmp_path):
    printed, sheets = run(tmp_path, "--complete-until", "2026-09-20 08:00")
    verdicts = sheets["结论"].set_index("subject_name")["verdict"]
    assert list(sheets["结论"]["verdict"]) == ["passed", "failed", "not_judged"]
    assert verdicts["乙县发布"] == "not_judged"
    assert set(sheets["问题"]["code"]) == {"account.content_stale"}
    assert sheets["事实"]["account_code"].tolist() == ["001", "002", "003"]
    assert "passed keep 1" in printed


def test_without_a_moment_of_the_export_nobody_fails(tmp_path):
    _, sheets = run(tmp_path, "--as-of", "2026-09-20 08:00")
    assert set(sheets["结论"]["verdict"]) == {"not_judged"}
    assert sheets["问题"].empty
