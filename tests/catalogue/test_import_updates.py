"""Sheets about profiles that are there: what they change, whom they never overwrite, and an import taken back."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from catalogue.actions import (
    NotUndoable,
    apply_import,
    decide_rows,
    keep_dry_run,
    save_draft,
    start_undoing,
    work_through,
)
from catalogue.actions.links import NewLink, set_links
from catalogue.actions.needs import add_need, change_need, close_need
from catalogue.choices import Outcome
from catalogue.listing import current_listing
from catalogue.models import Discipline, Need, NeedKind, Offer, OldAddress, PortfolioItem, Profile, ProfileLink
from kko.audit.models import Entry
from kko.moderation.actions import submit_record
from kko.moderation.choices import Provenance
from kko.search.retrieval import matching_ids
from kko.territory.models import Municipality
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_batch, a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

ICO = "27074358"


@pytest.fixture
def curator(region, db):
    return a_curator()


def a_hall(**fields) -> Profile:
    """A public profile of a place in the region, with a discipline of the taxonomy."""
    defaults = {"name": "Sál Hvězda", "summary_cs": "Starý sál.", "municipality": Municipality.objects.get(name="Most")}
    return a_profile(**defaults | {"main_discipline": Discipline.objects.first()} | fields)


def sheet(curator, titles: str, *rows: str):
    return a_batch("\n".join([titles, *rows]) + "\n", by=curator)


def tick_and_apply(batch, curator):
    numbers = list(batch.rows.values_list("number", flat=True))
    decide_rows(batch=batch, shown=numbers, ticked=numbers, disciplines={})
    return apply_import(batch=batch, by=curator)


def undo(batch, curator):
    return work_through(batch=start_undoing(batch=batch), by=curator)


def test_row_with_the_address_updates_just_what_it_says(curator):
    hall = a_hall(text_cs="Zůstane.", web="https://hvezda.example")
    batch = sheet(curator, "adresa;anotace;web;telefon", f"{hall.slug};Nový sál.;;+420 777 123 456")
    row = batch.rows.get()
    assert (row.verdict, row.ticked, row.updates) == ("update", True, hall)
    assert row.changes == [["summary_cs", "Starý sál.", "Nový sál."], ["phone", "", "+420 777 123 456"]]
    before = hall.live_revision_id
    apply_import(batch=batch, by=curator)
    hall.refresh_from_db()
    assert (hall.summary_cs, hall.text_cs, hall.web) == ("Nový sál.", "Zůstane.", "https://hvezda.example")
    assert (hall.live, hall.has_unpublished_changes, hall.provenance) == (True, False, Provenance.OWN)
    assert before != hall.live_revision_id == hall.latest_revision_id
    assert hall.live_revision.user == curator
    assert hall.live_revision.content["summary_cs"] == "Nový sál."
    assert matching_ids("nový sál", "profile") == [hall.pk]


def test_registration_number_and_old_address_lead_to_the_profile(curator):
    hall = a_hall(ico=ICO)
    OldAddress.objects.create(slug="stary-sal", profile=hall)
    batch = sheet(curator, "IČO;adresa;název", f"{ICO};;Sál Měsíc")
    assert batch.rows.get().updates == hall
    batch = sheet(curator, "IČO;adresa;název", ";stary-sal;Sál Měsíc", f"{ICO};;Sál Slunce")
    assert list(batch.rows.values_list("verdict", "updates")) == [("update", hall.pk), ("refused", hall.pk)]


def test_row_that_would_write_an_address_into_a_name_is_refused(curator):
    hall, other = a_hall(), a_hall(name="Klub @ nádraží")
    rows = [f"{hall.slug};Výhra na https://evil.example;", f"{other.slug};Klub @ nádraží;Nový klub."]
    batch = sheet(curator, "adresa;název;anotace", *rows)
    assert list(batch.rows.values_list("verdict", flat=True)) == ["refused", "update"]


def test_address_and_number_of_two_profiles_are_refused(curator):
    hall, other = a_hall(ico=ICO), a_hall(name="Kino")
    batch = sheet(curator, "IČO;adresa;název", f"{ICO};{other.slug};X")
    assert batch.rows.get().verdict == "refused"
    assert hall.pk != other.pk


def test_number_that_several_have_is_a_possible_duplicate(curator):
    a_hall(ico=ICO)
    a_hall(name="Kino", ico=ICO)
    batch = sheet(curator, "IČO;název;obec;obory", f"{ICO};Divadlo;Most;divadlo")
    assert batch.rows.get().verdict == "duplicate"


@pytest.mark.parametrize("cell", ["web;https://www.sal.example/", "e-mail;SAL@example.cz"])
def test_same_web_or_email_is_a_possible_duplicate_in_catalogue_and_file(curator, cell):
    hall = a_hall(web="http://sal.example", email="sal@example.cz")
    title, value = cell.split(";")
    batch = sheet(curator, f"název;obec;obory;{title}", f"Jiný;Teplice;divadlo;{value}")
    assert (batch.rows.get().verdict, batch.rows.get().like) == ("duplicate", hall)
    hall.delete()
    batch = sheet(curator, f"název;obec;obory;{title}", *[f"{name};Most;divadlo;{value}" for name in "AB"])
    assert list(batch.rows.values_list("verdict", flat=True)) == ["new", "duplicate"]


def test_row_that_changes_nothing_says_so_and_cannot_be_ticked(curator):
    hall = a_hall()
    batch = sheet(curator, "adresa;název;obec", f"{hall.slug};Sál Hvězda;Most")
    assert batch.rows.get().verdict == "same"
    assert tick_and_apply(batch, curator) == 0
    hall.refresh_from_db()
    assert hall.revisions.count() == 1


def test_owned_profile_is_overwritten_by_a_tick_only(curator):
    hall = a_hall(owner=a_user())
    batch = sheet(curator, "adresa;anotace", f"{hall.slug};Jinak.")
    assert (batch.rows.get().verdict, batch.rows.get().ticked) == ("undecided", False)
    apply_import(batch=batch, by=curator)
    hall.refresh_from_db()
    assert hall.summary_cs == "Starý sál."
    batch = sheet(curator, "adresa;anotace", f"{hall.slug};Jinak.")
    tick_and_apply(batch, curator)
    hall.refresh_from_db()
    assert (hall.summary_cs, hall.live_revision_id) == ("Jinak.", hall.latest_revision_id)


@pytest.mark.parametrize("sends", [True, False])
def test_edit_of_an_owner_is_never_overwritten(curator, sends):
    owner = a_user()
    hall = a_hall(owner=owner)
    batch = sheet(curator, "adresa;anotace", f"{hall.slug};Jinak.")
    hall.summary_cs = "Píšu si."
    save_draft(profile=hall, by=owner)
    if sends:
        submit_record(record=hall, by=owner)
    assert sheet(curator, "adresa;anotace", f"{hall.slug};Jinak.").rows.get().verdict == "refused"
    tick_and_apply(batch, curator)
    hall.refresh_from_db()
    assert (hall.summary_cs, hall.latest_revision.content["summary_cs"]) == ("Starý sál.", "Píšu si.")
    assert batch.rows.get().outcome == Outcome.LEFT


def test_double_that_came_since_the_dry_run_is_left_out(curator):
    batch = sheet(curator, "název;obec;obory", "Sál Hvězda;Most;divadlo")
    hall = a_hall()
    assert apply_import(batch=batch, by=curator) == 0
    row = batch.rows.get()
    assert (row.verdict, row.outcome, row.like) == ("duplicate", "left", hall)


def test_lists_are_replaced_but_pictures_and_histories_stay(curator):
    hall = a_hall()
    kinds = list(NeedKind.objects.order_by("group__position", "position")[:2])
    need = Need.objects.create(profile=hall, kind=kinds[0], story="Půl roku čekáme.")
    ProfileLink.objects.create(profile=hall, url="https://stary.example")
    piece = PortfolioItem.objects.create(profile=hall, title_cs="Opona", alt="Rudá opona")
    revision = Profile.objects.get(pk=hall.pk).save_revision(changed=False, clean=False)
    Profile.objects.filter(pk=hall.pk).update(live_revision=revision)
    cells = [f"{kinds[0].name_cs} | spěchá=hned", "Opona | rok=1999", "https://novy.example | název=Nový"]
    batch = keep_dry_run(
        file_name="a.csv", source="", publishes=True, by=curator,
        content="\n".join(["adresa;potřeby;ukázky práce;odkazy", ";".join([hall.slug, *cells])]).encode(),
    )  # fmt: skip
    tick_and_apply(batch, curator)
    hall = Profile.objects.get(pk=hall.pk)
    assert list(hall.needs.values_list("pk", "urgency", "story")) == [(need.pk, 3, "Půl roku čekáme.")]
    assert list(hall.portfolio.values_list("pk", "year", "alt")) == [(piece.pk, 1999, "Rudá opona")]
    assert list(hall.links.values_list("url", "label")) == [("https://novy.example", "Nový")]
    undo(batch, curator)
    hall = Profile.objects.get(pk=hall.pk)
    assert list(hall.portfolio.values_list("title_cs", "year", "alt")) == [("Opona", None, "Rudá opona")]
    assert list(hall.links.values_list("url", flat=True)) == ["https://stary.example"]


def test_undoing_deletes_what_was_made_and_restores_what_was_changed(curator):
    hall = a_hall(commissions=False)
    titles = "adresa;název;obec;obory;anotace;zakázky"
    batch = sheet(curator, titles, f"{hall.slug};;;;Nový sál.;ano", "kino-most;Kino;Most;film;;")
    apply_import(batch=batch, by=curator)
    assert Profile.objects.get(slug="kino-most").live
    undo(batch, curator)
    hall.refresh_from_db()
    assert (hall.summary_cs, hall.commissions, hall.live) == ("Starý sál.", False, True)
    assert hall.live_revision.content["summary_cs"] == "Starý sál."
    assert list(Profile.objects.values_list("pk", flat=True)) == [hall.pk]
    assert (current_listing().facets.ids, matching_ids("kino", "profile")) == ([hall.pk], [])
    assert Entry.objects.about(batch).order_by("-sequence").values_list("verb", "facts")[0] == (
        "import.undone", {"undone": 2, "kept": 0},
    )  # fmt: skip
    with pytest.raises(NotUndoable):
        start_undoing(batch=batch)
    again = sheet(curator, titles, "kino-most;Kino;Most;film;;")
    apply_import(batch=again, by=curator)
    assert Profile.objects.get(name="Kino").slug == "kino-most"


def kinds_of_needs() -> list[NeedKind]:
    return list(NeedKind.objects.order_by("group__position", "position"))


def an_update_of_lists(hall: Profile, curator, *, titles: str = "", cells: str = ""):
    """Import a link, a need and an offer for a profile that has a link of its own, and return the import."""
    kind = kinds_of_needs()[0].name_cs
    cells = f"{hall.slug};https://novy.example;{kind};{kind} | podmínky=zdarma{cells}"
    batch = sheet(curator, f"adresa;odkazy;potřeby;nabídky{titles}", cells)
    tick_and_apply(batch, curator)
    return batch


def lists_of(hall: Profile) -> tuple[list, list, list]:
    urls = list(hall.links.values_list("url", flat=True))
    return urls, list(hall.needs.values_list("kind", flat=True)), list(hall.offers.values_list("kind", flat=True))


@pytest.fixture
def kept_hall(curator):
    hall = a_hall(owner=a_user(), commissions=False)
    ProfileLink.objects.create(profile=hall, url="https://stary.example")
    return hall


def test_undoing_keeps_the_links_and_needs_that_an_owner_wrote_afterwards(curator, kept_hall):
    owner, kinds = kept_hall.owners()[0], kinds_of_needs()
    batch = an_update_of_lists(kept_hall, curator)
    set_links(profile=kept_hall, links=[NewLink("https://vlastni.example")], by=owner)
    add_need(need=Need(profile=kept_hall, kind=kinds[1]), by=owner)
    undo(batch, curator)
    assert lists_of(kept_hall) == (["https://vlastni.example"], [kinds[0].pk, kinds[1].pk], [])
    row = batch.rows.get()
    assert row.outcome == Outcome.KEPT
    assert "odkazy, potřeby" in row.reasons[-1]


def test_undoing_takes_lists_back_that_nobody_changed(curator, kept_hall):
    batch = an_update_of_lists(kept_hall, curator)
    assert kept_hall.needs.count() == 1
    undo(batch, curator)
    assert lists_of(kept_hall) == (["https://stary.example"], [], [])
    assert list(batch.rows.values_list("outcome", flat=True)) == [Outcome.UNDONE]


def test_need_without_a_day_is_taken_back_on_a_later_day_too(curator, kept_hall):
    batch = an_update_of_lists(kept_hall, curator)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        undo(batch, curator)
    assert lists_of(kept_hall) == (["https://stary.example"], [], [])


def test_undoing_keeps_a_need_and_openness_that_their_owner_changed(curator, kept_hall):
    owner = kept_hall.owners()[0]
    batch = an_update_of_lists(kept_hall, curator, titles=";zakázky;spolupráce;anotace", cells=";ano;ano;Nový sál.")
    need = kept_hall.needs.get()
    need.note_cs = "Třicet metrů by stačilo."
    change_need(need=need, by=owner)
    Profile.objects.filter(pk=kept_hall.pk).update(commissions=False)
    undo(batch, curator)
    kept_hall.refresh_from_db()
    assert list(kept_hall.needs.values_list("note_cs", flat=True)) == ["Třicet metrů by stačilo."]
    assert (kept_hall.commissions, kept_hall.collaboration, kept_hall.summary_cs) == (False, False, "Starý sál.")
    assert "zakázky, potřeby" in batch.rows.get().reasons[-1]


def test_need_that_its_owner_closed_stays_closed(curator, kept_hall):
    batch = an_update_of_lists(kept_hall, curator)
    close_need(need=kept_hall.needs.get(), by=kept_hall.owners()[0], story="Našlo se.")
    undo(batch, curator)
    assert list(kept_hall.needs.values_list("story", flat=True)) == ["Našlo se."]


def test_nothing_new_is_published_where_all_of_it_was_changed_since(curator, kept_hall):
    batch = sheet(curator, "adresa;odkazy", f"{kept_hall.slug};https://novy.example")
    tick_and_apply(batch, curator)
    set_links(profile=kept_hall, links=[NewLink("https://vlastni.example")], by=kept_hall.owners()[0])
    revisions = kept_hall.revisions.count()
    undo(batch, curator)
    assert (kept_hall.revisions.count(), lists_of(kept_hall)[0]) == (revisions, ["https://vlastni.example"])
    assert batch.rows.get().outcome == Outcome.KEPT


def test_made_profile_whose_needs_were_changed_stays(curator):
    kind = kinds_of_needs()[0]
    rows = [f"Dílna {name};Most;divadlo;{kind.name_cs};https://dilna.example/{name};ano" for name in "ABCD"]
    batch = sheet(curator, "název;obec;obory;potřeby;odkazy;zakázky", *rows)
    tick_and_apply(batch, curator)
    made = list(Profile.objects.order_by("name"))
    Offer.objects.create(profile=made[0], kind=kind)
    Need.objects.filter(profile=made[1]).update(closed_at=timezone.now())
    Profile.objects.filter(pk=made[2].pk).update(mentoring=True)
    undo(batch, curator)
    assert list(Profile.objects.order_by("name")) == made[:3]
    assert list(batch.rows.values_list("outcome", flat=True)) == ["kept", "kept", "kept", "undone"]


def test_undoing_leaves_what_others_have_touched(curator):
    titles = "název;obec;obory"
    batch = sheet(curator, titles, *[f"Dílna {name};Most;divadlo" for name in ("A", "B", "C")])
    apply_import(batch=batch, by=curator)
    edited, owned = Profile.objects.get(name="Dílna A"), Profile.objects.get(name="Dílna B")
    edited.save_revision(user=a_user(), changed=False, clean=False)
    owned.memberships.create(user=a_user())
    undo(batch, curator)
    assert set(Profile.objects.all()) == {edited, owned}
    assert list(batch.rows.values_list("outcome", flat=True)) == ["kept", "kept", "undone"]
    assert all(row.reasons for row in batch.rows.filter(outcome="kept"))


def test_import_that_is_not_done_cannot_be_undone(curator):
    with pytest.raises(NotUndoable):
        start_undoing(batch=sheet(curator, "název;obec;obory", "A;Most;divadlo"))


def test_written_rows_have_what_saving_reckons_and_addresses_of_their_own(curator):
    a_hall(name="Čajovna Šíša")
    OldAddress.objects.create(slug="atelier", profile=a_hall(name="Jiný"))
    names = ["Čajovna Šíša, z. s.", "Ateliér", "Ateliér", "Ateliér 2"]
    rows = [f"{name};Děčín;divadlo;http://www.{at}.example/" for at, name in enumerate(names)]
    batch = sheet(curator, "název;obec;obory;web", *rows)
    assert tick_and_apply(batch, curator) == 4
    made = list(Profile.objects.filter(import_rows__batch=batch).order_by("pk"))
    assert [one.slug for one in made] == ["cajovna-sisa-z-s", "atelier-2", "atelier-3", "atelier-2-2"]
    for profile in made:
        keys = (profile.name_folded, profile.sort_key, profile.name_key, profile.web_key)
        profile.save()
        assert (profile.name_folded, profile.sort_key, profile.name_key, profile.web_key) == keys
        now = json.loads(json.dumps(profile.serializable_data(), cls=DjangoJSONEncoder))
        unlike = {name for name, value in profile.latest_revision.content.items() if now[name] != value}
        assert unlike <= {"latest_revision", "live_revision"}
    assert made[0].first_published_at <= timezone.now()
