"""What only looks like a matter: few letters about another estate, an article that is no answer."""

from datetime import timedelta

from gongkai_monitor.practice.matters.matter import hours

NEAR_LETTERS: tuple[tuple[str, str, timedelta], ...] = (
    ("石榴园小区停水两小时", "石榴园小区上午停水两小时，下次停水请提前在群里说一声。", hours(26)),
    ("石榴园小区停水", "石榴园小区今天停水，物业说是清洗水箱，希望以后安排在夜里。", hours(25)),
    (
        "锦江花园小区暖气不热",
        "锦江花园小区供热一周，暖气不热，家里只有十四度，请派人检查。",
        hours(60),
    ),
)
"""Title, text, and how long ago: fewer than a hotspot needs, about other places."""

PRESS_TITLE = "全市城市运行保障工作综述：供水供热燃气齐发力"
PRESS_TEXT = (
    "入冬以来，全市统筹推进供水、供热、燃气、公交、环卫等城市运行保障工作，完成投资三亿元，"
    "改造管网一百二十公里，群众获得感不断提升。"
)
PRESS_BEFORE = hours(14)
PRESS_UNIT = "园林服务中心"
