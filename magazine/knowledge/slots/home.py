"""The library on the home page."""

from django.http import HttpRequest
from django.utils.translation import get_language

from kko.slots import HomeBlock
from magazine.models import CaseStudyPage, KnowledgePage

NEWEST_ON_HOME = 3


def home_studies(request: HttpRequest) -> HomeBlock | None:
    """The newest case studies in the reader's language, and in Czech where there are none."""
    for code in dict.fromkeys([(get_language() or "cs")[:2], "cs"]):
        studies = CaseStudyPage.objects.published().in_language(code).select_related("locale")
        newest = list(studies.order_by("-first_published_at", "-pk")[:NEWEST_ON_HOME])
        if newest:
            front = KnowledgePage.objects.live().filter(locale__language_code=code).first()
            context = {"studies": newest, "front": front, "lang": "" if code == get_language() else code}
            return HomeBlock(key="studies", template="magazine/knowledge/_home.html", context=context)
    return None
