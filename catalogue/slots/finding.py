"""Profiles as a kind of search result."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy

from catalogue.models import Profile
from catalogue.search import KIND, documents
from kko.accounts.models import User
from kko.search.slots import Result, SearchKind


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
