"""Letters about comments beside a page: through the outbox, to whoever follows them or takes part."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, PageSubscription
from wagtail.test.utils.form_data import inline_formset
from wagtail.users.models import UserProfile

from kko.accounts.choices import Role
from kko.mail.models import Message
from magazine.models import ArticlePage
from tests.factories.accounts import a_holder, a_user
from tests.magazine.test_editorial import EMPTY, a_comment, create, edit, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def author():
    return a_holder(Role.AUTHOR, email="autor@example.cz")


@pytest.fixture
def editor():
    return a_holder(Role.EDITOR, name="Rút")


@pytest.fixture
def article(author) -> ArticlePage:
    """An article whose author follows its comments, as Wagtail's form offers it."""
    create(signed_in(author))
    return ArticlePage.objects.get()


def on(article: ArticlePage, by, comments: dict) -> list[Message]:
    """Save the article with comments and return the new letters."""
    before = list(Message.objects.values_list("pk", flat=True))
    follows = {} if PageSubscription.objects.filter(page=article, user=by).exists() else {"comment_notifications": ""}
    assert edit(signed_in(by), article, comments=comments, **follows).status_code == 302
    return list(Message.objects.exclude(pk__in=before).order_by("recipient"))


def a_thread(comment: Comment, answers=(), **fields) -> dict:
    """Return a comment that is there with new answers, as the form sends it."""
    replies = inline_formset([{"text": text} for text in answers])
    same = {"id": comment.pk, "text": comment.text, "contentpath": comment.contentpath, "position": "", "resolved": ""}
    return inline_formset([same | fields | {"replies": replies}], initial=1)


def test_author_hears_what_an_editor_wrote_and_nobody_else_does(article, author, editor):
    a_holder(Role.EDITOR)
    (letter,) = on(article, editor, a_comment("Proč <to> číst?"))
    assert (letter.recipient, letter.subject) == (author.email, "Komentáře k\u00a0textu „Sušárna“")
    assert "Rút" in letter.body_text
    assert "- Proč <to> číst?" in letter.body_text
    assert "<li>Proč &lt;to&gt; číst?</li>" in letter.body_html
    assert f"/admin/pages/{article.pk}/edit/" in letter.body_text
    assert mail.outbox == []


def test_who_takes_part_hears_of_their_threads_only(article, author, editor):
    on(article, editor, a_comment("Proč to číst?"))
    Comment.objects.create(page=article, user=a_holder(Role.EDITOR), text="Jiné vlákno", contentpath="title")
    (letter,) = on(article, author, a_thread(Comment.objects.get(user=editor), ["Protože hoří."]))
    assert letter.recipient == editor.email
    assert "- Protože hoří." in letter.body_text
    assert "Jiné vlákno" not in letter.body_text


def test_author_hears_that_a_comment_was_settled(article, author, editor):
    on(article, editor, a_comment("Proč to číst?"))
    (letter,) = on(article, editor, a_thread(Comment.objects.get(), resolved="1"))
    assert (letter.recipient, "Vyřešeno:" in letter.body_text) == (author.email, True)


def test_saving_without_a_comment_writes_to_nobody(article, editor):
    assert on(article, editor, EMPTY) == []


def test_who_switched_it_off_hears_nothing(article, author, editor):
    profile = UserProfile.get_for_user(author)
    profile.updated_comments_notifications = False
    profile.save()
    assert on(article, editor, a_comment("Proč to číst?")) == []


def test_editor_of_pages_is_as_guarded_as_wagtails(article):
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    member = Client()
    member.force_login(a_user())
    assert [one.get(address).status_code for one in (Client(), member)] == [302, 302]
    assert signed_in(a_holder(Role.EDITOR)).get(reverse("wagtailadmin_pages:edit", args=[10**6])).status_code == 404
