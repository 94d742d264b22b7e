"""账号: what its posts are, and how they are read."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="account_content",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "function", "post_count", "known_count",
            "original_count", "repost_count", "forward_count", "original_ratio",
            "authorised_count", "unauthorised_count", "copied_count", "copied_ratio",
            "copied_from", "classified_count", "off_duty_ratio", "entertainment_ratio",
            "one_line_count", "deadline_post_count", "is_filler", "filler_why",
        ),
    ),
    FactTable(
        name="account_post_sign",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code", "post_key", "sign_kind"),
        columns=(
            "account_code", "name", "platform", "post_key", "sign_kind", "words", "excerpt",
            "title", "published_on", "url",
        ),
    ),
    FactTable(
        name="account_reach",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code",),
        columns=(
            "account_code", "name", "platform", "followers", "followers_on", "measured_posts_30d",
            "reads_median_30d", "likes_median_30d", "comments_median_30d", "reposts_median_30d",
            "peer_group", "peer_count", "posts_percentile", "reads_percentile",
            "interaction_percentile", "attention_index", "index_why",
        ),
    ),
    FactTable(
        name="account_follower_jump",
        subject_kind=SubjectKind.ACCOUNT,
        key=("account_code", "jumped_on"),
        columns=(
            "account_code", "name", "platform", "jumped_on", "days_between", "before", "gained",
            "gained_ratio", "usual_gain", "reads_change_ratio",
        ),
    ),
)  # fmt: skip
