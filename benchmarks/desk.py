"""The curators' desk over fifty thousand profiles: hundreds waiting, duplicates among them."""

import statistics
import time
from collections.abc import Callable

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import population
from benchmarks.report import Goal, Section
from catalogue.duplicates import likeliest_pairs
from catalogue.models import Membership, Profile
from kko.accounts.actions import agree
from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import RoleGrant, User
from kko.moderation.actions import submit_record
from kko.moderation.slots import MOST_SHOWN

WAITING, TWINS = 500, 300
MOST_MS, MOST_QUERIES = 1_000, 30


def desk(quick: bool) -> Section:
    """Open the desk, one queue of it and the search for duplicates as a curator would; nothing is kept."""
    population.populate()
    with transaction.atomic():
        number = _let_wait(50 if quick else WAITING)
        _make_twins()
        pages = _pages(_curator(), 3 if quick else 9)
        (_pairs, number_of_pairs), seconds = _timed(lambda: likeliest_pairs(MOST_SHOWN), 3 if quick else 9)
        transaction.set_rollback(True)
    rows = [[name, f"{ms:.0f} ms", str(queries), f"{size:,}"] for name, (ms, queries, size) in pages.items()]
    rows.append(["the search for duplicates alone", f"{seconds * 1000:.0f} ms", "", ""])
    slowest, most = max(ms for ms, _, _ in pages.values()), max(queries for _, queries, _ in pages.values())
    goals = [
        Goal("the desk answers", f"< {MOST_MS:,} ms", f"{slowest:.0f} ms", slowest < MOST_MS),
        Goal("queries of the desk", f"≤ {MOST_QUERIES}", str(most), most <= MOST_QUERIES),
    ]
    note = f"{Profile.objects.count():,} profiles, {number} waiting, {number_of_pairs:,} pairs that may be one."
    return Section("The desk", ["Page", "Median", "Queries", "Bytes"], rows, goals, [note])


def _let_wait(number: int) -> int:
    """Let so many profiles wait for approval: half of them new, half edits of public ones."""
    owner = User.objects.create_user("desk-owner@example.cz")
    agree(user=owner, kind=ConsentKind.TERMS)
    profiles = list(Profile.objects.filter(is_sample=False).order_by("pk")[:number])
    Profile.objects.filter(pk__in=[profile.pk for profile in profiles[::2]]).update(live=False)
    for profile in profiles:
        profile.refresh_from_db(fields=["live"])
        Membership.objects.create(profile=profile, user=owner)
        profile.save_revision(user=owner, clean=False)
        submit_record(record=profile, by=owner)
    return len(profiles)


def _make_twins() -> None:
    """Give every two of some profiles one registration number and one web."""
    ids = list(Profile.objects.filter(live=True).order_by("-pk").values_list("pk", flat=True)[: 2 * TWINS])
    for at in range(TWINS):
        pair = Profile.objects.filter(pk__in=ids[2 * at : 2 * at + 2])
        pair.update(ico=f"{at:08}", web_key=f"dvojce-{at}.cz", email=f"dvojce-{at}@example.cz")


def _curator() -> Client:
    user = User.objects.create_user("desk-curator@example.cz")
    user.groups.add(Group.objects.get_or_create(name=Role.CURATOR.value)[0])
    RoleGrant.objects.create(user=user, role=Role.CURATOR)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    return client


def _pages(client: Client, times: int) -> dict[str, tuple[float, int, int]]:
    """Return for each page the median of milliseconds, its queries and its bytes."""
    address = reverse("desk")
    asked = {
        "the desk": address,
        "new profiles alone": f"{address}?fronta=new-profiles",
        "duplicates alone": f"{address}?fronta=duplicates",
    }
    found = {}
    with override_settings(STAFF_SECOND_FACTOR=False):
        for name, path in asked.items():
            answer, seconds = _timed(lambda path=path: client.get(path, secure=True), times)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            with CaptureQueriesContext(connection) as captured:
                client.get(path, secure=True)
            found[name] = (seconds * 1000, len(captured), len(answer.content))
    return found


def _timed(work: Callable, times: int) -> tuple:
    """Return the last answer and the median of seconds, the first time left out."""
    seconds, answer = [], work()
    for _ in range(times):
        started = time.perf_counter()
        answer = work()
        seconds.append(time.perf_counter() - started)
    return answer, statistics.median(seconds)
