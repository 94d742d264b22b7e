"""Article and store pages in the platforms' shapes; all names and texts are made up."""

from datetime import date

from gongkai_monitor.practice.platforms.stores import marked_page, printed_page

WECHAT = """<html><head><title></title><meta property="og:site_name" content="微信公众平台"></head>
<body><h2 class="rich_media_title" id="activity-name"> 演练市召开工作会议 </h2>
<a id="js_name"> 演练发布 </a><em id="publish_time" class="rich_media_meta">昨天</em>
<p class="profile_meta"><label class="profile_meta_label">微信号</label>
<span class="profile_meta_value">ylfb</span></p>
<p class="profile_meta"><label class="profile_meta_label">功能介绍</label>
<span class="profile_meta_value">发布权威信息</span></p>
<div class="rich_media_content " id="js_content"><p>会议要求压实责任。</p><script>x</script></div>
<script>var biz = ""||"MzA5OTk5OTk5OQ=="; var sn = "" || ""|| "";
var mid = "" || ""|| "2650000001"; var idx = "" || "" || "2";
var _copyright_stat = "%s";
var nickname = "演练发布";
var ct = "%s";
var user_name = "gh_0123456789ab";
var msg_title = "演练市召开&quot;安全&quot;会议";
var source_encode_biz = "%s"; var source_username = "%s";
var svr_time = "1790000000" * 1;</script></body></html>"""
WECHAT_DELETED = "<html><body><div class='weui-msg'><p>该内容已被发布者删除</p></div></body></html>"
WECHAT_STOPPED = (
    "<html><body><h2>环境异常</h2><p>当前环境异常，完成验证后即可继续访问。</p></body></html>"
)
TOUTIAO = """<html><head><title>演练市召开会议</title></head><body>
<h1 class="article-title">演练市召开会议</h1><div class="article-sub">
<span class="original">原创</span><span>演练发布</span> <span>2026-11-18 22:18:34</span></div>
<div class="article-content"><p>会议要求压实责任。</p></div>
<script>var BASE_DATA = { articleInfo: { title: '&quot;演练市召开会议&quot;'.slice(6, -6),
 groupId: '6732819573189370001', itemId: '6732819573189370001',
 subInfo: { isOriginal: %s, source: '%s', time: '2026-11-18 22:18:34' }, tagInfo: { tags: [] } },
 mediaInfo: { uid: '1', name: '演练发布', openUrl: '/c/user/1/' },
 feedInfo: [{ time: '2020-01-01 00:00:00' }] };</script></body></html>"""
BAIJIAHAO = """<html><head><title>演练市召开会议</title>%s</head><body>
<script>var s_advert = {"contentUrl":"http://baijiahao.baidu.com/s?id=1646000000000000001",
"time":"2026-11-20 01:00:00"};</script>
<div class="article-title"><h2>演练市召开会议</h2></div><div class="author-txt">
<p class="author-name">演练发布</p><div class="article-source article-source-bjh">
<span class="date">发布时间：%s</span><span class="time">22:46</span>
<span class="account-authentication">%s</span></div></div>
<div class="article-content"><p>会议要求压实责任。</p></div></body></html>"""
FULL_TIME = '<meta itemprop="dateUpdate" content="2026-09-30 22:46:13">'

LOOKUP = (
    '{"resultCount":1,"results":[{"trackName":"演练办事","sellerName":"演练市大数据中心",'
    '"version":"2.10.3","currentVersionReleaseDate":"2026-03-01T17:00:00Z","userRatingCount":3}]}'
)
STORE_LD = marked_page("演练办事", "演练市大数据中心", "2.10.4", date(2026, 3, 2))
STORE_TEXT = printed_page("演练办事", "2.10.5", date(2026, 3, 3))
STORE_OTHER = "<html><head><title>应用商店</title></head><body><p>热门应用</p></body></html>"
