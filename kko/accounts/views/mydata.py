"""Everything held about a member, to read and to take away."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kko.accounts.choices import ConsentKind
from kko.accounts.models import Consent, ConsentText
from kko.accounts.packing import zipped
from kko.accounts.slots import my_data, my_data_files


@never_cache
@login_required
def data(request: HttpRequest) -> HttpResponse:
    """What is held, in words; the consents with their withdrawal; the ways to a copy and to an end."""
    standing = Consent.objects.standing().filter(user=request.user).select_related("text").order_by("text__kind")
    kinds = {consent.text.kind for consent in standing}
    open_kinds = ConsentText.objects.exclude(kind__in=kinds).values_list("kind", flat=True).distinct().order_by("kind")
    offered = [ConsentKind(kind).label for kind in open_kinds]
    context = {"consents": standing, "offered": offered, "erasure": getattr(request.user, "erasure", None)}
    return render(request, "accounts/data.html", context)


@never_cache
@require_POST
@login_required
@reauthentication_required
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The copy as a ZIP, written while it is sent: neither the disk nor the memory holds it whole."""
    files = my_data_files(my_data(request.user))
    response = StreamingHttpResponse(zipped(files), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="moje-udaje-{timezone.localdate():%Y-%m-%d}.zip"'
    return response
