"""Interviews from their first question to what is made of them."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actions.erasure import going_with
from catalogue.actions.profiles import delete_profiles, save_with_free_slug
from catalogue.answers import TEXTS, Draft, draft_of, similar_to, without_traces
from catalogue.choices import QuestionKind
from catalogue.models import (
    Answer,
    Interview,
    InterviewQuerySet,
    Need,
    NeedKind,
    Offer,
    Profile,
    Question,
    Wave,
)
from kko.accounts.actions import addresses_of
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from kko.audit.actions import record as audit
from kko.moderation.actions import submit_record
from kko.moderation.choices import Provenance
from kko.territory.models import Municipality

FORGOTTEN_AFTER = timedelta(days=60)


class InterviewError(Exception):
    """What was asked does not fit the interview; the text is for the fieldworker."""


class LooksLikeAnother(InterviewError):
    """The catalogue may have this one already: the fieldworker must say whether it is the same."""


@transaction.atomic
def begin_interview(*, wave: Wave, by: User) -> Interview:
    """Open an interview and return it; one that ``by`` has opened and not begun is taken up again.

    Raises ``InterviewError`` while the wave is not in the field.
    """
    wave = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    if not wave.takes_interviews:
        raise InterviewError(_("No interviews are begun in this wave now."))
    empty = Interview.objects.unfinished().filter(wave=wave, fieldworker=by, answers=None).first()
    return empty or Interview.objects.create(wave=wave, fieldworker=by, is_sample=wave.is_sample)


@transaction.atomic
def save_answer(*, interview: Interview, question: Question, value: Any) -> Interview:
    """Keep an answer (``None`` takes it back) and return the interview; the last word holds.

    With a consent its wording is kept as it was read out. Raises ``InterviewError`` once it is finished.
    """
    interview = _locked(interview)
    if interview.is_finished:
        raise InterviewError(_("The interview is finished; its answers do not change any more."))
    own = Answer.objects.filter(interview=interview, question=question)
    if value is None:
        own.delete()
    else:
        Answer.objects.update_or_create(
            interview=interview, question=question, defaults={"value": value, "saved_at": timezone.now()}
        )
    if question.kind == QuestionKind.CONSENT:
        _keep_consent(interview, question, value)
    interview.changed_at = timezone.now()
    interview.save()
    return interview


@transaction.atomic
def finish_interview(
    *, interview: Interview, by: User, same_as: Profile | None = None, is_new: bool = False
) -> Interview:
    """Close an interview and return it; finished twice it stays as it is.

    With a consent it becomes a profile that waits for the curators, or is attached to ``same_as`` (one that
    looks alike). Without one nothing personal is kept. Raises ``InterviewError`` when an answer is missing,
    ``LooksLikeAnother`` when there are similar profiles and neither ``same_as`` nor ``is_new`` is said.
    """
    interview = _locked(interview)
    if interview.is_finished:
        return interview
    if missing := unanswered(interview):
        raise InterviewError(_("An answer is missing: %(question)s") % {"question": missing[0].text})
    if interview.consents:
        _place_in_catalogue(interview, by, same_as, is_new)
    else:
        _strip(interview)
    interview.finished_at = interview.changed_at = timezone.now()
    interview.save()
    facts = {"consents": bool(interview.consents), "profile": interview.profile_id, "made": interview.made_profile}
    audit(verb="interview.finished", by=by, on=interview, facts=facts)
    return interview


def unanswered(interview: Interview) -> list[Question]:
    """Return the questions without which an interview cannot be finished; a consent is always one of them."""
    given = interview.values()
    return [
        question
        for question in interview.wave.questions.all()
        if question.pk not in given
        and (question.required or question.kind == QuestionKind.CONSENT)
        and (interview.consents or question.kind != QuestionKind.CONTACT)
    ]


@transaction.atomic
def discard_interview(*, interview: Interview, by: User) -> None:
    """Delete an unfinished interview with all its answers. Raises ``InterviewError`` once it is finished."""
    interview = _locked(interview)
    if interview.is_finished:
        raise InterviewError(_("The interview is finished. If the person changed their mind, withdraw the consent."))
    audit(verb="interview.discarded", by=by, on=interview)
    interview.delete()


@transaction.atomic
def withdraw_consent(*, interview: Interview, by: User | None) -> Interview:
    """Keep of an interview only what leads to nobody, and return it.

    The profile that was made of it goes as well, unless somebody looks after it by now, or it holds more than
    this interview: another interview, or an older profile that the made one was merged into.
    """
    interview = _locked(interview)
    if not interview.consents:
        return interview
    made = _made_of_it_alone(interview)
    _strip(interview)
    interview.consents, interview.consented_at, interview.withdrawn_at = False, None, timezone.now()
    interview.profile, interview.made_profile = None, False
    interview.save()
    Answer.objects.filter(interview=interview, question__kind=QuestionKind.CONSENT).update(value=False)
    if made is not None:
        delete_profiles(ids=[made.pk], by=by)
    audit(verb="interview.consent_withdrawn", by=by, on=interview)
    return interview


@transaction.atomic
def copy_wave(*, wave: Wave, by: User) -> Wave:
    """Make a wave in preparation with the same questions and return it."""
    taken = set(Wave.objects.values_list("name", flat=True))
    base = wave.name[:100]
    name = next(one for number in range(1, len(taken) + 2) if (one := f"{base} ({number})") not in taken)
    copied = Wave.objects.create(name=name, note=wave.note)
    for question in wave.questions.all():
        question.pk, question.wave = None, copied
        question.save(force_insert=True)
    audit(verb="wave.copied", by=by, on=copied, facts={"from": wave.pk})
    return copied


@transaction.atomic
def forget_stale_interviews() -> str:
    """Delete interviews that nobody has gone on with for sixty days; says how many."""
    stale = Interview.objects.unfinished().filter(changed_at__lt=timezone.now() - FORGOTTEN_AFTER)
    found = list(stale.select_for_update(of=("self",)))
    for interview in found:
        audit(verb="interview.forgotten", by=None, on=interview)
        interview.delete()
    return f"{len(found)} unfinished interviews forgotten"


@transaction.atomic
def erase_interviews(user: User) -> None:
    """Keep of interviews with ``user`` only what leads to nobody (fills ``KKO_ERASERS``).

    Stands before the catalogue's own eraser, which takes the profiles that tell which interviews are meant.
    Whoever led interviews is named in the source of what was made of them: not any more.
    """
    for interview in interviews_about(user):
        withdraw_consent(interview=interview, by=None)
    led = Interview.objects.filter(fieldworker=user, made_profile=True).select_related("wave", "profile")
    for interview in led:
        if interview.profile is not None:
            _name_source(interview.profile, interview.wave.name)


def interviews_about(user: User) -> InterviewQuerySet:
    """Return the interviews with a contact of this account, or whose profile goes with it."""
    contacts = Answer.objects.filter(question__kind=QuestionKind.CONTACT)
    same = reduce(or_, (Q(value__email__iexact=address) for address in addresses_of(user)))
    found = Q(pk__in=contacts.filter(same).values("interview_id")) | Q(profile__in=going_with(user))
    return Interview.objects.filter(found).order_by("pk")


def _locked(interview: Interview) -> Interview:
    found = Interview.objects.select_for_update(of=("self",)).select_related("wave", "fieldworker", "profile")
    return found.get(pk=interview.pk)


def _keep_consent(interview: Interview, question: Question, value: bool | None) -> None:
    interview.consents = value
    interview.consent_text = "" if value is None else f"{question.text}\n{question.help}".strip()
    interview.consented_at = timezone.now() if value else None


def _name_source(profile: Profile, source: str) -> None:
    Profile.objects.filter(pk=profile.pk).update(source=source)
    for revision in profile.revisions.all():
        revision.content = {**revision.content, "source": source}
        revision.save(update_fields=["content"])


def _made_of_it_alone(interview: Interview) -> Profile | None:
    made = interview.profile if interview.made_profile else None
    if made is None or made.created_at < interview.started_at or made.memberships.exists():
        return None
    return None if made.interviews.exclude(pk=interview.pk).exists() else made


def _place_in_catalogue(interview: Interview, by: User, same_as: Profile | None, is_new: bool) -> None:
    draft = draft_of(interview)
    similar = list(similar_to(draft))
    if same_as is not None:
        if same_as.pk not in {one.pk for one in similar}:
            raise InterviewError(_("This profile does not look like the one of the interview."))
        interview.profile = same_as
    elif similar and not is_new:
        raise LooksLikeAnother(_("The catalogue may have this one already. Please say whether it is the same."))
    elif not draft.lacks:
        interview.profile, interview.made_profile = _make_profile(interview, draft, by), True


def _make_profile(interview: Interview, draft: Draft, by: User) -> Profile:
    """Make a profile that nobody owns and hand it over to the curators."""
    profile = Profile(
        name=draft.name, form=draft.form, email=draft.email, phone=draft.phone, web=draft.web,
        municipality=draft.municipality, main_discipline=draft.discipline, live=False, has_unpublished_changes=True,
        provenance=Provenance.MAPPING, source=_source(interview), sourced_on=timezone.localdate(),
        is_sample=interview.is_sample,
    )  # fmt: skip
    save_with_free_slug(profile)
    kinds = NeedKind.objects.in_bulk({*draft.needs, *draft.offers}, field_name="slug")
    Need.objects.bulk_create(
        Need(profile=profile, kind=kinds[slug], visibility=Visibility.CURATORS)
        for slug in dict.fromkeys(draft.needs)
        if slug in kinds
    )
    Offer.objects.bulk_create(
        Offer(profile=profile, kind=kinds[slug]) for slug in dict.fromkeys(draft.offers) if slug in kinds
    )
    profile.save_revision(user=by, log_action="wagtail.create")
    return submit_record(record=profile, by=by)


def _source(interview: Interview) -> str:
    """The wave and the fieldworker's name; an account without a name stays unnamed, its e-mail is no source."""
    who = interview.fieldworker.name if interview.fieldworker else ""
    return ", ".join(filter(None, [interview.wave.name, who]))[:300]


def _strip(interview: Interview) -> None:
    """Take out of the answers what leads to the person: the contact, the place but for its district, addresses."""
    answers = interview.answers.select_related("question")
    answers.filter(question__kind=QuestionKind.CONTACT).delete()
    for answer in answers:
        if answer.question.kind in TEXTS:
            answer.value = without_traces(answer.value)
        elif answer.question.kind == QuestionKind.MUNICIPALITY and isinstance(answer.value, str):
            place = Municipality.objects.select_related("district").filter(slug=answer.value).first()
            answer.value = {"district": place.district.slug} if place else {"district": ""}
        else:
            continue
        answer.save(update_fields=["value"])
