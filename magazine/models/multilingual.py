"""What all pages of the site have in common."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page


class PageForm(WagtailAdminPageForm):
    """The form of a page. New addresses are without diacritics; an older one keeps its letters.

    Without that, the browser would strike them out of it as soon as somebody leaves the field.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and not (self.instance.slug or "").isascii():
            self.fields["slug"].widget.attrs["data-w-slug-allow-unicode-value"] = True


class Multilingual(models.Model):
    """Tells the frame of the page where its translations are."""

    base_form_class = PageForm

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context; a page that already knows its translations has said them to the request."""
        if not hasattr(request, "kko_translations"):
            twins = Page.objects.translation_of(self, inclusive=True).live().select_related("locale")  # type: ignore[arg-type]
            tell_translations(request, twins)
        return super().get_context(request, *args, **kwargs)  # type: ignore[misc]


def tell_translations(request: HttpRequest, twins: Any) -> None:
    """Put the addresses of a page's live translations where the frame looks for them."""
    request.kko_translations = {page.locale.language_code: page.get_url(request) for page in twins}  # type: ignore[attr-defined]
