"""How others see a member."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kko.accounts.actions import set_name
from kko.accounts.forms import NameForm


@never_cache
@login_required
def name(request: HttpRequest) -> HttpResponse:
    """The name of the account: where others see it, and how it reads now."""
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        set_name(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Saved. This is how others see you from now on."))
        return redirect("accounts:name")
    return render(request, "accounts/name.html", {"form": form, "seen_as": str(request.user)})
