"""Writing to a profile: confirmed by a code, delivered by letter, without anybody's hidden address."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.cache import cache
from django.db import close_old_connections, connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from catalogue.actions import contact as actions
from catalogue.forms.contact import ContactForm
from catalogue.models import ContactBlock, ContactMessage
from catalogue.slots.contact import reported_messages
from kko.accounts.models import EmailCode
from kko.mail.models import Message
from kko.moderation.actions import take_thing
from kko.moderation.models import Assignment
from tests.factories.accounts import a_curator, a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.contact import a_message, filled_in, newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
JANA = "jana@example.com"
LIST_QUERIES = 12


@pytest.fixture(autouse=True)
def nobody_has_written():
    cache.clear()


@pytest.fixture
def profile(owner):
    return a_profile(owner=owner, name="Dílna u Kadlců", email="tajny@example.cz")


def page(profile, name: str = "contact") -> str:
    return reverse(f"catalogue:{name}", args=[profile.slug])


def written(client, profile, **fields):
    return client.post(page(profile), filled_in(**fields))


def delivered(client, profile, **fields) -> ContactMessage | None:
    """Write, confirm, and return the message as the profile has it."""
    written(client, profile, **fields)
    email = fields.get("email", JANA)
    answer = client.post(page(profile, "contact_code"), {"code": newest_code(email)})
    assert (answer.status_code, answer.url) == (302, page(profile, "contact_sent"))
    return profile.contact_messages.delivered().filter(email=email).last()


def letters_to(email: str) -> list[str]:
    found = Message.objects.addressed_to(email).exclude(period__startswith="email-code:")
    return list(found.order_by("pk").values_list("period", flat=True))


def test_message_reaches_the_owner_once_its_sender_has_written_the_code(client, profile, owner):
    answer = written(client, profile)
    assert (answer.status_code, answer.url) == (302, page(profile, "contact_code"))
    assert letters_to(owner.email) == []
    message = delivered(client, profile)
    letter = Message.objects.addressed_to(owner.email).get()
    assert (letter.reply_to, letter.subject) == (JANA, "Jana Nová vám píše") or letter.reply_to == JANA
    assert "chci hrnek." in letter.body_text
    copy = Message.objects.addressed_to(JANA).get(period=f"contact-copy:{message.pk}")
    assert "chci hrnek." in copy.body_text
    assert client.get(page(profile, "contact_sent")).status_code == 200


def test_owners_address_is_nowhere(client, profile, owner):
    pages = [client.get(page(profile))]
    delivered(client, profile)
    pages += [client.get(page(profile, name)) for name in ("contact", "contact_sent")]
    letters = [f"{one.body_text}{one.body_html}{one.reply_to}" for one in Message.objects.addressed_to(JANA)]
    for text in [*(one.content.decode() for one in pages), *letters]:
        assert [hidden for hidden in (owner.email, "tajny@example.cz") if hidden in text] == []


def test_everybody_who_looks_after_it_gets_the_letter(client, profile, owner):
    editor, gone = a_user(language="de"), a_user(is_active=False)
    for user in (editor, gone):
        profile.memberships.create(user=user)
    message = delivered(client, profile)
    assert letters_to(owner.email) == letters_to(editor.email) == [f"contact:{message.pk}"]
    assert letters_to(gone.email) == []
    assert Message.objects.addressed_to(editor.email).get().language == "de"


def test_mapped_profile_without_owner_is_reached_by_its_hidden_address(client):
    mapped = a_profile(email="muzeum@example.cz")
    message = delivered(client, mapped)
    assert letters_to("muzeum@example.cz") == [f"contact:{message.pk}"]


def test_where_nobody_can_be_reached_the_page_says_so(client):
    lonely = a_profile()
    answer = client.get(page(lonely))
    assert (answer.status_code, answer.context["reachable"]) == (200, False)
    assert written(client, lonely).status_code == 200
    assert (ContactMessage.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["contact", "contact_code", "contact_sent"])
def test_what_is_not_public_cannot_be_written_to(client, owner, profile, name):
    draft = a_draft(by=owner)
    written(client, profile)
    type(profile).objects.filter(pk=profile.pk).update(live=False, closure="archived")
    for hidden in (draft, profile):
        assert client.get(page(hidden, name)).status_code == 404


def test_public_page_of_the_profile_sets_no_cookie(client, profile):
    assert not client.get(profile.get_absolute_url()).cookies


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "\r\n\u200b"},
        {"name": "Výhra na www.evil.example"},
        {"email": "nikdo"},
        {"email": "a@example.com\nBcc: b@example.com"},
        {"text": ""},
        {"text": "a" * 3001},
        {"homepage": "https://example.cz"},
        {"opened": "open:forged"},
        {"opened": ""},
    ],
)
def test_what_does_not_fit_is_refused_and_what_was_typed_stays(client, profile, fields):
    answer = written(client, profile, **fields)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    typed = filled_in(**fields)
    assert {name: answer.context["form"][name].value() for name in ("name", "email", "text")} == {
        name: typed[name] for name in ("name", "email", "text")
    }
    assert (ContactMessage.objects.count(), Message.objects.count()) == (0, 0)


def test_form_sent_in_the_second_it_was_opened_is_refused(client, profile):
    assert written(client, profile, opened=ContactForm.stamp()).status_code == 200
    assert ContactMessage.objects.count() == 0


def test_name_cannot_break_a_header(client, profile, owner):
    delivered(client, profile, name="Jana\r\nBcc: vsem\u2028X")
    letter = Message.objects.addressed_to(owner.email).get()
    assert "\n" not in letter.subject
    assert "Jana Bcc: vsem X" in letter.subject


def test_text_is_no_html(client, profile, owner):
    delivered(client, profile, text="<script>alert(1)</script>")
    assert "<script>" not in Message.objects.addressed_to(owner.email).get().body_html


def test_wrong_code_delivers_nothing_and_may_be_tried_again(client, profile, owner):
    written(client, profile)
    answer = client.post(page(profile, "contact_code"), {"code": "22222222"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["code"])
    assert letters_to(owner.email) == []
    assert client.post(page(profile, "contact_code"), {"code": newest_code(JANA)}).status_code == 302
    assert len(letters_to(owner.email)) == 1


def test_fresh_code_can_be_asked_for(client, profile):
    written(client, profile)
    first = newest_code(JANA)
    assert client.post(page(profile, "contact_code"), {"again": "1"}).status_code == 302
    assert newest_code(JANA) != first
    assert client.post(page(profile, "contact_code"), {"code": first}).status_code == 200
    assert client.post(page(profile, "contact_code"), {"code": newest_code(JANA)}).status_code == 302


def test_who_comes_back_from_the_code_finds_what_they_typed(client, profile):
    written(client, profile)
    form = client.get(page(profile)).context["form"]
    assert [form[name].value() for name in ("name", "email", "text")] == ["Jana Nová", JANA, "Dobrý den,\nchci hrnek."]


def test_code_is_for_the_browser_that_wrote(client, profile):
    written(client, profile)
    stranger = Client()
    assert stranger.get(page(profile, "contact_code")).url == page(profile)


def test_signed_in_member_needs_no_code(client, profile, owner):
    member = a_user(email="clenka@example.cz")
    client.force_login(member)
    assert "email" not in client.get(page(profile)).context["form"].fields
    answer = written(client, profile, email="podvrh@example.com")
    assert answer.url == page(profile, "contact_sent")
    message = ContactMessage.objects.get()
    assert (message.email, letters_to(owner.email)) == ("clenka@example.cz", [f"contact:{message.pk}"])
    assert EmailCode.objects.count() == 0


def test_member_without_a_verified_address_writes_a_code(client, profile):
    member = a_user()
    member.emailaddress_set.update(verified=False)
    client.force_login(member)
    assert written(client, profile).url == page(profile, "contact_code")


def test_floods_are_refused_and_what_was_typed_stays(client, profile, monkeypatch):
    monkeypatch.setattr(actions, "FROM_A_VISITOR", {3600: 2})
    for number in range(2):
        assert written(client, profile, email=f"a{number}@example.com").status_code == 302
    answer = written(client, profile, email="a3@example.com")
    assert (answer.status_code, answer.context["form"]["text"].value()) == (200, "Dobrý den,\nchci hrnek.")
    assert answer.context["form"].non_field_errors()


def test_crowd_at_one_profile_is_refused_and_the_code_stays_good(client, profile, owner, monkeypatch):
    written(client, profile)
    monkeypatch.setattr(actions, "TO_A_PROFILE", {3600: 2})
    for _ in range(2):
        a_message(profile)
    answer = client.post(page(profile, "contact_code"), {"code": newest_code(JANA)})
    assert answer.context["form"].non_field_errors()
    assert letters_to(owner.email) == []
    with time_machine.travel(timezone.now() + timedelta(minutes=5), tick=False):
        monkeypatch.setattr(actions, "TO_A_PROFILE", {3600: 3})
        assert client.post(page(profile, "contact_code"), {"code": newest_code(JANA)}).status_code == 302
    assert len(letters_to(owner.email)) == 1


def test_blocked_sender_is_dropped_as_if_the_message_had_gone(client, profile, owner):
    ContactBlock.objects.create(profile=profile, email=JANA)
    assert delivered(client, profile, email=JANA) is None
    assert (letters_to(owner.email), ContactMessage.objects.count()) == ([], 0)
    assert len(letters_to(JANA)) == 1  # the copy, as everybody gets one


def test_owner_without_signing_in_reports_and_blocks_by_the_link_of_the_letter(client, profile, owner):
    message = delivered(client, profile)
    address = reverse("catalogue:message_link", args=[message.link_token])
    assert address in Message.objects.addressed_to(owner.email).get().body_text
    stranger = Client()
    assert stranger.get(address).status_code == 200
    message.refresh_from_db()
    assert (message.reported_at, ContactBlock.objects.count()) == (None, 0)
    stranger.post(address, {"report": "1"})
    stranger.post(address, {"block": "1"})
    message.refresh_from_db()
    assert message.reported_at is not None
    assert [block.email for block in profile.contact_blocks.all()] == [JANA]
    assert stranger.get(reverse("catalogue:message_link", args=["1:podvrh"])).status_code == 404


def test_owner_reads_reports_blocks_and_unblocks(client, profile, owner):
    message = a_message(profile, email=JANA)
    a_message(profile, confirmed_at=None, text="Nepotvrzená")
    client.force_login(owner)
    shown = client.get(reverse("catalogue:messages", args=[profile.pk]))
    assert [one.pk for one in shown.context["page"]] == [message.pk]
    settling = reverse("catalogue:message_settling", args=[message.pk])
    for verb in ("report", "block", "block"):
        assert client.post(settling, {verb: "1"}).url == reverse("catalogue:messages", args=[profile.pk])
    block = profile.contact_blocks.get()
    assert JANA in client.get(reverse("catalogue:messages", args=[profile.pk])).content.decode()
    client.post(reverse("catalogue:unblocking", args=[block.pk]))
    assert profile.contact_blocks.count() == 0


@pytest.mark.parametrize("who", [a_user, a_curator])
def test_nobody_else_reads_or_settles_messages(client, profile, who):
    message = a_message(profile)
    block = ContactBlock.objects.create(profile=profile, email=JANA)
    client.force_login(who())
    answers = [
        client.get(reverse("catalogue:messages", args=[profile.pk])),
        client.post(reverse("catalogue:message_settling", args=[message.pk]), {"block": "1"}),
        client.post(reverse("catalogue:unblocking", args=[block.pk])),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert list(ContactBlock.objects.all()) == [block]


def test_reported_message_waits_at_the_desk_until_a_curator_settles_it(client, profile, curator):
    message = a_message(profile, text="Kupte si!")
    quiet = a_message(profile)
    actions.report_message(message=message, by=None)
    assert [one.title for one in reported_messages(curator).waiting] == ["Kupte si!"]
    assert reported_messages(a_user()) is None
    client.force_login(curator)
    assert client.get(reverse("desk_message", args=[quiet.pk])).status_code == 404
    address = reverse("desk_message", args=[message.pk])
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    message.refresh_from_db()
    assert (message.settled_by, reported_messages(curator).waiting) == (curator, [])


def test_page_of_a_reported_message_says_who_reported_it_when_and_who_has_it(client, profile, owner, curator):
    by_link, by_owner = a_message(profile), a_message(profile)
    actions.report_message(message=by_link, by=None)
    with time_machine.travel(datetime(2026, 3, 2, 8, 15, tzinfo=UTC), tick=False):
        actions.report_message(message=by_owner, by=owner)
    [one] = [one for one in reported_messages(curator).waiting if one.url.endswith(f"/{by_owner.pk}/")]
    assert one.todo
    take_thing(thing=one.key, by=curator)
    client.force_login(curator)
    page = client.get(one.url)
    assert (page.context["reporter"], page.context["holder"]) == (str(owner), curator)
    assert "2. března 2026 9:15" in page.content.decode().replace("\xa0", " ")
    by_link_page = client.get(reverse("desk_message", args=[by_link.pk]))
    assert by_link_page.context["reporter"] == gettext("the recipient, by the link in the letter")
    actions.settle_reported_message(message=by_owner, by=curator)
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_list_asks_the_database_as_often_for_one_as_for_thirty(
    client, profile, owner, number, django_assert_max_num_queries
):
    for count in range(number):
        message = a_message(profile)
        if count % 2:
            ContactBlock.objects.create(profile=profile, email=message.email)
    client.force_login(owner)
    address = reverse("catalogue:messages", args=[profile.pk])
    client.get(address)
    with django_assert_max_num_queries(LIST_QUERIES):
        client.get(address)


def test_desk_asks_as_often_for_thirty(profile, curator, django_assert_num_queries):
    for _ in range(30):
        a_message(profile, reported_at=timezone.now())
    assert curator.grants_held
    with django_assert_num_queries(1):
        assert len(reported_messages(curator).waiting) == 30


def test_messages_go_after_six_months_and_unconfirmed_ones_after_a_day(profile):
    now = timezone.now()
    a_message(profile, created_at=now - timedelta(days=190))
    a_message(profile, created_at=now - timedelta(days=2), confirmed_at=None)
    kept = [a_message(profile, created_at=now - timedelta(days=170)), a_message(profile, confirmed_at=None)]
    assert actions.forget_messages() == "2 messages forgotten"
    assert set(ContactMessage.objects.all()) == set(kept)
    assert actions.forget_messages() == ""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgresql
def test_two_clicks_with_one_code_deliver_once(client, profile, owner):
    written(client, profile)
    message, code, barrier = ContactMessage.objects.get(), newest_code(JANA), Barrier(2, timeout=10)

    def run(_number) -> bool:
        close_old_connections()
        try:
            barrier.wait()
            return actions.confirm_message(message=message, code=code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(run, range(2))) == [True, True]
    assert (len(letters_to(owner.email)), len(letters_to(JANA))) == (1, 1)
