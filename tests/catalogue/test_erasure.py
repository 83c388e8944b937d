"""After an erasure nothing is left: every table of the database and every file is looked through."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from catalogue.actions import save_draft
from catalogue.actions.contact import block_sender
from catalogue.actions.erasure import erase_profiles, going_with
from catalogue.actions.portfolio import PictureOf
from catalogue.choices import Form, MembershipRole, Verdict
from catalogue.listing import current_listing
from catalogue.models import (
    ContactBlock,
    DistinctPair,
    ImportBatch,
    ImportKey,
    ImportRow,
    Invitation,
    Match,
    Membership,
    OldAddress,
    Profile,
    ProfileLink,
)
from kko.accounts.actions import agree, ask_erasure, erase_due, send_code
from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.accounts.reference import load_consents
from kko.audit.actions import record
from kko.audit.chain import verify_chain
from kko.mail.actions import drain_outbox
from kko.mail.models import Message
from kko.media.choices import Licence
from kko.moderation.actions import approve_record, return_record, submit_record
from kko.moderation.models import Assignment, Report, key_of
from kko.search.actions import count_search
from kko.search.models import SearchCount, SearchEntry
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.contact import a_message
from tests.factories.keeping import a_claim, an_editor, an_invitation
from tests.factories.mail import a_letter
from tests.factories.media import a_picture
from tests.factories.moderation import edited
from tests.factories.needs import a_need, an_offer
from tests.factories.portfolio import a_piece

pytestmark = [pytest.mark.django_db]
WORD = "marzipan"  # stands in every field of the person, in plain letters, so that no way of writing it down hides it
NAME = "Zofie Marzipanova"
EMAIL = "zofie@marzipan.example.cz"
# Tables that must have held the word, or the test would prove nothing.
HELD = {
    "account_emailaddress", "accounts_emailcode", "accounts_user", "catalogue_claim", "catalogue_contactblock",
    "catalogue_contactmessage", "catalogue_importkey",
    "catalogue_importrow", "catalogue_invitation", "catalogue_match", "catalogue_need",
    "catalogue_offer", "catalogue_oldaddress", "catalogue_portfolioitem", "catalogue_profile",
    "catalogue_profilelink", "django_session", "mail_message", "media_kkoimage", "mfa_authenticator",
    "moderation_report", "search_searchcount", "search_searchentry", "search_vocabularyword",
    "wagtailcore_modellogentry",
    "wagtailcore_revision", "wagtailcore_taskstate", "wagtailcore_uploadedfile", "wagtailusers_userprofile",
}  # fmt: skip


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.CELERY_BROKER_URL = ""
    (tmp_path / "media").mkdir()


@pytest.fixture
def friend(db):
    return a_user(name="Petr Jiný", email="petr@jiny.example.cz")


@pytest.fixture
def leaving(roles, curator, friend):
    """Somebody of whom something stands in every table that can hold something."""
    load_consents()
    user = a_holder(Role.EDITOR, name=NAME, email=EMAIL)
    agree(user=user, kind="terms")
    about_the_account(user, curator)
    profile = about_their_profile(user, curator)
    about_others_profiles(user, curator, friend)
    around(user, profile, curator, friend)
    while drain_outbox().more:
        pass
    return user


def about_the_account(user: User, curator: User) -> None:
    EmailAddress.objects.create(user=user, email=f"druha@{WORD}.example.cz", verified=False)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": f"{WORD}"})
    UserProfile.objects.create(user=user, avatar=ContentFile(b"x", name=f"{WORD}.png"))
    UploadedFile.objects.create(uploaded_by_user=user, file=ContentFile(WORD.encode(), name=f"{WORD}.csv"))
    log(instance=user, action="wagtail.edit", user=curator, data={"note": WORD})
    record(verb="test.known", by=user, on=user, personal={"email": EMAIL})
    send_code(email=EMAIL, purpose="contact:1", language="cs")
    Client().force_login(user)
    stranger = Client().session
    stranger["shortlist_email"] = EMAIL.upper()
    stranger.save()


def about_their_profile(user: User, curator: User) -> Profile:
    """A profile that went through drafts, a return with a note and an approval; a newer draft waits."""
    texts = {
        f"{name}_{code}": f"{WORD} {name}" for name in ("summary", "text", "services") for code in ("cs", "en", "de")
    }
    own = {
        "name": f"Ateliér {NAME}", "web": f"https://{WORD}.example.cz", "email": EMAIL, "phone": "+420 777 123 456",
        "legal_name": f"{NAME} s.r.o.", "address": f"{WORD} 1", "gallery_url": f"https://{WORD}.example.com",
    }  # fmt: skip
    profile = a_draft(by=user, **texts, **own)
    picture = PictureOf(file=a_picture(f"{WORD}.jpg"), credit=NAME, licence=Licence.RESERVED)
    a_piece(profile, by=user, picture=picture, title_cs=f"{WORD} hrnek", note_cs=WORD, alt=WORD)
    for verb, note in ((return_record, {"note": f"Prosím, {WORD}."}), (approve_record, {})):
        profile = submit_record(record=Profile.objects.get(pk=profile.pk), by=user)
        verb(record=profile, revision_id=profile.waiting_revision.pk, by=curator, **note)
    save_draft(profile=edited(Profile.objects.get(pk=profile.pk), summary_cs=f"{WORD} znovu"), by=user)
    a_need(profile, note_cs=WORD, story=WORD)
    an_offer(profile, note_cs=WORD)
    ProfileLink.objects.create(profile=profile, url=f"https://{WORD}.example.org", label=WORD)
    OldAddress.objects.create(profile=profile, slug=f"{WORD}-stara")
    block_sender(message=a_message(profile, name="Kdosi", text=f"Milá {NAME}"), by=user)
    an_invitation(profile, by=user, email="pozvana@example.cz")
    record(verb="test.known", by=user, on=profile, personal={"email": EMAIL})
    return profile


def about_others_profiles(user: User, curator: User, friend: User) -> None:
    """Profiles that stay: one that they kept with a friend, one that they wrote to, one that they claim."""
    shared = a_profile(owner=user, name="Společná galerie", email=EMAIL)
    an_editor(shared, friend)
    save_draft(profile=edited(shared, summary_cs="Společné znění"), by=user)
    other = a_profile(owner=friend, name="Jiná dílna")
    an_invitation(other, by=friend, email=EMAIL)
    a_message(other, name=NAME, email=EMAIL, text=f"Zdraví {WORD}")
    ContactBlock.objects.create(profile=other, email=EMAIL)
    a_claim(a_profile(name="Muzeum"), by=user, reason=f"Jsem {WORD}")
    a_profile(name=f"Mapovaná {NAME}", form=Form.PERSON, email=EMAIL.upper())


def around(user: User, profile: Profile, curator: User, friend: User) -> None:
    """What speaks of the profile without belonging to it."""
    batch = ImportBatch.objects.create(file_name="mapovani.csv", digest="0" * 64)
    told = {"raw": [NAME], "data": {"name": NAME}, "reasons": [NAME], "changes": [[NAME]], "before": {"name": NAME}}
    ImportRow.objects.create(batch=batch, number=1, profile=profile, verdict=Verdict.NEW, **told)
    ImportRow.objects.create(batch=batch, number=2, updates=profile, verdict=Verdict.NEW, **told)
    ImportRow.objects.create(
        batch=batch, number=3, raw=["Jiný"], like=profile, reasons=[NAME], verdict=Verdict.DUPLICATE
    )
    ImportRow.objects.create(batch=batch, number=4, verdict=Verdict.NEW, **told | {"raw": ["x", EMAIL]}, ticked=True)
    ImportKey.objects.create(batch=batch, number=4, key=EMAIL)
    Report.objects.create(address="/", text=f"Nejde mi {WORD}", email=EMAIL)
    Report.objects.create(address=profile.get_absolute_url(), text=f"{NAME} lže")
    Assignment.objects.create(thing=key_of(profile), user=curator)
    Assignment.objects.create(thing="catalogue.profile:0", user=user)
    one, other = sorted([profile, a_profile()], key=lambda each: each.pk)
    DistinctPair.objects.create(one=one, other=other, decided_by=user)
    need = a_need(Profile.objects.get(name="Jiná dílna"))
    Match.objects.create(need=need, answer_key=f"profile:{profile.pk}", title=profile.name, verdict="helped")
    invitation = Invitation.objects.get(profile=profile)
    a_letter(recipient=friend.email, period=f"invitation:{invitation.pk}:2", body_text=f"Pozvala vás {NAME}.")
    a_letter(recipient=friend.email, body_text=f"Pište na {EMAIL}.", body_html="")
    for query in (NAME, "Marzipanová Zofie sklo", "ateliér Zofie Marzipanové"):
        count_search(query=query, found=1)


def a_row(number: int, **fields) -> ImportRow:
    batch = ImportBatch.objects.get_or_create(file_name="mapovani.csv", defaults={"digest": "0" * 64})[0]
    return ImportRow.objects.create(batch=batch, number=number, **{"verdict": Verdict.NEW, "raw": ["x"]} | fields)


def tables_with(*words: str) -> dict[str, list[str]]:
    """Return the rows, as text, of every table of the database in which one of the words stands."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = [" ".join(map(as_text, row)) for row in cursor.fetchall()]
            found[table] = [row for row in rows if any(word.lower() in row.lower() for word in words)]
    sessions = [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    found["django_session"] += [one for one in sessions if any(word.lower() in one.lower() for word in words)]
    return {table: rows for table, rows in found.items() if rows}


def as_text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_nothing_is_left_of_a_person_who_left(leaving, settings, django_capture_on_commit_callbacks):
    number = leaving.pk
    assert HELD - tables_with(WORD).keys() == set()
    assert files(settings.MEDIA_ROOT) != []
    with django_capture_on_commit_callbacks(execute=True):
        ask_erasure(by=leaving)
        with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=False):
            erase_due()
            drain_outbox()
            assert erase_due() == "1 people erased"
    assert tables_with(WORD, "zofie") == {}
    assert files(settings.MEDIA_ROOT) == []
    assert [
        session for session in Session.objects.all() if session.get_decoded().get("_auth_user_id") == str(number)
    ] == []
    assert verify_chain().ok


def test_what_is_others_stays(leaving, friend, curator):
    erase_profiles(leaving)
    names = set(Profile.objects.values_list("name", flat=True))
    assert {"Společná galerie", "Jiná dílna", "Muzeum"} <= names
    shared = Membership.objects.get(profile__name="Společná galerie")
    assert (shared.user, shared.role) == (friend, MembershipRole.OWNER)
    profile = shared.profile
    contents = [revision.content for revision in profile.revisions.order_by("pk")]
    assert [content["email"] for content in contents] == ["", ""]
    assert contents[-1]["summary_cs"] == "Společné znění"
    assert User.objects.filter(pk__in=[friend.pk, curator.pk]).count() == 2


def test_listing_and_search_forget_at_once(leaving):
    profile = Profile.objects.published().get(name=f"Ateliér {NAME}")
    assert SearchEntry.objects.filter(kind="profile", object_id=profile.pk).exists()
    before = current_listing().facets.select({}).count
    ask_erasure(by=leaving)
    assert not SearchEntry.objects.filter(kind="profile", object_id=profile.pk).exists()
    assert current_listing().facets.select({}).count == before - 2  # and the mapped person of the same address
    assert Client().get(profile.get_absolute_url()).status_code == 404
    page = Client().get(reverse("search:results"), {"q": WORD})
    assert NAME not in page.content.decode()


def test_letters_to_others_keep_what_is_not_about_the_person(leaving, friend):
    kept = a_letter(recipient=friend.email, body_text="O něčem jiném.", status="sent", sent_at=timezone.now())
    erase_profiles(leaving)
    kept.refresh_from_db()
    assert kept.body_text == "O něčem jiném."


def test_mapped_institution_of_the_same_address_stays_without_it(db):
    user = a_user(email="info@muzeum.example.cz")
    museum = a_profile(name="Muzeum", form=Form.INSTITUTION, email="info@muzeum.example.cz")
    assert list(going_with(user)) == []
    erase_profiles(user)
    museum.refresh_from_db()
    assert (museum.email, museum.live_revision.content["email"]) == ("", "")


def test_row_of_an_import_says_nothing_and_is_not_imported(leaving):
    namesake = a_row(5, profile=a_profile(), raw=[NAME], data={"name": f"Ateliér {NAME}"})
    erase_profiles(leaving)
    namesake.refresh_from_db()
    assert namesake.raw == [NAME]  # it became another profile, and that one stays
    namesake.delete()
    rows = list(ImportRow.objects.order_by("number").values_list("raw", "data", "before", "verdict", "ticked"))
    assert [row[0] for row in rows] == [[], [], [], []]
    assert rows[3] == ([], {}, {}, Verdict.REFUSED, False)


def test_account_of_another_with_the_profiles_address_keeps_its_letters(db):
    user, other = a_user(), a_user()
    a_profile(owner=user, email=other.email)
    letter = a_letter(recipient=other.email)
    erase_profiles(user)
    assert Message.objects.filter(pk=letter.pk).exists()


def test_rows_of_others_with_a_longer_address_stay(db):
    user = a_user(email="ana@example.cz")
    jana = a_row(1, raw=["Jana", "jana@example.cz"], data={"email": "jana@example.cz"})
    longer = a_row(2, raw=["ana@example.cz.example.com"])
    hers = a_row(3, raw=["Tisk\nana@example.cz, 777"])
    erase_profiles(user)
    for row in (jana, longer, hers):
        row.refresh_from_db()
    assert [row.raw for row in (jana, longer, hers)] == [
        ["Jana", "jana@example.cz"], ["ana@example.cz.example.com"], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"raw": ["?"], "data": {"name": "ATELIER MARZIPAN, s. r. o."}},
        {"raw": ["?"], "data": {"name": "Jinak", "phone": "777 123 456"}},
        {"raw": ["?"], "data": {"name": "Jinak", "ico": "27074358"}},
        {"raw": ["?"], "data": {"name": "Jinak", "email": "Atelier@Example.cz"}},
        {"raw": ["Ateliér Marzipan", "Děčín"], "verdict": ""},
    ],
    ids=["name", "phone", "ico", "email", "not judged yet"],
)
def test_rows_of_which_nothing_was_made_and_that_say_the_same_are_blanked(said):
    user = a_user()
    own = {"name": "Ateliér Marzipan", "phone": "+420 777 123 456", "ico": "27074358", "email": "atelier@example.cz"}
    a_profile(owner=user, **own)
    row, other = a_row(1, **said), a_row(2, data={"name": "Jiná dílna", "phone": "+420 777 123 457"})
    erase_profiles(user)
    for one in (row, other):
        one.refresh_from_db()
    assert (row.raw, row.data, row.verdict) == ([], {}, Verdict.REFUSED)
    assert other.data["name"] == "Jiná dílna"


def test_draft_of_any_name_refuses_no_rows_and_wipes_no_reports(db):
    user = a_user()
    for name in ("Katalog", "Městská knihovna"):
        a_draft(by=user, name=name)
    row = a_row(1, data={"name": "Městská knihovna"})
    report = Report.objects.create(address="/katalog/dilna-janova/napsat/", text="Nejde odeslat.")
    erase_profiles(user)
    row.refresh_from_db()
    assert row.data == {"name": "Městská knihovna"}
    assert list(Report.objects.all()) == [report]


def test_reports_of_the_very_page_go_in_every_language(db):
    profile = a_profile(owner=(user := a_user()), name="Dílna Marzipan")
    path = reverse("catalogue:profile", args=[profile.slug])
    with translation.override("de"):
        german = profile.get_absolute_url()
    for address in (path, f"{path}?a=1", german, path.replace(profile.slug, f"{profile.slug}-2")):
        Report.objects.create(address=address, text="Lže.")
    erase_profiles(user)
    assert [one.address for one in Report.objects.all()] == [path.replace(profile.slug, f"{profile.slug}-2")]


def test_drafts_named_like_words_of_letters_blank_no_letters(db):
    user = a_user()
    a_draft(by=user, name="Váš profil")
    a_profile(owner=user, name="Profil")
    a_profile(owner=user, name="Dílna Marzipan")
    done = {"status": "sent", "sent_at": timezone.now(), "body_html": ""}
    kept = a_letter(subject="Váš profil byl vrácen", **done)
    unsent = a_letter(body_text="Dílna Marzipan vám píše.", status="unknown")
    blanked = a_letter(subject="", body_text="Dílna Marzipan vám píše.", **done)
    erase_profiles(user)
    for letter in (kept, unsent, blanked):
        letter.refresh_from_db()
    assert (kept.subject, unsent.status, bool(unsent.body_text)) == ("Váš profil byl vrácen", "unknown", True)
    assert (blanked.status, blanked.body_text) == ("sent", "")


def test_invitations_of_who_left_are_withdrawn(db):
    user, friend = a_user(), a_user()
    shared = a_profile(owner=friend)
    an_editor(shared, user)
    theirs, others = an_invitation(shared, by=user), an_invitation(shared, by=friend, email="jina@example.cz")
    erase_profiles(user)
    assert list(Invitation.objects.open()) == [others]
    assert Invitation.objects.get(pk=theirs.pk).invited_by == user  # until the account goes


def test_address_that_nobody_confirmed_takes_nothing(db):
    user = a_user()
    EmailAddress.objects.create(user=user, email="muzeum@example.cz", verified=False)
    person = a_profile(name="Jana Nová", form=Form.PERSON, email="muzeum@example.cz")
    letter = a_letter(recipient="muzeum@example.cz")
    erase_profiles(user)
    assert Profile.objects.get(pk=person.pk).email == "muzeum@example.cz"
    assert Message.objects.filter(pk=letter.pk).exists()


def test_name_goes_from_what_is_counted_of_searches_also_when_a_curator_deletes_the_profile(client, curator):
    profile = a_profile(name="Xenie Marzipanová")
    for query in ("Marzipanová Xenie", "sklo", "Xenie"):
        count_search(query=query, found=1)
    client.force_login(curator)
    client.post(reverse(Profile.snippet_viewset.get_url_name("delete"), args=[profile.pk]))
    assert list(SearchCount.objects.order_by("phrase").values_list("phrase", flat=True)) == ["sklo", "xenie"]
