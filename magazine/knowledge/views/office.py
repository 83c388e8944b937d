"""The literature in the back office: a new entry by its DOI, and why one that is cited stays."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from magazine.knowledge.actions import add_by_doi
from magazine.knowledge.cited import citing_pages
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


def refused_deletion(request: HttpRequest, references: list[Reference]) -> HttpResponse | None:
    """Return the page that says where these entries are cited and that they stay, or nothing if none of them is."""
    cited = [(reference, pages) for reference in references if (pages := citing_pages(reference))]
    if not cited:
        return None
    back = reverse(Reference.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, "magazine/knowledge/office_cited.html", {"cited": cited, "back_url": back}, status=status)


def edit_url(reference: Reference) -> str:
    """Return where an entry is edited."""
    return reverse(Reference.snippet_viewset.get_url_name("edit"), args=[reference.pk])  # type: ignore[attr-defined]
