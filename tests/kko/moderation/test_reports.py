"""Reports of visitors: without an account, not by robots, and settled at the desk."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kko.mail.models import Message
from kko.moderation.choices import ReportKind
from kko.moderation.forms import ReportForm
from kko.moderation.models import Report, key_of
from kko.moderation.slots import open_reports
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.desk import a_reply, a_report

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def nobody_has_reported():
    cache.clear()


def a_form(**fields) -> dict[str, str]:
    """What a person sends who opened the form a minute ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1), tick=False):
        stamp = ReportForm.stamp()
    return {
        "kind": "broken",
        "text": "Mapa se neukáže.",
        "email": "",
        "address": "/katalog/mapa/",
        "homepage": "",
        "opened": stamp,
    } | fields


def test_report_of_a_visitor_waits_at_the_desk(client):
    response = client.post(reverse("moderation:report"), a_form(email="navsteva@example.cz"))
    assert response.status_code == 302
    [report] = Report.objects.open()
    assert (report.text, report.address, report.email) == ("Mapa se neukáže.", "/katalog/mapa/", "navsteva@example.cz")
    queue = open_reports(a_curator())
    assert [(one.title, one.note) for one in queue.waiting] == [
        ("Mapa se neukáže.", f"{ReportKind.BROKEN.label}: /katalog/mapa/")
    ]
    assert open_reports(a_user()) is None


def test_form_remembers_the_page_it_was_opened_from(client):
    page = client.get(reverse("moderation:report"), {"odkud": "/katalog/?q=sklo"})
    assert page.context["form"]["address"].value() == "/katalog/?q=sklo"


@pytest.mark.parametrize(
    "fields",
    [
        {"homepage": "https://example.cz"},
        {"opened": "open:forged"},
        {"opened": ""},
        {"text": ""},
        {"text": "a" * 2001},
        {"email": "nikdo"},
    ],
)
def test_what_does_not_fit_is_refused_and_what_was_typed_stays(client, fields):
    page = client.post(reverse("moderation:report"), a_form(**fields))
    assert page.status_code == 200
    assert page.context["form"].errors
    assert page.context["form"]["text"].value() == a_form(**fields)["text"]
    assert Report.objects.count() == 0


def test_form_sent_in_the_second_it_was_opened_is_refused(client):
    page = client.post(reverse("moderation:report"), a_form(opened=ReportForm.stamp()))
    assert page.status_code == 200
    assert Report.objects.count() == 0


def test_sixth_report_within_an_hour_is_refused(client):
    for _ in range(5):
        assert client.post(reverse("moderation:report"), a_form()).status_code == 302
    assert client.post(reverse("moderation:report"), a_form()).status_code == 200
    assert Report.objects.count() == 5


def test_curator_settles_a_report_and_others_may_not_read_it(client, curator):
    report = Report.objects.create(address="/", text="Nejde to.")
    address = reverse("desk_report", args=[report.pk])
    client.force_login(a_user())
    assert client.get(address).status_code in {302, 403}
    client.force_login(curator)
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    report.refresh_from_db()
    assert report.settled_by == curator
    assert open_reports(curator).waiting == []


def test_page_of_a_profile_offers_what_fits_a_profile(client):
    address = reverse("moderation:report")
    kinds = [value for value, _label in client.get(address, {"co": "profil"}).context["form"].fields["kind"].choices]
    assert kinds == ReportKind.values
    kinds = [value for value, _label in client.get(address).context["form"].fields["kind"].choices]
    assert kinds == [ReportKind.BROKEN, ReportKind.WRONG]


def test_kind_that_does_not_fit_the_page_is_refused(client):
    assert client.post(reverse("moderation:report"), a_form(kind="closed")).status_code == 200
    assert client.post(reverse("moderation:report"), a_form(kind="eaten", about="profil")).status_code == 200
    assert Report.objects.count() == 0


@pytest.mark.parametrize("prefix", ["cs", "en", "de"])
def test_report_knows_the_profile_whose_page_it_is_about(client, prefix):
    profile = a_profile()
    with override(prefix):
        page, form = profile.get_absolute_url(), reverse("moderation:report")
    client.post(form, a_form(kind="closed", about="profil", address=f"{page}?z=mapa"))
    [report] = Report.objects.all()
    assert (report.thing, report.language, report.kind) == (f"catalogue.profile:{profile.pk}", prefix, "closed")


@pytest.mark.parametrize("prefix", ["cs", "en", "de"])
def test_form_names_the_profile_it_is_about(client, prefix):
    profile = a_profile(name="Hrnčírna & spol.")
    with override(prefix):
        page, form = profile.get_absolute_url(), reverse("moderation:report")
    for answer in (client.get(form, {"odkud": page, "co": "profil"}), client.post(form, a_form(address=page, text=""))):
        assert (answer.context["record"], answer.status_code) == (profile, 200)
        assert f'<a href="{page}">Hrnčírna &amp; spol.</a>' in answer.content.decode()


@pytest.mark.parametrize("address", ["/katalog/neni/", "/", "//jinde.cz/", "https://[", "//["])
def test_form_about_no_profile_names_none(client, address):
    assert client.get(reverse("moderation:report"), {"odkud": address}).context["record"] is None


def test_form_names_no_profile_that_is_not_public(client, owner):
    draft = a_draft(by=owner)
    page = client.get(reverse("moderation:report"), {"odkud": draft.get_absolute_url()})
    assert (page.context["record"], draft.name in page.content.decode()) == (None, False)


@pytest.mark.parametrize("address", ["/katalog/neni/", "/katalog/", "/data/", "//jinde.cz/", "/admin/desk/", "/%00"])
def test_report_about_any_other_page_is_about_no_record(client, address):
    a_profile()
    assert client.post(reverse("moderation:report"), a_form(address=address)).status_code == 302
    assert Report.objects.get().thing == ""


def on_desk(client, curator, report, **data):
    client.force_login(curator)
    return client.post(reverse("desk_report", args=[report.pk]), data)


def test_desk_leads_from_a_report_to_the_page_and_to_the_history(client, curator):
    profile = a_profile()
    report = a_report(kind="wrong", address=profile.get_absolute_url(), thing=key_of(profile))
    client.force_login(curator)
    page = client.get(reverse("desk_report", args=[report.pk])).content.decode()
    assert f'href="{report.address}"' in page
    assert reverse("desk_history", args=["catalogue.profile", profile.pk]) in page


def test_answer_goes_to_the_visitor_in_their_language_and_stays_with_the_report(client, curator):
    report = a_report(email="guest@example.com", language="en")
    on_desk(client, curator, report, verdict="settle", note="Mended, thank you.")
    report.refresh_from_db()
    assert (report.settled_by, report.answer) == (curator, "Mended, thank you.")
    letter = Message.objects.addressed_to("guest@example.com").get()
    assert (letter.language, "Mended, thank you." in letter.body_text) == ("en", True)


def test_report_without_an_email_is_settled_without_a_letter(client, curator):
    report = a_report()
    on_desk(client, curator, report, verdict="settle", note="Nikomu.")
    report.refresh_from_db()
    assert (report.settled_by, report.answer, Message.objects.count()) == (curator, "", 0)


def test_what_has_closed_is_archived_in_one_step(client, curator):
    profile = a_profile()
    report = a_report(kind="closed", thing=key_of(profile))
    on_desk(client, curator, report, verdict="archive")
    profile.refresh_from_db()
    report.refresh_from_db()
    assert (profile.live, profile.closure, report.settled_by) == (False, "archived", curator)


def test_what_is_reported_otherwise_is_never_archived(client, curator):
    profile = a_profile()
    report = a_report(kind="wrong", thing=key_of(profile))
    on_desk(client, curator, report, verdict="archive")
    profile.refresh_from_db()
    assert profile.live


def test_settled_twice_stays_settled_by_the_first(client, curator):
    report = a_report(email="guest@example.com")
    other = a_curator()
    on_desk(client, curator, report, verdict="settle", note="První.")
    on_desk(client, other, report, verdict="settle", note="Druhá.")
    report.refresh_from_db()
    assert (report.settled_by, report.answer, Message.objects.count()) == (curator, "První.", 1)


def test_reply_can_begin_the_answer(client, curator):
    reply, report = a_reply(), a_report(email="guest@example.com", language="de")
    page = on_desk(client, curator, report, insert="1", reply=f"{reply.pk}:de", note="")
    assert page.context["form"]["note"].value() == "Bitte den Ort."
    assert Report.objects.open().count() == 1
