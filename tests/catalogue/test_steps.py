"""The steps in which a profile is written: each saves its own, loses nothing, and saves as one types."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.choices import Step
from catalogue.forms import STEP_FORMS
from catalogue.models import Profile, ProfileLink
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_discipline, a_draft, a_profile
from tests.factories.moderation import a_submitted_profile
from tests.factories.needs import a_need, an_offer
from tests.factories.portfolio import a_piece
from tests.factories.steps import typed

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
AUTOSAVE = {"X-KKO-Autosave": "1"}
WRITTEN = [step for step in Step if step != Step.FINISH]


@pytest.fixture
def member(client, owner, roles):
    client.force_login(owner)
    return client


@pytest.fixture
def profile(owner):
    return a_draft(by=owner, name="Hrnčírna")


def page_of(profile: Profile, step: str) -> str:
    return reverse(f"catalogue:step_{step}", args=[profile.pk])


def newest(profile: Profile) -> Profile:
    return Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()


def errors_of(step: Step, **fields) -> list[str]:
    return list(STEP_FORMS[step](typed(step, **fields), instance=Profile()).errors)


def test_good_values_of_each_step_are_taken():
    a_discipline(voucher_area="design služeb")
    for step in WRITTEN:
        assert (step, errors_of(step)) == (step, [])


@pytest.mark.parametrize("phone", ["+49 3591 5340", "+420601234567", "00420 601 234 567", ""])
def test_good_phones_are_taken(phone):
    assert errors_of(Step.CONTACT, phone=phone) == []


@pytest.mark.parametrize("phone", ["123", "zavolejte", "+420 601 234 56", "999999999999999", "+"])
def test_bad_phone_is_told_beside_its_field(phone):
    assert errors_of(Step.CONTACT, phone=phone) == ["phone"]


@pytest.mark.parametrize(
    ("step", "hostile"),
    [
        (Step.WHO, {"name": "\0"}),
        (Step.WHO, {"name": "\u200b"}),
        (Step.WHO, {"name": "Vyhráli jste, vyzvedněte na https://evil.example/vyhra"}),
        (Step.WHO, {"name": "WWW.evil.example"}),
        (Step.WHO, {"name": "vyhra@evil.example"}),
        (Step.WHO, {"municipality": "0"}),
        (Step.WHO, {"founded": "3000"}),
        (Step.WHO, {"founded": "999"}),
        (Step.WHO, {"size": "all"}),
        (Step.WHO, {"ico": "27074359"}),
        (Step.WHO, {"ico_visibility": "all"}),
        (Step.WHAT, {"main_discipline": "x"}),
        (Step.WHAT, {"disciplines": ["999999"]}),
        (Step.WHAT, {"disciplines": ["9" * 19]}),
        (Step.WHAT, {"disciplines": ["9" * 23]}),
        (Step.WHAT, {"main_discipline": "9" * 23}),
        (Step.WHO, {"municipality": "9" * 23}),
        (Step.WHAT, {"summary_cs": "a" * 161}),
        (Step.WHAT, {"services_cs": "\n".join("abcdefghijklm")}),
        (Step.WHERE, {"point": "40.7, -74.0"}),
        (Step.WHERE, {"precision": "house"}),
        (Step.WHERE, {"languages": ["tlh"]}),
        (Step.CONTACT, {"web": "javascript:alert(1)"}),
        (Step.CONTACT, {"web": "ftp://x.example.cz"}),
        (Step.CONTACT, {"email_visibility": "all"}),
        (Step.CONTACT, {"voucher_areas": ["kosmonautika"]}),
        (Step.LANGUAGES, {"summary_de": "a" * 161}),
    ],
)
def test_hostile_values_are_refused(step, hostile):
    assert errors_of(step, **hostile) == list(hostile)


@pytest.mark.parametrize("name", ["Studio 2.0", "kavárna.cz", "A/D studio, s. r. o.", "3:15", "Dům č. p. 12/4"])
def test_real_names_are_taken(name):
    assert errors_of(Step.WHO, name=name) == []


def test_new_profile_takes_no_address_for_a_name(member):
    values = {**typed(Step.WHO), "main_discipline": a_discipline().pk, "name": "Výhra na https://evil.example"}
    page = member.post(reverse("catalogue:create"), values)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["name"])
    assert Profile.objects.count() == 0


def test_main_discipline_is_not_a_further_one_too_and_does_not_count():
    main, four = a_discipline(), [a_discipline() for _ in range(4)]
    chosen = {"main_discipline": main.pk, "disciplines": [main.pk, *(one.pk for one in four)]}
    form = STEP_FORMS[Step.WHAT](typed(Step.WHAT, **chosen), instance=Profile())
    assert (form.errors, {one.pk for one in form.values()["disciplines"]}) == ({}, {one.pk for one in four})


def test_four_further_disciplines_at_most():
    assert errors_of(Step.WHAT, disciplines=[a_discipline().pk for _ in range(5)]) == ["disciplines"]


def test_steps_write_what_was_typed(member, profile):
    a_discipline(voucher_area="design služeb")
    further = a_discipline(name_cs="Sklo")
    for step in WRITTEN:
        more = {Step.WHAT: {"disciplines": [further.pk]}, Step.CONTACT: {"voucher_areas": ["design služeb"]}}
        assert member.post(page_of(profile, step), typed(step, **more.get(step, {}))).status_code == 302
    found = newest(profile)
    assert (found.founded, found.size, found.services_cs, list(found.disciplines.all())) == (
        2014, "2-5", "hrnky\nkurzy", [further],
    )  # fmt: skip
    assert (found.latitude, found.longitude, found.precision, found.reach, found.languages) == (
        50.6607, 14.0322, "about_500_m", "national", ["cs", "de"],
    )  # fmt: skip
    assert (found.phone, found.web, found.voucher_areas, found.summary_de, found.teaching) == (
        "+420 601 234 567", "https://hrncirna.example.cz", ["design služeb"], "Wir drehen Becher.", True,
    )  # fmt: skip
    assert profile.revisions.count() == 1


def test_each_step_shows_what_is_there(member, profile):
    for step in WRITTEN:
        member.post(page_of(profile, step), typed(step))
    shown = {step: member.get(page_of(profile, step)).context["form"] for step in WRITTEN}
    assert shown[Step.WHERE]["point"].value() == "50.66070N, 14.03220E"
    assert shown[Step.WHERE]["languages"].value() == ["cs", "de"]
    assert shown[Step.CONTACT]["phone"].value() == "+420 601 234 567"
    assert shown[Step.OPENNESS]["teaching"].value() is True


def test_emptied_point_is_taken_away(member, profile):
    member.post(page_of(profile, Step.WHERE), typed(Step.WHERE))
    member.post(page_of(profile, Step.WHERE), typed(Step.WHERE, point=""))
    assert (newest(profile).latitude, newest(profile).longitude) == (None, None)


def test_steps_lead_from_one_to_the_next(member, profile):
    ways = [member.post(page_of(profile, step), typed(step, **{"continue": "1"})).url for step in WRITTEN]
    assert ways == [page_of(profile, step) for step in list(Step)[1:]]
    left = member.post(page_of(profile, Step.WHO), typed(Step.WHO, leave="1"))
    assert left.url == reverse("catalogue:edit", args=[profile.pk])


def test_walking_through_the_steps_of_a_public_profile_edits_nothing(member, owner):
    profile = a_profile(owner=owner, name="Veřejná", text_cs="Text.\nDruhý řádek.")
    for step in WRITTEN:
        form = member.get(page_of(profile, step)).context["form"]
        same = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        same = {name: value.replace("\n", "\r\n") if isinstance(value, str) else value for name, value in same.items()}
        assert member.post(page_of(profile, step), same).status_code == 302
    assert Profile.objects.get(pk=profile.pk).has_unpublished_changes is False


def test_wrong_field_is_marked_and_all_that_was_typed_is_there(member, profile):
    wrong = typed(Step.CONTACT, phone="zavolejte", web="hrncirna.example.cz")
    page = member.post(page_of(profile, Step.CONTACT), wrong)
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["phone"])
    text = page.content.decode()
    assert all(kept in text for kept in ('value="zavolejte"', 'value="hrncirna.example.cz"', 'aria-invalid="true"'))
    assert (newest(profile).phone, newest(profile).web) == ("", "https://hrncirna.example.cz")


def test_saving_as_one_types_tells_when_it_was(member, profile):
    answer = member.post(page_of(profile, Step.WHAT), typed(Step.WHAT), headers=AUTOSAVE)
    told = answer.json()
    assert (answer.status_code, told["errors"], told["percent"]) == (200, {}, 20 + 18 + 8)
    assert re.search(r"\d{1,2}:\d\d", told["status"])
    assert newest(profile).summary_cs == "Točíme hrnky."


def test_saving_as_one_types_keeps_the_good_and_marks_the_wrong(member, profile):
    wrong = typed(Step.CONTACT, phone="60123", email="nove@example.cz")
    answer = member.post(page_of(profile, Step.CONTACT), wrong, headers=AUTOSAVE)
    assert (answer.status_code, list(answer.json()["errors"])) == (200, ["phone"])
    assert (newest(profile).email, newest(profile).phone) == ("nove@example.cz", "")


def test_number_too_large_for_a_discipline_takes_nothing_typed_with_it(member, profile):
    values = typed(Step.WHAT, disciplines=["9" * 23], summary_cs="Hrnky z dubské hlíny.")
    assert member.post(page_of(profile, Step.WHAT), values, headers=AUTOSAVE).status_code == 200
    assert newest(profile).summary_cs == "Hrnky z dubské hlíny."


def test_wrong_value_does_not_wipe_the_good_one_saved_before(member, profile):
    member.post(page_of(profile, Step.CONTACT), typed(Step.CONTACT), headers=AUTOSAVE)
    member.post(page_of(profile, Step.CONTACT), typed(Step.CONTACT, phone="60123"), headers=AUTOSAVE)
    assert newest(profile).phone == "+420 601 234 567"


def test_older_tab_leaves_other_fields_as_they_are(member, profile):
    member.post(page_of(profile, Step.CONTACT), typed(Step.CONTACT, email="novejsi@example.cz"))
    member.post(page_of(profile, Step.WHAT), typed(Step.WHAT))
    assert (newest(profile).email, newest(profile).summary_cs) == ("novejsi@example.cz", "Točíme hrnky.")


def test_saving_as_one_types_makes_one_revision(member, profile):
    for number in range(20):
        member.post(page_of(profile, Step.WHAT), typed(Step.WHAT, summary_cs=f"Věta {number}."), headers=AUTOSAVE)
    assert profile.revisions.count() == 1


def test_steps_of_a_waiting_edit_are_read_only_but_openness(member, owner):
    profile = a_submitted_profile(by=owner)
    locked = {step: page_of(profile, step) for step in WRITTEN}
    found = {
        step: all(f.disabled for f in member.get(url).context["form"].fields.values()) for step, url in locked.items()
    }
    assert found == {step: step != Step.OPENNESS for step in WRITTEN}


def test_waiting_edit_is_not_written_to_but_taken_back(member, owner):
    profile = a_submitted_profile(by=owner, summary_cs="Odeslaná.")
    page = member.post(page_of(profile, Step.WHAT), typed(Step.WHAT, text_cs="Napsáno mezitím."))
    assert page.context["form"].non_field_errors()
    assert "Napsáno mezitím." in page.content.decode()
    assert (profile.revisions.count(), newest(profile).summary_cs) == (1, "Odeslaná.")
    answer = member.post(page_of(profile, Step.WHAT), typed(Step.WHAT), headers=AUTOSAVE)
    assert (answer.status_code, bool(answer.json()["status"])) == (409, True)
    member.post(reverse("catalogue:submission", args=[profile.pk]), {"withdraw": "1"})
    assert member.post(page_of(profile, Step.WHAT), typed(Step.WHAT)).status_code == 302
    assert newest(profile).summary_cs == "Točíme hrnky."


def test_live_preview_draws_what_is_typed_and_saves_nothing(member, profile):
    further = a_discipline(name_cs="Sklo")
    values = typed(Step.WHAT, summary_cs="Píšu <b>teď</b>.", disciplines=[further.pk]) | {"step": "what"}
    fragment = member.post(reverse("catalogue:live_preview", args=[profile.pk]), values).content.decode()
    assert all(part in fragment for part in ("Píšu &lt;b&gt;teď&lt;/b&gt;.", "Sklo", "Hrnčírna"))
    assert "<html" not in fragment
    assert newest(profile).summary_cs == ""


def test_live_preview_leaves_out_what_is_wrong(member, profile):
    values = typed(Step.WHO, name="", founded="zítra") | {"step": "who"}
    fragment = member.post(reverse("catalogue:live_preview", args=[profile.pk]), values).content.decode()
    assert "Hrnčírna" in fragment


@pytest.mark.parametrize("step", ["", "finish", "x"])
def test_live_preview_of_no_step_is_the_edit_as_it_is(member, profile, step):
    answer = member.post(reverse("catalogue:live_preview", args=[profile.pk]), {"step": step})
    assert "Hrnčírna" in answer.content.decode()


def test_live_preview_is_for_those_who_keep_the_profile(client, profile):
    client.force_login(a_user())
    assert client.post(reverse("catalogue:live_preview", args=[profile.pk]), {"step": "what"}).status_code == 404
    assert client.get(reverse("catalogue:live_preview", args=[profile.pk])).status_code == 405


def test_last_step_says_what_is_missing_and_sends(member, profile):
    page = member.get(page_of(profile, Step.FINISH))
    assert page.context["completeness"].percent == 20
    assert reverse("catalogue:submission", args=[profile.pk]) in page.content.decode()


FURTHER = ["catalogue:portfolio", "catalogue:needs", "catalogue:links"]


def test_each_step_leads_to_what_is_kept_beside_the_steps(member, profile):
    ways = [f'href="{reverse(page, args=[profile.pk])}"' for page in FURTHER]
    pages = {step: member.get(page_of(profile, step)).content.decode() for step in Step}
    assert [(step, way) for step, text in pages.items() for way in ways if way not in text] == []


def test_last_step_says_what_stands_beside_the_steps(member, profile):
    assert member.get(page_of(profile, Step.FINISH)).context["counts"] == {"pieces": 0, "wishes": 0, "links": 0}
    a_need(profile)
    an_offer(profile)
    a_need(profile, closed_at=timezone.now())
    ProfileLink.objects.create(profile=profile, url="https://example.cz/")
    a_piece(profile, by=profile.owners()[0])
    assert member.get(page_of(profile, Step.FINISH)).context["counts"] == {"pieces": 1, "wishes": 2, "links": 1}


def test_steps_are_not_kept_by_browsers(member, profile):
    assert "no-store" in member.get(page_of(profile, Step.WHO)).headers["Cache-Control"]


@pytest.mark.postgresql  # where the cache is the database's, it asks for more
@pytest.mark.parametrize("number", [1, 30])
def test_step_asks_the_database_as_often_for_one_discipline_as_for_thirty(
    member, profile, number, django_assert_max_num_queries
):
    for _ in range(number):
        a_discipline(sector=profile.main_discipline.sector)
    member.get(page_of(profile, Step.WHAT))
    with django_assert_max_num_queries(17):
        member.get(page_of(profile, Step.WHAT))


def test_live_preview_of_a_waiting_edit_is_the_edit_as_it_was_sent(member, owner):
    profile = a_submitted_profile(by=owner, summary_cs="Odeslaná.", teaching=False)
    address = reverse("catalogue:live_preview", args=[profile.pk])
    assert "Odeslaná." in member.post(address, {"step": "what"}).content.decode()
    teaching = str(Profile._meta.get_field("teaching").verbose_name)
    assert teaching in member.post(address, {"step": "openness", "teaching": "on"}).content.decode()


def test_too_long_text_is_marked_and_stays_whole(member, profile):
    long = "Točíme hrnky. " * 30
    field = str(member.get(page_of(profile, Step.WHAT)).context["form"]["summary_cs"])
    assert ("summary_cs" in field, "maxlength" in field) == (True, False)
    page = member.post(page_of(profile, Step.WHAT), typed(Step.WHAT, summary_cs=long))
    assert list(page.context["form"].errors) == ["summary_cs"]
    assert long.strip() in page.content.decode()
    answer = member.post(page_of(profile, Step.WHAT), typed(Step.WHAT, summary_cs=long), headers=AUTOSAVE)
    assert list(answer.json()["errors"]) == ["summary_cs"]
    assert (newest(profile).summary_cs, newest(profile).text_cs) == ("", "Dlouhý příběh.")
