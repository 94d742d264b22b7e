"""工作要点 of the practice city and what was reported on it: overdue, done, in work, not begun."""

from datetime import datetime, timedelta
from pathlib import Path

from gongkai_monitor.clock import china_date
from gongkai_monitor.duties.desk import import_document, record_progress
from gongkai_monitor.duties.records import Progress
from gongkai_monitor.practice.plan import City
from gongkai_monitor.settings import Settings
from gongkai_monitor.vocabulary import DutyState

_TEXT = """{city}{year}年政务公开工作要点

　　一、提升政策发布解读质量
　　（一）落实政策解读制度。政策文件与解读材料同步组织、同步审签、同步发布，出台的重要政策3个工作日内在政府网站
发布解读材料。（责任时限：持续推进，牵头单位：市政府，责任单位：市政府各部门）
　　（二）清理行政规范性文件。全面清理现行有效的行政规范性文件，标注有效性，集中公开。（责任时限：{past}底前，
牵头单位：市教育局，责任单位：市政府各部门，各县（市、区）政府）
　　二、加强公开平台建设
　　（一）加强政务新媒体管理。对群众关注度和利用率低、确属无力维护的坚决关停。（责任时限：{year}年底前，牵头
单位：市教育局，责任单位：市政府各部门，各县（市、区）政府）
　　（二）规范政务公开专区。各级政务服务大厅设立政务公开专区。（责任时限：{past}底前，责任单位：各县（市、区）政府）
　　三、强化组织保障
　　（一）加强业务培训。年内组织业务培训不少于2次。（责任时限：{year}年底前，牵头单位：市政府，责任单位：市供水公司）
　　（二）开展监督检查。每季度通报一次检查情况。（牵头单位：市政府，责任单位：市政府有关部门）
"""


def plant_duties(settings: Settings, city: City, folder: Path, now: datetime) -> Path:
    """Write the document beside the other papers, import it, and report on three of its duties."""
    day = china_date(now)
    past = day.replace(day=1) - timedelta(days=1)
    path = folder / "工作要点.txt"
    said = _TEXT.format(city=city.name, year=day.year, past=f"{past.year}年{past.month}月")
    path.write_text(said, encoding="utf-8")
    import_document(settings, path, year=day.year, name="", recorded_by="演练", now=now)
    place = f"{day.year}-"
    progress = [
        Progress(
            duty_id=f"{place}03", state=DutyState.IN_PROGRESS, recorded_by="演练",
            note="已摸底，正在逐个核实",
        ),
        Progress(
            duty_id=f"{place}04", state=DutyState.DONE, recorded_by="演练", note="各县区已设立",
            evidence_url="http://example.invalid/zwgkzq.html",
        ),
        Progress(
            duty_id=f"{place}05", state=DutyState.IN_PROGRESS, recorded_by="演练",
            note="已培训 1 次",
        ),
    ]  # fmt: skip
    record_progress(settings, progress, now)
    return path
