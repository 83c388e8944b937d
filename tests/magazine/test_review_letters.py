"""Letters about pages in review leave after the commit, by the outbox alone."""

import pytest
from django.core import mail

from kko.accounts.choices import Role
from kko.accounts.reference import load_roles
from kko.mail.actions import drain_outbox
from magazine.models import ArticlePage
from magazine.reference import load_site
from tests.factories.accounts import a_holder
from tests.magazine.test_editorial import act, create, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_letter_about_a_page_leaves_when_the_outbox_is_drained_and_not_before():
    load_roles()
    load_site()
    author, editor = (signed_in(a_holder(role)) for role in (Role.AUTHOR, Role.EDITOR))
    create(author, **{"action-submit": "1"})
    assert mail.outbox == []
    assert (drain_outbox().sent, len(mail.outbox)) == (1, 1)
    act(editor, ArticlePage.objects.get(), "reject", comment="Doplňte zdroj.")
    assert (drain_outbox().sent, len(mail.outbox)) == (1, 2)
    assert "Doplňte zdroj." in mail.outbox[1].body
