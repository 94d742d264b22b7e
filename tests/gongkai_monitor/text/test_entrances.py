"""入口: what a home page leads to, and pages that must not be taken for it."""

import pytest

from gongkai_monitor.text import entrances
from gongkai_monitor.text.page import Page

HOME = "http://www.example.gov.cn/"


def page(body: str) -> Page:
    return Page.parse(f"<html><body>{body}</body></html>", HOME)


REPORT = "http://zfwzzc.www.gov.cn/exposure/jiucuo.html"
SCRIPT = "<script src='/exposure/jiucuo.js'></script><script>var siteCode='1308000009';</script>"
VENDOR = "<script src='http://v.test/exposure/jiucuo.js' sitecode='1308000009'></script>"


@pytest.mark.parametrize(
    ("html", "code", "is_national"),
    [
        (f"<a href='{REPORT}?site_code=1308000009&url=x'><img></a>", "1308000009", True),
        (f"<a href='{REPORT}'>找错</a>", None, True),
        ("<a href='http://jiucuo.v.test/x?site_code=1308000009'>纠错</a>", "1308000009", False),
        (VENDOR, "1308000009", True),
        (SCRIPT, "1308000009", True),
        ("<a href='http://127.0.0.1:9/exposure/jiucuo.html?site_code=1'>x</a>", "1", None),
    ],
)
def test_the_error_report(html: str, code: str | None, is_national: bool | None) -> None:
    found = entrances.error_report(page(html))
    assert found is not None
    assert (found.site_code, found.is_national) == (code, is_national)


def test_a_code_in_a_comment_is_none() -> None:
    html = (
        "<a href='http://zfwzzc.www.gov.cn/exposure/jiucuo.html'>x</a><!-- sitecode=1308000009 -->"
    )
    found = entrances.error_report(page(html))
    assert found is not None
    assert found.site_code is None
    assert entrances.error_report(page("<a href='/a.html'>新闻</a>")) is None


@pytest.mark.parametrize("text", ["网站地图", "站点地图", "Sitemap", "【网站导航图】"])
def test_site_maps(text: str) -> None:
    assert entrances.site_map(page(f"<a href='/map.html'>{text}</a>"))


@pytest.mark.parametrize("text", ["地图服务平台开通", "河北省标准地图发布", "导航"])
def test_maps_of_land_are_no_site_map(text: str) -> None:
    assert entrances.site_map(page(f"<a href='/map.html'>{text}</a>")) is None


@pytest.mark.parametrize(
    "html",
    [
        "<a href='javascript:;'>无障碍浏览</a>", "<a href='/x'><img alt='长者模式'></a>",
        "<span>适老版</span>", "<script src='/static/wzalogin.js'></script>",
    ],
)  # fmt: skip
def test_access_entrances(html: str) -> None:
    assert entrances.has_access_entrance(page(html))
    news = "<a href='/'>我市召开无障碍环境建设和适老化改造工作推进会</a><p>残疾人补贴</p>"
    assert not entrances.has_access_entrance(page(news))


@pytest.mark.parametrize(
    "text", ["我要写信", "市长信箱", "在线咨询", "咨询建言", "网民留言", "互动交流"]
)
def test_consulting(text: str) -> None:
    assert entrances.consult(page(f"<a href='/hd/'>{text}</a>"))


@pytest.mark.parametrize(
    "text",
    [
        "网上信访",
        "纪检举报信箱",
        "在线访谈",
        "民意征集",
        "咨询公司名录",
        "我市市长信箱开通二十周年座谈会召开",
    ],
)
def test_what_does_not_count_as_consulting(text: str) -> None:
    assert entrances.consult(page(f"<a href='/hd/'>{text}</a>")) is None


def test_offsite_links_leave_out_governments_and_footer_marks() -> None:
    links = (
        "http://sub.example.gov.cn/a", "http://www.gov.cn/", "https://beian.miit.gov.cn/",
        "http://bszs.conac.cn/sitename", "http://www.beian.gov.cn/x", "http://news.example.com/",
    )  # fmt: skip
    html = "".join(f"<a href='{url}'>链接</a>" for url in links)
    assert entrances.offsite_links(page(html)) == ("http://news.example.com/",)


def test_reminders() -> None:
    assert entrances.has_reminder("您访问的链接即将离开“示例市人民政府门户网站”，是否继续？")
    assert not entrances.has_reminder("领导干部离开岗位须报告")


def test_yearly_tables() -> None:
    table = "<a href='/1'>政府网站工作年度报表（2025年度）</a>"
    report = "<a href='/2'>2025年政府信息公开工作年度报告</a>"
    assert [one.url for one in entrances.yearly_tables(page(table + report))] == [f"{HOME}1"]


def test_forms() -> None:
    assert entrances.has_form(page("<form><textarea name='c'></textarea></form>"))
    assert not entrances.has_form(page("<form><input type='text' name='q'></form>"))
