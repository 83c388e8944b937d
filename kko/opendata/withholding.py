"""Which counts of several tables may be published, so that no small one can be read or reckoned.

The rule of the house: counts of 1 to 4 are withheld, and so is whatever would give them away by
subtraction (A. Hundepool et al., Statistical Disclosure Control, 2012, chapter 4: primary and secondary
suppression). Zeros are published unless a withheld cell needs one for company.

A table stands here with its margins: each row and each column is a *line* whose parts add up to its whole.
Rows and columns are the nodes of a graph and every withheld number is an edge between its row and its
column. What is published determines a withheld number exactly when its edge is a bridge: only numbers that
lie on a cycle can be shifted against each other without changing any published sum.

Where a part of what is counted can be listed one by one (public needs by everybody, those for members by members),
whoever lists it knows its numbers and subtracts them. What is left is a table of its own under the same withholding,
and keeps the same rules: each is a *measure* of the numbers, and what is withheld must hold in all of them.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

FLOOR = 5
WITHHELD = None  # what stands in place of a number that is not published
MARGIN = ""  # the row or column of sums in ``_Solver``: no category is called so

Shown = int | None
Edge = tuple[str, str]
Node = tuple[bool, str]  # (is a column, name)


class Counts(NamedTuple):
    """A table of counts before anything is withheld; cells that are missing are zero.

    ``listed`` says how many of them can be listed one by one, for each circle of readers from the widest to the
    narrowest: who is in a narrower one lists all that the wider ones can, and more.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[Edge, int]
    listed: Sequence[Mapping[Edge, int]] = ()


@dataclass(frozen=True)
class Published:
    """A table as it may be published: numbers, or ``WITHHELD`` in their place."""

    total: Shown
    rows: dict[str, Shown]
    columns: dict[str, Shown]
    cells: dict[Edge, Shown]


def publishable(tables: Sequence[Counts], floor: int = FLOOR) -> list[Published]:
    """Return the tables with what has to be withheld replaced by ``WITHHELD``.

    All tables have the same rows with the same sums, and share them: a row's sum is withheld in all or in
    none, and it is decided first. In what is returned no withheld number follows from all published ones
    together, and the withheld parts of a line whose whole is published are at least two and add up to
    ``floor`` at least. All this holds as well for what is left when any of the ``listed`` are subtracted; only
    may it be nothing at all in the withheld parts of a line. Fewer than ``floor`` that a circle cannot list are not
    counted at all, or nothing could be published because of them. Raises ``ValueError`` when the tables do not
    share their rows' sums, when a count is negative (or less than is listed), or a name is empty.
    """
    if not tables:
        return []
    _check(tables)
    sums = [_row_sums(one) for one in _measured(tables[0])]
    total, *left = (sum(one.values()) for one in sums)
    if 0 < total < floor:
        return [_nothing(table) for table in tables]
    few = [circle for circle, number in enumerate(left) if 0 < number < floor]
    if few:
        return publishable([_as_listed(table, few[-1]) for table in tables], floor)
    hidden = _hidden_margin(sums, floor)
    return [_Solver(table, hidden, floor).solve() for table in tables]


def _check(tables: Sequence[Counts]) -> None:
    sums = [_row_sums(one) for one in _measured(tables[0])]
    if any([_row_sums(one) for one in _measured(table)] != sums for table in tables):
        raise ValueError("The tables do not share the sums of their rows.")
    for table in tables:
        wider = [Counts(table.rows, table.columns, one) for one in table.listed]
        circles = [_without(narrow, wide.cells) for wide, narrow in pairwise([*wider, table])]
        if any(count < 0 for one in (*wider[:1], *circles, table) for count in one.cells.values()):
            raise ValueError("A count is negative.")
        if MARGIN in {*table.rows, *table.columns}:
            raise ValueError("A row or a column has no name.")


def _measured(table: Counts) -> list[Counts]:
    """Return the table, and what is left of it for each circle that subtracts what it can list."""
    return [table, *(_without(table, listed) for listed in table.listed)]


def _as_listed(table: Counts, circle: int) -> Counts:
    """Return only what this circle can list, with what the wider ones can."""
    return Counts(table.rows, table.columns, table.listed[circle], table.listed[:circle])


def _row_sums(table: Counts) -> dict[str, int]:
    return {row: sum(table.cells.get((row, column), 0) for column in table.columns) for row in table.rows}


def _without(table: Counts, listed: Mapping[Edge, int]) -> Counts:
    left = {edge: table.cells.get(edge, 0) - listed.get(edge, 0) for edge in {*table.cells, *listed}}
    return Counts(table.rows, table.columns, left)


def _nothing(table: Counts) -> Published:
    return Published(
        total=WITHHELD,
        rows=dict.fromkeys(table.rows, WITHHELD),
        columns=dict.fromkeys(table.columns, WITHHELD),
        cells={(row, column): WITHHELD for row in table.rows for column in table.columns},
    )


def _hidden_margin(measured: Sequence[Mapping[str, int]], floor: int) -> set[str]:
    """Return the rows whose sums are withheld: the small ones, and the smallest others for company."""
    sums = measured[0]
    hidden = {row for one in measured for row, count in one.items() if 0 < count < floor}
    for one in reversed(measured):
        others = sorted((row for row in one if row not in hidden and one[row]), key=lambda row: (sums[row], row))
        # there is another one: the total is zero or at least the floor
        while 0 < sum(one[row] for row in hidden) < floor:
            hidden.add(others.pop(0))
    return hidden


@dataclass
class _Measure:
    """The numbers of a table with its margins, and the rows and columns in which there are any.

    Where a whole is zero all its parts are known to be: they can hide nothing.
    """

    value: dict[Edge, int]
    rows: list[str]
    columns: list[str]

    @classmethod
    def of(cls, table: Counts) -> "_Measure":
        rows, columns, cells = table.rows, table.columns, table.cells
        value: dict[Edge, int] = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
        sums = {row: sum(value[row, column] for column in columns) for row in rows}
        value |= {(row, MARGIN): count for row, count in sums.items()}
        value |= {(MARGIN, column): sum(value[row, column] for row in rows) for column in columns}
        return cls(value, [row for row in rows if sums[row]], [column for column in columns if value[MARGIN, column]])

    def has(self, edge: Edge) -> bool:
        """Whether the number stands in a row and a column in which there are any."""
        row, column = edge
        return (row == MARGIN or row in self.rows) and (column == MARGIN or column in self.columns)


@dataclass
class _Solver:
    """Finds what of one table is withheld, ``hidden`` rows' sums given. Lines are named by row or column."""

    table: Counts
    hidden: set[str]
    floor: int
    primary: set[Edge] = field(init=False)
    withheld: set[Edge] = field(init=False)

    def __post_init__(self) -> None:
        whole, *left = _measured(self.table)
        self.measures = [_Measure.of(whole)]
        self.measures += [_Measure.of(one) for at, one in enumerate(left) if one not in (whole, *left[:at])]
        self.value = self.measures[0].value
        self.total = sum(self.value[row, MARGIN] for row in self.table.rows)
        margin = {(row, MARGIN) for row in self.hidden}
        small = {
            edge
            for measure in self.measures
            for edge, count in measure.value.items()
            if edge[1] != MARGIN and 0 < count < self.floor
        }
        self.withheld = self.primary = margin | small

    def solve(self) -> Published:
        """Withhold until no line gives a number away and none is determined; then give back what was not needed."""
        while self._more():
            pass
        for edge in sorted(self.withheld - self.primary, key=lambda edge: (-self._cost(edge, self.measures[0]), edge)):
            before = self.withheld
            self.withheld = before - {edge}
            if self._gives_away():
                self.withheld = before
        shown = {edge: WITHHELD if edge in self.withheld else count for edge, count in self.value.items()}
        return Published(
            total=self.total,
            rows={row: shown[row, MARGIN] for row in self.table.rows},
            columns={column: shown[MARGIN, column] for column in self.table.columns},
            cells={(row, column): shown[row, column] for row in self.table.rows for column in self.table.columns},
        )

    def _more(self) -> bool:
        """Withhold what one of the measures still lacks; returns whether it was anything."""
        return any(self._fill_lines(one) or self._join_hidden(one) or self._close_cycles(one) for one in self.measures)

    def _gives_away(self) -> bool:
        """Whether anything would have to be withheld beside what is."""
        before = self.withheld
        missing = any(
            self._fill_lines(one) or self._join_hidden(one) or bool(_bridges(self._withheld_of(one)))
            for one in self.measures
        )
        self.withheld = before
        return missing

    def _withheld_of(self, measure: _Measure) -> set[Edge]:
        return {edge for edge in self.withheld if measure.has(edge)}

    def _lines(self, measure: _Measure) -> Iterable[list[Edge]]:
        """Yield the parts of each line whose whole is published; the line of the columns' sums is one of them."""
        rows, columns = measure.rows, measure.columns
        yield from ([(row, column) for column in columns] for row in rows if (row, MARGIN) not in self.withheld)
        yield from ([(row, column) for row in rows] for column in columns if (MARGIN, column) not in self.withheld)
        yield [(MARGIN, column) for column in columns]

    def _fill_lines(self, measure: _Measure) -> bool:
        """Withhold the smallest further parts of lines whose withheld ones add up to less than the floor."""
        before = self.withheld
        for parts in self._lines(measure):
            known = sum(measure.value[edge] for edge in parts if edge in self.withheld)
            rest = [edge for edge in parts if edge not in self.withheld]
            rest.sort(key=lambda edge: self._cost(edge, measure), reverse=True)
            while 0 < known < self.floor and rest:
                known += measure.value[rest[-1]]
                self.withheld = self.withheld | {rest.pop()}
        return self.withheld != before

    def _join_hidden(self, measure: _Measure) -> bool:
        """Let the rows whose sums are withheld be joined without those sums: then a shift between the sums
        that hides a number of another table can be followed in this one."""
        before = self.withheld
        first, *others = sorted(self.hidden.intersection(measure.rows)) or [""]
        for row in others:
            self._connect((False, first), (False, row), measure, through_margin=False)
        return self.withheld != before

    def _close_cycles(self, measure: _Measure) -> bool:
        """Give every bridge a second way between its ends, so that it lies on a cycle."""
        before = self.withheld
        for row, column in sorted(_bridges(self._withheld_of(measure))):
            self._connect((False, row), (True, column), measure, without=(row, column))
        return self.withheld != before

    def _connect(
        self, start: Node, end: Node, measure: _Measure, *, through_margin: bool = True, without: Edge | None = None
    ) -> None:
        """Withhold the cheapest numbers by which a path leads from ``start`` to ``end`` (Dijkstra 1959)."""
        distance, queue = {start: 0}, [(0, start)]
        came_from: dict[Node, tuple[Node, Edge]] = {}
        while queue:
            reached, node = heapq.heappop(queue)
            if node == end:
                break
            for edge, other in self._steps(node, measure, through_margin):
                cost = reached + (0 if edge in self.withheld else self._cost(edge, measure))
                if edge != without and cost < distance.get(other, cost + 1):
                    distance[other], came_from[other] = cost, (node, edge)
                    heapq.heappush(queue, (cost, other))
        while end in came_from:
            end, edge = came_from[end]
            self.withheld = self.withheld | {edge}

    def _steps(self, node: Node, measure: _Measure, through_margin: bool) -> Iterable[tuple[Edge, Node]]:
        """Yield the numbers of a line that are withheld or may be, each with the line across."""
        is_column, name = node
        if is_column and name == MARGIN:
            yield from (((row, MARGIN), (False, row)) for row in self.hidden.intersection(measure.rows))
        elif is_column:
            yield from (((row, name), (False, row)) for row in [*measure.rows, MARGIN])
        else:
            yield from (((name, column), (True, column)) for column in measure.columns)
            if through_margin and name in self.hidden:
                yield (name, MARGIN), (True, MARGIN)

    def _cost(self, edge: Edge, measure: _Measure) -> int:
        """What withholding it loses: its count; a zero as much as everything, for it hides little."""
        return self.value[edge] if measure.value[edge] else self.total + 1


def _bridges(edges: set[Edge]) -> list[Edge]:
    """Return the edges of the graph of rows and columns that lie on no cycle (Tarjan 1974, without recursion)."""
    near: dict[Node, list[tuple[Edge, Node]]] = {}
    for edge in edges:
        row, column = (False, edge[0]), (True, edge[1])
        near.setdefault(row, []).append((edge, column))
        near.setdefault(column, []).append((edge, row))
    found: list[Edge] = []
    order: dict[Node, int] = {}
    low: dict[Node, int] = {}
    for root in near:
        if root not in order:
            _search(root, near, order, low, found)
    return found


def _search(root: Node, near: dict, order: dict[Node, int], low: dict[Node, int], found: list[Edge]) -> None:
    order[root] = low[root] = len(order)
    stack: list[tuple[Node, Edge | None, Iterator[tuple[Edge, Node]]]] = [(root, None, iter(near[root]))]
    while stack:
        node, entered_by, ways = stack[-1]
        for edge, other in ways:
            if edge == entered_by:
                continue
            if other in order:
                low[node] = min(low[node], order[other])
                continue
            order[other] = low[other] = len(order)
            stack.append((other, edge, iter(near[other])))
            break
        else:
            stack.pop()
            if stack:
                above = stack[-1][0]
                low[above] = min(low[above], low[node])
                if entered_by is not None and low[node] > order[above]:
                    found.append(entered_by)
