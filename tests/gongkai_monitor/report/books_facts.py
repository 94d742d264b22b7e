"""Made-up facts tables, hotspots and history."""

import random
from datetime import timedelta

import pandas as pd
from books_register import AREAS, AS_OF, FIELDS, TODAY

from gongkai_monitor.model.finding import Finding
from gongkai_monitor.model.registry import Registry
from gongkai_monitor.vocabulary import (
    CollectionCause,
    CollectionState,
    FindingStatus,
    LinkState,
)


def account_facts_of(
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    dice: random.Random,
) -> pd.DataFrame:
    rows = []
    for account in register.accounts:
        state, cause, _ = blind.get(
            account.account_code, (CollectionState.COLLECTED, CollectionCause.OK, "")
        )
        silent = dice.choices([dice.randint(0, 9), dice.randint(10, 14), dice.randint(15, 60), 120],
                              [84, 9, 5, 2])[0]  # fmt: skip
        rhythm = dice.randint(1, 6)
        rows.append(
            {
                "account_code": account.account_code,
                "subject_id": account.account_code,
                "subject_name": account.name,
                "name": account.name,
                "platform": account.platform.value,
                "agency_code": account.agency_code,
                "collection_state": state.value,
                "cause": cause.value,
                "last_posted_on": TODAY - timedelta(days=silent),
                "days_since_post": silent,
                "rhythm_days": rhythm,
                "days_left": 14 - silent,
                "likely_breach_on": (
                    TODAY + timedelta(days=15 - silent)
                    if silent <= 14 and silent > 2 * rhythm
                    else None
                ),
            }
        )
    return pd.DataFrame(rows)


def reach_facts_of(account_facts: pd.DataFrame) -> pd.DataFrame:
    """Percentiles of the accounts that were read; every ninth has no numbers."""
    rows = account_facts[account_facts["collection_state"] == "collected"].reset_index(drop=True)
    index = [None if place % 9 == 0 else float(place * 37 % 100) for place in range(len(rows))]
    shared = ["account_code", "subject_id", "subject_name", "name", "platform", "agency_code"]
    return rows[[*shared, "collection_state", "cause"]].assign(
        peer_group="新浪微博·县·部门",
        attention_index=index,
        index_why=[
            "近 30 天有数据的推文不足 3 条" if one is None else "高于部分同类" for one in index
        ],
    )


def link_facts_of(
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    dice: random.Random,
) -> pd.DataFrame:
    rows = []
    for number, site in enumerate(register.sites):
        if site.site_code in blind:
            continue
        for item in range(dice.randint(0, 3)):
            state = dice.choices(list(LinkState)[1:], [6, 2, 2])[0]
            url = f"{site.home_url}art/2021/{item + 3}/12/art_{number}_{item}{'.doc' * (item == 2)}"
            rows.append(
                {
                    "site_code": site.site_code,
                    "subject_id": site.site_code,
                    "subject_name": site.name,
                    "agency_code": site.agency_code,
                    "collection_state": "collected",
                    "url": url,
                    "kind": "attachment" if item == 2 else "page",
                    "state": state.value,
                    "reason": "页面不存在（404）"
                    if state is LinkState.DEAD
                    else "返回 412，可能拦截程序访问",
                    "remedy": "修复链接或删除引用",
                    "is_on_home": item == 0,
                    "place": "首页" if item == 0 else "其他页面",
                    "places_count": item + 1,
                    "places": [
                        f"{site.home_url}gzdt/index_{page}.html" for page in range(item + 1)
                    ],
                    "attempts": 3 if state is LinkState.DEAD else 2,
                    "first_failed_at": pd.Timestamp("2026-11-21 18:00", tz="UTC"),
                    "last_checked_at": pd.Timestamp("2026-11-22 03:05", tz="UTC"),
                }
            )
    return pd.DataFrame(rows)


def link_run_facts_of(
    register: Registry, blind: dict[str, tuple[CollectionState, CollectionCause, str]]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "site_code": site.site_code,
                "collection_state": "uncollected" if site.site_code in blind else "collected",
                "checked_count": 412 + number,
            }
            for number, site in enumerate(register.sites)
        ]
    )


def attachment_run_facts_of(
    register: Registry, blind: dict[str, tuple[CollectionState, CollectionCause, str]]
) -> pd.DataFrame:
    """Every third site has scans; the twelfth has no attachment at all."""
    rows = []
    for number, site in enumerate(register.sites):
        is_read = site.site_code not in blind and number != 11
        scans = 2 if is_read and number % 3 == 0 else 0
        rows.append(
            {
                "site_code": site.site_code,
                "subject_name": site.name,
                "collection_state": "collected" if is_read else "uncollected",
                "cause": "ok" if is_read else "not_run",
                "file_count": 20 if is_read else 0,
                "read_count": 20 - scans if is_read else 0,
                "unread_count": scans,
                "unread": f"扫描件，没有文字层 {scans} 个" if scans else "",
            }
        )
    return pd.DataFrame(rows)


def document_facts_of(register: Registry, dice: random.Random) -> pd.DataFrame:
    rows = []
    for number in range(24):
        site = register.sites[number]
        late, left = (number % 7) - 2, 3 - number % 4
        is_done = number % 3 == 0
        rows.append(
            {
                "subject_id": f"{site.home_url}zcwj/2026/11/t{number}.html",
                "document_url": f"{site.home_url}zcwj/2026/11/t{number}.html",
                "subject_name": "",
                "title": f"关于印发《云岭市{FIELDS[number]}领域优化营商环境若干措施》的通知",
                "document_number": f"云政办发〔2026〕{number + 20}号",
                "agency_code": site.agency_code,
                "collection_state": "collected",
                "published_on": TODAY - timedelta(days=3 + number % 9),
                "needs_interpretation": number % 6 != 5,
                "interpretation_url": f"{site.home_url}zcjd/t{number}.html" if is_done else None,
                "interpreted_on": TODAY if is_done else None,
                "match_reasons": ["解读页链接原文", "题名一致"] if is_done else None,
                "due_on": TODAY + timedelta(days=left),
                "workdays_late": max(late, 0) or None,
                "workdays_left": None if late > 0 else left,
            }
        )
    dice.shuffle(rows)
    return pd.DataFrame(rows)


def made_up_hotspots(register: Registry) -> pd.DataFrame:
    topics = (
        ("城南路段夜间施工噪声扰民", 23, "overdue", 61.5, "negative", 3.4),
        ("南湖小区供暖温度不达标", 18, "due_soon", 44.0, "negative", 2.1),
        ("医保门诊报销比例咨询", 9, "running", 12.5, "neutral", 1.2),
        ("小学入学材料办理流程", 7, "answered", 20.0, "neutral", 0.8),
        ("河道保洁效果明显", 2, "answered_late", 70.0, "positive", 1.0),
    )
    rows = []
    for number, (title, size, state, hours, feeling, growth) in enumerate(topics):
        rows.append(
            {
                "hotspot_id": f"h{number:04d}",
                "title": title,
                "size": size,
                "heat": round(size * 1.7, 2),
                "sentiment": feeling,
                "growth": growth,
                "region": AREAS[number],
                "agency_code": register.agencies[number + 1].agency_code,
                "first_at": AS_OF - timedelta(hours=hours),
                "clock_state": state,
                "limit_hours": 48.0,
                "elapsed_hours": hours,
                "answered_at": AS_OF - timedelta(hours=2) if "answered" in state else None,
                "examples": [
                    "每天晚上十一点还在施工，孩子没法休息，联系电话 ***********",
                    "反映多次没有答复，希望尽快解决。",
                ],
            }
        )
    return pd.DataFrame(rows)


def made_up_history(
    dice: random.Random,
    register: Registry,
    blind: dict[str, tuple[CollectionState, CollectionCause, str]],
    found: tuple[Finding, ...],
) -> pd.DataFrame:
    total = len(register.sites) + len(register.accounts)
    out = sum(state is CollectionState.OUT_OF_SCOPE for state, _, _ in blind.values())
    gone = len(blind) - out
    rows = []
    for back in range(29, 0, -1):
        lost = gone + dice.randint(-4, 5) + (90 if back == 12 else 0)
        is_known = back != 20
        rows.append(
            {
                "day": TODAY - timedelta(days=back),
                "new": dice.randint(4, 18) if is_known else None,
                "ongoing": 70 + dice.randint(0, 15) - back if is_known else None,
                "resolved": dice.randint(3, 14) if is_known else None,
                "expected": total - out if is_known else None,
                "collected": total - out - lost if is_known else None,
                "uncollected": lost if is_known else None,
                "failed_sites": 2 + back // 12 if is_known else None,
                "failed_accounts": 14 + dice.randint(0, 8) if is_known else None,
            }
        )
    count = {status: sum(f.status is status for f in found) for status in FindingStatus}
    rows.append(
        {
            "day": TODAY,
            "new": count[FindingStatus.NEW],
            "ongoing": count[FindingStatus.ONGOING],
            "resolved": count[FindingStatus.RESOLVED],
            "expected": total - out,
            "collected": total - out - gone,
            "uncollected": gone,
            "failed_sites": 2,
            "failed_accounts": 17,
        }
    )
    return pd.DataFrame(rows)
