"""内容安全: leaked personal data, hidden and bad links, injected text, attachments read."""

from gongkai_monitor.facts.table import FactTable
from gongkai_monitor.vocabulary import SubjectKind

TABLES = (
    FactTable(
        name="personal_data_leak",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "url"),
        columns=(
            "site_code", "url", "page_url", "place", "leak_count", "id_card_count",
            "mobile_count", "bank_card_count", "kinds", "excerpt",
        ),
    ),
    FactTable(
        name="hidden_link",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "target"),
        columns=(
            "site_code", "target", "is_hidden", "how", "is_bad", "bad_mark", "text", "page_url",
            "places_count", "places",
        ),
    ),
    FactTable(
        name="injected_text",
        subject_kind=SubjectKind.SITE,
        key=("site_code", "url"),
        columns=("site_code", "url", "place", "words", "excerpt", "passage_count"),
    ),
    FactTable(
        name="attachment_run",
        subject_kind=SubjectKind.SITE,
        key=("site_code",),
        columns=("site_code", "file_count", "read_count", "unread_count", "unread"),
    ),
)  # fmt: skip
