"""Letters do not stay for ever: codes go after a day, words after a month, rows after two years."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kko.mail.actions import erase_letters, forget_letters, queue_message
from kko.mail.letters import UnsafeHeader, compose
from kko.mail.models import Message
from tests.factories.mail import a_letter

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def sent(days: int, **fields) -> Message:
    moment = timezone.now() - timedelta(days=days)
    return a_letter(**{"status": "sent", "sent_at": moment, "created_at": moment} | fields)


def test_codes_go_after_a_day_words_after_a_month_rows_after_two_years():
    fresh = sent(0, period="email-code:1")
    sent(2, period="email-code:2")
    sent(2, period="account:login_code:3")
    young, old = sent(29), sent(31)
    sent(731)
    assert forget_letters() == "4 letters forgotten"
    found = {
        letter.pk: bool(letter.body_text or letter.body_html or letter.subject) for letter in Message.objects.all()
    }
    assert found == {fresh.pk: True, young.pk: True, old.pk: False}
    assert forget_letters() == ""


@pytest.mark.parametrize("status", ["pending", "unknown", "failed"])
def test_what_has_not_left_keeps_its_words(status):
    letter = sent(40, status=status, sent_at=None)
    forget_letters()
    letter.refresh_from_db()
    assert letter.body_text


def test_letter_without_words_is_not_sent_again():
    letter = sent(31, period="profile-returned:1", recipient="a@example.cz")
    forget_letters()
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        again = queue_message(
            to="a@example.cz", template="greeting", context={"name": "A"}, period="profile-returned:1"
        )
    assert (again.pk, again.status) == (letter.pk, "sent")


def test_letters_to_from_and_about_an_address_go_and_names_are_blanked():
    kept = a_letter(recipient="jiny@example.cz", body_text="O někom jiném.")
    for fields in (
        {"recipient": "jana@example.cz"},
        {"reply_to": "jana@example.cz"},
        {"period": "invitation:jana@example.cz"},
    ):
        a_letter(**fields)
    linked = sent(1, body_html="<a href='mailto:jana@example.cz'>")
    named = sent(1, body_text="Píše vám Jana O'Hara.", body_html="<p>Jana O&#x27;Hara</p>", recipient="jiny@example.cz")
    longer = sent(1, body_text="Jana O'Harasová", body_html="", recipient="jiny@example.cz")
    assert erase_letters(addresses={"Jana@example.cz"}, names={"Jana O'Hara"}) == 5
    found = dict(Message.objects.values_list("pk", "body_text"))
    assert found == {kept.pk: "O někom jiném.", linked.pk: "", named.pk: "", longer.pk: "Jana O'Harasová"}


def test_answers_go_to_whoever_wrote():
    letter = a_letter(reply_to="jana@example.cz")
    assert compose(letter).message()["Reply-To"] == "jana@example.cz"
    assert "Reply-To" not in compose(a_letter()).message()


@pytest.mark.parametrize("address", ["jana@example.cz\r\nBcc: all@example.cz", "Jana <jana@example.cz>", "nikdo"])
def test_header_cannot_be_broken_by_who_the_answer_goes_to(address):
    with pytest.raises(UnsafeHeader):
        queue_message(to="a@example.cz", template="email_code", context={"code": "x"}, period="1", reply_to=address)


def test_letters_of_somebody_with_a_longer_address_stay():
    kept = [
        a_letter(recipient="jana@example.cz", body_text="Milá jana@example.cz!"),
        sent(1, recipient="jana@example.cz", body_text="Milá jana@example.cz!"),
        sent(1, recipient="a@example.cz", body_text="Pište na x-ana@example.cz nebo ana@example.cz.example.com."),
        a_letter(recipient="a@example.cz", period="invitation:jana@example.cz", reply_to="jana@example.cz"),
    ]
    before = list(Message.objects.order_by("pk").values())
    assert erase_letters(addresses={"ana@example.cz"}) == 0
    assert list(Message.objects.order_by("pk").values()) == before
    assert len(before) == len(kept)


@pytest.mark.parametrize("status", ["pending", "unknown", "failed"])
def test_letter_that_has_not_reached_somebody_else_still_does(status):
    letter = a_letter(recipient="jiny@example.cz", body_text="Jana Nová, jana@example.cz", status=status)
    erase_letters(addresses={"jana@example.cz"}, names={"Jana Nová"})
    found = Message.objects.get(pk=letter.pk)
    assert (found.status, found.body_text) == (status, "Jana Nová, jana@example.cz")
