"""What visitors tell the curators of projects, without an account, and what a curator makes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from catalogue.actions import projects as actions
from catalogue.choices import TipKind
from catalogue.forms.projects import TipForm, TipSettlementForm, UseForm
from catalogue.models import Output, Project, ProjectTip
from catalogue.permissions import can_settle_tip
from kko.accounts.limits import is_within, visitor_of
from kko.moderation.models import Assignment, key_of

TIPS_AN_HOUR = 5


@never_cache
def project_tip(request: HttpRequest) -> HttpResponse:
    """ "Víte o dalším projektu?": a project that is missing."""
    return _tip(request, ProjectTip(kind=TipKind.PROJECT))


@never_cache
def project_addition(request: HttpRequest, slug: str) -> HttpResponse:
    """Something to add to a public project, or to mend in it."""
    found = get_object_or_404(Project.objects.published(), slug=slug)
    return _tip(request, ProjectTip(kind=TipKind.ADDITION, project=found, title=found.name_cs))


@never_cache
def output_use(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Použili jsme to": who used a public output and what they say."""
    found = get_object_or_404(Output.objects.published().select_related("project"), pk=pk)
    return _tip(request, ProjectTip(kind=TipKind.USE, output=found))


def project_tip_thanks(request: HttpRequest) -> HttpResponse:
    """The word of thanks, at an address of its own so that reloading sends nothing."""
    return render(request, "catalogue/project_tip_thanks.html")


def _tip(request: HttpRequest, tip: ProjectTip) -> HttpResponse:
    tip.language = (get_language() or "cs")[:2]
    known = request.user.verified_email if request.user.is_authenticated else ""
    initial = {"email": known, "opened": TipForm.stamp()}
    form = TipForm(request.POST or None, initial=initial, instance=tip, kind=TipKind(tip.kind))
    if request.method == "POST" and form.is_valid():
        if is_within(about=f"project tip {visitor_of(request)}", most=TIPS_AN_HOUR):
            form.save()
            return redirect("catalogue:project_tip_thanks")
        form.add_error(None, _("We have had several tips from you within an hour. Please try again later."))
    if form.is_bound:  # a new stamp, so that sending it once more works
        form.data = {**form.data.dict(), "opened": TipForm.stamp()}
    return render(request, "catalogue/project_tip.html", {"form": form, "tip": tip})


def tip_on_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One tip: read it, take it up or decline it, with an answer to its sender."""
    if not can_settle_tip(request.user):
        raise PermissionDenied
    tip = get_object_or_404(ProjectTip.objects.select_related("project", "output__project", "settled_by"), pk=pk)
    sent = request.POST if request.method == "POST" and "insert" not in request.POST else None
    readers = [tip.language]
    if "insert" in request.POST:
        form = TipSettlementForm.inserted(request.POST, readers)
    else:
        form = TipSettlementForm(sent, readers=readers)
    use = UseForm(sent or _typed(request, tip), prefix="use") if tip.kind == TipKind.USE else None
    if sent is not None and form.is_valid() and (address := _settle(request, tip, form, use)):
        return redirect(address)
    return render(request, "catalogue/project_tip_on_desk.html", _context(tip, form, use))


def _typed(request: HttpRequest, tip: ProjectTip) -> dict[str, Any]:
    """What the curator has typed already, else what the sender wrote."""
    typed = {name: value for name, value in request.POST.items() if name.startswith("use-")}
    return typed or {"use-who": tip.title, "use-text": tip.text[:1000], "use-year": tip.year or ""}


def _settle(request: HttpRequest, tip: ProjectTip, form: TipSettlementForm, use: UseForm | None) -> str:
    """Carry out the verdict and return where to go; a refusal is told in the form, with all that was typed."""
    try:
        if form.cleaned_data["verdict"] == TipSettlementForm.DECLINE:
            actions.decline_tip(tip=tip, by=request.user, answer=form.note_value)
            messages.success(request, _("The tip is declined."))
            return "desk"
        return _take_up(request, tip, form.note_value, use)
    except actions.TipError as refusal:
        form.add_error("note" if not form.note_value and tip.email else None, str(refusal))
        return ""


def _take_up(request: HttpRequest, tip: ProjectTip, answer: str, use: UseForm | None) -> str:
    if tip.kind == TipKind.PROJECT:
        project = actions.take_up_project(tip=tip, by=request.user, answer=answer)
        messages.success(request, _("Here is the draft. Write the rest and publish it."))
        return project.get_edit_url()
    if use is not None:
        if not use.is_valid():
            return ""
        actions.take_up_use(tip=tip, by=request.user, values=use.cleaned_data, answer=answer)
        messages.success(request, _("It stands on the page of the project."))
        return "desk"
    actions.take_up_addition(tip=tip, by=request.user, answer=answer)
    messages.success(request, _("The tip is settled."))
    return "desk"


def _context(tip: ProjectTip, form: TipSettlementForm, use: UseForm | None) -> dict[str, Any]:
    about = tip.output.project if tip.output_id else tip.project
    key = key_of(tip)
    return {
        "tip": tip,
        "about": about,
        "form": form,
        "use": use,
        "key": key,
        "holder": Assignment.objects.holder(key),
    }
