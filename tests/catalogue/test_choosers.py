"""What the choosers of the back office say: in the language of whoever reads, whoever came first."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from catalogue.models import Profile, Project
from kko.accounts.choices import Role
from kko.viewsets import WordedChooserViewSet, WordedPageChooser
from magazine.blocks.citations import ReferenceChooser
from magazine.models import ArticlePage, AuthorPage, MagazinePage
from tests.factories.accounts import a_curator, a_holder
from tests.factories.catalogue import a_profile

OURS = ("accounts", "moderation", "search", "catalogue", "magazine")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_tree")]


def opened(address: str, *, language: str, user) -> str:
    """Return a page of the back office as somebody with this language reads it."""
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client = Client()
    client.force_login(user)
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def form_of(model, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name("edit" if args else "add"), args=args)


def test_forms_ask_for_a_profile_in_the_language_of_whoever_reads():
    curator = a_curator()
    for language in ("cs", "en", "de", "cs"):
        page = opened(form_of(Project), language=language, user=curator)
        with override(language):
            assert gettext("Choose a profile") in page
    assert "Zvol profil" not in page


def test_form_of_a_profile_asks_for_a_discipline_in_english_too():
    curator, profile = a_curator(), a_profile()
    page = opened(form_of(Profile, profile.pk), language="cs", user=curator)
    assert [words for words in ("Zvol obor", "Choose discipline") if words in page] == []
    page = opened(form_of(Profile, profile.pk), language="en", user=curator)
    assert "Choose another discipline" in page
    assert "Zvolit" not in page


def test_editor_of_an_article_names_the_kind_of_page_in_the_language_of_whoever_reads():
    editor = a_holder(Role.EDITOR)
    front = MagazinePage.objects.get(locale__language_code="cs")
    address = reverse("wagtailadmin_pages:add", args=["magazine", "articlepage", front.pk])
    assert "Zvolit stránku (" in opened(address, language="cs", user=editor)
    page = opened(address, language="en", user=editor)
    assert "Choose a page (Author)" in page
    assert "Zvolit" not in page


def test_every_snippet_of_ours_words_its_chooser_itself():
    ours = [one for one in get_snippet_models() if one._meta.app_label in OURS]
    choosers = [one.snippet_viewset.chooser_viewset for one in ours]
    assert [one for one in choosers if not isinstance(one, WordedChooserViewSet)] == []
    for chooser in choosers:
        widget = chooser.widget_class
        words = (widget.choose_one_text, widget.choose_another_text, widget.link_to_chosen_text, chooser.page_title)
        with override("cs"):
            assert [text for text in map(str, words) if text.split()[0] in {"Zvol", "Uprav"}] == []
        with override("en"):
            assert [str(text).split()[0] for text in words] == ["Choose", "Choose", "Edit", "Choose"]


def test_chooser_of_literature_speaks_both_languages():
    widget = ReferenceChooser().widget
    with override("cs"):
        str(widget.choose_one_text)
    with override("en"):
        assert str(widget.choose_one_text) == "Choose an entry of literature"


def test_chooser_of_any_page_keeps_wagtails_words():
    widget = WordedPageChooser(target_models=[ArticlePage, AuthorPage])
    with override("en"):
        assert str(widget.choose_one_text) == "Choose a page"
