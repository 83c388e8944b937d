"""Who looks after a profile: invitations, roles, leaving."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.actions import keeping as actions
from catalogue.choices import MembershipRole
from catalogue.models import Invitation, Membership
from catalogue.permissions import can_edit_profile, can_keep_people
from kko.audit.models import Entry
from kko.mail.models import Message
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.keeping import an_editor, an_invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(owner, roles):
    return a_profile(owner=owner, name="Dílna Pod Komínem")


def page(profile):
    return reverse("catalogue:people", args=[profile.pk])


def change(client, profile, **data):
    return client.post(reverse("catalogue:person", args=[profile.pk]), data, follow=True)


def link_in(letter: Message) -> str:
    return re.search(r"https?://[^/\s]+(/\S*pozvanka/\S+)", letter.body_text).group(1)


def test_owners_keep_people_editors_edit(profile, owner):
    editor, stranger = a_user(), a_user()
    an_editor(profile, editor)
    keeps = [can_keep_people(each, profile) for each in (owner, editor, stranger)]
    edits = [can_edit_profile(each, profile) for each in (owner, editor, stranger)]
    assert (keeps, edits) == ([True, False, False], [True, True, False])


def test_an_owner_invites_by_a_letter_in_their_language(client, profile, owner):
    owner.language = "en"
    owner.save()
    client.force_login(owner)
    response = client.post(page(profile), {"email": " Pozvana@Example.cz ", "role": "editor"})
    letter = Message.objects.get(recipient="pozvana@example.cz")
    assert (response.status_code, letter.language) == (302, "en")
    assert "/en/" in letter.body_text
    assert Invitation.objects.get().role == MembershipRole.EDITOR


def test_an_editor_sees_the_people_but_may_not_invite(client, profile):
    editor = a_user()
    an_editor(profile, editor)
    client.force_login(editor)
    assert b'name="email"' not in client.get(page(profile)).content
    assert client.post(page(profile), {"email": "x@example.cz", "role": "owner"}).status_code == 403
    assert Invitation.objects.count() == 0


def test_strangers_and_curators_find_no_such_page(client, profile, curator):
    for user in (a_user(), curator):
        client.force_login(user)
        assert client.get(page(profile)).status_code == 404
        assert change(client, profile, action="remove", membership="1").status_code == 404


def test_who_looks_after_it_is_not_invited_again(profile, owner):
    with pytest.raises(actions.KeepingError):
        an_invitation(profile, by=owner, email=owner.email.upper())
    an_invitation(profile, by=owner)
    with pytest.raises(actions.KeepingError):
        an_invitation(profile, by=owner)
    assert Invitation.objects.count() == 1


def test_ten_invitations_wait_at_most_and_twenty_go_out_a_day(profile, owner):
    for number in range(actions.OPEN_INVITATIONS):
        an_invitation(profile, by=owner, email=f"a{number}@example.cz")
    with pytest.raises(actions.KeepingError):
        an_invitation(profile, by=owner, email="jeste@example.cz")
    Invitation.objects.update(withdrawn_at=timezone.now())
    for number in range(actions.INVITATIONS_A_DAY - actions.OPEN_INVITATIONS):
        an_invitation(profile, by=owner, email=f"b{number}@example.cz")
    Invitation.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(actions.KeepingError):
        an_invitation(profile, by=owner, email="jeste@example.cz")


def test_an_expired_invitation_gives_way_to_a_new_one(profile, owner):
    old = an_invitation(profile, by=owner)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        new = an_invitation(profile, by=owner)
        old.refresh_from_db()
        assert (old.withdrawn_at is not None, new.is_open) == (True, True)


def test_the_letter_goes_again_after_ten_minutes_and_three_times_in_all(profile, owner):
    invitation = an_invitation(profile, by=owner)
    with pytest.raises(actions.KeepingError):
        actions.resend_invitation(invitation=invitation, by=owner)
    for minutes in (11, 22):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
            actions.resend_invitation(invitation=invitation, by=owner)
    with time_machine.travel(timezone.now() + timedelta(hours=1)), pytest.raises(actions.KeepingError):
        actions.resend_invitation(invitation=invitation, by=owner)
    assert Message.objects.filter(recipient=invitation.email).count() == 3


def test_accepting_makes_a_keeper_tells_the_owner_and_is_audited(client, profile, owner):
    invitation = an_invitation(profile, by=owner)
    invited = a_user(email="pozvana@example.cz")
    client.force_login(invited)
    address = link_in(Message.objects.get(recipient=invitation.email))
    assert invited.email in client.get(address).content.decode()
    assert Membership.objects.filter(user=invited).count() == 0, "the link alone changes nothing"
    assert client.post(address).headers["Location"] == profile.get_edit_url()
    assert Membership.objects.get(user=invited).role == MembershipRole.EDITOR
    assert invited.email in Message.objects.get(recipient=owner.email).body_text
    entry = Entry.objects.get(verb="invitation.accepted")
    assert invited.email not in str(entry.facts)


def test_another_account_is_named_before_it_takes_an_invitation_up(client, profile, owner):
    invitation = an_invitation(profile, by=owner)
    other = a_user(email="jina@example.cz")
    client.force_login(other)
    address = reverse("catalogue:invitation", args=[invitation.token])
    text = client.get(address).content.decode()
    assert invitation.email in text
    assert other.email in text
    client.post(address)
    assert Membership.objects.filter(user=other, profile=profile).count() == 1


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, profile, owner):
    invitation = an_invitation(profile, by=owner)
    address = reverse("catalogue:invitation", args=[invitation.token])
    text = client.get(address).content.decode()
    assert f"{reverse('account_login')}?next={quote(address)}" in text
    assert f"{reverse('account_signup')}?next={quote(address)}" in text
    assert client.post(address).headers["Location"] == address
    assert Membership.objects.filter(profile=profile).count() == 1


def test_the_invited_joins_on_the_way_and_comes_back_to_the_invitation(client, profile, owner):
    address = reverse("catalogue:invitation", args=[an_invitation(profile, by=owner).token])
    signup = f"{reverse('account_signup')}?next={address}"
    form = client.get(signup).context["form"]
    data = {"email": "pozvana@example.cz", "next": address} | {name: "on" for name in form.fields if name != "email"}
    client.post(signup, data)
    letter = Message.objects.filter(recipient="pozvana@example.cz").latest("pk")
    code = re.search(r"^([A-Z0-9]{3,}-[A-Z0-9]{3,}|[A-Z0-9]{6,})$", letter.body_text, re.MULTILINE).group(1)
    response = client.post(reverse("account_email_verification_sent"), {"code": code})
    assert response.headers["Location"] == address


@pytest.mark.parametrize("token", ["x", "MQ:1abc:deadbeef", "../../etc", "%00", "a" * 500])
def test_a_made_up_token_leads_nowhere(client, token):
    assert client.get(reverse("catalogue:invitation", args=["x"]).replace("/x/", f"/{token}/")).status_code == 404


def test_a_withdrawn_or_old_invitation_is_worthless(profile, owner):
    invited = a_user()
    invitation = an_invitation(profile, by=owner)
    with (
        time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)),
        pytest.raises(actions.KeepingError),
    ):
        actions.accept_invitation(invitation=invitation, by=invited)
    actions.withdraw_invitation(invitation=invitation, by=owner)
    with pytest.raises(actions.KeepingError):
        actions.accept_invitation(invitation=invitation, by=invited)
    assert Membership.objects.filter(profile=profile).count() == 1


def test_an_invitation_is_taken_up_once(profile, owner):
    invitation, first, second = an_invitation(profile, by=owner), a_user(), a_user()
    one = actions.accept_invitation(invitation=invitation, by=first)
    assert actions.accept_invitation(invitation=invitation, by=first) == one
    with pytest.raises(actions.KeepingError):
        actions.accept_invitation(invitation=invitation, by=second)


def test_an_invitation_raises_a_role_and_never_lowers_it(profile, owner):
    editor = a_user()
    an_editor(profile, editor)
    up = an_invitation(profile, by=owner, email="jina.adresa@example.cz", role="owner")
    down = an_invitation(profile, by=owner, email="dalsi.adresa@example.cz", role="editor")
    assert actions.accept_invitation(invitation=up, by=editor).role == MembershipRole.OWNER
    assert actions.accept_invitation(invitation=down, by=editor).role == MembershipRole.OWNER


def test_the_last_owner_neither_leaves_nor_becomes_an_editor(client, profile, owner):
    an_editor(profile, a_user())
    mine = Membership.objects.get(user=owner)
    client.force_login(owner)
    for action in ("remove", "editor"):
        assert b"is-error" in change(client, profile, action=action, membership=mine.pk).content
    mine.refresh_from_db()
    assert mine.role == MembershipRole.OWNER


def test_an_owner_changes_roles_and_removes_people(client, profile, owner):
    person = an_editor(profile, a_user())
    client.force_login(owner)
    change(client, profile, action="owner", membership=person.pk)
    person.refresh_from_db()
    assert person.role == MembershipRole.OWNER
    change(client, profile, action="remove", membership=person.pk)
    assert not Membership.objects.filter(pk=person.pk).exists()


def test_an_editor_may_leave_and_nothing_else(client, profile, owner):
    editor = a_user()
    mine, of_owner = an_editor(profile, editor), Membership.objects.get(user=owner)
    invitation = an_invitation(profile, by=owner)
    client.force_login(editor)
    assert change(client, profile, action="owner", membership=mine.pk).status_code == 403
    assert change(client, profile, action="remove", membership=of_owner.pk).status_code == 403
    assert change(client, profile, action="withdraw", invitation=invitation.pk).status_code == 403
    assert change(client, profile, action="remove", membership=mine.pk).status_code == 200
    assert not can_edit_profile(editor, profile)


@pytest.mark.parametrize(
    "data", [{}, {"action": "x"}, {"action": "remove"}, {"action": "remove", "membership": "0 OR 1=1"}]
)
def test_nonsense_changes_nothing(client, profile, owner, data):
    client.force_login(owner)
    assert change(client, profile, **data).status_code == 200
    assert Membership.objects.filter(profile=profile).count() == 1


def test_a_membership_of_another_profile_is_out_of_reach(client, profile, owner):
    other = an_editor(a_profile(owner=a_user()), a_user())
    client.force_login(owner)
    change(client, profile, action="remove", membership=other.pk)
    assert Membership.objects.filter(pk=other.pk).exists()


def test_what_a_removed_owner_was_inviting_to_lapses(profile, owner):
    second = a_user()
    membership = Membership.objects.create(profile=profile, user=second, role=MembershipRole.OWNER)
    invitation = an_invitation(profile, by=second)
    actions.remove_person(membership=membership, by=owner)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_people_takes_the_same_queries_for_many(
    client, profile, owner, django_assert_max_num_queries, number
):
    for _each in range(number):
        an_editor(profile, a_user())
    Invitation.objects.bulk_create(
        Invitation(profile=profile, email=f"p{each}@example.cz", invited_by=owner) for each in range(number)
    )
    client.force_login(owner)
    with django_assert_max_num_queries(14):
        assert client.get(page(profile)).status_code == 200


def test_names_of_people_are_escaped(client, profile, owner):
    an_editor(profile, a_user(name="<script>alert(1)</script>"))
    client.force_login(owner)
    assert b"<script>alert" not in client.get(page(profile)).content


def test_forms_are_guarded_against_forgery(profile, owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    assert client.post(page(profile), {"email": "x@example.cz", "role": "owner"}).status_code == 403
