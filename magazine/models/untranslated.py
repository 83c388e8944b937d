"""What has not been translated yet: the page above says so and offers the Czech original."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from magazine.models.multilingual import Multilingual

HOME = settings.LANGUAGE_CODE


class OffersCzech(Multilingual):
    """A page that answers for the Czech pages under its Czech twin at their own names under its own address."""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """What is not here may be in Czech: its page is offered, or its translation under another name found."""
        try:
            return super().route(request, path_components)  # type: ignore[misc]
        except Http404:
            czech = self._czech(path_components)
            if czech is None:
                raise
            return RouteResult(self, kwargs={"czech": czech})

    def serve(self, request: HttpRequest, *args: Any, czech: Page | None = None, **kwargs: Any) -> HttpResponse:
        if czech is not None:
            return self._offer(request, czech)
        return super().serve(request, *args, **kwargs)  # type: ignore[misc]

    def _czech(self, path_components: list[str]) -> Page | None:
        """Return the public Czech page with this name under the Czech twin of this page, if there is one."""
        if len(path_components) != 1 or self.locale.language_code == HOME or not self.live:  # type: ignore[attr-defined]
            return None
        twins = Page.objects.filter(translation_key=self.translation_key, locale__language_code=HOME)  # type: ignore[attr-defined]
        above = twins.live().first()
        pages = Page.objects.child_of(above).live().public().filter(slug=path_components[0]) if above else None
        return pages.specific().first() if pages is not None else None

    def _offer(self, request: HttpRequest, czech: Page) -> HttpResponse:
        """Lead to the translation under its own address, or say that there is none yet and offer the Czech page."""
        twins = {page.locale.language_code: page for page in czech.get_translations(inclusive=True).live()}
        if twin := twins.get(self.locale.language_code):  # type: ignore[attr-defined]
            return redirect(twin.get_url(request), permanent=True)
        request.kko_translations = {code: page.get_url(request) for code, page in twins.items()}  # type: ignore[attr-defined]
        request.kko_translations[self.locale.language_code] = request.path  # type: ignore[attr-defined]
        context = {"page": self, "front": self, "czech": czech, "url": czech.get_url(request)}
        return render(request, "magazine/untranslated.html", context)
