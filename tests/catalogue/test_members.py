"""The pages where members keep their profiles, and the form that loses nothing."""

import pytest
from django.urls import reverse

from catalogue.forms import ProfileForm
from catalogue.models import Profile
from kko.audit.models import Entry
from kko.moderation.choices import PublicationState
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile
from tests.factories.moderation import a_submitted_profile
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def typed(db):
    """What a member types into the form."""
    return {
        "name": "Hrnčírna",
        "form": "studio",
        "municipality": municipality().pk,
        "main_discipline": a_discipline().pk,
        "summary_cs": "Točíme hrnky.",
        "text_cs": "Dlouhý příběh.",
        "email": "my@example.cz",
        "email_visibility": "members",
        "phone": "601 234 567",
        "phone_visibility": "curators",
        "web": "hrncirna.example.cz",
        "teaching": "on",
    }


@pytest.fixture
def member(client, owner, roles):
    client.force_login(owner)
    return client


def test_phone_is_kept_in_the_international_form_and_the_web_with_its_scheme(typed):
    form = ProfileForm(typed)
    assert form.errors == {}
    assert (form.cleaned_data["phone"], form.cleaned_data["web"]) == ("+420 601 234 567", "https://hrncirna.example.cz")


@pytest.mark.parametrize("phone", ["+49 3591 5340", "+420601234567", "00420 601 234 567", ""])
def test_good_phones_are_taken(typed, phone):
    assert ProfileForm(typed | {"phone": phone}).errors == {}


@pytest.mark.parametrize("phone", ["123", "zavolejte", "+420 601 234 56", "999999999999999", "+"])
def test_bad_phone_is_told_beside_its_field(typed, phone):
    assert list(ProfileForm(typed | {"phone": phone}).errors) == ["phone"]


def test_main_discipline_is_not_a_further_one_too(typed):
    other = a_discipline()
    form = ProfileForm(typed | {"disciplines": [typed["main_discipline"], other.pk]})
    assert form.errors == {}
    assert list(form.cleaned_data["disciplines"]) == [other]


def test_four_further_disciplines_at_most(typed):
    many = [a_discipline().pk for _ in range(5)]
    assert ProfileForm(typed | {"disciplines": many[:4]}).errors == {}
    assert list(ProfileForm(typed | {"disciplines": many}).errors) == ["disciplines"]


def test_main_discipline_among_the_further_ones_does_not_count(typed):
    four = [a_discipline().pk for _ in range(4)]
    assert ProfileForm(typed | {"disciplines": [typed["main_discipline"], *four]}).errors == {}


@pytest.mark.parametrize("missing", ["name", "municipality", "main_discipline", "form"])
def test_what_must_be_filled_in(typed, missing):
    assert list(ProfileForm({**typed, missing: ""}).errors) == [missing]


@pytest.mark.parametrize(
    "hostile",
    [
        {"name": "\0"},
        {"municipality": "0"},
        {"main_discipline": "x"},
        {"disciplines": ["999999"]},
        {"web": "javascript:alert(1)"},
        {"email_visibility": "all"},
        {"summary_cs": "a" * 161},
    ],
)
def test_hostile_values_are_refused(typed, hostile):
    assert list(ProfileForm(typed | hostile).errors) == list(hostile)


def test_nothing_typed_is_lost_on_errors(member, typed):
    other = a_discipline(name_cs="Sklo")
    wrong = typed | {"phone": "zavolejte", "text_cs": "Dlouhý <příběh>.", "disciplines": [other.pk], "text_de": "Lang."}
    page = member.post(reverse("catalogue:create"), wrong)
    assert (page.status_code, Profile.objects.count()) == (200, 0)
    form = page.context["form"]
    assert {name: form[name].value() for name in wrong} == {
        **wrong,
        "disciplines": [str(other.pk)],
        "municipality": str(typed["municipality"]),
        "main_discipline": str(typed["main_discipline"]),
        "teaching": True,
    }
    text = page.content.decode()
    for kept in ("Dlouhý &lt;příběh&gt;.", 'value="zavolejte"', 'value="hrncirna.example.cz"', "Lang."):
        assert kept in text


def test_new_profile_is_saved_as_a_draft_of_its_owner(member, owner, typed):
    answer = member.post(reverse("catalogue:create"), typed | {"save": "1"})
    profile = Profile.objects.get()
    assert answer.url == reverse("catalogue:edit", args=[profile.pk])
    assert (profile.live, profile.owners(), profile.teaching) == (False, [owner], True)


def test_new_profile_can_be_submitted_at_once(member, typed):
    answer = member.post(reverse("catalogue:create"), typed | {"submit": "1"})
    assert answer.url == reverse("accounts:overview")
    assert Profile.objects.get().publication_state == PublicationState.SUBMITTED


def test_form_of_a_new_profile_offers_the_members_address(member, owner):
    assert member.get(reverse("catalogue:create")).context["form"]["email"].value() == owner.email


def test_edit_of_a_public_profile_waits_beside_it(member, owner, typed):
    profile = a_profile(owner=owner, name="Stará")
    further = a_discipline(name_cs="Sklo")
    answer = member.post(
        reverse("catalogue:edit", args=[profile.pk]), typed | {"disciplines": [further.pk], "preview": "1"}
    )
    assert answer.url == reverse("catalogue:preview", args=[profile.pk])
    profile = Profile.objects.get(pk=profile.pk)
    assert (profile.name, profile.has_unpublished_changes) == ("Stará", True)
    page = member.get(answer.url).content.decode()
    assert ("Hrnčírna" in page, "Sklo" in page) == (True, True)
    form = member.get(reverse("catalogue:edit", args=[profile.pk])).context["form"]
    assert (form["name"].value(), list(form["disciplines"].value())) == ("Hrnčírna", [further.pk])


def test_submitted_profile_is_not_edited_but_taken_back(member, owner, typed):
    profile = a_submitted_profile(by=owner, name="Odeslaná")
    edit = reverse("catalogue:edit", args=[profile.pk])
    assert member.get(edit).context["waits"] is True
    page = member.post(edit, typed | {"text_cs": "Napsáno mezitím."})
    assert page.context["form"].non_field_errors()
    assert "Napsáno mezitím." in page.content.decode()
    assert profile.revisions.count() == 1
    answer = member.post(reverse("catalogue:submission", args=[profile.pk]), {"withdraw": "1"})
    assert answer.url == edit
    assert member.post(edit, typed | {"save": "1"}).status_code == 302
    assert Profile.objects.get(pk=profile.pk).get_latest_revision_as_object().name == "Hrnčírna"


def test_submitting_twice_tells_and_changes_nothing(member, owner):
    profile = a_draft(by=owner)
    address = reverse("catalogue:submission", args=[profile.pk])
    tags = [[one.level_tag for one in member.post(address, follow=True).context["messages"]] for _ in range(2)]
    assert tags == [["success"], ["error"]]
    assert Entry.objects.about(profile).filter(verb="publication.submitted").count() == 1


def test_submission_is_a_post(member, owner):
    address = reverse("catalogue:submission", args=[a_draft(by=owner).pk])
    assert member.get(address).status_code == 405


PAGES = ["edit", "preview", "submission"]


def codes(client, profile) -> list[int]:
    found = []
    for name in PAGES:
        address = reverse(f"catalogue:{name}", args=[profile.pk])
        found.append((client.post if name == "submission" else client.get)(address).status_code)
    return found


def test_who_reaches_the_pages_of_a_draft(client, owner, curator):
    profile = a_draft(by=owner)
    assert codes(client, profile) == [302, 302, 302]
    client.force_login(a_user())
    assert codes(client, profile) == [404, 404, 404]
    client.force_login(curator)
    assert codes(client, profile) == [404, 200, 404]
    client.force_login(owner)
    assert codes(client, profile) == [200, 200, 302]


def test_strangers_are_led_to_sign_in(client):
    answer = client.get(reverse("catalogue:create"))
    assert answer.url == f"{reverse('account_login')}?next={reverse('catalogue:create')}"


def test_other_members_change_nothing(client, owner, typed):
    profile = a_profile(owner=owner, name="Cizí")
    client.force_login(a_user())
    assert client.post(reverse("catalogue:edit", args=[profile.pk]), typed).status_code == 404
    assert profile.revisions.count() == 1


def test_preview_shows_the_newest_edit_with_all_contacts_to_its_owner(member, owner):
    profile = a_draft(by=owner, name="Koncept", email="ja@example.cz", phone="+420 601 234 567")
    page = member.get(reverse("catalogue:preview", args=[profile.pk])).content.decode()
    assert all(part in page for part in ("Koncept", "ja@example.cz", "+420 601 234 567"))
