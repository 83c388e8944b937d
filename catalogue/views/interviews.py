"""Mapping in the field: waves, and one question of an interview after another."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue.actions import interviews as actions
from catalogue.answers import Names, draft_of, labels, similar_to
from catalogue.choices import QuestionKind
from catalogue.forms.interviews import FinishForm, answer_form
from catalogue.models import Answer, Interview, Profile, Question, Wave
from catalogue.permissions import can_keep_interview, can_map
from kko.moderation.actions import PublicationError

MINE_ON_PAGE = 100


def for_fieldworkers(view):
    """Let fieldworkers and curators in; nothing of it is kept by a cache."""

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not can_map(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(never_cache(checked))


@for_fieldworkers
def mapping(request: HttpRequest) -> HttpResponse:
    """The waves in the field, and the fieldworker's own interviews."""
    open_waves = Wave.objects.open_on(timezone.localdate()).annotate(question_count=Count("questions"))
    mine = Interview.objects.filter(fieldworker=request.user).select_related("wave", "profile")
    contacts = Answer.objects.filter(interview__fieldworker=request.user, question__kind=QuestionKind.CONTACT)
    names = {pk: value["name"] for pk, value in contacts.values_list("interview_id", "value")}
    listed = list(mine[:MINE_ON_PAGE])
    for interview in listed:
        interview.about = names.get(interview.pk, "")
    context = {
        "waves": open_waves,
        "unfinished": [one for one in listed if not one.is_finished],
        "finished": [one for one in listed if one.is_finished],
        "finished_count": mine.finished().count(),
    }
    return render(request, "catalogue/mapping.html", context)


@for_fieldworkers
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """A new interview of a wave, at its first question."""
    try:
        interview = actions.begin_interview(wave=get_object_or_404(Wave, pk=pk), by=request.user)
    except actions.InterviewError as error:
        messages.error(request, str(error))
        return redirect("catalogue:mapping")
    return redirect("catalogue:question", interview.pk, 1)


@for_fieldworkers
def question(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One question; each "Next" saves, and the script saves at each change."""
    interview = _kept_interview(request, pk)
    questions = list(interview.wave.questions.all())
    if not 1 <= number <= len(questions):
        raise Http404
    asked = questions[number - 1]
    by_itself = request.headers.get("X-Requested-With") == "fetch"
    if interview.is_finished:
        return _too_late(request, interview, by_itself)
    if request.method != "POST":
        said = interview.answers.filter(question=asked).values_list("value", flat=True).first()
        return _show(request, interview, questions, number, answer_form(asked, said=said))
    form = answer_form(asked, request.POST, insists=not by_itself and "leave" not in request.POST)
    if not form.is_valid():
        if by_itself:
            return JsonResponse({"errors": [error for each in form.errors.values() for error in each]}, status=422)
        return _show(request, interview, questions, number, form)
    return _save(request, interview, questions, number, form.value(), by_itself)


def _save(
    request: HttpRequest, interview: Interview, questions: list[Question], number: int, value, by_itself: bool
) -> HttpResponse:
    try:
        interview = actions.save_answer(interview=interview, question=questions[number - 1], value=value)
    except actions.InterviewError:
        return _too_late(request, interview, by_itself)
    if by_itself:
        return JsonResponse({"saved": timezone.localtime().strftime("%H:%M")})
    step = -1 if "back" in request.POST else 1
    target = _neighbour(interview, questions, number, step)
    if "leave" in request.POST or target is None:
        return redirect("catalogue:interview", interview.pk)
    return redirect("catalogue:question", interview.pk, target)


def _neighbour(interview: Interview, questions: list[Question], number: int, step: int) -> int | None:
    """Return the number of the next question that is asked; who refused consent is not asked for a contact."""
    number += step
    while 1 <= number <= len(questions):
        if interview.consents is not False or questions[number - 1].kind != QuestionKind.CONTACT:
            return number
        number += step
    return None


def _too_late(request: HttpRequest, interview: Interview, by_itself: bool) -> HttpResponse:
    text = _("The interview is finished; its answers do not change any more.")
    if by_itself:
        return JsonResponse({"errors": [text]}, status=409)
    messages.info(request, text)
    return redirect("catalogue:interview", interview.pk)


def _show(request: HttpRequest, interview: Interview, questions: list[Question], number: int, form) -> HttpResponse:
    asked = questions[number - 1]
    context = {
        "interview": interview,
        "form": form,
        "question": asked,
        "number": number,
        "total": len(questions),
        "back": _neighbour(interview, questions, number, -1),
        "is_contact": asked.kind == QuestionKind.CONTACT,
        "is_consent": asked.kind == QuestionKind.CONSENT,
    }
    return render(request, "catalogue/question.html", context)


@for_fieldworkers
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers of an interview before it is finished, and what became of it afterwards."""
    found = _kept_interview(request, pk)
    return _review(request, found, None)


def _review(request: HttpRequest, found: Interview, form: FinishForm | None) -> HttpResponse:
    names, given = Names(), found.values()
    rows = [
        (number, asked, labels(asked, given[asked.pk], names) if asked.pk in given else [])
        for number, asked in enumerate(found.wave.questions.all(), 1)
        if found.consents is not False or asked.kind != QuestionKind.CONTACT
    ]
    draft = draft_of(found) if found.consents and not found.is_finished else None
    similar = similar_to(draft) if draft else []
    context = {
        "interview": found,
        "rows": rows,
        "missing": [] if found.is_finished else actions.unanswered(found),
        "lacks": draft.lacks if draft else [],
        "similar": similar,
        "form": form or FinishForm(similar=similar),
    }
    return render(request, "catalogue/interview.html", context)


@for_fieldworkers
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an interview; what looks alike in the catalogue is asked about first."""
    found = _kept_interview(request, pk)
    similar = similar_to(draft_of(found)) if found.consents and not found.is_finished else []
    form = FinishForm(request.POST, similar=similar)
    if not form.is_valid():
        return _review(request, found, form)
    try:
        actions.finish_interview(interview=found, by=request.user, **form.decision())
    except (actions.InterviewError, PublicationError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Finished. Thank you for the talk."))
    return redirect("catalogue:interview", pk)


@for_fieldworkers
@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an unfinished interview away, or withdraw the consent of a finished one."""
    found = _kept_interview(request, pk)
    try:
        if "discard" in request.POST:
            actions.discard_interview(interview=found, by=request.user)
            messages.success(request, _("The interview is gone."))
            return redirect("catalogue:mapping")
        if "withdraw" in request.POST:
            actions.withdraw_consent(interview=found, by=request.user)
            _tell_withdrawn(request, found)
    except actions.InterviewError as error:
        messages.error(request, str(error))
    return redirect("catalogue:interview", pk)


def _tell_withdrawn(request: HttpRequest, before: Interview) -> None:
    """Say what is gone, and whether a profile stays that a curator should look at."""
    messages.success(request, _("The interview keeps nothing that leads to the person any more."))
    if before.profile is not None and Profile.objects.filter(pk=before.profile_id).exists():
        text = _(
            "The profile “%(name)s” stays, since it holds more than this interview. Tell a curator if it should go."
        )
        messages.warning(request, text % {"name": before.profile.name})


def _kept_interview(request: HttpRequest, pk: int) -> Interview:
    found = get_object_or_404(Interview.objects.select_related("wave", "fieldworker", "profile"), pk=pk)
    if not can_keep_interview(request.user, found):
        raise Http404
    return found
