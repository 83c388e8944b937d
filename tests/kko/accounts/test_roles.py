"""Roles: granted once, over something or everywhere, and taken back."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import IntegrityError, transaction

from kko.accounts.actions import grant_role, revoke_role
from kko.accounts.choices import Role, Visibility
from kko.accounts.models import RoleGrant, User
from kko.accounts.permissions import (
    can_grant_role,
    can_use_back_office,
    can_use_desk,
    has_role,
    sees_field,
)
from kko.accounts.reference import load_roles
from kko.audit.models import Entry
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.territory import district, municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def groups_of(user) -> list[str]:
    return list(user.groups.values_list("name", flat=True))


def test_granted_role_holds_everywhere_and_brings_its_group():
    user, administrator = a_user(), a_holder(Role.ADMINISTRATOR)
    grant = grant_role(user=user, role=Role.CURATOR, by=administrator)
    assert (grant.granted_by, grant.over) == (administrator, None)
    assert has_role(user, Role.CURATOR)
    assert has_role(user, Role.CURATOR, over=district())
    assert groups_of(user) == ["curator"]
    (entry,) = Entry.objects.about(user)
    assert (entry.verb, entry.facts) == ("role.granted", {"role": "curator", "over": "everywhere"})


def test_granting_twice_is_granting_once():
    user = a_user()
    first = grant_role(user=user, role=Role.EDITOR, by=None)
    assert grant_role(user=user, role=Role.EDITOR, by=None) == first
    assert (RoleGrant.objects.held_by(user).count(), Entry.objects.about(user).count()) == (1, 1)


def test_scoped_role_reaches_just_its_thing():
    user, mine, other = a_user(), district(), district()
    grant_role(user=user, role=Role.PLANNER, over=mine, by=None)
    things = (mine, other, None, municipality(district=mine))
    assert [has_role(user, Role.PLANNER, over=thing) for thing in things] == [True, False, False, False]
    assert not has_role(user, Role.CURATOR, over=mine)


def test_scope_is_told_apart_by_its_kind_too():
    mine = district()
    other_kind = municipality(pk=mine.pk)
    user = a_user()
    grant_role(user=user, role=Role.PLANNER, over=mine, by=None)
    assert not has_role(user, Role.PLANNER, over=other_kind)


def test_revoked_role_is_gone_with_its_group():
    user, administrator = a_user(), a_holder(Role.ADMINISTRATOR)
    grant = grant_role(user=user, role=Role.CURATOR, by=None)
    assert has_role(user, Role.CURATOR)
    revoke_role(grant=grant, by=administrator)
    assert (has_role(User.objects.get(pk=user.pk), Role.CURATOR), groups_of(user)) == (False, [])
    assert list(Entry.objects.about(user).values_list("verb", flat=True)) == ["role.granted", "role.revoked"]


def test_group_stays_with_the_last_grant_of_its_role():
    user = a_user()
    here = grant_role(user=user, role=Role.HUB_MANAGER, over=district(), by=None)
    there = grant_role(user=user, role=Role.HUB_MANAGER, over=district(), by=None)
    revoke_role(grant=here, by=None)
    assert groups_of(user) == ["hub_manager"]
    revoke_role(grant=there, by=None)
    assert groups_of(user) == []


def test_what_was_read_before_a_grant_is_forgotten():
    user = a_user()
    assert not has_role(user, Role.EDITOR)
    grant = grant_role(user=user, role=Role.EDITOR, by=None)
    assert has_role(user, Role.EDITOR)
    revoke_role(grant=grant, by=None)
    assert not has_role(grant.user, Role.EDITOR)


def test_administrator_and_superuser_hold_every_role():
    administrator, superuser = a_holder(Role.ADMINISTRATOR), User.objects.create_superuser("koren@example.cz")
    for user in (administrator, superuser):
        assert [role for role in Role if not has_role(user, role)] == []
        assert has_role(user, Role.HUB_MANAGER, over=district())


def test_nobody_else_holds_any():
    inactive = a_curator(is_active=False)
    for user in (AnonymousUser(), a_user(), inactive, a_user(is_staff=True)):
        assert [role for role in Role if has_role(user, role)] == []


def test_who_uses_desk_and_back_office_and_who_grants():
    users = {"member": a_user(), "stranger": AnonymousUser()}
    users |= {role.value: a_holder(role) for role in Role}
    who = {
        predicate.__name__: {name for name, user in users.items() if predicate(user)}
        for predicate in (can_use_desk, can_use_back_office, can_grant_role)
    }
    assert who == {
        "can_use_desk": {"curator", "administrator"},
        "can_use_back_office": {"author", "curator", "editor", "administrator"},
        "can_grant_role": {"administrator"},
    }


@pytest.mark.parametrize(
    ("visibility", "who"),
    [
        (Visibility.PUBLIC, ["stranger", "member", "editor", "owner", "curator", "administrator"]),
        (Visibility.MEMBERS, ["member", "editor", "owner", "curator", "administrator"]),
        (Visibility.CURATORS, ["owner", "curator", "administrator"]),
        ("nonsense", ["owner", "curator", "administrator"]),
    ],
)
def test_field_is_seen_by(visibility, who):
    users = {
        "stranger": AnonymousUser(),
        "member": a_user(),
        "editor": a_holder(Role.EDITOR),
        "owner": a_user(),
        "curator": a_curator(),
        "administrator": a_holder(Role.ADMINISTRATOR),
    }
    assert [name for name, user in users.items() if sees_field(user, visibility, owns=name == "owner")] == who


def test_deactivated_member_sees_only_what_everybody_sees():
    user = a_user(is_active=False)
    assert not sees_field(user, Visibility.MEMBERS)


@pytest.mark.parametrize("broken", [{"over_id": 5}, {"role": "emperor"}])
def test_database_refuses_half_a_scope_and_unknown_roles(broken):
    values = {"user": a_user(), "role": Role.PLANNER} | broken
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(**values)


def test_database_refuses_the_same_address_in_other_letters():
    a_user(email="jana@example.cz")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Jana@example.cz")


def test_person_is_found_by_the_address_in_any_letters():
    user = a_user(email="jana@example.cz")
    assert User.objects.get_by_natural_key("JANA@Example.CZ") == user


def test_groups_of_the_roles_are_loaded_once_and_keep_what_was_added():
    load_roles()
    group = Group.objects.get(name="curator")
    first = set(group.permissions.values_list("codename", flat=True))
    assert {"access_admin", "publish_profile", "change_discipline"} <= first
    extra = Group.objects.get(name="editor").permissions.first()
    Group.objects.get(name="planner").permissions.add(extra)
    load_roles()
    assert set(group.permissions.values_list("codename", flat=True)) == first
    assert list(Group.objects.get(name="planner").permissions.all()) == [extra]
    assert {role.value for role in Role} <= set(Group.objects.values_list("name", flat=True))


def test_unknown_right_is_named(settings):
    settings.KKO_ROLE_PERMISSIONS = {"curator": ["catalogue.eat_profile"]}
    with pytest.raises(LookupError, match=r"catalogue\.eat_profile"):
        load_roles()
