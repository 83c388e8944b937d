"""What is withheld cannot be reckoned: exact linear algebra over everything that is published."""

import random
from fractions import Fraction

import pytest

from kko.opendata.withholding import FLOOR, WITHHELD, Counts, Published, publishable

ROWS = ["a", "b", "c", "d"]


def counts(text: str) -> Counts:
    """Return a table written as numbers: a line is a row."""
    lines = [[int(number) for number in line.split()] for line in text.strip().splitlines()]
    rows = ["abcdefgh"[place] for place in range(len(lines))]
    columns = ["klmnopqr"[place] for place in range(len(lines[0]))]
    cells = {
        (row, column): line[at] for row, line in zip(rows, lines, strict=True) for at, column in enumerate(columns)
    }
    return Counts(rows, columns, cells)


def written(table: Published) -> str:
    """Return a table as text with its margins, ``x`` for what is withheld."""
    columns = list(table.columns)
    lines = [[table.cells[row, column] for column in columns] + [table.rows[row]] for row in table.rows]
    lines.append([*table.columns.values(), table.total])
    return "\n".join(" ".join("x" if one is WITHHELD else str(one) for one in line) for line in lines)


def test_table_of_large_numbers_and_zeros_is_published_whole():
    (table,) = publishable([counts("7 0 9\n12 5 0")])
    assert written(table) == "7 0 9 16\n12 5 0 17\n19 5 9 33"


def test_small_number_takes_three_others_with_it():
    (table,) = publishable([counts("3 9 20\n8 30 20\n20 20 20")])
    assert written(table) == "x x 20 32\nx x 20 58\n20 20 20 60\n31 59 60 150"


def test_two_small_numbers_that_hide_each_other_but_not_their_sum_take_a_third():
    (table,) = publishable([counts("1 2 7 20\n2 1 9 20\n20 20 20 20")])
    assert written(table).splitlines()[0].split() == ["x", "x", "x", "20", "30"]


def test_small_total_publishes_nothing():
    (table,) = publishable([counts("1 2\n0 1")])
    assert written(table) == "x x x\nx x x\nx x x"


def test_empty_tables_are_empty():
    assert publishable([]) == []
    assert written(publishable([counts("0 0\n0 0")])[0]) == "0 0 0\n0 0 0\n0 0 0"


def test_row_with_a_small_sum_hides_the_sum_in_all_tables():
    tables = publishable([counts("3 0\n9 9\n20 20"), counts("1 2\n10 8\n30 10")])
    assert [table.rows for table in tables] == [{"a": WITHHELD, "b": WITHHELD, "c": 40}] * 2


@pytest.mark.parametrize(
    "tables",
    [
        [counts("1 2\n3 4"), counts("1 2\n3 5")],
        [counts("1 2\n3 4"), counts("1 2")],
        [counts("-1 2\n3 4")],
        [Counts(["a", ""], ["k"], {})],
        [Counts(["a"], [""], {})],
    ],
)
def test_tables_that_do_not_fit_are_refused(tables):
    with pytest.raises(ValueError, match=r"The tables do not share|negative|no name"):
        publishable(tables)


# --- Properties ---------------------------------------------------------------------------------


def random_tables(dice: random.Random) -> list[Counts]:
    """Return up to three tables of the same things divided by different columns, small and sparse to large."""
    rows = [f"r{number}" for number in range(dice.randint(1, 6))]
    shapes = [[f"s{number}" for number in range(dice.randint(1, 5))] for _ in range(dice.randint(1, 3))]
    weights = [dice.random() ** dice.choice([1, 3]) for _ in rows]
    things = [
        (dice.choices(rows, weights)[0], *(dice.choice(columns[: dice.randint(1, 5)]) for columns in shapes))
        for _ in range(dice.choice([0, 3, 6, 12, 25, 60, 150]))
    ]
    tables = []
    for at, columns in enumerate(shapes, start=1):
        cells: dict = {}
        for thing in things:
            cells[thing[0], thing[at]] = cells.get((thing[0], thing[at]), 0) + 1
        tables.append(Counts(rows, columns, cells))
    return tables


def unknowns_and_equations(tables: list[Published]) -> tuple[dict, list[dict]]:
    """Return the withheld numbers of all tables together, and the sums as equations between them (left sides)."""
    names: dict = {}

    def term(key, shown) -> list:
        return [names.setdefault(key, len(names))] if shown is WITHHELD else []

    equations = []
    for number, table in enumerate(tables):
        for row, shown in table.rows.items():
            parts = [one for c in table.columns for one in term((number, row, c), table.cells[row, c])]
            equations.append((parts, term(("sum", row), shown)))
        for column, shown in table.columns.items():
            parts = [one for r in table.rows for one in term((number, r, column), table.cells[r, column])]
            equations.append((parts, term((number, "", column), shown)))
        total = term("total", table.total)
        equations.append(([one for r, shown in table.rows.items() for one in term(("sum", r), shown)], total))
        equations.append(([one for c, shown in table.columns.items() for one in term((number, "", c), shown)], total))
    return names, [dict.fromkeys(parts, Fraction(1)) | dict.fromkeys(whole, Fraction(-1)) for parts, whole in equations]


def determined(names: dict, equations: list[dict]) -> list:
    """Return the unknowns that have one value only, by Gauss and Jordan's elimination in exact fractions."""
    pivots: dict[int, dict] = {}
    for equation in equations:
        row = dict(equation)
        for pivot in [one for one in row if one in pivots]:
            row = minus(row, pivots[pivot], row.get(pivot, Fraction(0)))
        if row:
            pivot = next(iter(row))
            row = {at: value / row[pivot] for at, value in row.items()}
            pivots = {at: minus(other, row, other.get(pivot, Fraction(0))) for at, other in pivots.items()}
            pivots[pivot] = row
    by_number = {number: name for name, number in names.items()}
    return [by_number[pivot] for pivot, row in pivots.items() if set(row) == {pivot}]


def minus(row: dict, other: dict, times: Fraction) -> dict:
    if not times:
        return row
    keys = {**row, **other}
    found = {at: row.get(at, Fraction(0)) - times * other.get(at, Fraction(0)) for at in keys}
    return {at: value for at, value in found.items() if value}


def sums_of_withheld_parts(counted: Counts, table: Published) -> list[tuple[int, int]]:
    """Return how many parts are withheld, and their sum, in each line whose whole is published."""
    lines = [[(row, column) for column in table.columns] for row, shown in table.rows.items() if shown is not WITHHELD]
    lines += [[(row, column) for row in table.rows] for column, shown in table.columns.items() if shown is not WITHHELD]
    parts = [[counted.cells.get(one, 0) for one in line if table.cells[one] is WITHHELD] for line in lines]
    if table.total is not WITHHELD:
        whole = {row: sum(counted.cells.get((row, c), 0) for c in counted.columns) for row in counted.rows}
        parts.append([whole[row] for row, shown in table.rows.items() if shown is WITHHELD])
        down = {column: sum(counted.cells.get((r, column), 0) for r in counted.rows) for column in counted.columns}
        parts.append([down[column] for column, shown in table.columns.items() if shown is WITHHELD])
    return [(len(line), sum(line)) for line in parts if line]


@pytest.mark.parametrize("seed", range(400))
def test_nothing_withheld_can_be_reckoned(seed):
    counted = random_tables(random.Random(seed))
    tables = publishable(counted)
    numbers = [
        one for table in tables for one in (*table.cells.values(), *table.rows.values(), *table.columns.values())
    ]
    assert [one for one in numbers if one is not WITHHELD and 0 < one < FLOOR] == []
    assert determined(*unknowns_and_equations(tables)) == []
    for before, table in zip(counted, tables, strict=True):
        assert [line for line in sums_of_withheld_parts(before, table) if line[0] < 2 or line[1] < FLOOR] == []
        shown = {key: count for key, count in table.cells.items() if count is not WITHHELD}
        assert shown == {key: before.cells.get(key, 0) for key in shown}


def with_listed(dice: random.Random, tables: list[Counts], circles: int) -> list[Counts]:
    """Return the tables with lists for so many circles of readers; a narrower one lists all that a wider one can."""
    lists: list[list[dict]] = []
    inside = tables
    for _ in range(circles):
        inside = a_part_of(dice, inside)
        lists.insert(0, [one.cells for one in inside])
    return [table._replace(listed=[one[at] for one in lists]) for at, table in enumerate(tables)]


def a_part_of(dice: random.Random, tables: list[Counts]) -> list[Counts]:
    """Return some things of each row, the same number of a row in all tables."""
    share = dice.choice([0.2, 0.5, 0.8, 0.95])
    sums = {row: sum(tables[0].cells.get((row, c), 0) for c in tables[0].columns) for row in tables[0].rows}
    wanted = {row: sum(dice.random() < share for _ in range(count)) for row, count in sums.items()}
    return [Counts(table.rows, table.columns, listed_of(dice, table, wanted)) for table in tables]


def listed_of(dice: random.Random, table: Counts, wanted: dict[str, int]) -> dict:
    found: dict = {}
    for row, number in wanted.items():
        places = [c for c in table.columns for _ in range(table.cells.get((row, c), 0))]
        for column in dice.sample(places, number):
            found[row, column] = found.get((row, column), 0) + 1
    return found


def without_listed(counted: Counts, table: Published, circle: int) -> tuple[Counts, Published]:
    """Return what somebody of the circle has who subtracts all that they can list: the truth, and what is seen of it.

    Parts that are withheld and add up to nothing are nothing, each of them.
    """
    rows, columns = counted.rows, counted.columns
    left = {(r, c): counted.cells.get((r, c), 0) - counted.listed[circle].get((r, c), 0) for r in rows for c in columns}
    by_row = {r: sum(left[r, c] for c in columns) for r in rows}
    by_column = {c: sum(left[r, c] for r in rows) for c in columns}
    seen_rows = {r: None if table.rows[r] is WITHHELD else by_row[r] for r in rows}
    seen_columns = {c: None if table.columns[c] is WITHHELD else by_column[c] for c in columns}
    cells = {
        (r, c): None if table.cells[r, c] is WITHHELD and seen_rows[r] != 0 and seen_columns[c] != 0 else left[r, c]
        for r in rows
        for c in columns
    }
    total = WITHHELD if table.total is WITHHELD else sum(by_row.values())
    return Counts(rows, columns, left), Published(total, seen_rows, seen_columns, cells)


@pytest.mark.parametrize("seed", range(600))
def test_nothing_can_be_reckoned_by_subtracting_what_is_listed(seed):
    dice = random.Random(seed)
    counted = with_listed(dice, random_tables(dice), circles=1 + seed % 3)
    tables = publishable(counted)
    few = circle_with_few(counted[0])
    if few is not None:
        assert tables == publishable(
            [Counts(one.rows, one.columns, one.listed[few], one.listed[:few]) for one in counted]
        )
        return
    assert determined(*unknowns_and_equations(tables)) == []
    for circle in range(len(counted[0].listed)):
        left = [without_listed(before, table, circle) for before, table in zip(counted, tables, strict=True)]
        assert given_away(left) == []


def circle_with_few(table: Counts) -> int | None:
    """Return the narrowest circle that can list all but a few, when there are more than a few at all."""
    total = sum(table.cells.values())
    left = [total - sum(listed.values()) for listed in table.listed]
    return max((at for at, number in enumerate(left) if 0 < number < FLOOR <= total), default=None)


def given_away(left: list[tuple[Counts, Published]]) -> list:
    """Return small numbers that are seen, lines with too little withheld, and small numbers that can be reckoned."""
    found: list = []
    for truth, seen in left:
        numbers = [*seen.cells.values(), *seen.rows.values(), *seen.columns.values(), seen.total]
        found += [one for one in numbers if one is not WITHHELD and 0 < one < FLOOR]
        found += [line for line in sums_of_withheld_parts(truth, seen) if line[1] and (line[0] < 2 or line[1] < FLOOR)]
    known = determined(*unknowns_and_equations([seen for _truth, seen in left]))
    # that there are no more, or many, is no secret
    return found + [name for name in known if 0 < true_number(left, name) < FLOOR]


def true_number(left: list, name: tuple) -> int:
    if name[0] == "sum":
        counted = left[0][0]
        return sum(counted.cells[name[1], c] for c in counted.columns)
    counted = left[name[0]][0]
    if name[1] == "":
        return sum(counted.cells[r, name[2]] for r in counted.rows)
    return counted.cells[name[1], name[2]]


def test_large_number_is_withheld_when_all_but_a_few_of_it_are_listed():
    table = counts("9 9 9\n9 9 9\n9 9 9")
    (shown,) = publishable([table._replace(listed=[{("a", "k"): 7}])])
    assert shown.cells["a", "k"] is WITHHELD


def test_few_beside_the_listed_ones_are_not_counted():
    table = counts("9 9\n9 9")
    (shown,) = publishable([table._replace(listed=[{("a", "k"): 6, ("a", "l"): 9, ("b", "k"): 9, ("b", "l"): 9}])])
    assert written(shown) == "6 9 15\n9 9 18\n15 18 33"


def test_what_only_a_narrow_circle_can_list_keeps_the_rules_too():
    """Strangers can list nothing; members nine of eleven: the two that are left may not be reckoned."""
    table = counts("11 20\n20 20")
    (shown,) = publishable([table._replace(listed=[{}, {("a", "k"): 9}])])
    assert written(shown) == "x x 31\nx x 40\n31 40 71"


@pytest.mark.parametrize("listed", [[{("a", "k"): 10}], [{("a", "k"): -1}], [{("a", "k"): 8}, {("a", "k"): 7}]])
def test_more_listed_than_counted_and_narrow_circles_that_list_less_are_refused(listed):
    with pytest.raises(ValueError, match="negative"):
        publishable([counts("9 9\n9 9")._replace(listed=listed)])


def test_the_reckoner_of_these_tests_finds_what_is_given_away():
    """A table that withholds one number alone."""
    table = Published(total=19, rows={"a": 9, "b": 10}, columns={"k": 9, "l": 10},
                      cells={("a", "k"): WITHHELD, ("a", "l"): 5, ("b", "k"): 5, ("b", "l"): 5})  # fmt: skip
    assert determined(*unknowns_and_equations([table])) == [(0, "a", "k")]


def test_a_table_as_large_as_the_radars_is_quick():
    """26 kinds by 13 sectors, sparse: the most that the radar asks for."""
    dice = random.Random(1)
    kinds, sectors = [f"k{n}" for n in range(26)], [f"s{n}" for n in range(13)]
    cells: dict = {}
    for _ in range(700):
        key = (dice.choice(kinds), sectors[min(12, int(dice.expovariate(0.3)))])
        cells[key] = cells.get(key, 0) + 1
    (table,) = publishable([Counts(kinds, sectors, cells)])
    assert determined(*unknowns_and_equations([table])) == []
