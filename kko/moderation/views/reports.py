"""Reports: a visitor tells what is wrong, a curator settles it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kko.accounts.limits import is_within, visitor_of
from kko.accounts.permissions import can_use_desk
from kko.moderation import actions
from kko.moderation.addresses import record_of
from kko.moderation.choices import ReportKind
from kko.moderation.forms import AnswerForm, ReportForm
from kko.moderation.models import Assignment, Publishable, Report, key_of

REPORTS_AN_HOUR = 5


@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """ "Něco tu nefunguje?": a visitor tells what; a few an hour from one address are enough.

    ``?odkud=`` is the page it is about, ``?co=profil`` says that a profile stands there.
    """
    about = request.GET.get("co", "")[:20]
    initial = {"address": request.GET.get("odkud", "/")[:500], "about": about, "opened": ReportForm.stamp()}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if not is_within(about=f"report {visitor_of(request)}", most=REPORTS_AN_HOUR):
            form.add_error(None, _("We have had several reports from you within an hour. Please try again later."))
        else:
            form.save()
            return redirect("moderation:report_thanks")
    if form.is_bound:  # a new stamp, so that sending it once more works
        form.data = {**form.data.dict(), "opened": ReportForm.stamp()}
    return render(request, "moderation/report.html", {"form": form, "record": form.public_record()})


def report_thanks(request: HttpRequest) -> HttpResponse:
    """The word of thanks, at an address of its own so that reloading sends nothing."""
    return render(request, "moderation/report_thanks.html")


def report_on_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One report of a visitor: read it, settle it with an answer or without, archive what has closed."""
    if not can_use_desk(request.user):
        raise PermissionDenied
    found = get_object_or_404(Report.objects.select_related("settled_by"), pk=pk)
    record = record_of(found.thing)
    readers = [found.language]
    if "insert" in request.POST:
        form = AnswerForm.inserted(request.POST, readers)
    else:
        form = AnswerForm(request.POST if request.method == "POST" else None, readers=readers)
        if request.method == "POST" and form.is_valid():
            _settle(request, found, record, form)
            return redirect("desk")
    return render(request, "moderation/report_on_desk.html", _context(found, record, form))


def _settle(request: HttpRequest, found: Report, record: Publishable | None, form: AnswerForm) -> None:
    archives = form.cleaned_data.get("verdict") == AnswerForm.ARCHIVE and record is not None
    if archives and found.kind == ReportKind.CLOSED and found.settled_at is None:
        actions.archive_reported(report=found, record=record, by=request.user, answer=form.note_value)
        messages.success(request, _("“%(name)s” is archived and the report settled.") % {"name": record})
    else:
        actions.settle_report(report=found, by=request.user, answer=form.note_value)
        messages.success(request, _("The report is settled."))


def _context(found: Report, record: Publishable | None, form: AnswerForm) -> dict[str, object]:
    arguments = [record._meta.label_lower, record.pk] if record else []
    return {
        "report": found,
        "history_url": reverse("desk_history", args=arguments) if record else "",
        "review_url": reverse("desk_review", args=arguments) if record else "",
        "record": record,
        "form": form,
        "key": key_of(found),
        "holder": Assignment.objects.holder(key_of(found)),
        "can_archive": bool(record and record.live and found.kind == ReportKind.CLOSED),
    }
