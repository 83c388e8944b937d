"""Cards of profiles that were merged: the article shows the one that remained."""

import json
from importlib import import_module

import pytest
from django.apps import apps

from catalogue.actions.duplicates import merge_profiles
from catalogue.models import OldAddress
from catalogue.slots.cards import profile_cards
from kko.accounts.choices import Role
from magazine.actions import note_mentions
from magazine.models import ArticlePage, Mention
from tests.factories.accounts import a_holder
from tests.factories.catalogue import a_profile
from tests.factories.desk import twins
from tests.factories.magazine import an_article

CARD_QUERIES = 3  # those that are there, what the others were merged into, and these
pytestmark = [pytest.mark.django_db, pytest.mark.embedded, pytest.mark.usefixtures("page_tree")]


@pytest.fixture
def pair():
    return twins(summary_cs="Keramika z Krušných hor.")


@pytest.fixture
def curator():
    return a_holder(Role.CURATOR)


def showing(*profiles) -> str:
    return json.dumps([{"type": "profile", "value": one.pk} for one in profiles])


def merge(keep, gone, by):
    return merge_profiles(keep=keep, gone=gone, fields={}, by=by)


def mentioned() -> list[int]:
    return list(Mention.objects.order_by("pk").values_list("profile_id", flat=True))


def test_article_shows_the_profile_that_remained_and_stands_on_its_page(client, pair, curator):
    keep, gone = pair
    article = an_article(body=showing(gone))
    kept = merge(keep, gone, curator)
    page = client.get(article.url).content.decode()
    assert (page.count(f'href="{kept.get_absolute_url()}"') > 0, kept.name in page) == (True, True)
    assert mentioned() == [kept.pk]
    assert f'href="{article.url}"' in client.get(kept.get_absolute_url()).content.decode()


def test_mention_is_found_when_the_article_is_published_again(pair, curator):
    keep, gone = pair
    article = an_article(body=showing(gone))
    merge(keep, gone, curator)
    note_mentions(ids=[article.pk])
    assert mentioned() == [keep.pk]


def test_merges_one_after_another_lead_to_the_last(client, pair, curator):
    keep, gone = pair
    last = a_profile(name="Poslední")
    article = an_article(body=showing(gone))
    merge(last, merge(keep, gone, curator), curator)
    assert set(OldAddress.objects.values_list("gone_id", "profile_id")) == {(gone.pk, last.pk), (keep.pk, last.pk)}
    assert f'href="{last.get_absolute_url()}"' in client.get(article.url).content.decode()


def test_editor_finds_the_remaining_profile_in_the_block_and_keeps_it(pair, curator):
    keep, gone = pair
    article = an_article(body=showing(gone, keep))
    merge(keep, gone, curator)
    article = ArticlePage.objects.get(pk=article.pk)
    assert [block.value for block in article.body] == [keep, keep]
    article.save_revision().publish()
    stored = [raw["value"] for raw in ArticlePage.objects.get(pk=article.pk).body.raw_data]
    assert stored == [keep.pk, keep.pk]


def test_what_stands_in_the_text_is_not_named_again_beside_it(client, pair, curator):
    keep, gone = pair
    article = an_article(body=showing(gone), subjects=showing(keep))
    merge(keep, gone, curator)
    page = client.get(article.url)
    assert page.context["subjects"] == []


def test_withdrawn_profile_disappears_merged_or_not(client, pair, curator):
    keep, gone = pair
    articles = [an_article(body=showing(one)) for one in pair]
    kept = merge(keep, gone, curator)
    kept.unpublish()
    for article in articles:
        assert kept.get_absolute_url() not in client.get(f"{article.url}?znovu=1").content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_cards_ask_as_often_for_one_merged_as_for_many(django_assert_max_num_queries, number):
    kept = [a_profile() for _each in range(number)]
    for profile in kept:
        OldAddress.objects.create(slug=f"stara-{profile.pk}", profile=profile, gone_id=10_000 + profile.pk)
    with django_assert_max_num_queries(CARD_QUERIES):
        cards = profile_cards().cards([10_000 + profile.pk for profile in kept] + [kept[0].pk, 0])
    names = {10_000 + profile.pk: profile.name for profile in kept} | {kept[0].pk: kept[0].name}
    assert {pk: card.title for pk, card in cards.items()} == names


def test_earlier_merges_lead_on_by_what_the_trail_tells(pair, curator):
    keep, gone = pair
    merge(keep, gone, curator)
    OldAddress.objects.update(gone_id=None)
    import_module("catalogue.migrations.0009_numbers_of_merged").note_numbers(apps, None)
    assert OldAddress.objects.get().gone_id == gone.pk
