"""Rows of lists, articles, letters, reports and content signs for ``audit_data``."""

from benchmarks.audit_macros import ARTICLES, LAST_ITEM, ROUNDS, SITES
from benchmarks.audit_register import (
    BOARD,
    CALLS,
    CHANNELS,
    GUIDE,
    GUIDES,
    INTERPRETATION,
    POLICY,
    REPORTS,
    STATUTORY,
)
from gongkai_monitor.vocabulary import InspectionItem

_LISTS = f"range({len(CHANNELS)}) channels(c)"
_PARAGRAPHS = "repeat('请各有关单位结合实际认真贯彻落实，确保各项任务按期完成。' || chr(10), 80)"
_TITLE = f"""
CASE WHEN c = {POLICY} THEN policy_title(s, i)
    WHEN c = {INTERPRETATION} THEN '《' || policy_title(s, i) || '》政策解读'
    WHEN c = {GUIDES} THEN topic(s + i * 7) || '申请办理（' || i || '）'
    WHEN c = {CALLS} THEN CASE WHEN i % 2 = 0 THEN '关于公开征求《' || topic(s + i * 7)
        || '管理办法（征求意见稿）》意见的公告' ELSE topic(s + i * 7 - 7)
        || '管理办法（征求意见稿）公开征求意见结果反馈' END
    WHEN c = {STATUTORY} AND i < 3 THEN topic(s + i) || '领域基层政务公开标准目录'
    WHEN c = {STATUTORY} AND i < 8 THEN '准予某公司第' || i || '号行政许可决定书'
    WHEN c = {STATUTORY} AND i % 10 = 9 THEN '我市召开' || topic(s + i) || '推进会'
    WHEN c = {GUIDE} THEN '政府信息公开指南'
    WHEN c = {REPORTS} THEN '第' || s || '市人民政府' || 2025 - i || '年政府信息公开工作年度报告'
    ELSE '第' || s || '市' || topic(s + c * 5 + i * 7) || '第' || c || '-' || i || '号通知' END"""
_HEAD = "公开事项,公开内容（要素）,公开依据,公开主体,公开渠道和载体,公开方式"
_BODY = f"""
CASE WHEN c = {POLICY} THEN '现将' || policy_title(s, i) || '。' || chr(10) || {_PARAGRAPHS}
        || CASE i % 7 WHEN 3 THEN '' WHEN 4 THEN '本办法自印发之日起施行，有效期10年。'
           ELSE '本办法自印发之日起施行，有效期5年。' END
        || CASE WHEN i % 9 = 5 THEN '' ELSE chr(10) || '（此件公开发布）' END
    WHEN c = {GUIDES} THEN '设定依据：《条例》第三条。' || chr(10) || '申请条件：本市居民。'
        || chr(10) || CASE WHEN s % 9 = 3 THEN '' ELSE '办理材料：身份证、申请表。' || chr(10)
        || '办理地点：政务服务大厅 3 号窗口。' || chr(10) || '办理时间：工作日 9:00—17:00。'
        || chr(10) || '联系电话：0500-1234567。' || chr(10) END
        || '办理流程：' || repeat('窗口受理，审核，办结，送达。', 40)
    WHEN c = {CALLS} THEN '征求意见时间：自' || words_of(printed(s, c, i)) || '起至'
        || words_of(printed(s, c, i) + CASE WHEN s % 8 = 1 THEN 10 ELSE 30 END) || '止。'
        || chr(10) || {_PARAGRAPHS}
    WHEN c = {STATUTORY} AND i < 3 THEN replace('{_HEAD}', ',', chr(10)) || chr(10)
        || CASE WHEN i = 2 THEN '' ELSE '公开时限' || chr(10) || '公开对象' || chr(10) END
        || repeat('政策文件' || chr(10) || '政府网站' || chr(10), 60)
    WHEN c = {STATUTORY} THEN '决定日期：'
        || words_of(printed(s, c, i) - CASE WHEN i = 7 THEN 25 ELSE 3 END) || chr(10)
        || repeat('准予从事下列活动。' || chr(10), 20)
    WHEN c = {GUIDE} THEN '信息分类和编排体系如下。获取方式为政府网站。工作机构为办公室。'
        || '办公地址：1 号。办公时间：工作日。联系电话：0500-1234567。'
        || CASE WHEN s % 7 = 2 THEN '' ELSE '传真号码：0500-1234568。电子邮箱：a@s.test。' END
        || repeat('公民、法人和其他组织可以申请获取政府信息。', 40)
    WHEN c = {REPORTS} THEN '一、总体情况' || chr(10) || {_PARAGRAPHS} || '二、主动公开政府信息情况'
        || chr(10) || '第二十条第（一）项' || chr(10) || repeat('12' || chr(10), 60)
        || '三、收到和处理政府信息公开申请情况' || chr(10) || '一、本年新收政府信息公开申请数量'
        || chr(10) || repeat('3' || chr(10), 150)
        || '四、政府信息公开行政复议、行政诉讼情况' || chr(10) || '结果维持' || chr(10)
        || CASE WHEN s % 11 = 4 THEN '' ELSE '五、存在的主要问题及改进情况' || chr(10) END
        || {_PARAGRAPHS} || '六、其他需要报告的事项' || chr(10) || '无。'
    ELSE '现将' || topic(s + i) || '有关情况说明如下。' || chr(10) || {_PARAGRAPHS} END"""

QUERIES = {
    "list_items": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url,
    item_url(s, c, i) AS item_url, {_TITLE} AS title, printed(s, c, i) AS printed_on,
    'list' AS date_source, i AS position, 'r' || seen_round(s, c, i) AS round_id,
    read_at(seen_round(s, c, i)) AS observed_at,
    'list-' || s || '-' || c || '-' || seen_round(s, c, i) AS fetch_id
{SITES}, {_LISTS}, range({LAST_ITEM + 1}) items(i)""",
    "list_readings": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url, 'r' || r AS round_id,
    read_at(r) AS observed_at, 'l' || s || '-' || c || '-' || r AS items_hash,
    {LAST_ITEM + 1} AS item_count, true AS is_ordered,
    printed(s, c, {LAST_ITEM}) - 1 AS reaches_back_to, true AS is_confirmed, 1 AS pages_read,
    'list-' || s || '-' || c || '-' || r AS fetch_id
{ROUNDS}, {_LISTS} WHERE NOT (is_down(s) AND r = 0)""",
    "list_sets": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url,
    'l' || s || '-' || c || '-' || r AS items_hash,
    [item_url(s, c, i) FOR i IN range({LAST_ITEM + 1})
     IF seen_round(s, c, i) >= r AND NOT (i = {LAST_ITEM} AND r = 0 AND has_vanished(s, c))]
        AS item_urls,
    'r' || r AS round_id, read_at(r) AS observed_at
{ROUNDS}, {_LISTS} WHERE NOT (is_down(s) AND r = 0)""",
    "articles": f"""
SELECT site_code(s) AS site_code, channel_url(s, c) AS channel_url, item_url(s, c, i) AS url,
    {_TITLE} AS title, printed(s, c, i) + CASE WHEN spread(s, c * 31 + i, 300) = 0 THEN 5
        ELSE 0 END AS published_on, 'meta' AS date_source,
    CASE WHEN c = {POLICY} THEN '第' || s || '政办发〔2026〕' || i + 1 || '号' END
        AS document_number,
    CASE WHEN c = {POLICY} THEN '第' || s || '市人民政府办公室' END AS issuer,
    CASE WHEN c = {POLICY} THEN printed(s, c, i) - CASE WHEN i % 6 = 1 THEN 45 ELSE 5 END END
        AS signed_on,
    {_BODY} AS body,
    CASE WHEN c = {INTERPRETATION} AND i % 3 = 0 THEN [item_url(s, {POLICY}, i)]
         ELSE []::VARCHAR[] END AS link_urls,
    []::VARCHAR[] AS attachment_urls, article_hash(s, c, i) AS content_hash, 'r0' AS round_id,
    read_at(0) AS observed_at, article_fetch(s, c, i) AS fetch_id
{SITES}, {ARTICLES}""",
    "messages": f"""
SELECT 'm' || s || '-' || n AS message_id, before_audit(5 + n * 5.9) AS received_at,
    '咨询' || topic(s + n) || '问题' AS title, repeat('请问如何办理？', 20) AS text,
    CASE WHEN n % 20 <> 3 THEN before_audit(5 + n * 5.9 - 1 - spread(s, n, 12) / 4) END
        AS replied_at,
    CASE WHEN n % 20 <> 3 THEN repeat('您好，可到政务服务大厅办理。', 20) END AS reply,
    channel_url(s, {BOARD}) || n || '.html' AS url, 'board' AS source, 'r0' AS round_id,
    read_at(0) AS observed_at, site_code(s) AS site_code, channel_url(s, {BOARD}) AS channel_url
{SITES}, range(60) letters(n)""",
    "open_letters": f"""
SELECT 'm' || s || '-' || n AS message_id, site_code(s) AS site_code,
    channel_url(s, {BOARD}) AS channel_url, 'r0' AS round_id, read_at(0) AS observed_at,
    'list-' || s || '-{BOARD}-0' AS fetch_id
{SITES}, range(60) letters(n) WHERE n % 20 = 3""",
    "error_reports": f"""
SELECT 'e' || s || '-' || n AS report_id, site_code(s) AS site_code,
    item_url(s, {POLICY}, n) AS url, ['wording', 'unreachable', 'stale', 'other'][1 + n % 4]
        AS kind, '第二段有错别字' AS description, before_audit(10 + n * 30) AS created_at,
    CASE WHEN n > 0 THEN before_audit(10 + n * 30 - 1 - spread(s, n, 60) / 10) END AS handled_at,
    CASE n WHEN 0 THEN 'open' WHEN 1 THEN 'rejected' WHEN 2 THEN 'not_upheld' ELSE 'handled' END
        AS state, 'import' AS round_id, read_at(0) AS observed_at
{SITES}, range(10) reports(n)""",
    "content_signs": f"""
SELECT site_code(s) AS site_code, item_url(s, c, i) AS url, item_url(s, c, i) AS page_url,
    channel_url(s, c) AS channel_url, 'wording' AS kind, 'body' AS place, 40 * k AS position,
    '请各有关单位认真贯彻落实上级部属。' AS excerpt, '部属' AS found,
    CASE WHEN spread(s, i, 40) = 0 THEN '严重表述错误' ELSE '错别字' END || '：部署' AS detail,
    article_hash(s, c, i) AS content_hash, 'r0' AS round_id, read_at(0) AS observed_at,
    article_fetch(s, c, i) AS fetch_id
{SITES}, {ARTICLES}, range(2) passages(k) WHERE spread(s + c, i, 6) = 0
UNION ALL BY NAME
SELECT site_code(s) AS site_code, item_url(s, {STATUTORY}, i) AS url,
    item_url(s, {STATUTORY}, i) AS page_url, channel_url(s, {STATUTORY}) AS channel_url,
    'personal_data' AS kind, 'body' AS place, 30 * n AS position,
    '张某，身份证号 37********1234' AS excerpt, '37********1234' AS found,
    ['id_card', 'mobile', 'bank_card'][1 + n % 3] AS detail,
    article_hash(s, {STATUTORY}, i) AS content_hash, 'r0' AS round_id,
    read_at(0) AS observed_at, article_fetch(s, {STATUTORY}, i) AS fetch_id
{SITES}, range(3, 5) items(i), range(5) passages(n) WHERE s % 8 = 1
UNION ALL BY NAME
SELECT site_code(s) AS site_code, page_url(s, p) AS url, page_url(s, p) AS page_url,
    CASE WHEN s % 20 = 2 THEN 'hidden_link' ELSE 'injected_text' END AS kind,
    CASE WHEN s % 20 = 2 THEN 'source' ELSE 'title' END AS place, 5 AS position,
    '彩票开奖' AS excerpt,
    CASE WHEN s % 20 = 2 THEN 'https://hidden' || s || '.test/' ELSE '彩票开奖' END AS found,
    CASE WHEN s % 20 = 2 THEN '字号为 0' END AS detail,
    'page-' || s || '-' || p || '-0' AS content_hash, 'r0' AS round_id,
    read_at(0) AS observed_at, 'page-' || s || '-' || p || '-0' AS fetch_id
{SITES}, range(3) pages(p) WHERE s % 20 IN (2, 3)""",
    "file_reads": f"""
SELECT site_code(s) AS site_code, target_url(s, t) AS url, page_url(s, t % 60) AS page_url,
    CASE spread(s, t, 30) WHEN 0 THEN 'scanned' WHEN 1 THEN 'encrypted' WHEN 2 THEN 'not_fetched'
        ELSE 'read' END AS state,
    4000 AS characters, 90000 AS bytes, 'f' || s || '-' || t AS content_hash, 'r0' AS round_id,
    read_at(0) AS observed_at, 'page-' || s || '-' || t % 60 || '-0' AS fetch_id
{SITES}, range(0, 240, 12) targets(t)""",
    "site_inspections": f"""
SELECT site_code(s) AS site_code, item,
    CASE WHEN spread(s, n, 15) = 0 THEN 'fault' WHEN spread(s, n, 15) = 1 THEN 'unknown'
         ELSE 'ok' END AS result,
    CASE WHEN spread(s, n, 15) = 1 THEN 'partial' ELSE 'ok' END AS cause,
    '检查了首页和 3 个内页。' AS detail, home(s) AS url, 'r0' AS round_id,
    read_at(0) AS observed_at, 'home-' || s || '-0' AS fetch_id
{SITES}, (SELECT unnest({[item.value for item in InspectionItem]}) AS item,
          generate_subscripts({[item.value for item in InspectionItem]}, 1) AS n)""",
    "certificates": f"""
SELECT 'www.s' || s || '.test' AS host, 443 AS port, read_at(0) AS checked_at,
    CASE spread(s, 5, 12) WHEN 0 THEN 'expired' WHEN 1 THEN 'wrong_host' WHEN 2 THEN 'unknown'
        ELSE 'valid' END AS state, read_at(0) + to_days(90) AS expires_at, 'r0' AS round_id
{SITES}
UNION ALL
SELECT 'out' || n || '.test', 443, read_at(0), CASE WHEN n % 20 = 5 THEN 'expired' ELSE 'valid' END,
    read_at(0) + to_days(90), 'r0'
FROM range(40) hosts(n) WHERE $first = 0""",
}  # fmt: skip
