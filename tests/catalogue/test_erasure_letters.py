"""Whose name a letter says: what of others' letters goes with a person who leaves."""

import pytest
from django.utils import timezone

from kko.accounts.actions import erase_person
from kko.mail.models import Message
from kko.moderation.models import key_of
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.keeping import an_editor, an_invitation
from tests.factories.mail import a_letter

pytestmark = pytest.mark.django_db


def test_name_of_the_account_goes_from_letters_about_the_person_and_stays_in_those_about_namesakes(roles):
    """Two people of one name: nobody else's letters lose their words because one of them leaves."""
    user, friend = a_user(name="Jana Nová"), a_user()
    shared, other = a_profile(owner=user, name="Galerie"), a_profile(owner=friend, name="Muzeum")
    an_editor(shared, friend)
    invitation, others = an_invitation(shared, by=user), an_invitation(other, by=friend)
    said = {"status": "sent", "sent_at": timezone.now(), "body_text": "Zve vás Jana Nová.", "recipient": friend.email}
    periods = {
        f"invitation:{invitation.pk}:7": "",
        f"publication_returned:{key_of(shared)}:1": "",
        f"invitation:{others.pk}:7": said["body_text"],
        f"invitation:{invitation.pk}0:7": said["body_text"],
        f"publication_returned:{key_of(other)}:1": said["body_text"],
        f"publication_returned:{key_of(shared)}0:1": said["body_text"],
        "contact:77": said["body_text"],
    }
    letters = {period: a_letter(**said, period=period) for period in periods}
    waiting = a_letter(**said | {"status": "pending", "sent_at": None}, period=f"invitation:{invitation.pk}:8")
    longer = a_letter(**said | {"body_text": "Zve vás Jana Nováková."}, period=f"invitation:{invitation.pk}:9")
    erase_person(user=user)
    assert {one: Message.objects.get(pk=letters[one].pk).body_text for one in periods} == periods
    assert [Message.objects.get(pk=one.pk).body_text for one in (waiting, longer)] == [
        "Zve vás Jana Nová.",
        "Zve vás Jana Nováková.",
    ]
