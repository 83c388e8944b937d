"""Entries of the literature: normal forms, the order, and what a changed link forgets."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from magazine.models import Reference
from magazine.models.references import whole_doi
from tests.factories.knowledge import a_reference

pytestmark = [pytest.mark.embedded, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("10.1000/182", "10.1000/182"),
        (" https://doi.org/10.1000/ABC.d ", "10.1000/abc.d"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("doi: 10.1016/j.cities.2020.102", "10.1016/j.cities.2020.102"),
        ("10.1002/(SICI)1097-0258(19980815)17:15", "10.1002/(sici)1097-0258(19980815)17:15"),
        ("10.1000.10/123456", "10.1000.10/123456"),
    ],
)
def test_doi_has_one_normal_form(given, kept):
    assert whole_doi(given) == kept


@pytest.mark.parametrize(
    "given", ["", "10.1000", "10.12/x", "11.1000/182", "https://example.cz/10.1000/182", "10.1000/", "10.1000/a b"]
)
def test_what_is_no_doi_is_refused(given):
    with pytest.raises(ValueError, match=r".*"):
        whole_doi(given)


def test_wrong_numbers_are_named_at_their_fields():
    with pytest.raises(ValidationError) as refusal:
        Reference(title="x", kind="book", doi="12", isbn="978-80-257-0000-1").full_clean()
    assert set(refusal.value.message_dict) == {"doi", "isbn"}


def test_clean_brings_numbers_into_their_form():
    reference = Reference(title="x", kind="book", doi="DOI:10.1000/ABC", isbn="9788025700006")
    reference.clean()
    assert (reference.doi, reference.isbn) == ("10.1000/abc", "978-80-257-0000-6")


def test_a_doi_stands_once():
    a_reference(doi="10.1000/182")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_reference(doi="10.1000/182")


def test_literature_stands_by_author_without_regard_to_diacritics():
    names = ["Šípek, A", "Čapek, K", "Sova, B", "Cibulka, C"]
    for name in names:
        a_reference(authors=name)
    order = ["Čapek, K", "Cibulka, C", "Šípek, A", "Sova, B"]
    assert list(Reference.objects.in_order().values_list("authors", flat=True)) == order


def test_a_changed_link_has_not_been_checked():
    seen = {"link_state": "dead", "link_checked_at": timezone.now(), "link_failures": 3, "link_note": "404"}
    reference = a_reference(url="https://example.cz/", **seen)
    same = Reference.objects.get(pk=reference.pk)
    same.title = "Jiný název"
    same.save()
    assert Reference.objects.get(pk=reference.pk).link_state == "dead"
    same.url = "https://example.cz/nove"
    same.save()
    fresh = Reference.objects.get(pk=reference.pk)
    assert (fresh.link_state, fresh.link_checked_at, fresh.link_failures, fresh.link_note) == ("unknown", None, 0, "")
