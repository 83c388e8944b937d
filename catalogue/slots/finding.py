"""Profiles, and the municipalities they are in, as kinds of search results."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.models import Profile
from catalogue.search import KIND, MUNICIPALITY_KIND, documents, municipality_documents
from kko.accounts.models import User
from kko.search.slots import Result, SearchKind
from kko.territory.models import Municipality


def profiles_kind() -> SearchKind:
    """Profiles as a kind of search result."""
    return SearchKind(
        key=KIND,
        label=gettext_lazy("People and organisations"),
        documents=documents,
        results=_results,
        more_url=lambda text: f"{reverse('catalogue:list')}?{urlencode({'q': text})}",
    )


def _results(ids: list[int], user: User | AnonymousUser) -> Sequence[Result]:
    found = Profile.objects.visible_to(user).published().filter(pk__in=ids).for_cards().in_bulk()
    results = []
    for pk in ids:
        if profile := found.get(pk):
            summary, language = profile.summary
            meta = f"{profile.main_discipline.name}, {profile.municipality.name}"
            results.append(
                Result(title=profile.name, url=profile.get_absolute_url(), summary=summary, meta=meta, lang=language)
            )
    return results


def municipalities_kind() -> SearchKind:
    """Municipalities as a kind of search result: each leads to its page."""
    return SearchKind(
        key=MUNICIPALITY_KIND,
        label=gettext_lazy("Municipalities"),
        documents=municipality_documents,
        results=_places,
    )


def _places(ids: list[int], user: User | AnonymousUser) -> list[Result]:
    found = Municipality.objects.select_related("district").in_bulk(ids)
    inhabited = Profile.objects.published().filter(municipality__in=ids).values("municipality")
    counts = dict(inhabited.annotate(profiles=Count("pk")).order_by().values_list("municipality", "profiles"))
    return [_place(found[pk], counts.get(pk, 0)) for pk in ids if pk in found]


def _place(place: Municipality, profiles: int) -> Result:
    address = reverse("catalogue:municipality", args=[place.slug])
    there = ngettext("%(count)d profile", "%(count)d profiles", profiles) % {"count": profiles} if profiles else ""
    meta = ", ".join([_("%(district)s district") % {"district": place.district.name}, there or _("no profile yet")])
    return Result(title=place.name, url=address, meta=meta)
