"""What stands on the desk: reports, saved replies, long silent profiles, twins."""

import datetime
from itertools import count

from django.utils import timezone

from catalogue.models import Profile
from kko.moderation.models import Report, SavedReply
from tests.factories.catalogue import a_profile

_numbers = count(1)


def a_report(**fields) -> Report:
    """Return a report of a visitor that nobody has settled."""
    return Report.objects.create(**{"address": "/", "text": "Nejde to."} | fields)


def a_reply(**fields) -> SavedReply:
    number = next(_numbers)
    words = {"text_cs": "Doplňte prosím obec.", "text_en": "Please add the place.", "text_de": "Bitte den Ort."}
    return SavedReply.objects.create(**{"title": f"Chybí obec {number}"} | words | fields)


def a_silent_profile(*, months: int = 14, **fields) -> Profile:
    """Return a public profile of which nobody has said for so many months that it is true."""
    then = timezone.now() - datetime.timedelta(days=31 * months)
    return a_profile(**{"first_published_at": then, "last_published_at": then} | fields)


def twins(**fields) -> tuple[Profile, Profile]:
    """Return two public profiles of one name in one municipality."""
    one = a_profile(**{"name": "Ateliér Hruška"} | fields)
    same = {"municipality": one.municipality, "main_discipline": one.main_discipline}
    return one, a_profile(**{"name": "Atelier Hruška, s. r. o."} | fields | same)
