"""What visitors tell of projects: without an account, not by robots, settled at the desk, forgotten in time."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.actions.projects import TipError, decline_tip, erase_tips, forget_tips, take_up_addition
from catalogue.choices import TipKind
from catalogue.forms.projects import TipForm
from catalogue.models import OutputUse, Project, ProjectTip
from catalogue.slots.projects import open_tips, tips_data
from kko.audit.models import Entry
from kko.mail.models import Message
from kko.moderation.history import words_of_deeds
from tests.factories.accounts import a_curator, a_user
from tests.factories.projects import a_project, a_tip, an_output

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
TIP = "/projekty/tip/"


@pytest.fixture(autouse=True)
def nobody_has_written():
    cache.clear()


def a_form(**fields) -> dict[str, str]:
    """What a person sends who opened the form a minute ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1), tick=False):
        stamp = TipForm.stamp()
    defaults = {"title": "Léto na nádraží", "text": "Bylo plno.", "link": "example.cz/leto", "year": "2024"}
    return {**defaults, "email": "", "homepage": "", "opened": stamp} | fields


def on_desk(client, curator, tip, **data):
    client.force_login(curator)
    return client.post(reverse("desk_tip", args=[tip.pk]), data)


# --- The visitor --------------------------------------------------------------------------------


def test_tip_of_a_visitor_waits_at_the_desk(client):
    response = client.post(TIP, a_form(email="navsteva@example.cz"))
    assert response.status_code == 302
    assert client.get(response.headers["Location"]).status_code == 200
    [tip] = ProjectTip.objects.open()
    kept = (tip.kind, tip.title, tip.text, tip.link, tip.year, tip.email, tip.language)
    assert kept == (
        "project", "Léto na nádraží", "Bylo plno.", "https://example.cz/leto", 2024, "navsteva@example.cz", "cs",
    )  # fmt: skip
    [waiting] = open_tips(a_curator()).waiting
    assert (waiting.title, waiting.who, waiting.key) == ("Léto na nádraží", tip.email, f"catalogue.projecttip:{tip.pk}")
    assert open_tips(a_user()) is None


def test_addition_and_use_know_what_they_are_about(client):
    output = an_output()
    addition = reverse("catalogue:project_addition", args=[output.project.slug])
    assert client.post(addition, a_form(text="Vedl to někdo jiný.")).status_code == 302
    use = reverse("catalogue:output_use", args=[output.pk])
    with override("de"):
        foreign = reverse("catalogue:output_use", args=[output.pk])
    assert client.post(use, a_form(title="Škola", text="")).status_code == 302
    assert client.post(foreign, a_form(title="Schule")).status_code == 302
    assert [(tip.kind, tip.project, tip.output, tip.title, tip.language) for tip in ProjectTip.objects.all()] == [
        ("addition", output.project, None, output.project.name_cs, "cs"),
        ("use", None, output, "Škola", "cs"),
        ("use", None, output, "Schule", "de"),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"homepage": "https://example.cz"},
        {"opened": "open:forged"},
        {"opened": ""},
        {"text": ""},
        {"title": " \u200b "},
        {"title": "Výhra na https://evil.example"},
        {"text": "a" * 3001},
        {"link": "javascript:alert(1)"},
        {"year": "42"},
        {"email": "nikdo"},
        {"email": "a@example.cz\nBcc: b@example.cz"},
    ],
)
def test_what_does_not_fit_is_refused_and_what_was_typed_stays(client, fields):
    page = client.post(TIP, a_form(**fields))
    assert (page.status_code, bool(page.context["form"].errors)) == (200, True)
    assert page.context["form"]["link"].value() == a_form(**fields)["link"]
    assert ProjectTip.objects.count() == 0


def test_form_sent_in_the_second_it_was_opened_is_refused_and_the_next_is_not(client):
    assert client.post(TIP, a_form(opened=TipForm.stamp())).status_code == 200
    assert ProjectTip.objects.count() == 0
    assert client.post(TIP, a_form()).status_code == 302


def test_sixth_tip_within_an_hour_is_refused(client):
    codes = [client.post(TIP, a_form()).status_code for _ in range(6)]
    assert (codes, ProjectTip.objects.count()) == ([302] * 5 + [200], 5)


def test_member_finds_their_address_in_the_form(client):
    member = a_user()
    client.force_login(member)
    assert client.get(TIP).context["form"]["email"].value() == member.email


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "use"},
        {"kind": "addition"},
        {"kind": "soup"},
        {"title": ""},
        {"verdict": "accepted"},
        {"settled_at": timezone.now()},
    ],
)
def test_tip_that_makes_no_sense_is_refused_by_the_database(fields):
    tip = a_tip()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectTip.objects.filter(pk=tip.pk).update(**fields)


# --- The curator --------------------------------------------------------------------------------


def test_tip_becomes_a_draft_and_its_sender_hears_of_it(client, curator):
    tip = a_tip(email="guest@example.com", language="en", link="https://example.cz", year=2019)
    response = on_desk(client, curator, tip, verdict="accept", note="Thank you for this.")
    project = Project.objects.get()
    assert response.headers["Location"] == project.get_edit_url()
    assert (project.live, project.name_cs, project.aim_cs, project.web, project.starts_in, project.state) == (
        False, tip.title, tip.text, "https://example.cz", 2019, "finished",
    )  # fmt: skip
    tip.refresh_from_db()
    assert (tip.verdict, tip.settled_by, tip.project, tip.answer) == (
        "accepted",
        curator,
        project,
        "Thank you for this.",
    )
    letter = Message.objects.addressed_to("guest@example.com").get()
    assert (letter.language, "Thank you for this." in letter.body_text) == ("en", True)
    assert project.slug not in letter.body_text  # nobody else sees the draft
    assert (open_tips(curator).waiting, client.get(project.get_absolute_url()).status_code) == ([], 404)


def test_draft_of_a_tip_opens_in_the_editor(client, curator):
    on_desk(client, curator, a_tip(), verdict="accept")
    assert client.get(Project.objects.get().get_edit_url()).status_code == 200


def test_use_stands_on_the_page_as_the_curator_has_it(client, curator):
    output = an_output()
    tip = a_tip(TipKind.USE, output=output, title="škola z dubí", text="Super!!!", email="guest@example.com", year=2025)
    use = {"use-who": "Škola Dubí", "use-text": "Pomohlo nám to.", "use-year": "2025"}
    assert on_desk(client, curator, tip, verdict="accept", **use).status_code == 302
    kept = OutputUse.objects.get()
    assert (kept.output, kept.who, kept.text, kept.year) == (output, "Škola Dubí", "Pomohlo nám to.", 2025)
    page = client.get(output.project.get_absolute_url()).content.decode()
    assert ("Škola Dubí" in page, "Pomohlo nám to." in page, "Super!!!" in page) == (True, True, False)
    letter = Message.objects.addressed_to("guest@example.com").get()
    assert output.project.slug in letter.body_text


def test_use_that_does_not_fit_stays_as_it_was_typed(client, curator):
    tip = a_tip(TipKind.USE, output=an_output())
    page = on_desk(client, curator, tip, verdict="accept", **{"use-who": "", "use-text": "Psáno.", "use-year": ""})
    assert (page.status_code, page.context["use"]["text"].value()) == (200, "Psáno.")
    assert (OutputUse.objects.count(), ProjectTip.objects.open().count()) == (0, 1)


def test_declined_tip_needs_a_word_for_whoever_left_an_address(client, curator):
    tip = a_tip(email="guest@example.com")
    page = on_desk(client, curator, tip, verdict="decline", note=" ")
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["note"])
    on_desk(client, curator, tip, verdict="decline", note="Bylo to v jiném kraji.")
    tip.refresh_from_db()
    letter = Message.objects.addressed_to("guest@example.com").get()
    assert (tip.verdict, "Bylo to v jiném kraji." in letter.body_text) == ("declined", True)
    assert Project.objects.count() == 0


def test_tip_without_an_address_is_settled_without_a_letter(client, curator):
    on_desk(client, curator, a_tip(), verdict="decline", note="Nikomu.")
    [tip] = ProjectTip.objects.all()
    assert (tip.verdict, tip.answer, Message.objects.count()) == ("declined", "", 0)


def test_tip_is_settled_once(client, curator):
    tip = a_tip(email="guest@example.com")
    decline_tip(tip=tip, by=curator, answer="Ne.")
    with pytest.raises(TipError):
        decline_tip(tip=tip, by=a_curator(), answer="Přece ne.")
    page = on_desk(client, curator, tip, verdict="accept")
    assert (page.status_code, Project.objects.count(), Message.objects.count()) == (200, 0, 1)


def test_addition_is_not_made_into_anything_else(curator):
    project = a_project()
    tip = a_tip(TipKind.ADDITION, project=project)
    with pytest.raises(TipError):
        take_up_addition(tip=a_tip(), by=curator)
    take_up_addition(tip=tip, by=curator)
    assert (list(ProjectTip.objects.open().values_list("kind", flat=True)), Project.objects.count()) == (["project"], 1)
    entry = Entry.objects.about(tip).get()
    assert (entry.verb, entry.verb in words_of_deeds(), entry.facts) == ("tip.accepted", True, {"kind": "addition"})


def test_only_curators_read_tips(client, curator):
    address = reverse("desk_tip", args=[a_tip().pk])
    for who in (None, a_user()):
        if who:
            client.force_login(who)
        assert client.get(address).status_code in {302, 403}
    client.force_login(curator)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_desk_asks_once_for_all_tips(number, curator, django_assert_max_num_queries):
    for _ in range(number):
        a_tip()
    open_tips(curator)
    with django_assert_max_num_queries(1):
        assert len(open_tips(curator).waiting) == number


# --- What is kept -------------------------------------------------------------------------------


def test_tips_are_forgotten_in_time(curator):
    now = timezone.now()
    days = {"fresh": 0, "settled": 200, "settled lately": 100, "waiting long": 200, "never settled": 600}
    for title, age in days.items():
        tip = a_tip(title=title, created_at=now - datetime.timedelta(days=age))
        if title.startswith("settled"):
            decline_tip(tip=tip, by=curator)
            ProjectTip.objects.filter(pk=tip.pk).update(settled_at=now - datetime.timedelta(days=age))
    assert forget_tips() == "2 tips about projects forgotten"
    assert set(ProjectTip.objects.values_list("title", flat=True)) == {"fresh", "settled lately", "waiting long"}
    assert forget_tips() == ""


def test_person_is_given_their_tips_and_takes_them_along():
    person = a_user()
    a_tip(email=person.email.upper())
    a_tip(email="jina@example.cz", title="Cizí")
    [held] = tips_data(person).content
    assert (held["nazev"], held["text"]) == ("Léto na nádraží", "Bylo tam plno.")
    erase_tips(person)
    assert [tip.title for tip in ProjectTip.objects.all()] == ["Cizí"]
