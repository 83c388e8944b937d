"""What cells refer to: municipalities, disciplines and kinds of needs, by the words that people write."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.models import Discipline, NeedKind
from catalogue.sheets.cells import CellError, joined, parted
from kko.search.folding import fold
from kko.territory.lookup import MunicipalityIndex, MunicipalityLookupError
from kko.territory.models import Municipality


class Words:
    """Named things, found by any of their words and written by a word that leads back to them."""

    def __init__(self, things: Iterable[Discipline | NeedKind]) -> None:
        self.by_id = {one.pk: one for one in things}
        self._ids: dict[str, int] = {}
        self._spread(lambda one: [one.slug, one.name_cs, one.name_en, one.name_de])
        self._spread(lambda one: getattr(one, "alias_list", []))
        shared = Counter(fold(one.name_cs) for one in self.by_id.values())
        self._written = {pk: self._word(one, shared) for pk, one in self.by_id.items()}

    def _spread(self, words_of) -> None:
        """The first of the taxonomy wins a word that several share."""
        for pk, one in self.by_id.items():
            for word in words_of(one):
                if word:
                    self._ids.setdefault(fold(word.strip()), pk)

    def _word(self, one: Discipline | NeedKind, shared: Counter[str]) -> str:
        folded = fold(one.name_cs.strip())
        return one.name_cs.strip() if shared[folded] == 1 and self._ids.get(folded) == one.pk else one.slug

    def find(self, word: str) -> int | None:
        """Return the id of the thing that bears the word, or ``None``."""
        return self._ids.get(fold(word.strip()))

    def write(self, pk: int) -> str:
        return self._written.get(pk, "")

    def in_order(self, ids: Iterable[int]) -> list[int]:
        """Return the ids in the order of the taxonomy."""
        wanted = set(ids)
        return [pk for pk in self.by_id if pk in wanted]


@dataclass(frozen=True)
class Register:
    """All that cells may refer to. Three queries to load, then none."""

    places: dict[int, Municipality]
    index: MunicipalityIndex
    disciplines: Words
    kinds: Words

    @classmethod
    def load(cls) -> "Register":
        places = list(Municipality.objects.with_territory())
        return cls(
            places={one.pk: one for one in places},
            index=MunicipalityIndex(places),
            disciplines=Words(Discipline.objects.in_order()),
            kinds=Words(NeedKind.objects.order_by("group__position", "position", "pk")),
        )

    def place(self, name: str, district: str) -> int:
        """Return the id of a municipality; ``"Dubí (Teplice)"`` names its district too. Raises ``CellError``."""
        bare, bracket, within = name.partition("(")
        if bracket and not district:
            name, district = bare.strip(), within.strip(" )")
        try:
            return self.index.named(name, district=district or None).pk
        except MunicipalityLookupError as error:
            raise CellError(_("Not in the region: %(why)s") % {"why": error}) from error

    def several_disciplines(self, text: str) -> tuple[list[int], list[str]]:
        """Return ids in the order of the cell, each once, and the words that mean none."""
        asked: list[str] = []
        for part in parted(text.replace("\n", ";"), ";"):
            asked += [part] if self.disciplines.find(part) else parted(part, ",")
        found = [(word, self.disciplines.find(word)) for word in asked]
        known = list(dict.fromkeys(pk for _word, pk in found if pk is not None))
        return known, [word for word, pk in found if pk is None]

    def write_disciplines(self, ids: Iterable[int]) -> str:
        return joined([self.disciplines.write(pk) for pk in ids], ";")
