"""The newsletter: asked for, confirmed from the mailbox, sent once, left with one click."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from kko.accounts.actions import erase_person
from kko.accounts.choices import Role
from kko.accounts.slots import erasure_plan, my_data
from kko.mail.letters import compose
from kko.mail.models import Message
from magazine.actions.newsletter import forget_unconfirmed, leave_newsletter, send_due_issue
from magazine.forms.newsletter import NewsletterForm
from magazine.models import Issue, Subscriber
from magazine.newsletter import CONSENT, CONSENT_VERSION, Wish, join_token, leave_token, period_due
from tests.factories.accounts import a_holder, a_user
from tests.factories.magazine import an_article

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]
FORM = "/magazin/odber/"
WEDNESDAY, THURSDAY = datetime(2026, 5, 6, 10, tzinfo=UTC), datetime(2026, 5, 7, 10, tzinfo=UTC)
ANNA = "anna@example.cz"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


def a_reader(email: str = ANNA, *, confirmed_at: datetime | None = WEDNESDAY, **fields) -> Subscriber:
    defaults = {"consent_version": CONSENT_VERSION, "confirmed_at": confirmed_at, "asked_at": WEDNESDAY}
    return Subscriber.objects.create(email=email, **defaults | fields)


def an_article_of(moment: datetime, **fields):
    with time_machine.travel(moment, tick=False):
        return an_article(published_on=moment.date(), **fields)


def filled(**changed) -> dict[str, str]:
    """Return a form opened three seconds ago."""
    with time_machine.travel(timezone.now() - timedelta(seconds=3)):
        opened = NewsletterForm.stamp()
    return {"email": ANNA, "language": "cs", "agreed": "on", "homepage": "", "opened": opened} | changed


def link_in(letter: Message, word: str) -> str:
    return re.search(rf"http://[^/]+(/\S+/{word}/\S+)", letter.body_text).group(1)


def test_address_gets_letters_once_its_mailbox_says_yes(client):
    assert client.post(FORM, filled(email=" Anna@Example.cz ")).url == "/magazin/odber/posta/"
    assert client.get("/magazin/odber/posta/").status_code == 200
    reader = Subscriber.objects.get()
    assert (reader.email, reader.confirmed_at, reader.consent_version) == (ANNA, None, CONSENT_VERSION)
    link = link_in(Message.objects.get(), "ano")
    assert client.get(link).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None  # programs that read letters follow links
    assert client.post(link).url == f"{link}?hotovo"
    assert client.get(f"{link}?hotovo").status_code == 200
    assert Subscriber.objects.get().confirmed_at is not None


def test_answer_is_the_same_for_an_address_that_is_known(client):
    reader = a_reader(language="de")
    known, new = client.post(FORM, filled()), client.post(FORM, filled(email="jana@example.cz"))
    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert Message.objects.filter(recipient=ANNA).count() == 1
    reader.refresh_from_db()
    assert (reader.language, reader.confirmed_at) == ("de", WEDNESDAY)  # until the mailbox says yes
    client.post(link_in(Message.objects.get(recipient=ANNA), "ano"))
    reader.refresh_from_db()
    assert (reader.language, reader.confirmed_at) == ("cs", WEDNESDAY)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"agreed": ""}, "agreed"),
        ({"email": "to není adresa"}, "email"),
        ({"language": "pl"}, "language"),
        ({"homepage": "https://spam.example"}, None),
        ({"opened": "x"}, None),
    ],
)
def test_wrong_form_comes_back_with_what_was_typed(client, changed, field):
    response = client.post(FORM, filled(**changed))
    form = response.context["form"]
    assert response.status_code == 200
    assert list(form.errors) == [field or "__all__"]
    assert form["email"].value() == changed.get("email", ANNA)
    assert (Subscriber.objects.count(), Message.objects.count()) == (0, 0)


def test_form_sent_in_the_first_second_is_a_robots(client):
    response = client.post(FORM, filled(opened=NewsletterForm.stamp()))
    assert "__all__" in response.context["form"].errors


def test_one_address_gets_three_letters_a_day_and_nobody_can_tell(client):
    answers = [client.post(FORM, filled(), REMOTE_ADDR=f"192.0.2.{number}").url for number in range(5)]
    assert set(answers) == {"/magazin/odber/posta/"}
    assert Message.objects.count() == 3


def test_one_visitor_asks_five_times_an_hour(client):
    answers = [client.post(FORM, filled(email=f"a{number}@example.cz")).status_code for number in range(6)]
    assert answers == [302] * 5 + [200]


def test_form_is_kept_by_nobody_and_pages_lead_to_it_without_a_token(client):
    article = an_article()
    assert "no-store" in client.get(FORM).headers["Cache-Control"]
    for address in ("/magazin/", article.url):
        text = client.get(address).content.decode()
        assert (f'href="{FORM}"' in text, "csrfmiddlewaretoken" in text) == (True, False)


@pytest.mark.parametrize("name", ["newsletter_confirmation", "newsletter_leaving"])
def test_changed_link_does_nothing(client, name):
    a_reader()
    address = reverse(f"magazine:{name}", args=["x"])
    assert {client.get(address).status_code, client.post(address).status_code} == {410}
    assert Subscriber.objects.count() == 1


def test_link_of_an_old_letter_is_stale(client):
    reader = a_reader(confirmed_at=None)
    with time_machine.travel(timezone.now() - timedelta(days=8)):
        token = join_token(Wish(reader.key, "cs", []))
    assert client.post(reverse("magazine:newsletter_confirmation", args=[token])).status_code == 410


def test_unconfirmed_address_is_forgotten_after_a_week():
    now = timezone.now()
    a_reader("stara@example.cz", confirmed_at=None, asked_at=now - timedelta(days=8))
    a_reader("nova@example.cz", confirmed_at=None, asked_at=now - timedelta(days=6))
    a_reader("cte@example.cz", asked_at=now - timedelta(days=80))
    assert (forget_unconfirmed(), forget_unconfirmed()) == ("1 unconfirmed addresses forgotten", "")
    assert set(Subscriber.objects.values_list("email", flat=True)) == {"nova@example.cz", "cte@example.cz"}


def test_one_click_of_a_mailbox_ends_the_letters():
    reader = a_reader()
    an_article_of(WEDNESDAY)
    with time_machine.travel(THURSDAY, tick=False):
        send_due_issue()
    strict = Client(enforce_csrf_checks=True)
    address = reverse("magazine:newsletter_leaving", args=[leave_token(reader)])
    response = strict.post(address, {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, Subscriber.objects.count()) == (200, 0)
    assert [letter.status for letter in Message.objects.all()] == ["cancelled"]
    assert strict.post(address).status_code == 200  # and once more


def test_looking_at_the_link_ends_nothing(client):
    reader = a_reader()
    assert client.get(reverse("magazine:newsletter_leaving", args=[leave_token(reader)])).status_code == 200
    assert Subscriber.objects.count() == 1


def test_issue_carries_the_header_by_which_mailboxes_let_go(settings):
    settings.BASE_URL = "https://example.cz"
    reader = a_reader()
    an_article_of(WEDNESDAY, title="Pec", slug="pec")
    with time_machine.travel(THURSDAY, tick=False):
        send_due_issue()
        leave = f"https://example.cz{reverse('magazine:newsletter_leaving', args=[leave_token(reader)])}"
    letter = compose(Message.objects.get())
    headers = letter.message()
    assert headers["List-Unsubscribe"] == f"<{leave}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(words in letter.body for words in ("Pec", "https://example.cz/magazin/pec/", leave))


def test_issue_goes_once_a_week_with_what_is_new():
    a_reader()
    a_reader("nemecky@example.cz", language="de")
    a_reader("nepotvrzena@example.cz", confirmed_at=None)
    an_article_of(WEDNESDAY - timedelta(days=30), title="Dávno")
    an_article_of(WEDNESDAY, title="Pec")
    an_article_of(WEDNESDAY, title="Ukázka", is_sample=True)
    with time_machine.travel(WEDNESDAY, tick=False):
        assert send_due_issue() == ""
    with time_machine.travel(THURSDAY, tick=False):
        assert (send_due_issue(), send_due_issue()) == ("1 letters of the newsletter written", "")
    (letter,) = Message.objects.all()
    assert (letter.recipient, letter.period, letter.subject) == (ANNA, "newsletter:2026-W19", "Pec")
    issue = Issue.objects.get()
    assert (issue.period, issue.until, issue.letters) == ("2026-W19", THURSDAY, 1)


def test_reader_gets_the_sections_they_chose_and_no_letter_without_any():
    a_reader(parts=["abroad"]), a_reader("vse@example.cz"), a_reader("cesko@example.cz", parts=["czechia"])
    an_article_of(WEDNESDAY, title="Zahraniční", section="abroad")
    an_article_of(WEDNESDAY, title="Krajský", section="region")
    with time_machine.travel(THURSDAY, tick=False):
        send_due_issue()
    letters = {letter.recipient: letter.body_text for letter in Message.objects.all()}
    told = {to: ("Zahraniční" in body, "Krajský" in body) for to, body in letters.items()}
    assert told == {ANNA: (True, False), "vse@example.cz": (True, True)}


def test_chosen_sections_are_kept_once_the_mailbox_says_yes(client):
    assert client.post(FORM, filled(parts=["abroad", "czechia"])).status_code == 302
    client.post(link_in(Message.objects.get(), "ano"))
    assert Subscriber.objects.get().parts == ["abroad", "czechia"]


def test_section_that_is_none_is_refused(client):
    answer = client.post(FORM, filled(parts=["sport"]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["parts"])


def test_next_issue_holds_only_what_came_since_and_none_goes_without():
    a_reader()
    an_article_of(WEDNESDAY, title="Pec")
    for week in range(2):
        with time_machine.travel(THURSDAY + timedelta(weeks=week), tick=False):
            send_due_issue()
    an_article_of(THURSDAY + timedelta(weeks=1, hours=2), title="Hlína")
    with time_machine.travel(THURSDAY + timedelta(weeks=1, hours=5), tick=False):
        send_due_issue()
    assert list(Message.objects.order_by("pk").values_list("subject", flat=True)) == ["Pec", "Hlína"]
    assert Issue.objects.count() == 2


def test_interrupted_issue_is_finished_and_nobody_gets_it_twice():
    a_reader(), a_reader("jana@example.cz")
    an_article_of(WEDNESDAY)
    with time_machine.travel(THURSDAY, tick=False):
        send_due_issue()
        Message.objects.get(recipient="jana@example.cz").delete()  # as if the process had died before this one
        Issue.objects.update(finished_at=None)
        send_due_issue()
    assert sorted(Message.objects.values_list("recipient", flat=True)) == [ANNA, "jana@example.cz"]


def test_who_left_and_came_back_gets_no_second_copy():
    reader = a_reader()
    an_article_of(WEDNESDAY)
    with time_machine.travel(THURSDAY, tick=False):
        send_due_issue()
        leave_newsletter(subscriber=reader)
        a_reader()
        Issue.objects.update(finished_at=None)
        send_due_issue()
    assert Message.objects.filter(period="newsletter:2026-W19").count() == 1


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        ("2026-05-07 06:59+02:00", None),
        ("2026-05-07 07:00+02:00", "2026-W19"),
        ("2026-05-10 23:59+02:00", "2026-W19"),
        ("2026-05-11 00:00+02:00", None),
        ("2027-01-01 12:00+01:00", "2026-W53"),
    ],
)
def test_issue_is_due_from_thursday_morning_until_sunday(moment, period):
    assert period_due(datetime.fromisoformat(moment)) == period


def test_changed_words_of_the_consent_need_a_new_version():
    words = "I want the newsletter of the magazine at this address, once a week at most. My address serves this purpose only, and one click in any letter deletes it."  # noqa: E501
    with translation.override("en"):
        assert (CONSENT_VERSION, str(CONSENT)) == ("2026-11", words)


def test_person_sees_and_erases_the_subscription():
    user = a_user(email=ANNA)
    a_reader()
    (part,) = [part for part in my_data(user) if part.key == "odber"]
    assert [row["email"] for row in part.content["odbery"]] == [ANNA]
    with translation.override("en"):
        assert "The newsletter ends and your address is deleted from it." in erasure_plan(user)
    erase_person(user=user)
    assert Subscriber.objects.count() == 0


def test_editors_see_numbers_and_others_do_not(client):
    a_reader(), a_reader("nova@example.cz", confirmed_at=None), a_reader("de@example.cz", language="de")
    address = reverse("newsletter_numbers")
    client.force_login(a_holder(Role.EDITOR))
    shown = client.get(address)
    assert (shown.context["total"], shown.context["languages"]) == (2, [("Čeština", 1, 1), ("Deutsch", 1, 0)])
    listed = client.get(reverse(Subscriber.snippet_viewset.get_url_name("list"))).content.decode()
    assert ANNA in listed
    client.force_login(a_holder(Role.CURATOR))
    assert client.get(address).status_code in {302, 403}
