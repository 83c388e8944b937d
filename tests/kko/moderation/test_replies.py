"""Saved replies: five to begin with, in the language of who reads them, kept by the curators."""

import pytest
from django.urls import reverse

from kko.moderation.models import SavedReply
from kko.moderation.reference import load_replies
from tests.factories.accounts import a_user
from tests.factories.desk import a_reply
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_empty_installation_begins_with_five_in_three_languages():
    load_replies()
    replies = SavedReply.objects.all()
    assert len(replies) == 5
    assert all(reply.text_cs and reply.text_en and reply.text_de for reply in replies)


def test_what_curators_changed_or_deleted_stays_so():
    load_replies()
    first, second, *_others = SavedReply.objects.all()
    SavedReply.objects.filter(pk=first.pk).update(title="Po našem", text_cs="Jinak.")
    second.delete()
    load_replies()
    assert SavedReply.objects.count() == 4
    assert SavedReply.objects.get(pk=first.pk).text_cs == "Jinak."


def test_untranslated_reply_comes_in_czech():
    reply = a_reply(text_de="")
    assert (reply.text_in("de"), reply.text_in("en")) == ("Doplňte prosím obec.", "Please add the place.")


def test_review_offers_replies_in_the_owners_language(client, curator):
    reply = a_reply()
    profile = a_submitted_profile(by=a_user(language="en"))
    client.force_login(curator)
    page = client.get(reverse("desk_review", args=["catalogue.profile", profile.pk]))
    assert [one for one in page.context["form"].texts if one[0] == f"{reply.pk}:en"] == [
        (f"{reply.pk}:en", reply.title, "Please add the place.")
    ]


def test_reply_is_inserted_without_javascript_and_decides_nothing(client, curator, owner):
    reply, profile = a_reply(), a_submitted_profile(by=owner)
    client.force_login(curator)
    address = reverse("desk_review", args=["catalogue.profile", profile.pk])
    page = client.post(address, {"insert": "1", "reply": f"{reply.pk}:cs", "note": ""})
    assert page.context["form"]["note"].value() == "Doplňte prosím obec."
    assert f'name="revision_id" value="{profile.waiting_revision.pk}"' in page.content.decode()
    page = client.post(address, {"insert": "1", "reply": "999:xx", "note": "Moje slova."})
    assert page.context["form"]["note"].value() == "Moje slova."


def test_curators_keep_replies_in_the_back_office_and_others_do_not(client, curator):
    reply = a_reply()
    addresses = [
        reverse(SavedReply.snippet_viewset.get_url_name("list")),
        reverse(SavedReply.snippet_viewset.get_url_name("add")),
        reverse(SavedReply.snippet_viewset.get_url_name("edit"), args=[reply.pk]),
    ]
    client.force_login(curator)
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    client.force_login(a_user())
    assert {client.get(address).status_code for address in addresses} <= {302, 403}
