"""Sample profiles: invented people and places, marked, gone with one command."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from catalogue.actions import apply_import, delete_profiles, keep_dry_run, relist_profiles
from catalogue.actions.interviews import finish_interview, save_answer
from catalogue.actions.keeping import open_claim
from catalogue.answers import CONTACT_FIELDS
from catalogue.choices import Availability, Form, MembershipRole, WaveState
from catalogue.models import (
    Claim,
    ContactMessage,
    Discipline,
    ImportBatch,
    Interview,
    Membership,
    Need,
    NeedKind,
    Offer,
    PortfolioItem,
    Profile,
    Question,
    Wave,
)
from catalogue.reference import DATA, add_questions, read
from kko.accounts.choices import Visibility
from kko.accounts.models import User
from kko.accounts.sample import PEOPLE
from kko.covers.palettes import palette_for
from kko.covers.png import cover_png
from kko.media.actions import keep_picture
from kko.media.choices import Licence
from kko.moderation.choices import Provenance
from kko.territory.lookup import MunicipalityIndex

SILENT, SILENT_FOR = "Krajkářky od kamen", timedelta(days=430)
TWIN, DOUBLE = "Studio Mrkvička", "Studio Mrkvička, s. r. o."
WRITTEN_TO = "Dílna Pod Komínem"
MESSAGES = (
    ("Hostimil Hrníček", "hostimil@kavarnahrnicek.example.cz",
     "Ukázka: Dobrý den, otevíráme kavárnu a hledáme třicet hrnků. Stihli byste je do léta?", False),
    ("Výhra Zaručená", "vyhra@zarucena.example.cz",
     "Ukázka: Vyhráli jste milion odkazů na svůj web. Stačí poslat číslo karty.", True),
)  # fmt: skip
# Each sample picture on other terms, so that a page shows how they are told.
PICTURED = {
    "Huť Rozbřesková": Licence.CC_BY,
    "Tkalcovna Osnova": Licence.CC_BY_SA,
    "Fotoateliér Cvaklová": Licence.RESERVED,
    "Truhlárna Sukovec": Licence.CC0,
}
PICTURES_BY = "Kreativní Ústecko (ukázka)"
FIELDWORKER = "teren@example.cz"
SHEET = "actors_sample.csv"
SHEET_SOURCE = "Ukázka mapování 2026"
TEXTS = tuple(f"{name}_{code}" for name in ("summary", "text") for code in ("cs", "en", "de"))


@transaction.atomic
def load_profiles() -> str:
    """Make the sample profiles that are not there yet; says how many there are."""
    entries = read("sample_profiles.json")
    present = set(Profile.objects.filter(is_sample=True, provenance=Provenance.OWN).values_list("name", flat=True))
    places = MunicipalityIndex.load()
    disciplines = dict(Discipline.objects.values_list("slug", "pk"))
    kinds = dict(NeedKind.objects.values_list("slug", "pk"))
    made = [_make(entry, places, disciplines, kinds) for entry in entries if entry["name"] not in present]
    relist_profiles(ids=[profile.pk for profile in made])
    owner = User.objects.filter(email=PEOPLE[0].email).first()
    if made and owner is not None:
        Membership.objects.get_or_create(profile=made[0], user=owner, defaults={"role": MembershipRole.OWNER})
    return f"{len(entries)} sample profiles"


def _make(
    entry: dict[str, Any], places: MunicipalityIndex, disciplines: dict[str, int], kinds: dict[str, int]
) -> Profile:
    now = timezone.now()
    profile = Profile(
        name=entry["name"], form=entry["form"], municipality=places.named(entry["municipality"]),
        main_discipline_id=disciplines[entry["main_discipline"]], web=entry["web"], email=entry["email"],
        **{key: entry.get(key, "") for key in TEXTS},
        **{name: name in entry["availability"] for name in Availability.values},
        **{key: entry[key] for key in ("founded", "size", "reach", "languages")},
        **{key: "\n".join(entry[key]) for key in ("services_cs", "services_en", "services_de")},
        provenance=Provenance.OWN, is_sample=True, live=True, first_published_at=now, last_published_at=now,
    )  # fmt: skip
    profile.save()
    profile.disciplines.set([disciplines[slug] for slug in entry["disciplines"]])
    profile.save()
    _add_work(profile, entry, kinds)
    revision = profile.save_revision(changed=False, clean=False)
    Profile.objects.filter(pk=profile.pk).update(live_revision=revision)
    return profile


def _add_work(profile: Profile, entry: dict[str, Any], kinds: dict[str, int]) -> None:
    for order, piece in enumerate(entry.get("portfolio", [])):
        profile.portfolio.add(PortfolioItem(**piece, sort_order=order))
    profile.save()
    for model, wishes in ((Need, entry.get("needs", [])), (Offer, entry.get("offers", []))):
        for wish in wishes:
            shown = {"visibility": Visibility.PUBLIC} if model is Need else {}
            model.objects.create(profile=profile, kind_id=kinds[wish["kind"]], note_cs=wish["note_cs"], **shown)


@transaction.atomic
def load_institutions() -> str:
    """Take the public institutions of the mapping sheet over through the real import; says how many are there."""
    present = Profile.objects.sample().filter(provenance=Provenance.MAPPING).count()
    if not present:
        by = User.objects.filter(email=PEOPLE[1].email).first()
        content = (DATA / SHEET).read_bytes()
        batch = keep_dry_run(file_name=SHEET, content=content, source=SHEET_SOURCE, publishes=True, by=by)
        present = apply_import(batch=batch, by=by)
        Profile.objects.filter(import_rows__batch=batch).update(is_sample=True)
    return f"{present} institutions of the mapping sheet"


def remove_profiles() -> str:
    """Delete the sample profiles and the sample import; says how many went."""
    ImportBatch.objects.filter(rows__profile__is_sample=True).delete()
    return f"{delete_profiles(ids=Profile.objects.sample().values_list('pk', flat=True), by=None)} sample profiles"


@transaction.atomic
def load_interviews() -> str:
    """Make a wave in the field with invented interviews, some of which become profiles; says how many."""
    entry = read("sample_interviews.json")
    fieldworker = User.objects.filter(email=FIELDWORKER).first()
    if fieldworker is not None and not Wave.objects.filter(is_sample=True).exists():
        today = timezone.localdate()
        wave = Wave.objects.create(
            name=entry["name"], note=entry["note"], starts_on=today - timedelta(days=30), state=WaveState.OPEN,
            is_sample=True,
        )  # fmt: skip
        questions = add_questions(wave)
        places = MunicipalityIndex.load()
        for said in entry["interviews"]:
            _interview(wave, questions, said, fieldworker, places)
    return f"{Interview.objects.filter(is_sample=True).count()} sample interviews"


def _interview(
    wave: Wave, questions: list[Question], said: dict[str, Any], fieldworker: User, places: MunicipalityIndex
) -> None:
    begun = timezone.now() - timedelta(days=30 - said["day"])
    interview = Interview.objects.create(wave=wave, fieldworker=fieldworker, started_at=begun, is_sample=True)
    contact = dict(zip(CONTACT_FIELDS, [*said["contact"], "", ""], strict=True)) if said["contact"] else None
    values = (
        said["discipline"], places.named(said["municipality"]).slug, said["living"], said["needs"], said["press"],
        said["tried"], said["offers"], said["wish"], said["consent"], contact,
    )  # fmt: skip
    for question, value in zip(questions, values, strict=True):
        if value not in (None, "", []):
            save_answer(interview=interview, question=question, value=value)
    like = Profile.objects.filter(name=said["attach"], is_sample=True).first()
    finish_interview(interview=interview, by=fieldworker, same_as=like)
    Interview.objects.filter(pk=interview.pk).update(finished_at=begun + timedelta(minutes=40))


@transaction.atomic
def load_claim() -> str:
    """Let the sample creative claim a mapped institution, so that the desk has a claim; says how many there are."""
    claimant = User.objects.filter(email=PEOPLE[0].email).first()
    profile = Profile.objects.sample().filter(provenance=Provenance.MAPPING, live=True, memberships=None).first()
    if claimant and profile and not Claim.objects.filter(user=claimant).exists():
        open_claim(profile=profile, reason="Ukázka: pracuji tam a starám se o web.", by=claimant)
    return f"{Claim.objects.filter(user__is_sample=True).count()} sample claim"


@transaction.atomic
def load_desk() -> str:
    """Give the curators something to do: a profile long not confirmed, a double, a reported message; says what."""
    silent = Profile.objects.sample().filter(name=SILENT, confirmed_at=None)
    then = timezone.now() - SILENT_FOR
    silent.filter(last_published_at__gt=then).update(first_published_at=then, last_published_at=then)
    twin = Profile.objects.sample().filter(name=TWIN).select_related("municipality", "main_discipline").first()
    if twin is not None and not Profile.objects.sample().filter(name=DOUBLE).exists():
        _double(twin)
    first = Profile.objects.sample().filter(name=WRITTEN_TO).first()
    if first is not None and not first.contact_messages.exists():
        _messages(first)
    return "a long silent profile, a possible duplicate and messages of visitors"


def _double(twin: Profile) -> None:
    """Make a profile that looks like another: the same web, and the same name but for its legal form."""
    now = timezone.now()
    double = Profile(
        name=DOUBLE, form=Form.COMPANY, municipality=twin.municipality, main_discipline=twin.main_discipline,
        web=twin.web, summary_cs="Ukázka: tentýž ateliér, zapsaný podruhé, aby bylo co slučovat.",
        provenance=Provenance.IMPORT, source="Ukázka: starý seznam města", is_sample=True,
        live=True, first_published_at=now, last_published_at=now,
    )  # fmt: skip
    double.save()
    revision = double.save_revision(changed=False, clean=False)
    Profile.objects.filter(pk=double.pk).update(live_revision=revision)
    relist_profiles(ids=[double.pk])


def _messages(profile: Profile) -> None:
    """Two messages that came, the second of which the owner has reported. No letters go out."""
    now = timezone.now()
    for days, (name, email, text, reported) in enumerate(MESSAGES, start=1):
        then = now - timedelta(days=days)
        ContactMessage.objects.create(
            profile=profile, name=name, email=email, text=text, created_at=then, confirmed_at=then,
            reported_at=then + timedelta(hours=5) if reported else None,
        )  # fmt: skip


@transaction.atomic
def load_pictures() -> str:
    """Give some sample pieces of work a picture, drawn here and now, each on other terms; says how many there are.

    Pages draw the sizes they show at their first visit, so that starting the site stays quick.
    """
    for name, licence in PICTURED.items():
        profile = Profile.objects.sample().filter(name=name).first()
        piece = profile.portfolio.order_by("sort_order").first() if profile else None
        if piece is not None and piece.image_id is None:
            _draw(profile, piece, licence)
    return f"{PortfolioItem.objects.filter(profile__is_sample=True, image__isnull=False).count()} sample pictures"


def _draw(profile: Profile, piece: PortfolioItem, licence: Licence) -> None:
    """Draw a pattern in the place of a photograph and put it into the public edit."""
    palette = palette_for(profile.main_discipline.sector.slug)
    file = ContentFile(cover_png(f"{profile.slug}-ukazka", palette, width=800, height=600), name=f"{profile.slug}.png")
    title = f"Ukázka: {piece.title_cs}"
    image = keep_picture(file=file, title=title, credit=PICTURES_BY, licence=licence, by=None, drawn_later=True)
    alt = f"Ukázka: barevný vzor místo fotografie práce {piece.title_cs}."
    PortfolioItem.objects.filter(pk=piece.pk).update(image=image, alt=alt[:200])
    profile = Profile.objects.get(pk=profile.pk)
    profile.save_revision(changed=False, clean=False, overwrite_revision=profile.latest_revision)


def remove_interviews() -> str:
    """Delete the sample wave with its interviews; says how many went. Their profiles go with the sample profiles."""
    gone, _by_model = Interview.objects.filter(is_sample=True).delete()
    Wave.objects.filter(is_sample=True).delete()
    return f"{gone} rows of sample interviews"
