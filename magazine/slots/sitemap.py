"""What search engines are told of the tree of pages."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from kko.media.models import KkoImage
from kko.media.presets import drawn_as, drawn_images, specs_of
from kko.sitemaps import NewsEntry, Sitemap, SitemapEntry
from magazine.addresses import remembering
from magazine.models import ArticlePage
from magazine.parts import published_at


def pages_sitemap() -> Sitemap:
    """Every public page of the tree with its translations and pictures; articles of the last days are news."""
    keys = _public_pages().order_by("translation_key").values_list("translation_key", flat=True).distinct()
    return Sitemap(
        key="stranky", count=keys.count, entries=lambda start, stop: _pages(list(keys[start:stop])), news=_news
    )


def _public_pages():
    return Page.objects.live().public().filter(depth__gt=1)


def _pages(keys: list) -> Iterable[SitemapEntry]:
    request = remembering()
    together = defaultdict(list)
    pages = list(_public_pages().filter(translation_key__in=keys).select_related("locale").order_by("path"))
    for page in pages:
        together[page.translation_key].append(page)
    pictures = _pictures([page.pk for page in pages])
    for twins in together.values():
        addresses = {page.locale.language_code: url for page in twins if (url := page.get_url(request))}
        changed = max((page.last_published_at for page in twins if page.last_published_at), default=None)
        images = dict.fromkeys(image for page in twins for image in pictures[page.pk])
        if addresses:
            yield SitemapEntry(addresses, changed, tuple(images))


def _pictures(pks: list[int]) -> dict[int, list[str]]:
    """Return the addresses of what is drawn of the images of these pages: three queries for any number."""
    kinds = ContentType.objects.get_for_models(KkoImage, Page)
    references = ReferenceIndex.objects.filter(
        to_content_type=kinds[KkoImage], base_content_type=kinds[Page], object_id__in=[str(pk) for pk in pks]
    )
    pairs = list(references.order_by("pk").values_list("object_id", "to_object_id"))
    images = drawn_images("article").in_bulk({int(image) for _page, image in pairs})
    spec, found = specs_of(["article"])[-1], defaultdict(list)
    for page, image in pairs:
        if (shown := images.get(int(image))) and (drawn := drawn_as(shown, spec)):
            found[int(page)].append(drawn.url)
    return found


def _news(since: datetime) -> Iterable[NewsEntry]:
    request = remembering()
    articles = ArticlePage.objects.live().public().filter(is_sample=False).select_related("locale")
    for article in articles.filter(published_on__gte=timezone.localdate(since)):
        if url := article.get_url(request):
            yield NewsEntry(url, article.locale.language_code, article.title, published_at(article))
