"""Guards that stand before the views."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class StaffSecondFactorMiddleware:
    """Where ``STAFF_SECOND_FACTOR`` holds (production), the back office opens only to a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            settings.STAFF_SECOND_FACTOR
            and request.path.startswith("/admin/")
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        ):
            messages.warning(request, _("The back office needs a second factor. Please add a passkey or an app."))
            return redirect("mfa_index")
        return self.get_response(request)
