"""错误页: technical texts are told from friendly pages."""

import pytest

from gongkai_monitor.text.error_page import read_error_page
from gongkai_monitor.text.page import Page


def page(body: str, title: str = "") -> Page:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Page.parse(html, "http://a.test/x")


@pytest.mark.parametrize(
    "body",
    [
        "<h1>HTTP Status 404 – Not Found</h1><h3>Apache Tomcat/8.5.32</h3>",
        "<pre>java.lang.NullPointerException\n\tat cms.web.Page.get(Page.java:118)</pre>",
        "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center>",
        "<h1>Whitelabel Error Page</h1>",
        "<h1>“/”应用程序中的服务器错误。</h1>",
        "<b>Warning</b>: include(a.php) failed in /var/a.php on line 12",
        "<p>ORA-01017: invalid username</p>",
        "<pre>Traceback (most recent call last):</pre>",
        "<p>The requested URL /a.html was not found on this server.</p>",
    ],
)
def test_technical_text(body: str) -> None:
    found = read_error_page(page(body))
    assert found.technical is not None
    assert not found.is_friendly


@pytest.mark.parametrize(
    "body",
    [
        "<h2>404</h2><p>对不起，您访问的页面不存在</p>",
        "<p>您要查看的页面找不到了，<a href='/'>返回首页</a></p>",
    ],
)
def test_friendly_pages(body: str) -> None:
    assert read_error_page(page(body, "404 - 示例市人民政府")).is_friendly


def test_english_only_is_not_friendly() -> None:
    found = read_error_page(page("<h1>404 Not Found</h1>"))
    assert (found.technical, found.is_friendly) == (None, False)
