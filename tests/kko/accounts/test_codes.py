"""Codes by e-mail: short-lived, tried a few times, used once, never kept in clear."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.cache import cache
from django.db import close_old_connections, connections
from django.utils import timezone

from kko.accounts.actions import TooManyCodes, codes, confirm_code, forget_codes, send_code
from kko.accounts.actions.codes import (
    ALPHABET,
    ATTEMPTS,
    CODES_A_DAY_FOR_AN_ADDRESS,
    CODES_AN_HOUR_FOR_A_VISITOR,
    CODES_AN_HOUR_FOR_AN_ADDRESS,
)
from kko.accounts.models import EmailCode
from kko.mail.letters import UnsafeHeader
from kko.mail.models import Message
from tests.factories.contact import newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
JANA = "jana@example.com"


@pytest.fixture(autouse=True)
def nobody_has_asked():
    cache.clear()


def sent(email: str = JANA, purpose: str = "contact:1", **more) -> str:
    send_code(email=email, purpose=purpose, language="cs", **more)
    return newest_code(email)


def confirmed(code: str, email: str = JANA, purpose: str = "contact:1") -> bool:
    return confirm_code(email=email, purpose=purpose, code=code)


def test_code_opens_once():
    code = sent()
    assert (len(code), set(code) - {"-"} <= set(ALPHABET)) == (9, True)
    assert [confirmed(code), confirmed(code)] == [True, False]


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f"  {code} "])
def test_the_way_it_is_typed_does_not_matter(typed):
    assert confirmed(typed(sent()))


def test_code_is_kept_as_a_digest_only():
    code = sent()
    (row,) = EmailCode.objects.values()
    assert len(row["digest"]) == 64
    assert code.replace("-", "") not in str(row)


@pytest.mark.parametrize("other", [{"email": "jiny@example.com"}, {"purpose": "contact:2"}])
def test_code_opens_nothing_else(other):
    assert not confirmed(sent(), **other)


def test_code_holds_for_a_quarter_of_an_hour():
    code = sent()
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1), tick=False):
        assert not confirmed(code)
    with time_machine.travel(timezone.now() + timedelta(minutes=14), tick=False):
        assert confirmed(code)


def test_after_five_wrong_tries_the_right_one_is_wrong_too():
    code = sent()
    assert [confirmed("22222222") for _ in range(ATTEMPTS)] == [False] * ATTEMPTS
    assert not confirmed(code)


def test_fresh_code_voids_the_earlier_and_its_tries():
    first = sent()
    for _ in range(ATTEMPTS):
        confirmed("22222222")
    second = sent()
    assert EmailCode.objects.count() == 1
    assert [confirmed(first), confirmed(second)] == [False, True]


def test_letter_is_in_the_readers_language():
    send_code(email=JANA, purpose="x", language="en")
    assert Message.objects.get().language == "en"


@pytest.mark.parametrize("email", ["jana@example.com\nBcc: all@example.com", "nikdo", ""])
def test_address_that_is_none_is_refused(email):
    with pytest.raises(UnsafeHeader):
        send_code(email=email, purpose="x", language="cs")


def test_sixth_code_to_an_address_within_an_hour_is_refused():
    for number in range(CODES_AN_HOUR_FOR_AN_ADDRESS):
        sent(purpose=f"contact:{number}")
    with pytest.raises(TooManyCodes):
        sent(email="JANA@example.com")
    assert Message.objects.count() == CODES_AN_HOUR_FOR_AN_ADDRESS
    assert sent(email="jiny@example.com")


def test_one_visitor_does_not_send_codes_to_everybody():
    for number in range(CODES_AN_HOUR_FOR_A_VISITOR):
        sent(email=f"a{number}@example.com", ip="192.0.2.7")
    with pytest.raises(TooManyCodes):
        sent(email="dalsi@example.com", ip="192.0.2.7")
    assert sent(email="dalsi@example.com", ip="192.0.2.8")


def test_address_gets_no_more_than_its_codes_of_a_day_however_they_are_spread():
    start = timezone.now().replace(hour=0, minute=30)
    sent_by_hour = []
    for hour in range(6):
        with time_machine.travel(start + timedelta(hours=hour), tick=False):
            for _ in range(CODES_AN_HOUR_FOR_AN_ADDRESS - 1):
                with contextlib.suppress(TooManyCodes):
                    sent()
        sent_by_hour.append(Message.objects.count())
    assert sent_by_hour == [4, 8, 10, 10, 10, 10]
    assert sent_by_hour[-1] == CODES_A_DAY_FOR_AN_ADDRESS
    with time_machine.travel(start + timedelta(days=1), tick=False):
        assert sent()


def test_visitor_who_has_asked_too_often_uses_up_nobodys_codes(monkeypatch):
    monkeypatch.setattr(codes, "CODES_AN_HOUR_FOR_A_VISITOR", 0)
    for _ in range(CODES_AN_HOUR_FOR_AN_ADDRESS):
        with pytest.raises(TooManyCodes):
            sent(ip="192.0.2.7")
    assert sent()


def test_limits_keep_no_address_in_clear(monkeypatch):
    keys = []
    monkeypatch.setattr(cache, "add", lambda key, *rest, **more: keys.append(key))
    monkeypatch.setattr(cache, "incr", lambda key: 1)
    sent(ip="192.0.2.7")
    assert len(keys) == 3
    assert [key for key in keys if "jana" in key or "192" in key] == []


def test_old_codes_are_forgotten():
    sent()
    assert forget_codes() == ""
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert forget_codes() == "1 codes forgotten"
    assert EmailCode.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgresql
def test_of_two_confirmations_at_once_one_holds():
    code, barrier = sent(), Barrier(2, timeout=10)

    def run(_number) -> bool:
        close_old_connections()
        try:
            barrier.wait()
            return confirmed(code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, range(2))) == [False, True]
