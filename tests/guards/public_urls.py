"""Who may open which address. Every URL of the project and of allauth stands in one of these lists.

Wagtail's back office (``/admin/``) is not listed: all of it refuses whoever holds no role there, but for
``PUBLIC_IN_ADMIN``.
"""

from kko.accounts.choices import Role

# Anybody.
PUBLIC = frozenset(
    {
        "wagtail_serve",
        "wagtaildocs_serve",
        "catalogue:confirmation",
        # Opens with the token of a letter only.
        "catalogue:invitation",
        "catalogue:list",
        "catalogue:map",
        "catalogue:map_base",
        "catalogue:map_place",
        "catalogue:map_points",
        "catalogue:municipalities",
        "catalogue:profile",
        "catalogue:contact",
        "catalogue:contact_code",
        "catalogue:contact_sent",
        "catalogue:message_link",
        "catalogue:shortlist",
        "catalogue:shortlist_add",
        "catalogue:shortlist_send",
        "catalogue:shortlist_code",
        "catalogue:shortlist_shared",
        "accounts:erasure_cancel",
        "catalogue:radar",
        "catalogue:radar_csv",
        "catalogue:share_card",
        "catalogue:visiting_card",
        "catalogue:qr",
        "covers:svg",
        "webmanifest",
        "robots",
        "sitemap",
        "sitemap_news",
        "sitemap_part",
        "magazine:rss",
        "magazine:share_card",
        "magazine:newsletter",
        "magazine:newsletter_asked",
        # Do something with the token of a letter only.
        "magazine:newsletter_confirmation",
        "magazine:newsletter_leaving",
        "magazine:atom",
        # Where a part of that name is; else there is nothing.
        "magazine:part_rss",
        "magazine:part_atom",
        "covers:png",
        "moderation:report",
        "moderation:report_thanks",
        "account_login",
        "account_signup",
        "account_logout",
        "account_inactive",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "opendata:csv",
        "opendata:json",
        "opendata:list",
        "search:results",
        # Wagtail's gates before pages and files that are for a few: they only ask for a password.
        "wagtailcore_login",
        "wagtailcore_authenticate_with_password",
        "wagtaildocs_authenticate_with_password",
    }
)

# Whoever is signed in.
SIGNED_IN = frozenset(
    {
        "accounts:overview",
        "accounts:data",
        "accounts:download",
        "accounts:consent",
        "accounts:consent_withdrawal",
        "accounts:erasure",
        "accounts:erasure_stay",
        "catalogue:create",
        "catalogue:claim",
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
    }
)

# The owners of the thing, and holders of one of these roles.
OWNED: dict[str, frozenset[Role]] = {
    "catalogue:edit": frozenset(),
    "catalogue:links": frozenset(),
    "catalogue:messages": frozenset(),
    "catalogue:message_settling": frozenset(),
    "catalogue:unblocking": frozenset(),
    "catalogue:live_preview": frozenset(),
    "catalogue:step_contact": frozenset(),
    "catalogue:step_finish": frozenset(),
    "catalogue:step_languages": frozenset(),
    "catalogue:step_openness": frozenset(),
    "catalogue:step_what": frozenset(),
    "catalogue:step_where": frozenset(),
    "catalogue:step_who": frozenset(),
    "catalogue:portfolio": frozenset(),
    "catalogue:portfolio_new": frozenset(),
    "catalogue:portfolio_order": frozenset(),
    "catalogue:portfolio_piece": frozenset(),
    "catalogue:portfolio_removal": frozenset(),
    "catalogue:submission": frozenset(),
    "catalogue:needs": frozenset(),
    "catalogue:need_kinds": frozenset(),
    "catalogue:need_create": frozenset(),
    "catalogue:need_edit": frozenset(),
    "catalogue:need_closure": frozenset(),
    "catalogue:need_extension": frozenset(),
    "catalogue:need_answers": frozenset(),
    "catalogue:offer_kinds": frozenset(),
    "catalogue:offer_create": frozenset(),
    "catalogue:offer_edit": frozenset(),
    "catalogue:archiving": frozenset(),
    "catalogue:preview": frozenset({Role.CURATOR}),
    "catalogue:people": frozenset(),
    "catalogue:person": frozenset(),
}

# Holders of one of these roles; administrators always.
ROLES: dict[str, frozenset[Role]] = {
    "desk": frozenset({Role.CURATOR}),
    "desk_review": frozenset({Role.CURATOR}),
    "desk_history": frozenset({Role.CURATOR}),
    "desk_assignment": frozenset({Role.CURATOR}),
    "desk_bulk": frozenset({Role.CURATOR}),
    "desk_duplicate": frozenset({Role.CURATOR}),
    "desk_stale": frozenset({Role.CURATOR}),
    "desk_letter": frozenset(),
    "desk_message": frozenset({Role.CURATOR}),
    "import_batches": frozenset({Role.CURATOR}),
    "import_batch": frozenset({Role.CURATOR}),
    "import_batch_next": frozenset({Role.CURATOR}),
    "import_columns": frozenset({Role.CURATOR}),
    "import_template": frozenset({Role.CURATOR}),
    "export_profiles_csv": frozenset({Role.CURATOR}),
    "export_profiles_xlsx": frozenset({Role.CURATOR}),
    "needs_radar": frozenset({Role.CURATOR}),
    "needs_radar_csv": frozenset({Role.CURATOR}),
    "claim_settlement": frozenset({Role.CURATOR}),
    "wave_sum": frozenset({Role.CURATOR}),
    "wave_sum_csv": frozenset({Role.CURATOR}),
    "wave_copy": frozenset({Role.CURATOR}),
    "coverage": frozenset({Role.CURATOR}),
    "coverage_csv": frozenset({Role.CURATOR}),
    "catalogue:mapping": frozenset({Role.CURATOR, Role.FIELDWORKER}),
    "catalogue:interview_start": frozenset({Role.CURATOR, Role.FIELDWORKER}),
    # Of their own interviews fieldworkers as well; the sample's first is another's.
    "catalogue:interview": frozenset({Role.CURATOR}),
    "catalogue:question": frozenset({Role.CURATOR}),
    "catalogue:interview_finish": frozenset({Role.CURATOR}),
    "catalogue:interview_removal": frozenset({Role.CURATOR}),
    "newsletter_numbers": frozenset({Role.EDITOR}),
    "magazine:styles": frozenset({Role.CURATOR, Role.EDITOR}),
}

PUBLIC_IN_ADMIN = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
    }
)

# Routes of libraries and of plain files, which have no name to list.
UNNAMED: frozenset[str] = frozenset({"favicon.ico", "^media/(?P<path>.*)$", "admin/login/", "test404/", "^.*/$"})
