"""The index of facets against a naive reading of the same rows."""

import random

import pytest

from catalogue.facets import FACETS, FacetIndex, Row

VALUES = {
    "sector": list("abcd"),
    "discipline": [f"d{n}" for n in range(9)],
    "district": list("xyz"),
    "municipality": [f"m{n}" for n in range(12)],
    "form": ["person", "studio"],
    "availability": ["teaching", "mentoring", "commissions"],
}
SINGLE = {"district", "municipality", "form"}


def random_rows(dice: random.Random, number: int) -> list[Row]:
    ids = dice.sample(range(1, 10 * number + 2), number)
    return [Row(pk, float(dice.randrange(5)), random_values(dice)) for pk in ids]


def random_values(dice: random.Random) -> dict[str, set[str]]:
    return {
        facet: set(dice.sample(values, 1 if facet in SINGLE else dice.randrange(len(values) + 1)))
        for facet, values in VALUES.items()
    }


def random_choice(dice: random.Random) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for facet, values in VALUES.items():
        if dice.random() < 0.4:
            chosen[facet] = tuple(dice.sample([*values, "unknown"], dice.randrange(3)))
    return chosen


def fits(row: Row, chosen: dict, aside: str = "") -> bool:
    """Values of one facet are joined by or, facets by and; ``aside`` is not asked."""
    return all(not values or facet == aside or set(values) & set(row.values[facet]) for facet, values in chosen.items())


def naive_counts(rows: list[Row], chosen: dict) -> dict[str, dict[str, int]]:
    counts = {}
    for facet in FACETS:
        left = [row for row in rows if fits(row, chosen, aside=facet)]
        present = sorted({value for row in rows for value in row.values[facet]})
        counts[facet] = {value: sum(value in row.values[facet] for row in left) for value in present}
    return counts


def sorted_counts(selection) -> dict[str, dict[str, int]]:
    return {facet: dict(sorted(counts.items())) for facet, counts in selection.counts.items()}


@pytest.mark.parametrize("seed", range(60))
def test_index_counts_as_the_naive_reading_does(seed):
    dice = random.Random(seed)
    rows = random_rows(dice, dice.choice([0, 1, 7, 8, 9, 63, 64, 65, 150, 600]))
    index = FacetIndex(rows=list(rows))
    for _ in range(10):
        chosen = random_choice(dice)
        selection = index.select(chosen)
        left = [row.pk for row in rows if fits(row, chosen)]
        assert selection.count == len(left)
        assert index.page(selection.mask, start=0, size=len(rows) + 1) == left
        assert sorted_counts(selection) == naive_counts(rows, chosen)


@pytest.mark.parametrize("seed", range(30))
def test_index_counts_the_same_when_it_knows_which_value_lies_in_which(seed):
    dice = random.Random(seed)
    lies_in = {place: dice.choice(VALUES["district"]) for place in VALUES["municipality"]}
    rows = [
        Row(row.pk, row.published, {**row.values, "district": {lies_in[one] for one in row.values["municipality"]}})
        for row in random_rows(dice, 300)
    ]
    index = FacetIndex(rows=list(rows), above={"municipality": ("district", lies_in)})
    for _ in range(10):
        chosen = random_choice(dice)
        assert sorted_counts(index.select(chosen)) == naive_counts(rows, chosen)


@pytest.mark.parametrize("seed", range(30))
def test_index_counts_within_the_hits_of_a_search(seed):
    dice = random.Random(seed)
    rows = random_rows(dice, 200)
    index = FacetIndex(rows=list(rows))
    hits = dice.sample([row.pk for row in rows], dice.randrange(1, 200))
    ranked = index.positions_of([*hits, 999_999])
    chosen = random_choice(dice)
    selection = index.select(chosen, index.mask_of(hits))
    among = [row for row in rows if row.pk in set(hits)]
    left = {row.pk for row in among if fits(row, chosen)}
    assert selection.count == len(left)
    by_rank = [pk for pk in hits if pk in left]
    assert index.page_of(selection.mask, ranked, start=0, size=1000) == by_rank
    for facet, counts in naive_counts(among, chosen).items():
        shown = {value: count for value, count in selection.counts[facet].items() if count}
        assert shown == {value: count for value, count in counts.items() if count}


def test_values_of_a_facet_are_joined_by_or_and_facets_by_and():
    rows = [
        Row(1, 0, {"form": ("person",), "district": ("x",)}),
        Row(2, 0, {"form": ("studio",), "district": ("x",)}),
        Row(3, 0, {"form": ("studio",), "district": ("y",)}),
    ]
    index = FacetIndex(rows=rows)
    assert index.select({"form": ("person", "studio")}).count == 3
    selection = index.select({"form": ("studio",), "district": ("x",)})
    assert index.page(selection.mask, start=0, size=9) == [2]
    assert selection.counts["form"] == {"person": 1, "studio": 1}
    assert selection.counts["district"] == {"x": 1, "y": 1}


@pytest.mark.parametrize("number", [1, 24, 511, 512, 513, 1100])
@pytest.mark.parametrize("size", [1, 24])
def test_pages_put_together_are_the_whole(number, size):
    dice = random.Random(number)
    ids = dice.sample(range(1, 9999), number)
    index = FacetIndex(rows=[Row(pk, 0.0, {}) for pk in ids])
    starts = range(0, number + size, size)
    assert [pk for start in starts for pk in index.page(index.everything, start=start, size=size)] == ids
    odd = index.mask_of([*ids[1::2], 10_000])
    assert [pk for start in starts for pk in index.page(odd, start=start, size=size)] == ids[1::2]


def test_page_past_the_end_is_empty():
    index = FacetIndex(rows=[Row(pk, 0.0, {}) for pk in range(1, 30)])
    assert index.page(index.everything, start=29, size=24) == []
    assert index.page_of(index.everything, index.newest, start=29, size=24) == []
    assert index.page(0, start=0, size=24) == []


def test_newest_come_first_and_of_one_moment_the_later_id():
    index = FacetIndex(rows=[Row(4, 10.0, {}), Row(9, 30.0, {}), Row(2, 20.0, {}), Row(7, 20.0, {}), Row(1, 0.0, {})])
    assert index.page_of(index.everything, index.newest, start=0, size=9) == [9, 7, 2, 4, 1]
    assert index.page_of(index.everything, index.newest, start=1, size=2) == [7, 2]


def test_empty_index_answers():
    index = FacetIndex(rows=[])
    selection = index.select({"form": ("person",)})
    assert (selection.count, index.page(selection.mask, start=0, size=24)) == (0, [])
    assert index.page_of(0, index.newest, start=0, size=24) == []


def test_unknown_value_leaves_nothing_and_none_chosen_leaves_all():
    index = FacetIndex(rows=[Row(1, 0.0, {"form": ("person",)})])
    assert index.select({"form": ("unknown",)}).count == 0
    assert index.select({"form": ()}).count == 1
