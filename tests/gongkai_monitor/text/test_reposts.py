"""转载: what is 国务院 information, and which day of release the page itself proves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_monitor.text.reposts import is_state_council, released_on

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("title", "source", "body", "expected"),
    [
        ("国务院办公厅关于做好春耕备耕工作的通知", "中国政府网", "各省：", True),
        ("部署春耕工作", "本站", "新华社北京3月9日电 国务院日前印发意见，提出要求。", True),
        ("部署春耕工作", "新华社", "新华社北京3月9日电 一批企业复工复产。", False),
        ("国务院办公厅关于做好春耕备耕工作的通知", "市农业农村局", "各省：", False),
        ("本市3人获国务院特殊津贴", "新华网", "三名专家名单公布。", False),
        ("市政府召开会议", "市政府办", "传达学习国务院会议精神", False),
    ],
)
def test_state_council(title: str, source: str, body: str, expected: bool) -> None:
    assert is_state_council(title, source, body) is expected


@pytest.mark.parametrize(
    ("body", "links", "expected"),
    [
        ("新华社北京3月9日电 国务院", (), date(2026, 3, 9)),
        ("新华社北京12月31日电 国务院", (), date(2025, 12, 31)),
        ("新华社北京3月11日电 国务院", (), None),
        ("新华社北京2月30日电 国务院", (), None),
        ("各省：", ("https://www.gov.cn/yaowen/2026-03/08/content_1.htm",), date(2026, 3, 8)),
        ("各省：", ("https://www.other.gov.cn/2026-03/08/content_1.htm",), None),
        ("成文日期：2026年3月1日", (), None),
    ],
)
def test_the_day_of_release(body: str, links: tuple[str, ...], expected: date | None) -> None:
    assert released_on(body, links, DAY) == expected


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 170), st.text(max_size=80))
def test_a_release_is_never_after_the_repost(day: date, delay: int, noise: str) -> None:
    released = day - timedelta(days=delay)
    body = f"新华社北京{released.month}月{released.day}日电 国务院{noise}"
    found = released_on(body, (), day)
    assert found is not None
    assert timedelta() <= day - found <= timedelta(days=180)
