"""Rules that the practice city cannot show, and why."""

NOT_SHOWN = {
    "account.weekly_update_low",  # of provinces
    "site.certificate_fault", "site.mixed_content",  # the city speaks plain http
    # sites of the city stand at IP addresses
    "site.domain_not_gov", "site.domain_form", "site.other_domains", "site.institution_domain",
    "site.ipv6_address_missing", "site.ipv6_unreachable", "site.ipv6_links_low",
    "site.ipv6_county_portal",
    "site.access_rules_broken",  # needs a browser
    "site.suspended_too_long",  # the register is nine days old
    "site.register_not_updated",  # the round itself opens every site
    "site.services_unlisted",  # every portal of the city has guides
    "site.disclosure_download_missing",  # every fourth entry has a file
    "site.interpretation_forms_plain",  # its interpretations come in several forms
    "site.demanded_column_unconfirmed",  # every demand of its editions is confirmed
    "agency.paper_late",  # its lists do not reach back to a paper that was late
    "site.reposts_none",  # its portals repost, or hide a column of news
    # nobody in the city is late with an appeal, a rectification or an answer
    "account.appeal_overdue", "account.rectification_overdue", "account.answer_overdue",
    "document.validity_doubtful",  # no document of the city is five years old
}  # fmt: skip
