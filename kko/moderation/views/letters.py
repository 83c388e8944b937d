"""Letters whose fate nobody knows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kko.accounts.choices import Role
from kko.accounts.permissions import has_role
from kko.mail.actions import CannotSettle, settle_message
from kko.mail.models import Message
from kko.moderation.actions import release_thing
from kko.moderation.forms import LetterForm
from kko.moderation.models import Assignment, key_of


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter whose fate nobody knows: say what became of it."""
    if not has_role(request.user, Role.ADMINISTRATOR):
        raise PermissionDenied
    message = get_object_or_404(Message.objects.unsettled(), pk=pk)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settle_message(message=message, outcome=form.cleaned_data["outcome"], by=request.user)
        except CannotSettle:
            messages.error(request, _("This cannot be said of the letter as it stands now."))
        else:
            release_thing(thing=key_of(message))
            messages.success(request, _("The letter is settled."))
            return redirect("desk")
    key = key_of(message)
    context = {"letter": message, "form": form, "key": key, "holder": Assignment.objects.holder(key)}
    return render(request, "moderation/letter.html", context)
