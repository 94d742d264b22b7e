"""阈值试算 on the stored data: the last audit again, with other thresholds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongkai_monitor.clock import china_date
from gongkai_monitor.findings.soundness import SoundnessOutcome
from gongkai_monitor.findings.what_if import WhatIf, what_if
from gongkai_monitor.indicators.catalogue import load_editions
from gongkai_monitor.review.account_file import shutdown_obstacles
from gongkai_monitor.settings import Settings


def try_thresholds(settings: Settings, as_of: datetime) -> list[WhatIf]:
    """The table as of the last audit at or before ``as_of``; empty when there was none.

    Raises:
        StoreError: when the store cannot be read.
    """
    from gongkai_monitor.facts.measure import measure
    from gongkai_monitor.store.findings import read_findings
    from gongkai_monitor.store.lake import open_store
    from gongkai_monitor.store.runs import read_audits
    from gongkai_monitor.store.trail import read_trail

    with open_store(settings) as connection:
        audits = read_audits(connection, as_of, limit=1)
        if not audits:
            return []
        moment, detail = audits[0].as_of, audits[0].detail
        facts = measure(connection, moment, settings)
        findings = read_findings(connection, moment)
        obstacles = shutdown_obstacles(read_trail(connection, moment), china_date(moment))
    catalogue = load_editions(settings.editions).in_force(china_date(moment))
    return what_if(facts, findings, catalogue, stored_outcomes(detail), obstacles)


def stored_outcomes(detail: Any) -> list[SoundnessOutcome]:  # stored JSON
    """The outcomes of the soundness suites as an audit noted them."""
    return [
        SoundnessOutcome(
            **{
                **note,
                "blocked_codes": tuple(note["blocked_codes"]),
                "blocked_subjects": tuple(note["blocked_subjects"]),
            }
        )
        for note in detail.get("soundness", ())
    ]
