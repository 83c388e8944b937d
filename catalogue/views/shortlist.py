"""A visitor's shortlist. These pages are never cached, and no other page knows of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from catalogue.actions import shortlist as actions
from catalogue.actions.shortlist import Shortlist, ShortlistFull, read_shortlist
from catalogue.forms.contact import CodeForm
from catalogue.forms.shortlist import SendForm, ShortlistForm
from catalogue.models import Profile
from kko.accounts.actions import TooManyCodes
from kko.accounts.limits import visitor_of

ADDRESS = "shortlist_email"
LONGEST_ID = 18  # digits


@never_cache
def shortlist(request: HttpRequest) -> HttpResponse:
    """The list with its notes. Whatever button is pressed, the notes are kept first."""
    chosen = read_shortlist(request.session)
    dropped = chosen.drop_hidden()
    if dropped:
        _keep(request, chosen)
    form = ShortlistForm(request.POST or None, shortlist=chosen, entries=chosen.profiles())
    if request.method == "POST" and form.is_valid():
        form.write_notes()
        _rearrange(request, chosen)
        _keep(request, chosen)
        return redirect("catalogue:shortlist_send" if "send" in request.POST else "catalogue:shortlist")
    context = {"form": form, "dropped": _dropped_words(dropped), "share_url": _share_url(request, chosen)}
    return render(request, "catalogue/shortlist.html", context)


def _rearrange(request: HttpRequest, chosen: Shortlist) -> None:
    """Do what the pressed button says: ``up``, ``down`` or ``remove`` with the id of a profile."""
    for name, step in (("up", -1), ("down", 1)):
        if pk := _number(request.POST.get(name, "")):
            chosen.move(pk, step)
    if pk := _number(request.POST.get("remove", "")):
        chosen.remove(pk)


def _number(text: str) -> int:
    """Return the id of a profile, or zero: thousands of digits are none."""
    return int(text) if len(text) <= LONGEST_ID and text.isdecimal() else 0


def _dropped_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(count)d profile is not public any more and has left your list.",
        "%(count)d profiles are not public any more and have left your list.",
        count,
    )
    return words % {"count": count}


def _share_url(request: HttpRequest, chosen: Shortlist) -> str:
    token = chosen.token() if chosen.ids else ""
    return request.build_absolute_uri(reverse("catalogue:shortlist_shared", args=[token])) if token else ""


@never_cache
def shortlist_add(request: HttpRequest, slug: str) -> HttpResponse:
    """The profile and a button; the button adds it. For ``shortlist.js`` the answer is what to say in place."""
    profile = get_object_or_404(Profile.objects.published().for_cards(), slug=slug)
    chosen, refusal = read_shortlist(request.session), ""
    if request.method == "POST":
        try:
            chosen.add(profile)
            _keep(request, chosen)
        except ShortlistFull as error:
            refusal = str(error)
        if request.headers.get("X-Requested-With") == "fetch":
            said = refusal or _("It is on your shortlist")
            return JsonResponse({"said": said, "url": reverse("catalogue:shortlist")}, status=409 if refusal else 200)
        if not refusal:
            return redirect("catalogue:shortlist")
    context = {"profile": profile, "is_there": profile.pk in chosen.ids, "refusal": refusal}
    return render(request, "catalogue/shortlist_add.html", context)


@never_cache
def shortlist_send(request: HttpRequest) -> HttpResponse:
    """To oneself by e-mail: members with a verified address at once, others after a code."""
    chosen = read_shortlist(request.session)
    if not chosen.profiles():
        return redirect("catalogue:shortlist")
    known = request.user.verified_email if request.user.is_authenticated else ""
    form = SendForm(None if known else request.POST or None, initial={"email": request.session.get(ADDRESS, "")})
    if request.method == "POST" and (known or form.is_valid()):
        try:
            return _to_member(request, chosen) if known else _ask_for_code(request, form)
        except TooManyCodes as error:
            messages.error(request, str(error))
    return render(request, "catalogue/shortlist_send.html", {"form": form, "known": known})


def _to_member(request: HttpRequest, chosen: Shortlist) -> HttpResponse:
    email = actions.send_to_member(shortlist=chosen, by=request.user, language=_language())
    messages.success(request, _("The list is on its way to %(email)s.") % {"email": email})
    return redirect("catalogue:shortlist")


def _ask_for_code(request: HttpRequest, form: SendForm) -> HttpResponse:
    email = form.cleaned_data["email"]
    actions.ask_to_send(email=email, language=_language(), ip=visitor_of(request))
    request.session[ADDRESS] = email
    return redirect("catalogue:shortlist_code")


@never_cache
def shortlist_code(request: HttpRequest) -> HttpResponse:
    """The code from the e-mail; then the list goes there."""
    email, chosen = request.session.get(ADDRESS, ""), read_shortlist(request.session)
    if not email or not chosen.profiles():
        return redirect("catalogue:shortlist")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if actions.send_by_code(shortlist=chosen, email=email, code=code, language=_language()):
            del request.session[ADDRESS]
            messages.success(request, _("The list is on its way to %(email)s.") % {"email": email})
            return redirect("catalogue:shortlist")
        form.add_error(
            "code", _("This code does not fit. It holds for 15 minutes and five tries; then ask for a new one.")
        )
    return render(request, "catalogue/shortlist_code.html", {"form": form, "email": email})


@never_cache
def shortlist_shared(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's list, to read. It lives in the link alone; what is not public any more is left out."""
    chosen = actions.shortlist_of_token(token)
    if chosen is None:
        raise Http404
    entries = chosen.profiles()
    left_out = _left_out_words(len(chosen.ids) - len(entries))
    context = {"entries": entries, "note": chosen.note, "left_out": left_out}
    return render(request, "catalogue/shortlist_shared.html", context)


def _left_out_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(count)d profile of this list is not public any more.",
        "%(count)d profiles of this list are not public any more.",
        count,
    )
    return words % {"count": count}


def _keep(request: HttpRequest, chosen: Shortlist) -> None:
    actions.keep_shortlist(request.session, chosen, for_long=not request.user.is_authenticated)


def _language() -> str:
    return (get_language() or "cs")[:2]
