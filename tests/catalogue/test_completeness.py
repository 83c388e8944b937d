"""How complete a profile is, and what would help most."""

import pytest

from catalogue.choices import Availability, Step
from catalogue.completeness import PARTS, completeness, content_of
from catalogue.models import Profile
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile
from tests.factories.moderation import edited

CORE = {"name": "Hrnčírna", "municipality": 1, "main_discipline": 1}
ALL = {
    **CORE,
    "summary_cs": "Točíme hrnky.",
    "text_cs": "Točíme hrnky z dubské hlíny. " * 4,
    "services_cs": "hrnky",
    "portfolio": [{"title_cs": "Vázy"}],
    "web": "https://hrncirna.example.cz",
    "teaching": True,
    "summary_de": "Wir drehen Becher.",
    "disciplines": [2],
    "reach": "national",
    "languages": ["cs"],
    "founded": 2014,
}


def test_weights_add_up_to_a_hundred():
    assert sum(part.weight for part in PARTS) == 100


def test_name_place_and_discipline_are_a_start():
    assert completeness(CORE).percent == 20


def test_whole_profile_misses_nothing():
    assert (completeness(ALL).percent, completeness(ALL).missing) == (100, [])


@pytest.mark.parametrize("key", [key for key in ALL if key not in CORE])
def test_each_part_counts(key):
    found = completeness({**ALL, key: "" if isinstance(ALL[key], str) else None})
    assert (found.percent, len(found.missing)) == (100 - found.missing[0].weight, 1)


def test_two_words_are_not_a_text():
    assert [part.key for part in completeness({**ALL, "text_cs": "Točíme hrnky."}).missing] == ["text"]


def test_what_helps_most_comes_first():
    weights = [part.weight for part in completeness(CORE).missing]
    assert weights == sorted(weights, reverse=True)


def test_missing_parts_are_told_by_step():
    found = completeness(CORE)
    assert [part.key for part in found.missing_in(Step.WHAT)] == ["summary", "text", "services", "disciplines"]
    assert [part.key for part in found.missing_in(Step.OPENNESS)] == ["openness"]


@pytest.mark.django_db
def test_newest_edit_is_what_counts_and_openness_is_the_rows():
    owner = a_user()
    profile = a_profile(owner=owner)
    edited(profile, summary_cs="Nová věta.").save_revision(user=owner)
    Profile.objects.filter(pk=profile.pk).update(teaching=True)
    content = content_of(Profile.objects.get(pk=profile.pk))
    assert (content["summary_cs"], {name: content[name] for name in Availability.values}) == (
        "Nová věta.",
        {"commissions": False, "collaboration": False, "mentoring": False, "teaching": True},
    )


@pytest.mark.django_db
def test_disciplines_of_a_draft_count():
    profile = a_draft(by=a_user())
    assert not content_of(profile)["disciplines"]
    draft = profile.get_latest_revision_as_object()
    draft.disciplines = [a_discipline()]
    draft.save_revision()
    assert len(content_of(Profile.objects.get(pk=profile.pk))["disciplines"]) == 1
