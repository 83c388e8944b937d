"""Finding a municipality by the name people write."""

import difflib
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from kko.territory.models import District, Municipality, fold


class MunicipalityLookupError(LookupError):
    """A name that does not lead to just one municipality."""

    def __init__(self, name: str, municipalities: Iterable[Municipality]) -> None:
        self.name = name
        self.municipalities = list(municipalities)
        super().__init__(name)

    @property
    def listing(self) -> str:
        """The municipalities with their districts, for a message."""
        return ", ".join(f"{place.name} ({place.district.name})" for place in self.municipalities)


class AmbiguousMunicipality(MunicipalityLookupError):
    """Several municipalities bear the name; ``municipalities`` lists them."""

    def __str__(self) -> str:
        return _("Several municipalities are called “%(name)s”: %(listing)s. Add the district.") % {
            "name": self.name,
            "listing": self.listing,
        }


class UnknownMunicipality(MunicipalityLookupError):
    """No municipality bears the name; ``municipalities`` lists up to three that come near."""

    def __str__(self) -> str:
        if not self.municipalities:
            return _("No municipality is called “%(name)s”.") % {"name": self.name}
        return _("No municipality is called “%(name)s”. Nearest: %(listing)s.") % {
            "name": self.name,
            "listing": self.listing,
        }


class MunicipalityIndex:
    """All municipalities by name, for looking up many: one query, then none."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._by_name: dict[str, list[Municipality]] = defaultdict(list)
        for municipality in municipalities:
            self._by_name[municipality.name_folded].append(municipality)

    @classmethod
    def load(cls) -> "MunicipalityIndex":
        """Return an index of the whole region."""
        return cls(Municipality.objects.with_territory())

    def named(self, name: str, *, district: District | str | None = None) -> Municipality:
        """Return the municipality of this name, whatever its diacritics and case.

        ``district`` (the object, its name or its code) tells namesakes apart and must agree with what
        is found. Raises ``AmbiguousMunicipality`` or ``UnknownMunicipality``.
        """
        namesakes = self._by_name.get(fold(name), [])
        found = [place for place in namesakes if district is None or _lies_in(place, district)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousMunicipality(name, found)
        raise UnknownMunicipality(name, namesakes or self._nearest(name))

    def _nearest(self, name: str) -> list[Municipality]:
        close = difflib.get_close_matches(fold(name), self._by_name, n=3, cutoff=0.7)
        return [place for folded in close for place in self._by_name[folded]][:3]


def municipality_named(name: str, *, district: District | str | None = None) -> Municipality:
    """Look up one municipality; as ``MunicipalityIndex.named``, which is better for many.

    Two queries at most: the second only when there is something to suggest.
    """
    namesakes = Municipality.objects.called(name).with_territory()
    try:
        return MunicipalityIndex(namesakes).named(name, district=district)
    except UnknownMunicipality:
        return MunicipalityIndex.load().named(name, district=district)


def _lies_in(municipality: Municipality, district: District | str) -> bool:
    if isinstance(district, District):
        return municipality.district_id == district.pk
    return fold(district) in {fold(municipality.district.name), municipality.district.code.casefold()}
