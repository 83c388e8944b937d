"""The slots of an account: the overview, what is held about a person, and what goes when they leave."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from kko.accounts.models import Erasure, User
from kko.accounts.permissions import lacks_second_factor
from kko.audit.models import Entry, object_type_of
from kko.mail.models import Message
from kko.slots import fillings

Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True)
class OverviewItem:
    """A section of a member's overview: ``template`` is included with ``context`` alone."""

    key: str
    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MyData:
    """What one room holds about a person: ``content`` for JSON under ``key``, files as name and opener."""

    key: str
    title: str
    content: Any
    files: Iterable[tuple[str, Opener]] = ()


def overview_items(request: HttpRequest) -> Sequence[OverviewItem]:
    """Return what ``KKO_OVERVIEW_ITEMS`` has for the signed-in user of this request, in the setting's order.

    Each path is a callable ``(request) -> OverviewItem | None``.
    """
    found = (fill(request) for fill in fillings("KKO_OVERVIEW_ITEMS"))
    return [item for item in found if item is not None]


def my_data(user: User) -> list[MyData]:
    """Return what every room holds about ``user``. Filled by ``KKO_MY_DATA``: callables ``(user) -> MyData``."""
    return [fill(user) for fill in fillings("KKO_MY_DATA")]


def my_data_files(parts: Sequence[MyData]) -> Iterator[tuple[str, Opener]]:
    """Yield ``udaje.json`` with all parts, then their files, each under its part's key."""
    whole: dict[str, Any] = {"kreativni_ustecko": {"stazeno": timezone.now()}}
    whole |= {part.key: {"co_to_je": part.title, "obsah": part.content} for part in parts}
    text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    yield "udaje.json", lambda: BytesIO(text.encode())
    for part in parts:
        for name, opener in part.files:
            yield f"{part.key}/{name}", opener


def erasure_plan(user: User) -> list[str]:
    """Return what would go and what would stay if ``user`` left, as sentences of all rooms.

    Filled by ``KKO_ERASURE_PLANS``: callables ``(user) -> Iterable[str]``.
    """
    return [sentence for fill in fillings("KKO_ERASURE_PLANS") for sentence in fill(user)]


def erasure_banner(request: HttpRequest) -> OverviewItem | None:
    """Whoever signs in within the fourteen days reads that the account will go, and can stay."""
    asked = Erasure.objects.filter(user_id=request.user.pk).first()
    if asked is None:
        return None
    title = _("Your account is going to be deleted")
    return OverviewItem(key="erasure", title=title, template="accounts/_erasure.html", context={"erasure": asked})


def second_factor_banner(request: HttpRequest) -> OverviewItem | None:
    """Staff who have yet to set a second factor up read why they cannot work, and where they do it."""
    if not lacks_second_factor(request.user):
        return None
    return OverviewItem(key="factor", title=_("Passkeys and second factor"), template="accounts/_second_factor.html")


def account_data(user: User) -> MyData:
    """The account itself: addresses, roles, consents, ways of signing in, letters, and the trail of deeds."""
    content = {
        "ucet": {
            "e_mail": user.email,
            "jmeno": user.name,
            "jazyk_dopisu": user.language,
            "zalozen": user.date_joined,
            "naposledy_prihlasen": user.last_login,
            "ma_heslo": user.has_usable_password(),
        },
        "adresy": list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary")),
        "role": [_role(grant) for grant in user.role_grants.select_related("over_type")],
        "souhlasy": [_consent(consent) for consent in user.consents.select_related("text")],
        "prihlasovani": [_authenticator(one) for one in Authenticator.objects.filter(user=user)],
        "smazani_uctu": list(Erasure.objects.filter(user=user).values("asked_at", "due_at")),
        "dopisy": [_letter(one) for one in Message.objects.addressed_to(user.email).order_by("created_at")],
        "zaznam_cinnosti": [_entry(one) for one in _entries(user)],
    }
    return MyData(key="ucet", title=_("Your account"), content=content)


def _role(grant) -> dict[str, Any]:
    return {"role": str(grant.get_role_display()), "nad_cim": str(grant.over or ""), "od": grant.granted_at}


def _consent(consent) -> dict[str, Any]:
    return {
        "s_cim": str(consent.text.get_kind_display()),
        "verze": consent.text.version,
        "zneni": consent.text.text,
        "udelen": consent.given_at,
        "odvolan": consent.withdrawn_at,
    }


def _authenticator(one: Authenticator) -> dict[str, Any]:
    return {"druh": one.get_type_display(), "pridano": one.created_at, "naposledy_pouzito": one.last_used_at}


def _letter(letter: Message) -> dict[str, Any]:
    return {
        "predmet": letter.subject,
        "text": letter.body_text,
        "stav": str(letter.get_status_display()),
        "vytvoren": letter.created_at,
        "odeslan": letter.sent_at,
    }


def _entries(user: User):
    about = Q(object_type=object_type_of(user), object_id=str(user.pk))
    return Entry.objects.filter(about | Q(actor_key=f"user:{user.pk}")).order_by("sequence")


def _entry(entry: Entry) -> dict[str, Any]:
    thing = f"{entry.object_type}:{entry.object_id}"
    return {"kdy": entry.at, "co": entry.verb, "s_cim": thing, "udaje": entry.facts}
