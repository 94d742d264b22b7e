"""What earlier rounds saw of public opinion: posts about matters, a letter that left its board."""

from collections.abc import Iterator
from datetime import timedelta

from gongkai_monitor.model.observations import Message, OpenLetter, Post
from gongkai_monitor.practice import feeds
from gongkai_monitor.practice.board_letters import SEEN_AFTER, unlisted_id, unlisted_url
from gongkai_monitor.practice.plan import City, SitePlan
from gongkai_monitor.vocabulary import ChannelKind

ROUND_OPINION = "practice-history-opinion"
POSTS_SEEN_BEFORE = timedelta(hours=7)


def past_posts(city: City) -> Iterator[Post]:
    """Posts about matters as the feeds showed them some hours ago; unreadable ones showed none."""
    for plan in city.accounts:
        if plan.shape is None or plan.shape.is_failing:
            continue
        origin = (plan.account.source_url or "").removesuffix(plan.path)
        for one in plan.said:
            post = feeds.said_post(plan, one)
            if post.published_at > city.as_of - POSTS_SEEN_BEFORE:
                continue
            yield Post(
                account_code=plan.account.account_code,
                post_key=post.key,
                published_at=post.published_at,
                title=post.title,
                text=post.text,
                url=feeds.address_of(origin, post),
                text_length=len(post.text),
                source="feed",
                round_id=ROUND_OPINION,
                observed_at=city.as_of - POSTS_SEEN_BEFORE,
            )


def past_letters(city: City) -> Iterator[Message | OpenLetter]:
    """Letters that were open when their board was last seen with them."""
    for plan in city.sites:
        for letter in plan.letters:
            if letter.is_listed:
                continue
            moment = letter.received_at + SEEN_AFTER
            number, url = unlisted_id(plan, letter), unlisted_url(plan, letter)
            yield Message(
                message_id=number,
                received_at=letter.received_at,
                title=letter.title,
                text=letter.text,
                url=url,
                site_code=plan.site.site_code,
                channel_url=_board_url(plan),
                source="board",
                round_id=ROUND_OPINION,
                observed_at=moment,
            )
            yield OpenLetter(
                message_id=number,
                site_code=plan.site.site_code,
                channel_url=_board_url(plan),
                round_id=ROUND_OPINION,
                observed_at=moment,
            )


def _board_url(plan: SitePlan) -> str:
    kinds = {one.channel.kind: one.channel.url for one in plan.channels}
    return kinds[ChannelKind.INTERACTION]
