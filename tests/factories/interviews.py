"""Waves of mapping, their questions and interviews with good defaults."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from catalogue.actions.interviews import finish_interview, save_answer
from catalogue.choices import QuestionKind, WaveState
from catalogue.models import Interview, Question, Wave
from kko.accounts.choices import Role
from kko.accounts.models import User
from tests.factories.accounts import a_holder

_numbers = count(1)
WHOLE = ("discipline", "municipality", "needs", "offers", "tried", "consent", "contact")
SAID = {
    "discipline": "textilni-tvorba",
    "municipality": "sluknov",
    "needs": ["atelier-dilna", "dotace"],
    "offers": ["mentoring"],
    "tried": "Trh vedle klobás.",
}
CONTACT = {"name": "Tkadlena Útková", "form": "person", "email": "apolena@utkova.example.cz", "phone": "", "web": ""}


def a_fieldworker(**fields) -> User:
    return a_holder(Role.FIELDWORKER, **{"name": "Tereza Terénní"} | fields)


def a_wave(*kinds: str, **fields) -> Wave:
    """Return a wave in the field that asks one question of each of ``kinds``, in their order."""
    today = timezone.localdate()
    defaults = {"name": f"Vlna {next(_numbers)}", "starts_on": today - timedelta(days=1), "state": WaveState.OPEN}
    wave = Wave.objects.create(**defaults | fields)
    for order, kind in enumerate(kinds):
        a_question(wave, kind, sort_order=order)
    return wave


def a_question(wave: Wave, kind: str, **fields) -> Question:
    options = "Ano, jen ona\nZčásti\nNe" if kind in {QuestionKind.ONE, QuestionKind.SEVERAL} else ""
    defaults = {"text_cs": f"Otázka: {kind}", "options_cs": options, "sort_order": 0}
    return Question.objects.create(wave=wave, kind=kind, **defaults | fields)


def an_interview(wave: Wave, *, by: User | None = None, **answers: Any) -> Interview:
    """Return an interview with ``answers`` by the kind of their question, not finished."""
    interview = Interview.objects.create(wave=wave, fieldworker=by)
    for kind, value in answers.items():
        interview = save_answer(interview=interview, question=wave.questions.get(kind=kind), value=value)
    return interview


def a_finished_interview(wave: Wave, *, by: User, same_as=None, is_new: bool = False, **answers: Any) -> Interview:
    found = an_interview(wave, by=by, **answers)
    return finish_interview(interview=found, by=by, same_as=same_as, is_new=is_new)
