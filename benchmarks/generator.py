"""Fifty thousand believable profiles, the same ones every time.

Sectors and forms by their weights, disciplines by rank, places by population; names from lists, texts from
sentences of the sample (few of them common, most rare), words of the taxonomy and invented words that hardly
anybody shares. So common words hit thousands and rare ones a few.
"""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from benchmarks.wordlist import (
    AVAILABILITY,
    ENDINGS,
    FIRST_NAMES,
    FORMS,
    HOUSES,
    OF_WHAT,
    SECTORS,
    SUMMARIES,
    SURNAMES,
    SYLLABLES,
)
from catalogue.models import Discipline, Profile
from catalogue.naming import name_key
from catalogue.reference import read
from kko.search.folding import fold, sort_key
from kko.territory.models import Municipality

PROFILES = 50_000
SEED = 20261123
BATCH = 2_000
SINCE = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class Weighted:
    """Things with their weights, from which one is drawn."""

    things: list[Any]
    weights: list[float] = field(repr=False)

    def __post_init__(self) -> None:
        self.summed = list(itertools.accumulate(self.weights))

    def draw(self, dice: random.Random) -> Any:
        return dice.choices(self.things, cum_weights=self.summed)[0]


class Generator:
    """Makes profiles one by one; needs the taxonomy and the municipalities in the database."""

    def __init__(self, seed: int = SEED) -> None:
        self.dice = random.Random(seed)
        disciplines = list(Discipline.objects.in_order())
        by_sector: dict[str, list[Discipline]] = {}
        for one in disciplines:
            by_sector.setdefault(one.sector.slug, []).append(one)
        self.sectors = Weighted(list(by_sector), [SECTORS.get(slug, 5) for slug in by_sector])
        self.disciplines = {slug: _by_rank(ones) for slug, ones in by_sector.items()}
        self.any_discipline = _by_rank(disciplines, 0.3)
        places = list(Municipality.objects.order_by("code"))
        self.places = Weighted(places, [place.population for place in places])
        self.forms = Weighted(list(FORMS), list(FORMS.values()))
        texts = [entry["text_cs"] for entry in read("sample_profiles.json")]
        self.sentences = _by_rank([f"{one}." for text in texts for one in text.split(". ")], 0.35)
        self.firsts, self.lasts = _by_rank(FIRST_NAMES, 0.5), _by_rank(SURNAMES, 0.6)

    def profiles(self, count: int) -> Iterator[tuple[Profile, list[int]]]:
        """Yield ``count`` unsaved profiles, each with the ids of its further disciplines."""
        for number in range(count):
            yield self._profile(number)

    def _profile(self, number: int) -> tuple[Profile, list[int]]:
        dice, form = self.dice, self.forms.draw(self.dice)
        main = self.disciplines[self.sectors.draw(dice)].draw(dice)
        further = {self.any_discipline.draw(dice).pk for _ in range(dice.choice([0, 0, 0, 1, 1, 2]))} - {main.pk}
        place, name = self.places.draw(dice), self._name(form)
        first = SINCE + timedelta(minutes=dice.randrange(1_400_000))
        summary = self._summary(main, place)
        profile = Profile(
            form=form, name=name, slug=f"{slugify(name)[:90]}-{number}", name_folded=fold(name),
            name_key=name_key(name)[:120], sort_key=sort_key(name), summary_cs=summary, text_cs=self._text(main),
            main_discipline=main, municipality=place, live=True, has_unpublished_changes=False,
            **{key: dice.random() < share for key, share in AVAILABILITY.items()},
            first_published_at=first, last_published_at=first,
        )  # fmt: skip
        return profile, sorted(further)

    def _name(self, form: str) -> str:
        dice = self.dice
        if form == "person":
            first, last = self.firsts.draw(dice), self.lasts.draw(dice)
            return f"{first} {last}"
        what = dice.choice(OF_WHAT) if dice.random() < 0.6 else self._invented().capitalize()
        return f"{dice.choice(HOUSES[form])} {what}"

    def _invented(self) -> str:
        return "".join(self.dice.choices(SYLLABLES, k=3)) + self.dice.choice(ENDINGS)

    def _summary(self, main: Discipline, place: Municipality) -> str:
        words = {
            "discipline": main.name_cs,
            "alias": self.dice.choice(main.alias_list or [main.name_cs]),
            "other": self.any_discipline.draw(self.dice).name_cs.lower(),
            "place": place.name,
        }
        text = self.dice.choice(SUMMARIES).format(**words)
        return (text[0].upper() + text[1:])[:160]

    def _text(self, main: Discipline) -> str:
        sentences = [self.sentences.draw(self.dice) for _ in range(self.dice.randint(3, 8))]
        if self.dice.random() < 0.5:
            sentences.append(f"Kdo hledá: {', '.join(main.alias_list)}.")
        if self.dice.random() < 0.5:
            sentences.append(f"Začínali jsme v domě zvaném {self._invented().capitalize()}.")
        return " ".join(sentences)


def _by_rank(things: list[Any], steepness: float = 0.8) -> Weighted:
    return Weighted(things, [1 / rank**steepness for rank in range(1, len(things) + 1)])


@transaction.atomic
def generate(count: int = PROFILES) -> None:
    """Write the generated profiles in place of any earlier ones; the sample stays."""
    Profile.objects.filter(is_sample=False).delete()
    generated = Generator().profiles(count)
    while batch := list(itertools.islice(generated, BATCH)):
        Profile.objects.bulk_create([profile for profile, _ in batch])
        through = Profile.disciplines.through
        through.objects.bulk_create(
            through(profile_id=profile.pk, discipline_id=pk) for profile, further in batch for pk in further
        )
