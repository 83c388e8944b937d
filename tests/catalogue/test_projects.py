"""Projects and their outputs as visitors see them."""

import csv
import io
import json
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from catalogue.choices import OutputKind
from catalogue.filters.projects import years_of
from catalogue.models import Output, OutputUse, Partner, Project, ProjectResult
from catalogue.slots.projects import (
    home_outputs,
    outputs_dataset,
    outputs_kind,
    profile_projects,
    projects_dataset,
    projects_kind,
)
from kko.search.retrieval import find
from tests.factories.catalogue import a_profile
from tests.factories.projects import a_project, a_use, an_output
from tests.factories.territory import district, municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LIST, OUTPUTS = "/projekty/", "/projekty/vystupy/"
HTMX = {"HX-Request": "true"}


def names(page) -> list[str]:
    return [str(record) for record in page.context["records"]]


def options(page, parameter: str) -> dict[str, int]:
    return {
        one.value: int(one.count)
        for each in page.context["filters"]
        if each.parameter == parameter
        for one in each.options
    }


@pytest.fixture
def three():
    teplice = district(name="Teplice", slug="teplice")
    dubi = municipality(slug="dubi", name="Dubí", district=teplice)
    most = municipality(slug="most", name="Most", district=district(name="Most", slug="most"))
    chimney = a_project(
        name_cs="Komín", municipalities=[dubi], state="finished", starts_in=2022, ends_in=2023,
        money=["eu"], target_groups=["schools"], aim_cs="Keramici učili děti.",
    )  # fmt: skip
    bus = a_project(
        name_cs="Autobus", municipalities=[dubi, most], state="stopped", starts_in=2023, ends_in=2023,
        money=["eu", "own"], target_groups=["public"],
    )  # fmt: skip
    poster = a_project(name_cs="Plakát", state="planned", starts_in=2024, ends_in=2024)
    an_output(chimney, kind=OutputKind.DATA, title_cs="Měření haly")
    return chimney, bus, poster


# --- What must always be true -------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"name_cs": ""},
        {"state": "eaten"},
        {"starts_in": 2024, "ends_in": 2023},
        {"starts_in": 1},
        {"budget_czk": -1},
        {"closure": "archived"},
    ],
)
def test_project_that_makes_no_sense_is_refused_by_the_database(fields):
    project = a_project()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**fields)


@pytest.mark.parametrize(
    "fields", [{"url": ""}, {"kind": "soup"}, {"licence": "mine"}, {"title_cs": ""}, {"made_in": 3}]
)
def test_output_that_nobody_could_get_or_name_is_refused_by_the_database(fields):
    output = an_output()
    with pytest.raises(IntegrityError), transaction.atomic():
        Output.objects.filter(pk=output.pk).update(**fields)


def test_draft_of_an_output_may_lack_its_file():
    assert an_output(live=False, url="", kind="").pk


def test_partner_has_a_profile_or_a_name():
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.create(project=a_project())


def test_two_projects_of_one_name_have_two_addresses_and_none_hides_a_list():
    assert [a_project(name_cs="Výstupy").slug for _ in range(2)] == ["vystupy-2", "vystupy-3"]
    assert a_project(name_cs="!!!").slug == "projekt"


def test_address_stays_when_the_name_changes():
    project = a_project(name_cs="Komín")
    draft = project.get_latest_revision_as_object()
    draft.name_cs = "Věž"
    draft.save_revision().publish()
    assert Project.objects.values_list("slug", "name_cs", "sort_key").get() == ("komin", "Věž", draft.sort_key)


def test_web_of_a_project_is_a_web_address():
    with pytest.raises(ValidationError):
        Project(name_cs="Komín", web="javascript:alert(1)").full_clean()


@pytest.mark.parametrize(
    ("first", "last", "years", "shown"),
    [
        (2021, 2023, [2021, 2022, 2023], "2021–2023"),
        (2021, 2021, [2021], "2021"),
        (None, 2020, [2020], "do roku 2020"),
        (None, None, [], ""),
    ],
)
def test_years_of_a_project(first, last, years, shown):
    assert (list(years_of(first, last)), Project(starts_in=first, ends_in=last).years) == (years, shown)


def test_project_without_an_end_goes_on():
    now = date.today().year
    assert (list(years_of(now - 1, None)), Project(starts_in=2020).years) == ([now - 1, now], "od roku 2020")


# --- Lists --------------------------------------------------------------------------------------


def test_list_has_the_newest_first_with_counts(client, three):
    page = client.get(LIST)
    assert (names(page), page.context["count"]) == (["Plakát", "Autobus", "Komín"], 3)
    assert options(page, "stav") == {"planned": 1, "finished": 1, "stopped": 1}
    assert options(page, "okres") == {"most": 1, "teplice": 2, "kraj": 1}
    assert options(page, "obec") == {"dubi": 2, "most": 1}
    assert options(page, "komu") == {"schools": 1, "public": 1}
    assert options(page, "vystup") == {"data": 1}
    assert options(page, "penize") == {"eu": 2, "own": 1}
    assert options(page, "rok") == {"2024": 1, "2023": 2, "2022": 1}


def test_filters_narrow_and_count_what_another_tick_would_leave(client, three):
    page = client.get(LIST, {"obec": "dubi", "stav": "finished"})
    assert names(page) == ["Komín"]
    assert options(page, "stav") == {"planned": 0, "finished": 1, "stopped": 1}
    assert options(page, "obec") == {"dubi": 1, "most": 0}
    assert [(chip["query"]) for chip in page.context["chips"]] == ["?obec=dubi", "?stav=finished"]


def test_two_ticks_of_one_filter_widen_it(client, three):
    assert names(client.get(LIST, {"rok": ["2022", "2024"]})) == ["Plakát", "Komín"]
    assert names(client.get(LIST, {"okres": "kraj"})) == ["Plakát"]


def test_words_find_in_any_form_and_in_titles_of_outputs(client, three):
    assert names(client.get(LIST, {"q": "keramika"})) == ["Komín"]
    assert names(client.get(LIST, {"q": "mereni"})) == ["Komín"]
    page = client.get(LIST, {"q": "kvantum"})
    assert (names(page), "/projekty/tip/" in page.content.decode()) == ([], True)


def test_outputs_are_listed_with_their_filters(client, three):
    chimney = three[0]
    an_output(chimney, kind="video", title_cs="Film", licence="CC-BY-4.0", languages=["cs", "de"], made_in=2024)
    page = client.get(OUTPUTS)
    assert names(page) == ["Film", "Měření haly"] or names(page) == ["Měření haly", "Film"]
    assert options(page, "druh") == {"data": 1, "video": 1}
    assert options(page, "licence") == {"CC-BY-4.0": 1, "ask": 1}
    assert options(page, "jazyk") == {"cs": 1, "de": 1}
    assert names(client.get(OUTPUTS, {"jazyk": "de", "druh": "video"})) == ["Film"]
    assert names(client.get(OUTPUTS, {"q": "filmy"})) == ["Film"]


HOSTILE = (
    "strana=-1", "strana=99999999", "strana=%D9%A3", "q=%00", "q=%25%5F*()!:%26", "stav=x", "obec=%00", "rok=-5",
    "q=" + "a%20" * 500, "druh=&licence=%22",
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", [LIST, OUTPUTS, "/projekty/projekty.csv", "/projekty/vystupy/vystupy.csv"])
def test_hostile_addresses_are_answered(client, three, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_htmx_gets_the_part_that_changes_and_its_address(client, three):
    page = client.get(LIST, {"obec": "dubi", "strana": "1"}, headers=HTMX)
    assert (page.headers["HX-Push-Url"], "<html" in page.content.decode()) == ("/projekty/?obec=dubi", False)
    assert "HX-Request" in page.headers["Vary"]


def test_empty_register_asks_for_tips(client):
    page = client.get(LIST).content.decode()
    assert ("/projekty/tip/" in page, "card-title" in page) == (True, False)


LIST_QUERIES, OUTPUTS_QUERIES, PROJECT_QUERIES = 7, 5, 10


@pytest.mark.parametrize("number", [1, 30])
def test_lists_ask_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    place = municipality()
    for _ in range(number):
        a_use(an_output(a_project(municipalities=[place])))
    client.get(LIST)
    with django_assert_max_num_queries(LIST_QUERIES):
        client.get(LIST)
    with django_assert_max_num_queries(OUTPUTS_QUERIES):
        client.get(OUTPUTS)


@pytest.mark.parametrize("number", [1, 30])
def test_page_asks_as_often_for_one_as_for_thirty(client, number, django_assert_max_num_queries):
    profile = a_profile()
    results = [{"number": 1, "label_cs": "dílna"}] * number
    project = a_project(lead=profile, partners=[profile] * number, results=results, municipalities=[municipality()])
    for _ in range(number):
        a_use(an_output(project), profile=profile)
    client.get(project.get_absolute_url())
    with django_assert_max_num_queries(PROJECT_QUERIES):
        client.get(project.get_absolute_url())


# --- Who sees what ------------------------------------------------------------------------------


def test_draft_is_nowhere(client):
    hidden = a_project(name_cs="Tajný komín", live=False, lead=a_profile(name="Dílna"))
    an_output(hidden, title_cs="Tajná metodika")
    for path in (
        LIST,
        OUTPUTS,
        "/",
        "/hledat/?q=tajny",
        "/projekty/projekty.csv",
        "/data/projekty.json",
        "/data/vystupy-projektu.csv",
    ):
        page = client.get(path)
        content = b"".join(page.streaming_content) if page.streaming else page.content
        assert "Tajn" not in content.decode().replace("q=tajny", ""), path
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(reverse("catalogue:project_card", args=[hidden.slug])).status_code == 404
    assert client.get(reverse("catalogue:project_addition", args=[hidden.slug])).status_code == 404
    assert profile_projects(hidden.lead, None) is None
    assert find("tajny") == find("tajna") == []


def test_draft_of_an_output_is_not_on_the_page_of_its_public_project(client):
    project = a_project()
    draft = an_output(project, title_cs="Rozepsaná metodika", live=False)
    assert "Rozepsaná" not in client.get(project.get_absolute_url()).content.decode()
    assert client.get(reverse("catalogue:output_use", args=[draft.pk])).status_code == 404


def test_profile_that_is_not_public_is_not_named(client):
    hidden, seen = a_profile(name="Skrytá dílna", live=False), a_profile(name="Veřejná dílna")
    project = a_project(lead=hidden, partners=[hidden, seen, "Spolek bez profilu"])
    page = client.get(project.get_absolute_url())
    assert (page.context["lead"], page.context["partners"]) == (
        ("", ""),
        [("Veřejná dílna", seen.get_absolute_url()), ("Spolek bez profilu", "")],
    )
    assert "Skrytá" not in page.content.decode()


def test_profile_shows_what_it_led_and_took_part_in(client):
    profile = a_profile()
    a_project(name_cs="Vedený", lead=profile, partners=[profile])
    a_project(name_cs="Cizí")
    a_project(name_cs="Společný", partners=[profile], starts_in=2020)
    panel = profile_projects(profile, None)
    assert sorted(str(one) for one in panel.context["projects"]) == ["Společný", "Vedený"]
    assert "Společný" in client.get(profile.get_absolute_url()).content.decode()


def test_profile_that_is_deleted_takes_its_name_along():
    profile = a_profile(name="Dílna")
    project = a_project(lead=profile, partners=[profile, "Spolek"])
    uses = [a_use(an_output(project), who="Dílna", profile=profile), a_use(an_output(project), who="Škola")]
    profile.delete()
    assert list(OutputUse.objects.all()) == uses[1:]
    project.refresh_from_db()
    assert (project.lead_shown, project.partners_shown) == (("", ""), [("Spolek", "")])
    restored = project.get_latest_revision_as_object()
    assert (restored.lead, [str(one) for one in restored.partners.all()]) == (None, ["Spolek"])


# --- What leaves the house ----------------------------------------------------------------------


def sheet(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_sheet_has_what_the_filters_leave_and_no_formula(client, three):
    Partner.objects.create(project=three[1], name="=HYPERLINK(1)")
    ProjectResult.objects.create(project=three[1], number="18.50", unit="m²", label_cs="plochy")
    Project.objects.filter(pk=three[1].pk).update(summary_cs="@SUM(1)\nznovu", budget_czk="1250.50")
    rows = sheet(client.get("/projekty/projekty.csv", {"stav": "stopped"}))
    assert [row["nazev"] for row in rows] == ["Autobus"]
    row = rows[0]
    assert (row["partneri"], row["popis"]) == ("'=HYPERLINK(1)", "'@SUM(1) znovu")
    assert (row["rozpocet_kc"], row["vysledky"], row["obce"]) == ("1250,5", "plochy: 18,5 m²", "Dubí; Most")
    assert row["adresa"].endswith("/projekty/autobus/")


def test_sheet_of_outputs_says_where_they_are_and_how_often_they_were_used(client, three):
    a_use(Output.objects.get())
    [row] = sheet(client.get("/projekty/vystupy/vystupy.csv", {"druh": "data"}))
    assert (row["nazev"], row["projekt"], row["kde_je"], row["pouziti"]) == (
        "Měření haly", "Komín", "https://example.cz/vystup", "1",
    )  # fmt: skip


def test_datasets_hold_what_is_public(three):
    rows = list(projects_dataset().rows(None))
    assert [row[1] for row in rows] == ["Plakát", "Autobus", "Komín"]
    assert {len(row) for row in rows} == {len(projects_dataset().columns)}
    [output] = outputs_dataset().rows(None)
    assert (output[0], len(output)) == ("Měření haly", len(outputs_dataset().columns))


def data_of(page) -> dict:
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())
    return {one["@type"]: one for one in json.loads(text)["@graph"]}


def test_machines_read_project_outputs_and_the_way_there(client, three):
    found = data_of(client.get(three[0].get_absolute_url()))
    url = found["Project"]["url"]
    assert found.keys() == {"Project", "Dataset", "BreadcrumbList"}
    assert (found["Project"]["name"], found["Project"]["foundingDate"]) == ("Komín", "2022")
    assert found["Project"]["areaServed"] == [{"@type": "City", "name": "Dubí"}]
    assert (found["Dataset"]["isPartOf"], found["Dataset"]["url"]) == ({"@id": url}, "https://example.cz/vystup")
    assert [item["item"] for item in found["BreadcrumbList"]["itemListElement"]][1] == url


def test_name_cannot_break_out_of_the_data(client):
    project = a_project(name_cs="</script><script>alert(1)</script>")
    page = client.get(project.get_absolute_url())
    assert data_of(page)["Project"]["name"] == project.name_cs
    assert "<script>alert" not in page.content.decode()


def test_card_to_share_is_a_picture(client, three):
    card = client.get(reverse("catalogue:project_card", args=[three[0].slug]))
    assert (card["Content-Type"], card.content[:4]) == ("image/png", b"\x89PNG")
    assert f"/projekty/{three[0].slug}/karta.png" in client.get(three[0].get_absolute_url()).content.decode()


@pytest.mark.parametrize(("code", "name", "marked"), [("en", "Chimney", False), ("de", "Komín", True)])
def test_page_speaks_the_reader_s_language_or_says_that_it_does_not(client, code, name, marked):
    project = a_project(name_cs="Komín", name_en="Chimney", aim_cs="Dílna.", aim_en="A workshop.")
    with override(code):
        page = client.get(project.get_absolute_url()).content.decode()
    assert f">{name}</h1>" in page
    assert ('<div class="prose" lang="cs">' in page) is marked


def test_search_of_the_site_finds_projects_and_outputs(client, three):
    for words, key in (("komin", "project"), ("mereni haly", "output")):
        groups = client.get("/hledat/", {"q": words}).context["groups"]
        assert key in [group.key for group in groups]
    [result] = projects_kind().results([three[0].pk], None)
    assert (result.title, result.url) == ("Komín", "/projekty/komin/")
    output = Output.objects.get()
    [result] = outputs_kind().results([output.pk], None)
    assert result.url == f"/projekty/komin/#vystup-{output.pk}"


def test_home_shows_the_newest_outputs_or_nothing(rf):
    assert home_outputs(rf.get("/")) is None
    output = an_output()
    assert home_outputs(rf.get("/")).context["outputs"] == [output]
