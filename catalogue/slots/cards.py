"""Profiles and projects as cards of an article."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext_lazy

from catalogue.models import OldAddress, Profile, Project
from kko.search.folding import fold
from kko.slots import Card, CardKind


def profile_cards() -> CardKind:
    """Profiles as a kind of card: only what everybody may see."""
    return CardKind(
        key="profile",
        label=gettext_lazy("Profile"),
        icon="user",
        model=Profile,
        choosable=_choosable_profiles,
        cards=_profiles,
        remained=_remained,
    )


def _choosable_profiles(words: str) -> QuerySet[Profile]:
    published = Profile.objects.published().order_by("sort_key", "pk")
    for word in fold(words).split():
        published = published.filter(name_folded__contains=word)
    return published


def _profiles(ids: Iterable[int]) -> dict[int, Card]:
    wanted = set(ids)
    found = _shown(wanted)
    if wanted <= found.keys():
        return found
    instead = _remained(wanted - found.keys())
    kept = found | _shown(set(instead.values()) - found.keys())
    return found | {gone: kept[pk] for gone, pk in instead.items() if pk in kept}


def _shown(ids: set[int]) -> dict[int, Card]:
    return {profile.pk: _profile(profile) for profile in Profile.objects.published().for_cards().filter(pk__in=ids)}


def _remained(ids: Iterable[int]) -> dict[int, int]:
    """Return into which profile those of ``ids`` were merged that are gone."""
    return dict(OldAddress.objects.filter(gone_id__in=list(ids)).values_list("gone_id", "profile_id"))


def _profile(profile: Profile) -> Card:
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


def project_cards() -> CardKind:
    """Projects as a kind of card: only what everybody may see."""
    return CardKind(
        key="project",
        label=gettext_lazy("Project"),
        icon="folder-open-inverse",
        model=Project,
        choosable=_choosable_projects,
        cards=_projects,
    )


def _choosable_projects(words: str) -> QuerySet[Project]:
    published = Project.objects.published().newest_first()
    for word in words.split():
        named = Q(name_cs__icontains=word) | Q(name_en__icontains=word) | Q(name_de__icontains=word)
        published = published.filter(named)
    return published


def _projects(ids: Iterable[int]) -> dict[int, Card]:
    return {project.pk: _project(project) for project in Project.objects.published().filter(pk__in=list(ids))}


def _project(project: Project) -> Card:
    name, language = project.name
    state = str(project.get_state_display())
    return Card(
        title=name,
        url=project.get_absolute_url(),
        meta=f"{state}, {project.years}" if project.years else state,
        summary=project.summary[0],
        lang="" if language == get_language() else language,
        cover_url=project.cover_url,
        is_sample=project.is_sample,
    )
