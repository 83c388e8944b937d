"""Where owners keep what they look for and what they offer, with the answers that the platform has for them."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalogue.actions import needs as actions
from catalogue.choices import AnswerVerdict
from catalogue.forms.needs import ClosureForm, NeedForm, OfferForm
from catalogue.models import Match, Need, NeedKind, Offer, Profile
from catalogue.permissions import can_edit_profile
from catalogue.slots import NeedAnswer, answers_to

SHOWN_ANSWERS = 5


@dataclass(frozen=True)
class Line:
    """A need on the page: its first answers and the rest of them, and what its owner has said of others."""

    need: Need
    answers: list[NeedAnswer]
    more: list[NeedAnswer]
    dismissed: list[Match]
    helped: list[Match]

    @property
    def number(self) -> int:
        return len(self.answers) + len(self.more)


@login_required
def needs(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that a profile looks for and offers."""
    profile = _own_profile(request, pk)
    every = list(_with_answers(profile.needs.all()))
    asked = [need for need in every if not need.is_closed and not need.has_lapsed]
    found = answers_to(asked, request.user)
    lines = [_line(need, found.get(need.pk, [])) for need in every]
    context = {
        "profile": profile,
        "open": [line for line in lines if not line.need.is_closed],
        "closed": sorted(
            (one for one in lines if one.need.is_closed), key=lambda one: one.need.closed_at, reverse=True
        ),
        "offers": list(profile.offers.select_related("kind__group")),
    }
    return render(request, "catalogue/needs.html", context)


def _line(need: Need, answers: list[NeedAnswer]) -> Line:
    said = {verdict: [match for match in need.matches.all() if match.verdict == verdict] for verdict in AnswerVerdict}
    dismissed, helped = said[AnswerVerdict.DISMISSED], said[AnswerVerdict.HELPED]
    return Line(need, answers[:SHOWN_ANSWERS], answers[SHOWN_ANSWERS:], dismissed, helped)


@login_required
def need_kinds(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be looked for, by group: large words for a thumb."""
    profile = _own_profile(request, pk)
    taken = {need.kind_id: need.pk for need in profile.needs.filter(closed_at=None)}
    return _kinds(request, profile, taken, "need")


@login_required
def offer_kinds(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be offered: the same list."""
    profile = _own_profile(request, pk)
    return _kinds(request, profile, dict(profile.offers.values_list("kind_id", "pk")), "offer")


def _kinds(request: HttpRequest, profile: Profile, taken: dict[int, int], wish: str) -> HttpResponse:
    kinds = [{"kind": kind, "taken": taken.get(kind.pk)} for kind in NeedKind.objects.select_related("group")]
    context = {"profile": profile, "kinds": kinds, "wish": wish}
    return render(request, "catalogue/need_kinds.html", context)


@login_required
def need_create(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A new need of one kind."""
    need = Need(profile=_own_profile(request, pk), kind=get_object_or_404(NeedKind, slug=kind))
    return _form_page(request, NeedForm(_posted(request), instance=need), actions.add_need)


@login_required
def offer_create(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A new offer of one kind."""
    offer = Offer(profile=_own_profile(request, pk), kind=get_object_or_404(NeedKind, slug=kind))
    return _form_page(request, OfferForm(_posted(request), instance=offer), actions.add_offer)


@login_required
def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an open need, or delete any (``delete`` in the form)."""
    need = _own(request, Need, pk)
    if request.method == "POST" and "delete" in request.POST:
        return _do(request, need, lambda: actions.delete_need(need=need, by=request.user), _("The need is deleted."))
    if need.is_closed:
        return redirect("catalogue:needs", need.profile_id)
    return _form_page(request, NeedForm(_posted(request), instance=need), actions.change_need)


@login_required
def offer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an offer, or delete it (``delete`` in the form)."""
    offer = _own(request, Offer, pk)
    if request.method == "POST" and "delete" in request.POST:
        done = _("The offer is deleted.")
        return _do(request, offer, lambda: actions.delete_offer(offer=offer, by=request.user), done)
    return _form_page(request, OfferForm(_posted(request), instance=offer), actions.change_offer)


def _form_page(request: HttpRequest, form: NeedForm | OfferForm, action) -> HttpResponse:
    """Show the form of a need or an offer; when it is filled in well, carry out the action."""
    name = form._meta.model._meta.model_name
    if request.method == "POST" and form.is_valid():
        try:
            action(**{name: form.save(commit=False), "by": request.user})
        except actions.NeedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("catalogue:needs", form.instance.profile_id)
    context = {"form": form, "wish": form.instance, "profile": form.instance.profile, "name": name}
    return render(request, "catalogue/need_form.html", context)


@login_required
def need_closure(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a need with its story; or open it again (``reopen`` in the form)."""
    need = _own(request, Need, pk)
    if request.method == "POST" and "reopen" in request.POST:
        return _do(request, need, lambda: actions.reopen_need(need=need, by=request.user), _("The need is open again."))
    if need.is_closed:
        return redirect("catalogue:needs", need.profile_id)
    titles = {answer.key: answer.title for answer in _answers(request, need)}
    form = ClosureForm(
        _posted(request),
        answers=list(titles.items()),
        initial={"helped": request.GET.get("odpoved", ""), "story": need.story},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = _("The need is closed. Thank you for telling how it turned out.")
        helped = {"answer_key": data["helped"], "answer_title": titles.get(data["helped"], "")}
        close = {"need": need, "story": data["story"], "by": request.user, **helped}
        return _do(request, need, lambda: actions.close_need(**close), done)
    return render(request, "catalogue/need_closure.html", {"form": form, "need": need, "profile": need.profile})


@login_required
@require_POST
def need_extension(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a need last for a year from today."""
    need = _own(request, Need, pk)
    return _do(request, need, lambda: actions.extend_need(need=need, by=request.user), _("It holds for another year."))


@login_required
@require_POST
def need_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an answer away (``dismiss`` in the form, with its key) or call one back (``recall``)."""
    need = _own(request, Need, pk)
    if key := request.POST.get("recall", "").replace("\0", ""):
        return _do(request, need, lambda: actions.recall_answer(need=need, answer_key=key, by=request.user), "")
    key = request.POST.get("dismiss", "")
    titles = {answer.key: answer.title for answer in _answers(request, need)}
    if key not in titles:
        messages.info(request, _("This answer is not here any more."))
        return _back(need)
    dismiss = {"need": need, "answer_key": key, "answer_title": titles[key], "by": request.user}
    done = _("“%(title)s” will not be shown with this need any more.") % {"title": titles[key]}
    return _do(request, need, lambda: actions.dismiss_answer(**dismiss), done)


def _answers(request: HttpRequest, need: Need) -> list[NeedAnswer]:
    if need.is_closed or need.has_lapsed:
        return []
    return answers_to([need], request.user)[need.pk]


def _with_answers(needs):
    related = ("profile__municipality", "profile__main_discipline", "kind__group")
    return needs.select_related(*related).prefetch_related("profile__disciplines", "matches")


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _own_profile(request: HttpRequest, pk: int) -> Profile:
    profile = get_object_or_404(Profile.objects.select_related("municipality"), pk=pk)
    if not can_edit_profile(request.user, profile):
        raise Http404
    return profile


def _own(request: HttpRequest, model: type[Need] | type[Offer], pk: int) -> Need | Offer:
    found = get_object_or_404(model.objects.select_related("profile__municipality", "kind__group"), pk=pk)
    if not can_edit_profile(request.user, found.profile):
        raise Http404
    return found


def _do(request: HttpRequest, wish: Need | Offer, deed, done: str) -> HttpResponse:
    """Carry out a deed and go back to the list, with a word on how it went."""
    back = _back(wish)
    try:
        deed()
    except actions.NeedError as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return back


def _back(wish: Need | Offer) -> HttpResponse:
    response = redirect("catalogue:needs", wish.profile_id)
    response["Location"] += f"#{wish._meta.model_name}-{wish.pk}"
    return response
