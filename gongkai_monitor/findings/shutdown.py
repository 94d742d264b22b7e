"""What must be proved before 关停 is proposed. Everything that is unknown counts as not proved."""

from collections.abc import Iterable, Sequence

from gongkai_monitor.facts.rows import Row
from gongkai_monitor.findings.soundness import SoundnessOutcome
from gongkai_monitor.vocabulary import CollectionState, FilingStatus

LEAST_READINGS = 2
"""Days of the last 30 on which the list was read; a single reading may be a blocked one."""


def shutdown_doubts(
    row: Row, outcomes: Iterable[SoundnessOutcome], obstacles: Sequence[str] = ()
) -> tuple[str, ...]:
    """Why 关停 may not be proposed for a dormant account, in Chinese; empty when it may.

    Args:
        row: its ``account`` facts.
        outcomes: of the soundness suites.
        obstacles: what people decided: an open 申诉, a 暂缓.
    """
    code = row["subject_id"]
    doubts = [f"{one.title}，暂不建议关停" for one in outcomes if one.blocks_shutdown_of(code)]
    if row["collection_state"] != CollectionState.COLLECTED.value:
        doubts.append("本次未采到，不建议关停")
    readings = row.get("readings_30d") or 0
    if readings < LEAST_READINGS:
        doubts.append(
            f"近 30 天只有 {readings} 天读到其列表，须有 {LEAST_READINGS} 天以上结果一致，"
            "暂不建议关停"
        )
    if not row.get("is_seconded"):
        doubts.append(
            "停更只凭同一来源的列表，列表冻结时看不出来，须有人工采集或另一来源佐证，暂不建议关停"
        )
    if row.get("last_posted_on") is None and not row.get("is_empty_proved"):
        doubts.append("从未读到推文，又没有平台显示发布总数为 0 的证明，暂不建议关停")
    if row.get("filing_status") == FilingStatus.PENDING.value:
        doubts.append("已在注销程序中，不再另提关停")
    doubts += [f"{obstacle}，暂不建议关停" for obstacle in obstacles]
    return tuple(doubts)
