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
        "catalogue:list",
        "catalogue:map",
        "catalogue:map_base",
        "catalogue:map_place",
        "catalogue:map_points",
        "catalogue:municipalities",
        "catalogue:profile",
        "catalogue:share_card",
        "covers:svg",
        "webmanifest",
        "robots",
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
        "catalogue:create",
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
    "catalogue:submission": frozenset(),
    "catalogue:archiving": frozenset(),
    "catalogue:preview": frozenset({Role.CURATOR}),
}

# Holders of one of these roles; administrators always.
ROLES: dict[str, frozenset[Role]] = {
    "desk": frozenset({Role.CURATOR}),
    "desk_review": frozenset({Role.CURATOR}),
    "desk_letter": frozenset(),
    "import_batches": frozenset({Role.CURATOR}),
    "import_batch": frozenset({Role.CURATOR}),
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
