"""Writing to a profile, and what its owners do with what they got."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from catalogue.actions import contact as actions
from catalogue.forms.contact import CodeForm, ContactForm
from catalogue.models import ContactBlock, ContactMessage, Profile
from catalogue.permissions import can_read_messages
from catalogue.slots.contact import reporter_of
from kko.accounts.actions import TooManyCodes
from kko.accounts.limits import visitor_of
from kko.accounts.permissions import can_use_desk
from kko.moderation.models import Assignment, key_of

PENDING = "contact_message"
MESSAGES_ON_A_PAGE = 30


@never_cache
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """The form. Visitors confirm their address by a code, members whose address is verified do not."""
    profile = _public_profile(slug)
    known = request.user.verified_email if request.user.is_authenticated else ""
    initial = _initial(request, profile) | {"opened": ContactForm.stamp()}
    form = ContactForm(request.POST or None, initial=initial, member_email=known)
    if request.method == "POST" and form.is_valid() and (address := _sent(request, profile, form)):
        return redirect(address, slug)
    if form.is_bound:  # a new stamp, so that sending it once more works
        form.data = {**form.data.dict(), "opened": ContactForm.stamp()}
    context = {"form": form, "profile": profile, "reachable": bool(actions.recipients(profile))}
    return render(request, "catalogue/contact.html", context)


def _initial(request: HttpRequest, profile: Profile) -> dict[str, str]:
    """What was typed before stands in the form again when somebody comes back from the code."""
    pending = _pending(request, profile)
    if pending is not None:
        return {"name": pending.name, "email": pending.email, "text": pending.text}
    return {"name": request.user.name} if request.user.is_authenticated else {}


def _sent(request: HttpRequest, profile: Profile, form: ContactForm) -> str:
    """Send what was typed and return the next page's name; a refusal is told in the form, with all that was typed."""
    data = form.cleaned_data
    ip, language = visitor_of(request), (get_language() or "cs")[:2]
    common = {"profile": profile, "name": data["name"], "text": data["text"], "language": language, "ip": ip}
    try:
        if form.member_email:
            actions.write_as_member(**common, stamp=data["opened"], by=request.user)
            return "catalogue:contact_sent"
        message = actions.write_message(**common, email=data["email"])
    except (actions.ContactError, TooManyCodes) as error:
        form.add_error(None, str(error))
        return ""
    request.session[PENDING] = message.pk
    return "catalogue:contact_code"


@never_cache
def contact_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The code from the e-mail, or a fresh one."""
    profile = _public_profile(slug)
    message = _pending(request, profile)
    if message is None:
        return redirect("catalogue:contact", slug)
    form = CodeForm(None if "again" in request.POST else request.POST or None)
    if "again" in request.POST:
        _send_again(request, message)
        return redirect("catalogue:contact_code", slug)
    if request.method == "POST" and form.is_valid() and _is_confirmed(message, form):
        del request.session[PENDING]
        return redirect("catalogue:contact_sent", slug)
    return render(request, "catalogue/contact_code.html", {"form": form, "profile": profile, "message": message})


def _send_again(request: HttpRequest, message: ContactMessage) -> None:
    try:
        actions.ask_for_code(message=message, ip=visitor_of(request))
    except TooManyCodes as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("A fresh code is on its way. The earlier one holds no more."))


def _is_confirmed(message: ContactMessage, form: CodeForm) -> bool:
    try:
        if actions.confirm_message(message=message, code=form.cleaned_data["code"]):
            return True
    except actions.ContactError as error:
        form.add_error(None, str(error))
        return False
    form.add_error("code", _("This code does not fit. It holds for 15 minutes and five tries; then ask for a new one."))
    return False


@never_cache
def contact_sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The word of thanks, at an address of its own so that reloading sends nothing."""
    return render(request, "catalogue/contact_sent.html", {"profile": _public_profile(slug)})


@never_cache
def message_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in an owner's letter: report the message or block its sender, without signing in."""
    message = ContactMessage.objects.select_related("profile").of_token(token).first()
    if message is None:
        raise Http404
    if request.method == "POST":
        by = request.user if request.user.is_authenticated else None
        _settle(request, message, by)
        return redirect("catalogue:message_link", token)
    blocked = message.profile.contact_blocks.filter(email=message.email).exists()
    return render(request, "catalogue/message_link.html", {"message": message, "blocked": blocked})


def _settle(request: HttpRequest, message: ContactMessage, by) -> None:
    if "report" in request.POST:
        actions.report_message(message=message, by=by)
        messages.success(request, _("Thank you. A curator will look at the message."))
    elif "block" in request.POST:
        actions.block_sender(message=message, by=by)
        messages.success(request, _("Nothing from this address will reach you any more. The sender does not know."))


@never_cache
@login_required
def message_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What came through the form in the last six months, and whom the profile does not hear."""
    profile = _own_profile(request, pk)
    blocks = list(profile.contact_blocks.order_by("email"))
    pages = Paginator(profile.contact_messages.delivered().order_by("-created_at", "-pk"), MESSAGES_ON_A_PAGE)
    context = {"profile": profile, "blocks": blocks, "blocked": {block.email for block in blocks}}
    context["page"] = pages.get_page(request.GET.get("strana"))
    return render(request, "catalogue/messages.html", context)


@login_required
@require_POST
def message_settling(request: HttpRequest, pk: int) -> HttpResponse:
    """Report one message, or block its sender."""
    found = get_object_or_404(ContactMessage.objects.delivered().select_related("profile"), pk=pk)
    profile = _own_profile(request, found.profile_id)
    _settle(request, found, request.user)
    return redirect("catalogue:messages", profile.pk)


@login_required
@require_POST
def unblocking(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear an address again."""
    block = get_object_or_404(ContactBlock.objects.select_related("profile"), pk=pk)
    profile = _own_profile(request, block.profile_id)
    actions.unblock_sender(block=block, by=request.user)
    messages.success(request, _("Messages from this address reach you again."))
    return redirect("catalogue:messages", profile.pk)


def message_on_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """A message that its recipient reported: read it and settle it (in the back office)."""
    if not can_use_desk(request.user):
        raise PermissionDenied
    reported = ContactMessage.objects.filter(reported_at__isnull=False).select_related("profile", "settled_by")
    found = get_object_or_404(reported, pk=pk)
    if request.method == "POST":
        actions.settle_reported_message(message=found, by=request.user)
        messages.success(request, _("The message is settled."))
        return redirect("desk")
    key = key_of(found)
    context = {"message": found, "reporter": reporter_of(found), "key": key, "holder": Assignment.objects.holder(key)}
    return render(request, "catalogue/message_on_desk.html", context)


def _public_profile(slug: str) -> Profile:
    return get_object_or_404(Profile.objects.published(), slug=slug)


def _own_profile(request: HttpRequest, pk: int) -> Profile:
    profile = get_object_or_404(Profile, pk=pk)
    if not can_read_messages(request.user, profile):
        raise Http404
    return profile


def _pending(request: HttpRequest, profile: Profile) -> ContactMessage | None:
    """The message of this visitor that waits for its code."""
    pk = request.session.get(PENDING)
    return profile.contact_messages.filter(pk=pk, confirmed_at=None).first() if pk else None
