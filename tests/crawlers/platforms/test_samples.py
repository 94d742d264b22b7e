"""The shared saved payloads: what each must give, and what must be refused."""

import io
import json
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.platforms import (
    baijiahao_page,
    toutiao_page,
    wechat_api,
    wechat_page,
    weibo_comments,
    weibo_html,
    weibo_json,
)
from crawlers.platforms.reading import read_html
from gongkai_monitor.clock import CHINA
from gongkai_monitor.errors import PageChangedError
from gongkai_monitor.text.page import Page

SAMPLES = (
    Path(__file__).resolve().parents[4] / "shared" / "data" / "newmedia_samples" / "samples.tar.gz"
)
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SAMPLES.is_file(), reason="../shared/data is not here"),
]


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    files = {}
    with tarfile.open(fileobj=io.BytesIO(SAMPLES.read_bytes())) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isfile() else None
            if stream is not None:
                files[member.name.removeprefix("./")] = stream.read()
    return files


def page(samples: dict[str, bytes], name: str, url: str = "https://example.test/a") -> Page:
    return read_html(samples[name], url)


def china(moment: datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")


def test_weibo_json(samples: dict[str, bytes]) -> None:
    answers = json.loads(samples["m_weibo_cn_api.json"])

    def body(name: str) -> bytes:
        return json.dumps(answers[name]).encode()

    profile = weibo_json.read_profile(body("userInfo"))
    assert (profile.total_count, profile.followers, profile.shown_key, profile.menu_items) == (
        1008,
        63_357_736,
        "1000000001",
        ("文章",),
    )
    read_at = datetime(2019, 6, 16, tzinfo=UTC)
    found = weibo_json.read_list(body("cards1"), "1000000001", read_at, page=2)
    assert found.total_count == 1012
    assert len(found.posts) == 10
    first, second = found.posts[:2]
    assert (first.key, first.likes, first.comments, first.reposts) == (
        "weibo:4383183661430868",
        348_872,
        95_535,
        240_492,
    )
    assert china(first.published_at)[:10] == "2019-06-14"
    assert [post.key for post in found.posts if post.is_repost] == [second.key]
    assert all(post.is_own for post in found.posts)
    assert found.posts[4].reposts is None, "100万+ is a bound"
    assert len(weibo_json.read_long_text(body("statuses1")) or "") > 1_000
    for name in ("statuses1", "retweet01", "comments1", "comments2", "userInfo"):
        with pytest.raises(PageChangedError):
            weibo_json.read_list(body(name), "1000000001", read_at)
    with pytest.raises(PageChangedError):
        weibo_json.read_profile(body("cards1"))


def test_weibo_comments(samples: dict[str, bytes]) -> None:
    answers = json.loads(samples["m_weibo_cn_api.json"])
    body = {name: json.dumps(answer).encode() for name, answer in answers.items()}
    read_at = datetime(2019, 6, 16, 18, tzinfo=UTC)
    hot = weibo_comments.read_hot(body["comments2"], "1000000001", read_at)
    assert (len(hot.comments), hot.shown_count) == (20, 133_519)
    assert hot.next_mark == "314345666829623:0"
    first = hot.comments[0]
    assert (first.number, china(first.time.at if first.time else None)) == (
        "4383183984547669",
        "2019-06-14 20:39:20",
    )
    assert not first.is_answer_known, "1 of 143 answers is shown"
    # played by the writer of the first comment: her own words below it are an answer
    answered = weibo_comments.read_hot(
        json.dumps(_by_another(answers["comments2"])).encode(), "1000000008", read_at
    ).comments[0]
    assert answered.answer is not None
    assert (answered.answer.text, answered.is_answer_known) == ("那阿丝们一起搬叭", True)
    flat = weibo_comments.read_flat(body["comments1"], "1000000001", read_at)
    assert (len(flat.comments), flat.shown_count, flat.next_mark) == (2, 125_020, None)
    assert all(one.is_answer_known and one.answer is None for one in flat.comments)
    assert "1000000" not in repr((hot, flat)), "nobody who wrote is given away"
    for name in ("statuses1", "retweet01", "cards1", "userInfo"):
        for reader in (weibo_comments.read_hot, weibo_comments.read_flat):
            with pytest.raises(PageChangedError):
                reader(body[name], "1000000001", read_at)
    with pytest.raises(PageChangedError):
        weibo_comments.read_hot(body["comments1"], "1000000001", read_at)


def _by_another(answer: dict[str, Any]) -> dict[str, Any]:
    """The first comment by somebody else than its answer."""
    first, *others = answer["data"]["data"]
    first = {**first, "user": {**first["user"], "id": 1}}
    return {**answer, "data": {**answer["data"], "data": [first, *others]}}


@pytest.mark.parametrize(
    ("name", "newest", "oldest", "reposts", "following"),
    [
        ("01", "2020-06-03 00:00:00", "2020-05-25 20:53:00", 1, "3"),
        ("02", "2020-06-17 18:12:00", "2020-06-03 19:00:00", 1, "2"),
        ("06", "2020-06-17 18:12:00", "2020-06-03 19:00:00", 1, "2"),
        ("09", "2020-05-25 11:13:00", "2020-04-30 12:30:00", 5, "4"),
    ],
)
def test_weibo_lists(
    samples: dict[str, bytes], name: str, newest: str, oldest: str, reposts: int, following: str
) -> None:
    read_at = datetime(2020, 6, 18, 16, 47, tzinfo=UTC)
    found = weibo_html.read_list(page(samples, f"weibo_cn/page_{name}.html"), read_at)
    assert (found.total_count, found.next_mark, found.is_last) == (1159, following, False)
    assert len(found.posts) == 10
    assert (china(found.posts[0].published_at), china(found.posts[-1].published_at)) == (
        newest,
        oldest,
    ), "never the page's own clock"
    assert sum(post.is_repost is True for post in found.posts) == reposts
    assert all(
        post.key.startswith("weibo:45") or post.key.startswith("weibo:44") for post in found.posts
    )


@pytest.mark.parametrize("name", ["03", "04", "05", "07", "08", "10", "11"])
def test_weibo_pages_that_are_no_list(samples: dict[str, bytes], name: str) -> None:
    with pytest.raises(PageChangedError):
        weibo_html.read_list(
            page(samples, f"weibo_cn/page_{name}.html"), datetime(2020, 6, 18, tzinfo=UTC)
        )


def test_weibo_profile_reads_no_person(samples: dict[str, bytes]) -> None:
    profile = weibo_html.read_profile(page(samples, "weibo_cn/page_08.html"))
    assert profile.shown_name == "示例账号"
    words = repr(profile)
    assert not any(word in words for word in ("生日", "戏剧学院", "嘉行", "女", "上海"))


@pytest.mark.parametrize(
    ("name", "key", "at", "is_original", "shown", "account"),
    [
        (
            "wechat_1",
            "wechat:2650934104_1",
            "2020-02-12 22:17:54",
            None,
            "爱否科技",
            "gh_3fb3f07c5c4a",
        ),
        (
            "wechat_2",
            "wechat:2648978231_1",
            "2020-02-11 18:47:50",
            True,
            "未闻Code",
            "gh_2873653fd7af",
        ),
    ],
)
def test_wechat_pages(
    samples: dict[str, bytes],
    name: str,
    key: str,
    at: str,
    is_original: Any,
    shown: str,
    account: str,
) -> None:
    read_at = datetime(2020, 2, 13, tzinfo=UTC)
    article = wechat_page.read_article(page(samples, f"articles/{name}.html"), read_at)
    assert (article.post.key, china(article.post.published_at)) == (key, at)
    assert article.post.is_original is is_original
    assert (article.profile.shown_name, article.profile.shown_key) == (shown, account)
    assert len(article.post.text or "") > 1_000


@pytest.mark.parametrize(
    ("name", "key", "at", "is_original", "source"),
    [
        ("toutiao_1", "6732819573189378572", "2019-09-04 22:18:34", True, "GameForce"),
        ("toutiao_2", "6734139882538533383", "2019-09-08 11:42:03", True, None),
        ("toutiao_4", "6763067898329039374", "2019-11-25 10:37:31", False, "中国网"),
        ("toutiao_5", "6802149563361657348", "2020-03-09 18:14:21", False, "华夏人文"),
    ],
)
def test_toutiao_pages(
    samples: dict[str, bytes], name: str, key: str, at: str, is_original: bool, source: str | None
) -> None:
    read_at = datetime(2020, 4, 1, tzinfo=UTC)
    post = toutiao_page.read_article(page(samples, f"articles/{name}.html"), read_at).post
    assert (post.key, china(post.published_at)) == (f"toutiao:{key}", at)
    assert (post.is_original, post.source_name) == (is_original, source)


@pytest.mark.parametrize(
    ("name", "key", "at", "subject"),
    [
        ("baijiahao_1", "1646796218135408573", "2019-10-08 12:00:57", None),
        ("baijiahao_2", "1646116705759028486", "2019-09-30 22:46:13", "青岛软媒网络科技有限公司"),
        ("baijiahao_3", "1594379932298080127", "2018-03-08 23:16:24", None),
        ("baijiahao_4", "1655696407716538005", "2020-01-14 17:58:59", None),
    ],
)
def test_baijiahao_pages(
    samples: dict[str, bytes], name: str, key: str, at: str, subject: str | None
) -> None:
    read_at = datetime(2020, 4, 1, tzinfo=UTC)
    article = baijiahao_page.read_article(page(samples, f"articles/{name}.html"), read_at)
    assert (article.post.key, china(article.post.published_at)) == (f"baijiahao:{key}", at)
    assert article.profile.certified_subject == subject


def test_wechat_interface(samples: dict[str, bytes]) -> None:
    answers = {
        name.removeprefix("wechat_api/").removesuffix(".json"): body
        for name, body in samples.items()
        if name.startswith("wechat_api/")
    }
    (total,) = wechat_api.read_article_totals(answers["datacube_getarticletotal"])
    assert (total.key, total.reads, total.shares) == ("wechat:23423525_1", 25_615, 994)
    assert wechat_api.read_followers(answers["datacube_getusercumulate"]) == 1_217_056
    assert wechat_api.read_messages(answers["datacube_getupstreammsg"]) == {date(2014, 12, 7): 817}
    for name, body in answers.items():
        for reader in (
            wechat_api.read_article_totals, wechat_api.read_followers, wechat_api.read_messages
        ):  # fmt: skip
            known = {"read_article_totals": "datacube_getarticletotal",
                     "read_followers": "datacube_getusercumulate",
                     "read_messages": "datacube_getupstreammsg"}  # fmt: skip
            # the sums of an hour, a week or a month have the same shape
            if not name.startswith(known[reader.__name__]):
                with pytest.raises(PageChangedError):
                    reader(body)
        with pytest.raises(PageChangedError):
            wechat_api.read_published(body, 0)
        with pytest.raises(PageChangedError):
            wechat_api.read_token(body)
