"""What mapping in the field gives to the account: the way to the interviews, and what is held about a person."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.actions.interviews import interviews_about
from catalogue.answers import Names, labels
from catalogue.models import Interview
from catalogue.permissions import can_map
from kko.accounts.models import User
from kko.accounts.slots import MyData, OverviewItem


def my_mapping(request: HttpRequest) -> OverviewItem | None:
    """The way of fieldworkers to their interviews, with how many they have not finished."""
    if not can_map(request.user):
        return None
    own = Interview.objects.filter(fieldworker=request.user)
    context = own.aggregate(unfinished=Count("pk", filter=Q(finished_at=None)), led=Count("pk"))
    return OverviewItem(key="mapping", title=_("Mapping"), template="catalogue/_my_mapping.html", context=context)


def interviews_data(user: User) -> MyData:
    """Interviews with the person, whole, and those that they led, without what others said in them."""
    names = Names()
    led = Interview.objects.filter(fieldworker=user).select_related("wave").order_by("pk")
    content = {
        "rozhovory_se_mnou": [_told(one, names) for one in interviews_about(user).select_related("wave")],
        "rozhovory_ktere_vedu": [
            {"vlna": one.wave.name, "zacatek": one.started_at, "konec": one.finished_at} for one in led
        ],
    }
    return MyData(key="mapovani", title=_("Interviews of the mapping"), content=content)


def interviews_plan(user: User) -> Iterable[str]:
    """What stays of interviews with the person."""
    if interviews_about(user).exists():
        yield _("Your answers from the mapping stay without your name, contact and municipality.")


def _told(interview: Interview, names: Names) -> dict[str, Any]:
    answers = interview.answers.select_related("question").order_by("question__sort_order")
    return {
        "vlna": interview.wave.name,
        "zacatek": interview.started_at,
        "souhlas": interview.consent_text,
        "souhlas_dan": interview.consented_at,
        "odpovedi": {one.question.text: labels(one.question, one.value, names) for one in answers},
    }
