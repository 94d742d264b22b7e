"""Which reader reads the article pages of a platform."""

from collections.abc import Callable
from datetime import datetime

from crawlers.platforms import baijiahao_page, toutiao_page, wechat_page
from crawlers.platforms.reading import ReadArticle
from gongkai_monitor.text.page import Page
from gongkai_monitor.vocabulary import Platform

ArticleReader = Callable[[Page, datetime], ReadArticle]

_READERS: dict[Platform, ArticleReader] = {
    Platform.WECHAT_SUBSCRIPTION: wechat_page.read_article,
    Platform.WECHAT_SERVICE: wechat_page.read_article,
    Platform.TOUTIAO: toutiao_page.read_article,
    Platform.BAIJIAHAO: baijiahao_page.read_article,
}


def article_reader(platform: Platform) -> ArticleReader | None:
    """The reader of a platform's article pages; None where none is known."""
    return _READERS.get(platform)
