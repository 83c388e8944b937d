"""Where a form leads on, as its page asked."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request: HttpRequest, otherwise: str) -> str:
    """Return the address of ours that ``next`` of the form or the link says, else ``otherwise``.

    Words that are no path are none: ``redirect`` would look for a page of that name.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else otherwise
