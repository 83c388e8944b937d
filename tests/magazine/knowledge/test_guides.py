"""Guides and the editors' desk."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kko.accounts.choices import Role
from kko.moderation.slots import desk_queues
from magazine.models import GuidePage
from tests.factories.accounts import a_holder, a_user
from tests.factories.knowledge import a_guide, a_reference

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]
GUIDE_QUERIES, DESK_QUERIES = 20, 40


def days_ago(number: int) -> date:
    return timezone.localdate() - timedelta(days=number)


@pytest.mark.parametrize("number", [1, 30])
def test_guide_shows_its_steps_in_order(client, django_assert_max_num_queries, number):
    guide = a_guide(steps=[f"Krok <{step}>" for step in range(number)], kept_by="Úřad")
    client.get(guide.url)
    with django_assert_max_num_queries(GUIDE_QUERIES):
        text = client.get(guide.url).content.decode()
    assert text.count('<section class="guide-step">') == number
    assert "Krok &lt;0&gt;" in text
    assert f'datetime="{guide.checked_on.isoformat()}"' in text


@pytest.mark.parametrize(("age", "is_stale"), [(0, False), (180, False), (181, True)])
def test_a_guide_says_that_nobody_has_checked_it(client, settings, age, is_stale):
    settings.KKO_GUIDE_DAYS = 180
    guide = a_guide(checked_on=days_ago(age))
    assert ("guide-stale" in client.get(guide.url).content.decode()) is is_stale
    assert list(GuidePage.objects.stale()) == ([guide] if is_stale else [])


def test_the_keepers_name_is_not_public(client):
    guide = a_guide(keeper=a_user(name="Redaktorka Tajná"))
    assert "Tajná" not in client.get(guide.url).content.decode()


def test_editors_find_stale_guides_and_dead_links_on_their_desk(client):
    stale = a_guide(title="Starý", checked_on=days_ago(200))
    a_guide(title="Rozepsaný", checked_on=days_ago(300), publish=False)
    a_guide(title="Čerstvý")
    dead = a_reference(url="https://example.cz/", link_state="dead", link_checked_at=timezone.now())
    editor = a_holder(Role.EDITOR)
    queues = {queue.key: [one.key for one in queue.waiting] for queue in desk_queues(editor)}
    assert queues.pop("articles") == []
    assert queues == {"guides": [f"magazine.guidepage:{stale.pk}"], "links": [f"magazine.reference:{dead.pk}"]}
    client.force_login(editor)
    page = client.get(reverse("desk"))
    assert page.status_code == 200
    for queue in desk_queues(editor)[1:]:
        assert client.get(queue.waiting[0].url).status_code == 200


def test_curators_have_their_own_queues_only():
    a_guide(checked_on=days_ago(200))
    assert {"guides", "links"}.isdisjoint(queue.key for queue in desk_queues(a_holder(Role.CURATOR)))


@pytest.mark.parametrize("number", [1, 30])
def test_desk_asks_as_often_for_one_as_for_thirty(client, django_assert_max_num_queries, number):
    for _each in range(number):
        a_guide(checked_on=days_ago(200))
        a_reference(url="https://example.cz/", link_state="dead", link_checked_at=timezone.now())
    client.force_login(a_holder(Role.EDITOR))
    client.get(reverse("desk"))
    with django_assert_max_num_queries(DESK_QUERIES):
        page = client.get(reverse("desk"))
    assert page.context["count"] == 2 * number
