"""What happens when somebody in the back office publishes what is not ready."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from magazine.models.readiness import NotReady


class NotReadyMiddleware:
    """Leads to the editor of the page with the reasons, whichever of Wagtail's buttons was pressed elsewhere."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotReady):
            return None
        messages.error(request, _("Nothing was published. %(reasons)s") % {"reasons": exception})
        address = reverse("wagtailadmin_pages:edit", args=[exception.page_id])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # Wagtail's dialogues go where they are told
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)
