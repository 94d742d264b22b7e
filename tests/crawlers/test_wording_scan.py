"""The wording scan: bounded, masked, with the sentence round each candidate."""

from datetime import UTC, datetime
from typing import Any

from crawlers.scans.wording import WordingScan
from gongkai_monitor.model.observations import Article
from gongkai_monitor.text.wording import Checker
from gongkai_monitor.vocabulary import ContentSignKind, DateSource


def signs_of(title: str, body: str) -> list[Any]:
    article = Article(
        site_code="3799000001", channel_url=None, url="http://a.test/1.html", title=title,
        body=body, date_source=DateSource.META, content_hash="h", round_id="r1",
        observed_at=datetime(2026, 9, 20, tzinfo=UTC), fetch_id="f",
    )  # fmt: skip
    scan: Any = WordingScan(Checker())
    return list(scan(None, None, article))


def test_a_sign_carries_its_sentence_and_proposal() -> None:
    body = "前一句没有问题。市财政拔款已到位，联系电话13800138000。后一句也没有问题。"
    (sign,) = signs_of("关于资金的通知", body)
    assert (sign.kind, sign.place, sign.found) == (ContentSignKind.WORDING, "body", "拔款")
    assert sign.excerpt == "市财政拔款已到位，联系电话【手机号】。"
    assert sign.detail.startswith("错别字：疑为“拨款”")
    assert body[sign.position :].startswith("拔款")


def test_titles_are_read_and_the_number_is_bounded() -> None:
    signs = signs_of("关于财政拔款的通知", "财政拔款到位。" * 500)
    assert len(signs) == 50
    assert signs[0].place == "title"
    assert all(len(sign.excerpt) <= 200 for sign in signs)


def test_only_the_beginning_of_a_huge_text_is_read() -> None:
    assert signs_of("通知", "好" * 60_000 + "财政拔款到位。") == []


def test_a_page_without_a_text_has_no_signs() -> None:
    assert signs_of("", "") == []
