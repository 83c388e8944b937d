"""A profile's links elsewhere: public at once, few, in order, none twice."""

import pytest
from django.urls import reverse

from catalogue.actions.links import MAX_LINKS, LinkError, NewLink, set_links
from kko.audit.models import Entry
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_profile
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def member(client, owner, roles):
    client.force_login(owner)
    return client


@pytest.fixture
def profile(owner):
    return a_profile(owner=owner)


def typed(*rows: tuple[str, str, str], before: int = 0) -> dict[str, str]:
    """Return rows of address, label and order, as a browser sends them."""
    data = {"links-TOTAL_FORMS": str(len(rows)), "links-INITIAL_FORMS": str(before)}
    for number, (url, label, order) in enumerate(rows):
        data |= {f"links-{number}-url": url, f"links-{number}-label": label, f"links-{number}-ORDER": order}
    return data


def there(profile) -> list[tuple[str, str]]:
    return [(link.url, link.label) for link in profile.links.all()]


def test_links_are_saved_in_their_order(member, profile):
    address = reverse("catalogue:links", args=[profile.pk])
    rows = typed(("b.example.cz", "Obchod", "2"), ("https://a.example.cz/x", "", "1"), ("", "", ""))
    assert member.post(address, rows).url == address
    assert there(profile) == [("https://a.example.cz/x", ""), ("https://b.example.cz", "Obchod")]
    assert not profile.has_unpublished_changes


def test_form_shows_what_is_there_and_two_empty_rows(member, profile, owner):
    set_links(profile=profile, links=[NewLink("https://a.example.cz")], by=owner)
    form = member.get(reverse("catalogue:links", args=[profile.pk])).context["form"]
    assert [row["url"].value() for row in form] == ["https://a.example.cz", None, None]


def test_emptied_row_is_a_link_taken_away(member, profile, owner):
    set_links(profile=profile, links=[NewLink("https://a.example.cz"), NewLink("https://b.example.cz")], by=owner)
    rows = typed(("", "", "1"), ("https://b.example.cz", "", "2"), before=2)
    member.post(reverse("catalogue:links", args=[profile.pk]), rows)
    assert there(profile) == [("https://b.example.cz", "")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.example.cz", "to není adresa", "https://" + "a" * 300])
def test_bad_addresses_are_told_beside_their_field_and_nothing_is_lost(member, profile, url):
    page = member.post(reverse("catalogue:links", args=[profile.pk]), typed((url, "Obchod", "1")))
    assert (page.status_code, list(page.context["form"].errors[0])) == (200, ["url"])
    told = page.context["form"].errors[0]["url"]
    assert len(told) == len(set(told))
    assert 'value="Obchod"' in page.content.decode()
    assert there(profile) == []


@pytest.mark.parametrize("twin", ["https://a.example.cz", "https://www.a.example.cz/", "http://a.example.cz"])
def test_same_link_twice_is_refused(member, profile, twin):
    page = member.post(
        reverse("catalogue:links", args=[profile.pk]), typed(("https://a.example.cz", "", "1"), (twin, "", "2"))
    )
    assert (page.status_code, there(profile)) == (200, [])
    assert list(page.context["form"].errors[1]) == ["url"]


def test_eight_links_at_most(member, profile, owner):
    many = [(f"https://{number}.example.cz", "", str(number)) for number in range(1, MAX_LINKS + 2)]
    page = member.post(reverse("catalogue:links", args=[profile.pk]), typed(*many))
    assert (page.status_code, there(profile)) == (200, [])
    member.post(reverse("catalogue:links", args=[profile.pk]), typed(*many[:MAX_LINKS]))
    assert len(there(profile)) == MAX_LINKS


@pytest.mark.parametrize(
    "links",
    [
        [NewLink(f"https://{number}.example.cz") for number in range(MAX_LINKS + 1)],
        [NewLink("https://a.example.cz"), NewLink("https://a.example.cz/")],
        [NewLink("javascript:alert(1)")],
    ],
)
def test_action_refuses_what_no_form_let_through(profile, owner, links):
    with pytest.raises(LinkError):
        set_links(profile=profile, links=links, by=owner)
    assert there(profile) == []


def test_saving_the_same_leaves_no_trace(profile, owner):
    for _ in range(2):
        set_links(profile=profile, links=[NewLink("https://a.example.cz", "Obchod")], by=owner)
    assert Entry.objects.about(profile).filter(verb="profile.links_set").count() == 1


def test_links_are_kept_while_an_edit_waits(member, owner):
    profile = a_submitted_profile(by=owner)
    member.post(reverse("catalogue:links", args=[profile.pk]), typed(("https://a.example.cz", "", "1")))
    assert there(profile) == [("https://a.example.cz", "")]


def test_links_of_others_are_not_there(client, profile):
    client.force_login(a_user())
    address = reverse("catalogue:links", args=[profile.pk])
    assert [client.get(address).status_code, client.post(address, typed()).status_code] == [404, 404]
