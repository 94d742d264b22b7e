"""Made-up audit books: an empty, a normal and a hostile day. All names and figures are invented."""

import random
from dataclasses import replace

import pandas as pd
from books_duties import ledger
from books_facts import (
    account_facts_of,
    attachment_run_facts_of,
    document_facts_of,
    link_facts_of,
    link_run_facts_of,
    made_up_history,
    made_up_hotspots,
    reach_facts_of,
)
from books_findings import (
    PAYLOADS,
    dead_links,
    hostile_finding,
    low_attention,
    other_findings,
    stale_accounts,
)
from books_register import AS_OF, coverage, registry, unread, verdicts

from gongkai_monitor.findings.what_if import WhatIf
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.report.book import AuditBook, SoundnessNote
from gongkai_monitor.report.editions import edition_notes
from gongkai_monitor.vocabulary import Disposition


def empty_day() -> AuditBook:
    """Everything read, nothing wrong, no history."""
    register = registry(3, 5)
    return AuditBook(
        name="云岭市政务公开监测",
        as_of=AS_OF,
        registry=register,
        coverage=coverage(register, blind={}),
        editions=edition_notes(load_editions(("national",))),
        verdicts=tuple(verdicts(register, {}, ())),
        facts={"account": pd.DataFrame(), "link": pd.DataFrame(), "document": pd.DataFrame()},
    )


def normal_day(seed: int = 7, site_count: int = 40, account_count: int = 300) -> AuditBook:
    """An ordinary day of a city: about 100 findings, some outages, a month of history."""
    dice = random.Random(seed)
    register = registry(site_count, account_count)
    blind = unread(register, dice)
    link_facts = link_facts_of(register, blind, dice)
    account_facts = account_facts_of(register, blind, dice)
    found = (
        *stale_accounts(register, account_facts),
        *dead_links(register, link_facts),
        *other_findings(register, blind, dice),
    )
    return AuditBook(
        name="云岭市政务公开监测",
        as_of=AS_OF,
        registry=register,
        coverage=coverage(register, blind),
        editions=edition_notes(load_editions(("national", "hebei"))),
        findings=found,
        verdicts=tuple(verdicts(register, blind, found)),
        candidates=low_attention(register),
        what_if=(
            WhatIf(threshold="超期天数", value=14, is_current=True, judged=280, hit=20),
            WhatIf(
                threshold="超期天数",
                value=10,
                is_current=False,
                judged=280,
                hit=45,
                moves=((Disposition.REMIND, Disposition.RECTIFY, 25),),
            ),
        ),
        facts={
            "account": account_facts,
            "account_reach": reach_facts_of(account_facts),
            "link": link_facts,
            "link_run": link_run_facts_of(register, blind),
            "attachment_run": attachment_run_facts_of(register, blind),
            "document": document_facts_of(register, dice),
        },
        hotspots=made_up_hotspots(register),
        history=made_up_history(dice, register, blind, found),
        duties=ledger(register),
        soundness=(
            SoundnessNote(
                name="稿件有发布日期的比例", is_passed=True, observed="99.2%", limit="不低于 95%"
            ),
            SoundnessNote(
                name="今日采集覆盖率", is_passed=True, observed="95.6%", limit="不低于 80%"
            ),
        ),
        warnings=("2027 年的国务院放假安排尚未收录，跨年的工作日期限暂不推算。",),
    )


def hostile_day(finding_count: int = 10_000) -> AuditBook:
    """A normal day whose names are attacks, and far too many findings."""
    book = normal_day()
    register = book.registry
    evil_sites = tuple(
        replace(site, name=f"{PAYLOADS[number % len(PAYLOADS)]}{number}")
        for number, site in enumerate(register.sites)
    )
    evil_accounts = tuple(
        replace(account, name=PAYLOADS[number % len(PAYLOADS)], home_url="javascript:alert(1)")
        for number, account in enumerate(register.accounts)
    )
    evil = replace(register, sites=evil_sites, accounts=evil_accounts)
    names = {site.site_code: site.name for site in evil_sites}
    names |= {account.account_code: account.name for account in evil_accounts}
    frame = book.coverage.copy()
    shown = [
        names.get(key, name)
        for key, name in zip(frame["subject_id"], frame["subject_name"], strict=True)
    ]
    frame["subject_name"] = pd.Series(shown, dtype=object)
    hotspots = book.hotspots.copy()
    hotspots["title"] = pd.Series(PAYLOADS[: len(hotspots)], dtype=object)
    return replace(
        book,
        name=PAYLOADS[0][:60],
        duties=ledger(evil, PAYLOADS),
        registry=evil,
        coverage=frame,
        hotspots=hotspots,
        findings=tuple(hostile_finding(number, evil) for number in range(finding_count)),
        verdicts=tuple(
            replace(verdict, subject_name=names[verdict.subject_id], reasons=(PAYLOADS[1],))
            for verdict in book.verdicts
        ),
        warnings=PAYLOADS[:8],
    )
