"""A new entry of the literature by its DOI, in the back office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from magazine.knowledge.actions import add_by_doi
from magazine.knowledge.doi import DoiError
from magazine.knowledge.forms import DoiForm
from magazine.knowledge.permissions import can_edit_library
from magazine.models import Reference


def reference_by_doi(request: HttpRequest) -> HttpResponse:
    """Ask for a DOI, fetch what is registered under it and go on to the entry; what was typed stays on an error."""
    if not can_edit_library(request.user):
        raise PermissionDenied
    form = DoiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reference = add_by_doi(doi=form.cleaned_data["doi"])
        except DoiError as error:
            form.add_error("doi", str(error))
        except ValidationError as error:
            form.add_error("doi", " ".join(error.messages))
        else:
            messages.success(request, _("Filled in from doi.org. Please look it through and save."))
            return redirect(edit_url(reference))
    present = form.present
    context = {
        "form": form,
        "present_url": edit_url(present) if present else "",
        "by_hand_url": reverse(Reference.snippet_viewset.get_url_name("add")),  # type: ignore[attr-defined]
    }
    return render(request, "magazine/knowledge/office_doi.html", context)


def edit_url(reference: Reference) -> str:
    """Return where an entry is edited."""
    return reverse(Reference.snippet_viewset.get_url_name("edit"), args=[reference.pk])  # type: ignore[attr-defined]
