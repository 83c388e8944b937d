"""An entry of the literature that is cited stays, and its editor reads where."""

import pytest
from django.urls import reverse

from kko.accounts.choices import Role
from kko.search.retrieval import matching_ids
from magazine.knowledge.actions import reindex
from magazine.models import ArticlePage, CaseStudyPage, Reference, StudyCitation
from tests.factories.accounts import a_holder
from tests.factories.knowledge import a_guide, a_reference, a_study
from tests.factories.magazine import an_article, citing
from tests.magazine.knowledge.test_cited import a_citing_guide

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("library")]


@pytest.fixture
def editor(client):
    client.force_login(a_holder(Role.EDITOR))
    return client


def deletion(reference: Reference) -> str:
    return reverse(Reference.snippet_viewset.get_url_name("delete"), args=[reference.pk])


def a_draft_article(book: Reference):
    return an_article(sources=citing(book), publish=False)


def an_edited_article(book: Reference):
    """Public without the citation, which stands in the edit that is being written."""
    article = ArticlePage.objects.get(pk=an_article().pk)
    article.sources = citing(book)
    article.save_revision()
    return article


def an_edited_study(book: Reference):
    study = CaseStudyPage.objects.get(pk=a_study().pk)
    study.citations = [StudyCitation(reference=book)]
    study.save_revision()
    return study


@pytest.mark.parametrize(
    "make",
    [
        lambda book: an_article(sources=citing(book)),
        lambda book: a_study(cites=[book]),
        lambda book: a_citing_guide(book),
        lambda book: a_study(cites=[book], publish=False),
        a_draft_article,
        an_edited_article,
        an_edited_study,
    ],
    ids=["article", "study", "guide", "draft study", "draft", "edit of an article", "edit of a study"],
)
def test_cited_entry_is_not_deleted_and_the_page_says_where_it_is_cited(editor, make):
    book = a_reference(title="Proměny továren")
    page = make(book)
    reindex(kind="reference", ids=[book.pk])
    for response, status in ((editor.get(deletion(book)), 200), (editor.post(deletion(book)), 409)):
        text = response.content.decode()
        assert (response.status_code, page.title in text) == (status, True)
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert Reference.objects.filter(pk=book.pk).exists()
    assert matching_ids("továrny", "reference") == [book.pk]


def test_entry_that_nobody_cites_is_deleted(editor):
    book, other = a_reference(), a_reference()
    an_article(sources=citing(other)), a_guide()
    assert editor.get(deletion(book)).status_code == 200
    editor.post(deletion(book))
    assert list(Reference.objects.all()) == [other]


def test_of_several_at_once_none_is_deleted_while_one_is_cited(editor):
    cited, free = a_reference(title="Citovaná"), a_reference(title="Volná")
    article = an_article(sources=citing(cited))
    address = reverse("wagtail_bulk_action", args=["magazine", "reference", "delete"])
    response = editor.post(f"{address}?id={cited.pk}&id={free.pk}")
    assert (response.status_code, article.title in response.content.decode()) == (409, True)
    assert [str(one) for one, _pages in response.context["cited"]] == [str(cited)]
    assert Reference.objects.count() == 2


def test_citation_that_was_taken_out_lets_the_entry_go(editor):
    book = a_reference()
    article = ArticlePage.objects.get(pk=an_article(sources=citing(book)).pk)
    article.sources = []
    article.save_revision().publish()
    editor.post(deletion(book))
    assert not Reference.objects.exists()
