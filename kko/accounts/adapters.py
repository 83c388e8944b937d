"""How allauth meets the rest of the house."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from kko.accounts.limits import visitor_of
from kko.accounts.models import User
from kko.mail.actions import queue_message


class AccountAdapter(DefaultAccountAdapter):
    """Letters of allauth go through the outbox like all others."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Queue the letter; each asking is a letter of its own, so its period is drawn anew."""
        whole = {"request": self.request, "email": email, "site_name": settings.SITE_NAME, **context}
        whole["login_url"] = settings.BASE_URL + reverse("account_login")
        letter = self.render_mail(template_prefix, email, whole)
        queue_message(
            to=email,
            template="account_letter",
            context={"subject": letter.subject, "text": str(letter.body).strip()},
            period=f"account:{template_prefix.rsplit('/', 1)[-1]}:{secrets.token_hex(8)}",
            language=(translation.get_language() or "cs")[:2],
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's own address: behind our proxy all would share one count of tries."""
        return visitor_of(request)

    def login(self, request: HttpRequest, user: User) -> None:
        """A visitor's session may last long for the sake of a shortlist; that of a signed-in member may not."""
        request.session.pop("_session_expiry", None)
        super().login(request, user)

    def save_user(self, request, user: User, form, commit: bool = True) -> User:
        """Remember the language in which the person signed up: their letters come in it."""
        user.language = (translation.get_language() or "cs")[:2]
        return super().save_user(request, user, form, commit)
