"""Blocks to look at, to listen to and to take away."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from catalogue.players import Player, player_for, provider_of
from kko.media.choices import DEEDS, Licence
from kko.media.models import KkoImage
from magazine.blocks.showing import DocumentChooser, ImageChooser, Specimen


def licence_of(image: KkoImage) -> dict[str, str]:
    """Return name and address of the licence under which an image is used."""
    known = image.licence in Licence.values
    name = str(Licence(image.licence).label) if known else image.licence
    return {"name": name, "url": DEEDS.get(Licence(image.licence), "") if known else ""}


def lacks(image: KkoImage) -> str:
    """Return what an image lacks before it may be published, and what to do about it; nothing where all is there."""
    if image.credit.strip() and image.licence.strip():
        return ""
    return gettext(
        "The image “%(title)s” has no credit or no licence. Fill both in at the image itself "
        "(Images in the menu), or choose another one."
    ) % {"title": image.title}


class PictureValue(blocks.StructValue):
    """A picture as it stands in a text."""

    @property
    def alt(self) -> str:
        """The words for whoever does not see it; none for decoration."""
        return "" if self.get("decorative") else self.get("alt_text") or ""

    @property
    def licence(self) -> dict[str, str]:
        return licence_of(self["image"])


class Picture(Specimen, blocks.StructBlock):
    """An image with its caption; credit and licence come from the image, words for the blind are asked for here.

    It stands in the database as Wagtail's own ``ImageBlock`` does, but its caption can be translated.
    """

    image = ImageChooser(label=_("Image"))
    decorative = blocks.BooleanBlock(
        label=_("Only decoration"), required=False, help_text=_("It tells nothing that the text does not say.")
    )
    alt_text = blocks.CharBlock(
        label=_("Words for whoever does not see it"),
        required=False,
        max_length=240,
        help_text=_("What is in it, in one sentence."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=240)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = {} if self.is_deferred_validation else self.wrong_with(cleaned)
        if wrong:
            raise blocks.StructBlockValidationError(block_errors={name: ValidationError(wrong[name]) for name in wrong})
        return cleaned

    @staticmethod
    def wrong_with(value: Any) -> dict[str, str]:
        """Return what keeps a picture from being published, by the field where it is mended."""
        wrong = {}
        if not value.get("decorative") and not (value.get("alt_text") or "").strip():
            wrong["alt_text"] = gettext("Say what is in the picture, or tick that it is only decoration.")
        if value.get("image") and (lack := lacks(value["image"])):
            wrong["image"] = lack
        return wrong

    class Meta:
        label = _("Picture")
        icon = "image"
        group = _("Pictures and sound")
        template = "magazine/blocks/picture.html"
        description = _("A picture with its caption, credit and licence.")
        value_class = PictureValue


class Gallery(Specimen, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    pictures = blocks.ListBlock(Picture(), label=_("Pictures"), min_num=2, max_num=24)

    class Meta:
        label = _("Gallery")
        icon = "image"
        group = _("Pictures and sound")
        template = "magazine/blocks/gallery.html"
        description = _("Several pictures side by side.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "pictures": [picture for picture in value["pictures"] if picture["image"]]}


class Media(Specimen, blocks.StructBlock):
    """Video or sound from elsewhere: a link, and a player that a click brings."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_("YouTube, Vimeo, SoundCloud, Spotify and Bandcamp play here; others open elsewhere."),
    )
    text = blocks.TextBlock(label=_("What is seen or heard in it"), required=False, rows=2)

    class Meta:
        label = _("Video or sound")
        icon = "media"
        group = _("Pictures and sound")
        template = "magazine/blocks/media.html"
        description = _("Nothing is loaded from elsewhere before the reader asks for it.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        player = player_of(value)
        return {**context, "player": player, "provider": provider_of(value["url"])}


def player_of(value: Any) -> Player | None:
    """Return the player of a media block, if its provider has one."""
    return player_for(value["url"]) if value["url"] else None


class Download(blocks.StructBlock):
    document = DocumentChooser(label=_("File"))
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=160)

    class Meta:
        label = _("File")


class Downloads(Specimen, blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    files = blocks.ListBlock(Download(), label=_("Files"), min_num=1, max_num=24)

    class Meta:
        label = _("Downloads")
        icon = "download"
        group = _("Links")
        template = "magazine/blocks/downloads.html"
        description = _("Files to take away, with their kind and size.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, "files": [one for one in value["files"] if one["document"]]}
