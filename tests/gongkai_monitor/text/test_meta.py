"""网页标签: read as printed, missing ones named."""

import pytest

from gongkai_monitor.text.meta import meta_tags, missing_tags, required_tags

FULL = {
    "SiteName": "示例市人民政府",
    "SiteDomain": "www.example.gov.cn",
    "SiteIDCode": "1300000001",
    "ColumnName": "政策文件",
    "ColumnType": "政策文件",
    "ColumnDescription": "示例市政策文件",
    "ColumnKeywords": "政策,文件",
    "ArticleTitle": "关于示例的通知",
    "PubDate": "2024-01-02 08:30",
    "ContentSource": "示例市政府办公室",
}


def test_names_are_standard_and_first_content_wins() -> None:
    html = (
        '<META CONTENT="1300000001" NAME="siteidcode"><meta name="SiteIDCode" content="x">'
        '<meta name="pubdate" content=""><meta name="PubDate" content=" 2024-01-02 ">'
        '<meta name="Maketime" content="2024-02-02"><meta charset="utf-8"><meta name>'
    )
    assert meta_tags(html) == {
        "SiteIDCode": "1300000001",
        "PubDate": "2024-01-02",
        "maketime": "2024-02-02",
    }


@pytest.mark.parametrize(("kind", "count"), [("home", 3), ("channel", 7), ("article", 8)])
def test_complete_pages_miss_nothing(kind: str, count: int) -> None:
    assert len(required_tags(kind)) == count
    assert missing_tags(kind, FULL) == ()


def test_the_stricter_reading_asks_for_ten() -> None:
    without = {name: value for name, value in FULL.items() if name != "ColumnKeywords"}
    assert len(required_tags("article", "all4")) == 10
    assert missing_tags("article", without) == ()
    assert missing_tags("article", without, column_tags="all4") == ("ColumnKeywords",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("SiteIDCode", "政府网站标识码"),
        ("SiteIDCode", "  "),
        ("SiteIDCode", "SiteIDCode"),
        ("SiteName", "【网站名称】"),
        ("ArticleTitle", "{{title}}"),
        ("PubDate", "YYYY-MM-DD HH:MM"),
        ("ContentSource", "${source}"),
        ("ColumnName", "null"),
    ],
)
def test_placeholders_are_missing(name: str, content: str) -> None:
    assert missing_tags("article", FULL | {name: content}) == (name,)


def test_lookup_ignores_case() -> None:
    assert missing_tags("article", {name.lower(): value for name, value in FULL.items()}) == ()


def test_real_words_are_no_placeholders() -> None:
    tags = FULL | {"ArticleTitle": "关于网站名称变更的公告", "SiteName": "首都之窗"}
    assert missing_tags("article", tags) == ()
