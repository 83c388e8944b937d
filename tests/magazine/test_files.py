"""Pictures and documents: authors change their own, editors the magazine's, curators those of members."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission

from catalogue.reference import LIBRARY, load_library
from kko.accounts.actions import grant_role
from kko.accounts.choices import Role
from kko.accounts.reference import load_roles
from kko.media.actions import MEMBERS_COLLECTION, keep_picture
from kko.media.models import KkoDocument, KkoImage
from magazine.reference import FILES, SAMPLE_FILES, files_collection, load_site
from tests.factories.accounts import a_curator, a_holder, a_user
from tests.factories.magazine import a_document, an_image
from tests.factories.media import a_picture, picture_bytes
from tests.factories.projects import a_project

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def reference():
    load_roles()
    load_library()
    load_site()


def a_member_s_picture() -> KkoImage:
    file = ContentFile(picture_bytes(), name="hrnek.jpg")
    return keep_picture(file=file, title="Hrnek", credit="Jana", licence="CC0-1.0", by=a_user(), drawn_later=True)


def of_the_magazine(thing, by=None):
    thing.collection, thing.uploaded_by_user = files_collection(), by
    thing.save()
    return thing


def may(client, image: KkoImage) -> tuple[bool, bool, bool, bool]:
    """Return whether who is signed in may change, delete, delete in bulk and choose the picture."""
    bulk = reverse("wagtail_bulk_action", args=["media", "kkoimage", "delete"])
    addresses = [
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        f"{bulk}?id={image.pk}",
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
    ]
    return tuple(client.get(address).status_code == 200 for address in addresses)


@pytest.mark.parametrize(
    ("role", "members", "editors_picture", "own"),
    [
        (Role.AUTHOR, [False] * 4, [False, False, False, True], [True] * 4),
        (Role.EDITOR, [False] * 4, [True] * 4, [True] * 4),
        (Role.CURATOR, [True] * 4, [False] * 4, [False] * 4),
    ],
)
def test_what_a_role_may_do_with_whose_pictures(client, role, members, editors_picture, own):
    user = a_holder(role)
    client.force_login(user)
    pictures = (a_member_s_picture(), of_the_magazine(an_image()), of_the_magazine(an_image(), by=user))
    assert [list(may(client, image)) for image in pictures] == [members, editors_picture, own]


def test_author_changes_nothing_of_a_member_s_picture(client):
    image = a_member_s_picture()
    client.force_login(a_holder(Role.AUTHOR))
    data = {"title": "Můj", "credit": "Já", "collection": files_collection().pk, "tags": ""}
    client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    client.post(reverse("wagtailimages:delete", args=[image.pk]))
    client.post(f"{reverse('wagtail_bulk_action', args=['media', 'kkoimage', 'delete'])}?id={image.pk}")
    client.post(
        f"{reverse('wagtail_bulk_action', args=['media', 'kkoimage', 'add_to_collection'])}?id={image.pk}",
        {"collection": files_collection().pk},
    )
    stored = KkoImage.objects.get(pk=image.pk)
    assert (stored.title, stored.credit, stored.collection.name) == ("Hrnek", "Jana", MEMBERS_COLLECTION)


def test_bulk_deeds_name_no_picture_of_others_beside_one_s_own(client):
    author = a_holder(Role.AUTHOR)
    own, foreign = of_the_magazine(an_image(), by=author), a_member_s_picture()
    client.force_login(author)
    bulk = reverse("wagtail_bulk_action", args=["media", "kkoimage", "delete"])
    assert client.get(bulk, {"id": own.pk}).status_code == 200
    assert "Hrnek" not in client.get(bulk, {"id": [own.pk, foreign.pk]}, follow=True).content.decode()


def test_author_takes_no_document_out_of_a_collection_of_others(client):
    private = Collection.get_first_root_node().add_child(name="Soukromé")
    document = a_document()
    KkoDocument.objects.update(collection=private)
    client.force_login(a_holder(Role.AUTHOR))
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    client.post(edit, {"title": "Můj", "collection": files_collection().pk, "tags": ""})
    assert KkoDocument.objects.values_list("title", "collection__name").get() == ("Zadání", "Soukromé")


@pytest.mark.parametrize(
    ("role", "offered"),
    [(Role.AUTHOR, ["Magazínový"]), (Role.EDITOR, ["Magazínový"]), (Role.CURATOR, ["Hrnek"])],
)
def test_chooser_offers_what_the_role_works_with(client, role, offered):
    a_member_s_picture()
    of_the_magazine(an_image())
    KkoImage.objects.exclude(title="Hrnek").update(title="Magazínový")
    client.force_login(a_holder(role))
    page = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    assert [title for title in ("Hrnek", "Magazínový") if title in page] == offered


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR])
def test_what_is_sent_through_the_chooser_lies_with_the_magazine(client, role):
    client.force_login(a_holder(role))
    data = {"image-chooser-upload-title": "Pec", "image-chooser-upload-file": a_picture("pec.jpg")}
    answer = client.post(reverse("wagtailimages_chooser:create"), data)
    assert answer.json()["step"] == "chosen"
    assert KkoImage.objects.get().collection.name == FILES


def test_who_is_curator_and_editor_has_both(client):
    user = a_curator()
    grant_role(user=user, role=Role.EDITOR, by=None)
    client.force_login(user)
    assert all((*may(client, a_member_s_picture()), *may(client, of_the_magazine(an_image()))))


def as_it_was() -> None:
    """Give the rights that earlier versions gave, on everything."""
    codenames = [f"{verb}_{noun}" for verb in ("add", "change", "choose") for noun in ("image", "document")]
    ours = ("wagtailimages", "wagtaildocs")
    rights = Permission.objects.filter(content_type__app_label__in=ours, codename__in=codenames)
    for name in ("editor", "author", "curator"):
        for right in rights:
            GroupCollectionPermission.objects.create(
                group=Group.objects.get(name=name), collection=Collection.get_first_root_node(), permission=right
            )


def granted() -> set[tuple[str, str, str]]:
    ours = GroupCollectionPermission.objects.filter(group__name__in=("editor", "author", "curator"))
    return set(ours.values_list("group__name", "collection__name", "permission__codename"))


def test_older_installation_loses_the_rights_to_everything_and_its_files_find_their_place(client):
    new = granted()
    as_it_was()
    sample = Collection.get_first_root_node().add_child(name=SAMPLE_FILES)
    picture, document, shown, members, sampled = (
        an_image(), a_document(), an_image(), a_member_s_picture(), an_image(collection=sample),
    )  # fmt: skip
    a_project(image=shown)
    for _ in range(2):
        load_site()
        assert granted() == new
    for thing, place in (
        (picture, FILES), (document, FILES), (shown, LIBRARY), (members, MEMBERS_COLLECTION), (sampled, SAMPLE_FILES),
    ):  # fmt: skip
        assert type(thing).objects.get(pk=thing.pk).collection.name == place
    client.force_login(a_holder(Role.EDITOR))
    assert all(may(client, sampled))


def test_what_somebody_with_all_rights_keeps_elsewhere_stays_there():
    picture = an_image()
    load_site()
    assert KkoImage.objects.get(pk=picture.pk).collection.is_root()
