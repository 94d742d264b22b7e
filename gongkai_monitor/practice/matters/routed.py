"""A matter that no row of the 职责 sheet speaks of: it goes to a person."""

from gongkai_monitor.practice.matters.matter import Lead, Matter, hours
from gongkai_monitor.vocabulary import ClockState

ROUTED = (
    Matter(
        topic="无人机扰民（职责表没有，待人工指定）",
        unit="",
        place="云顶公寓",
        titles=(
            "{place}上空无人机扰民",
            "{place}天天有无人机飞到窗口",
            "无人机贴着{place}阳台飞",
        ),
        bodies=(
            "{place}上空每天傍晚有人放飞无人机，贴着窗户拍，没有隐私可言。",
            "无人机在{place}楼间来回飞，声音很大，怕掉下来砸到人。",
            "有人操控无人机飞到{place}阳台外面，谁来管无人机？",
        ),
        first=hours(22),
        every=hours(1.2),
        lead=Lead(rule="Y-2", hours=48, state=ClockState.RUNNING),
    ),
)
