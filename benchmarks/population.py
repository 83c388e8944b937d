"""The generated profiles in the database: in their tables, in our index, and in the careful page's table."""

import itertools
import time

from django.db import connection, transaction

from benchmarks import generator, ground
from benchmarks.careful.models import PublicProfile
from catalogue.actions import mark_listing_changed
from catalogue.models import Profile
from catalogue.search import KIND, documents
from kko.search.actions import rebuild_kind
from kko.search.folding import fold
from scripts.console import ROOT, say, step

CAREFUL = [ROOT / "benchmarks" / "careful" / "models.py"]
COPIED = [field.name for field in PublicProfile._meta.fields if field.name not in {"id", "summary", "text_folded"}]


def populate() -> None:
    """Bring the database to 50,000 generated profiles, indexed; what stands already is kept."""
    made = [
        ground.unless_same("profiles", ground.GENERATOR, _generate),
        ground.unless_same("index", [*ground.GENERATOR, *ground.INDEX], _index),
        ground.unless_same("careful", [*ground.GENERATOR, *ground.INDEX, *CAREFUL], _copy),
    ]
    if any(made):
        with step("Gathering statistics"), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    mark_listing_changed()


def _generate() -> None:
    with step(f"Generating {generator.PROFILES:,} profiles"):
        generator.generate()


def _index() -> None:
    started = time.perf_counter()
    with step("Indexing them"):
        count = rebuild_kind(kind=KIND, documents=documents())
    say(f"  {count:,} documents, {count / (time.perf_counter() - started):,.0f} in a second")


@transaction.atomic
def _copy() -> None:
    """Make the careful page's table anew; its indexes come after its rows."""
    with step("Copying them for the careful page"), connection.schema_editor() as editor:
        editor.execute("DROP TABLE IF EXISTS careful_publicprofile CASCADE")
        editor.create_model(PublicProfile)
        rows = _careful_rows()
        while batch := list(itertools.islice(rows, generator.BATCH)):
            PublicProfile.objects.bulk_create(batch)


def _careful_rows():
    texts = ((one.object_id, fold(f"{one.a} {one.b} {one.c} {one.d}")) for one in documents())
    profiles = Profile.objects.published().order_by("pk").iterator(chunk_size=generator.BATCH)
    for profile, (pk, text) in zip(profiles, texts, strict=True):
        assert profile.pk == pk
        copied = {name: getattr(profile, name) for name in COPIED if name not in {"main_discipline", "municipality"}}
        yield PublicProfile(
            id=pk, **copied, summary=profile.summary_cs, text_folded=text,
            main_discipline_id=profile.main_discipline_id, municipality_id=profile.municipality_id,
        )  # fmt: skip
