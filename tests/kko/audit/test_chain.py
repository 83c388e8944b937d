import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection

from kko.audit.actions import record
from kko.audit.chain import FIRST_PREVIOUS_HASH, Verdict, verify_chain
from kko.audit.models import Entry

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.fixture
def chain():
    """Five entries, each with a fact and a personal value."""
    thing = ContentType.objects.create(app_label="toy", model="thing")
    for number in range(5):
        record(verb="changed", by=None, on=thing, facts={"number": number}, personal={"name": number})
    return list(Entry.objects.all())


def _tamper(sql: str, *values) -> None:
    """Change rows behind Django's back, as somebody with the database's password would."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_empty_chain_is_whole():
    assert verify_chain() == Verdict(ok=True, broken_at=None, count=0, head=FIRST_PREVIOUS_HASH)


def test_untouched_chain_verifies_with_a_query(chain, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert verify_chain() == Verdict(ok=True, broken_at=None, count=5, head=chain[-1].hash)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sequence", 77),
        ("at", "2020-01-01 00:00:00+00:00"),
        ("actor_key", "user:1"),
        ("verb", "deleted"),
        ("object_type", "toy.other"),
        ("object_id", "99"),
        ("facts", '{"number": 99}'),
        ("digests", '{"name": "00"}'),
        ("previous_hash", "a" * 64),
        ("hash", "b" * 64),
    ],
)
def test_change_of_any_column_is_found_where_it_was_made(chain, column, value):
    _tamper(f'UPDATE audit_entry SET "{column}" = %s WHERE sequence = 3', value)
    assert verify_chain() == Verdict(ok=False, broken_at=3, count=2, head=chain[1].hash)


def test_every_column_is_tampered_with_above():
    [mark] = [
        mark for mark in test_change_of_any_column_is_found_where_it_was_made.pytestmark if mark.name != "embedded"
    ]
    assert {column for column, _ in mark.args[1]} == {field.column for field in Entry._meta.concrete_fields}


def test_removed_entry_is_found(chain):
    _tamper("DELETE FROM audit_entry WHERE sequence = 2")
    assert verify_chain() == Verdict(ok=False, broken_at=2, count=1, head=chain[0].hash)


def test_command_tells_that_the_chain_is_whole(chain, capsys):
    call_command("verify_audit")
    assert capsys.readouterr().out == f"The audit trail is whole: 5 entries, head 5:{chain[-1].hash}\n"


def test_command_fails_with_1_and_says_where(chain):
    _tamper("UPDATE audit_entry SET verb = 'deleted' WHERE sequence = 4")
    with pytest.raises(CommandError, match="broken at entry 4") as caught:
        call_command("verify_audit")
    assert caught.value.returncode == 1


def test_cut_off_end_is_found_by_a_head_kept_elsewhere(chain):
    head = f"5:{chain[-1].hash}"
    call_command("verify_audit", expect=head)
    _tamper("DELETE FROM audit_entry WHERE sequence = 5")
    call_command("verify_audit")
    with pytest.raises(CommandError, match="entry 5"):
        call_command("verify_audit", expect=head)


@pytest.mark.parametrize("head", ["5", "x:y", "5:"])
def test_head_that_cannot_be_read_is_refused(chain, head):
    with pytest.raises(CommandError, match="NUMBER:HASH"):
        call_command("verify_audit", expect=head)
