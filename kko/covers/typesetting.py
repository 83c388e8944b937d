"""Setting a name in big type: the largest size at which it fits, its lines balanced."""

from collections.abc import Callable, Iterable

ELLIPSIS = "…"
LEADING = 1.02

Measure = Callable[[int, str], float]  # type size in pixels, words -> width in pixels


def fitted(words: str, width: int, height: int, sizes: Iterable[int], measure: Measure) -> tuple[list[str], int]:
    """Return the lines and the size, the largest of ``sizes`` (falling) that fits ``width`` by ``height`` pixels.

    What does not fit at the smallest size ends with an ellipsis.
    """
    lines, size, rows = [words], 0, 1
    for size in sizes:
        rows = max(1, int(height / (size * LEADING)))
        lines = _wrapped(words, width, size, measure)
        if len(lines) <= rows and all(measure(size, line) <= width for line in lines):
            return _balanced(words, width, size, measure, len(lines)), size
    kept = lines[:rows]
    if len(lines) > rows:
        kept[-1] += ELLIPSIS
    return [_cut(line, width, size, measure) for line in kept], size


def _wrapped(words: str, width: float, size: int, measure: Measure) -> list[str]:
    """Break at plain spaces only: a no-break space holds."""
    lines: list[str] = []
    for word in filter(None, words.split(" ")):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(size, longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(words: str, width: int, size: int, measure: Measure, count: int) -> list[str]:
    """Narrow the measure as long as the number of lines stays: no orphaned last word."""
    narrow, wide = width // 2, width
    while narrow < wide:
        middle = (narrow + wide) // 2
        lines = _wrapped(words, middle, size, measure)
        if len(lines) <= count and all(measure(size, line) <= width for line in lines):
            wide = middle
        else:
            narrow = middle + 1
    return _wrapped(words, wide, size, measure)


def _cut(line: str, width: int, size: int, measure: Measure) -> str:
    if measure(size, line) <= width:
        return line
    while line and measure(size, line + ELLIPSIS) > width:
        line = line.rstrip(ELLIPSIS)[:-1].rstrip()
    return line + ELLIPSIS
