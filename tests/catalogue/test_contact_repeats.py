"""What is written twice, or too often: one letter for one form, and nobody uses up what another may write."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from catalogue.actions import contact as actions
from catalogue.forms.contact import ContactForm
from catalogue.models import ContactBlock, ContactMessage, Profile
from kko.mail.models import Message
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.contact import filled_in, newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
JANA = "jana@example.com"


@pytest.fixture(autouse=True)
def nobody_has_written():
    cache.clear()


@pytest.fixture
def profile(owner):
    return a_profile(owner=owner)


@pytest.fixture
def member(client):
    client.force_login(a_user(email="clenka@example.cz"))
    return client


def page(profile: Profile, name: str = "contact") -> str:
    return reverse(f"catalogue:{name}", args=[profile.slug])


def confirmed(client, profile: Profile):
    client.post(page(profile), filled_in())
    return client.post(page(profile, "contact_code"), {"code": newest_code(JANA)})


def test_whoever_only_asks_for_codes_does_not_use_up_what_the_address_may_write(client, profile, monkeypatch):
    monkeypatch.setattr(actions, "FROM_A_SENDER", {3600: 1})
    for _ in range(3):
        assert client.post(page(profile), filled_in()).status_code == 302
    assert client.post(page(profile, "contact_code"), {"code": newest_code(JANA)}).status_code == 302
    assert ContactMessage.objects.delivered().count() == 1


def test_confirmed_flood_of_one_sender_is_refused_and_the_code_stays_good(client, profile, monkeypatch):
    monkeypatch.setattr(actions, "FROM_A_SENDER", {3600: 2})
    assert [confirmed(client, profile).status_code for _ in range(2)] == [302, 302]
    refused = confirmed(client, profile)
    assert (refused.status_code, ContactMessage.objects.delivered().count()) == (200, 2)
    assert refused.context["form"].non_field_errors()
    monkeypatch.setattr(actions, "FROM_A_SENDER", {3600: 9})
    assert client.post(page(profile, "contact_code"), {"code": newest_code(JANA)}).status_code == 302


def test_flood_of_one_member_is_refused(member, profile, monkeypatch):
    monkeypatch.setattr(actions, "FROM_A_SENDER", {3600: 2})
    assert [member.post(page(profile), filled_in()).status_code for _ in range(3)] == [302, 302, 200]


def test_second_confirmation_of_a_dropped_message_is_as_good_as_the_first(client, profile):
    ContactBlock.objects.create(profile=profile, email=JANA)
    client.post(page(profile), filled_in())
    message, code = ContactMessage.objects.get(), newest_code(JANA)
    assert [actions.confirm_message(message=message, code=code) for _ in range(2)] == [True, True]
    assert ContactMessage.objects.count() == 0


def test_no_two_forms_have_the_same_stamp():
    assert len({ContactForm.stamp() for _ in range(10)}) == 10


def test_form_of_a_member_sent_twice_delivers_once(member, profile, owner):
    typed = filled_in()
    answers = [member.post(page(profile), typed) for _ in range(2)]
    assert [(one.status_code, one.url) for one in answers] == [(302, page(profile, "contact_sent"))] * 2
    assert (ContactMessage.objects.count(), Message.objects.addressed_to(owner.email).count()) == (1, 1)
    assert member.post(page(profile), filled_in()).status_code == 302
    assert ContactMessage.objects.count() == 2


def test_form_that_was_refused_may_be_sent_again(member, profile, monkeypatch):
    typed = filled_in()
    monkeypatch.setattr(actions, "FROM_A_SENDER", {3600: 0})
    assert member.post(page(profile), typed).status_code == 200
    monkeypatch.setattr(actions, "FROM_A_SENDER", {3600: 9})
    assert member.post(page(profile), typed).status_code == 302
    assert ContactMessage.objects.count() == 1
