"""The site speaks Czech, English and German, each page in one of them only."""

import re
from uuid import uuid4

import polib
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import ngettext, override

from kko.mail.models import Message
from tests.factories.accounts import a_user

pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("sample_site")]

ADDRESSES = {
    "cs": ["/", "/katalog/", "/katalog/obce/", "/hledat/", "/data/", "/magazin/", "/ucet/login/", "/ucet/signup/"],
    "en": [
        "/en/",
        "/en/catalogue/",
        "/en/catalogue/municipalities/",
        "/en/search/",
        "/en/data/",
        "/en/magazine/",
        "/en/account/login/",
        "/en/account/signup/",
    ],
    "de": [
        "/de/",
        "/de/katalog/",
        "/de/katalog/gemeinden/",
        "/de/suche/",
        "/de/daten/",
        "/de/magazin/",
        "/de/konto/login/",
        "/de/konto/signup/",
    ],
}
MEMBERS = [
    "accounts:overview",
    "catalogue:create",
    "account_email",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_list_webauthn",
]
ENGLISH = re.compile(
    r"\b(the|and|your|you|with|sign|join|search|catalogue|password|filters|address|save|sample|here|not)\b",
    re.IGNORECASE,
)
PUBLIC = [(language, address) for language, addresses in ADDRESSES.items() for address in addresses]


def words_of(html: str) -> str:
    """Return what a reader hears of a page: its text and spoken attributes, foreign-language parts left out."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    body = html[html.index("<body") :]
    spoken = re.findall(r'\b(?:aria-label|placeholder|alt|title)="([^"]*)"', body)
    own = re.sub(r'<(\w+)[^>]* lang="[^"]*"[^>]*>.*?</\1>', " ", body, flags=re.DOTALL)
    return " ".join([re.sub(r"<[^>]*>", " ", own), *spoken])


def language_of(html: str) -> str:
    found = re.search(r'<html lang="(\w+)"', html)
    return found[1] if found else ""


@pytest.mark.parametrize(("language", "address"), PUBLIC)
def test_public_page_answers_in_the_language_of_its_address(client, language, address):
    response = client.get(address)
    html = response.content.decode()
    assert (response.status_code, language_of(html)) == (200, language)
    if language != "en":
        assert ENGLISH.findall(words_of(html)) == []


@pytest.mark.parametrize("name", MEMBERS)
@pytest.mark.parametrize("language", ["cs", "de"])
def test_members_page_has_no_english_left(client, name, language):
    client.force_login(a_user(), backend=settings.AUTHENTICATION_BACKENDS[0])
    with override(language):
        html = client.get(reverse(name), follow=True).content.decode()
    assert (language_of(html), ENGLISH.findall(words_of(html))) == (language, [])


@pytest.mark.parametrize(("language", "address"), [("cs", "/ucet/signup/"), ("de", "/de/konto/signup/")])
def test_first_letter_comes_in_the_language_of_the_page(client, language, address):
    email = f"hrnciri-{uuid4().hex}@example.cz"  # one letter in three minutes to the same address
    client.post(address, {"email": email})
    letter = Message.objects.get(recipient=email)
    person = get_user_model().objects.get(email=email)
    assert (letter.language, person.language) == (language, language)
    assert ENGLISH.findall(f"{letter.subject} {letter.body_text}") == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("cs", ["0 profilů", "1 profil", "2 profily", "4 profily", "5 profilů", "21 profilů", "104 profilů"]),
        ("de", ["0 Profile", "1 Profil", "2 Profile", "4 Profile", "5 Profile", "21 Profile", "104 Profile"]),
        ("en", ["0 profiles", "1 profile", "2 profiles", "4 profiles", "5 profiles", "21 profiles", "104 profiles"]),
    ],
)
def test_counts_take_the_plural_of_their_language(language, expected):
    with override(language):
        counted = [
            ngettext("%(number)s profile", "%(number)s profiles", number) % {"number": number}
            for number in (0, 1, 2, 4, 5, 21, 104)
        ]
    assert [words.replace("\u00a0", " ") for words in counted] == expected


def test_czech_prepositions_stay_with_their_word():
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / "cs" / "LC_MESSAGES" / "django.po"))
    loose = re.compile(r"(?:^|[\s„(])[kvszouai] (?=[\w%„])", re.IGNORECASE)
    forms = [form for entry in catalogue for form in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [form for form in forms if loose.search(form)] == []


def test_german_addresses_its_reader_formally():
    catalogue = polib.pofile(str(settings.LOCALE_PATHS[0] / "de" / "LC_MESSAGES" / "django.po"))
    familiar = re.compile(r"\b(du|dich|dir|deine?[nmrs]?)\b", re.IGNORECASE)
    assert [entry.msgstr for entry in catalogue if familiar.search(entry.msgstr)] == []
