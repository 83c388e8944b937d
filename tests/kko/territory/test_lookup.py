import pytest

from kko.territory.lookup import AmbiguousMunicipality, MunicipalityIndex, UnknownMunicipality, municipality_named
from kko.territory.models import fold
from tests.factories.territory import district, municipality

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ústí nad Labem", "usti nad labem"),
        ("  USTI  nad\u00a0Labem ", "usti nad labem"),
        ("Mšené-lázně", "msene lazne"),
        ("Straškov – Vodochody", "straskov vodochody"),
        ("Dubí", "dubi"),
        ("", ""),
    ],
)
def test_folding_drops_diacritics_case_hyphens_and_blanks(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("written", ["Dubí", "dubi", " DUBÍ "])
def test_municipality_is_found_whatever_its_diacritics_and_case(written, django_assert_num_queries):
    dubi = municipality(name="Dubí")
    with django_assert_num_queries(1):
        assert municipality_named(written) == dubi


def test_namesakes_are_listed_with_their_districts():
    chomutov, louny = district(name="Chomutov"), district(name="Louny")
    namesakes = [municipality(name="Blatno", district=chomutov), municipality(name="Blatno", district=louny)]
    with pytest.raises(AmbiguousMunicipality) as caught:
        municipality_named("blatno")
    assert caught.value.municipalities == namesakes
    assert caught.value.listing == "Blatno (Chomutov), Blatno (Louny)"
    assert "Blatno (Louny)" in str(caught.value)


def test_district_tells_namesakes_apart_by_object_name_or_code():
    chomutov, louny = district(name="Chomutov"), district(name="Louny", code="CZ0424")
    municipality(name="Blatno", district=chomutov)
    wanted = municipality(name="Blatno", district=louny)
    assert [municipality_named("Blatno", district=hint) for hint in (louny, "louny", "cz0424")] == [wanted] * 3


def test_district_that_disagrees_makes_the_name_unknown_and_suggests_the_namesake():
    dubi = municipality(name="Dubí", district=district(name="Teplice"))
    with pytest.raises(UnknownMunicipality) as caught:
        municipality_named("Dubí", district="Most")
    assert caught.value.municipalities == [dubi]


def test_unknown_name_comes_with_the_nearest(django_assert_num_queries):
    municipality(name="Most")
    krupka = municipality(name="Krupka", district=district(name="Teplice"))
    with django_assert_num_queries(2), pytest.raises(UnknownMunicipality) as caught:
        municipality_named("Kruppka")
    assert caught.value.municipalities == [krupka]
    assert "Krupka (Teplice)" in str(caught.value)


def test_unknown_name_far_from_all_and_no_name_suggest_nothing():
    municipality(name="Most")
    for name in ("Jablonec nad Nisou", ""):
        with pytest.raises(UnknownMunicipality) as caught:
            municipality_named(name)
        assert caught.value.municipalities == []
        assert name in str(caught.value)


def test_index_looks_up_many_with_one_query(django_assert_num_queries):
    places = [municipality(name=f"Obec {number}") for number in range(30)]
    with django_assert_num_queries(1):
        index = MunicipalityIndex.load()
        found = [index.named(place.name.upper(), district=place.district.name) for place in places]
    assert found == places
