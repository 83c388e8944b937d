"""What the page of an article shows: the body told from one shelf, and what stands around it.

At most eight queries, whatever the number of blocks: all pages around it (translations, topics, author, series,
linked pages, the magazine itself and what is above it); its series and what is related; images and their sizes;
cards, a query a kind; documents; what it cites.
"""

from dataclasses import dataclass, field
from typing import Any

from csp.decorators import csp_update
from django.apps import apps
from django.conf import settings
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page

from kko.media.models import KkoImage
from kko.slots import Card
from magazine import reading
from magazine.blocks.figures import facets_by_code
from magazine.blocks.pictures import licence_of, player_of
from magazine.choices import Section, word_of
from magazine.models.listing import everybodys, with_pictures
from magazine.models.multilingual import tell_translations
from magazine.shelf import MUNICIPALITY, Shelf, Wanted, card_kinds, fetch, holding, put_pages, wanted_by

RELATED, MOST_PARTS = 4, 60
TOLD = ("text", "question", "box", "quote", "timeline")  # blocks that take time to read
MARKED = ("text", "question", "box", "timeline")  # blocks that may name a source


@dataclass
class Kin:
    """The pages around an article, in the reader's language where there are twins."""

    translations: list[Page] = field(default_factory=list)
    topics: list[Page] = field(default_factory=list)
    author: Page | None = None
    series: Page | None = None
    front: Page | None = None
    above: list[Page] = field(default_factory=list)
    linked: list[Page] = field(default_factory=list)


def around(article: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what the template shows beside the fields of the article; says its translations to the request."""
    public = everybodys()
    wanted = wanted_by(article.body, article.sources, article.corrections, article.subjects, article.places)
    kin = _kin(article, public, wanted[Page], request)
    _tell(article, kin, request)
    parts, related = _beside(article, public, kin, wanted)
    author = article.author = getattr(kin.author, "authorpage", None)
    images = {article.picture_id, author.portrait_id if author else None, *(one.picture_id for one in related)}
    wanted[KkoImage] |= images - {None}
    if author and author.profile_id and "profile" in card_kinds():
        wanted[card_kinds()["profile"].model].add(author.profile_id)
    shelf = fetch(wanted)
    put_pages(shelf, wanted[Page], kin.linked, request)
    with_pictures([article, *related], shelf)
    return {
        **_told(article, shelf, request),
        **_series(article, parts),
        "kin": kin,
        "section_url": _section_url(article, kin, request),
        "author": author,
        "author_card": shelf.cards.get("profile", {}).get(author.profile_id) if author else None,
        "portrait": shelf.get(KkoImage, author.portrait_id) if author else None,
        "lead_licence": licence_of(article.picture) if article.picture else None,
        "subjects": _subjects(article, shelf),
        "towns": [facets_by_code()[code] for code in _codes(article) if code in facets_by_code()],
        "related": related,
        "has_players": bool(_players(article)),
    }


def allow_players(response: HttpResponse, article: Any) -> HttpResponse:
    """Return the response with a policy that lets in the players of just this article, once somebody asks."""
    if origins := sorted({player.origin for player in _players(article)}):
        csp_update({"frame-src": origins})(lambda _request: response)(None)
    return response


def _tell(article: Any, kin: Kin, request: HttpRequest) -> None:
    """Say translations and the way from home to the request, so that nobody asks for them again."""
    tell_translations(request, kin.translations)
    crumbs = [(one.title, one.get_url(request) or "/") for one in kin.above]
    request.kko_crumbs = (article.pk, crumbs)  # type: ignore[attr-defined]


def _section_url(article: Any, kin: Kin, request: HttpRequest) -> str:
    if kin.front is None:
        return ""
    return f"{kin.front.get_url(request)}{word_of(Section(article.section), article.locale.language_code)}/"


def _players(article: Any) -> list[Any]:
    found = [player_of(raw["value"]) for raw in article.body.raw_data if raw["type"] == "media"]
    return [player for player in found if player]


def _kin(article: Any, public: Q, linked: set[int], request: HttpRequest) -> Kin:
    """Fetch the pages around the article at once, and sort out which is which."""
    topics = apps.get_model("magazine.TopicPage").objects.filter(_chosen_topics(article, request))
    own = {"author": article.author_id, "series": article.series_id}
    ids = {pk for pk in (*own.values(), *linked) if pk}
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    around_it = Q(translation_key=article.translation_key) | Q(translation_key__in=topics.values("translation_key"))
    above = [article.path[:end] for end in range(2 * Page.steplen, len(article.path), Page.steplen)]
    around_it |= Q(translation_key__in=keys) | Q(path__in=above)
    pages = Page.objects.live().filter(public).filter(around_it).select_related("locale", "content_type", "authorpage")
    found = list(pages)
    by_pk = {page.pk: page for page in found}
    if article.pk in by_pk:
        article.locale = by_pk[article.pk].locale
    linked_keys = {by_pk[pk].translation_key for pk in linked if pk in by_pk}
    return Kin(
        translations=[page for page in found if page.translation_key == article.translation_key],
        topics=_in_language([page for page in found if page.content_type.model == "topicpage"], article, linked_keys),
        author=_twin(by_pk.get(own["author"]), found, article),
        series=_twin(by_pk.get(own["series"]), found, article),
        front=next((page for page in found if page.path == article.path[: -Page.steplen]), None),
        above=sorted((page for page in found if page.path in above), key=lambda page: page.path),
        linked=[page for page in found if page.translation_key in linked_keys],
    )


def _chosen_topics(article: Any, request: HttpRequest) -> Q:
    """A preview shows what the editor has chosen, the public page what is stored."""
    if getattr(request, "is_preview", False) or not article.pk:
        return Q(pk__in=[topic.pk for topic in article.topics.all()])
    return Q(articles=article.pk)


def _in_language(pages: list[Page], article: Any, without: set[Any]) -> list[Page]:
    """Return one page of each that are translations of each other, the article's language first, then Czech."""
    order = {article.locale.language_code: 0, settings.LANGUAGE_CODE: 1}
    chosen: dict[Any, Page] = {}
    for page in sorted(pages, key=lambda page: (order.get(page.locale.language_code, 2), page.title)):
        if page.translation_key not in without:
            chosen.setdefault(page.translation_key, page)
    return sorted(chosen.values(), key=lambda page: page.title)


def _twin(page: Page | None, found: list[Page], article: Any) -> Page | None:
    if page is None:
        return None
    twins = [one for one in found if one.translation_key == page.translation_key]
    return next((one for one in twins if one.locale_id == article.locale_id), page)


def _beside(article: Any, public: Q, kin: Kin, wanted: Wanted) -> tuple[list[Any], list[Any]]:
    """Return the parts of the article's series and what is related, in one query."""
    model = type(article)
    ways = model.topics.through.objects.filter(
        articlepage=OuterRef("pk"), topicpage__translation_key__in=[topic.translation_key for topic in kin.topics]
    )
    profiles = wanted[card_kinds()["profile"].model] if "profile" in card_kinds() else set()
    mentions = apps.get_model("magazine.Mention").objects.filter(article=OuterRef("pk"), profile__in=profiles)
    near = _points(Exists(ways), 4) + _points(Exists(mentions), 3) + _points(Q(section=article.section), 1)
    key = kin.series.translation_key if kin.series else None
    in_series = _points(Q(series__translation_key=key), 1) if key else Value(0, output_field=IntegerField())
    found = list(
        model.objects.readable(article.locale.language_code, public)
        .exclude(translation_key=article.translation_key)
        .annotate(near=near, in_series=in_series)
        .select_related("locale")
        .defer_streamfields()
        .order_by("-in_series", "-near", "-published_on", "-pk")[: MOST_PARTS + RELATED]
    )
    return [one for one in found if one.in_series], [one for one in found if not one.in_series][:RELATED]


def _points(condition: Any, worth: int) -> Case:
    return Case(When(condition, then=Value(worth)), default=Value(0), output_field=IntegerField())


def _series(article: Any, others: list[Any]) -> dict[str, Any]:
    """Return where in its series the article stands, with the parts before and after it."""
    parts = sorted([*others, article], key=lambda one: (one.published_on, one.pk or 0))
    at = parts.index(article)
    return {
        "part": at + 1,
        "parts": len(parts),
        "previous": parts[at - 1] if at else None,
        "next": parts[at + 1] if at + 1 < len(parts) else None,
    }


def _told(article: Any, shelf: Shelf, request: HttpRequest) -> dict[str, Any]:
    """Return the rendered body with its contents, sources and the time that it takes to read."""
    anchors, marks = reading.Anchors(), reading.Marks(len(article.sources.raw_data))
    label = _("Source %s")
    blocks = []
    with holding(shelf):
        for bound in article.body:
            html = str(bound.render(context={"request": request, "page": article}))
            if bound.block_type in MARKED:
                html = marks.put_into(html, label)
            if bound.block_type == "text":
                html = anchors.put_into(html)
            blocks.append((bound.block_type, html))
        sources = [(at, str(bound.render()), at in marks.used) for at, bound in enumerate(article.sources, 1)]
        corrections = [(bound.value["on"], str(bound.value["text"])) for bound in article.corrections]
    told = [html for kind, html in blocks if kind in TOLD]
    return {
        "blocks": blocks,
        "contents": anchors.contents(),
        "minutes": reading.minutes(told, article.locale.language_code),
        "sources": sources,
        "corrections": sorted(corrections, key=lambda one: one[0], reverse=True),
    }


def _subjects(article: Any, shelf: Shelf) -> list[Any]:
    """Return the cards of what the article is about; each once, and not those that stand in its text."""
    shown = wanted_by(article.body)
    found = {}
    for raw in article.subjects.raw_data:
        kind = card_kinds().get(raw["type"])
        cards = shelf.cards.get(kind.key, {}) if kind else {}
        # By address: of two profiles that were merged one stands in the text, the other here, and they are one.
        if kind and (card := cards.get(raw["value"])) and card.url not in _urls(cards, shown[kind.model]):
            found[card.url] = card
    return list(found.values())


def _urls(cards: dict[int, Card], ids: set[int]) -> set[str]:
    return {cards[pk].url for pk in ids if pk in cards}


def _codes(article: Any) -> list[str]:
    return list(dict.fromkeys(raw["value"] for raw in article.places.raw_data if raw["type"] == MUNICIPALITY))
