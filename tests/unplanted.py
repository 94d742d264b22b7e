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
    "site.reposts_none",  # its portals repost, or hide a column of news
    # accounts of the city have feeds only: no profiles, checks, numbers, store pages or long lists
    "account.serious_wording", "account.bad_link", "account.personal_data",
    "account.unauthorised_source", "account.originality_low", "account.copied", "account.filler",
    "account.entertainment", "account.off_duty", "account.no_interaction",
    "account.replies_poor", "account.bought_followers", "account.low_attention",
    "account.empty_shell", "account.subject_mismatch", "account.name_differs",
    "account.names_across", "account.internal_office", "account.change_unfiled",
    "account.subject_unfiled", "account.look_alike", "account.repeats_other",
    "account.alive_after_closing", "account.not_deregistered", "account.reopened",
    "app.unavailable", "app.level_not_allowed",
    "document.validity_doubtful",  # no document of the city is five years old
    "shutdown.step_overdue",  # nobody in the city is being shut down
}  # fmt: skip

ONLY_IN_SMALL = {"agency.no_account"}
"""In larger cities every government has an account."""
