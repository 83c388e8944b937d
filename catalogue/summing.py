"""The sum of a wave: how many said what to each question. Exact, so for curators only; free texts without names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.answers import TEXTS, Names, labels
from catalogue.choices import QuestionKind
from catalogue.models import WITH_OPTIONS, Answer, Question, Wave

# Units of a chart: a row's height, the room for labels on the left and for numbers on the right of the bars.
ROW, LABEL, BAR, NUMBER = 30, 300, 380, 60
LABEL_LETTERS = 38
ROWS_IN_CHART = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: how many gave it, and their share of all who answered the question, in per cent."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A row as a chart draws it: in units from the upper left corner."""

    label: str
    count: int
    top: int
    middle: int
    width: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What ``catalogue/_bar_chart.html`` draws; the table beside it says the same."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    label_end: int = LABEL - 10
    bar_start: int = LABEL

    @property
    def bar_height(self) -> int:
        return ROW - 10


@dataclass(frozen=True, slots=True)
class QuestionSum:
    """What was said to one question: by ``answered`` people, counted in ``rows`` or listed in ``texts``."""

    question: Question
    answered: int
    rows: tuple[Row, ...]
    texts: tuple[str, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class WaveSum:
    """The finished interviews of a wave, how many of them consent, and the sums of its questions."""

    interviews: int
    consents: int
    questions: tuple[QuestionSum, ...]


def sum_wave(wave: Wave) -> WaveSum:
    """Count what was said in the finished interviews of ``wave``."""
    finished = list(wave.interviews.finished().values_list("consents", flat=True))
    answers: dict[int, list[Any]] = {}
    for pk, value in Answer.objects.filter(interview__wave=wave, interview__finished_at__isnull=False).values_list(
        "question_id", "value"
    ):
        answers.setdefault(pk, []).append(value)
    names = Names()
    sums = tuple(_sum(question, answers.get(question.pk, []), names) for question in wave.questions.all())
    return WaveSum(len(finished), sum(one is True for one in finished), sums)


def csv_rows(found: WaveSum) -> Iterator[tuple[str, str, int | str, float | str]]:
    """Yield question, answer, count and share of each row; a free text has neither number."""
    for one in found.questions:
        for row in one.rows:
            yield one.question.text, row.label, row.count, round(row.share, 1)
        for text in one.texts:
            yield one.question.text, text, "", ""


def _sum(question: Question, values: list[Any], names: Names) -> QuestionSum:
    if question.kind in TEXTS:
        # in the order of the alphabet, so that the same place in two lists does not mean the same person
        return QuestionSum(question, len(values), (), tuple(sorted(values)), None)
    if question.kind == QuestionKind.CONTACT:
        return QuestionSum(question, len(values), _rows({_("left a contact"): len(values)}, len(values)), (), None)
    said = Counter(label for value in values for label in labels(question, value, names))
    counts = {**_offered(question), **said} if question.kind in WITH_OPTIONS else dict(said.most_common())
    rows = _rows(counts, len(values))
    return QuestionSum(question, len(values), rows, (), chart_of(rows) if values else None)


def _offered(question: Question) -> dict[str, int]:
    return {label: 0 for _kept, label in question.options}


def _rows(counts: dict[str, int], whole: int) -> tuple[Row, ...]:
    return tuple(Row(label, count, round(100 * count / whole, 1) if whole else 0.0) for label, count in counts.items())


def chart_of(rows: Iterable[Row]) -> Chart:
    """Return bars for the first twenty rows, the longest for the greatest count."""
    shown = list(rows)[:ROWS_IN_CHART]
    greatest = max((row.count for row in shown), default=0) or 1
    bars = tuple(
        Bar(
            label=row.label if len(row.label) <= LABEL_LETTERS else f"{row.label[: LABEL_LETTERS - 1]}…",
            count=row.count,
            top=position * ROW + 5,
            middle=position * ROW + ROW // 2,
            width=round(BAR * row.count / greatest),
        )
        for position, row in enumerate(shown)
    )
    return Chart(width=LABEL + BAR + NUMBER, height=max(len(bars), 1) * ROW, bars=bars)
