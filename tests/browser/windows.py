"""Windows of the browser on the site, and what they complain about."""

from dataclasses import dataclass, field

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from kko.accounts.models import User

PATIENCE = 20_000  # milliseconds; two browsers and their servers share two cores
expect.set_options(timeout=PATIENCE)

POLICY_BROKEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


@dataclass
class Windows:
    """Opens windows of the browser and keeps what they complain about."""

    browser: Browser
    site: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, who: str = "", *, width: int = 1280, height: int = 900, **options) -> Page:
        """Return an empty page in a context of its own, signed in as ``who`` (an e-mail) if given."""
        defaults = {"locale": "cs-CZ", "timezone_id": "Europe/Prague", "base_url": self.site}
        window = {"viewport": {"width": width, "height": height}}
        context = self.browser.new_context(**defaults | window | options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        if who:
            context.add_cookies([session_of(who, self.site)])
        if options.get("java_script_enabled", True):
            context.add_init_script(POLICY_BROKEN)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self.heard(page, message))
        page.on("response", lambda answer: self.answered(answer))
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def heard(self, page: Page, message: ConsoleMessage) -> None:
        # What failed to load is told by its answer, with the status and the address.
        # Wagtail tells in the console what its checks of a preview found; that is their result, no error of ours.
        ours = not message.text.startswith(("Failed to load resource", "axe.run results"))
        if message.type == "error" and ours:
            self.complaints.append(f"{page.url}: {message.text}")

    def answered(self, answer: Response) -> None:
        is_page = answer.request.is_navigation_request()
        if answer.status >= 500 or (answer.status >= 400 and not is_page):
            self.complaints.append(f"{answer.status} {answer.url}")


def session_of(email: str, site: str) -> dict:
    """Return the cookie of a fresh session."""
    client = Client()
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
