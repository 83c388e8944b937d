"""Several submitted records decided together, each for itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.models import Revision

from kko.accounts.models import User
from kko.accounts.permissions import can_use_desk
from kko.moderation.actions import decide_each
from kko.moderation.forms import BulkForm, languages_of
from kko.moderation.models import Publishable, with_states

MOST_CHOSEN = 100
CHOSEN = re.compile(r"([a-z_]+\.[a-z_]+):([0-9]{1,18}):([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class Chosen:
    """A record as it was ticked: the revision that was listed, and whether just that still waits."""

    value: str
    record: Publishable
    revision: Revision
    waits: bool

    @property
    def review_url(self) -> str:
        return reverse("desk_review", args=[self.record._meta.label_lower, self.record.pk])


def bulk(request: HttpRequest) -> HttpResponse:
    """What will happen to the ticked records; then what became of each."""
    if not can_use_desk(request.user):
        raise PermissionDenied
    wanted = _wanted(request.POST.getlist("chosen"))
    if request.method != "POST" or not wanted:
        return redirect("desk")
    chosen = _chosen(wanted)
    readers = languages_of(_owners(chosen))
    if "insert" in request.POST:
        form = BulkForm.inserted(request.POST, readers)
    else:
        form = BulkForm(request.POST if "verdict" in request.POST else None, readers=readers)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        outcomes = decide_each(verdict=data["verdict"], chosen=wanted, by=request.user, note=form.note_value)
        done = sum(outcome.done for outcome in outcomes)
        context = {"outcomes": outcomes, "done": done, "verdict": data["verdict"]}
        return render(request, "moderation/bulk_done.html", context)
    return render(request, "moderation/bulk.html", {"chosen": chosen, "form": form})


def _wanted(values: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return model, id and revision of what was ticked; of reviewed models only, each once."""
    reviewed = {apps.get_model(label)._meta.label_lower for label in settings.KKO_REVIEWED_MODELS}
    found = [match.groups() for value in dict.fromkeys(values) if (match := CHOSEN.fullmatch(value))]
    return [(label, int(pk), int(revision)) for label, pk, revision in found if label in reviewed][:MOST_CHOSEN]


def _chosen(wanted: list[tuple[str, int, int]]) -> list[Chosen]:
    """Return what is ticked with its records and revisions: as many queries for one as for a hundred."""
    revisions = (
        Revision.objects.select_related("user").defer("content").in_bulk([revision for _label, _pk, revision in wanted])
    )
    records: dict[tuple[str, int], Publishable] = {}
    for label in {label for label, _pk, _revision in wanted}:
        ids = [pk for one, pk, _revision in wanted if one == label]
        of_model = apps.get_model(label)._default_manager.filter(pk__in=ids)
        records |= {(label, record.pk): record for record in with_states(of_model)}
    return [
        Chosen(
            value=f"{label}:{pk}:{revision}",
            record=records[label, pk],
            revision=revisions[revision],
            waits=_waits(records[label, pk], revision),
        )
        for label, pk, revision in wanted
        if (label, pk) in records and revision in revisions
    ]


def _waits(record: Publishable, revision_id: int) -> bool:
    state = record.current_workflow_state
    task_state = state.current_task_state if state is not None else None
    return bool(task_state and task_state.status == "in_progress" and task_state.revision_id == revision_id)


def _owners(chosen: list[Chosen]) -> list[User]:
    return [one.revision.user for one in chosen if one.revision.user is not None]
