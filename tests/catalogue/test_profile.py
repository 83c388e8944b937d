"""A profile: its address, its languages, who sees it and what of it."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from catalogue.models import Membership, Profile
from catalogue.models.profile import RESERVED_SLUGS
from catalogue.search import documents
from kko.accounts.choices import Role, Visibility
from kko.search.models import SearchEntry
from kko.search.retrieval import find
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile, unsaved_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
EMAIL, PHONE = "tajny.dopis@example.cz", "+420 601 234 567"
SEES = {
    Visibility.PUBLIC: {"stranger", "member", "owner", "curator"},
    Visibility.MEMBERS: {"member", "owner", "curator"},
    Visibility.CURATORS: {"owner", "curator"},
}
VISIBILITIES = [(email, phone) for email in Visibility for phone in Visibility]


@pytest.fixture
def readers(owner, curator):
    return {"stranger": None, "member": a_user(), "owner": owner, "curator": curator}


def with_contact(owner, email: str, phone: str) -> Profile:
    return a_profile(owner=owner, email=EMAIL, phone=PHONE, email_visibility=email, phone_visibility=phone)


@pytest.mark.parametrize(("email", "phone"), VISIBILITIES)
def test_page_shows_contacts_to_those_who_may_see_them(client, readers, owner, email, phone):
    address = with_contact(owner, email, phone).get_absolute_url()
    shown = {"email": set(), "phone": set()}
    for name, user in readers.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        page = client.get(address).content.decode()
        # a link is the address and the words; what everybody sees is in the data for machines too
        assert page.count(EMAIL) == (2 + (email == Visibility.PUBLIC) if name in SEES[email] else 0)
        assert page.count(PHONE) == (2 + (phone == Visibility.PUBLIC) if name in SEES[phone] else 0)
        shown["email"] |= {name} if EMAIL in page else set()
        shown["phone"] |= {name} if PHONE in page else set()
    assert shown == {"email": SEES[email], "phone": SEES[phone]}


@pytest.mark.parametrize(("email", "phone"), VISIBILITIES)
def test_contacts_are_in_no_list_search_or_dataset(client, owner, email, phone):
    profile = with_contact(owner, email, phone)
    (document,) = documents([profile.pk])
    assert not any(part in repr(document) for part in (EMAIL, "tajny", PHONE, "601"))
    assert (find("tajny"), find("601234567"), find(EMAIL)) == ([], [], [])
    csv = b"".join(client.get(reverse("opendata:csv", args=["profily"])).streaming_content).decode()
    text = b"".join(client.get(reverse("opendata:json", args=["profily"])).streaming_content).decode()
    assert profile.slug in csv
    assert profile.slug in json.dumps(json.loads(text))
    lists = client.get(reverse("catalogue:list")).content.decode()
    for where in (csv, text, lists):
        assert not any(part in where for part in (EMAIL, PHONE, "234 567"))


def test_indexed_words_hold_no_contact(owner):
    with_contact(owner, Visibility.PUBLIC, Visibility.PUBLIC)
    (entry,) = SearchEntry.objects.filter(kind="profile")
    assert not any(part in f"{entry.title} {entry.words} {entry.vector}" for part in ("tajny", "601", "234"))


def test_who_reads_which_profiles(owner, curator):
    public, draft = a_profile(), a_draft(by=owner)
    editor = a_user()
    Membership.objects.create(profile=draft, user=editor, role="editor")
    users = {
        "stranger": AnonymousUser(),
        "member": a_user(),
        "owner": owner,
        "editor of the profile": editor,
        "magazine editor": a_holder(Role.EDITOR),
        "curator": curator,
        "administrator": a_holder(Role.ADMINISTRATOR),
    }
    reads_draft = {name for name, user in users.items() if draft in Profile.objects.visible_to(user)}
    assert reads_draft == {"owner", "editor of the profile", "curator", "administrator"}
    assert {public in Profile.objects.visible_to(user) for user in users.values()} == {True}
    assert list(Profile.objects.kept_by(owner)) == [draft]


def test_two_owners_are_one_row_each(owner):
    profile = a_profile(owner=owner)
    Membership.objects.create(profile=profile, user=a_user())
    assert Profile.objects.visible_to(owner).count() == 1


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Dílna Pod Komínem", "dilna-pod-kominem"),
        ("  --- ", "profil"),
        ("Ж Ж", "profil"),
        ("Obce", "obce-2"),
        ("Mapa", "mapa-2"),
        ("A" * 120, "a" * 100),
        ("Ateliér <b>&nbsp;</b>", "atelier-bnbspb"),
    ],
)
def test_address_comes_from_the_name(name, slug):
    assert Profile.objects.free_slug(name) == slug


def test_address_taken_gets_a_number():
    slugs = [a_profile(name=name).slug for name in ("Huť", "Huť", "hut", "Huť 2", "Huť")]
    assert slugs == ["hut", "hut-2", "hut-3", "hut-2-2", "hut-4"]


def test_addresses_of_the_list_stay_free_in_every_language():
    for language in ("cs", "en", "de"):
        with override(language):
            assert reverse("catalogue:municipalities").rstrip("/").split("/")[-1] in RESERVED_SLUGS


def test_address_stays_when_the_name_changes():
    profile = a_profile(name="Huť")
    profile.name = "Sklárna Čáp"
    profile.save(update_fields=["name"])
    profile.refresh_from_db()
    assert (profile.slug, profile.name_folded) == ("hut", "sklarna cap")
    assert profile.sort_key == a_profile(name="Sklárna Čáp").sort_key


def test_revision_keeps_address_and_provenance_of_the_row():
    profile = a_profile(name="Huť")
    revision = profile.get_latest_revision()
    Profile.objects.filter(pk=profile.pk).update(slug="jina", source="Terén", is_sample=True)
    restored = Profile.objects.get(pk=profile.pk).revisions.get(pk=revision.pk).as_object()
    assert (restored.slug, restored.source, restored.is_sample) == ("jina", "Terén", True)


@pytest.mark.parametrize(
    "broken",
    [
        {"name": ""},
        {"form": "empire"},
        {"email_visibility": "all"},
        {"live": True, "closure": "archived"},
        {"latitude": 50.6},
        {"precision": "roughly"},
    ],
)
def test_database_refuses_what_must_not_be(broken):
    profile = a_profile()
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.filter(pk=profile.pk).update(**broken)


def test_summary_and_text_come_in_the_readers_language_or_the_next_best():
    profile = unsaved_profile(summary_cs="česky", summary_de="deutsch", text_en="english")
    found = {}
    for language in ("cs", "en", "de"):
        with override(language):
            found[language] = (profile.summary, profile.text)
    assert found == {
        "cs": (("česky", "cs"), ("english", "en")),
        "en": (("česky", "cs"), ("english", "en")),
        "de": (("deutsch", "de"), ("english", "en")),
    }
    assert unsaved_profile().summary[0] == ""


@pytest.mark.parametrize(("language", "words"), [("cs", "Česká věta"), ("en", "English line"), ("de", "Česká věta")])
def test_page_and_card_speak_the_readers_language_and_mark_another(client, language, words):
    profile = a_profile(summary_cs="Česká věta", summary_en="English line", text_cs="Český text")
    with override(language):
        pages = [
            client.get(address).content.decode() for address in (profile.get_absolute_url(), reverse("catalogue:list"))
        ]
    for page in pages:
        assert words in page
        assert ('lang="cs">Česká věta' in page) == (language == "de")


def test_disciplines_stand_main_first_and_each_once():
    main, other = a_discipline(), a_discipline()
    profile = a_profile(main_discipline=main, further=[other, main])
    assert profile.all_disciplines() == [main, other]


@pytest.mark.parametrize("slug", ["neni", "obce-2", "x" * 500])
def test_unknown_profile_is_not_found(client, slug):
    assert client.get(f"/katalog/{slug}/").status_code == 404


def test_draft_and_closed_profile_have_no_page(client, owner, curator):
    draft = a_draft(by=owner)
    for user in (None, owner, curator):
        if user:
            client.force_login(user)
        assert client.get(draft.get_absolute_url()).status_code == 404
