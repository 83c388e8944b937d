"""A sheet of ten thousand rows through the pages of the back office: read, judged, imported, and taken back."""

import random
import time
from collections.abc import Callable

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from benchmarks import population
from benchmarks.report import Goal, Section
from catalogue.actions import mark_listing_changed
from catalogue.models import Discipline, ImportBatch, Profile
from kko.accounts.choices import Role
from kko.accounts.models import RoleGrant, User
from kko.territory.models import Municipality

ROWS = 10_000
WANTED_SECONDS = 60
WANTED_REQUEST = 10
HEADER = "název;forma;obec;okres;obory;anotace;text;web;e-mail;telefon;zakázky"


def sheets(quick: bool) -> Section:
    """Import a sheet beside fifty thousand profiles as a page with its script does, then undo it."""
    population.populate()
    client, slowest = _curator(), [0.0]
    content = _sheet(1_000 if quick else ROWS)
    seconds: dict[str, float] = {}
    seconds["reading the file"] = _timed(lambda: _upload(client, content), slowest)
    batch = ImportBatch.objects.first()
    mapping = {f"column-{at}": name for at, name in enumerate(batch.mapping)}
    address = reverse("import_batch", args=[batch.pk])
    seconds["judging every row"] = _work(client, batch, address, {"action": "map", **mapping}, slowest)
    seconds["importing, with search and listing"] = _work(client, batch, address, {"action": "import"}, slowest)
    made = batch.rows.made().count()
    whole = sum(seconds.values())
    seconds["undoing it all"] = _work(client, batch, address, {"action": "undo"}, [0.0])
    batch.delete()
    mark_listing_changed()
    rows = [[name, f"{spent:.1f} s"] for name, spent in seconds.items()]
    rows.append(["the slowest request up to the import", f"{slowest[0]:.1f} s"])
    goals = [
        Goal(f"{ROWS:,} rows imported", f"< {WANTED_SECONDS} s", f"{whole:.0f} s", whole < WANTED_SECONDS),
        Goal("one request of an import", f"< {WANTED_REQUEST} s", f"{slowest[0]:.1f} s", slowest[0] < WANTED_REQUEST),
    ]
    note = f"{made:,} profiles made beside {Profile.objects.count():,}; each request works for two seconds or so."
    return Section("Sheets", ["What", "Time"], rows, goals, [note])


def _curator() -> Client:
    user, _new = User.objects.get_or_create(email="sheets@example.cz")
    user.groups.set(Group.objects.filter(name=Role.CURATOR))
    RoleGrant.objects.get_or_create(user=user, role=Role.CURATOR)
    client = Client(headers={"host": "127.0.0.1", "accept": "application/json, text/html"})
    client.force_login(user)
    return client


def _sheet(count: int) -> bytes:
    """Return a sheet like those of a mapping; the same each time."""
    chance = random.Random(8025)
    places = list(Municipality.objects.values_list("name", "district__name"))
    disciplines = list(Discipline.objects.values_list("name_cs", flat=True))
    lines = [HEADER]
    for number in range(count):
        place, district = chance.choice(places)
        own = chance.choice(disciplines)
        text = "Točíme hrnky z dubské hlíny a učíme to každého, kdo se nebojí. " * 8
        lines.append(
            f'Ateliér zkoušky {number};studio;{place};{district};"{own}";Hrnky a vázy {number};"{text}";'
            f"https://zkouska-{number}.example;z{number}@example.cz;+420 777 {number // 1000:03} {number % 1000:03};ano"
        )
    return "\n".join(lines).encode()


def _upload(client: Client, content: bytes) -> None:
    file = SimpleUploadedFile("sheet.csv", content, "text/csv")
    _post(client, reverse("import_batches"), {"sheet": file, "source": "Zkouška", "publishes": "on"})


def _work(client: Client, batch: ImportBatch, address: str, data: dict[str, str], slowest: list[float]) -> float:
    """Post once, then ask for the next part as the page does, until the work is done; return the seconds."""
    spent = _timed(lambda: _post(client, address, data), slowest)
    following = reverse("import_batch_next", args=[batch.pk])
    while True:
        batch.refresh_from_db()
        if not batch.is_working:
            return spent
        spent += _timed(lambda: _post(client, following, {}), slowest)


def _post(client: Client, address: str, data: dict[str, object]) -> None:
    with override_settings(STAFF_SECOND_FACTOR=False):
        answer = client.post(address, data, secure=True)
    assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"


def _timed(work: Callable[[], None], slowest: list[float]) -> float:
    started = time.perf_counter()
    work()
    spent = time.perf_counter() - started
    slowest[0] = max(slowest[0], spent)
    return spent
