"""The public register: which numbers can be, what it answers, and what of it reaches a profile."""

import socket

import pytest
from django.core.cache import cache
from django.urls import reverse

from catalogue.choices import Form, Step
from catalogue.models import Profile
from catalogue.register import RegisterEntry, RegisterSilent, UnknownNumber, compare, look_up, whole_ico
from catalogue.views.steps import ASKED_AN_HOUR
from tests.factories.catalogue import a_draft
from tests.factories.moderation import a_submitted_profile
from tests.factories.register import COMPANY, ENTRY, a_register
from tests.factories.steps import typed
from tests.factories.territory import municipality

pytestmark = [pytest.mark.embedded]


@pytest.fixture
def register(settings):
    with a_register() as running:
        settings.KKO_ARES_URL = running.url
        yield running


@pytest.fixture
def member(client, owner, roles):
    cache.clear()
    client.force_login(owner)
    return client


@pytest.fixture
def profile(owner):
    return a_draft(by=owner, form="company", municipality=municipality(code="567507", name="Dubí"))


def filled(member, profile, **fields):
    """Press the button of the register with these values typed, and return the page."""
    values = {"form": "company", "municipality": profile.municipality_id, "ico": COMPANY, "register": "fill"}
    return member.post(reverse("catalogue:step_who", args=[profile.pk]), typed(Step.WHO, **{**values, **fields}))


def newest(profile: Profile) -> Profile:
    return Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("given", "kept"), [(COMPANY, COMPANY), ("270 74 358", COMPANY), ("6947", "00006947"), ("00006947", "00006947")]
)
def test_numbers_are_kept_as_eight_digits(given, kept):
    assert whole_ico(given) == kept


@pytest.mark.parametrize("given", ["27074359", "123456789", "CZ27074358", "abc", "", "00000000", "²7074358"])
def test_what_is_no_number_is_refused(given):
    with pytest.raises(ValueError, match=r".*"):
        whole_ico(given)


def test_entry_is_read_as_the_register_documents_it(register):
    assert look_up(COMPANY) == RegisterEntry(
        ico=COMPANY,
        legal_name="Hrnčírna s.r.o.",
        form="company",
        municipality_code="567507",
        municipality_name="Dubí",
        address="Ruská 264/12a",
    )


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("101", "person"),
        ("121", "company"),
        ("706", "association"),
        ("331", "institution"),
        ("601", "school"),
        ("9", ""),
    ],
)
def test_legal_forms_are_told_in_our_words(register, code, form):
    register.entries[COMPANY] = {**ENTRY, "pravniForma": code}
    assert look_up(COMPANY).form == form


def test_village_without_streets_has_its_part_for_a_street(register):
    seat = {"kodObce": 1, "nazevObce": "Lhota", "nazevCastiObce": "Horní Lhota", "cisloDomovni": 7}
    register.entries[COMPANY] = {**ENTRY, "sidlo": seat}
    assert look_up(COMPANY).address == "Horní Lhota 7"


def test_unknown_number_is_told(register):
    with pytest.raises(UnknownNumber):
        look_up("00006947")


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 500},
        {"status": 400},
        {"body": b"<html>"},
        {"body": b"[]"},
        {"body": b'{"ico": "27074358"}'},
        {"body": b'{"a":"' + b"x" * 300_000 + b'"}'},
        {"status": 302, "location": "http://127.0.0.2:9/other"},
        {"status": 302, "location": "file:///etc/passwd"},
    ],
)
def test_register_in_trouble_is_told_plainly(register, trouble):
    for name, value in trouble.items():
        setattr(register, name, value)
    with pytest.raises(RegisterSilent):
        look_up(COMPANY)


def test_no_network_is_told_plainly(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.KKO_ARES_URL = f"http://127.0.0.1:{free.getsockname()[1]}/{{ico}}"
    with pytest.raises(RegisterSilent):
        look_up(COMPANY)


def test_festival_of_an_association_is_no_difference():
    entry = RegisterEntry(COMPANY, "Festival, z. s.", "association", "", "", "")
    assert compare(entry, {"form": "festival"}, None).differs == {}
    assert compare(entry, {"form": "person"}, None).differs == {"form": "association"}


@pytest.mark.django_db
def test_empty_fields_are_filled_and_saved(member, profile, register):
    page = filled(member, profile)
    assert page.context["form"]["legal_name"].value() == "Hrnčírna s.r.o."
    found = newest(profile)
    assert (found.ico, found.legal_name, found.address) == (COMPANY, "Hrnčírna s.r.o.", "Ruská 264/12a")
    assert page.context["register"]["differs"] == []


@pytest.mark.django_db
def test_what_was_written_stays_and_the_difference_is_told(member, profile, register):
    page = filled(member, profile, legal_name="Moje hrnčírna", form="person")
    assert [value for _label, value in page.context["register"]["differs"]] == [
        "Hrnčírna s.r.o.",
        str(Form.COMPANY.label),
    ]
    found = newest(profile)
    assert (found.legal_name, found.form) == ("Moje hrnčírna", "person")


@pytest.mark.django_db
def test_difference_is_taken_over_when_asked_for(member, profile, register):
    filled(member, profile, legal_name="Moje hrnčírna", form="person", register="take")
    found = newest(profile)
    assert (found.legal_name, found.form) == ("Hrnčírna s.r.o.", "company")


@pytest.mark.django_db
def test_seat_elsewhere_is_told_and_the_municipality_stays(member, profile, register):
    register.entries[COMPANY] = {**ENTRY, "sidlo": {**ENTRY["sidlo"], "kodObce": 554782, "nazevObce": "Praha"}}
    page = filled(member, profile, register="take")
    assert page.context["register"]["outside"] == "Praha"
    assert newest(profile).municipality == profile.municipality


@pytest.mark.django_db
def test_unknown_number_keeps_what_was_typed(member, profile, register):
    page = filled(member, profile, ico="00006947", legal_name="Moje hrnčírna")
    assert page.context["register"]["problem"]
    assert newest(profile).legal_name == "Moje hrnčírna"


@pytest.mark.django_db
@pytest.mark.parametrize("ico", ["", "27074359"])
def test_register_is_not_asked_without_a_good_number(member, profile, register, ico):
    page = filled(member, profile, ico=ico)
    assert ("ico" in page.context["form"].errors, register.asked) == (True, [])


@pytest.mark.django_db
def test_register_is_asked_so_often_an_hour(member, profile, register):
    for _ in range(ASKED_AN_HOUR):
        filled(member, profile)
    page = filled(member, profile)
    assert len(register.asked) == ASKED_AN_HOUR
    assert page.context["register"]["problem"]


@pytest.mark.django_db
def test_waiting_edit_is_not_filled(member, owner, register):
    profile = a_submitted_profile(by=owner)
    page = filled(member, profile)
    assert page.context["form"].non_field_errors()
    assert newest(profile).legal_name == ""
