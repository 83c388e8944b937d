"""Leaving for good, and changing one's mind."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kko.accounts.actions import ErasureError, ask_erasure, cancel_erasure
from kko.accounts.forms import ErasureForm
from kko.accounts.models import Erasure
from kko.accounts.slots import erasure_plan


@never_cache
@login_required
@reauthentication_required(allow_get=True)
def erasure(request: HttpRequest) -> HttpResponse:
    """What goes and what stays, in words; the confirmation begins the fourteen days."""
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_erasure(by=request.user)
        except ErasureError as error:
            form.add_error(None, str(error))
        else:
            return redirect("accounts:erasure")
    asked = Erasure.objects.filter(user=request.user).first()
    context = {"form": form, "erasure": asked, "plan": [] if asked else erasure_plan(request.user)}
    return render(request, "accounts/erasure.html", context)


@require_POST
@login_required
def stay(request: HttpRequest) -> HttpResponse:
    """A signed-in member changes their mind."""
    asked = Erasure.objects.filter(user=request.user).first()
    if asked is not None:
        _cancel(request, asked)
    return redirect("accounts:overview")


@never_cache
def cancellation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter: one button, no signing in. Asking changes nothing, programs that read mail ask too."""
    asked = Erasure.objects.of_token(token).first()
    if request.method == "POST" and asked is not None:
        _cancel(request, asked)
        return redirect("catalogue:list")
    status = 200 if asked else 404
    return render(request, "accounts/erasure_cancel.html", {"erasure": asked}, status=status)


def _cancel(request: HttpRequest, asked: Erasure) -> None:
    try:
        cancel_erasure(erasure=asked, by=request.user if request.user.is_authenticated else None)
    except ErasureError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Nothing is deleted. We are glad that you stay."))
