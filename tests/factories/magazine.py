"""Articles with good defaults."""

import json
from datetime import date
from itertools import count

from django.core.files.base import ContentFile

from kko.media.models import KkoDocument, KkoImage
from magazine.models import ArticlePage, AuthorPage, MagazinePage, SeriesPage, TopicPage
from tests.factories.media import a_picture

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


def a_topic(*, language: str = "cs", **fields) -> TopicPage:
    """Return a public topic."""
    return _under(
        TopicPage, language, {"title": f"Téma {(number := next(_numbers))}", "slug": f"tema-{number}"} | fields
    )


def an_author(*, language: str = "cs", **fields) -> AuthorPage:
    """Return a public author."""
    return _under(AuthorPage, language, {"title": "Rút Redaktorová", "slug": f"rut-{next(_numbers)}"} | fields)


def a_series(*, language: str = "cs", **fields) -> SeriesPage:
    """Return a public series."""
    return _under(SeriesPage, language, {"title": "Seriál", "slug": f"serial-{next(_numbers)}"} | fields)


def _under(model, language, fields):
    front = MagazinePage.objects.get(locale__language_code=language)
    page = model(**{"locale": front.locale, "live": False} | fields)
    front.add_child(instance=page)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)


def an_image(**fields) -> KkoImage:
    """Return a stored image with an author and terms, without which no page is published."""
    fields = {"credit": "Rút Fotografová", "licence": "CC-BY-4.0"} | fields
    name = f"obraz-{next(_numbers)}.jpg"
    return KkoImage.objects.create(title=name, file=a_picture(name), **fields)


def a_document(title: str = "Zadání") -> KkoDocument:
    """Return a stored file."""
    return KkoDocument.objects.create(title=title, file=ContentFile(b"Zadani", f"zadani-{next(_numbers)}.txt"))


def every_block(*, image: KkoImage, document: KkoDocument, profile, project=None, page=None) -> list[dict]:
    """Return one block of each kind as it stands in the database."""
    picture = {"image": image.pk, "alt_text": "Pec", "decorative": False, "caption": "Pec zvenku"}
    link = f'<a linktype="page" id="{page.pk}">odkaz</a>' if page else "odkaz"
    values = {
        "text": f"<h2>Kapitola</h2><p>Text {link} [1].</p>",
        "quote": {"words": "Pálí se.", "who": "Hlína"},
        "question": {"question": "Proč?", "answer": "<p>Proto.</p>"},
        "box": {"title": "Stranou", "text": "<p>Vysvětlení.</p>"},
        "picture": picture,
        "gallery": {"title": "Dílna", "pictures": [picture, picture]},
        "media": {"title": "Záznam", "url": "https://vimeo.com/123456789", "text": ""},
        "numbers": {"numbers": [{"number": "354", "label": "obcí"}], "source": ""},
        "chart": {"title": "Dílny", "shape": "bar", "table": "Obor\tDílny\nSklo\t1234", "unit": "", "source": ""},
        "timeline": {"title": "Život", "points": [{"when": "1898", "title": "Stavba", "text": ""}] * 2},
        "places": {"title": "Kde", "places": [{"municipality": "567507", "note": "dílna"}]},
        "downloads": {"title": "Soubory", "files": [{"document": document.pk, "note": ""}]},
        "call_to_action": {"title": "Přidejte se", "text": "", "label": "Přidat se", "page": None, "url": "/katalog/"},
        "profile": profile.pk,
    }
    cards = {"project": project.pk} if project else {}
    return [{"type": name, "value": value} for name, value in {**values, **cards}.items()]


def pictured(*images: KkoImage) -> str:
    """Return a body of these pictures, as it stands in the database."""
    value = {"alt_text": "Pec", "decorative": False, "caption": ""}
    return json.dumps([{"type": "picture", "value": {"image": image.pk, **value}} for image in images])


def citing(*references, where: str = "") -> str:
    """Return sources that cite entries of the literature, as they stand in the database."""
    return json.dumps([{"type": "citation", "value": {"reference": one.pk, "where": where}} for one in references])
