"""Single posts that no account may carry, and posts that use the same words rightly (M-1, N-13)."""

from collections.abc import Iterator

from gongkai_monitor.practice.account_features.feature import (
    AccountFeature,
    Ground,
    faulty,
    harmless,
)
from gongkai_monitor.practice.account_plan import PlantedAccount, PlatformPost
from gongkai_monitor.practice.platforms.weibo import post_url
from gongkai_monitor.vocabulary import Level

_ID_NUMBER = "110101199003070177"
_LEAD = (
    "为帮助求职者提升技能，今年以来共举办电工、焊工、养老护理、育婴、家政、中式烹调、短视频制作等"
    "培训班三十六期，参训学员两千一百余人，结业考核合格率达到百分之九十三，其中一千四百余人已经"
    "与用人单位签订合同。下半年还将增设光伏安装、无人机操作和社区助浴等班次，欢迎随时来电咨询。"
)
"""Longer than a list shows of a post: what follows stands in the whole text only."""
_POSTS = (
    (
        "account.serious_wording", Level.OVERDUE, "图书馆",
        "清明节前，全馆职工到革命烈土纪念碑敬献花篮，缅怀先辈的英雄事迹。",
        "文化馆",
        "全国烈士纪念日当天，全馆职工在这片热土上缅怀先烈，敬献花篮。",
    ),
    (
        "account.bad_link", Level.OVERDUE, "体育馆",
        "昨晚的比赛精彩回放在这里观看：http://www.bet-live88.com/match/2 ，欢迎收藏。",
        "反诈宣传中心",
        "网络赌博十赌十输，警方提醒市民不要点开陌生链接，典型案例见 https://www.gov.cn/fanzha 。",
    ),
    (
        "account.personal_data", Level.NOTICE, "职业介绍所",
        f"{_LEAD}本期培训补贴发放对象：李某某，身份证号{_ID_NUMBER}，请本人前来领取。",
        "职业培训中心",
        f"{_LEAD}培训报名请联系王老师 13900001234，收款单位统一社会信用代码 12110000400000000A。",
    ),
)  # fmt: skip


class SeriousPosts(AccountFeature):
    """Serious wording, a link to a bad site, an identity number."""

    def plant(self, ground: Ground) -> Iterator[PlantedAccount]:
        """Two accounts a rule: one with the post, one with its harmless twin."""
        for n, (code, level, unit, text, other_unit, other_text) in enumerate(_POSTS):
            bad = PlatformPost(days=5, hour=15, text=text)
            plan = ground.account(2 * n, unit)
            plan = plan.with_posts(bad)
            yield faulty(plan, code, post_url(plan, bad), level, text[-60:])
            fine = PlatformPost(days=5, hour=15, text=other_text)
            twin = ground.account(2 * n + 1, other_unit)
            twin = twin.with_posts(fine)
            yield harmless(twin, code, other_text[-60:], post_url(twin, fine))
