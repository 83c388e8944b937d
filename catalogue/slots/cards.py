"""Profiles as cards of an article."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy

from catalogue.models import Profile
from kko.search.folding import fold
from kko.slots import Card, CardKind


def profile_cards() -> CardKind:
    """Profiles as a kind of card: only what everybody may see."""
    return CardKind(
        key="profile",
        label=gettext_lazy("Profile"),
        icon="user",
        model=Profile,
        choosable=_choosable,
        cards=_cards,
    )


def _choosable(words: str) -> QuerySet[Profile]:
    published = Profile.objects.published().order_by("sort_key", "pk")
    for word in fold(words).split():
        published = published.filter(name_folded__contains=word)
    return published


def _cards(ids: Iterable[int]) -> dict[int, Card]:
    found = Profile.objects.published().for_cards().filter(pk__in=list(ids))
    return {profile.pk: _card(profile) for profile in found}


def _card(profile: Profile) -> Card:
    summary, language = profile.summary
    return Card(
        title=profile.name,
        url=profile.get_absolute_url(),
        meta=f"{profile.main_discipline.name}, {profile.municipality.name}",
        summary=summary,
        lang="" if language == get_language() else language,
        cover_url=profile.cover_url,
        is_sample=profile.is_sample,
    )
