"""The library in the back office: a new entry of the literature by its DOI, why one that is cited stays, and the check
of a guide."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kko.addresses import next_address
from magazine.knowledge.actions import CannotCheck, add_by_doi, check_guide
from magazine.knowledge.cited import citing_pages
from magazine.knowledge.doi import DoiError
from magazine.knowledge.forms import DoiForm
from magazine.knowledge.permissions import can_check_guide, can_edit_library
from magazine.models import GuidePage, Reference


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


def guide_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The sources of a guide side by side with its steps, and a button that says: compared today, it holds."""
    guide = get_object_or_404(GuidePage.objects.live(), pk=pk)
    if not can_check_guide(request.user, guide):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "magazine/knowledge/office_guide.html", {"guide": guide})
    try:
        check_guide(guide=guide, by=request.user)
    except CannotCheck as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_pages:edit", guide.pk)
    messages.success(request, _("“%(title)s” says from now on that it was checked today.") % {"title": guide.title})
    return redirect(next_address(request, "desk"))


def edit_url(reference: Reference) -> str:
    """Return where an entry is edited."""
    return reverse(Reference.snippet_viewset.get_url_name("edit"), args=[reference.pk])  # type: ignore[attr-defined]
