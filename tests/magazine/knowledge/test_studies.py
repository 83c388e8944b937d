"""The front with its filters, case studies, and two of them side by side."""

import json
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from kko.accounts.choices import Role, Visibility
from magazine.knowledge.filters import band
from magazine.models import CaseStudyPage, KnowledgePage, StudyTalk
from tests.factories.accounts import a_holder, a_user
from tests.factories.knowledge import a_guide, a_reference, a_study
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]
FRONTS = {"cs": "/znalosti/", "en": "/en/knowledge/", "de": "/de/wissen/"}
FRONT_QUERIES, STUDY_QUERIES, COMPARISON_QUERIES = 24, 24, 14


def titles(page) -> list[str]:
    return [study.title for _number, study in page.context["studies"]]


def counts(page, parameter: str) -> dict[str, int]:
    (facet,) = [facet for facet in page.context["facets"] if facet.parameter == parameter]
    return {option.value: option.count for option in facet.options}


@pytest.fixture
def three():
    """A factory in Linz, barracks in Košice, a quarter in Łódź."""
    a_study(title="Linec", size_m2=80_000, money=["obecni"], themes=["najmy"])
    a_study(title="Košice", place="Košice", country="SK", building="kasarny", money=["evropske", "statni"])
    a_study(title="Lodž", place="Lodž", country="PL", building="ctvrt", size_m2=900, money=["obecni"], themes=["najmy"])


@pytest.mark.parametrize(("code", "address"), FRONTS.items())
def test_front_stands_in_each_language_and_shows_its_own(client, code, address):
    study, guide = a_study(language=code), a_guide(language=code)
    a_study(language="de" if code == "cs" else "cs", title="Jinde")
    page = client.get(address)
    assert page.status_code == 200
    assert titles(page) == [study.title]
    assert [one.title for one in page.context["guides"]] == [guide.title]
    assert {front.locale.language_code: front.url for front in KnowledgePage.objects.all()} == FRONTS


def test_empty_front_says_so(client):
    page = client.get("/znalosti/")
    assert (page.context["count"], page.context["guides"]) == (0, [])
    assert 'class="empty"' in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Košice", "Linec", "Lodž"]),
        ("zeme=AT", ["Linec"]),
        ("zeme=AT&zeme=PL", ["Linec", "Lodž"]),
        ("tema=najmy&velikost=do-1000", ["Lodž"]),
        ("penize=obecni&stavba=tovarna", ["Linec"]),
        ("velikost=neuvedeno", ["Košice"]),
        ("zeme=AT&stavba=kasarny", []),
        ("zeme=XX&tema=%27&strana=99&velikost=", ["Košice", "Linec", "Lodž"]),
    ],
)
def test_filters_widen_within_and_narrow_among_each_other(client, three, query, found):
    assert titles(client.get(f"/znalosti/?{query}")) == found


def test_counts_say_what_a_tick_would_bring(client, three):
    page = client.get("/znalosti/?zeme=AT")
    assert counts(page, "zeme") == {"AT": 1, "PL": 1, "SK": 1}
    assert counts(page, "penize") == {"obecni": 1}
    assert counts(page, "tema") == {"najmy": 1}
    assert counts(page, "velikost") == {"do-100000": 1}
    assert counts(page, "stavba") == {"tovarna": 1}


def test_an_empty_answer_offers_a_way_out(client, three):
    page = client.get("/znalosti/?zeme=AT&stavba=kasarny")
    assert [query for _label, query in page.context["chips"]] == ["?stavba=kasarny", "?zeme=AT"]
    assert 'class="btn" href="/znalosti/"' in page.content.decode()


@pytest.mark.parametrize(
    ("size", "value"),
    [(None, "neuvedeno"), (0, "do-1000"), (999, "do-1000"), (1000, "do-10000"), (100_000, "nad-100000")],
)
def test_bands_of_size(size, value):
    assert band(size) == value


def test_list_goes_on_on_a_second_page_with_its_filters(client):
    for number in range(31):
        a_study(title=f"S{number:02}", cites=[])
    page = client.get("/znalosti/?zeme=AT&strana=2")
    assert titles(page) == ["S30"]
    assert page.context["sheet_links"] == [(1, "?zeme=AT&strana=1"), (2, "?zeme=AT&strana=2")]
    assert [number for number, _study in page.context["studies"]] == [31]


@pytest.mark.postgresql  # the embedded cache asks the database as well
@pytest.mark.parametrize("number", [1, 30])
def test_front_asks_as_often_for_one_as_for_thirty(client, django_assert_max_num_queries, number):
    source = a_reference()
    for _each in range(number):
        a_study(money=["obecni", "statni"], themes=["najmy", "site"], cites=[source])
    client.get("/znalosti/")
    with django_assert_max_num_queries(FRONT_QUERIES):
        page = client.get("/znalosti/?zeme=AT&tema=najmy")
    assert page.context["count"] == number


@pytest.mark.postgresql  # the embedded cache asks the database as well
@pytest.mark.parametrize("number", [1, 30])
def test_study_asks_as_often_for_one_source_as_for_thirty(client, django_assert_max_num_queries, number):
    talk = {"person": "P. D.", "talked_on": date(2026, 1, 1), "has_consented": True, "visibility": "public"}
    study = a_study(cites=[a_reference() for _each in range(number)], talks=[talk] * number, themes=["najmy"])
    client.get(study.url)
    with django_assert_max_num_queries(STUDY_QUERIES):
        page = client.get(study.url)
    assert page.content.decode().count("Dostupné\u00a0z") == 0
    assert len(page.context["page"].citations.all()) == len(page.context["talks"]) == number


def test_study_shows_its_facts_in_the_readers_language(client):
    study = a_study(
        language="en", title="Mill <1>", size_m2=80_000, cost=24_000_000, currency="EUR", year_from=2009, year_to=2023,
        money=["evropske"], wrong="<p>Mistakes.</p>", led_by="City of Linz", cites=[a_reference(title="Book & more")],
    )  # fmt: skip
    text = client.get(study.url).content.decode()
    for part in ("Mill &lt;1&gt;", "80,000\u00a0m²", "24,000,000\u00a0€", "2009–2023", "Mistakes.", "City of Linz",
                 "Book &amp; more", "2026"):  # fmt: skip
        assert part in text


def test_machines_read_the_same(client):
    study = a_study(title="</script>", cites=[a_reference(title="Zdroj")])
    text = client.get(study.url).content.decode()
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1])
    assert (found["@type"], found["headline"], found["about"]["address"]["addressCountry"]) == (
        "Article", "</script>", "AT",
    )  # fmt: skip
    assert found["citation"] == ["NOVÁKOVÁ, Jana. Zdroj. Argo, 2020."]


def test_a_place_of_the_region_leads_to_its_page(client):
    here = municipality()
    study = a_study(municipality=here, country="CZ")
    assert f"/obec/{here.slug}/" in client.get(study.url).content.decode()
    assert list(CaseStudyPage.objects.live().done_in(here)) == [study]


TALKS = [
    {"person": "Jen pro nás", "talked_on": date(2026, 1, 1)},
    {"person": "Souhlas bez vidění", "talked_on": date(2026, 1, 2), "has_consented": True},
    {"person": "Pro členy", "talked_on": date(2026, 1, 3), "has_consented": True, "visibility": Visibility.MEMBERS},
    {"person": "Pro všechny", "talked_on": date(2026, 1, 4), "has_consented": True, "visibility": Visibility.PUBLIC},
]


@pytest.mark.parametrize(
    ("who", "sees"),
    [("stranger", 1), ("member", 2), (Role.EDITOR, 2), (Role.CURATOR, 4), (Role.ADMINISTRATOR, 4)],
)
def test_people_are_named_only_with_consent_and_to_whom_they_agreed(client, who, sees):
    study = a_study(talks=TALKS)
    if who != "stranger":
        client.force_login(a_user() if who == "member" else a_holder(who))
    text = client.get(study.url).content.decode()
    shown = [talk["person"] for talk in TALKS if talk["person"] in text]
    assert shown == [talk["person"] for talk in TALKS][-sees:]


def test_nobody_is_shown_without_consent_even_by_mistake():
    with pytest.raises(ValidationError) as refusal:
        StudyTalk(person="P", talked_on=date(2026, 1, 1), visibility=Visibility.PUBLIC).clean()
    assert list(refusal.value.message_dict) == ["visibility"]
    study = a_study()
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyTalk.objects.create(study=study, person="P", talked_on=date(2026, 1, 1), visibility="public")


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"cost": 5}, "currency"), ({"year_from": 2010, "year_to": 2009}, "year_to"), ({"longitude": None}, "longitude")],
)
def test_what_does_not_fit_is_named_at_its_field(fields, name):
    study = a_study()
    for key, value in fields.items():
        setattr(study, key, value)
    with pytest.raises(ValidationError) as refusal:
        study.clean()
    assert list(refusal.value.message_dict) == [name]


@pytest.mark.parametrize(
    ("years", "text"),
    [((None, None), ""), ((2001, None), "from 2001"), ((None, 2000), "until 2000"), ((2019, 2019), "2019")],
)
def test_years(years, text):
    with translation.override("en"):
        assert CaseStudyPage(year_from=years[0], year_to=years[1]).years == text


def test_editors_see_dead_links_and_readers_do_not(client):
    study = a_study(cites=[a_reference(url="https://example.cz/", link_state="dead")])
    assert "link-state" not in client.get(study.url).content.decode()
    client.force_login(a_holder(Role.EDITOR))
    assert "link-state is-dead" in client.get(study.url).content.decode()


# --- Two side by side ---------------------------------------------------------------------------


def compared(client, **query):
    return client.get(reverse("magazine:comparison"), query)


@pytest.mark.postgresql  # the embedded cache asks the database as well
def test_two_studies_stand_side_by_side(client, django_assert_max_num_queries):
    one, other = a_study(title="Jedna", money=["obecni"], wrong="<p>Pozdě.</p>"), a_study(title="Druhá", former="depo")
    compared(client)
    with django_assert_max_num_queries(COMPARISON_QUERIES):
        page = compared(client, a=one.slug, b=other.slug)
    assert [study.title for study in page.context["pair"]] == ["Jedna", "Druhá"]
    rows = [row["values"] for row in page.context["rows"]]
    assert ("továrna", "depo") in rows
    assert ("<p>Pozdě.</p>", "") in rows


def test_a_comparison_in_another_language_shows_the_same_studies(client):
    one, other = a_study(slug="cesky"), a_study(slug="druha")
    for study in (one, other):
        a_study(language="de", slug=f"de-{study.slug}", translation_key=study.translation_key)
    with translation.override("de"):
        page = compared(client, a="cesky", b="de-druha")
    assert [study.slug for study in page.context["pair"]] == ["de-cesky", "de-druha"]


@pytest.mark.parametrize(("query", "unknown"), [({}, []), ({"a": "x"}, ["x"]), ({"a": "x", "b": "<y>"}, ["x", "<y>"])])
def test_what_is_missing_is_asked_for(client, query, unknown):
    a_study()
    page = compared(client, **query)
    assert (page.status_code, page.context["unknown"], page.context["pair"]) == (200, unknown, [])
    assert "<y>" not in page.content.decode()


def test_drafts_are_never_compared(client):
    public, draft = a_study(), a_study(publish=False)
    assert compared(client, a=public.slug, b=draft.slug).context["pair"] == []
    assert client.get(f"/znalosti/{draft.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "told"),
    [({}, False), ({"a": "jedna"}, False), ({"a": "", "b": ""}, True), ({"a": "jedna", "b": ""}, True)],
)
def test_who_compares_fewer_than_two_is_told(client, query, told):
    a_study(slug="jedna")
    assert ("Vyberte prosím dvě případové studie." in compared(client, **query).content.decode()) == told
