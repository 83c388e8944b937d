"""What a page needs before the public may see it. A draft may lack all of it."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Revision

from magazine.blocks.pictures import Picture, lacks
from magazine.models.multilingual import PageForm


class NotReady(Exception):
    """A page that lacks something was to be published. The text says what, for the person who asked."""

    def __init__(self, page: Any, hindrances: list[str]) -> None:
        self.page_id, self.hindrances = page.pk, hindrances
        super().__init__(f"{page.title}: {' '.join(hindrances)}")


class ReadyForm(PageForm):
    """Says beside its field what a page lacks; only where it is to be published or read by others, not in a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "summary" in self.fields:
            self.fields["summary"].error_messages["required"] = gettext_lazy(
                "Write the summary: in one or two sentences, why to read it."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        image = cleaned.get("picture")
        if image and not self.is_deferred_validation and (lack := lacks(image)):
            self.add_error("picture", lack)
        return cleaned


class Ready(models.Model):
    """A page that is not published without a summary, words for its pictures, their credit and licence.

    The form says so first, beside the field. ``publish`` holds it for every other way: approval from a list,
    several pages at once, a time that was set, a translation.
    """

    summary: Any
    base_form_class = ReadyForm

    class Meta:
        abstract = True

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish a revision. Raises ``NotReady`` when it lacks something."""
        page = revision.as_object()
        if hindrances := page.hindrances():
            raise NotReady(page, hindrances)
        super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    def hindrances(self) -> list[str]:
        """Return in sentences what the page lacks; none when it may go out."""
        found = [] if self.summary.strip() else [_("It has no summary.")]
        image = getattr(self, "picture", None)
        if image and (lack := lacks(image)):
            found.append(lack)
        for field in self._meta.get_fields():
            if isinstance(field, StreamField):
                for value in _pictures(field.stream_block, getattr(self, field.name)):
                    found += Picture.wrong_with(value).values()
        return list(dict.fromkeys(found))


def _pictures(block: blocks.Block, value: Any) -> Iterator[Any]:
    """Yield the pictures of a stream, however deep they stand."""
    if isinstance(block, Picture):
        yield value
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _pictures(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _pictures(block.child_block, item)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _pictures(child, value.get(name))
