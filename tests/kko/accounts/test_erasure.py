"""Leaving for good: fourteen days to change one's mind, whole or not at all, tried again after a failure."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Profile
from kko.accounts.actions import ErasureError, ask_erasure, cancel_erasure, erase_due, erase_person
from kko.accounts.choices import Role
from kko.accounts.models import Erasure, User
from kko.audit.chain import verify_chain
from kko.audit.models import Entry
from kko.mail.actions import drain_outbox
from kko.mail.models import Message
from kko.moderation.actions import submit_record
from tests.factories.accounts import PASSWORD, a_curator, a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.moderation import edited

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_reached")]
FOURTEEN_DAYS = timedelta(days=14, minutes=1)


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.CELERY_BROKER_URL = ""


def in_fourteen_days():
    return time_machine.travel(timezone.now() + FOURTEEN_DAYS, tick=False)


def fail(user) -> None:
    raise RuntimeError("The disk is full.")


def confirmed(client):
    return client.post(reverse("accounts:erasure"), {"understood": "on"})


def signed_in(client, user) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def letters_to(user) -> list[str]:
    periods = Message.objects.addressed_to(user.email).order_by("pk").values_list("period", flat=True)
    return [period.rsplit(":", 1)[0] for period in periods if period.startswith("erasure")]


def test_page_says_what_goes_and_what_stays(client):
    user = a_user()
    a_profile(owner=user, name="Moje dílna")
    a_profile(owner=user, name="Naše galerie").memberships.create(user=a_user())
    client.force_login(user)
    page = client.get(reverse("accounts:erasure"))
    plan = page.context["plan"]
    assert [("Moje dílna" in one, "Naše galerie" in one) for one in plan[:2]] == [(True, False), (False, True)]


def test_confirmation_asks_who_it_is_and_then_goes_on(client):
    user = a_user()
    client.force_login(user)
    answer = confirmed(client)
    assert answer.url.split("?")[0] == reverse("account_reauthenticate")
    assert Erasure.objects.count() == 0
    client.post(answer.url, {"password": PASSWORD})
    assert Erasure.objects.get().user == user


def test_without_the_tick_nothing_begins(client):
    signed_in(client, a_user())
    page = client.post(reverse("accounts:erasure"), {})
    assert list(page.context["form"].errors) == ["understood"]
    assert Erasure.objects.count() == 0


def test_fourteen_days_begin_with_a_letter_and_without_public_pages(client):
    user = a_user()
    alone, shared = a_profile(owner=user), a_profile(owner=user)
    shared.memberships.create(user=a_user())
    signed_in(client, user)
    confirmed(client)
    erasure = Erasure.objects.get()
    assert erasure.due_at - erasure.asked_at >= timedelta(days=14) - timedelta(seconds=5)
    assert list(Profile.objects.published()) == [shared]
    assert client.get(alone.get_absolute_url()).status_code == 404
    assert letters_to(user) == ["erasure-asked"]
    assert client.get(reverse("accounts:overview")).context["items"][0].key == "erasure"


def test_link_of_the_letter_needs_one_click_and_no_signing_in(client):
    user = a_user()
    profile = a_profile(owner=user)
    ask_erasure(by=user)
    (path,) = re.findall(r"http://localhost:8000(/\S+)", Message.objects.addressed_to(user.email).get().body_text)[:1]
    stranger = Client()
    assert stranger.get(path).status_code == 200
    assert Erasure.objects.count() == 1
    assert stranger.post(path).status_code == 302
    assert (Erasure.objects.count(), list(Profile.objects.published())) == (0, [profile])
    assert letters_to(user) == ["erasure-asked", "erasure-cancelled"]
    assert stranger.get(path).status_code == 404
    assert stranger.get(reverse("accounts:erasure_cancel", args=["MQ:podvrh:x"])).status_code == 404


def test_member_stays_by_a_button(client):
    user = a_user()
    ask_erasure(by=user)
    client.force_login(user)
    assert client.post(reverse("accounts:erasure_stay")).url == reverse("accounts:overview")
    assert Erasure.objects.count() == 0
    with in_fourteen_days():
        erase_due()
    assert User.objects.filter(pk=user.pk).exists()


def test_nobody_else_cancels():
    user, other = a_user(), Client()
    ask_erasure(by=user)
    other.force_login(a_user())
    other.post(reverse("accounts:erasure_stay"))
    assert Erasure.objects.count() == 1


def test_asked_twice_is_asked_once():
    user = a_user()
    assert ask_erasure(by=user) == ask_erasure(by=user)
    assert letters_to(user) == ["erasure-asked"]


def test_edit_that_waited_is_withdrawn_so_that_nobody_publishes_it(workflow):
    user = a_user()
    profile = a_profile(owner=user)
    edited(profile, name="Jinak").save_revision(user=user)
    submit_record(record=profile, by=user)
    ask_erasure(by=user)
    profile = Profile.objects.get()
    assert (profile.live, profile.waiting_revision) == (False, None)


def test_drafts_and_archived_profiles_stay_as_they_were_after_a_change_of_mind():
    user = a_user()
    a_draft(by=user)
    archived = a_profile(owner=user)
    Profile.objects.filter(pk=archived.pk).update(live=False, closure="archived")
    cancel_erasure(erasure=ask_erasure(by=user), by=user)
    assert list(Profile.objects.published()) == []


def test_only_administrator_cannot_leave(client):
    lonely = a_holder(Role.ADMINISTRATOR)
    with pytest.raises(ErasureError):
        ask_erasure(by=lonely)
    second = a_holder(Role.ADMINISTRATOR)
    ask_erasure(by=second)
    with pytest.raises(ErasureError):
        ask_erasure(by=lonely)
    signed_in(client, lonely)
    assert confirmed(client).context["form"].non_field_errors()


def test_account_goes_only_after_the_farewell_has_left():
    user = a_user()
    ask_erasure(by=user)
    assert erase_due() == ""
    with in_fourteen_days():
        assert (erase_due(), letters_to(user)) == ("", ["erasure-asked", "erasure-farewell"])
        assert (erase_due(), User.objects.filter(pk=user.pk).exists()) == ("", True)
        drain_outbox()
        assert (erase_due(), User.objects.filter(pk=user.pk).exists()) == ("1 people erased", False)
    assert Message.objects.count() == 0
    assert verify_chain().ok


def test_where_mail_does_not_leave_the_account_goes_two_days_later():
    user = a_user()
    ask_erasure(by=user)
    with in_fourteen_days():
        erase_due()
    with time_machine.travel(timezone.now() + FOURTEEN_DAYS + timedelta(days=2, minutes=1), tick=False):
        assert erase_due() == "1 people erased"


def test_once_the_day_has_come_it_is_too_late():
    user = a_user()
    erasure = ask_erasure(by=user)
    with in_fourteen_days():
        with pytest.raises(ErasureError):
            cancel_erasure(erasure=erasure, by=user)
        assert Client().post(reverse("accounts:erasure_cancel", args=[erasure.cancel_token])).status_code == 302
    assert Erasure.objects.count() == 1


def test_failure_leaves_the_person_whole_and_is_tried_again(settings):
    user, other = a_user(), a_user()
    profile = a_profile(owner=user)
    for one in (user, other):
        ask_erasure(by=one)
    erasers = list(settings.KKO_ERASERS)
    settings.KKO_ERASERS = [*erasers, "tests.kko.accounts.test_erasure.fail"]
    with in_fourteen_days():
        erase_due()
        drain_outbox()
        assert erase_due() == ""
        assert set(User.objects.all()) == {user, other}
        assert list(profile.memberships.values_list("user", flat=True)) == [user.pk]
        settings.KKO_ERASERS = erasers
        assert erase_due() == "2 people erased"
    assert (User.objects.count(), Profile.objects.count()) == (0, 0)


def test_trail_says_what_was_done_and_no_names():
    user = a_user(email="marcipan@example.cz", name="Marcipán Kulička")
    cancel_erasure(erasure=ask_erasure(by=user), by=None)
    assert list(Entry.objects.about(user).values_list("verb", flat=True)) == ["erasure.asked", "erasure.cancelled"]
    assert not [entry for entry in Entry.objects.all() if "arcip" in f"{entry.facts}{entry.digests}"]


def test_curator_who_leaves_takes_no_decision_back(workflow):
    curator = a_curator()
    profile = a_profile()
    profile.save_revision(user=curator)
    ask_erasure(by=curator)
    with in_fourteen_days():
        erase_due()
        drain_outbox()
        erase_due()
    assert [revision.user for revision in profile.revisions.all()] == [None, None]
    assert list(Profile.objects.published()) == [profile]


def test_database_leaves_time():
    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(user=a_user(), due_at=timezone.now() - timedelta(days=1))


def test_sessions_of_somebody_with_a_longer_address_go_on():
    user = a_user(email="ana@example.cz")
    stranger = Client().session
    stranger["shortlist_email"] = "jana@example.cz"
    stranger.save()
    erase_person(user=user)
    assert Session.objects.filter(pk=stranger.session_key).exists()
