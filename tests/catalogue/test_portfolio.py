"""The portfolio kept by its owner: edits wait for approval, pictures are made safe, two windows do not collide."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext, override

from catalogue.actions import delete_profiles
from catalogue.actions.pictures import remove_unused_pictures
from catalogue.actions.portfolio import PictureOf, PieceGone, move_piece, remove_piece
from catalogue.forms.portfolio import PieceForm
from catalogue.models import Membership, PortfolioItem, Profile
from catalogue.models.portfolio import MAX_PIECES
from catalogue.views import portfolio as views
from kko.media.actions import MEMBERS_COLLECTION
from kko.media.models import KkoImage
from kko.media.pictures import SPECS, clean_picture
from kko.moderation.actions import PublicationError, approve_record, submit_record
from tests.factories.accounts import a_user
from tests.factories.catalogue import a_draft, a_profile
from tests.factories.media import PAGE, SVG, a_bomb, a_picture, an_upload, picture_bytes
from tests.factories.moderation import a_submitted_profile
from tests.factories.portfolio import a_kept_picture, a_piece, with_pieces

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
# The frame, the session and the user, the profile, its right to be edited and its state, the newest edit with its
# disciplines and pieces, the pictures and their sizes, what the ways between the pages count.
PORTFOLIO_QUERIES = 11
TYPED = {"title_cs": "Hrnek do vlaku", "year": "2024", "note_cs": "Z kaolinu.", "licence": "CC-BY-4.0"}


@pytest.fixture
def member(client, owner, roles):
    client.force_login(owner)
    return client


@pytest.fixture
def profile(owner):
    return a_profile(owner=owner)


def to(name: str, profile: Profile, *more) -> str:
    return reverse(f"catalogue:{name}", args=[profile.pk, *more])


def newest(profile: Profile) -> list[PortfolioItem]:
    draft = Profile.objects.get(pk=profile.pk).get_latest_revision_as_object()
    return sorted(draft.portfolio.all(), key=lambda piece: piece.sort_order)


def test_label_of_the_alternative_text_says_when_it_is_needed(member, profile):
    labels = {}
    for code in ("cs", "en", "de"):
        with override(code):
            page, words = member.get(to("portfolio_new", profile)).content.decode(), gettext("needed with a picture")
        labels[code] = re.search(r'<label for="id_alt">.*?</label>', page).group()
        assert f"({words})" in labels[code]
        assert gettext("(optional)") not in labels[code]


def titles(profile: Profile) -> list[str]:
    return [piece.title_cs for piece in newest(profile)]


def files_of(image: KkoImage) -> list[str]:
    return [image.file.name, *(each.file.name for each in image.renditions.all())]


def approve(profile: Profile, owner, curator) -> None:
    submitted = submit_record(record=profile, by=owner)
    approve_record(record=submitted, revision_id=submitted.latest_revision_id, by=curator)


def test_piece_with_a_picture_waits_for_approval_and_is_public_after_it(member, owner, curator, profile):
    data = TYPED | {"picture": a_picture(), "alt": "Hrnek na sedadle", "credit": "Eva Fotografka"}
    answer = member.post(to("portfolio_new", profile), data)
    assert (answer.status_code, answer.url) == (302, to("portfolio", profile))
    assert PortfolioItem.objects.count() == 0
    assert "Hrnek do vlaku" not in member.get(profile.get_absolute_url()).content.decode()
    approve(profile, owner, curator)
    (piece,) = Profile.objects.get(pk=profile.pk).portfolio.all()
    assert (piece.title_cs, piece.year, piece.alt) == ("Hrnek do vlaku", 2024, "Hrnek na sedadle")
    image = piece.image
    assert (image.credit, image.licence, image.uploaded_by_user) == ("Eva Fotografka", "CC-BY-4.0", owner)
    assert image.collection.name == MEMBERS_COLLECTION
    assert "Hrnek do vlaku" in member.get(profile.get_absolute_url()).content.decode()


def test_picture_that_the_browser_forgot_is_asked_for_once_more(member, profile):
    page = member.post(to("portfolio_new", profile), TYPED | {"picture": a_picture(), "alt": ""})
    assert list(page.context["form"].errors) == ["alt"]
    page = member.post(to("portfolio_new", profile), TYPED | {"alt": "Hrnek na sedadle"})
    assert (page.status_code, list(page.context["form"].errors), newest(profile)) == (200, ["picture"], [])
    member.post(to("portfolio_new", profile), TYPED | {"picture": a_picture(), "alt": "Hrnek na sedadle"})
    assert [piece.image is not None for piece in newest(profile)] == [True]


def test_maker_of_a_picture_that_is_not_there_asks_for_it(member, profile):
    page = member.post(to("portfolio_new", profile), TYPED | {"credit": "Eva Fotografka"})
    assert list(page.context["form"].errors) == ["picture"]


def test_removed_picture_takes_its_description_along(member, owner, profile):
    data = TYPED | {"picture": a_picture(), "alt": "Hrnek na sedadle", "credit": "Eva Fotografka"}
    member.post(to("portfolio_new", profile), data)
    (piece,) = newest(profile)
    kept = TYPED | {"alt": "Hrnek na sedadle", "credit": "Eva Fotografka"}
    assert member.post(to("portfolio_piece", profile, piece.key), kept).status_code == 302
    assert [each.image for each in newest(profile)] == [piece.image]
    member.post(to("portfolio_piece", profile, piece.key), kept | {"remove_picture": "on"})
    assert [(each.image, each.alt) for each in newest(profile)] == [(None, "")]


def test_piece_keeps_its_name_through_edits_and_approvals(member, owner, curator, profile):
    piece = a_piece(profile, by=owner)
    approve(profile, owner, curator)
    member.post(to("portfolio_piece", profile, piece.key), TYPED)
    (edited,) = newest(profile)
    assert (edited.key, edited.title_cs) == (piece.key, "Hrnek do vlaku")
    approve(profile, owner, curator)
    assert [each.key for each in PortfolioItem.objects.all()] == [piece.key]


def test_an_edit_in_one_window_never_touches_another_piece(member, owner, profile):
    first, second = a_piece(profile, by=owner, title_cs="První"), a_piece(profile, by=owner, title_cs="Druhá")
    assert "První" in member.get(to("portfolio_piece", profile, first.key)).content.decode()
    member.post(to("portfolio_removal", profile, first.key))
    answer = member.post(to("portfolio_piece", profile, first.key), TYPED, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success", "error"]
    assert [(piece.key, piece.title_cs) for piece in newest(profile)] == [(second.key, "Druhá")]
    assert member.get(to("portfolio_piece", profile, first.key)).status_code == 404
    member.post(to("portfolio_removal", profile, first.key))
    assert titles(profile) == ["Druhá"]


@pytest.mark.parametrize(
    ("moved", "later", "order"),
    [(0, True, "bac"), (0, False, "abc"), (2, False, "acb"), (2, True, "abc"), (1, True, "acb")],
)
def test_pieces_are_put_in_order(member, owner, profile, moved, later, order):
    keys = [a_piece(profile, by=owner, title_cs=title).key for title in "abc"]
    answer = member.post(to("portfolio_order", profile, keys[moved]), {"later" if later else "sooner": "1"})
    assert answer.url == f"{to('portfolio', profile)}#piece-{keys[moved]}"
    assert "".join(titles(profile)) == order


def test_a_piece_that_is_gone_cannot_be_moved(owner, profile):
    with pytest.raises(PieceGone):
        move_piece(profile=profile, key=uuid.uuid4(), later=True, by=owner)


def test_twelve_pieces_at_most(member, owner, profile):
    for _ in range(MAX_PIECES):
        a_piece(profile, by=owner)
    page = member.post(to("portfolio_new", profile), TYPED)
    assert len(page.context["form"].non_field_errors()) == 1
    assert len(newest(profile)) == MAX_PIECES
    assert to("portfolio_new", profile) not in member.get(to("portfolio", profile)).content.decode()


def test_while_an_edit_waits_the_portfolio_is_read_only_and_can_be_taken_back(member, owner):
    profile = a_submitted_profile(by=owner)
    revision = profile.latest_revision_id
    page = member.get(to("portfolio", profile)).content.decode()
    assert ('name="withdraw"' in page, to("portfolio_new", profile) in page) == (True, False)
    form = member.post(to("portfolio_new", profile), TYPED).context["form"]
    assert (len(form.non_field_errors()), form["title_cs"].value()) == (1, "Hrnek do vlaku")
    assert Profile.objects.get(pk=profile.pk).latest_revision_id == revision
    member.post(to("submission", profile), {"withdraw": "1"})
    assert member.post(to("portfolio_new", profile), TYPED).status_code == 302


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title_cs": " "}, ["title_cs"]),
        ({"year": "24"}, ["year"]),
        ({"year": "3000"}, ["year"]),
        ({"media_url": "javascript:alert(1)"}, ["media_url"]),
        ({"licence": "mine"}, ["licence"]),
        ({"note_cs": "a" * 201}, ["note_cs"]),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field_and_the_rest_stays(member, profile, typed, wrong):
    form = member.post(to("portfolio_new", profile), TYPED | {"picture": a_picture(), "alt": "Hrnek"} | typed).context[
        "form"
    ]
    assert (list(form.errors), form["alt"].value()) == (wrong, "Hrnek")


def test_picture_needs_words_for_those_who_do_not_see_it(member, owner, profile):
    form = member.post(to("portfolio_new", profile), TYPED | {"picture": a_picture()}).context["form"]
    assert list(form.errors) == ["alt"]
    piece = a_piece(profile, by=owner, picture=PictureOf(file=clean_picture(a_picture())), alt="Hrnek")
    address = to("portfolio_piece", profile, piece.key)
    assert list(member.post(address, TYPED).context["form"].errors) == ["alt"]
    assert member.post(address, TYPED | {"remove_picture": "on"}).status_code == 302
    assert newest(profile)[0].image is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (a_bomb(), "50 "),
        (PAGE, "JPEG, PNG, WebP"),
        (SVG, "JPEG, PNG, WebP"),
        (picture_bytes() + PAGE, ""),
        (picture_bytes()[:300], ""),
    ],
    ids=["bomb", "page", "svg", "polyglot", "half"],
)
def test_attack_by_picture_is_refused_beside_its_field_and_nothing_is_kept(member, profile, content, words):
    data = TYPED | {"picture": an_upload("foto.jpg", content), "alt": "Hrnek"}
    form = member.post(to("portfolio_new", profile), data).context["form"]
    assert list(form.errors) == ["picture"]
    assert words in str(form.errors["picture"])
    assert (KkoImage.objects.count(), titles(profile)) == (0, [])


def test_other_terms_make_a_copy_so_that_the_public_page_keeps_its_own(member, owner, curator, profile):
    picture = PictureOf(file=clean_picture(a_picture()), credit="Eva", licence="reserved")
    piece = a_piece(profile, by=owner, picture=picture, alt="Hrnek")
    approve(profile, owner, curator)
    address = to("portfolio_piece", profile, piece.key)
    typed = TYPED | {"alt": "Hrnek", "credit": "Eva", "licence": "reserved"}
    member.post(address, typed)
    assert KkoImage.objects.count() == 1
    member.post(address, typed | {"licence": "CC0-1.0"})
    public = PortfolioItem.objects.get().image
    assert (public.licence, newest(profile)[0].image.licence) == ("reserved", "CC0-1.0")


def test_licence_of_a_picture_from_the_library_can_stay():
    image = KkoImage(licence="CC BY-SA 3.0", width=1, height=1)
    form = PieceForm(instance=PortfolioItem(title_cs="A", image=image))
    assert ("CC BY-SA 3.0", "CC BY-SA 3.0") in form.fields["licence"].choices


def test_strangers_other_members_and_unknown_pieces_find_nothing(client, owner, profile):
    piece = a_piece(profile, by=owner)
    reading = [to("portfolio", profile), to("portfolio_new", profile), to("portfolio_piece", profile, piece.key)]
    posting = [to("portfolio_order", profile, piece.key), to("portfolio_removal", profile, piece.key)]
    assert [client.get(address).status_code for address in reading] == [302, 302, 302]
    client.force_login(a_user())
    assert [client.get(address).status_code for address in reading] == [404, 404, 404]
    assert [client.post(address).status_code for address in posting] == [404, 404]
    client.force_login(owner)
    assert [client.get(address).status_code for address in posting] == [405, 405]
    assert client.get(to("portfolio_piece", profile, uuid.uuid4())).status_code == 404
    assert client.get(to("portfolio_piece", a_profile(owner=owner), piece.key)).status_code == 404
    assert titles(profile) == [piece.title_cs]


def test_editor_of_the_profile_keeps_the_portfolio_too(client, profile):
    editor = a_user()
    Membership.objects.create(profile=profile, user=editor, role="editor")
    client.force_login(editor)
    assert client.post(to("portfolio_new", profile), TYPED).status_code == 302


@pytest.mark.postgresql  # where the cache is the database's, it asks for more
@pytest.mark.parametrize("number", [1, MAX_PIECES])
def test_portfolio_asks_as_often_for_one_piece_as_for_twelve(member, profile, number, django_assert_max_num_queries):
    with_pieces(profile, number, image=a_kept_picture(), alt="Hrnek")
    member.get(to("portfolio", profile))
    with django_assert_max_num_queries(PORTFOLIO_QUERIES):
        assert member.get(to("portfolio", profile)).content.count(b'class="piece"') == number


# --- What nothing uses goes ----------------------------------------------------------------------


def test_pictures_go_with_their_profile_files_and_all(owner, profile, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        a_piece(profile, by=owner, picture=PictureOf(file=clean_picture(a_picture())), alt="Hrnek")
    image = KkoImage.objects.get()
    files = files_of(image)
    assert (len(files), all(map(default_storage.exists, files))) == (1 + len(SPECS), True)
    with django_capture_on_commit_callbacks(execute=True):
        delete_profiles(ids=[profile.pk], by=owner)
    assert (KkoImage.objects.count(), any(map(default_storage.exists, files))) == (0, False)


def test_picture_that_another_edit_or_profile_uses_stays(owner, profile):
    other = a_profile(owner=owner)
    public, drafted, unused = a_kept_picture(), a_kept_picture(), a_kept_picture()
    with_pieces(other, image=public)
    piece = a_piece(profile, by=owner, image=drafted)
    remove_piece(profile=profile, key=piece.key, by=owner)  # an older edit still shows it
    assert remove_unused_pictures(ids=[public.pk, drafted.pk, unused.pk]) == 1
    assert {*KkoImage.objects.values_list("pk", flat=True)} == {public.pk, drafted.pk}
    delete_profiles(ids=[profile.pk], by=owner)
    assert {*KkoImage.objects.values_list("pk", flat=True)} == {public.pk}


def test_picture_from_the_editors_library_always_stays():
    image = a_kept_picture()
    image.collection = image.collection.get_parent()
    image.save()
    assert remove_unused_pictures(ids=[image.pk]) == 0


def test_waiting_edit_refuses_every_change(owner, roles):
    profile = a_submitted_profile(by=owner)
    with pytest.raises(PublicationError):
        a_piece(profile, by=owner, picture=PictureOf(file=clean_picture(a_picture())), alt="Hrnek")
    assert KkoImage.objects.count() == 0
    assert a_draft(by=owner).publication_state == "draft"


def test_pictures_beyond_the_limit_of_an_hour_are_not_decoded_and_what_was_typed_stays(member, profile, monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "PICTURES_AN_HOUR", 1)
    sent = [member.post(to("portfolio_new", profile), TYPED | {"picture": a_picture(), "alt": "A"}) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [302, 200]
    form = sent[1].context["form"]
    assert (list(form.errors), form["title_cs"].value()) == (["picture"], "Hrnek do vlaku")
    assert member.post(to("portfolio_new", profile), TYPED).status_code == 302
    assert KkoImage.objects.count() == 1


def test_pictures_of_one_member_do_not_count_for_another(client, member, profile, monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "PICTURES_AN_HOUR", 1)
    data = TYPED | {"alt": "A"}
    assert member.post(to("portfolio_new", profile), data | {"picture": a_picture()}).status_code == 302
    other = a_user()
    foreign = a_profile(owner=other)
    client.force_login(other)
    assert client.post(to("portfolio_new", foreign), data | {"picture": a_picture()}).status_code == 302
