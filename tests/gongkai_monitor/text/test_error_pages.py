# ruff: noqa: E501 - markup reads better in one line
"""Wordings of error pages as servers, content managers and platforms print them; and what only talks."""

import pytest

from gongkai_monitor.text.page import Page
from gongkai_monitor.text.signs import sign_of
from gongkai_monitor.vocabulary import PageSign

HOME = "http://www.example.gov.cn/"
URL = "http://www.example.gov.cn/zwgk/202511/t20251101_1.html"


def sign(html: str, url: str = URL) -> PageSign:
    return sign_of(
        status=200, url=url, final_url=url, body=html.encode(), content_type="text/html",
        home_url=HOME, page=Page.parse(html, url),
    )  # fmt: skip


ERRORS = {
    "IIS 7 zh": "<title>404 - 找不到文件或目录。</title><h1>服务器错误</h1><h2>404 - 找不到文件或目录。</h2><h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>",
    "IIS detailed zh": "<title>IIS 10.0 详细错误 - 404.0 - Not Found</title><h3>HTTP 错误 404.0 - Not Found</h3><h4>您要找的资源已被删除、已更名或暂时不可用。</h4>",
    "IIS 6 zh": "<title>无法找到该页</title><h1>无法找到该页</h1>您正在搜索的页面可能已经删除、更名或暂时不可用。<hr><p>请尝试以下操作：</p><li>确保浏览器的地址栏中显示的网站地址的拼写和格式正确无误。</li>",
    "ASP.NET zh": "<title>无法找到资源。</title><h1>“/”应用程序中的服务器错误。</h1><h2><i>无法找到资源。</i></h2><b>说明: </b>HTTP 404。您正在查找的资源(或者它的一个依赖项)可能已被移除，或其名称已更改，或暂时不可用。",
    "Tomcat en": "<title>HTTP Status 404 – Not Found</title><h1>HTTP Status 404 – Not Found</h1><p><b>Type</b> Status Report</p><p><b>Description</b> The origin server did not find a current representation for the target resource.</p><h3>Apache Tomcat/8.5.57</h3>",
    "Tomcat zh": "<title>HTTP状态 404 - 未找到</title><h1>HTTP状态 404 - 未找到</h1><p><b>类型</b> 状态报告</p><p><b>消息</b> 请求的资源[/xxgk/a.html]不可用</p><p><b>描述</b> 源服务器未能找到目标资源的表示或者是不愿公开一个已经存在的资源表示。</p>",
    "nginx": "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx/1.20.1</center>",
    "Apache": "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL /zwgk/a.html was not found on this server.</p>",
    "OpenResty": "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>openresty</center></body></html>",
    "WebLogic": "<title>Error 404--Not Found</title><font><h2>Error 404--Not Found</h2><h3>From RFC 2068 <i>Hypertext Transfer Protocol -- HTTP/1.1</i>:</h3><h4>10.4.5 404 Not Found</h4><p>The server has not found anything matching the Request-URI. No indication is given of whether the condition is temporary or permanent.</p><p>If the server does not wish to make this information available to the client, the status code 403 (Forbidden) can be used instead.</p>",
    "WebSphere zh": "Error 404: SRVE0190E: 找不到文件：/portal/index.jsp",
    "Jetty": "<title>Error 404 Not Found</title><h2>HTTP ERROR 404</h2><p>Problem accessing /a.html. Reason: <pre>    Not Found</pre></p><hr>Powered by Jetty://",
    "Resin": "<title>404 Not Found</title><h1>404 Not Found</h1><code>/a.jsp was not found on this server.</code><p><hr><small>Resin/4.0.58</small>",
    "Spring Boot": "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Not Found, status=404).</div>",
    "ThinkPHP": "<title>系统发生错误</title><h1>页面错误！请稍后再试～</h1><p>ThinkPHP V5.1.41 { 十年磨一剑 }</p>",
    "ThinkPHP 3 module": "<title>系统发生错误</title><h1>:(</h1><h1>无法加载模块:Zwgk</h1>",
    "ThinkPHP action": '<title>系统发生错误</title><div class="error"><p class="face">:(</p><h1>非法操作:detail</h1></div>',
    "DedeCMS": "<title>提示信息</title><div>DedeCMS 提示信息！</div><div>文档不存在，可能已被删除！</div><a href='/'>如果你的浏览器没反应，请点击这里...</a>",
    "Empire CMS": "<title>信息提示</title><b>信息提示</b><p>您来自的链接不存在</p>",
    "Empire CMS gone": '<title>信息提示</title><td>此信息不存在</td><a href="javascript:history.go(-1)">返回上一页</a>',
    "PHPCMS": "<title>提示信息</title><h5>提示信息</h5><div>您访问的信息不存在</div><a href='/'>如果您的浏览器没有自动跳转，请点击这里</a>",
    "Discuz": '<title>提示信息</title><div id="messagetext"><p>抱歉，指定的主题不存在或已被删除或正在被审核</p></div>',
    "JEECMS": '<title>404</title><div>您访问的页面不存在！</div><span id="sec">5</span>秒后自动返回首页',
    "TRS WCM": "<title>错误提示</title><div>对不起，您要访问的页面已被删除或者不存在！</div>",
    "Hanweb jcms": "<title>提示</title><td>您好，您查看的文章不存在或已被删除。</td>",
    "Hanweb jpage": "<p>该栏目不存在或已停用！</p>",
    "Platform lost": "<title>页面找不到了</title><p>哎呀，您访问的页面走丢啦~</p><a href='/'>返回首页</a>",
    "Platform gone off shelf": "<p>您访问的内容已下架</p>",
    "Withdrawn": "<title>提示</title><p>该稿件已撤稿</p>",
    "Revoked": '<div class="tip">该信息已撤销发布</div>',
    "No such record": "<script></script><p>没有找到相关信息！</p><p>记录不存在</p>",
    "No such info": "<p>无此信息！</p>",
    "Data missing": "<p>数据不存在</p>",
    "Parameter": "<title>提示</title><p>参数错误！</p>",
    "Illegal parameter": "<p>非法参数，请从正常入口访问</p>",
    "Link expired": "<p>链接已失效或已过期</p>",
    "Page expired": "<p>当前页面已失效，请返回首页</p>",
    "Flown away": "<title>404</title><p>抱歉！您要找的页面不翼而飞了</p>",
    "Not in site": "<p>很抱歉！没有找到您要访问的页面！</p><p>您可以：检查刚才的输入、去其他地方逛逛</p>",
    "Cannot open": "<p>非常抱歉，您访问的页面无法显示。</p>",
    "BaoTa no site": "<title>没有找到站点</title><h3>没有找到站点</h3><p>您的请求在Web服务器中没有找到对应的站点！</p><p>可能原因：</p><li>您没有将此域名或IP绑定到对应站点!</li><li>配置文件未生效!</li>",
    "BaoTa default": "<title>恭喜，站点创建成功！</title><h3>恭喜, 站点创建成功！</h3><p>这是默认index.html，本页面由系统自动生成</p>",
    "nginx default": "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>",
    "IIS default": '<title>IIS Windows Server</title><div id="container"><a href="http://go.microsoft.com/fwlink/?linkid=66138"><img src="iis-85.png" alt="IIS"></a></div>',
    "Tomcat default": "<title>Apache Tomcat/8.5.57</title><h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2>",
    "Unfiled domain": "<title>网站访问报错</title><p>抱歉，您访问的网站未备案，暂时无法访问</p>",
    "Unfiled Aliyun": "<title>该网站暂时无法进行访问</title><p>该网站未根据工信部相关法规进行备案</p>",
    "Site closed": "<p>该网站已关闭</p>",
    "Site closed long": "<title>网站关停公告</title><p>本网站已关停，请访问市政府门户网站。</p>",
    "Site offline": "<p>您访问的站点已下线或不存在</p>",
    "Domain sale": "<title>gov-example.com - 此域名出售</title><p>您正在访问的域名可以转让！</p><p>This domain is for sale</p>",
    "Tencent 404": '<title>404</title><script type="text/javascript" src="//qzonestyle.gtimg.cn/qzone/hybrid/app/404/search_children.js" charset="utf-8"></script>',
    "Alert and back": "<script>alert('您访问的页面不存在！');history.go(-1);</script>",
    "Alert record": '<script language="javascript">alert("该信息不存在或未审核");window.location.href="/";</script>',
    "Server busy 200": "<title>出错了</title><p>系统繁忙，请稍后再试</p>",
    "Server error zh": "<title>系统错误</title><p>服务器内部错误，请联系管理员</p>",
    "Tomcat 500": "<title>HTTP状态 500 - 内部服务器错误</title><h1>HTTP状态 500 - 内部服务器错误</h1><p>类型 异常报告</p><p>描述 服务器遇到一个意外的情况，阻止它完成请求。</p>",
    "Runtime error zh": "<title>运行时错误</title><h1>“/”应用程序中的服务器错误。</h1><h2>运行时错误</h2><p>说明: 服务器上出现应用程序错误。此应用程序的当前自定义错误设置禁止远程查看应用程序错误的详细信息(出于安全原因)。</p>",
    "Stack trace": "<pre>java.lang.NullPointerException at com.trs.web.DocServlet.service(DocServlet.java:88) at javax.servlet.http.HttpServlet.service(HttpServlet.java:790)</pre>",
    "Database": "<p>数据库连接失败！</p>",
    "PHP fatal": "<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /www/index.php:12",
    "ADO": "<font face=\"宋体\">Microsoft OLE DB Provider for SQL Server</font> 错误 '80004005' <p>[DBNETLIB][ConnectionOpen (Connect()).]SQL Server 不存在或拒绝访问。</p>",
    "English page": "<title>Page Not Found</title><h1>Oops! That page can't be found.</h1>",
    "IE style": "<title>找不到网页</title><h1>找不到网页</h1><p>您要查找的网页当前不可用。网站可能遇到支持问题，或者您需要调整您的浏览器设置。</p>",
    "Path wrong": "<p>您访问的路径有误或页面已删除</p>",
    "Moved away": "<p>您所访问的页面已迁移或删除</p>",
    "Traditional": "<p>找不到您所請求的網頁</p>",
}


def test_there_are_many_wordings() -> None:
    assert len(set(ERRORS.values())) >= 60


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_that_answers_200_is_recognised(name: str) -> None:
    assert sign(ERRORS[name]) is PageSign.SOFT_404


CLOSED = [
    "网站正在维护中，请稍后访问。",
    "服务器例行维护，请稍候再来",
    "平台正在进行数据迁移，请稍后访问",
    "因系统升级改造，暂停服务",
    "该功能正在建设完善中",
    "Under Construction",
]


@pytest.mark.parametrize("text", CLOSED)
def test_a_closed_page_is_recognised(text: str) -> None:
    assert sign(f"<title>提示信息</title><p>{text}</p>") is PageSign.MAINTENANCE


TALK = [
    (
        "关于开展网站错链断链专项整治的通知",
        "近期检查发现部分网页提示“页面不存在”或返回 404，请各单位立即整改。",
    ),
    (
        "关于门户网站系统维护的公告",
        "本网站将于周六凌晨进行系统维护，维护期间可能无法访问，请相互转告。",
    ),
    ("政务平台升级改造项目中标公示", "项目正在建设，升级改造完成后另行公告，敬请期待。"),
    ("数据库建设情况", "全市人口数据库建设稳步推进，系统出错率明显下降，服务器运行正常。"),
    ("某文件失效目录", "《关于…的通知》等 3 件文件自即日起废止，不再作为行政管理的依据。"),
    (
        "公安机关通报打击网络赌博典型案例",
        "涉案平台以百家乐、老虎机、六合彩等名义吸引参赌，民警依法查处。",
    ),
    ("反诈提示", "谨防“注册送彩金”“首存返水”的博彩骗局，网上娱乐城、真人视讯都是违法的，请举报。"),
    ("中国福利彩票双色球开奖公告", "第 2025001 期双色球开奖号码，奖池 10 亿元。"),
]


@pytest.mark.parametrize(("title", "text"), TALK)
def test_an_article_that_talks_about_it_is_normal(title: str, text: str) -> None:
    html = f"<title>{title}</title><h1>{title}</h1><p>{text * 3}</p><a href='/'>返回首页</a>"
    assert sign(html) is PageSign.NORMAL


HIJACKED = [
    ("澳门新葡京官网-注册送彩金", "新葡京娱乐城提供百家乐、老虎机、电子游艺，首存即送彩金"),
    ("开元棋牌下载", "官方娱乐城，PG电子、真人视讯、体育投注，开户送 88 元"),
    ("成人视频在线观看", "无码 激情视频 国产精品 裸聊"),
]


@pytest.mark.parametrize(("title", "text"), HIJACKED)
def test_a_page_that_was_taken_over_is_recognised(title: str, text: str) -> None:
    assert sign(f"<title>{title}</title><p>{text}</p>") is PageSign.HIJACKED
    listed = "".join(f"<li><a href='/{n}'>{text}</a></li>" for n in range(60))
    assert sign(f"<title>{title}</title><ul>{listed}</ul>") is PageSign.HIJACKED


@pytest.mark.parametrize("unit", ["请求", "a.", "不存在", "alert(", "<b>系统", "百家乐"])
def test_the_search_stays_quick_on_hostile_text(unit: str) -> None:
    sign(f"<p>{unit * 60_000}</p>")
