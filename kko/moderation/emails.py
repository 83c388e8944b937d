"""Letters about a publication, one function for each; one letter to each owner for each review."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, TaskState

from kko.accounts.models import User
from kko.mail.actions import queue_message
from kko.moderation.models import Publishable, Report


def send_publication_approved(*, record: Publishable, to: User, review: TaskState) -> None:
    """Tell an owner that their edit is public."""
    _send("publication_approved", record, to, review, address=_in_language(record.get_absolute_url, to))


def send_publication_returned(*, record: Publishable, to: User, review: TaskState, note: str) -> None:
    """Tell an owner what the curator asks for."""
    _send("publication_returned", record, to, review, note=note, address=_in_language(record.get_edit_url, to))


def send_publication_declined(*, record: Publishable, to: User, review: TaskState, note: str) -> None:
    """Tell an owner that the record will not be published, and why."""
    _send("publication_declined", record, to, review, note=note, address=_in_language(record.get_edit_url, to))


def send_report_answered(*, report: Report) -> None:
    """Tell a visitor what the curators say to their report, in the language they wrote from."""
    queue_message(
        to=report.email,
        template="report_answered",
        context={"answer": report.answer, "text": report.text, "address": settings.BASE_URL + report.address},
        period=f"report_answered:{report.pk}",
        language=report.language,
    )


def send_page_commented(*, page: Page, to: User, by: User, words: dict[str, list]) -> None:
    """Tell somebody what others wrote beside a page; each time it was saved is a letter of its own."""
    url = settings.BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
    queue_message(
        to=to.email,
        template="page_commented",
        context={"title": page.draft_title, "who": str(by), "url": url, **words},
        period=f"{commented_by(by)}{page.pk}:{uuid.uuid4().hex}",
        language=to.language,
    )


def commented_by(user: User) -> str:
    """Return how the periods of letters begin that tell others what ``user`` wrote beside a page."""
    return f"page_commented:{user.pk}:"


def _in_language(address, to: User) -> str:
    with translation.override(to.language):
        return settings.BASE_URL + address()


def _send(template: str, record: Publishable, to: User, review: TaskState, **context: str) -> None:
    queue_message(
        to=to.email,
        template=template,
        context={"name": str(record), **context},
        period=f"{template}:{record._meta.label_lower}:{record.pk}:{review.pk}",
        language=to.language,
    )
