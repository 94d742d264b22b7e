"""What each table shows: all columns in files and on wide terminals, the brief ones at 80.

A brief table keeps short words whole and gives the room that is left to the long ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: ``share`` 0 is as wide as its words, more is its part of the room left."""

    key: str
    heading: str
    is_brief: bool = False
    share: int = 0


Columns = tuple[Column, ...]


def plain_columns(names: Sequence[object]) -> Columns:
    """Columns of a table that we know nothing about (``gongkai sql``)."""
    return tuple(Column(key=str(name), heading=str(name), is_brief=True) for name in names)


FINDINGS: Columns = (
    Column(key="status_label", heading="状态", is_brief=True),
    Column(key="level_label", heading="级别", is_brief=True),
    Column(key="rule", heading="规则", is_brief=True),
    Column(key="review_label", heading="复核", is_brief=True),
    Column(key="way_label", heading="判定方式"),
    Column(key="code", heading="指标"),
    Column(key="subject_name", heading="对象", is_brief=True, share=2),
    Column(key="object", heading="问题所在", share=2),
    Column(key="message", heading="问题", is_brief=True, share=4),
    Column(key="observed", heading="实际", share=3),
    Column(key="limit", heading="标准", share=3),
    Column(key="basis", heading="依据", share=3),
    Column(key="remedy", heading="整改建议", share=3),
    Column(key="first_seen_on", heading="首次发现", is_brief=True),
    Column(key="last_seen_on", heading="最近发现"),
    Column(key="finding_id", heading="问题编号"),
)
ACCOUNTS: Columns = (
    Column(key="account_code", heading="账号编码"),
    Column(key="name", heading="账号名称", is_brief=True, share=2),
    Column(key="platform_label", heading="平台", is_brief=True),
    Column(key="agency_name", heading="主办单位", share=2),
    Column(key="verdict_label", heading="结论", is_brief=True, share=1),
    Column(key="disposition_label", heading="建议", is_brief=True),
    Column(key="last_posted_on", heading="最近更新"),
    Column(key="days_since_post", heading="未更新天数"),
    Column(key="likely_breach_on", heading="预计超期"),
    Column(key="reasons", heading="理由", is_brief=True, share=3),
    Column(key="reasons_rules", heading="依据", share=3),
    Column(key="proposed_action", heading="请单位办理", share=2),
    Column(key="act_by", heading="期限"),
    Column(key="keep_account", heading="建议保留的账号"),
    Column(key="notes", heading="旁注", share=2),
    Column(key="collected_by_label", heading="采集方式"),
    Column(key="attention_index", heading="关注指数"),
)
WHAT_IF: Columns = (
    Column(key="threshold", heading="阈值", is_brief=True, share=1),
    Column(key="value", heading="取值", is_brief=True),
    Column(key="current_label", heading="", is_brief=True),
    Column(key="judged", heading="可判账号", is_brief=True),
    Column(key="hit", heading="越过账号", is_brief=True),
    Column(key="moved", heading="建议改变", is_brief=True),
    Column(key="moves_label", heading="怎样改变", is_brief=True, share=2),
)
ATTENTION: Columns = (
    Column(key="account_code", heading="账号编码"),
    Column(key="name", heading="账号名称", is_brief=True, share=2),
    Column(key="peer_group", heading="同类", is_brief=True, share=1),
    Column(key="peer_count", heading="同类账号数"),
    Column(key="attention_index", heading="关注指数", is_brief=True),
    Column(key="reads_percentile", heading="阅读百分位"),
    Column(key="interaction_percentile", heading="互动百分位"),
    Column(key="posts_percentile", heading="发布量百分位"),
    Column(key="index_why", heading="说明", is_brief=True, share=3),
)
LINKS: Columns = (
    Column(key="state", heading="状态", is_brief=True),
    Column(key="url", heading="链接", is_brief=True, share=3),
    Column(key="cause", heading="原因", is_brief=True, share=2),
    Column(key="remedy", heading="建议", is_brief=True, share=2),
    Column(key="places_count", heading="出现次数"),
    Column(key="places", heading="出现页面", share=3),
    Column(key="attempts", heading="检查次数"),
    Column(key="first_failed_at", heading="首次失败"),
    Column(key="last_checked_at", heading="最近检查"),
)
COVERAGE: Columns = (
    Column(key="subject_kind_label", heading="类别", is_brief=True),
    Column(key="subject_name", heading="对象", is_brief=True, share=4),
    Column(key="subject_id", heading="编码或网址", share=3),
    Column(key="platform_label", heading="平台"),
    Column(key="state_label", heading="采集状态", is_brief=True),
    Column(key="cause_label", heading="原因", is_brief=True, share=2),
    Column(key="detail", heading="说明", is_brief=True, share=2),
    Column(key="collected_at", heading="采到时间"),
)
HOTSPOTS: Columns = (
    Column(key="hotspot_id", heading="热点编号", is_brief=True),
    Column(key="title", heading="热点", is_brief=True, share=3),
    Column(key="size", heading="件数", is_brief=True),
    Column(key="heat", heading="热度", is_brief=True),
    Column(key="growth", heading="增长"),
    Column(key="sentiment_label", heading="倾向"),
    Column(key="region", heading="区域"),
    Column(key="agency_name", heading="责任单位", is_brief=True, share=2),
    Column(key="agency_reason", heading="归属理由"),
    Column(key="clock_label", heading="回应时限", is_brief=True),
    Column(key="clocks", heading="各项时限", share=3),
    Column(key="risk_label", heading="等级", is_brief=True),
    Column(key="class_label", heading="类别"),
    Column(key="risk_factors", heading="研判因素", share=3),
    Column(key="officer", heading="值班人员"),
    Column(key="candidate_count", heading="待认定回应"),
    Column(key="first_at", heading="首件时间"),
    Column(key="hot_searches", heading="同题热搜"),
)
ALERTS: Columns = (
    Column(key="announced_at", heading="预警时间", is_brief=True),
    Column(key="risk_label", heading="等级", is_brief=True),
    Column(key="title", heading="热点", is_brief=True, share=3),
    Column(key="reasons_label", heading="原因", is_brief=True),
    Column(key="recipient", heading="接收方", is_brief=True),
    Column(key="state_label", heading="送达情况", is_brief=True, share=2),
    Column(key="detail", heading="未送达原因", is_brief=True, share=2),
    Column(key="attempts", heading="发送次数"),
    Column(key="last_at", heading="最近发送"),
    Column(key="hotspot_id", heading="热点编号"),
)
STATEMENTS: Columns = (
    Column(key="statement_id", heading="回应编号", is_brief=True),
    Column(key="hotspot_id", heading="热点编号", is_brief=True),
    Column(key="hotspot_title", heading="热点", share=2),
    Column(key="title", heading="标题", is_brief=True, share=3),
    Column(key="agency_name", heading="发布单位", share=2),
    Column(key="published", heading="发布时间", is_brief=True),
    Column(key="score", heading="相似度"),
    Column(key="reasons", heading="理由", share=3),
    Column(key="url", heading="网址", share=3),
)
HOTSPOT_LOG: Columns = (
    Column(key="sequence", heading="序号", is_brief=True),
    Column(key="recorded_at", heading="记录时间", is_brief=True),
    Column(key="kind_label", heading="类别", is_brief=True),
    Column(key="hotspot_id", heading="热点编号", is_brief=True),
    Column(key="said", heading="内容", is_brief=True, share=4),
    Column(key="state_label", heading="状态"),
    Column(key="recorded_by", heading="记录人", is_brief=True),
    Column(key="role", heading="职务"),
    Column(key="own_hash", heading="校验值"),
)
REPLIES: Columns = (
    Column(key="agency_name", heading="单位", is_brief=True, share=3),
    Column(key="received", heading="来信", is_brief=True),
    Column(key="answered", heading="已答复", is_brief=True),
    Column(key="in_time", heading="按时", is_brief=True),
    Column(key="late", heading="超时", is_brief=True),
    Column(key="open", heading="办理中", is_brief=True),
    Column(key="overdue", heading="超时未答复", is_brief=True),
    Column(key="uncollected", heading="未采到"),
    Column(key="no_limit", heading="无适用时限"),
    Column(key="unknown", heading="时间不明"),
    Column(key="median_workdays", heading="中位工作日"),
    Column(key="hints", heading="质量线索"),
)
LETTERS: Columns = (
    Column(key="message_id", heading="留言编号", is_brief=True),
    Column(key="agency_name", heading="单位", is_brief=True, share=2),
    Column(key="source", heading="来源"),
    Column(key="category", heading="类型"),
    Column(key="received_on", heading="来信", is_brief=True),
    Column(key="replied_on", heading="答复", is_brief=True),
    Column(key="limit", heading="时限", is_brief=True),
    Column(key="due_on", heading="到期", is_brief=True),
    Column(key="workdays_taken", heading="工作日"),
    Column(key="days_late", heading="超时天数", is_brief=True),
    Column(key="state_label", heading="状态", is_brief=True),
    Column(key="hints", heading="质量线索（待人工核实）", share=3),
    Column(key="basis", heading="依据", share=3),
)
REVIEWS: Columns = (
    Column(key="sequence", heading="序号", is_brief=True),
    Column(key="decided_at", heading="时间", is_brief=True),
    Column(key="decision_label", heading="处理决定", is_brief=True),
    Column(key="finding_id", heading="问题编号", is_brief=True),
    Column(key="code", heading="指标"),
    Column(key="subject_id", heading="对象", share=1),
    Column(key="object", heading="问题所在", share=2),
    Column(key="observed", heading="当时所见", is_brief=True, share=3),
    Column(key="reason", heading="理由", is_brief=True, share=3),
    Column(key="reviewer", heading="复核人", is_brief=True),
    Column(key="role", heading="职务"),
    Column(key="until", heading="豁免至"),
    Column(key="own_hash", heading="校验值"),
)
QUEUE: Columns = (
    Column(key="finding_id", heading="问题编号", is_brief=True),
    Column(key="rule", heading="规则", is_brief=True),
    Column(key="title", heading="指标", share=1),
    Column(key="subject_name", heading="对象", is_brief=True, share=2),
    Column(key="object", heading="问题所在", share=2),
    Column(key="message", heading="线索", is_brief=True, share=4),
    Column(key="limit", heading="标准", share=2),
    Column(key="first_seen_on", heading="首次发现", is_brief=True),
)
CHECKS: Columns = (
    Column(key="name", heading="项目", is_brief=True),
    Column(key="state", heading="结果", is_brief=True),
    Column(key="detail", heading="情况", is_brief=True, share=1),
    Column(key="remedy", heading="处理办法", is_brief=True, share=1),
)
ACCOUNT_QUEUE: Columns = (
    Column(key="account_code", heading="账号编码", is_brief=True),
    Column(key="name", heading="账号名称", is_brief=True, share=2),
    Column(key="platform_label", heading="平台", is_brief=True),
    Column(key="agency_name", heading="主办单位", share=2),
    Column(key="verdict_label", heading="结论", share=1),
    Column(key="disposition_label", heading="建议", is_brief=True),
    Column(key="reasons", heading="理由", is_brief=True, share=4),
    Column(key="open_appeals", heading="待答复申诉"),
)
APPEALS: Columns = (
    Column(key="number", heading="编号", is_brief=True),
    Column(key="state_label", heading="状态", is_brief=True),
    Column(key="kind_label", heading="类别", is_brief=True),
    Column(key="account_code", heading="账号编码"),
    Column(key="name", heading="账号", is_brief=True, share=2),
    Column(key="received_on", heading="收到", is_brief=True),
    Column(key="answer_due_on", heading="答复期限", is_brief=True),
    Column(key="late_label", heading="逾期"),
    Column(key="handed_in_by", heading="提交人"),
    Column(key="text", heading="内容", is_brief=True, share=3),
    Column(key="answer", heading="答复", share=3),
)
RECTIFICATIONS: Columns = (
    Column(key="account_code", heading="账号编码", is_brief=True),
    Column(key="name", heading="账号", is_brief=True, share=2),
    Column(key="state_label", heading="状态", is_brief=True),
    Column(key="on", heading="日期", is_brief=True),
    Column(key="due_on", heading="期限", is_brief=True),
    Column(key="late_label", heading="逾期", is_brief=True),
    Column(key="text", heading="内容", is_brief=True, share=3),
)
SHUTDOWNS: Columns = (
    Column(key="account_code", heading="账号编码", is_brief=True),
    Column(key="name", heading="账号", is_brief=True, share=2),
    Column(key="step_label", heading="已办步骤", is_brief=True),
    Column(key="step_on", heading="办理日期"),
    Column(key="next_label", heading="下一步骤", is_brief=True),
    Column(key="due_on", heading="期限", is_brief=True),
    Column(key="days_late", heading="逾期天数", is_brief=True),
    Column(key="note", heading="说明", share=3),
)
TRAIL: Columns = (
    Column(key="sequence", heading="序号", is_brief=True),
    Column(key="recorded_at", heading="时间", is_brief=True),
    Column(key="kind_label", heading="类别", is_brief=True),
    Column(key="account_code", heading="账号编码", is_brief=True),
    Column(key="said", heading="内容", is_brief=True, share=4),
    Column(key="recorded_by", heading="记录人", is_brief=True),
    Column(key="role", heading="职务"),
    Column(key="own_hash", heading="校验值"),
)
DUTIES: Columns = (
    Column(key="duty_id", heading="编号", is_brief=True),
    Column(key="state_label", heading="状态", is_brief=True),
    Column(key="heading", heading="任务", is_brief=True, share=3),
    Column(key="section", heading="部分", share=2),
    Column(key="deadline_text", heading="时限", is_brief=True, share=1),
    Column(key="next_due_on", heading="下一到期日", is_brief=True),
    Column(key="days_late", heading="逾期天数", is_brief=True),
    Column(key="answering", heading="责任单位", is_brief=True, share=2),
    Column(key="watched_by", heading="机器监测", share=2),
    Column(key="latest", heading="最近进展", share=2),
    Column(key="text", heading="全文", share=3),
)
DUTY_AGENCIES: Columns = (
    Column(key="document_key", heading="台账", is_brief=True),
    Column(key="name", heading="文件中的名称", is_brief=True, share=2),
    Column(key="why_not", heading="待人工确认", is_brief=True, share=2),
    Column(key="agency_names", heading="登记表中的单位", is_brief=True, share=3),
    Column(key="duties", heading="任务", share=2),
)
LOOKBACK: Columns = (
    Column(key="match_label", heading="对照", is_brief=True),
    Column(key="before_id", heading="上一年编号", is_brief=True),
    Column(key="before", heading="上一年任务", is_brief=True, share=2),
    Column(key="before_state", heading="上一年状态", is_brief=True),
    Column(key="after_id", heading="下一年编号", is_brief=True),
    Column(key="after", heading="下一年任务", is_brief=True, share=2),
    Column(key="similarity", heading="相似度"),
    Column(key="note", heading="说明", is_brief=True, share=1),
)
