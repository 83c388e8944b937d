"""Which counts of several tables may be published, so that no small one can be read or reckoned.

The rule of the house: counts of 1 to 4 are withheld, and so is whatever would give them away by
subtraction (A. Hundepool et al., Statistical Disclosure Control, 2012, chapter 4: primary and secondary
suppression). Zeros are published unless a withheld cell needs one for company.

A table stands here with its margins: each row and each column is a *line* whose parts add up to its whole.
Rows and columns are the nodes of a graph and every withheld number is an edge between its row and its
column. What is published determines a withheld number exactly when its edge is a bridge: only numbers that
lie on a cycle can be shifted against each other without changing any published sum.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

FLOOR = 5
WITHHELD = None  # what stands in place of a number that is not published
MARGIN = ""  # the row or column of sums in ``_Solver``: no category is called so

Shown = int | None
Edge = tuple[str, str]
Node = tuple[bool, str]  # (is a column, name)


class Counts(NamedTuple):
    """A table of counts before anything is withheld; cells that are missing are zero."""

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[Edge, int]


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
    ``floor`` at least. Raises ``ValueError`` when the tables do not share their rows' sums, when a
    count is negative, or a name is empty.
    """
    if not tables:
        return []
    _check(tables)
    sums = _row_sums(tables[0])
    total = sum(sums.values())
    if 0 < total < floor:
        return [_nothing(table) for table in tables]
    hidden = _hidden_margin(sums, floor)
    return [_Solver(table, hidden, floor).solve() for table in tables]


def _check(tables: Sequence[Counts]) -> None:
    first = _row_sums(tables[0])
    if any(_row_sums(table) != first for table in tables):
        raise ValueError("The tables do not share the sums of their rows.")
    for table in tables:
        if any(count < 0 for count in table.cells.values()):
            raise ValueError("A count is negative.")
        if MARGIN in {*table.rows, *table.columns}:
            raise ValueError("A row or a column has no name.")


def _row_sums(table: Counts) -> dict[str, int]:
    return {row: sum(table.cells.get((row, column), 0) for column in table.columns) for row in table.rows}


def _nothing(table: Counts) -> Published:
    return Published(
        total=WITHHELD,
        rows=dict.fromkeys(table.rows, WITHHELD),
        columns=dict.fromkeys(table.columns, WITHHELD),
        cells={(row, column): WITHHELD for row in table.rows for column in table.columns},
    )


def _hidden_margin(sums: Mapping[str, int], floor: int) -> set[str]:
    """Return the rows whose sums are withheld: the small ones, and the smallest others for company."""
    hidden = {row for row, count in sums.items() if 0 < count < floor}
    others = sorted((row for row in sums if sums[row] >= floor), key=lambda row: (sums[row], row))
    while hidden and (len(hidden) < 2 or sum(sums[row] for row in hidden) < floor):
        hidden.add(others.pop(0))  # there is one: the total is at least the floor
    return hidden


@dataclass
class _Solver:
    """Finds what of one table is withheld, ``hidden`` rows' sums given. Lines are named by row or column."""

    table: Counts
    hidden: set[str]
    floor: int
    primary: set[Edge] = field(init=False)
    withheld: set[Edge] = field(init=False)

    def __post_init__(self) -> None:
        rows, columns, cells = self.table
        self.value: dict[Edge, int] = {(row, column): cells.get((row, column), 0) for row in rows for column in columns}
        sums = {row: sum(self.value[row, column] for column in columns) for row in rows}
        self.value |= {(row, MARGIN): count for row, count in sums.items()}
        self.value |= {(MARGIN, column): sum(self.value[row, column] for row in rows) for column in columns}
        self.total = sum(sums.values())
        # Where a whole is zero all its parts are known to be: they can hide nothing.
        self.rows = [row for row in rows if sums[row]]
        self.columns = [column for column in columns if self.value[MARGIN, column]]
        margin = {(row, MARGIN) for row in self.hidden}
        small = {edge for edge, count in self.value.items() if edge[1] != MARGIN and 0 < count < self.floor}
        self.withheld = self.primary = margin | small

    def solve(self) -> Published:
        """Withhold until no line gives a number away and none is determined; then give back what was not needed."""
        while self._fill_lines() or self._join_hidden() or self._close_cycles():
            pass
        for edge in sorted(self.withheld - self.primary, key=lambda edge: (-self._cost(edge), edge)):
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

    def _gives_away(self) -> bool:
        """Whether anything would have to be withheld beside what is."""
        before = self.withheld
        missing = self._fill_lines() or self._join_hidden() or bool(_bridges(self.withheld))
        self.withheld = before
        return missing

    def _lines(self) -> Iterable[list[Edge]]:
        """Yield the parts of each line whose whole is published; the line of the columns' sums is one of them."""
        rows, columns = self.rows, self.columns
        yield from ([(row, column) for column in columns] for row in rows if (row, MARGIN) not in self.withheld)
        yield from ([(row, column) for row in rows] for column in columns if (MARGIN, column) not in self.withheld)
        yield [(MARGIN, column) for column in columns]

    def _fill_lines(self) -> bool:
        """Withhold the smallest further parts of lines whose withheld ones add up to less than the floor."""
        before = self.withheld
        for parts in self._lines():
            known = sum(self.value[edge] for edge in parts if edge in self.withheld)
            rest = sorted((edge for edge in parts if edge not in self.withheld), key=self._cost, reverse=True)
            while 0 < known < self.floor and rest:
                known += self.value[rest[-1]]
                self.withheld = self.withheld | {rest.pop()}
        return self.withheld != before

    def _join_hidden(self) -> bool:
        """Let the rows whose sums are withheld be joined without those sums: then a shift between the sums
        that hides a number of another table can be followed in this one."""
        before = self.withheld
        first, *others = sorted(self.hidden) or [""]
        for row in others:
            self._connect((False, first), (False, row), through_margin=False)
        return self.withheld != before

    def _close_cycles(self) -> bool:
        """Give every bridge a second way between its ends, so that it lies on a cycle."""
        before = self.withheld
        for row, column in sorted(_bridges(self.withheld)):
            self._connect((False, row), (True, column), without=(row, column))
        return self.withheld != before

    def _connect(self, start: Node, end: Node, *, through_margin: bool = True, without: Edge | None = None) -> None:
        """Withhold the cheapest numbers by which a path leads from ``start`` to ``end`` (Dijkstra 1959)."""
        distance, queue = {start: 0}, [(0, start)]
        came_from: dict[Node, tuple[Node, Edge]] = {}
        while queue:
            reached, node = heapq.heappop(queue)
            if node == end:
                break
            for edge, other in self._steps(node, through_margin):
                cost = reached + (0 if edge in self.withheld else self._cost(edge))
                if edge != without and cost < distance.get(other, cost + 1):
                    distance[other], came_from[other] = cost, (node, edge)
                    heapq.heappush(queue, (cost, other))
        while end in came_from:
            end, edge = came_from[end]
            self.withheld = self.withheld | {edge}

    def _steps(self, node: Node, through_margin: bool) -> Iterable[tuple[Edge, Node]]:
        """Yield the numbers of a line that are withheld or may be, each with the line across."""
        is_column, name = node
        if is_column and name == MARGIN:
            yield from (((row, MARGIN), (False, row)) for row in self.hidden)
        elif is_column:
            yield from (((row, name), (False, row)) for row in [*self.rows, MARGIN])
        else:
            yield from (((name, column), (True, column)) for column in self.columns)
            if through_margin and name in self.hidden:
                yield (name, MARGIN), (True, MARGIN)

    def _cost(self, edge: Edge) -> int:
        """What withholding it loses: its count; a zero as much as everything, for it hides little."""
        return self.value[edge] or self.total + 1


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
