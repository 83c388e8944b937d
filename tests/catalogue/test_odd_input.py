"""Odd signs in names and addresses, numbers of thousands of digits: refused or made plain, never an error of ours."""

import logging

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from catalogue.actions.freshness import ask_whether_still_true
from catalogue.actions.profiles import MOST_HIDDEN
from catalogue.choices import Form, QuestionKind, Step
from catalogue.forms import STEP_FORMS, NewProfileForm
from catalogue.forms.interviews import ContactForm as InterviewContactForm
from catalogue.forms.keeping import InvitationForm
from catalogue.models import Profile
from catalogue.sheets.cells import one_line
from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.mail.letters import on_one_line, validate_recipient
from kko.mail.models import Message
from kko.moderation.actions import PublicationError, approve_record
from kko.moderation.forms import ReportForm
from tests.factories.accounts import a_holder, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.desk import a_silent_profile
from tests.factories.interviews import a_question, a_wave
from tests.factories.moderation import a_submitted_profile
from tests.factories.needs import a_need
from tests.factories.steps import typed, typed_new

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BROKEN_NAME = "Dílna\u2028\u200bPra\u200bha\r\n"
BAD_ADDRESS = '"\x01"@example.com'
DIGITS = "9" * 5000


def test_name_stands_on_one_line_in_every_form(db):
    form = NewProfileForm(typed_new(name=BROKEN_NAME))
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Dílna Praha"
    assert on_one_line(BROKEN_NAME) == "Dílna Praha"
    assert one_line("Dílna\u2028Praha") == "Dílna Praha"


def test_name_of_an_interview_stands_on_one_line():
    question = a_question(a_wave(), QuestionKind.CONTACT)
    form = InterviewContactForm({"name": "Hlína\nBcc: x", "form": Form.PERSON}, question=question)
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Hlína Bcc: x"


def test_profile_whose_name_has_a_line_end_is_approved_with_a_letter(curator):
    profile = a_submitted_profile(by=a_user(), name="Dílna\u2028Praha")
    approve_record(record=profile, revision_id=profile.waiting_revision.pk, by=curator)
    assert "Dílna Praha" in Message.objects.get().subject


@pytest.mark.parametrize(
    "form",
    [
        lambda: InvitationForm({"email": BAD_ADDRESS, "role": "editor"}),
        lambda: ReportForm({"email": BAD_ADDRESS, "text": "x", "kind": "broken", "address": "/"}),
        lambda: STEP_FORMS[Step.CONTACT](typed(Step.CONTACT, email=BAD_ADDRESS)),
    ],
)
def test_address_to_which_no_letter_can_go_is_refused(form):
    assert "email" in form().errors


def test_validator_takes_ordinary_addresses():
    validate_recipient("Hlina@Example.cz")
    with pytest.raises(ValidationError):
        validate_recipient(BAD_ADDRESS)


def test_profile_that_cannot_be_asked_keeps_no_other_from_being_asked(caplog):
    broken = a_silent_profile(months=20, owner=a_user())
    a_silent_profile(months=14, owner=a_user(email="b@example.cz"))
    User.objects.filter(profile_memberships__profile=broken).update(email="nobody")
    with caplog.at_level(logging.CRITICAL):
        assert "1" in ask_whether_still_true()
    assert [letter.recipient for letter in Message.objects.all()] == ["b@example.cz"]


@pytest.mark.parametrize(
    "address", ["/\\evil.example/x", "//evil.example", "https://evil.example", "javascript:x", "x"]
)
def test_report_is_about_a_page_of_this_site(address):
    form = ReportForm({"address": address, "text": "x", "kind": "broken"})
    form.is_valid()
    assert form.cleaned_data["address"] == "/"


@pytest.mark.parametrize("word", ["9" * 30, "desk_letter", "//evil.example", "https://evil.example/x", "a:b"])
def test_form_leads_to_addresses_of_ours_only(client, curator, word):
    client.force_login(curator)
    answer = client.post(reverse("desk_assignment"), {"next": word})
    assert (answer.status_code, answer.url) == (302, reverse("desk"))
    client.force_login(a_user())
    page = client.get(reverse("accounts:consent"), {"next": word})
    assert (page.status_code, page.context["next"]) == (200, reverse("accounts:overview"))


def test_form_leads_on_where_its_page_asked(client, curator):
    client.force_login(curator)
    answer = client.post(reverse("desk_assignment"), {"next": "/admin/desk/?kdo=moje"})
    assert answer.url == "/admin/desk/?kdo=moje"


@pytest.mark.parametrize("button", ["up", "down", "remove"])
def test_shortlist_takes_no_number_of_thousands_of_digits(client, button):
    assert client.post(reverse("catalogue:shortlist"), {button: DIGITS, "note": ""}).status_code == 302


def test_answer_with_a_nul_is_not_called_back(client):
    owner = a_user()
    need = a_need(a_profile(owner=owner))
    client.force_login(owner)
    assert client.post(reverse("catalogue:need_answers", args=[need.pk]), {"recall": "a\0b"}).status_code == 302


@pytest.mark.parametrize("address", ["coverage?sector=%00&discipline=%00", "export_profiles_csv?q=%00"])
def test_back_office_stands_a_nul(client, curator, address):
    name, query = address.split("?")
    client.force_login(curator)
    assert client.get(f"{reverse(name)}?{query}").status_code == 200


def test_taking_over_from_a_number_of_thousands_of_digits_does_nothing(client, curator):
    client.force_login(curator)
    answer = client.post(reverse("desk_assignment"), {"take_over": f"{DIGITS}|catalogue.profile:1"})
    assert answer.status_code == 302


def test_member_has_ten_profiles_that_are_not_public_at_most(owner, roles):
    for _ in range(MOST_HIDDEN):
        a_draft(by=owner)
    with override("en"), pytest.raises(PublicationError, match="not public"):
        a_draft(by=owner)
    assert Profile.objects.kept_by(owner).count() == MOST_HIDDEN
    a_draft(by=a_user())


def test_public_profiles_do_not_count(owner, roles):
    for _ in range(MOST_HIDDEN):
        a_profile(owner=owner)
    draft = a_draft(by=owner)
    assert list(Profile.objects.kept_by(owner).filter(live=False)) == [draft]


def test_editors_of_the_magazine_choose_among_public_profiles_only(client, roles):
    draft, public = a_draft(by=a_user(), name="Tajna"), a_profile(name="Verejna")
    client.force_login(a_holder(Role.EDITOR))
    chooser = "wagtailsnippetchoosers_catalogue_profile"
    for view in ("choose", "choose_results"):
        page = client.get(reverse(f"{chooser}:{view}")).content.decode()
        assert ("Verejna" in page, "Tajna" in page) == (True, False)
    chosen = [client.get(reverse(f"{chooser}:chosen", args=[one.pk])).status_code for one in (public, draft)]
    assert chosen == [200, 404]
    several = client.get(reverse(f"{chooser}:chosen_multiple") + f"?id={draft.pk}&id={public.pk}")
    assert ("Verejna" in several.content.decode(), "Tajna" in several.content.decode()) == (True, False)
