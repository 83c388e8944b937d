"""Letters about pages in review: through the outbox, once, to whom it concerns, in their language."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupApprovalTask
from wagtail.users.models import UserProfile

from kko.accounts.choices import Role
from kko.accounts.models import User
from kko.mail.models import Message
from kko.moderation.reference import load_workflow
from magazine.actions.reviews import erase_reviews
from magazine.actions.schedule import publish_due
from magazine.models import ArticlePage
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.magazine import an_article, an_image
from tests.factories.moderation import a_submitted_profile

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]


def sent(by: User, **fields) -> ArticlePage:
    """Return an article that ``by`` has sent for approval."""
    article = an_article(publish=False, title="Pec & hlína", **fields)
    article.get_workflow().start(article, by)
    return ArticlePage.objects.get(pk=article.pk)


def review(article: ArticlePage):
    return ArticlePage.objects.get(pk=article.pk).current_workflow_task_state


def letters() -> list[tuple[str, str]]:
    """Return to whom letters go and which they are, in the order of the outbox."""
    found = Message.objects.order_by("pk").values_list("recipient", "period")
    return [(to, period.partition(":")[0]) for to, period in found]


@pytest.fixture
def author() -> User:
    return a_holder(Role.AUTHOR, email="autor@example.cz", name="Aurel")


@pytest.fixture
def editor() -> User:
    return a_holder(Role.EDITOR, email="redakce@example.cz")


def test_editors_hear_of_what_was_sent_once_each_and_nobody_else_does(author, editor):
    a_curator(), a_user(), a_holder(Role.AUTHOR)
    a_holder(Role.EDITOR, email="odesel@example.cz", is_active=False)
    article = sent(author)
    assert letters() == [("redakce@example.cz", "page_submitted")]
    letter = Message.objects.get()
    assert letter.subject == "Přečtěte si prosím: „Pec & hlína“"
    assert "Aurel" in letter.body_text
    assert f"/admin/pages/{article.pk}/edit/" in letter.body_text
    assert "Pec &amp; hlína" in letter.body_html
    assert mail.outbox == []


def test_each_time_a_page_is_sent_is_a_letter_of_its_own(author, editor):
    article = sent(author)
    review(article).reject(user=editor, comment="Doplňte zdroj.\nDíky.")
    article.refresh_from_db()
    article.current_workflow_state.resume(user=author)
    assert letters() == [
        ("redakce@example.cz", "page_submitted"), ("autor@example.cz", "page_returned"),
        ("redakce@example.cz", "page_submitted"),
    ]  # fmt: skip
    returned = Message.objects.get(recipient="autor@example.cz")
    assert "Doplňte zdroj.\nDíky." in returned.body_text
    assert "Doplňte zdroj.<br>Díky." in returned.body_html


def test_author_hears_that_it_is_public_with_the_editors_words(author, editor):
    article = sent(author)
    review(article).approve(user=editor, comment="Hezké.")
    assert letters()[1:] == [("autor@example.cz", "page_approved")]
    letter = Message.objects.get(recipient="autor@example.cz")
    assert letter.subject == "Vydáno: „Pec & hlína“"
    assert article.full_url.partition("/magazin/")[2] in letter.body_text
    assert "Hezké." in letter.body_text


def test_author_hears_when_it_goes_out(author, editor):
    at = timezone.make_aware(datetime(timezone.localdate().year + 1, 3, 4, 9, 30))
    article = sent(author, go_live_at=at)
    review(article).approve(user=editor)
    letter = Message.objects.get(recipient="autor@example.cz")
    assert letter.subject == "Schváleno: „Pec & hlína“"
    assert f"4.\u00a0března\u00a0{at.year} 9:30" in letter.body_text


@pytest.mark.parametrize(
    ("language", "subject"), [("en", "“Pec & hlína” is published"), ("de", "Veröffentlicht: „Pec & hlína“")]
)
def test_letter_speaks_the_language_of_who_gets_it(editor, language, subject):
    author = a_holder(Role.AUTHOR, language=language)
    review(sent(author)).approve(user=editor)
    letter = Message.objects.get(recipient=author.email)
    assert (letter.subject, letter.language) == (subject, language)


def test_who_does_it_alone_gets_no_letters(editor):
    review(sent(editor)).approve(user=editor)
    review(sent(editor, slug="druhy")).reject(user=editor)
    assert letters() == []


@pytest.mark.parametrize("notice", ["submitted", "approved", "rejected"])
def test_who_switched_a_notice_off_gets_the_others(author, editor, notice):
    for user in (author, editor):
        profile = UserProfile.get_for_user(user)
        setattr(profile, f"{notice}_notifications", False)
        profile.save()
    review(sent(author)).approve(user=editor)
    review(sent(author, slug="druhy")).reject(user=editor)
    kinds = {"submitted": "page_submitted", "approved": "page_approved", "rejected": "page_returned"}
    assert {kind for _to, kind in letters()} == set(kinds.values()) - {kinds[notice]}


def test_member_of_two_groups_that_may_decide_gets_one_letter(author, editor):
    task = GroupApprovalTask.objects.get(name="Schválení redakcí")
    task.groups.add(a_curator(email="oboji@example.cz").groups.get())
    both = User.objects.get(email="oboji@example.cz")
    both.groups.add(*editor.groups.all())
    sent(author)
    assert sorted(letters()) == [("oboji@example.cz", "page_submitted"), ("redakce@example.cz", "page_submitted")]


def test_review_of_a_profile_writes_nothing_about_pages(editor):
    load_workflow()
    a_submitted_profile(by=a_user())
    assert letters() == []


def test_submission_that_is_undone_leaves_no_letter(author, editor):
    with transaction.atomic():
        sent(author)
        transaction.set_rollback(True)
    assert letters() == []


def test_name_of_who_has_left_goes_from_letters_about_what_they_sent(author, editor):
    sent(author)
    Message.objects.update(status="sent", sent_at=timezone.now())
    erase_reviews(author)
    assert Message.objects.get().body_text == ""


# --- When the time has come -------------------------------------------------------------------------

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def scheduled(author: User, editor: User, **fields) -> ArticlePage:
    """Return an article of ``author`` that the editor approved for one o'clock."""
    article = sent(author, go_live_at=NOON + timedelta(hours=1), **fields)
    review(article).approve(user=editor)
    Message.objects.all().delete()
    return article


def test_author_hears_that_the_page_went_out_at_its_time(author, editor):
    with time_machine.travel(NOON, tick=False) as clock:
        scheduled(author, editor)
        assert publish_due() == ""
        assert letters() == []
        clock.move_to(NOON + timedelta(hours=2))
        assert publish_due() == "1 pages published"
        assert publish_due() == ""
    assert letters() == [("autor@example.cz", "page_out")]
    letter = Message.objects.get()
    assert letter.subject == "Vydáno: „Pec & hlína“"
    assert "/magazin/" in letter.body_text


def test_author_and_editors_hear_once_why_a_page_did_not_go_out(author, editor):
    User.objects.filter(pk=editor.pk).update(language="de")
    with time_machine.travel(NOON, tick=False) as clock:
        scheduled(author, editor, picture=(image := an_image()))
        type(image).objects.update(credit="")
        clock.move_to(NOON + timedelta(hours=2))
        assert publish_due() == publish_due() == "1 pages not ready"
        assert sorted(letters()) == [("autor@example.cz", "page_late"), ("redakce@example.cz", "page_late")]
        czech, german = (Message.objects.get(recipient=to) for to in ("autor@example.cz", "redakce@example.cz"))
        assert "1.\xa0prosince\xa02026 14:00" in czech.body_text
        assert "chybí autor nebo licence" in czech.body_text
        assert "Dezember\xa02026" in german.body_text
        type(image).objects.update(credit="Kdosi")
        assert publish_due() == "1 pages published"
    assert letters()[-1] == ("autor@example.cz", "page_out")


def test_who_began_a_page_hears_when_nobody_sent_it(author):
    with time_machine.travel(NOON, tick=False) as clock:
        article = an_article(publish=False, go_live_at=NOON + timedelta(hours=1), owner=author)
        article.get_latest_revision().publish()
        clock.move_to(NOON + timedelta(hours=2))
        publish_due()
    assert letters() == [("autor@example.cz", "page_out")]


def test_who_wants_no_such_letters_gets_none(author, editor):
    UserProfile.objects.create(user=author, approved_notifications=False)
    with time_machine.travel(NOON, tick=False) as clock:
        scheduled(author, editor)
        clock.move_to(NOON + timedelta(hours=2))
        publish_due()
    assert letters() == []
