"""What stands around an article: sections, topics, authors, series, related ones, notes, languages, records."""

import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import get_language_from_path, override
from wagtail.models import PageViewRestriction, Site

from catalogue.actions.duplicates import merge_profiles
from kko.accounts import context_processors
from kko.accounts.choices import Role
from kko.moderation.actions import archive_record
from magazine.choices import WORDS, Kind, Section
from magazine.knowledge.citing import citation
from magazine.models import ArticlePage, HomePage, MagazinePage, Mention, everybodys
from magazine.slots import articles_about, municipality_articles, profile_articles
from tests.factories.accounts import a_holder
from tests.factories.catalogue import a_profile
from tests.factories.knowledge import a_reference
from tests.factories.magazine import (
    a_document,
    a_series,
    a_topic,
    an_article,
    an_author,
    an_image,
    citing,
    every_block,
)
from tests.factories.projects import a_project
from tests.factories.territory import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
NOBODY = AnonymousUser()


def titles(articles) -> list[str]:
    return [article.title for article in articles]


def cards_of(profile) -> str:
    return json.dumps([{"type": "profile", "value": profile.pk}])


@pytest.mark.parametrize(("word", "listed"), WORDS["cs"].items())
def test_sections_and_kinds_have_addresses(client, word, listed):
    field = "section" if isinstance(listed, Section) else "kind"
    other = {"section": Section.ABROAD, "kind": Kind.GUIDE}
    other |= {"section": Section.REGION} if listed == Section.ABROAD else {}
    other |= {"kind": Kind.NEWS} if listed == Kind.GUIDE else {}
    an_article(**other)
    mine = an_article(**other | {field: listed})
    assert titles(client.get(f"/magazin/{word}/").context["articles"]) == [mine.title]


def test_languages_of_a_section_lead_to_each_other(client):
    page = client.get("/magazin/zahranici/").content.decode()
    for address in ("/en/magazine/abroad/", "/de/magazin/ausland/"):
        assert client.get(address).status_code == 200
        assert f'href="{address}"' in page


def test_no_article_takes_the_address_of_a_section():
    article = an_article(publish=False)
    article.slug = "zahranici"
    with pytest.raises(Exception, match="slug"):
        article.full_clean()


def test_front_begins_with_the_lead_and_goes_on_in_pages(client):
    old = an_article(title="Vedoucí", published_on=date(2020, 1, 1))
    for number in range(13):
        an_article(title=f"Den {number:02}", published_on=date(2026, 5, 1) + timedelta(days=number))
    MagazinePage.objects.filter(locale__language_code="cs").update(lead=old)
    first, second = client.get("/magazin/").context, client.get("/magazin/?strana=2").context
    assert titles(first["leading"]) == ["Vedoucí", "Den 12", "Den 11", "Den 10", "Den 09"]
    assert (len(first["others"]), titles(second["others"]), second["leading"]) == (7, ["Den 01", "Den 00"], [])


def test_wrong_page_of_the_front_is_the_nearest(client):
    an_article()
    assert [client.get(f"/magazin/?strana={page}").status_code for page in ("99", "0", "x", "-1")] == [200] * 4


def test_topic_gathers_articles_of_all_languages(client):
    czech = a_topic(title="Prázdné domy")
    german = a_topic(language="de", translation_key=czech.translation_key)
    named = an_article(topics=[czech])
    an_article()
    twin = an_article(language="de", topics=[german])
    assert titles(client.get(czech.url).context["articles"]) == [named.title]
    assert sorted(titles(client.get(german.url).context["articles"])) == sorted([twin.title, named.title])
    assert f'href="{czech.url}">Prázdné domy' in client.get(named.url).content.decode()


def test_author_has_a_page_with_a_profile(client):
    author = an_author(title="Rút Psaná", role="Reportérka", profile=a_profile(name="Rút a dcera"))
    mine = an_article(author=author)
    an_article()
    page = client.get(author.url)
    assert titles(page.context["articles"]) == [mine.title]
    assert "/katalog/rut-a-dcera/" in page.content.decode()
    article = client.get(mine.url).content.decode()
    assert all(part in article for part in (f'href="{author.url}"', "Reportérka", "/katalog/rut-a-dcera/"))


def test_series_leads_on_and_back(client):
    series = a_series(title="Domy")
    first, second, third = (
        an_article(title=f"Díl {day}", series=series, published_on=date(2026, 5, day)) for day in (1, 2, 3)
    )
    context = client.get(second.url).context
    assert (context["part"], context["parts"], context["previous"], context["next"]) == (2, 3, first, third)
    assert (client.get(first.url).context["previous"], client.get(third.url).context["next"]) == (None, None)
    assert sorted(titles(client.get(series.url).context["articles"])) == ["Díl 1", "Díl 2", "Díl 3"]


def test_related_share_topic_then_profile_then_section(client):
    topic, profile = a_topic(), a_profile(name="Hrnčírna")
    article = an_article(topics=[topic], subjects=cards_of(profile), section="abroad")
    section = an_article(title="Rubrika", section="abroad")
    same_profile = an_article(title="Profil", subjects=cards_of(profile))
    same_topic = an_article(title="Téma", topics=[topic])
    an_article(title="Rozepsaný", topics=[topic], publish=False)
    nothing = an_article(title="Nic", published_on=date(2020, 1, 1))
    assert client.get(article.url).context["related"] == [same_topic, same_profile, section, nothing]


def test_sources_and_marks_lead_to_each_other(client):
    sources = json.dumps([{"type": "source", "value": f"<p>Kniha {number}</p>"} for number in (1, 2)])
    page = client.get(an_article(sources=sources, body=[("text", "<p>Prý [2].</p>")]).url).content.decode()
    assert 'href="#source-2" id="mark-2"' in page
    assert re.findall(r'<li id="source-(\d)">', page) == ["1", "2"]
    assert re.findall(r'class="note-back" href="#mark-(\d)"', page) == ["2"]


def test_article_cites_the_literature_as_everything_else_does(client):
    book = a_reference(title="Město & sklo", doi="10.1000/182")
    article = an_article(sources=citing(book, where="s. 12"), body=[("text", "<p>Prý [1].</p>")])
    page = client.get(article.url).content.decode()
    source = page.partition('<li id="source-1">')[2].partition("</li>")[0]
    assert f"{citation(book)} s. 12." in source
    assert 'href="#mark-1"' in source
    book.delete()
    assert client.get(article.url).status_code == 200


def test_restriction_above_an_article_hides_it(client):
    article, other = an_article(), an_article(section="abroad", language="en")
    front = MagazinePage.objects.get(locale__language_code="cs")
    PageViewRestriction.objects.create(page=front, restriction_type=PageViewRestriction.LOGIN)
    shown = ArticlePage.objects.filter(everybodys())
    assert (list(shown), article.pk in shown.values_list("pk", flat=True)) == ([other], False)


def test_author_who_left_is_not_named(client):
    article = an_article(author=(author := an_author(title="Odešla Autorka")), byline="")
    assert client.get(article.url).content.decode().count("Odešla Autorka") > 1
    author.unpublish()
    assert "Odešla Autorka" not in client.get(article.url).content.decode()


def test_corrections_stand_from_the_newest(client):
    told = [("2026-05-06", "Dřív"), ("2026-05-08", "Potom")]
    corrections = [{"type": "correction", "value": {"on": day, "text": f"<p>{text}</p>"}} for day, text in told]
    page = client.get(an_article(corrections=json.dumps(corrections)).url).content.decode()
    assert re.findall(r'<li><time datetime="([\d-]+)">', page) == ["2026-05-08", "2026-05-06"]


def test_change_is_told_from_the_next_day(client):
    article = an_article(published_on=date(2026, 5, 4))
    assert article.changed_on is None
    ArticlePage.objects.filter(pk=article.pk).update(first_published_at=timezone.now() - timedelta(days=3))
    changed = ArticlePage.objects.get(pk=article.pk).changed_on
    assert changed == timezone.localdate()
    assert f'datetime="{changed:%Y-%m-%d}"' in client.get(article.url).content.decode()


def test_contents_of_a_long_article(client):
    text = "".join(f"<h2>Část {number}</h2><p>Text.</p>" for number in range(3))
    page = client.get(an_article(body=[("text", text)]).url).content.decode()
    assert re.findall(r'<li><a href="#h-([\w-]+)">', page) == ["cast-0", "cast-1", "cast-2"]


def test_printed_article_has_a_code_of_its_address(client):
    article = an_article()
    assert f"/kod/clanek-{article.pk}.svg" in client.get(article.url).content.decode()
    assert client.get(f"/kod/clanek-{article.pk}.svg").headers["Content-Type"] == "image/svg+xml"
    assert client.get(f"/kod/clanek-{an_article(publish=False).pk}.svg").status_code == 404


def test_english_front_lists_czech_articles_without_a_twin_and_says_so(client):
    only = an_article(title="Jen česky")
    both = an_article(title="Česky i anglicky")
    twin = an_article(language="en", title="Both", translation_key=both.translation_key)
    page = client.get("/en/magazine/")
    assert sorted(titles(page.context["articles"])) == sorted([twin.title, only.title])
    assert f'lang="cs"><a href="{only.url}">' in page.content.decode()


def test_untranslated_article_is_offered_in_czech(client):
    only = an_article(title="Jen česky", slug="jen-cesky")
    page = client.get("/en/magazine/jen-cesky/")
    text = page.content.decode()
    assert page.status_code == 200
    assert all(part in text for part in ("Jen česky", f'href="{only.url}" hreflang="cs"', 'content="noindex"'))
    assert client.get("/en/magazine/neni/").status_code == 404


def test_czech_address_of_a_translated_article_leads_to_the_translation(client):
    czech = an_article(slug="cesky")
    twin = an_article(language="en", slug="english", translation_key=czech.translation_key)
    answer = client.get("/en/magazine/cesky/")
    assert (answer.status_code, answer.headers["Location"]) == (301, twin.url)


def test_draft_in_czech_is_not_offered(client):
    an_article(slug="tajny", publish=False)
    assert client.get("/en/magazine/tajny/").status_code == 404


@pytest.mark.parametrize("way", ["card", "subject", "author"])
def test_article_stands_on_the_page_of_its_profile(client, way):
    profile = a_profile(name="Hrnčírna")
    fields = {
        "card": {"body": cards_of(profile)},
        "subject": {"subjects": cards_of(profile)},
        "author": {"author": an_author(profile=profile)},
    }[way]
    article = an_article(**fields)
    assert f'href="{article.url}"' in client.get(profile.get_absolute_url()).content.decode()
    article.unpublish()
    assert profile_articles(profile, NOBODY) is None


def test_draft_stands_nowhere():
    profile = a_profile(name="Hrnčírna")
    article = an_article(publish=False, body=cards_of(profile))
    assert (Mention.objects.count(), profile_articles(profile, NOBODY)) == (0, None)
    article.get_latest_revision().publish()
    public = ArticlePage.objects.get(pk=article.pk)
    public.body = []
    public.save_revision()
    assert articles_about("profile", profile.pk) == [article]


def test_author_who_names_a_profile_later_brings_articles(client):
    author, profile = an_author(), a_profile(name="Hrnčírna")
    article = an_article(author=author)
    author.profile = profile
    author.save_revision().publish()
    assert articles_about("profile", profile.pk) == [article]


def test_article_stands_on_the_page_of_its_municipality():
    dubi, usti = municipality(code="567507"), municipality(code="554804", name="Ústí nad Labem")
    placed = an_article(places=json.dumps([{"type": "municipality", "value": "567507"}]))
    place = {"title": "Kde", "places": [{"municipality": "567507", "note": ""}]}
    drawn = an_article(body=json.dumps([{"type": "places", "value": place}]))
    panel = municipality_articles(dubi, NOBODY)
    assert sorted(titles(panel.context["articles"])) == sorted([placed.title, drawn.title])
    assert municipality_articles(usti, NOBODY) is None


def test_restricted_article_is_listed_nowhere(client):
    profile = a_profile(name="Hrnčírna")
    article = an_article(body=cards_of(profile))
    PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    assert (list(client.get("/magazin/").context["articles"]), profile_articles(profile, NOBODY)) == ([], None)


def test_archived_profile_leaves_the_text(client):
    profile = a_profile(name="Hrnčírna")
    article = an_article(subjects=cards_of(profile))
    archive_record(record=profile, by=a_holder(Role.CURATOR))
    assert "Hrnčírna" not in client.get(article.url).content.decode()


MOST_QUERIES = 8  # beyond those with which Wagtail finds a page


@pytest.fixture
def kept_footer(settings, monkeypatch):
    """The footer is kept in the process, as it is outside of tests."""
    settings.KKO_FOOTER_SECONDS = 60
    monkeypatch.setattr(context_processors, "_footers", {})


def routing(path: str) -> int:
    """Return how many queries Wagtail itself needs to find the page of ``path`` and to check who may see it."""
    request, language = RequestFactory().get(path), get_language_from_path(path) or "cs"
    parts = [part for part in path.split("/") if part not in {"", language}]
    with override(language), CaptureQueriesContext(connection) as found:
        site = Site.find_for_request(request)
        root = site.root_page.localized.specific
        page, _args, _kwargs = root.route(request, parts)
        list(page.get_view_restrictions())
    return len(of_pages(found))


def of_pages(queries: CaptureQueriesContext) -> list[str]:
    """Return the queries but those of the cache, which is a table on an embedded install."""
    return [one["sql"] for one in queries.captured_queries if "kko_cache" not in one["sql"]]


def asked_for(client, path: str) -> list[str]:
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return of_pages(found)


@pytest.mark.usefixtures("kept_footer")
@pytest.mark.parametrize("number", [1, 30])
def test_article_asks_eight_times_whatever_is_in_it(client, number):
    topic, series, author = a_topic(), a_series(), an_author(portrait=an_image(), profile=a_profile(name="Autorka"))
    blocks = []
    for at in range(number):
        linked = an_article(topics=[topic], series=series, picture=an_image())
        blocks += every_block(
            image=an_image(), document=a_document(), profile=a_profile(name=f"D {at}"), project=a_project(), page=linked
        )
    notes = [{"type": "source", "value": f'<p><a linktype="page" id="{linked.pk}">x</a></p>'}] * number
    article = an_article(
        body=json.dumps(blocks), topics=[topic], series=series, author=author, picture=an_image(),
        sources=json.dumps([*notes, *json.loads(citing(*(a_reference() for _ in range(number))))]),
        subjects=cards_of(a_profile(name="Jiná")),
    )  # fmt: skip
    asked = asked_for(client, article.url)
    assert len(asked) - routing(article.url) <= MOST_QUERIES, "\n".join(asked)
    page = client.get(article.url).content.decode()
    assert (page.count("NOVÁKOVÁ, Jana."), page.count("block block-project")) == (number, number)


@pytest.mark.usefixtures("kept_footer")
@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("path", ["/magazin/", "/magazin/kraj/", "/en/magazine/"])
def test_lists_ask_eight_times_whatever_their_length(client, number, path):
    a_topic()
    for _at in range(number):
        an_article(picture=an_image())
    asked = asked_for(client, path)
    assert len(asked) - routing(path) <= MOST_QUERIES, "\n".join(asked)


def test_home_shows_what_the_editors_chose(client):
    chosen = an_article(title="Vybraný", published_on=date(2020, 1, 1))
    hidden = an_article(title="Rozepsaný", publish=False)
    home = HomePage.objects.get(locale__language_code="cs")
    numbers = {"numbers": [{"number": "354", "label": "obcí"}], "source": ""}
    articles = {"title": "Přečtěte si", "articles": [chosen.pk, hidden.pk]}
    home.body = json.dumps([{"type": "highlights", "value": articles}, {"type": "numbers", "value": numbers}])
    home.save_revision().publish()
    page = client.get("/").content.decode()
    part = page.partition("Přečtěte si")[2].partition("</ul>")[0]
    assert (f'href="{chosen.url}"' in part, "Rozepsaný" in part) == (True, False)
    assert "<dt>obcí</dt><dd>354</dd>" in page


def test_merged_profile_keeps_the_articles_of_both():
    kept, gone = a_profile(name="Hrnčírna"), a_profile(name="Hrnčírna Dubí")
    article = an_article(body=cards_of(gone))
    merge_profiles(keep=kept, gone=gone, fields={}, by=a_holder(Role.CURATOR))
    assert articles_about("profile", kept.pk) == [article]
