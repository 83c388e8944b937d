"""One record: what waits of it, and what has happened to it."""

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from kko.addresses import next_address
from kko.moderation import actions
from kko.moderation.comparison import changes
from kko.moderation.forms import ReviewForm, languages_of
from kko.moderation.history import history_of
from kko.moderation.models import Assignment, Publishable, key_of
from kko.moderation.permissions import can_review_record
from kko.moderation.slots import Queue, each_queue, review_panels
from kko.moderation.views.desk import neighbours

RECENT = 5


def review(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """One record beside what is public: approve it, return it with a note, or decline it."""
    record = _record(request, model, pk)
    waiting = record.waiting_revision
    before, after = neighbours(_queue_of(request, record) if waiting else None, key_of(record))
    readers = languages_of(record.owners())
    initial = {"revision_id": waiting.pk if waiting else None}
    if "insert" in request.POST:
        form = ReviewForm.inserted(request.POST, readers, initial=initial)
    else:
        form = ReviewForm(request.POST or None, readers=readers, initial=initial)
        if request.method == "POST" and form.is_valid() and _decide(request, record, form):
            onward = after.url if after and "fronta" in request.GET else "desk"
            return redirect(next_address(request, onward))
    return render(
        request, "moderation/review.html", {**_context(request, record, form), "before": before, "after": after}
    )


def history(request: HttpRequest, model: str, pk: int) -> HttpResponse:
    """What has happened to a record: who, when, what."""
    record = _record(request, model, pk)
    context = {
        "record": record,
        "events": history_of(record),
        "key": key_of(record),
        "holder": Assignment.objects.holder(key_of(record)),
        "links": _back_office_links(record, record.waiting_revision),
        "review_url": reverse("desk_review", args=[record._meta.label_lower, record.pk]),
    }
    return render(request, "moderation/history.html", context)


def _queue_of(request: HttpRequest, record: Publishable) -> Queue | None:
    """Return the queue in which the record waits; the later, costlier ones are not even asked."""
    wanted, key = request.GET.get("fronta", ""), key_of(record)
    for queue in each_queue(request.user):
        if wanted in ("", queue.key) and any(one.key == key for one in queue.waiting):
            return queue
    return None


def _context(request: HttpRequest, record: Publishable, form: ReviewForm) -> dict[str, object]:
    record = type(record)._default_manager.get(pk=record.pk) if form.is_bound else record
    waiting = record.waiting_revision
    draft = waiting.as_object() if waiting else None
    return {
        "record": record,
        "draft": draft,
        "waiting": waiting,
        "form": form,
        "changes": changes(record if record.live else None, draft) if draft else [],
        "panels": review_panels(record, request.user) if draft else [],
        "events": history_of(record)[:RECENT],
        "key": key_of(record),
        "holder": Assignment.objects.holder(key_of(record)),
        "links": _back_office_links(record, waiting),
        "history_url": reverse("desk_history", args=[record._meta.label_lower, record.pk]),
    }


def _back_office_links(record: Publishable, waiting: Revision | None) -> list[tuple[str, str]]:
    """Return label and address of what Wagtail has about the record; nothing for models without a viewset."""
    viewset = getattr(type(record), "snippet_viewset", None)
    if viewset is None:
        return []
    links = [
        (_("Revisions"), reverse(viewset.get_url_name("history"), args=[record.pk])),
        (_("Edit"), reverse(viewset.get_url_name("edit"), args=[record.pk])),
    ]
    if waiting is not None:
        page = reverse(viewset.get_url_name("revisions_view"), args=[record.pk, waiting.pk])
        links.insert(0, (_("See it as a page"), page))
    if waiting is not None and record.live_revision_id:
        compared = [record.pk, record.live_revision_id, waiting.pk]
        links.append((_("Compare all fields"), reverse(viewset.get_url_name("revisions_compare"), args=compared)))
    return links


def _record(request: HttpRequest, model: str, pk: int) -> Publishable:
    """Return the reviewed record. Raises ``Http404``, and ``PermissionDenied`` for who is no curator."""
    try:
        found = apps.get_model(model)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(found, Publishable):
        raise Http404
    record = get_object_or_404(found, pk=pk)
    if not can_review_record(request.user, record):
        raise PermissionDenied
    return record


def _decide(request: HttpRequest, record: Publishable, form: ReviewForm) -> bool:
    """Carry out the verdict; a refusal is told beside the form, with the note kept."""
    data = form.cleaned_data
    name = record.get_latest_revision_as_object()
    common = {"record": record, "revision_id": data["revision_id"], "by": request.user, "note": data["note"]}
    try:
        if data["verdict"] == ReviewForm.APPROVE:
            actions.approve_record(**common)
            messages.success(request, _("“%(name)s” is public.") % {"name": name})
        elif data["verdict"] == ReviewForm.RETURN:
            actions.return_record(**common)
            messages.success(request, _("“%(name)s” went back to its owner with your note.") % {"name": name})
        else:
            actions.decline_record(**common)
            messages.success(request, _("“%(name)s” was declined; the owner knows why.") % {"name": name})
    except actions.PublicationError as error:
        form.add_error(None, str(error))
        return False
    return True
