"""The verbs of the library."""

import json
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail_localize.models import TranslationSource

from catalogue.actions.erasure import going_with
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from kko.moderation.actions import release_thing
from kko.pages import drop_pages
from kko.search.actions import index_documents, remove_documents
from kko.search.folding import says_name
from magazine.knowledge.doi import look_up
from magazine.knowledge.links import Verdict, probe, settled
from magazine.knowledge.search import DOCUMENTS, REFERENCE
from magazine.models import CaseStudyPage, GuidePage, OutsideLink, Reference, StudyTalk
from magazine.models.links import Linked

RETRY_AFTER, AGAIN_AFTER = timedelta(hours=22), timedelta(days=30)
MOST_SECONDS = 60.0
# Whom we talked to, once they are forgotten. Without any sign the page could not be saved any more.
NOBODY = {"person": "—", "has_consented": False, "visibility": Visibility.CURATORS.value}
A_HOST_A_RUN = 2
CHECKED = "magazine.guide_checked"  # in the history of the page
# So many silent links, and not one that answers, say more about our own network than about theirs.
OUTAGE_FROM = 3


class CannotCheck(Exception):
    """The guide cannot be noted as checked; the text says why, for the person who asked."""


@transaction.atomic
def check_guide(*, guide: GuidePage, by: User) -> GuidePage:
    """Note that somebody has compared the guide with its sources today, and publish it so; returns it.

    The day stands in a revision of its own. Raises ``CannotCheck`` while the guide is no longer public, is locked or
    has changes that wait: publishing today's day would publish or bury them. ``NotReady`` when it lacks something.
    """
    fresh = GuidePage.objects.select_for_update(of=("self",)).get(pk=guide.pk)
    if not fresh.live:
        raise CannotCheck(_("The guide is not public any more."))
    if fresh.has_unpublished_changes or fresh.current_workflow_state:
        raise CannotCheck(_("The guide has changes that are not published. Set the day among them and publish both."))
    if (lock := fresh.get_lock()) and lock.for_user(by):
        raise CannotCheck(_("Somebody has locked the guide. Ask them first."))
    fresh.checked_on = timezone.localdate()
    fresh.save_revision(user=by, log_action=CHECKED).publish(user=by)
    release_thing(thing=f"magazine.guidepage:{fresh.pk}")
    return fresh


@transaction.atomic
def reindex(*, kind: str, ids: Iterable[int]) -> int:
    """Make the search say what these pages or references say now; returns how many of them are public."""
    wanted = list(ids)
    found = list(DOCUMENTS[kind](wanted))
    public = {document.object_id for document in found}
    index_documents(documents=found)
    remove_documents(kind=kind, object_ids=[pk for pk in wanted if pk not in public])
    return len(public)


@transaction.atomic
def forget(*, kind: str, ids: Iterable[int]) -> int:
    """Take these out of the search, whatever their rows say; returns how many stood in it."""
    return remove_documents(kind=kind, object_ids=ids)


def names_of(user: User) -> set[str]:
    """Return the names under which case studies may know this person: nothing else ties a talk to an account."""
    return {user.name, *going_with(user).values_list("name", flat=True)}


@transaction.atomic
def erase_talks(user: User) -> None:
    """Take the person's name out of whom we talked to, in every edit as well (fills ``KKO_ERASERS``).

    Stands before the catalogue's own eraser, which takes the profiles that tell under which names to look. The day
    stays: it says where the study has its facts from.
    """
    names = names_of(user)
    if StudyTalk.objects.naming(names).update(**NOBODY):
        drop_pages()
    kind = ContentType.objects.get_for_model(CaseStudyPage)
    for revision in Revision.objects.filter(content_type=kind).only("content").order_by("pk").iterator(chunk_size=100):
        if _unnamed(revision.content, names):
            revision.save(update_fields=["content"])
    for source in TranslationSource.objects.filter(specific_content_type=kind).order_by("pk"):
        content = json.loads(source.content_json)
        if _unnamed(content, names):
            source.content_json = json.dumps(content)
            source.save(update_fields=["content_json"])


def _unnamed(content: dict[str, Any], names: set[str]) -> bool:
    """Take the names out of the talks of a stored study; whether there were any."""
    told = [talk for talk in content.get("talks", []) if any(says_name(talk["person"], name) for name in names)]
    for talk in told:
        talk |= NOBODY
    return bool(told)


def add_by_doi(*, doi: str) -> Reference:
    """Return a new reference with what is registered under ``doi``, a normal form.

    Raises ``DoiError`` (``UnknownDoi``, ``DoiSilent``), and ``ValidationError`` where it stands in the library already.
    """
    reference = look_up(doi)  # outside the transaction, which would hold SQLite's lock while doi.org thinks
    reference.full_clean()
    with transaction.atomic():
        reference.save()
        reindex(kind=REFERENCE, ids=[reference.pk])
    return reference


def check_links() -> str:
    """Try the links of literature and pages that are due; says how many were tried and how many are dead.

    A few an hour and two of a host.

    Each is claimed before it is tried, so two processes do not try the same. Where several stay silent and none
    answers, nothing is recorded: it is our own network.
    """
    if not settings.KKO_LINK_CHECKS:
        return ""
    until = time.monotonic() + MOST_SECONDS
    found: list[tuple[Linked, Verdict]] = []
    for carrier in _due():
        if time.monotonic() > until:
            break
        if _claimed(carrier):
            found.append((carrier, probe(carrier.link)))
    if len(found) >= OUTAGE_FROM and all(verdict.is_silent for _carrier, verdict in found):
        return "no link answered, nothing was recorded"
    dead = sum(_recorded(carrier, verdict) for carrier, verdict in found)
    return f"{len(found)} links tried, {dead} dead" if found else ""


def _due() -> list[Linked]:
    """The links due now, at most ``KKO_LINKS_AN_HOUR``, of one host at most ``A_HOST_A_RUN``."""
    now = timezone.now()
    since = {"retry_before": now - RETRY_AFTER, "again_before": now - AGAIN_AFTER}
    most = settings.KKO_LINKS_AN_HOUR * 5
    due: list[Linked] = [*Reference.objects.due(**since)[:most], *OutsideLink.objects.due(**since)[:most]]
    due.sort(key=lambda one: (one.link_checked_at is not None, one.link_checked_at or now))
    chosen: list[Linked] = []
    of_host: dict[str, int] = {}
    for one in due:
        host = one.link.split("/")[2] if "//" in one.link else ""
        of_host[host] = of_host.get(host, 0) + 1
        if of_host[host] <= A_HOST_A_RUN and len(chosen) < settings.KKO_LINKS_AN_HOUR:
            chosen.append(one)
    return chosen


def _claimed(carrier: Linked) -> bool:
    same = type(carrier)._default_manager.filter(pk=carrier.pk, link_checked_at=carrier.link_checked_at)
    return bool(same.update(link_checked_at=timezone.now()))


def _recorded(carrier: Linked, verdict: Verdict) -> bool:
    """Write down what a try found, unless the link was changed meanwhile; whether it is dead."""
    state, failures = settled(verdict, carrier.link_failures)
    now = timezone.now()
    same = type(carrier)._default_manager.filter(**carrier.same_link())
    same.update(
        link_state=state, link_failures=failures, link_note=verdict.note, link_checked_at=now,
        link_failing_since=(carrier.link_failing_since or now) if failures else None,
    )  # fmt: skip
    return state == state.DEAD
