"""What needs give to the other rooms: the member's overview, the digest, the home page, open data."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from catalogue.models import Need
from catalogue.radar import DIVISIONS, current_radar
from catalogue.slots.panels import NeedAnswer, answers_to
from kko.accounts.models import User
from kko.accounts.slots import OverviewItem
from kko.mail.slots import DigestItem, DigestSection
from kko.opendata.slots import Column, Dataset
from kko.slots import HomeBlock

TOP_ON_HOME = 6


def _needs_of(user: User) -> list[Need]:
    """Return what the member's profiles look for and have not closed."""
    needs = Need.objects.filter(profile__memberships__user=user, closed_at=None)
    related = ("profile__municipality", "profile__main_discipline", "kind__group")
    return list(needs.select_related(*related).prefetch_related("profile__disciplines", "matches"))


def my_needs(request: HttpRequest) -> OverviewItem | None:
    """The member's open needs with the number of their answers; those whose day is over ask to be made longer."""
    needs = _needs_of(request.user)
    if not needs:
        return None
    found = answers_to([need for need in needs if not need.has_lapsed], request.user)
    lines = [(need, len(found.get(need.pk, []))) for need in needs]
    return OverviewItem(key="needs", title=_("What I look for"), template="catalogue/_my_needs.html",
                        context={"lines": lines})  # fmt: skip


def new_answers(user: User, since: datetime) -> DigestSection | None:
    """Answers to the member's needs that were not there before ``since``; judged ones stay away."""
    needs = [need for need in _needs_of(user) if not need.has_lapsed]
    found = answers_to(needs, user)
    items = [
        DigestItem(
            title=answer.title,
            url=answer.url,
            note=_("You look for: %(kind)s. %(reason)s") % {"kind": need.kind.name, "reason": _in_words(answer)},
            object_key=f"catalogue.need:{need.pk}/{answer.key}",
        )
        for need in needs
        for answer in found[need.pk]
        if answer.since and answer.since > since
    ]
    return DigestSection(key="needs", title=_("New answers to what you look for"), items=items) if items else None


def _in_words(answer: NeedAnswer) -> str:
    return ", ".join(part for part in (answer.reason, answer.distance) if part)


def home_needs(request: HttpRequest) -> HomeBlock | None:
    """What is looked for most, in numbers that may be published; nothing while there are none."""
    top = current_radar().top(TOP_ON_HOME)
    if not top:
        return None
    context = {"top": top, "url": reverse("catalogue:radar")}
    return HomeBlock(key="needs", template="catalogue/_home_needs.html", context=context)


def needs_dataset() -> Dataset:
    """The radar's tables as open data, with the same numbers withheld."""
    return Dataset(
        slug="potreby",
        title=gettext_lazy("What the region's creatives look for"),
        description=gettext_lazy(
            "Numbers of open needs by kind and district, sector, and quarter of entry. Numbers under 5 are withheld, "
            "and so are some others by which they could be reckoned; their field is empty."
        ),
        licence="CC BY 4.0",
        source=settings.SITE_NAME,
        columns=(
            Column("cleneni", gettext_lazy("by what the table is divided: okres, odvetvi or ctvrtleti")),
            Column("druh", gettext_lazy("address of the kind of need; empty in the sum of all kinds")),
            Column("nazev_druhu", gettext_lazy("name of the kind of need")),
            Column("hodnota", gettext_lazy("district, sector or quarter; empty in the sum of all")),
            Column("nazev_hodnoty", gettext_lazy("its name")),
            Column("pocet", gettext_lazy("number of open needs; empty where it is withheld")),
        ),
        rows=_dataset_rows,
    )


def _dataset_rows(user: User | AnonymousUser) -> Iterable[tuple]:
    words = dict(zip(DIVISIONS, ("okres", "odvetvi", "ctvrtleti"), strict=True))
    with override("cs"):
        radar = current_radar()
        return [(word, *row) for division, word in words.items() for row in radar.rows(division)]
