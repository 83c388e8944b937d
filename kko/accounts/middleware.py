"""Guards that stand before the views."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kko.accounts.choices import ConsentKind
from kko.accounts.models import Consent, ConsentText


class StaffSecondFactorMiddleware:
    """Where ``STAFF_SECOND_FACTOR`` holds (production), the back office opens only to a second factor.

    What staff may do outside of it ``has_role`` decides.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.STAFF_SECOND_FACTOR
            and request.path.startswith("/admin/")
            and request.user.is_authenticated
            and not request.user.has_second_factor
        ):
            messages.warning(request, _("The back office needs a second factor. Please add a passkey or an app."))
            return redirect("mfa_index")
        return self.get_response(request)


class PersonalPagesMiddleware:
    """What members see under their own address is kept by no browser and no proxy: the next person presses Back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asked before the view, which may sign out or change the language.
        is_personal = request.path.startswith(reverse("accounts:overview")) and request.user.is_authenticated
        response = self.get_response(request)
        if is_personal:
            add_never_cache_headers(response)
        return response


class ConsentMiddleware:
    """Member pages open to those who agreed to the terms in force; who has not is asked, and comes back.

    What is held about a person, and the way out, are never shut. A form that was filled in when the wording
    changed still arrives: nothing typed is lost, the next page asks. Who agrees to no wording at all sends nothing.
    """

    OPEN = frozenset({"data", "download", "consent", "consent_withdrawal", "erasure", "erasure_stay", "erasure_cancel"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.path.startswith(reverse("accounts:overview")):
            return None
        match = request.resolver_match
        is_open = match is not None and match.namespaces == ["accounts"] and match.url_name in self.OPEN
        if is_open or not request.user.is_authenticated:
            return None
        terms = ConsentText.objects.of_kind(ConsentKind.TERMS).marked_for(request.user).first()
        if terms is None or terms.agreed:
            return None
        if request.method in {"GET", "HEAD"}:
            return _to_consent(request.get_full_path())
        if Consent.objects.standing().filter(user=request.user, text__kind=ConsentKind.TERMS).exists():
            return None
        return _to_consent(reverse("accounts:overview"))  # the page that was sent may have no GET to come back to


def _to_consent(onward: str) -> HttpResponse:
    return redirect(f"{reverse('accounts:consent')}?{urlencode({'next': onward})}")
