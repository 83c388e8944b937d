"""What of profiles and municipalities can be found. Public values only: who searches may learn every word of it."""

from collections.abc import Iterable, Iterator

from catalogue.models import Discipline, Offer, PortfolioItem, Profile
from kko.search.documents import Document
from kko.territory.models import Municipality

KIND = "profile"
MUNICIPALITY_KIND = "municipality"


def documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the public profiles (of those among ``ids``), in three languages each."""
    profiles = Profile.objects.published()
    if ids is not None:
        profiles = profiles.filter(pk__in=list(ids))
    words = {one.pk: _words_of(one) for one in Discipline.objects.in_order()}
    related = ["disciplines", "portfolio", "offers__kind"]
    profiles = profiles.select_related("municipality__district").prefetch_related(*related).order_by("pk")
    for profile in profiles.iterator(chunk_size=1000):
        yield _document(profile, words)


def _words_of(discipline: Discipline) -> str:
    names = [discipline.name_cs, discipline.name_en, discipline.name_de, discipline.sector.name_cs]
    return " · ".join([*names, *discipline.alias_list])


def _document(profile: Profile, words: dict[int, str]) -> Document:
    own = dict.fromkeys([profile.main_discipline_id, *(one.pk for one in profile.disciplines.all())])
    place = profile.municipality
    return Document(
        kind=KIND,
        object_id=profile.pk,
        title=profile.name,
        a=profile.name,
        b=" · ".join([*(words[pk] for pk in own), *_in_all_languages(profile, "services")]),
        c=" · ".join(
            [
                *_in_all_languages(profile, "summary"),
                *(place.name, place.name_de, f"okres {place.district.name}", profile.get_form_display()),
                *(word for offer in profile.offers.all() for word in _words_of_offer(offer)),
            ]
        ),
        d=" · ".join(
            [
                *_in_all_languages(profile, "text"),
                *(word for piece in profile.portfolio.all() for word in _words_of_piece(piece)),
            ]
        ),
    )


def _in_all_languages(record: Profile | PortfolioItem, field: str) -> list[str]:
    return [getattr(record, f"{field}_{code}") for code in ("cs", "en", "de")]


def _words_of_offer(offer: Offer) -> list[str]:
    return [offer.kind.name_cs, offer.kind.name_en or "", offer.kind.name_de or "", offer.note_cs]


def _words_of_piece(piece: PortfolioItem) -> list[str]:
    return [*_in_all_languages(piece, "title"), piece.note_cs]


def municipality_documents(ids: Iterable[int] | None = None) -> Iterator[Document]:
    """Yield the documents of the municipalities (of those among ``ids``): their names, the historical one as well."""
    places = Municipality.objects.all() if ids is None else Municipality.objects.filter(pk__in=list(ids))
    for place in places.order_by("pk"):
        yield Document(MUNICIPALITY_KIND, place.pk, place.name, a=place.name, b=place.name_de)
