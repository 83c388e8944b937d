"""Joining and signing in by a code from a letter; nobody learns who has an account."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from kko.accounts.models import User
from kko.mail.models import Message
from tests.factories.accounts import PASSWORD, a_user

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("no_limits_reached")]


def newest_letter(email: str) -> Message:
    return Message.objects.addressed_to(email).latest("pk")


def code_in(letter: Message) -> str:
    """The code stands alone on its line."""
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", letter.body_text, re.MULTILINE)
    return code


def in_language(code: str, name: str) -> str:
    with override(code):
        return reverse(name)


def sign_up(client, email: str, language: str = "cs"):
    return client.post(in_language(language, "account_signup"), {"email": email})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def confirm(client, code: str, name: str):
    return client.post(reverse(name), {"code": code})


def test_joining_by_code(client):
    answer = sign_up(client, "nova@example.cz")
    assert (answer.status_code, answer.url) == (302, reverse("account_email_verification_sent"))
    assert not signed_in(client)
    answer = confirm(client, code_in(newest_letter("nova@example.cz")), "account_email_verification_sent")
    assert (answer.status_code, answer.url) == (302, reverse("accounts:overview"))
    assert signed_in(client)
    user = User.objects.get(email="nova@example.cz")
    assert (user.language, user.has_usable_password(), user.emailaddress_set.get().verified) == ("cs", False, True)
    assert client.get(answer.url).status_code == 200


def test_wrong_code_does_not_let_in(client):
    sign_up(client, "nova@example.cz")
    assert confirm(client, "WRONGX", "account_email_verification_sent").status_code == 200
    assert not signed_in(client)


@pytest.mark.parametrize("language", ["cs", "en", "de"])
def test_letters_come_in_the_language_of_joining(client, language):
    sign_up(client, "nova@example.cz", language)
    assert newest_letter("nova@example.cz").language == language
    assert User.objects.get(email="nova@example.cz").language == language


def test_letters_of_joining_differ_by_language(client):
    subjects = set()
    for language in ("cs", "en", "de"):
        sign_up(client, f"{language}@example.cz", language)
        subjects.add(newest_letter(f"{language}@example.cz").subject)
        client.logout()
    assert len(subjects) == 3


def test_signing_in_by_code(client):
    user = a_user(email="tvurce@example.cz")
    answer = client.post(reverse("account_request_login_code"), {"email": "TVURCE@example.cz"})
    assert (answer.status_code, answer.url) == (302, reverse("account_confirm_login_code"))
    answer = confirm(client, code_in(newest_letter("tvurce@example.cz")), "account_confirm_login_code")
    assert (answer.status_code, answer.url) == (302, reverse("accounts:overview"))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_code_of_signing_in_serves_once(client):
    a_user(email="tvurce@example.cz")
    client.post(reverse("account_request_login_code"), {"email": "tvurce@example.cz"})
    code = code_in(newest_letter("tvurce@example.cz"))
    confirm(client, code, "account_confirm_login_code")
    client.logout()
    confirm(client, code, "account_confirm_login_code")
    assert not signed_in(client)


def test_signing_in_by_password(client):
    user = a_user(email="tvurce@example.cz")
    answer = client.post(reverse("account_login"), {"login": "tvurce@example.cz", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("accounts:overview"))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_wrong_password_does_not_let_in(client):
    a_user(email="tvurce@example.cz")
    answer = client.post(reverse("account_login"), {"login": "tvurce@example.cz", "password": "jine-heslo-x"})
    assert (answer.status_code, signed_in(client)) == (200, False)


def outcome(client, name: str, data: dict):
    answer = client.post(reverse(name), data)
    page = client.get(answer.url) if answer.status_code == 302 else answer
    text = re.sub(r'value="[^"]*"', "", page.content.decode()).replace(data.get("email", ""), "@")
    return answer.status_code, answer.headers.get("Location"), text


@pytest.mark.parametrize("name", ["account_request_login_code", "account_signup"])
def test_unknown_address_gets_the_same_answer_as_a_known_one(client, name):
    a_user(email="zname0@example.cz")
    known = outcome(client, name, {"email": "zname0@example.cz"})
    client.logout()
    assert outcome(client, name, {"email": "nezname@example.cz"}) == known
    assert User.objects.filter(email="zname0@example.cz").count() == 1


def test_unknown_address_with_a_password_gets_the_same_answer(client):
    a_user(email="zname0@example.cz")
    data = {"password": "jine-heslo-x"}
    known = client.post(reverse("account_login"), {"login": "zname0@example.cz", **data})
    unknown = client.post(reverse("account_login"), {"login": "nezname@example.cz", **data})
    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors


def test_owner_of_a_known_address_is_told_that_somebody_tried_to_join_with_it(client):
    a_user(email="zname@example.cz")
    sign_up(client, "zname@example.cz")
    assert Message.objects.addressed_to("zname@example.cz").count() == 1


@pytest.fixture
def behind_a_proxy(settings):
    settings.PROXY_IPS = ["127.0.0.1"]


def test_who_guesses_a_password_locks_nobody_else_out(client, behind_a_proxy):
    a_user(email="ja@example.cz")
    wrong = {"login": "ja@example.cz", "password": "hádám"}
    stranger, visitor = {"X-Forwarded-For": "192.0.2.66"}, {"X-Forwarded-For": "198.51.100.7"}
    answers = [client.post(reverse("account_login"), wrong, headers=stranger) for _try in range(15)]
    assert "Příliš mnoho" in answers[-1].content.decode()
    a_user(email="nekdo@example.cz")
    client.post(reverse("account_login"), {"login": "nekdo@example.cz", "password": PASSWORD}, headers=visitor)
    assert signed_in(client)


@pytest.mark.parametrize(("language", "words"), [("cs", "Příliš mnoho pokusů najednou"), ("de", "Zu viele Versuche")])
def test_too_many_joining_at_once_are_told_in_their_language(client, language, words):
    answers = [sign_up(client, f"nova{number}@example.cz", language) for number in range(25)]
    assert answers[-1].status_code == 429
    page = answers[-1].content.decode()
    assert words in page
    assert "Kreativní Ústecko" in page


def test_one_busy_address_keeps_nobody_else_from_joining(client, behind_a_proxy):
    for number in range(25):
        client.post(reverse("account_signup"), {"email": f"a{number}@x.cz"}, headers={"X-Forwarded-For": "192.0.2.66"})
    answer = client.post(
        reverse("account_signup"), {"email": "nova@example.cz"}, headers={"X-Forwarded-For": "198.51.100.7"}
    )
    assert answer.status_code == 302
