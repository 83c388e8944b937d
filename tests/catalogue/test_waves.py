"""Waves in the back office and their sum: exact numbers for curators, texts without names."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from catalogue.actions.interviews import copy_wave
from catalogue.choices import QuestionKind
from catalogue.coverage import coverage
from catalogue.models import Question, Wave
from catalogue.reference import load_questions
from catalogue.summing import LABEL_LETTERS, ROWS_IN_CHART, Row, chart_of, sum_wave
from kko.moderation.choices import Provenance
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_profile, a_sector
from tests.factories.interviews import CONTACT, a_fieldworker, a_finished_interview, a_wave, an_interview
from tests.factories.territory import municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def fieldworker(roles):
    return a_fieldworker()


def sheet(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def rows_of(found, kind):
    one = next(one for one in found.questions if one.question.kind == kind)
    return [(row.label, row.count, row.share) for row in one.rows]


# --- The sum ------------------------------------------------------------------------------------


def test_the_sum_counts_finished_interviews_by_answer(fieldworker):
    wave = a_wave("one", "several", "consent")
    for one, several in (("Zčásti", ["Ne", "Zčásti"]), ("Zčásti", ["Ne"]), ("Ano, jen ona", [])):
        said = {"one": one, "consent": False} | ({"several": several} if several else {})
        a_finished_interview(wave, by=fieldworker, **said)
    an_interview(wave, by=fieldworker, one="Ne")
    found = sum_wave(wave)
    assert (found.interviews, found.consents) == (3, 0)
    assert rows_of(found, "one") == [("Ano, jen ona", 1, 33.3), ("Zčásti", 2, 66.7), ("Ne", 0, 0.0)]
    assert rows_of(found, "several") == [("Ano, jen ona", 0, 0.0), ("Zčásti", 1, 50.0), ("Ne", 2, 100.0)]


def test_an_option_that_was_renamed_later_keeps_its_answers(fieldworker):
    wave = a_wave("one", "consent")
    a_finished_interview(wave, by=fieldworker, one="Zčásti", consent=False)
    Question.objects.filter(wave=wave, kind="one").update(options_cs="Ano\nNe")
    assert rows_of(sum_wave(wave), "one") == [("Ano", 0, 0.0), ("Ne", 0, 0.0), ("Zčásti", 1, 100.0)]


def test_texts_are_listed_by_alphabet_without_names(client, curator, fieldworker):
    wave = a_wave("tried", "consent", "contact")
    for text in ("Žádost.", "Burza.", "<script>alert(1)</script>"):
        a_finished_interview(wave, by=fieldworker, tried=text, consent=True, contact=CONTACT)
    assert sum_wave(wave).questions[0].texts == ("<script>alert(1)</script>", "Burza.", "Žádost.")
    client.force_login(curator)
    page = client.get(reverse("wave_sum", args=[wave.pk])).content.decode()
    assert "Burza." in page
    assert CONTACT["name"] not in page
    assert CONTACT["email"] not in page
    assert "<script>alert" not in page


def test_the_sheet_says_what_the_page_says_and_runs_no_formula(client, curator, fieldworker):
    wave = a_wave("one", "short", "consent", name="Léto 2026")
    a_finished_interview(wave, by=fieldworker, one="Ne", short="=HYPERLINK(1)", consent=False)
    client.force_login(curator)
    response = client.get(reverse("wave_sum_csv", args=[wave.pk]))
    assert "leto-2026.csv" in response.headers["Content-Disposition"]
    rows = sheet(response)[1:]
    assert ["Otázka: one", "Ne", "1", "100,0"] in rows
    assert ["Otázka: short", "'=HYPERLINK(1)", "", ""] in rows


def test_a_chart_measures_by_the_greatest_count_and_cuts_long_labels():
    chart = chart_of([Row("x" * 60, 4, 80.0), Row("krátký", 1, 20.0)])
    assert [(bar.width, len(bar.label)) for bar in chart.bars] == [(380, LABEL_LETTERS), (95, 6)]
    assert len(chart_of([Row(str(each), each, 0.0) for each in range(30)]).bars) == ROWS_IN_CHART
    assert chart_of([]).bars == ()


def test_an_empty_wave_says_so(client, curator):
    client.force_login(curator)
    page = client.get(reverse("wave_sum", args=[a_wave("one").pk]))
    assert (page.status_code, b'<svg class="kko-bars' in page.content) == (200, False)


@pytest.mark.parametrize("number", [1, 30])
def test_the_sum_takes_the_same_queries_for_many(fieldworker, django_assert_num_queries, number):
    wave = a_wave(*["one"], *["short"] * number, "needs", "discipline", "consent")
    for _each in range(number):
        a_finished_interview(wave, by=fieldworker, one="Ne", consent=False)
    with django_assert_num_queries(3):
        assert sum_wave(wave).interviews == number


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_the_sum_takes_the_same_queries_for_many(
    client, curator, fieldworker, django_assert_max_num_queries, number
):
    wave = a_wave("one", "consent")
    for _each in range(number):
        a_finished_interview(wave, by=fieldworker, one="Ne", consent=False)
    client.force_login(curator)
    client.get(reverse("wave_sum", args=[wave.pk]))
    with django_assert_max_num_queries(24):
        assert client.get(reverse("wave_sum", args=[wave.pk])).status_code == 200


def test_fieldworkers_and_members_do_not_read_the_sum(client, fieldworker):
    wave = a_wave("one")
    for user in (fieldworker, a_user()):
        client.force_login(user)
        assert client.get(reverse("wave_sum", args=[wave.pk])).status_code in {302, 403}


# --- Waves in the back office -------------------------------------------------------------------


def form_of(wave, **changes):
    questions = list(wave.questions.all()) if wave.pk else []
    data = {
        "name": wave.name, "starts_on": wave.starts_on, "ends_on": "", "state": wave.state, "note": "",
        "questions-TOTAL_FORMS": len(questions), "questions-INITIAL_FORMS": len(questions),
        "questions-MIN_NUM_FORMS": 0, "questions-MAX_NUM_FORMS": 1000,
    }  # fmt: skip
    for place, one in enumerate(questions):
        fields = ("id", "kind", "text_cs", "options_cs")
        data |= {f"questions-{place}-{name}": getattr(one, name) for name in fields}
        data |= {f"questions-{place}-ORDER": place + 1, f"questions-{place}-DELETE": ""}
    return data | changes


def edit(client, wave, **changes):
    viewset = Wave.snippet_viewset
    return client.post(reverse(viewset.get_url_name("edit"), args=[wave.pk]), form_of(wave, **changes))


def test_curators_keep_waves_in_the_back_office(client, curator):
    wave = a_wave("one", "needs")
    client.force_login(curator)
    assert client.get(reverse(Wave.snippet_viewset.get_url_name("list"))).status_code == 200
    assert edit(client, wave, name="Podzim").status_code == 302
    assert Wave.objects.get(pk=wave.pk).name == "Podzim"


@pytest.mark.parametrize("change", [{"questions-0-DELETE": "on"}, {"questions-0-kind": "several"}])
def test_what_was_answered_keeps_its_question(client, curator, fieldworker, change):
    wave = a_wave("one", "consent")
    a_finished_interview(wave, by=fieldworker, one="Ne", consent=False)
    client.force_login(curator)
    response = edit(client, wave, **change)
    assert response.status_code == 200
    assert [one.kind for one in Question.objects.filter(wave=wave)] == ["one", "consent"]


@pytest.mark.parametrize("kinds", [("needs", "needs"), ("contact",), ()])
def test_a_wave_that_could_not_be_evaluated_is_refused(client, curator, kinds):
    client.force_login(curator)
    assert edit(client, a_wave(*kinds)).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": QuestionKind.ONE, "options_cs": "Jen jedna"},
        {"kind": QuestionKind.ONE, "options_cs": "Ano\nAno"},
        {"kind": QuestionKind.ONE, "options_cs": "Ano\nNe", "options_en": "Yes"},
    ],
)
def test_options_that_do_not_fit_are_refused(fields):
    with pytest.raises(ValidationError):
        Question(wave=a_wave(), text_cs="Otázka", **fields).full_clean()


def test_a_wave_ends_after_it_begins(client, curator):
    wave = a_wave("one")
    client.force_login(curator)
    assert edit(client, wave, ends_on=wave.starts_on - timedelta(days=1)).status_code == 200


def test_a_copy_has_the_questions_and_waits_in_preparation(client, curator):
    wave = a_wave("needs", "one", name="Jaro")
    client.force_login(curator)
    client.post(reverse("wave_copy", args=[wave.pk]))
    second = copy_wave(wave=wave, by=curator)
    copies = Wave.objects.exclude(pk=wave.pk).order_by("pk")
    assert [(one.name, one.state) for one in copies] == [("Jaro (1)", "prepared"), ("Jaro (2)", "prepared")]
    assert [one.kind for one in second.questions.all()] == ["needs", "one"]
    assert wave.questions.count() == 2


def test_a_wave_with_interviews_is_not_deleted(client, curator, fieldworker):
    wave = a_wave("consent")
    a_finished_interview(wave, by=fieldworker, consent=False)
    client.force_login(curator)
    client.post(reverse(Wave.snippet_viewset.get_url_name("delete"), args=[wave.pk]))
    assert Wave.objects.filter(pk=wave.pk).exists()


def test_the_questions_of_the_house_are_laid_once_in_three_languages():
    load_questions()
    load_questions()
    questions = list(Question.objects.all())
    assert len(questions) == 10
    assert all(one.text_cs and one.text_en and one.text_de for one in questions)
    for one in questions:
        one.full_clean()
    assert {one.kind for one in questions} >= {"needs", "offers", "tried", "consent", "contact"}


# --- Coverage -----------------------------------------------------------------------------------


@pytest.fixture
def towns():
    """A large town with one profile of two sectors each, a village with one, a village with none."""
    big = municipality(name="Velké Město", population=10_000)
    small = municipality(name="Malá Ves", population=500, district=big.district, orp=big.orp)
    none = municipality(name="Pustina", population=900)
    craft, music = a_discipline(sector=a_sector(slug="remesla")), a_discipline(sector=a_sector(slug="hudba"))
    for place, discipline in ((big, craft), (big, music), (small, craft)):
        a_profile(municipality=place, main_discipline=discipline)
    a_profile(municipality=none, main_discipline=craft, live=False)
    return big, small, none


def test_coverage_begins_with_the_thinnest(towns):
    found = coverage()
    assert [(one.name, one.profiles, one.per_thousand) for one in found.places] == [
        ("Pustina", 0, 0.0), ("Velké Město", 2, 0.2), ("Malá Ves", 1, 2.0),
    ]  # fmt: skip
    assert (found.profiles, found.empty_places) == (3, 1)
    assert sorted(found.totals) == [1, 2]


def test_coverage_is_narrowed_by_sector_and_the_table_is_not(client, curator, towns):
    client.force_login(curator)
    response = client.get(reverse("coverage"), {"sector": "hudba"})
    found = response.context["coverage"]
    assert [(one.name, one.profiles) for one in found.places] == [("Pustina", 0), ("Malá Ves", 0), ("Velké Město", 1)]
    assert sum(found.totals) == 3
    assert client.get(reverse("coverage"), {"sector": "'; --", "discipline": "x"}).status_code == 200


def test_the_sheet_of_coverage_has_the_same_numbers(client, curator, towns):
    client.force_login(curator)
    rows = sheet(client.get(reverse("coverage_csv")))
    assert rows[1][0::2] == ["Pustina", "900", "0,0"]
    assert len(rows) == 4


def test_the_last_mapping_is_of_an_import_or_an_interview(fieldworker, towns):
    big, small, _none = towns
    a_profile(municipality=big, provenance=Provenance.MAPPING, sourced_on=date(2025, 5, 1))
    wave = a_wave("municipality", "consent")
    with time_machine.travel("2026-04-03 10:00 +0200"):
        wave.starts_on = timezone.localdate()
        a_finished_interview(wave, by=fieldworker, municipality=small.slug, consent=True)
    mapped = {one.name: one.mapped_on for one in coverage().places}
    assert mapped == {"Velké Město": date(2025, 5, 1), "Malá Ves": date(2026, 4, 3), "Pustina": None}


@pytest.mark.parametrize("number", [1, 30])
def test_coverage_takes_the_same_queries_for_many(django_assert_num_queries, number):
    for each in range(number):
        a_profile(municipality=municipality(name=f"Obec {each}", area_km2=Decimal(1)))
    with django_assert_num_queries(6):
        assert coverage().profiles == number


def test_only_curators_read_the_coverage(client, fieldworker):
    for user in (fieldworker, a_user()):
        client.force_login(user)
        assert client.get(reverse("coverage")).status_code in {302, 403}
