"""Projects and what visitors tell of them: the search that follows, tips, and their settlement."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.choices import ProjectState, TipKind, TipVerdict
from catalogue.emails.projects import send_tip_settled
from catalogue.models import Output, OutputUse, Project, ProjectTip
from catalogue.search.projects import OUTPUT_KIND, PROJECT_KIND, output_documents, project_documents
from kko.accounts.actions import addresses_of
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import release_thing
from kko.moderation.models import key_of
from kko.search.actions import index_documents, remove_documents
from kko.search.documents import Document


class TipError(Exception):
    """The tip cannot be settled like that; the text is for the curator."""


@transaction.atomic
def relist_projects(*, ids: Iterable[int]) -> int:
    """Make the search say what the rows of ``ids`` and of their outputs say now; returns how many are public."""
    wanted = list(ids)
    found = list(project_documents(wanted))
    outputs = list(Output.objects.filter(project__in=wanted).values_list("pk", flat=True))
    _index(PROJECT_KIND, wanted, found)
    _index(OUTPUT_KIND, outputs, list(output_documents(outputs)))
    return len(found)


@transaction.atomic
def take_up_project(*, tip: ProjectTip, by: User, answer: str = "") -> Project:
    """Make a draft of a tip about a missing project and return it; the sender is told. Raises ``TipError``."""
    tip = _open(tip, TipKind.PROJECT)
    project = Project(
        name_cs=tip.title, aim_cs=tip.text, web=tip.link, starts_in=tip.year, live=False,
        state=ProjectState.FINISHED if tip.year and tip.year < timezone.localdate().year else ProjectState.RUNNING,
        source=_("tip of a visitor"), sourced_on=timezone.localdate(),
    )  # fmt: skip
    project.save()
    project.save_revision(user=by, changed=True, clean=False)
    tip.project = project
    _settle(tip, TipVerdict.ACCEPTED, by, answer)
    return project


@transaction.atomic
def take_up_use(*, tip: ProjectTip, by: User, values: dict[str, Any], answer: str = "") -> OutputUse:
    """Show on the output who used it, with ``values`` as the curator has them; the sender is told.

    Raises ``TipError``.
    """
    tip = _open(tip, TipKind.USE)
    if tip.output is None:  # the database sees to it that a use names its output
        raise TipError(_("This cannot be done with such a tip."))
    use = OutputUse.objects.create(output=tip.output, language=tip.language, **values)
    _settle(tip, TipVerdict.ACCEPTED, by, answer)
    return use


@transaction.atomic
def take_up_addition(*, tip: ProjectTip, by: User, answer: str = "") -> None:
    """Settle a tip whose words the curator has written into the project; the sender is told. Raises ``TipError``."""
    tip = _open(tip, TipKind.ADDITION)
    _settle(tip, TipVerdict.ACCEPTED, by, answer)


@transaction.atomic
def decline_tip(*, tip: ProjectTip, by: User, answer: str = "") -> None:
    """Settle a tip that is not taken up; the sender, if there is an address, hears why. Raises ``TipError``."""
    tip = _open(tip)
    if tip.email and not answer.strip():
        raise TipError(_("Please write to the sender why you do not take it up."))
    _settle(tip, TipVerdict.DECLINED, by, answer)


def forget_tips() -> str:
    """Delete tips half a year after they were settled, unsettled ones after a year and a half. A chore."""
    count = ProjectTip.objects.to_forget(timezone.now()).delete()[0]
    return f"{count} tips about projects forgotten" if count else ""


def erase_tips(user: User) -> None:
    """Delete the tips sent from the addresses of ``user`` (fills ``KKO_ERASERS``); what was made of them stays."""
    for address in addresses_of(user):
        ProjectTip.objects.filter(email__iexact=address).delete()


@transaction.atomic
def delete_projects(*, projects: Iterable[Project] = (), outputs: Iterable[Output] = ()) -> int:
    """Delete projects and outputs for good, out of the search as well; returns how many."""
    gone, outputs = [project.pk for project in projects], list(outputs)
    changed = {output.project_id for output in outputs}
    count = len(gone)
    lost = [*outputs, *Output.objects.filter(project__in=gone)]
    remove_documents(kind=OUTPUT_KIND, object_ids=[output.pk for output in lost])
    for output in outputs:
        output.delete()
        count += 1
    for project in Project.objects.filter(pk__in=gone):
        for output in project.outputs.all():
            output.delete()
        project.delete()
    relist_projects(ids={*gone, *changed})
    return count


def _index(kind: str, wanted: list[int], found: list[Document]) -> None:
    listed = {document.object_id for document in found}
    index_documents(documents=found)
    remove_documents(kind=kind, object_ids=[pk for pk in wanted if pk not in listed])


def _open(tip: ProjectTip, kind: TipKind | None = None) -> ProjectTip:
    found = ProjectTip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if found.settled_at is not None:
        raise TipError(_("Somebody has settled this tip already."))
    if kind is not None and found.kind != kind:
        raise TipError(_("This cannot be done with such a tip."))
    return found


def _settle(tip: ProjectTip, verdict: TipVerdict, by: User, answer: str) -> None:
    tip.settled_at, tip.settled_by, tip.verdict = timezone.now(), by, verdict
    tip.answer = answer.strip() if tip.email else ""
    tip.save(update_fields=["settled_at", "settled_by", "verdict", "answer", "project"])
    if tip.email:
        send_tip_settled(tip=tip)
    release_thing(thing=key_of(tip))
    audit(verb=f"tip.{verdict}", by=by, on=tip, facts={"kind": tip.kind})
