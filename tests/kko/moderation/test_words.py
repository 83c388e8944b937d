"""What Wagtail's back office says, put right by our catalogue and a few templates."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_last_update, timesince_simple

from catalogue.viewsets.profiles import ProfileViewSet
from kko.accounts.models import User
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.mark.parametrize(
    ("language", "age", "told"),
    [
        ("cs", timedelta(seconds=5), "právě teď"),
        ("cs", timedelta(minutes=1), "před 1 minutou"),
        ("cs", timedelta(minutes=6), "před 6 minutami"),
        ("cs", timedelta(hours=3), "před 3 hodinami"),
        ("cs", timedelta(days=5), "před 5 dny"),
        ("cs", timedelta(weeks=1), "před 1 týdnem"),
        ("cs", timedelta(days=800), "před 2 lety"),
        ("de", timedelta(days=5), "vor 5 Tagen"),
        ("en", timedelta(days=5), "5 days ago"),
    ],
)
def test_period_is_inflected_for_its_preposition(language, age, told):
    with override(language):
        assert timesince_simple(timezone.now() - age).replace("\xa0", " ") == told


def test_period_is_inflected_in_the_status_panel_too():
    with override("cs"):
        told = timesince_last_update(timezone.now() - timedelta(days=5), user_display_name="Karla")
    assert told.replace("\xa0", " ") == "před 5 dny, Karla"


def test_button_for_approval_says_what_it_does():
    with override("cs"):
        assert gettext("Submit to %(workflow_name)s") == "Odeslat ke schválení: %(workflow_name)s"
        assert gettext("Cancel workflow ") == "Vzít zpět ze schvalování"


def test_number_of_records_stands_behind_their_name():
    for _ in range(2):
        a_user()
    page = WagtailPaginator(User.objects.order_by("pk"), 50).get_page(1)
    html = render_to_string("wagtailadmin/shared/pagination_nav.html", {"items": page, "linkurl": "/"})
    assert f"{User._meta.verbose_name_plural.capitalize()}: 2" in html


def test_nobody_is_shown_as_nothing():
    html = render_to_string("wagtailadmin/shared/user_avatar.html", {"user": None, "username": ""})
    assert html.strip() == ""


def test_headings_of_the_profiles_begin_with_capitals(client, curator):
    a_profile()
    client.force_login(curator)
    page = client.get(reverse(ProfileViewSet().get_url_name("list")))
    headings = [str(column.label) for column in page.context["table"].columns.values() if column.label]
    assert [label for label in headings if label[0].islower()] == []
