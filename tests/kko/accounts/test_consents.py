"""Consents: asked once for each wording, anew when it changes, withdrawn when wanted."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from catalogue.models import Profile
from kko.accounts.actions import agree, publish_wording, withdraw_consent
from kko.accounts.choices import ConsentKind, Role
from kko.accounts.models import Consent, ConsentText
from kko.accounts.reference import load_consents, load_roles
from kko.accounts.sample import PASSWORD, PEOPLE, load_people
from kko.audit.models import Entry
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def texts():
    load_consents()


def a_wording(kind: str = ConsentKind.TERMS, text: str = "Nové znění.") -> ConsentText:
    return publish_wording(kind=kind, text_cs=text, text_en="New words.", text_de="Neue Worte.", by=None)


def opened(client: Client, name: str = "accounts:overview", *args) -> str:
    """Where the member gets: the name of the page, or that of the consent."""
    answer = client.get(reverse(name, args=args))
    if answer.status_code == 200:
        return name
    return "accounts:consent" if answer.url.startswith(reverse("accounts:consent")) else answer.url


def test_first_wordings_are_loaded_once_in_three_languages(texts):
    load_consents()
    found = list(ConsentText.objects.order_by("kind").values_list("kind", "version"))
    assert found == [("mapping", 1), ("terms", 1)]
    assert all(one.text_cs and one.text_en and one.text_de for one in ConsentText.objects.all())


def test_member_is_asked_and_comes_back_to_where_they_wanted(texts, client):
    client.force_login(a_user())
    asked = client.get(reverse("catalogue:create") + "?a=1")
    assert (asked.status_code, asked.url) == (
        302,
        f"{reverse('accounts:consent')}?next=%2Fmuj%2Fprofil%2Fnovy%2F%3Fa%3D1",
    )
    page = client.get(asked.url)
    assert ConsentText.objects.get(kind="terms").text_cs.split("\n")[0] in page.content.decode()
    form = {"terms": "on", "terms_version": 1, "mapping_version": 1, "next": page.context["next"]}
    answer = client.post(asked.url, form)
    assert (answer.status_code, answer.url) == (302, reverse("catalogue:create") + "?a=1")
    assert opened(client, "catalogue:create") == "catalogue:create"


def test_member_who_agrees_to_nothing_sends_nothing(texts, client):
    client.force_login(a_user())
    answer = client.post(reverse("catalogue:create"), {"name": "Dílna"})
    assert (answer.status_code, answer.url) == (302, f"{reverse('accounts:consent')}?next=%2Fmuj%2F")


def test_form_that_was_open_when_the_wording_changed_still_arrives(texts, client):
    user = a_user()
    agree(user=user, kind=ConsentKind.TERMS)
    a_wording()
    client.force_login(user)
    assert client.post(reverse("catalogue:create"), {"name": "Dílna"}).status_code == 200


def test_who_withdrew_the_terms_cannot_submit(texts, client):
    user = a_user()
    agree(user=user, kind=ConsentKind.TERMS)
    draft = a_draft(by=user)
    withdraw_consent(user=user, kind=ConsentKind.TERMS)
    client.force_login(user)
    answer = client.post(reverse("catalogue:submission", args=[draft.pk]))
    assert answer.url.startswith(reverse("accounts:consent"))
    assert Profile.objects.submitted().count() == 0


def test_terms_are_needed_mapping_is_a_wish(texts, client):
    user = a_user()
    client.force_login(user)
    versions = {"terms_version": 1, "mapping_version": 1}
    page = client.post(reverse("accounts:consent"), {"mapping": "on", **versions})
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["terms"])
    assert page.context["form"]["mapping"].value()
    assert Consent.objects.count() == 0
    client.post(reverse("accounts:consent"), {"terms": "on", "mapping": "on", **versions})
    assert sorted(user.consents.values_list("text__kind", flat=True)) == ["mapping", "terms"]


def test_wording_that_changed_while_it_was_read_is_asked_anew(texts, client):
    client.force_login(a_user())
    a_wording()
    page = client.post(reverse("accounts:consent"), {"terms": "on", "terms_version": 1, "mapping_version": 1})
    assert page.status_code == 200
    assert Consent.objects.count() == 0
    assert "Nové znění." in page.content.decode()
    assert page.context["form"]["terms_version"].value() == 2


def test_new_wording_is_asked_once_more(texts, client):
    user = a_user()
    client.force_login(user)
    agree(user=user, kind="terms")
    assert opened(client) == "accounts:overview"
    a_wording()
    assert opened(client) == "accounts:consent"
    agree(user=user, kind="terms")
    assert opened(client) == "accounts:overview"
    assert list(user.consents.order_by("pk").values_list("text__version", "withdrawn_at")) == [(1, None), (2, None)]


@pytest.mark.parametrize("name", ["accounts:data", "accounts:erasure", "accounts:consent", "account_logout"])
def test_own_data_and_the_way_out_are_never_shut(texts, client, name):
    client.force_login(a_user())
    assert opened(client, name) == name


def test_form_that_was_filled_in_meanwhile_still_arrives(texts, client):
    owner = a_user()
    agree(user=owner, kind=ConsentKind.TERMS)
    a_wording()
    profile = a_profile(owner=owner)
    client.force_login(owner)
    answer = client.post(reverse("catalogue:archiving", args=[profile.pk]))
    assert answer.url == reverse("accounts:overview")
    assert Profile.objects.get().closure == "archived"


@pytest.mark.parametrize("wanted", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_nobody_is_led_off_the_site(texts, client, wanted):
    client.force_login(a_user())
    form = {"terms": "on", "terms_version": 1, "mapping_version": 1, "next": wanted}
    assert client.post(reverse("accounts:consent"), form).url == reverse("accounts:overview")


def test_where_nothing_is_in_force_nobody_is_asked(client):
    user = a_user()
    client.force_login(user)
    assert opened(client) == "accounts:overview"
    assert agree(user=user, kind="terms") is None
    assert client.get(reverse("accounts:consent")).status_code == 200


def test_agreeing_twice_is_agreeing_once(texts):
    user = a_user()
    assert agree(user=user, kind="terms") == agree(user=user, kind="terms")
    assert [(one.verb, one.facts) for one in Entry.objects.about(user)] == [
        ("consent.given", {"kind": "terms", "version": 1})
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(user=user, text=ConsentText.objects.get(kind="terms"))


def test_withdrawn_terms_take_own_profiles_off_and_agreeing_brings_them_back(texts, client):
    owner, friend = a_user(), a_user()
    agree(user=owner, kind="terms")
    alone, shared = a_profile(owner=owner), a_profile(owner=owner)
    shared.memberships.create(user=friend)
    a_draft(by=owner)
    client.force_login(owner)
    client.post(reverse("accounts:consent_withdrawal", args=["terms"]))
    assert list(Profile.objects.published()) == [shared]
    assert opened(client) == "accounts:consent"
    agree(user=owner, kind="terms")
    assert set(Profile.objects.published()) == {alone, shared}


def test_withdrawn_mapping_changes_nothing_else(texts, client):
    user = a_user()
    for kind in ConsentKind:
        agree(user=user, kind=kind)
    assert withdraw_consent(user=user, kind="mapping") == 1
    assert withdraw_consent(user=user, kind="mapping") == 0
    client.force_login(user)
    assert opened(client) == "accounts:overview"
    assert list(user.consents.standing().values_list("text__kind", flat=True)) == ["terms"]


def test_same_words_are_the_same_version(texts):
    first = ConsentText.objects.get(kind="terms")
    same = publish_wording(
        kind="terms", text_cs=f" {first.text_cs}\n", text_en=first.text_en, text_de=first.text_de, by=None
    )
    assert same == first


def test_administrator_writes_a_new_version_and_the_old_one_stands(texts, client):
    load_roles()
    first = ConsentText.objects.get(kind="terms")
    client.force_login(a_holder(Role.ADMINISTRATOR))
    address = reverse("wagtailsnippets_accounts_consenttext:edit", args=[first.pk])
    assert client.get(address).status_code == 200
    form = {"kind": "terms", "text_cs": "Jinak.", "text_en": "Otherwise.", "text_de": "Anders."}
    assert client.post(address, form).status_code == 302
    found = list(ConsentText.objects.of_kind("terms").values_list("version", "text_cs"))
    assert found == [(2, "Jinak."), (1, first.text_cs)]


def test_curators_do_not_write_wordings(texts, client):
    load_roles()
    client.force_login(a_curator())
    address = reverse("wagtailsnippets_accounts_consenttext:edit", args=[ConsentText.objects.first().pk])
    assert client.get(address).status_code in {302, 403}


def test_sample_people_have_agreed(texts, client):
    load_roles()
    load_people()
    assert Consent.objects.standing().count() == len(PEOPLE)
    assert client.login(username=PEOPLE[0].email, password=PASSWORD)
    assert opened(client) == "accounts:overview"


def test_strangers_cost_no_query(texts, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("accounts:overview"))


def test_members_cost_one_query(texts, client, django_assert_max_num_queries):
    user = a_user()
    client.force_login(user)
    with django_assert_max_num_queries(3):  # the session where the cache holds none, the user, the wording
        client.get(reverse("accounts:overview"))


def test_error_that_belongs_to_a_whole_sentence_has_one_stop(texts, client):
    client.force_login(a_user())
    page = client.post(reverse("accounts:consent"), {"terms_version": 1, "mapping_version": 1}).content.decode()
    assert "Souhlasím s podmínkami katalogu. Toto pole" in page.replace("\xa0", " ")
    assert "katalogu.:" not in page
