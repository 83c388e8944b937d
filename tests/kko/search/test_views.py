import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from kko.search.actions import use_new_synonyms
from kko.search.asking import forget_synonyms
from kko.search.models import Promotion, SearchCount, Synonym
from tests.kko.search import toys

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture
def bells(settings):
    settings.KKO_SEARCH_KINDS = ["tests.kko.search.toys.bells_kind"]
    call_command("rebuild_search", verbosity=0)


def search(client, query, **rest):
    return client.get(reverse("search:results"), {"q": query, **rest}, headers=BROWSER)


def test_rebuild_prints_how_many_of_each_kind(settings, capsys):
    settings.KKO_SEARCH_KINDS = ["tests.kko.search.toys.bells_kind"]
    call_command("rebuild_search")
    assert capsys.readouterr().out == "bell: 3\n"


@pytest.mark.parametrize("number", [1, 30])
def test_page_asks_the_database_as_often_for_one_as_for_thirty(
    client, settings, monkeypatch, number, django_assert_max_num_queries
):
    monkeypatch.setattr(toys, "BELLS", {pk: (f"Zvon {pk}", "zvonař") for pk in range(1, number + 1)})
    settings.KKO_SEARCH_KINDS = ["tests.kko.search.toys.bells_kind"]
    call_command("rebuild_search", verbosity=0)
    forget_synonyms()
    # The frame's two, synonyms, hits, recommendations, and the count (with what SQLite is told about waiting).
    with django_assert_max_num_queries(8):
        response = search(client, "zvony")
    assert response.context["count"] == number


def test_results_stand_by_kind(client, bells):
    response = search(client, "zvony")
    (group,) = response.context["groups"]
    assert (group.label, group.count) == ("Zvony", 2)
    assert {line.url for line in group.results} == {"/zvony/2/", "/zvony/3/"}


def test_found_words_are_marked(client, bells):
    (group,) = search(client, "zvonař").context["groups"]
    assert "<mark>zvonař</mark>" in [line.summary for line in group.results]


def test_page_is_the_same_for_everybody(client, bells):
    response = search(client, "zvonař")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_nothing_found_offers_what_was_perhaps_meant(client, bells):
    response = search(client, "dechowka")
    assert response.context["suggestion"] == "dechovka"
    assert "?q=dechovka" in response.content.decode()


def test_nothing_found_tells_which_words_find_something_alone(client, bells):
    response = search(client, "dechovka huť")
    assert response.context["parts"] == [("dechovka", "/hledat/?q=dechovka", 1), ("huť", "/hledat/?q=hu%C5%A5", 1)]


@pytest.mark.parametrize(
    "query",
    ["", "  ", "\x00", "<script>", "x" * 10_000, "' OR 1=1", "(a+)+$", "NEAR(a b)", "a:* & !b", "%s", "{a} : *"],
)
@pytest.mark.parametrize("path", ["search:results", "search:suggestions"])
def test_pages_take_any_query(client, bells, query, path):
    response = client.get(reverse(path), {"q": query})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


# --- One kind -----------------------------------------------------------------------------------


@pytest.fixture
def many_bells(settings, monkeypatch):
    monkeypatch.setattr(toys, "BELLS", {pk: (f"Zvon {pk:02}", "zvonař") for pk in range(1, 46)})
    settings.KKO_SEARCH_KINDS = ["tests.kko.search.toys.bells_kind"]
    call_command("rebuild_search", verbosity=0)


def shown(response) -> list[str]:
    return [line.url for line in response.context["group"].results]


def test_kind_has_pages(client, many_bells):
    everything = search(client, "zvon").context["groups"][0]
    assert (everything.count, len(everything.results), everything.url) == (45, 5, "/hledat/?q=zvon&druh=bell")
    first, third = search(client, "zvon", druh="bell"), search(client, "zvon", druh="bell", strana="3")
    assert (len(shown(first)), len(shown(third))) == (20, 5)
    assert not set(shown(first)) & set(shown(third))
    assert (first.context["before_url"], first.context["after_url"]) == ("", "/hledat/?q=zvon&druh=bell&strana=2")
    assert (third.context["before_url"], third.context["after_url"]) == ("/hledat/?q=zvon&druh=bell&strana=2", "")


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "", "99999999"])
def test_odd_pages_are_the_first(client, many_bells, page):
    assert search(client, "zvon", druh="bell", strana=page).context["page"] == 1


def test_page_past_the_end_leads_back(client, many_bells):
    response = search(client, "zvon", druh="bell", strana="9")
    assert shown(response) == []
    assert response.context["before_url"] == "/hledat/?q=zvon&druh=bell&strana=3"


def test_unknown_kind_shows_everything(client, bells):
    assert search(client, "zvony", druh="'x").context["chosen"] == ""


# --- What editors add ---------------------------------------------------------------------------


def test_synonyms_are_followed_and_marked(client, bells):
    Synonym.objects.create(words="hudba", meanings="dechovka")
    use_new_synonyms()
    (group,) = search(client, "hudby").context["groups"]
    assert [line.summary for line in group.results] == ["<mark>dechovka</mark>"]


def test_recommended_stands_first_in_its_language_on_the_first_page_only(client, bells):
    czech = Promotion.objects.create(words="zvon", title="Vše o <zvonech>", url="/magazin/")
    Promotion.objects.create(words="zvon", title="Bells", url="/en/magazine/", language="en")
    response = search(client, "zvonu")
    assert response.context["promotions"] == [czech]
    assert "Vše o &lt;zvonech&gt;" in response.content.decode()
    assert search(client, "zvonu", druh="bell").context["promotions"] == []
    assert search(client, "nic takového zvonu").context["promotions"] == [czech]


# --- What is counted ----------------------------------------------------------------------------


def test_search_is_counted_once_and_looking_on_is_not(client, bells):
    search(client, "Zvony")
    search(client, "Zvony", druh="bell")
    search(client, "nic takoveho")
    client.get(reverse("search:results"), {"q": "zvony"}, headers={"User-Agent": "Googlebot"})
    client.head(reverse("search:results"), {"q": "zvony"}, headers=BROWSER)
    client.get(reverse("search:results"), headers=BROWSER)
    counts = SearchCount.objects.order_by("phrase").values_list("phrase", "searches", "empty")
    assert list(counts) == [("nic takoveho", 1, 1), ("zvony", 1, 0)]


# --- While one types ----------------------------------------------------------------------------


def suggestions(client, text):
    return client.get(reverse("search:suggestions"), {"q": text})


def test_suggestions_are_words_and_titles_by_kind(client, bells):
    groups = suggestions(client, "zvon").json()["groups"]
    words, named = groups
    assert (words["key"], named["key"], named["label"]) == ("words", "bell", "Zvony")
    assert [item["url"] for item in named["items"]] == ["/zvony/2/", "/zvony/1/", "/zvony/3/"]
    assert len(words["items"]) <= 4


@pytest.mark.parametrize("text", ["zvoni nah", "ZVONICE  Nahoře", "zvonice nahore", "Zvonice, nahoř"])
def test_all_typed_words_are_in_the_title_and_the_last_may_go_on(client, bells, text):
    named = [group for group in suggestions(client, text).json()["groups"] if group["key"] == "bell"]
    expected = [] if text.startswith("zvoni ") else ["Zvonice Nahoře"]
    assert [item["title"] for group in named for item in group["items"]] == expected


def test_words_go_on_in_one_form_each(client, bells):
    words = suggestions(client, "nahoře dech").json()["groups"][0]
    assert [item["title"] for item in words["items"]] == ["nahoře dechovka"]


@pytest.mark.parametrize("text", ["", "z", "  z ", "\x00", "%", "'", "*", "🏺"])
def test_little_or_nothing_typed_suggests_nothing(client, bells, text, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggestions(client, text).json()["groups"] == []


def test_suggestions_may_be_kept_by_caches(client, bells, django_assert_num_queries):
    with django_assert_num_queries(2):  # words, titles; the toys ask for nothing more
        response = suggestions(client, "zvon")
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


def test_suggestions_speak_the_language_of_their_address(client, bells):
    with translation.override("en"):
        address = reverse("search:suggestions")
    answer = client.get(address, {"q": "zvon"}).json()
    assert answer["groups"][0]["items"][0]["url"].startswith("/en/")
