"""Verdicts by Wagtail's own buttons: a profile goes back with words only, and by the rules of the desk."""

import json

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from catalogue.models import Membership, Profile
from kko.accounts.choices import Role
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.choices import PublicationState
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("workflow")]
SCRIPT = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def owner():
    return a_user(email="hlina@example.cz")


@pytest.fixture
def waiting(owner) -> Profile:
    return a_submitted_profile(by=owner, name="Huť Dubí")


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(a_curator())
    return client


def address(name: str, *args) -> str:
    return reverse(Profile.snippet_viewset.get_url_name(name), args=args)


def decide(
    client: Client, profile: Profile, verdict: str, *, by_script: bool = True, view: str = "workflow_action", **sent
):
    task_state = Profile.objects.get(pk=profile.pk).current_workflow_task_state
    headers = SCRIPT if by_script else {}
    return client.post(address(view, profile.pk, verdict, task_state.pk), sent, headers=headers)


def save(client: Client, profile: Profile, verdict: str, extra: str, **changed):
    """Send the editor with one of its buttons for a verdict."""
    form = client.get(address("edit", profile.pk)).context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    data |= {f"portfolio-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    data |= {"portfolio-MAX_NUM_FORMS": "1000", "action-workflow-action": "true", "workflow-action-name": verdict}
    answer = client.post(address("edit", profile.pk), data | changed | {"workflow-action-extra-data": extra})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def state_of(profile: Profile) -> PublicationState:
    return Profile.objects.get(pk=profile.pk).publication_state


def letters_to(owner) -> list[str]:
    found = Message.objects.filter(recipient=owner.email).order_by("pk").values_list("period", flat=True)
    return [period.partition(":")[0] for period in found]


@pytest.mark.parametrize("view", ["workflow_action", "collect_workflow_action_data"])
@pytest.mark.parametrize("comment", ["", "  \n"])
def test_without_words_the_dialogue_says_so_and_nothing_is_returned(office, waiting, owner, view, comment):
    answer = json.loads(decide(office, waiting, "reject", view=view, comment=comment).content)
    assert (answer["step"], "error-message" in answer["html"]) == ("action", True)
    assert (state_of(waiting), letters_to(owner)) == (PublicationState.SUBMITTED, [])


def test_without_scripts_a_message_says_so(office, waiting):
    answer = decide(office, waiting, "reject", by_script=False, comment="")
    assert answer.url == address("edit", waiting.pk)
    assert [one.level_tag for one in get_messages(answer.wsgi_request)] == ["error"]
    assert state_of(waiting) == PublicationState.SUBMITTED


def test_words_reach_the_owner_as_they_would_from_the_desk(office, waiting, owner):
    answer = json.loads(decide(office, waiting, "reject", comment="Doplňte prosím obec.").content)
    assert answer == {"step": "success", "redirect": address("edit", waiting.pk)}
    returned = Profile.objects.get(pk=waiting.pk)
    assert (returned.publication_state, returned.curators_note) == (PublicationState.RETURNED, "Doplňte prosím obec.")
    assert letters_to(owner) == ["publication_returned"]
    assert "Doplňte prosím obec." in Message.objects.get(recipient=owner.email).body_text
    assert Entry.objects.order_by("sequence").last().verb == "publication.returned"


def test_approval_tells_the_owner_too(office, waiting, owner):
    decide(office, waiting, "approve", by_script=False)
    assert (state_of(waiting), letters_to(owner)) == (PublicationState.PUBLISHED, ["publication_approved"])


def test_profile_that_nobody_keeps_is_not_returned(office, waiting):
    Membership.objects.filter(profile=waiting).delete()
    answer = json.loads(decide(office, waiting, "reject", comment="Doplňte.").content)
    assert ("error-message" in answer["html"], "Doplňte." in answer["html"]) == (True, True)
    assert state_of(waiting) == PublicationState.SUBMITTED


@pytest.mark.parametrize("extra", ["{}", "", '{"comment": " "}', "[]", "x"])
def test_editor_keeps_the_text_and_returns_nothing_without_words(office, waiting, owner, extra):
    answer = save(office, waiting, "reject", extra, summary_cs="Opravená věta.")
    assert "error" in [one.level_tag for one in get_messages(answer.wsgi_request)]
    kept = Profile.objects.get(pk=waiting.pk)
    assert (kept.publication_state, letters_to(owner)) == (PublicationState.SUBMITTED, [])
    assert kept.get_latest_revision_as_object().summary_cs == "Opravená věta."


def test_editor_returns_with_words(office, waiting, owner):
    save(office, waiting, "reject", '{"comment": "Doplňte."}')
    assert (state_of(waiting), letters_to(owner)) == (PublicationState.RETURNED, ["publication_returned"])


def test_editor_approves_what_the_curator_mended(office, waiting, owner):
    save(office, waiting, "approve", "{}", summary_cs="Opravená věta.")
    public = Profile.objects.get(pk=waiting.pk)
    assert (public.live, public.summary_cs) == (True, "Opravená věta.")
    assert letters_to(owner) == ["publication_approved"]


def test_member_of_the_group_without_the_role_decides_nothing(waiting):
    half = a_holder(Role.EDITOR)
    half.groups.set(a_curator().groups.all())
    client = Client()
    client.force_login(half)
    decide(client, waiting, "approve", by_script=False)
    assert state_of(waiting) == PublicationState.SUBMITTED
