"""The desk: who reaches it, what waits there, and the verdicts."""

import pytest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from catalogue.actions import save_draft
from catalogue.models import Profile
from kko.accounts.choices import Role
from kko.mail.choices import Status
from kko.mail.models import Message
from kko.moderation.actions import submit_record, withdraw_record
from kko.moderation.choices import PublicationState
from kko.moderation.slots import desk_queues
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.mail import a_letter
from tests.factories.moderation import a_submitted_profile, edited

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DESK_QUERIES = 30


@pytest.fixture
def waiting(owner):
    return a_submitted_profile(by=owner, name="Hrnčírna")


@pytest.fixture
def address(waiting):
    return reverse("desk_review", args=["catalogue.profile", waiting.pk])


@pytest.fixture
def desk(client, curator):
    client.force_login(curator)
    return client


def verdict(client, address, profile, word, note=""):
    return client.post(
        address, {"revision_id": profile.waiting_revision.pk, "verdict": word, "note": note}, follow=True
    )


def test_curator_reaches_the_desk(desk, waiting):
    page = desk.get(reverse("desk"))
    assert page.status_code == 200
    assert "Hrnčírna" in page.content.decode()


def test_desk_is_closed_to_others(client, workflow):
    assert client.get(reverse("desk")).status_code == 302
    for user in (a_user(), a_holder(Role.HUB_MANAGER)):
        client.force_login(user)
        assert client.get(reverse("desk")).status_code in (302, 403)


def test_review_is_closed_to_others(client, waiting, address, owner):
    for user in (owner, a_holder(Role.EDITOR)):
        client.force_login(user)
        assert client.post(address, {"verdict": "approve"}).status_code in (302, 403)
    assert Profile.objects.get(pk=waiting.pk).publication_state == PublicationState.SUBMITTED


def test_desk_lists_what_waits_oldest_first(curator, owner):
    first, second = a_submitted_profile(by=owner, name="První"), a_submitted_profile(by=owner, name="Druhá")
    a_draft(by=owner, name="Rozepsaná")
    withdraw_record(record=a_submitted_profile(by=owner, name="Stažená"), by=owner)
    queue = desk_queues(curator)[0]
    assert [(one.title, one.who) for one in queue.waiting] == [("První", str(owner)), ("Druhá", str(owner))]
    assert [one.url for one in queue.waiting] == [
        reverse("desk_review", args=["catalogue.profile", one.pk]) + "?fronta=new-profiles" for one in (first, second)
    ]
    assert [one.chosen for one in queue.waiting] == [
        f"catalogue.profile:{one.pk}:{one.waiting_revision.pk}" for one in (first, second)
    ]


def test_desk_names_an_edit_by_its_new_name(curator, owner):
    public = a_profile(owner=owner, name="Stará")
    save_draft(profile=edited(public, name="Nová"), by=owner)
    submit_record(record=public, by=owner)
    by_key = {queue.key: queue for queue in desk_queues(curator)}
    assert [one.title for one in by_key["changed-profiles"].waiting] == ["Nová"]
    assert list(by_key["new-profiles"].waiting) == []


def test_desk_gives_nothing_to_who_is_not_a_curator(owner, waiting):
    assert desk_queues(owner) == []


def test_what_came_a_moment_ago_waits_since_just_now(desk, waiting):
    page = desk.get(reverse("desk")).content.decode()
    assert f">{gettext('just now')}<span" in page


def test_approving_on_the_desk(desk, waiting, address):
    page = verdict(desk, address, waiting, "approve")
    assert page.redirect_chain == [(reverse("desk"), 302)]
    assert Profile.objects.get(pk=waiting.pk).live


def test_returning_on_the_desk(desk, waiting, address):
    verdict(desk, address, waiting, "return", "Doplňte obor.")
    profile = Profile.objects.get(pk=waiting.pk)
    assert (profile.publication_state, profile.curators_note) == (PublicationState.RETURNED, "Doplňte obor.")


def test_declining_on_the_desk(desk, waiting, address):
    verdict(desk, address, waiting, "decline", "Není z kraje.")
    assert Profile.objects.get(pk=waiting.pk).publication_state == PublicationState.DECLINED


@pytest.mark.parametrize("word", ["return", "decline"])
def test_note_is_asked_for_beside_the_form(desk, waiting, address, word):
    page = verdict(desk, address, waiting, word)
    assert page.context["form"].errors.keys() == {"note"}
    assert Profile.objects.get(pk=waiting.pk).publication_state == PublicationState.SUBMITTED


def test_note_is_kept_when_the_verdict_is_refused(desk, waiting, address, owner):
    revision = waiting.waiting_revision.pk
    withdraw_record(record=waiting, by=owner)
    page = desk.post(address, {"revision_id": revision, "verdict": "return", "note": "Dlouhá úvaha."})
    assert page.context["form"].non_field_errors()
    assert page.context["form"]["note"].value() == "Dlouhá úvaha."


@pytest.mark.parametrize("data", [{}, {"verdict": "eat"}, {"verdict": "approve", "revision_id": "x"}])
def test_hostile_verdicts_change_nothing(desk, waiting, address, data):
    assert desk.post(address, data).status_code == 200
    assert Profile.objects.get(pk=waiting.pk).publication_state == PublicationState.SUBMITTED


@pytest.mark.parametrize("model", ["catalogue.sector", "nothing.here", "profile", "accounts.user"])
def test_only_reviewed_models_have_a_review(desk, waiting, model):
    assert desk.get(f"/admin/desk/{model}/{waiting.pk}/").status_code == 404


def test_review_shows_what_changes_and_no_more(desk, owner):
    public = a_profile(owner=owner, name="Dílna", summary_cs="Stará věta.")
    save_draft(profile=edited(public, summary_cs="Nová <b>věta</b>."), by=owner)
    submit_record(record=public, by=owner)
    page = desk.get(reverse("desk_review", args=["catalogue.profile", public.pk]))
    assert [change.label for change in page.context["changes"]] == [
        str(Profile._meta.get_field("summary_cs").verbose_name).capitalize()
    ]
    assert "<b>věta</b>" not in page.content.decode()


def test_review_of_a_new_profile_shows_what_was_filled_in(desk, waiting, address):
    changes = {change.label: str(change.html) for change in desk.get(address).context["changes"]}
    assert "Hrnčírna" in "".join(changes.values())
    for name in ("municipality", "main_discipline"):  # by their names, not by their numbers
        with override("cs"):
            label = capfirst(Profile._meta.get_field(name).verbose_name)
        assert f">{getattr(waiting, name)}<" in changes[label]


def test_letters_to_settle_are_for_administrators(client, curator):
    letter = a_letter(status=Status.UNKNOWN)
    administrator = a_holder(Role.ADMINISTRATOR)
    assert "mail" not in [queue.key for queue in desk_queues(curator)]
    assert [queue.key for queue in desk_queues(administrator)][-1] == "mail"
    client.force_login(curator)
    address = reverse("desk_letter", args=[letter.pk])
    assert client.post(address, {"outcome": "sent"}).status_code in (302, 403)
    client.force_login(administrator)
    assert client.get(address).status_code == 200
    client.post(address, {"outcome": "sent"})
    assert Message.objects.get(pk=letter.pk).status == Status.SENT


def test_refused_letter_cannot_be_called_sent(client, workflow):
    letter = a_letter(status=Status.FAILED)
    client.force_login(a_holder(Role.ADMINISTRATOR))
    page = client.post(reverse("desk_letter", args=[letter.pk]), {"outcome": "sent"})
    assert page.status_code == 200
    assert Message.objects.get(pk=letter.pk).status == Status.FAILED


@pytest.mark.parametrize("number", [1, 30])
def test_desk_asks_the_database_as_often_for_one_as_for_thirty(desk, owner, number, django_assert_max_num_queries):
    shared = a_draft(by=owner)
    for _ in range(number):
        a_submitted_profile(by=a_user(), municipality=shared.municipality, main_discipline=shared.main_discipline)
    desk.get(reverse("desk"))
    with django_assert_max_num_queries(DESK_QUERIES):
        page = desk.get(reverse("desk"))
    assert page.context["count"] == number


def test_curator_who_owns_may_approve_own_profile(workflow, client):
    curator = a_curator()
    profile = a_submitted_profile(by=curator)
    client.force_login(curator)
    verdict(client, reverse("desk_review", args=["catalogue.profile", profile.pk]), profile, "approve")
    assert Profile.objects.get(pk=profile.pk).live
