"""The desk: what waits for a curator, and the review of one record."""

from django.apps import apps
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Revision

from kko.accounts.choices import Role
from kko.accounts.permissions import can_use_desk, has_role
from kko.mail.actions import CannotSettle, settle_message
from kko.mail.models import Message
from kko.moderation import actions
from kko.moderation.comparison import changes
from kko.moderation.forms import LetterForm, ReportForm, ReviewForm
from kko.moderation.models import Publishable, Report
from kko.moderation.permissions import can_review_record
from kko.moderation.slots import desk_queues

REPORTS_AN_HOUR = 5


def desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits, oldest first."""
    if not can_use_desk(request.user):
        raise PermissionDenied
    queues = desk_queues(request.user)
    return render(
        request,
        "moderation/desk.html",
        {"queues": queues, "count": sum(len(queue.waiting) for queue in queues)},
    )


def review(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """One record beside what is public: approve it, return it with a note, or decline it."""
    record = _record(model, pk)
    if not can_review_record(request.user, record):
        raise PermissionDenied
    waiting = record.waiting_revision
    form = ReviewForm(request.POST or None, initial={"revision_id": waiting.pk if waiting else None})
    if request.method == "POST" and form.is_valid() and _decide(request, record, form):
        return redirect(get_valid_next_url_from_request(request) or "desk")
    return render(request, "moderation/review.html", _review_context(record, form))


def _review_context(record: Publishable, form: ReviewForm) -> dict[str, object]:
    waiting = record.waiting_revision
    draft = waiting.as_object() if waiting else None
    return {
        "record": record,
        "draft": draft,
        "waiting": waiting,
        "form": form,
        "changes": changes(record if record.live else None, draft) if draft else [],
        "links": _back_office_links(record, waiting),
    }


def _back_office_links(record: Publishable, waiting: Revision | None) -> list[tuple[str, str]]:
    """Return label and address of what Wagtail has about the record; nothing for models without a viewset."""
    viewset = getattr(type(record), "snippet_viewset", None)
    if viewset is None:
        return []
    links = [
        (_("History"), reverse(viewset.get_url_name("history"), args=[record.pk])),
        (_("Edit"), reverse(viewset.get_url_name("edit"), args=[record.pk])),
    ]
    if waiting is not None:
        page = reverse(viewset.get_url_name("revisions_view"), args=[record.pk, waiting.pk])
        links.insert(0, (_("See it as a page"), page))
    if waiting is not None and record.live_revision_id:
        compared = [record.pk, record.live_revision_id, waiting.pk]
        links.append((_("Compare all fields"), reverse(viewset.get_url_name("revisions_compare"), args=compared)))
    return links


def _record(model: str, pk: int) -> Publishable:
    try:
        found = apps.get_model(model)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(found, Publishable):
        raise Http404
    return get_object_or_404(found, pk=pk)


def _decide(request: HttpRequest, record: Publishable, form: ReviewForm) -> bool:
    """Carry out the verdict; a refusal is told beside the form, with the note kept."""
    data = form.cleaned_data
    common = {"record": record, "revision_id": data["revision_id"], "by": request.user, "note": data["note"]}
    try:
        if data["verdict"] == ReviewForm.APPROVE:
            actions.approve_record(**common)
            messages.success(request, _("“%(name)s” is public.") % {"name": record})
        elif data["verdict"] == ReviewForm.RETURN:
            actions.return_record(**common)
            messages.success(request, _("“%(name)s” went back to its owner with your note.") % {"name": record})
        else:
            actions.decline_record(**common)
            messages.success(request, _("“%(name)s” was declined; the owner knows why.") % {"name": record})
    except actions.PublicationError as error:
        form.add_error(None, str(error))
        return False
    return True


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
            messages.success(request, _("The letter is settled."))
            return redirect("desk")
    return render(request, "moderation/letter.html", {"letter": message, "form": form})


@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """ "Něco tu nefunguje?": a visitor tells what; a few an hour from one address are enough."""
    initial = {"address": request.GET.get("odkud", "/")[:500], "opened": ReportForm.stamp()}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if _too_many(request):
            form.add_error(None, _("We have had several reports from you within an hour. Please try again later."))
        else:
            form.save()
            return redirect("moderation:report_thanks")
    if form.is_bound:  # a new stamp, so that sending it once more works
        form.data = {**form.data.dict(), "opened": ReportForm.stamp()}
    return render(request, "moderation/report.html", {"form": form})


def _too_many(request: HttpRequest) -> bool:
    key = f"reports:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) > REPORTS_AN_HOUR


def report_thanks(request: HttpRequest) -> HttpResponse:
    """The word of thanks, at an address of its own so that reloading sends nothing."""
    return render(request, "moderation/report_thanks.html")


def report_on_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One report of a visitor: read it and settle it."""
    if not can_use_desk(request.user):
        raise PermissionDenied
    found = get_object_or_404(Report, pk=pk)
    if request.method == "POST":
        actions.settle_report(report=found, by=request.user)
        messages.success(request, _("The report is settled."))
        return redirect("desk")
    return render(request, "moderation/report_on_desk.html", {"report": found})
