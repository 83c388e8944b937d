"""Reports of visitors: without an account, not by robots, and settled at the desk."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from kko.moderation.forms import ReportForm
from kko.moderation.models import Report
from kko.moderation.slots import open_reports
from tests.factories.accounts import a_curator, a_user

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def nobody_has_reported():
    cache.clear()


def a_form(**fields) -> dict[str, str]:
    """What a person sends who opened the form a minute ago."""
    with time_machine.travel(timezone.now() - datetime.timedelta(minutes=1), tick=False):
        stamp = ReportForm.stamp()
    return {
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
    assert [(one.title, one.note) for one in queue.waiting] == [("Mapa se neukáže.", "/katalog/mapa/")]
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
