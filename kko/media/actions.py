"""The verbs of pictures that members send."""

from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import models, transaction
from wagtail.models import Collection, ReferenceIndex

from kko.media.models import KkoImage
from kko.media.pictures import SPECS

# Pictures of members lie apart: these alone go when nothing uses them any more.
MEMBERS_COLLECTION = "Portfolio"


@transaction.atomic
def keep_picture(
    *, file: ContentFile, title: str, credit: str, licence: str, by: AbstractBaseUser | None, drawn_later: bool = False
) -> KkoImage:
    """Keep a clean picture (``kko.media.pictures.clean_picture``) and return it; its sizes follow after the commit.

    ``drawn_later`` leaves them to the first page that shows it.
    """
    image = KkoImage(
        title=title[:255],
        credit=credit,
        licence=licence,
        file=file,
        uploaded_by_user=by,
        collection=_members_collection(),
    )
    image._set_image_file_metadata()
    image.save()
    image.file.close()
    # after the transaction: it takes seconds, and others wait for the rows that are locked
    if not drawn_later:
        transaction.on_commit(partial(draw_sizes, image.pk), robust=True)
    return image


def draw_sizes(pk: int) -> None:
    """Draw the sizes of a picture that pages show; what is missing the first page that shows it draws itself."""
    image = KkoImage.objects.filter(pk=pk).first()
    if image is not None:
        image.get_renditions(*SPECS)


@transaction.atomic
def credit_picture(*, image: KkoImage, credit: str, licence: str, by: AbstractBaseUser | None) -> KkoImage:
    """Return the picture with this credit and licence: a copy where they differ.

    What is public keeps the old ones until a curator approves the edit that uses the copy.
    """
    if (image.credit, image.licence) == (credit, licence):
        return image
    with image.open_file() as stored:
        file = ContentFile(stored.read(), name=image.filename)
    return keep_picture(file=file, title=image.title, credit=credit, licence=licence, by=by)


@transaction.atomic
def delete_unreferenced(*, images: list[KkoImage], apart_from: type[models.Model]) -> int:
    """Delete those pictures of members that nothing refers to, files and all; returns how many went.

    ``apart_from`` is the model whose references the caller has looked at itself, drafts included.
    """
    gone = 0
    for image in images:
        references = ReferenceIndex.get_references_to(image).exclude(
            base_content_type__app_label=apart_from._meta.app_label,
            base_content_type__model=apart_from._meta.model_name,
        )
        if image.collection.name == MEMBERS_COLLECTION and not references.exists():
            image.delete()
            gone += 1
    return gone


def _members_collection() -> Collection:
    """Return the collection of members' pictures; the first picture of an installation opens it."""
    found = Collection.objects.filter(name=MEMBERS_COLLECTION).first()
    if found is not None:
        return found
    root = Collection.objects.select_for_update().get(depth=1)
    return Collection.objects.filter(name=MEMBERS_COLLECTION).first() or root.add_child(name=MEMBERS_COLLECTION)
