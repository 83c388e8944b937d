"""The pages where members begin, preview, submit and archive their profiles."""

import pytest
from django.urls import reverse

from catalogue.choices import Step
from catalogue.models import Profile
from kko.accounts.choices import Visibility
from kko.audit.models import Entry
from kko.moderation.actions import return_record
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.moderation import a_submitted_profile
from tests.factories.needs import a_need
from tests.factories.steps import typed, typed_new

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def member(client, owner, roles):
    client.force_login(owner)
    return client


def test_new_profile_is_a_draft_of_its_owner_from_the_first_step_on(member, owner):
    answer = member.post(reverse("catalogue:create"), typed_new())
    profile = Profile.objects.get()
    assert answer.url == reverse("catalogue:step_what", args=[profile.pk])
    assert (profile.name, profile.live, profile.owners(), profile.email) == ("Hrnčírna", False, [owner], owner.email)


def test_who_leaves_after_the_first_step_comes_to_the_steps(member):
    answer = member.post(reverse("catalogue:create"), typed_new(leave="1"))
    assert answer.url == reverse("catalogue:edit", args=[Profile.objects.get().pk])


@pytest.mark.parametrize("missing", ["name", "municipality", "main_discipline", "form"])
def test_what_must_be_filled_in(member, missing):
    page = member.post(reverse("catalogue:create"), typed_new(**{missing: ""}))
    assert (list(page.context["form"].errors), Profile.objects.count()) == ([missing], 0)


@pytest.mark.parametrize(
    "hostile", [{"name": "\0"}, {"name": "\u200b"}, {"municipality": "0"}, {"main_discipline": "x"}]
)
def test_hostile_values_of_a_new_profile_are_refused(member, hostile):
    page = member.post(reverse("catalogue:create"), typed_new(**hostile))
    assert (list(page.context["form"].errors), Profile.objects.count()) == (list(hostile), 0)


def test_nothing_typed_is_lost_on_errors(member):
    page = member.post(reverse("catalogue:create"), typed_new(name="Dílna <U Pece>", main_discipline=""))
    assert 'value="Dílna &lt;U Pece&gt;"' in page.content.decode()


def test_overview_of_the_steps_says_what_is_missing(member, owner):
    profile = a_draft(by=owner, name="Koncept", summary_cs="Točíme hrnky.")
    page = member.get(reverse("catalogue:edit", args=[profile.pk]))
    missing = {step: [part.key for part in parts] for step, _label, _page, parts in page.context["steps"]}
    assert missing == {
        "who": ["size"],
        "what": ["text", "services", "disciplines"],
        "where": ["reach", "languages"],
        "contact": ["web"],
        "openness": ["openness"],
        "languages": ["translation"],
        "finish": [],
    }
    text = page.content.decode()
    assert all(reverse(f"catalogue:step_{step}", args=[profile.pk]) in text for step in missing if step != "finish")


def test_overview_of_a_returned_profile_shows_the_note(member, owner, curator):
    profile = a_submitted_profile(by=owner)
    return_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator, note="Napište víc o vázách.")
    page = member.get(reverse("catalogue:edit", args=[profile.pk]))
    assert "Napište víc o vázách." in page.content.decode()


def test_edit_of_a_public_profile_waits_beside_it(member, owner):
    profile = a_profile(owner=owner, name="Stará")
    member.post(reverse("catalogue:step_who", args=[profile.pk]), typed(Step.WHO, name="Nová"))
    profile = Profile.objects.get(pk=profile.pk)
    assert (profile.name, profile.has_unpublished_changes) == ("Stará", True)
    assert "Nová" in member.get(reverse("catalogue:preview", args=[profile.pk])).content.decode()
    assert member.get(reverse("catalogue:edit", args=[profile.pk])).context["name"] == "Nová"


def test_submitting_twice_tells_and_changes_nothing(member, owner):
    profile = a_draft(by=owner)
    address = reverse("catalogue:submission", args=[profile.pk])
    tags = [[one.level_tag for one in member.post(address, follow=True).context["messages"]] for _ in range(2)]
    assert tags == [["success"], ["error"]]
    assert Entry.objects.about(profile).filter(verb="publication.submitted").count() == 1


def test_submission_is_a_post(member, owner):
    address = reverse("catalogue:submission", args=[a_draft(by=owner).pk])
    assert member.get(address).status_code == 405


PAGES = ["edit", "preview", "step_who", "step_openness", "step_finish", "submission"]


def codes(client, profile) -> list[int]:
    found = []
    for name in PAGES:
        address = reverse(f"catalogue:{name}", args=[profile.pk])
        found.append((client.post if name == "submission" else client.get)(address).status_code)
    return found


def test_who_reaches_the_pages_of_a_draft(client, owner, curator):
    profile = a_draft(by=owner)
    assert codes(client, profile) == [302] * 6
    client.force_login(a_user())
    assert codes(client, profile) == [404] * 6
    client.force_login(curator)
    assert codes(client, profile) == [404, 200, 404, 404, 404, 404]
    client.force_login(owner)
    assert codes(client, profile) == [200, 200, 200, 200, 200, 302]


def test_strangers_are_led_to_sign_in(client):
    answer = client.get(reverse("catalogue:create"))
    assert answer.url == f"{reverse('account_login')}?next={reverse('catalogue:create')}"


@pytest.mark.parametrize("step", [step for step in Step if step != Step.FINISH])
def test_other_members_change_nothing(client, owner, step):
    profile = a_profile(owner=owner, name="Cizí")
    client.force_login(a_user())
    assert client.post(reverse(f"catalogue:step_{step}", args=[profile.pk]), typed(step)).status_code == 404
    assert profile.revisions.count() == 1


def test_preview_shows_the_newest_edit_as_everybody_will_see_it(member, owner):
    shown = {"email": "ja@example.cz", "email_visibility": "public", "phone": "+420 601 234 567"}
    profile = a_draft(by=owner, name="Koncept", **shown)
    page = member.get(reverse("catalogue:preview", args=[profile.pk])).content.decode()
    assert [part in page for part in ("Koncept", "ja@example.cz", "+420 601 234 567")] == [True, True, False]


def test_preview_leaves_out_needs_that_not_everybody_sees(member, owner):
    profile = a_draft(by=owner)
    for note, visibility in (("Pec pro všechny", Visibility.PUBLIC), ("Dluh jen pro nás", Visibility.CURATORS)):
        a_need(profile, note_cs=note, visibility=visibility)
    page = member.get(reverse("catalogue:preview", args=[profile.pk])).content.decode()
    assert ("Pec pro všechny" in page, "Dluh jen pro nás" in page) == (True, False)
