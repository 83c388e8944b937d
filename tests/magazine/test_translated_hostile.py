"""A hostile article translated in the back office: what comes out in the other language is harmless as well."""

import json
import re

import pytest
from django.test import Client, TestCase
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from magazine.models import ArticlePage
from tests.factories.magazine import an_article
from tests.magazine import hostile
from tests.magazine.test_hostile import Skeleton, foreign, part

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]


def translated(article: ArticlePage, words: str = "") -> ArticlePage:
    """Return the English article after a translator gave ``words`` for each text, or left it as it is."""
    english = Locale.objects.get(language_code="en")
    source, _made = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=english)
    segments = StringSegment.objects.filter(source=source) if words else []
    for segment in segments:
        StringTranslation.objects.create(
            translation_of=segment.string, locale=english, context=segment.context, data=words
        )
    with TestCase.captureOnCommitCallbacks(execute=True):  # it is published after that
        translation.save_target(publish=True)
    return article.get_translation(english)


def bones_of(page: ArticlePage) -> dict[str, list]:
    """Return the elements of the public page outside its texts, and what its texts must not have."""
    html = Client().get(page.url).content.decode()
    assert all(f'<div class="block block-{kind}">' in html for kind in ("text", "question"))
    text, answer = part(html, "text"), part(html, "question").partition("<div>")[2]
    wrong = (foreign(text) | foreign(answer)) - {("div", "")}
    return {"title": Skeleton(re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)[1]).bones, "texts": sorted(wrong)}


def a_hostile_article(payload: str) -> ArticlePage:
    """Return an article that somebody wrote into the database, past all forms."""
    raw = [
        {"type": "text", "value": f"<p>Pec {payload}</p>"},
        {"type": "question", "value": {"question": payload, "answer": f"<p>{payload}</p>"}},
        {"type": "quote", "value": {"words": "Konec.", "who": ""}},
    ]
    article = an_article(body=[("text", "<p>Pec</p>"), ("quote", {"words": "Konec.", "who": ""})])
    ArticlePage.objects.filter(pk=article.pk).update(body=json.dumps(raw))
    return ArticlePage.objects.get(pk=article.pk)


@pytest.mark.parametrize("payload", hostile.HTML[::3])
def test_hostile_article_is_harmless_in_the_language_it_is_copied_to(payload):
    assert bones_of(translated(a_hostile_article(payload))) == {"title": [], "texts": []}


@pytest.mark.parametrize("payload", hostile.HTML[::3])
def test_hostile_words_of_a_translator_are_harmless(payload):
    body = [
        ("text", "<p>Pec hoří.</p>"),
        ("question", {"question": "Proč?", "answer": "<p>Proto.</p>"}),
        ("quote", {"words": "Konec.", "who": ""}),
    ]
    assert bones_of(translated(an_article(body=body), payload)) == {"title": [], "texts": []}
