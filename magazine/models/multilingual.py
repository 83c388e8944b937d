"""What all pages of the site have in common."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page


class Multilingual(models.Model):
    """Tells the frame of the page where its translations are."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        translations = Page.objects.translation_of(self, inclusive=True).live().select_related("locale")  # type: ignore[arg-type]
        request.kko_translations = {  # type: ignore[attr-defined]
            page.locale.language_code: page.get_url(request) for page in translations
        }
        return super().get_context(request, *args, **kwargs)  # type: ignore[misc]
