"""Pages of the tree as machines read them: schema.org in JSON-LD, with no value that the page does not show."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from catalogue.structured import ESCAPES
from magazine.addresses import absolute, address_of
from magazine.cards import CARD_SIZE, card_url
from magazine.models import ArticlePage, HomePage, MagazinePage
from magazine.parts import author_of, labels_of, published_at

HOME_DEPTH = 2
Crumbs = list[tuple[str, str]]


def crumbs_of(page: Page, request: HttpRequest) -> Crumbs:
    """Return title and address of what stands above the page in the tree, the home page first: one query at most."""
    if page.depth <= HOME_DEPTH:
        return []
    above = page.get_ancestors().filter(depth__gt=1).select_related("locale")
    return [(one.title, one.get_url(request) or "/") for one in above]


def structured_data(
    page: Page, request: HttpRequest, crumbs: Crumbs, articles: Iterable[ArticlePage] = ()
) -> SafeString:
    """Return the JSON of a page and its place in the tree, safe inside a ``script`` element."""
    graph = [_described(page, request, articles), publisher()]
    if crumbs:
        graph.append(breadcrumb_list([*crumbs, (page.title, page.get_url(request) or "/")]))
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # nothing that is markup is left in it


def publisher() -> dict[str, Any]:
    """Return the organisation behind the site."""
    logo = {"@type": "ImageObject", "url": absolute(static("img/icon-512.png")), "width": 512, "height": 512}
    return {
        "@type": "Organization",
        "@id": f"{settings.BASE_URL}/#vydavatel",
        "name": settings.SITE_NAME,
        "url": f"{settings.BASE_URL}/",
        "logo": logo,
    }


def breadcrumb_list(crumbs: Crumbs) -> dict[str, Any]:
    """Return the way from the home page, the page itself last."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": absolute(address)}
            for place, (title, address) in enumerate(crumbs, start=1)
        ],
    }


def item_list(articles: Iterable[ArticlePage], request: HttpRequest) -> dict[str, Any]:
    """Return a list of articles in the order in which the page shows them."""
    items = [
        {"@type": "ListItem", "position": place, "url": address_of(article, request), "name": article.title}
        for place, article in enumerate(articles, start=1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def _described(page: Page, request: HttpRequest, articles: Iterable[ArticlePage]) -> dict[str, Any]:
    address = address_of(page, request)
    common = {"@id": address, "url": address, "inLanguage": page.locale.language_code}
    published = {"publisher": {"@id": publisher()["@id"]}}
    if isinstance(page, ArticlePage):
        return {"@type": "NewsArticle", **common, **_article(page), **published}
    if isinstance(page, MagazinePage):
        own = {"name": page.title, "description": page.lede, "mainEntity": item_list(articles, request)}
        return {"@type": "CollectionPage", **common, **own, **published}
    if isinstance(page, HomePage):
        search = absolute(reverse("search:results")) + "?q={search_term_string}"
        action = {"@type": "SearchAction", "target": search, "query-input": "required name=search_term_string"}
        return {"@type": "WebSite", **common, "name": settings.SITE_NAME, "potentialAction": action, **published}
    return {"@type": "WebPage", **common, "name": page.title, **_changed(page), **published}


def _article(page: ArticlePage) -> dict[str, Any]:
    name = author_of(page)
    author = {"@type": "Person", "name": name} if name else {"@id": publisher()["@id"]}
    width, height = CARD_SIZE
    found = {
        "headline": page.title,
        "description": page.summary,
        "image": [{"@type": "ImageObject", "url": card_url(page), "width": width, "height": height}],
        "datePublished": published_at(page).isoformat(timespec="seconds"),
        **_changed(page),
        "author": author,
        "articleSection": labels_of(page),
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _changed(page: Page) -> dict[str, str]:
    return {"dateModified": page.last_published_at.isoformat(timespec="seconds")} if page.last_published_at else {}
