"""What the style gallery shows from the database, and the blocks of every kind of page in their states."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail import blocks

from catalogue.models import Project
from kko.search.slots import Result
from magazine.blocks.body import ArticleBody, HomeBody
from magazine.blocks.citations import Citation
from magazine.knowledge_blocks import GuideSteps
from magazine.models import ArticlePage, GuidePage, Reference

INVENTED = "Vymyšlená ukázka, která ukazuje jen svou podobu."
SHOWN = 2

Shown = tuple[str, str, list[str]]


def shared(request: HttpRequest) -> dict[str, Any]:
    """Return the newest articles, guides and projects, and a result of the search in two languages."""
    articles = ArticlePage.objects.live().public().select_related("locale", "picture").order_by("-pk")
    return {
        "articles": articles.defer_streamfields()[:SHOWN],
        "guides": GuidePage.objects.live().public().order_by("-pk")[:SHOWN],
        "projects": Project.objects.published().select_related("image").order_by("-pk")[:SHOWN],
        "results": [
            Result(title="Hrnčírna", url="#styles-cards", summary=INVENTED, meta="Dubí"),
            Result(title="Töpferei", url="#styles-cards", summary=INVENTED, meta="Dubí", lang="de"),
        ],
        "language": get_language(),
    }


def blocks_of(request: HttpRequest) -> list[Shown]:
    """Return name, label and rendered states of every block of articles, of the home page and of guides."""
    context = {"request": request, "language": get_language()}
    article = ArticleBody().child_blocks
    found = [_shown(name, block, block.raw_specimens(), context) for name, block in article.items()]
    steps = GuideSteps().child_blocks
    found += [_shown(name, steps[name], raw, context) for name, raw in _raw_of_steps().items()]
    cited = Citation()
    found.append(("source", str(cited.label), [cited.render(cited.get_preview_value(), context)]))
    highlights = HomeBody().child_blocks["highlights"]
    chosen = list(ArticlePage.objects.live().public().order_by("-pk").values_list("pk", flat=True)[:SHOWN])
    return [*found, _shown("highlights", highlights, [{"title": "Vybrali jsme", "articles": chosen}], context)]


def _raw_of_steps() -> dict[str, list[Any]]:
    step = {"title": "Zavolejte na úřad", "text": f"<p>{INVENTED}</p>", "source_name": "", "source_url": ""}
    sourced = {**step, "source_name": "Úřad", "source_url": "https://example.cz/"}
    references = list(Reference.objects.order_by("pk").values_list("pk", flat=True)[:1])
    return {"step": [step, sourced], "note": [f"<p>{INVENTED}</p>"], "citation": references}


def _shown(name: str, block: blocks.Block, raw: list[Any], context: dict[str, Any]) -> Shown:
    """An image or a record may be missing; then there is a state less."""
    states = [block.bind(block.to_python(one)).render(context) for one in raw]
    return name, str(block.label), [state for state in states if state.strip()]
