"""What members agree to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kko.accounts.actions import agree, withdraw_consent
from kko.accounts.choices import ConsentKind
from kko.accounts.forms import ConsentForm
from kko.accounts.models import ConsentText
from kko.addresses import next_address


@never_cache
@login_required
def consent(request: HttpRequest) -> HttpResponse:
    """The wordings in force: the terms are needed, taking part in mapping is a wish."""
    texts = {kind.value: ConsentText.objects.of_kind(kind).marked_for(request.user).first() for kind in ConsentKind}
    form = ConsentForm(request.POST or None, texts=texts)
    onward = next_address(request, reverse("accounts:overview"))
    if request.method == "POST" and form.is_valid():
        for kind in form.agreed_kinds():
            agree(user=request.user, kind=kind)
        messages.success(request, _("Thank you. You will find what you agreed to in My data."))
        return redirect(onward)
    context = {"form": form, "terms": texts[ConsentKind.TERMS], "mapping": texts[ConsentKind.MAPPING]}
    return render(request, "accounts/consent.html", {**context, "next": onward})


@require_POST
@login_required
def withdrawal(request: HttpRequest, kind: str) -> HttpResponse:
    """Withdraw what was agreed to; what follows stands beside the button."""
    if kind in ConsentKind.values and withdraw_consent(user=request.user, kind=kind):
        messages.success(request, _("Your consent is withdrawn."))
    return redirect("accounts:data")
