"""Agreeing to a wording, withdrawing it, and giving out a new one."""

from django.db import transaction
from django.utils import timezone

from kko.accounts.actions.veils import lift_veil, veil
from kko.accounts.choices import ConsentKind
from kko.accounts.models import Consent, ConsentText, User
from kko.audit.actions import record


@transaction.atomic
def agree(*, user: User, kind: str) -> Consent | None:
    """Record that ``user`` agrees to the wording in force and return the consent; twice is once.

    ``None`` where nothing about this kind is in force. Agreeing to the terms anew brings the profiles back
    that withdrawing them had taken off the public pages.
    """
    text = ConsentText.objects.of_kind(kind).first()
    if text is None:
        return None
    consent, is_new = Consent.objects.get_or_create(user=user, text=text, withdrawn_at=None)
    if is_new:
        lift_veil(user=user)
        record(verb="consent.given", by=user, on=user, facts={"kind": str(text.kind), "version": text.version})
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, kind: str) -> int:
    """Withdraw what ``user`` agreed to about this, whatever the wording; returns how many consents fell.

    Without the terms nobody may publish what the person keeps alone, so it leaves the public pages.
    """
    standing = Consent.objects.select_for_update(of=("self",)).standing().filter(user=user, text__kind=kind)
    count = Consent.objects.filter(pk__in=[one.pk for one in standing]).update(withdrawn_at=timezone.now())
    if count:
        if kind == ConsentKind.TERMS:
            veil(user=user)
        record(verb="consent.withdrawn", by=user, on=user, facts={"kind": str(kind)})
    return count


@transaction.atomic
def publish_wording(*, kind: str, text_cs: str, text_en: str, text_de: str, by: User | None) -> ConsentText:
    """Give out a new version of a wording and return it; the same words again are the same version.

    What is in force is never changed: people agreed to just those words.
    """
    texts = {"text_cs": text_cs.strip(), "text_en": text_en.strip(), "text_de": text_de.strip()}
    newest = ConsentText.objects.select_for_update(of=("self",)).of_kind(kind).first()
    if newest is not None and all(getattr(newest, name) == text for name, text in texts.items()):
        return newest
    version = newest.version + 1 if newest else 1
    wording = ConsentText.objects.create(kind=kind, version=version, **texts)
    record(verb="consent.worded", by=by, on=wording, facts={"kind": str(kind), "version": version})
    return wording
