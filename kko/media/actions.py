"""The verbs of pictures that members send."""

import logging
from collections.abc import Iterable
from functools import partial

from celery import current_app
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from wagtail.images.models import SourceImageIOError
from wagtail.models import Collection, ReferenceIndex

from kko.media.models import KkoImage
from kko.media.pictures import SPECS
from kko.media.presets import specs_of

logger = logging.getLogger(__name__)

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
        collection=members_collection(),
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


def draw_presets(*, ids: Iterable[int], names: Iterable[str]) -> int:
    """Draw these presets of the images of ``ids`` where they are missing; returns how many images are ready."""
    specs, ready = specs_of(names), 0
    for image in KkoImage.objects.filter(pk__in=list(ids)).order_by("pk"):
        try:
            image.get_renditions(*specs)
        except (SourceImageIOError, OSError):  # the file is gone or too large: the others are still due
            logger.warning("Image %s could not be drawn.", image.pk, exc_info=True)
        else:
            ready += 1
    return ready


def draw_shown(*, page: models.Model, names: Iterable[str], first: int | None, first_names: Iterable[str]) -> None:
    """Draw after the commit what a page will show: its images in ``names``, the one of id ``first`` in others too.

    A worker does it where there is one; else it happens here, before the answer.
    """

    def draw() -> None:
        _draw_or_hand_over(shown_by(page), list(names))
        _draw_or_hand_over([first] if first else [], list(first_names))

    transaction.on_commit(draw, robust=True)


def shown_by(thing: models.Model) -> list[int]:
    """Return the ids of the images that a record refers to, in any field and block."""
    kind = ContentType.objects.get_for_model(KkoImage)
    found = ReferenceIndex.get_references_for_object(thing).filter(to_content_type=kind)
    return list(dict.fromkeys(int(pk) for pk in found.values_list("to_object_id", flat=True)))


def _draw_or_hand_over(ids: list[int], names: list[str]) -> None:
    if ids and settings.CELERY_BROKER_URL:
        # By name, since tasks stand above actions. What gets lost the first page draws itself.
        current_app.send_task("media.draw_presets", [ids, names], retry=False, ignore_result=True, expires=3600)
    elif ids:
        draw_presets(ids=ids, names=names)


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


def members_collection() -> Collection:
    """Return the collection of members' pictures; the first picture of an installation opens it."""
    found = Collection.objects.filter(name=MEMBERS_COLLECTION).first()
    if found is not None:
        return found
    root = Collection.objects.select_for_update().get(depth=1)
    return Collection.objects.filter(name=MEMBERS_COLLECTION).first() or root.add_child(name=MEMBERS_COLLECTION)
