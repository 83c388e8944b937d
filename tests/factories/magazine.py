"""Articles with good defaults."""

from datetime import date
from itertools import count

from magazine.models import ArticlePage, MagazinePage

_numbers = count(1)


def an_article(*, language: str = "cs", publish: bool = True, **fields) -> ArticlePage:
    """Return an article of the magazine in ``language``; the tree of pages must stand."""
    number = next(_numbers)
    front = MagazinePage.objects.get(locale__language_code=language)
    defaults = {
        "title": f"Zpráva {number}",
        "slug": f"zprava-{number}",
        "summary": "Co se stalo a proč na tom záleží.",
        "byline": "Rút Redaktorová",
        "published_on": date(2026, 5, 4),
        "body": [("text", "<p>V bývalé sušárně se znovu pálí.</p>")],
    }
    article = ArticlePage(**defaults | {"locale": front.locale, "live": False} | fields)
    front.add_child(instance=article)
    revision = article.save_revision()
    if publish:
        revision.publish()
    return ArticlePage.objects.get(pk=article.pk)
