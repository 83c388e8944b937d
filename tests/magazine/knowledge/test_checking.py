"""A guide that was compared with its sources today: the button of the desk, the page, and who is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry

from kko.accounts.choices import Role
from kko.moderation.actions import take_thing
from kko.moderation.models import Assignment
from kko.moderation.slots import desk_queues
from magazine.knowledge.actions import CannotCheck, check_guide
from magazine.knowledge.wagtail_hooks import check_button
from magazine.models import GuidePage
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.knowledge import a_guide

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]


def a_stale_guide(**fields) -> GuidePage:
    return a_guide(checked_on=timezone.localdate() - timedelta(days=200), **fields)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(client: Client, guide: GuidePage, **data):
    return client.post(reverse("guide_check", args=[guide.pk]), data)


def checked(guide: GuidePage) -> bool:
    return GuidePage.objects.get(pk=guide.pk).checked_on == timezone.localdate()


def test_button_of_the_desk_sets_the_day_and_publishes_it_as_a_revision():
    guide, editor = a_stale_guide(title="Pronájem"), a_holder(Role.EDITOR)
    waiting = next(queue for queue in desk_queues(editor) if queue.key == "guides").waiting[0]
    take_thing(thing=waiting.key, by=editor)
    client = signed_in(editor)
    assert f'formaction="{waiting.deed_url}"' in client.get(reverse("desk")).content.decode()
    answer = client.post(waiting.deed_url, {"next": f"{reverse('desk')}?fronta=guides"}, follow=True)
    assert answer.redirect_chain == [(f"{reverse('desk')}?fronta=guides", 302)]
    assert "Pronájem" in str(next(iter(answer.context["messages"])))
    fresh = GuidePage.objects.get(pk=guide.pk)
    assert (fresh.checked_on, fresh.live, fresh.has_unpublished_changes) == (timezone.localdate(), True, False)
    assert (fresh.live_revision.user, fresh.live_revision) == (editor, fresh.latest_revision)
    assert list(GuidePage.objects.stale()) == []
    assert not Assignment.objects.exists()
    assert "guide-stale" not in Client().get(guide.url).content.decode()


def test_history_tells_who_checked_it():
    guide, editor = a_stale_guide(), a_holder(Role.EDITOR)
    check_guide(guide=guide, by=editor)
    log = PageLogEntry.objects.filter(page=guide.pk, user=editor).order_by("pk").values_list("action", flat=True)
    assert list(log) == ["magazine.guide_checked", "wagtail.publish"]
    with translation.override("en"):
        history = signed_in(editor).get(reverse("wagtailadmin_pages:history", args=[guide.pk]))
    assert history.status_code == 200


def test_page_of_the_check_shows_the_sources_and_changes_nothing():
    guide = a_stale_guide(steps=["Zavolejte <b>"])
    page = signed_in(a_holder(Role.EDITOR)).get(reverse("guide_check", args=[guide.pk]))
    text = page.content.decode()
    assert "Zavolejte &lt;b&gt;" in text
    assert 'href="https://example.cz/"' in text
    assert not checked(guide)


@pytest.mark.parametrize("who", [a_user, a_curator, lambda: a_holder(Role.AUTHOR)], ids=["member", "curator", "author"])
def test_others_are_refused(who):
    guide, client = a_stale_guide(), signed_in(who())
    assert client.get(reverse("guide_check", args=[guide.pk])).status_code == 302
    assert (press(client, guide).status_code, checked(guide)) == (302, False)


def test_strangers_and_forged_forms_are_refused():
    guide = a_stale_guide()
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(a_holder(Role.EDITOR))
    assert [press(one, guide).status_code for one in (Client(), forged)] == [302, 403]
    assert not checked(guide)


def test_editor_without_the_right_to_publish_it_is_refused():
    guide, editor = a_stale_guide(), a_holder(Role.EDITOR)
    editor.groups.clear()
    editor.groups.add(a_holder(Role.AUTHOR).groups.get())
    assert (press(signed_in(editor), guide).status_code, checked(guide)) == (302, False)


def test_changes_that_wait_are_neither_published_nor_buried():
    guide, editor = a_stale_guide(), a_holder(Role.EDITOR)
    draft = GuidePage.objects.get(pk=guide.pk)
    draft.summary = "Rozepsané."
    draft.save_revision()
    answer = press(signed_in(editor), guide)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[guide.pk])
    fresh = GuidePage.objects.get(pk=guide.pk)
    assert (fresh.summary, checked(guide)) == (guide.summary, False)
    assert fresh.get_latest_revision_as_object().summary == "Rozepsané."


def test_locked_guide_is_left_to_who_locked_it():
    guide = a_stale_guide(locked=True, locked_by=a_holder(Role.EDITOR))
    with pytest.raises(CannotCheck):
        check_guide(guide=guide, by=a_holder(Role.EDITOR))


def test_draft_is_not_to_be_checked():
    guide = a_stale_guide(publish=False)
    assert press(signed_in(a_holder(Role.EDITOR)), guide).status_code == 404


def test_address_of_a_stranger_after_the_check_is_not_followed():
    answer = press(signed_in(a_holder(Role.EDITOR)), a_stale_guide(), next="https://zlo.example.cz/")
    assert answer["Location"] == reverse("desk")


def test_button_stands_beside_the_title_of_public_guides_for_editors():
    public, draft = a_stale_guide(), a_stale_guide(publish=False)
    people = [a_holder(Role.EDITOR), a_curator()]
    shown = [[len(list(check_button(page, user, "edit"))) for page in (public, draft)] for user in people]
    assert shown == [[1, 0], [0, 0]]
    address = reverse("wagtailadmin_pages:edit", args=[public.pk])
    assert reverse("guide_check", args=[public.pk]) in signed_in(people[0]).get(address).content.decode()
