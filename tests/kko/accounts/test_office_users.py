"""Accounts in the back office: made, changed and shut without inventing anything, roles granted elsewhere."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from catalogue.models import Membership, Profile
from kko.accounts.actions import ask_erasure, grant_role
from kko.accounts.choices import Role
from kko.accounts.models import Erasure, RoleGrant, User
from kko.accounts.reference import load_roles
from kko.audit.models import Entry
from kko.mail.models import Message
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
QUERIES = 9


@pytest.fixture
def boss() -> User:
    load_roles()
    return a_holder(Role.ADMINISTRATOR, is_superuser=True, email="sprava@example.cz")


@pytest.fixture
def office(boss) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def address(action: str, *args) -> str:
    return reverse(f"wagtailusers_users:{action}", args=args)


def sent_by(client: Client, user: User, **changed):
    """Send the form of an account as it came, with some fields changed; ``None`` leaves one out."""
    form = client.get(address("edit", user.pk)).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data = {name: value for name, value in (data | changed).items() if value is not None}
    return client.post(address("edit", user.pk), data)


def test_account_is_saved_as_it_came(office):
    user = a_user(name="Hlína Džbánková", language="de")
    assert sent_by(office, user).status_code == 302
    kept = User.objects.get(pk=user.pk)
    assert (kept.name, kept.language, kept.is_active, kept.has_usable_password()) == (
        "Hlína Džbánková",
        "de",
        True,
        True,
    )


def test_account_is_shut_and_stays_whole(office):
    user = a_user(name="")
    assert sent_by(office, user, is_active=None).status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    entry = Entry.objects.order_by("sequence").last()
    assert (entry.verb, entry.facts) == ("account.changed", {"changed": ["is_active"]})


def test_forms_offer_no_groups_and_lead_to_the_roles(office):
    curator = a_curator()
    for page in (office.get(address("add")), office.get(address("edit", curator.pk))):
        assert {"groups", "first_name", "last_name"} & page.context["form"].fields.keys() == set()
        assert f'href="{reverse("roles")}"' in page.content.decode()
    assert str(Role.CURATOR.label) in page.content.decode()


def test_saving_changes_no_role_and_no_group(office):
    curator = a_curator()
    editors = Group.objects.get(name=Role.EDITOR)
    sent_by(office, curator, groups=[editors.pk])
    assert list(curator.groups.values_list("name", flat=True)) == ["curator"]
    assert [grant.role for grant in curator.role_grants.all()] == ["curator"]


def test_new_account_has_the_name_that_was_typed_and_needs_no_password(office):
    typed = {"email": "nova@Example.cz", "name": "  Nová \u200bKolegyně ", "language": "en"}
    answer = office.post(address("add"), typed | {"password1": "", "password2": ""})
    assert answer.status_code == 302, answer.context["form"].errors
    user = User.objects.get(email="nova@example.cz")
    assert (user.name, user.language, user.has_usable_password()) == ("Nová Kolegyně", "en", False)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified", "primary")) == [
        ("nova@example.cz", False, True)
    ]


def test_password_is_taken_where_one_is_typed(office):
    typed = {"email": "nova@example.cz", "name": "", "language": "cs", "password1": "hrncirsky-kruh-9"}
    refused = office.post(address("add"), typed | {"password2": "jine-heslo-docela"})
    assert list(refused.context["form"].errors) == ["password2"]
    office.post(address("add"), typed | {"password2": "hrncirsky-kruh-9"})
    assert User.objects.get(email="nova@example.cz").check_password("hrncirsky-kruh-9")


@pytest.mark.parametrize("email", ["JINA@example.cz", "druha@example.cz"])
def test_address_of_somebody_else_is_refused_beside_the_field(office, email):
    other = a_user(email="jina@example.cz")
    EmailAddress.objects.create(user=other, email="druha@example.cz", verified=True)
    for answer in (
        office.post(address("add"), {"email": email, "language": "cs"}),
        sent_by(office, a_user(), email=email),
    ):
        assert list(answer.context["form"].errors) == ["email"]


def test_changed_address_has_to_be_shown_anew(office):
    user = a_user(email="preklep@example.cz")
    sent_by(office, user, email="spravne@example.cz")
    changed = User.objects.get(pk=user.pk)
    assert (changed.email, changed.verified_email) == ("spravne@example.cz", "")
    assert [one.email for one in EmailAddress.objects.filter(user=user)] == ["spravne@example.cz"]


def test_name_that_is_an_address_is_refused(office):
    answer = sent_by(office, a_user(), name="www.levne.example.cz")
    assert list(answer.context["form"].errors) == ["name"]


def test_nobody_shuts_themselves_or_lets_go_of_full_access(office, boss):
    fields = office.get(address("edit", boss.pk)).context["form"].fields
    assert {"is_active", "is_superuser"} & fields.keys() == set()
    sent_by(office, boss, is_active=None, is_superuser=None)
    kept = User.objects.get(pk=boss.pk)
    assert (kept.is_active, kept.is_superuser) == (True, True)


@pytest.mark.parametrize("changed", [{"is_active": None}, {"is_superuser": None}])
def test_last_who_grants_roles_is_neither_shut_nor_brought_down(office, boss, changed):
    lonely = User.objects.create_superuser("sama@example.cz", "heslo-heslo")
    ask_erasure(by=boss)  # who leaves does not count
    answer = sent_by(office, lonely, **changed)
    assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (200, 1)
    kept = User.objects.get(pk=lonely.pk)
    assert (kept.is_active, kept.is_superuser) == (True, True)
    grant_role(user=a_user(), role=Role.ADMINISTRATOR, by=None)
    assert sent_by(office, lonely, **changed).status_code == 302


def test_who_keeps_accounts_without_full_access_reaches_nobody_who_has_it(boss):
    keeper = a_holder(Role.ADMINISTRATOR)
    group = Group.objects.get(name=Role.ADMINISTRATOR)
    group.permissions.add(Permission.objects.get(content_type__app_label="accounts", codename="change_user"))
    client = Client()
    client.force_login(keeper)
    assert "is_superuser" not in client.get(address("edit", a_user().pk)).context["form"].fields
    assert client.get(address("edit", boss.pk)).status_code == 302
    client.post(address("edit", boss.pk), {"email": "ukradeno@example.cz", "language": "cs", "is_active": "on"})
    assert User.objects.get(pk=boss.pk).email == "sprava@example.cz"


def test_deleting_begins_the_fourteen_days(office, boss):
    user = a_user(email="hlina@example.cz")
    profile = a_profile(owner=user, name="Moje dílna")
    page = office.get(address("delete", user.pk))
    assert any("Moje dílna" in sentence for sentence in page.context["plan"])
    office.post(address("delete", user.pk))
    erasure = Erasure.objects.get()
    assert (erasure.user, User.objects.filter(pk=user.pk).exists()) == (user, True)
    assert not Profile.objects.published().exists()
    assert Membership.objects.filter(profile=profile, user=user).exists()
    entry = Entry.objects.order_by("sequence").last()
    assert (entry.verb, entry.actor_key, entry.object_id) == ("erasure.asked", f"user:{boss.pk}", str(user.pk))
    letter = Message.objects.get(recipient="hlina@example.cz")
    assert "/zpet/" in letter.body_text
    assert "požádali" not in letter.body_text.lower()
    assert "<form" not in office.get(address("delete", user.pk)).content.decode().partition("<main")[2]


def test_who_alone_grants_roles_is_not_deleted(office, boss):
    lonely = User.objects.create_superuser("sama@example.cz", "heslo-heslo")
    ask_erasure(by=boss)
    answer = office.post(address("delete", lonely.pk))
    assert answer.url == address("edit", lonely.pk)
    assert [one.level_tag for one in get_messages(answer.wsgi_request)] == ["error"]
    assert not Erasure.objects.filter(user=lonely).exists()


@pytest.mark.parametrize(
    ("action", "sent"),
    [("delete", {}), ("set_active_state", {"mark_as_active": "False"}), ("assign_role", {"role": "curator"})],
)
def test_nothing_is_done_to_several_people_at_once(office, action, sent):
    user = a_user()
    sent = {name: Group.objects.get(name=value).pk if name == "role" else value for name, value in sent.items()}
    office.post(f"/admin/bulk/accounts/user/{action}/?id={user.pk}", sent)
    kept = User.objects.get(pk=user.pk)
    assert (kept.is_active, kept.groups.count()) == (True, 0)
    assert "data-bulk-action" not in office.get(address("index")).content.decode()


def test_list_shows_names_and_granted_roles_and_finds_by_both(office):
    a_curator(name="Žofie"), a_user(name="Adam", email="adam@example.cz")
    page = office.get(address("index"), {"ordering": "name", "q": "Žofie"})
    assert [user.name for user in page.context["object_list"]] == ["Žofie"]
    assert str(Role.CURATOR.label) in page.content.decode()
    found = office.get(address("index"), {"role": "curator"})
    assert [user.name for user in found.context["object_list"]] == ["Žofie"]
    assert [user.email for user in office.get(address("index"), {"q": "adam@"}).context["object_list"]] == [
        "adam@example.cz"
    ]


@pytest.mark.parametrize("many", [1, 30])
def test_list_asks_as_often_for_one_as_for_thirty(office, many, django_assert_max_num_queries):
    for _ in range(many):
        a_curator()
    office.get(address("index"))
    with django_assert_max_num_queries(QUERIES):
        office.get(address("index"))


def test_group_alone_is_no_role_and_goes_with_the_next_reference_data(boss):
    half, whole = a_user(), a_curator()
    half.groups.add(Group.objects.get(name=Role.CURATOR))
    whole.groups.clear()
    load_roles()
    assert (half.groups.count(), list(whole.groups.values_list("name", flat=True))) == (0, ["curator"])
    assert RoleGrant.objects.filter(user=half).count() == 0
