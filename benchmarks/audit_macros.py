"""What the queries of ``audit_rows`` and ``audit_papers`` share: names, addresses, days, faults.

The spread comes from ``hash``, so the same number of sites gives the same rows.
"""

from benchmarks.audit_register import (
    AS_OF,
    CALLS,
    GUIDE,
    GUIDES,
    INTERPRETATION,
    NEWS,
    POLICY,
    REPORTS,
    STATUTORY,
)

LAST_ITEM = 19
"""A list has 20 entries; this one leaves it where entries vanish."""

MACROS = """
CREATE MACRO site_code(s) AS '37' || lpad(s::VARCHAR, 8, '0');
CREATE MACRO home(s) AS 'https://www.s' || s || '.test/';
CREATE MACRO channel_url(s, c) AS home(s) || 'col' || c || '/';
CREATE MACRO page_url(s, p) AS home(s) || 'art/2026/' || p || '.html';
CREATE MACRO target_url(s, t) AS CASE WHEN t % 12 = 0 THEN home(s) || 'files/' || t || '.pdf'
    WHEN t % 9 = 0 THEN 'https://out' || (t % 40) || '.test/' || s || '/' || t
    ELSE home(s) || 'art/2025/' || t || '.html' END;
CREATE MACRO account_code(s, a) AS 'A' || lpad((s * 10 + a)::VARCHAR, 7, '0');
CREATE MACRO spread(a, b, n) AS (hash(a, b) % n)::BIGINT;
CREATE MACRO before_audit(days) AS
    $as_of::TIMESTAMPTZ - to_microseconds((days * 86400000000)::BIGINT);
CREATE MACRO read_at(r) AS before_audit(r * 7 + 0.3);
CREATE MACRO round_before(age) AS least(floor((age - 0.3) / 7), 3)::BIGINT;
CREATE MACRO is_down(s) AS s % 40 = 7;
CREATE MACRO is_down_account(n) AS n % 25 = 11;
CREATE MACRO silence(n) AS CASE WHEN n % 40 = 3 THEN 20 WHEN n % 100 = 8 THEN 120 ELSE 0 END;
CREATE MACRO topic(n) AS ['供热', '养老服务', '义务教育', '城市更新', '粮食储备', '营商环境',
    '防汛抗旱', '住房公积金', '医疗救助', '数据共享', '招商引资', '乡村建设', '水资源', '安全生产',
    '就业促进', '科技创新', '文物保护', '交通运输', '市场监管', '生态环境'][1 + n % 20]
    || ['专项资金', '行政许可', '信息', '服务质量', '考核', '项目', '应急', '监督', '补贴', '档案',
    '信用', '工作'][1 + n % 12];
CREATE MACRO item_url(s, c, i) AS channel_url(s, c) || i || '.html';
CREATE MACRO article_fetch(s, c, i) AS 'art-' || s || '-' || c || '-' || i;
CREATE MACRO article_hash(s, c, i) AS 'c' || s || '-' || c || '-' || i;
CREATE MACRO has_vanished(s, c) AS spread(s, c + 100, 30) = 0;
CREATE MACRO is_backfilled(s, c) AS spread(s, c + 200, 100) = 2;
CREATE MACRO is_backdated(s, c) AS spread(s, c + 300, 60) = 1;
CREATE MACRO policy_title(s, n) AS '关于印发第' || s || '市' || topic(s + n * 7)
    || '管理办法的通知';
CREATE MACRO seen_round(s, c, i) AS CASE WHEN c = $reports THEN 3
    WHEN is_backfilled(s, c) AND i < 8 THEN 0 ELSE least(i, 3) END::BIGINT;
CREATE MACRO printed(s, c, i) AS CASE WHEN c = $reports
    THEN make_date(2026 - i, CASE WHEN s % 9 = 2 THEN 4 ELSE 3 END, 20)
    WHEN is_backfilled(s, c) AND i < 8 THEN read_at(3)::DATE - 10 - i::INTEGER
    WHEN is_backdated(s, c) AND i = 0 THEN read_at(0)::DATE - 16
    WHEN i < 4 THEN read_at(i)::DATE - 1 ELSE read_at(3)::DATE - 1 - ((i - 3) * 15)::INTEGER END;
CREATE MACRO words_of(day) AS strftime(day, '%Y年%m月%d日');
""".replace("$as_of", f"'{AS_OF.isoformat()}'").replace("$reports", str(REPORTS))  # fmt: skip

SITES = "FROM range($first, $last) sites(s)"
ROUNDS = f"{SITES}, range(4) rounds(r)"
ARTICLES = f"""
(VALUES ({POLICY}, 20), ({INTERPRETATION}, 18), ({NEWS}, 2), ({GUIDES}, 10), ({CALLS}, 6),
    ({STATUTORY}, 8), ({GUIDE}, 1), ({REPORTS}, 3)) kinds(c, n), LATERAL range(n) items(i)"""
"""Which entries were read as articles."""
