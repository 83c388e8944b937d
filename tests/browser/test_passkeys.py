"""Passkeys, with Chromium's virtual authenticator."""

import pytest
from playwright.sync_api import Page, expect

from kko.accounts.sample import PASSWORD

pytestmark = pytest.mark.browser
MEMBER = "tvurce@example.cz"


def plug_in_authenticator(page: Page) -> None:
    """Give the window a built-in authenticator that keeps passkeys and always recognises its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_member_adds_a_passkey_and_signs_in_with_it(window):
    page = window()
    plug_in_authenticator(page)
    page.goto("/ucet/login/")
    page.fill("input[name=login]", MEMBER)
    page.fill("input[name=password]", PASSWORD)
    page.click(".entrance form .btn-primary")
    expect(page).to_have_url(f"{window.site}/muj/")

    page.goto("/ucet/2fa/webauthn/add/")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form .btn-primary")
    page.fill("input[name=name]", "Notebook")
    expect(page.locator("input[name=passwordless]")).to_be_checked()
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    page.goto("/ucet/2fa/webauthn/")
    expect(page.locator(".overview-list strong")).to_have_text(["Notebook"])

    page.goto("/ucet/logout/")
    page.click("main form .btn-primary")
    page.goto("/ucet/login/")
    page.click("#passkey_login")
    expect(page).to_have_url(f"{window.site}/muj/")


def test_a_passkey_that_is_not_here_is_told_in_words(window):
    page = window()
    plug_in_authenticator(page)  # it keeps no key for this site
    page.goto("/ucet/login/")
    expect(page.locator("[data-kko-passkey-failed]")).to_be_hidden()
    page.click("#passkey_login")
    expect(page.locator("[data-kko-passkey-failed]")).to_be_visible(timeout=30_000)
