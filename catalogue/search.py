"""What of a profile can be found. Public values only: whoever searches may learn every word of it."""

from collections.abc import Iterable, Iterator

from catalogue.models import Discipline, Profile
from kko.search.documents import Document

KIND = "profile"


def documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the public profiles (of those among ``ids``), in three languages each."""
    profiles = Profile.objects.published()
    if ids is not None:
        profiles = profiles.filter(pk__in=list(ids))
    words = {one.pk: _words_of(one) for one in Discipline.objects.in_order()}
    profiles = profiles.select_related("municipality__district").prefetch_related("disciplines").order_by("pk")
    for profile in profiles.iterator(chunk_size=1000):
        yield _document(profile, words)


def _words_of(discipline: Discipline) -> str:
    names = [discipline.name_cs, discipline.name_en, discipline.name_de, discipline.sector.name_cs]
    return " · ".join([*names, *discipline.alias_list])


def _document(profile: Profile, words: dict[int, str]) -> Document:
    own = dict.fromkeys([profile.main_discipline_id, *(one.pk for one in profile.disciplines.all())])
    place = profile.municipality
    summaries = [profile.summary_cs, profile.summary_en, profile.summary_de]
    return Document(
        kind=KIND,
        object_id=profile.pk,
        title=profile.name,
        a=profile.name,
        b=" · ".join(words[pk] for pk in own),
        c=" · ".join(
            [*summaries, place.name, place.name_de, f"okres {place.district.name}", profile.get_form_display()]
        ),
        d=" · ".join([profile.text_cs, profile.text_en, profile.text_de]),
    )
