"""The steps in which a member writes a profile: each saves its own fields, with a button or as one types."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue.actions.drafts import put_into, set_availability, write_draft
from catalogue.choices import Form, Step
from catalogue.completeness import completeness, content_of, page_of
from catalogue.forms import STEP_FORMS, StepForm
from catalogue.models import Profile
from catalogue.register import Comparison, RegisterEntry, RegisterError, compare, look_up
from catalogue.views.members import frame, own_profile
from kko.accounts.limits import is_within
from kko.accounts.models import User
from kko.moderation.actions import PublicationError
from kko.moderation.choices import PublicationState
from kko.territory.models import Municipality

AUTOSAVE = "X-KKO-Autosave"
ASKED_AN_HOUR = 20


@never_cache
@login_required
def step(request: HttpRequest, pk: int, key: Step) -> HttpResponse:
    """One step: read, saved with a button, saved as one types, or filled in from the public register."""
    profile = own_profile(request, pk)
    data = request.POST if request.method == "POST" else None
    form = STEP_FORMS[key](data, instance=profile.get_latest_revision_as_object())
    if data is None:
        return _page(request, profile, form)
    if key == Step.WHO and "register" in data:
        return _from_register(request, profile, form)
    kept = _keep(request, profile, form)
    if AUTOSAVE in request.headers:
        return _told(profile, form, kept)
    if not form.is_valid():
        return _page(request, profile, form)
    if "leave" in data:
        messages.success(request, _saved_words(form))
        return redirect("catalogue:edit", pk)
    return redirect(page_of(_after(key)), pk)


@never_cache
@login_required
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """The last step: what is still missing, the preview, and the sending."""
    profile = own_profile(request, pk)
    counts = {
        "pieces": len(content_of(profile).get("portfolio") or ()),
        "wishes": profile.needs.open().count() + profile.offers.count(),
        "links": profile.links.count(),
    }
    return render(request, "catalogue/finish.html", {**frame(profile, Step.FINISH), "counts": counts})


@login_required
@require_POST
def live_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A fragment: the card and the head of the page as what is typed would make them. Saves nothing."""
    profile = own_profile(request, pk)
    draft, step = profile.get_latest_revision_as_object(), request.POST.get("step", "")
    form_class = STEP_FORMS.get(step)
    # The fields of an edit that waits are locked, so that browsers send nothing of them.
    is_locked = step != Step.OPENNESS and profile.publication_state == PublicationState.SUBMITTED
    if form_class is not None and not is_locked:
        form = form_class(request.POST, instance=draft)
        form.is_valid()
        put_into(draft, form.values())
    return render(request, "catalogue/_live_preview.html", {"profile": draft})


def _page(request: HttpRequest, profile: Profile, form: StepForm, **more: Any) -> HttpResponse:
    profile = Profile.objects.select_related("latest_revision").get(pk=profile.pk)
    context = frame(profile, form.step)
    if context["waits"] and not form.is_bound:
        form.lock()
    return render(request, "catalogue/step.html", {**context, "form": form, **more})


def _keep(request: HttpRequest, profile: Profile, form: StepForm, more: Mapping[str, Any] | None = None) -> bool:
    """Save what is valid, whatever is wrong beside it; a refusal is told with the form."""
    form.is_valid()
    values = {**form.values(), **(more or {})}
    try:
        if form.step == Step.OPENNESS:
            set_availability(profile=profile, values=values, by=request.user)
        else:
            write_draft(profile=profile, values=values, by=request.user)
    except PublicationError as error:
        form.add_error(None, str(error))
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _told(profile: Profile, form: StepForm, kept: bool) -> JsonResponse:
    """What the page needs to know after saving by itself."""
    now = time_format(timezone.localtime(), "H:i")
    wrong = {name: list(errors) for name, errors in form.errors.items() if name in form.fields}
    if not kept:
        return JsonResponse({"status": " ".join(form.non_field_errors()), "errors": wrong}, status=409)
    status = _("Saved %(time)s, but for what is marked.") if wrong else _("Saved %(time)s")
    row = Profile.objects.select_related("latest_revision").get(pk=profile.pk)
    percent = completeness(content_of(row)).percent
    share = _("%(percent)s %% complete") % {"percent": percent}
    return JsonResponse({"status": status % {"time": now}, "errors": wrong, "percent": percent, "share": share})


def _after(key: Step) -> Step:
    return list(Step)[list(Step).index(key) + 1]


def _saved_words(form: StepForm) -> str:
    if form.step == Step.OPENNESS:
        return _("Saved. It is public at once, where the profile is.")
    if form.instance.live:
        return _("Saved. The public page stays as it is until you send the change and a curator approves it.")
    return _("Saved. Only you see it until you send it for approval.")


def _from_register(request: HttpRequest, profile: Profile, form: StepForm) -> HttpResponse:
    """Fill the empty fields from the register; what stands there is overwritten only when that was asked for."""
    form.is_valid()
    ico = form.cleaned_data.get("ico")
    if not ico:
        if "ico" not in form.errors:
            form.add_error("ico", _("Write the number first."))
        return _page(request, profile, form)
    try:
        entry = _asked_register(request.user, ico)
    except RegisterError as error:
        _keep(request, profile, form)
        return _page(request, profile, form, register={"problem": str(error)})
    seat = Municipality.objects.filter(code=entry.municipality_code).first()
    found = compare(entry, {"address": form.instance.address, **form.values()}, seat)
    taken = {**found.fills, **(found.differs if request.POST["register"] == "take" else {})}
    if not _keep(request, profile, form, taken):
        return _page(request, profile, form)
    data = request.POST.copy()
    for name in taken.keys() & form.fields.keys():
        data[name] = str(getattr(taken[name], "pk", taken[name]))
    filled = type(form)(data, instance=form.instance)
    return _page(request, profile, filled, register=_register_words(entry, found, taken, seat))


def _asked_register(user: User, ico: str) -> RegisterEntry:
    """Ask the register. Raises ``RegisterError``, also when this member has asked too often."""
    if not is_within(about=f"ares:{user.pk}", most=ASKED_AN_HOUR):
        raise RegisterError(_("You have asked the register many times within an hour. Please try again later."))
    return look_up(ico)


def _register_words(
    entry: RegisterEntry, found: Comparison, taken: Mapping[str, Any], seat: Municipality | None
) -> dict[str, Any]:
    """What to tell: what was filled in, what differs, and that the seat lies elsewhere."""

    def said(values: Mapping[str, Any]) -> list[tuple[str, str]]:
        shown = {"form": lambda value: str(Form(value).label)}
        return [
            (str(Profile._meta.get_field(name).verbose_name), shown.get(name, str)(value))
            for name, value in values.items()
        ]

    left = {name: value for name, value in found.differs.items() if name not in taken}
    outside = entry.municipality_name if seat is None else ""
    return {"name": entry.legal_name, "filled": said(taken), "differs": said(left), "outside": outside}
