"""Everything held about a member, as a ZIP: readable, whole, and for nobody else."""

import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.urls import reverse

from catalogue.models import PortfolioItem
from kko.accounts.actions import agree
from kko.accounts.choices import Role
from kko.accounts.packing import zipped
from kko.accounts.reference import load_consents
from kko.media.actions import keep_picture
from tests.factories.accounts import PASSWORD, a_holder, a_user
from tests.factories.catalogue import a_profile
from tests.factories.contact import a_message
from tests.factories.keeping import an_editor, an_invitation
from tests.factories.mail import a_letter
from tests.factories.media import picture_bytes
from tests.factories.moderation import edited
from tests.factories.needs import a_need, an_offer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_reached")]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def unpacked(answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def signed_in(client, user) -> None:
    """As who signed in by a password just now."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def downloaded(client, user) -> zipfile.ZipFile:
    signed_in(client, user)
    answer = client.post(reverse("accounts:download"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    return unpacked(answer)


def test_copy_holds_the_account_and_what_was_done_with_it(client):
    load_consents()
    user = a_holder(Role.EDITOR, name="Žofie Ďáblická")
    agree(user=user, kind="terms")
    a_letter(recipient=user.email, subject="Dopis pro Žofii", body_text="Milá Žofie")
    a_letter(subject="Cizí dopis")
    whole = json.loads(downloaded(client, user).read("udaje.json"))["ucet"]["obsah"]
    assert (whole["ucet"]["e_mail"], whole["ucet"]["jmeno"]) == (user.email, "Žofie Ďáblická")
    assert [one["email"] for one in whole["adresy"]] == [user.email]
    assert [(one["predmet"], one["text"]) for one in whole["dopisy"]] == [("Dopis pro Žofii", "Milá Žofie")]
    assert len(whole["role"]) == len(whole["souhlasy"]) == 1
    assert [one["co"] for one in whole["zaznam_cinnosti"]] == ["role.granted", "consent.given"]


def test_copy_is_readable_as_it_lies(client):
    user = a_user(name="Žofie Ďáblická")
    text = downloaded(client, user).read("udaje.json").decode()
    assert '      "jmeno": "Žofie Ďáblická"' in text


def test_copy_holds_profiles_with_all_that_belongs_to_them(client):
    user = a_user()
    profile = a_profile(owner=user, name="Hrnčírna", phone="+420 777 123 456", text_cs="Pálíme dřevem.")
    message = a_message(profile, text="Máte čas?")
    a_message(a_profile(name="Cizí"), text="Cizí zpráva")
    found = json.loads(downloaded(client, user).read("udaje.json"))["katalog"]["obsah"]
    (own,) = found["profily"]
    assert {"Hrnčírna", "+420 777 123 456", "Pálíme dřevem."} <= {str(value) for value in own["udaje"].values()}
    assert [message.text in one.values() for one in own["zpravy"]] == [True]
    assert "Cizí zpráva" not in json.dumps(found, ensure_ascii=False)
    assert [one["ceho"] for one in found["moje_upravy"]] == ["Hrnčírna"]


def test_copy_names_needs_and_offers(client):
    user = a_user()
    profile = a_profile(owner=user)
    a_need(profile, note_cs="Hledám ateliér")
    an_offer(profile, note_cs="Půjčím pec")
    text = downloaded(client, user).read("udaje.json").decode()
    assert [word for word in ("Hledám ateliér", "Půjčím pec") if word not in text] == []


def test_copy_holds_the_pictures_as_they_were_given(client):
    user = a_user()
    profile = a_profile(owner=user)
    content = picture_bytes()
    image = keep_picture(file=ContentFile(content, name="hrnek.jpg"), title="Hrnek", credit="", licence="", by=user)
    PortfolioItem.objects.create(profile=profile, title_cs="Hrnek", image=image)
    archive = downloaded(client, user)
    (name,) = [name for name in archive.namelist() if name != "udaje.json"]
    assert name.startswith("katalog/obrazky/")
    assert archive.read(name) == content


def test_download_asks_who_it_is_and_then_goes_on(client):
    user = a_user()
    client.force_login(user)
    answer = client.post(reverse("accounts:download"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_reauthenticate"))
    resumed = client.post(answer.url, {"password": PASSWORD})
    assert "udaje.json" in unpacked(resumed).namelist()


def test_page_says_in_words_what_is_held(client):
    load_consents()
    user = a_user()
    client.force_login(user)
    assert client.get(reverse("accounts:data")).context["offered"]
    agree(user=user, kind="terms")
    page = client.get(reverse("accounts:data"))
    assert [consent.text.kind for consent in page.context["consents"]] == ["terms"]
    assert len(page.context["offered"]) == 1


@pytest.mark.parametrize("name", ["accounts:data", "accounts:download"])
def test_strangers_are_asked_to_sign_in(client, name):
    verb = client.post if name == "accounts:download" else client.get
    assert verb(reverse(name)).url.startswith(reverse("account_login"))


def test_download_is_never_a_link(client):
    client.force_login(a_user())
    assert client.get(reverse("accounts:download")).status_code == 405


def test_other_addresses_of_the_account_are_told(client):
    user = a_user()
    EmailAddress.objects.create(user=user, email="druha@example.cz", verified=False)
    whole = json.loads(downloaded(client, user).read("udaje.json"))
    assert {one["email"] for one in whole["ucet"]["obsah"]["adresy"]} == {user.email, "druha@example.cz"}


def test_archive_is_written_piece_by_piece_and_skips_what_is_gone():
    def gone():
        raise FileNotFoundError

    big = b"0123456789abcdef" * 200_000
    pieces = list(zipped([("a.txt", lambda: io.BytesIO(big)), ("b.txt", gone), ("c.txt", lambda: io.BytesIO(b"c"))]))
    assert len(pieces) > 40
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert (archive.namelist(), archive.testzip(), archive.read("a.txt")) == (["a.txt", "c.txt"], None, big)


def test_copy_gives_away_no_words_of_what_others_look_after_now(client):
    user = a_user()
    gone, own = a_profile(name="Cizí dílna"), a_profile(owner=user, name="Moje dílna")
    for profile in (gone, own):
        edited(profile, phone="+420 777 123 456", text_cs=f"Znění: {profile.name}").save_revision(user=user)
    edits = json.loads(downloaded(client, user).read("udaje.json"))["katalog"]["obsah"]["moje_upravy"]
    assert {(one["ceho"], "obsah" in one) for one in edits} == {("Cizí dílna", False), ("Moje dílna", True)}
    assert "Znění: Cizí dílna" not in json.dumps(edits, ensure_ascii=False)


def test_messages_that_nobody_confirmed_are_nobodys(client):
    user = a_user()
    a_message(a_profile(owner=user), text="Podvržená", confirmed_at=None)
    a_message(a_profile(), text="Pod cizím jménem", email=user.email, confirmed_at=None)
    a_message(a_profile(), text="Moje slova", email=user.email)
    text = downloaded(client, user).read("udaje.json").decode()
    assert [word in text for word in ("Podvržená", "Pod cizím jménem", "Moje slova")] == [False, False, True]


def test_who_is_invited_is_for_owners(client):
    owner, editor = a_user(), a_user()
    profile = a_profile(owner=owner)
    an_editor(profile, editor)
    an_invitation(profile, by=owner, email="tajna@example.cz")
    found = []
    for user in (owner, editor):
        client.logout()
        (own,) = json.loads(downloaded(client, user).read("udaje.json"))["katalog"]["obsah"]["profily"]
        found.append("tajna@example.cz" in json.dumps(own["pozvanky"]))
    assert found == [True, False]
