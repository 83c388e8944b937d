"""Needs and offers over the generated profiles: how long matching takes, and the radar of needs."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from benchmarks import ground, population
from benchmarks.report import Goal, Section
from catalogue import matching, radar
from catalogue.actions import mark_listing_changed
from catalogue.choices import Terms, Urgency
from catalogue.listing import current_listing
from catalogue.models import Need, NeedKind, Offer, Profile
from catalogue.slots import answers_to
from kko.accounts.actions import grant_role
from kko.accounts.choices import Role, Visibility
from kko.accounts.models import User
from kko.territory.models import District
from scripts.console import ROOT, step

NEEDS, OFFERS, MATCHED = 20_000, 20_000, 1_000
MATCHING_SECONDS, RADAR_MS = 30, 200
SEED = 20261123
WISHES = [ROOT / "benchmarks" / "needs.py"]


def needs(quick: bool) -> Section:
    """Match a thousand needs with everybody; open the public radar and the curators' one."""
    population.populate()
    if ground.unless_same("wishes", [*ground.GENERATOR, *WISHES], _generate):
        with step("Gathering statistics"), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE catalogue_need, catalogue_offer")
    mark_listing_changed()
    current_listing()
    number, runs = (MATCHED // 10, 3) if quick else (MATCHED, 15)
    seconds, answers = _match(number)
    radars = {name: _milliseconds(work, runs) for name, work in _radars().items()}
    rows = [[f"matching {number:,} needs", f"{seconds:.1f} s"], ["answers to a need on average", f"{answers:.1f}"]]
    rows += [[name, f"{measured:.0f} ms"] for name, measured in radars.items()]
    slowest, whole = max(radars.values()), seconds * MATCHED / number
    goals = [
        Goal(f"matching of {MATCHED:,} needs", f"< {MATCHING_SECONDS} s", f"{whole:.1f} s", whole < MATCHING_SECONDS),
        Goal("radar of needs", f"< {RADAR_MS} ms", f"{slowest:.0f} ms", slowest < RADAR_MS),
    ]
    note = (
        f"{NEEDS:,} needs and {OFFERS:,} offers; answers with names and reasons, their index read within the "
        f"time; the radars with their whole page, median of {runs}. The listing stands already."
    )
    return Section("Needs", ["What", "Measured"], rows, goals, [note])


def _radars() -> dict[str, Callable[[], None]]:
    district = District.objects.values_list("slug", flat=True).first()
    return {
        "public radar, counted anew": _anew(_public),
        "public radar, as it stands": _public,
        "curators' radar, no filter": _curators({}),
        "curators' radar, one district and urgency": _curators({"district": district, "urgency": "3"}),
    }


@transaction.atomic
def _generate() -> None:
    """Give needs and offers to the generated profiles, some kinds more often than others, over two years."""
    with step(f"Generating {NEEDS:,} needs and {OFFERS:,} offers"):
        dice = random.Random(SEED)
        kinds = list(NeedKind.objects.values_list("pk", flat=True))
        weights = [1 / rank**0.6 for rank in range(1, len(kinds) + 1)]
        profiles = list(Profile.objects.published().order_by("pk").values_list("pk", flat=True))
        for model, number in ((Need, NEEDS), (Offer, OFFERS)):
            model.objects.filter(profile__is_sample=False).delete()
            pairs = {(dice.choice(profiles), dice.choices(kinds, weights)[0]) for _ in range(number)}
            made = [_wish(model, dice, *pair) for pair in sorted(pairs)]
            model.objects.bulk_create(made, batch_size=2_000, ignore_conflicts=True)


def _wish(model: type[Need] | type[Offer], dice: random.Random, profile_id: int, kind_id: int) -> Need | Offer:
    wish = model(profile_id=profile_id, kind_id=kind_id, note_cs="Nejlépe hned a někde poblíž.")
    wish.created_at = timezone.now() - timedelta(days=dice.randrange(600))
    if isinstance(wish, Offer):
        wish.terms = dice.choice(Terms.values)
    else:
        wish.urgency = dice.choice(Urgency.values)
        wish.visibility = dice.choice(Visibility.values)
    return wish


def _match(number: int) -> tuple[float, float]:
    """Return the seconds for the answers to ``number`` needs, names and reasons included, and how many came to each."""
    related = ("kind__group", "profile__municipality", "profile__main_discipline")
    every = Need.objects.open().order_by("pk").select_related(*related)
    asked = list(every.prefetch_related("profile__disciplines", "matches")[:number])
    matching._Holder.helpers = None
    started = time.perf_counter()
    found = answers_to(asked, AnonymousUser())
    seconds = time.perf_counter() - started
    return seconds, sum(map(len, found.values())) / len(found)


def _milliseconds(work: Callable[[], None], runs: int) -> float:
    work()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def _public() -> None:
    answer = Client(headers={"host": "127.0.0.1"}).get("/potreby/", secure=True)
    assert answer.status_code == 200, answer.status_code


def _anew(work: Callable[[], None]) -> Callable[[], None]:
    """Let the radar forget its numbers before each run."""

    def run() -> None:
        radar._Holder.radar = None
        work()

    return run


def _curators(query: dict[str, str]) -> Callable[[], None]:
    """Return the curators' radar as a whole page of the back office, signed in without a second factor."""
    client = Client(headers={"host": "127.0.0.1"})
    curator, new = User.objects.get_or_create(email="radar@example.cz")
    if new:
        grant_role(user=curator, role=Role.CURATOR, by=None)
    client.force_login(curator, backend="django.contrib.auth.backends.ModelBackend")

    @override_settings(STAFF_SECOND_FACTOR=False)
    def run() -> None:
        answer = client.get("/admin/needs/", query, secure=True)
        assert answer.status_code == 200, answer.status_code

    return run
