"""Kinds of articles, sections of the magazine, and the words of their addresses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What sort of article it is."""

    NEWS = "news", pgettext_lazy("kind of article", "News")
    INTERVIEW = "interview", pgettext_lazy("kind of article", "Interview")
    REPORT = "report", pgettext_lazy("kind of article", "Report")
    DATA = "data", pgettext_lazy("kind of article", "Data story")
    OPINION = "opinion", pgettext_lazy("kind of article", "Opinion")
    GUIDE = "guide", pgettext_lazy("kind of article", "Guide")


class Section(models.TextChoices):
    """Where it happens: the magazine looks beyond the region as well."""

    REGION = "region", _("Our region")
    CZECHIA = "czechia", _("Czechia")
    ABROAD = "abroad", _("Abroad")


class ChartShape(models.TextChoices):
    """How the numbers of a table are drawn."""

    BAR = "bar", _("bars, to compare")
    LINE = "line", _("line, for what changes in time")


# The word after the address of the magazine, in each of its languages; no article may take one of them.
WORDS: dict[str, dict[str, Kind | Section]] = {
    "cs": {
        "kraj": Section.REGION,
        "cesko": Section.CZECHIA,
        "zahranici": Section.ABROAD,
        "zpravy": Kind.NEWS,
        "rozhovory": Kind.INTERVIEW,
        "reportaze": Kind.REPORT,
        "data": Kind.DATA,
        "nazory": Kind.OPINION,
        "pruvodce": Kind.GUIDE,
    },
    "en": {
        "region": Section.REGION,
        "czechia": Section.CZECHIA,
        "abroad": Section.ABROAD,
        "news": Kind.NEWS,
        "interviews": Kind.INTERVIEW,
        "reports": Kind.REPORT,
        "data": Kind.DATA,
        "opinions": Kind.OPINION,
        "guides": Kind.GUIDE,
    },
    "de": {
        "region": Section.REGION,
        "tschechien": Section.CZECHIA,
        "ausland": Section.ABROAD,
        "nachrichten": Kind.NEWS,
        "interviews": Kind.INTERVIEW,
        "reportagen": Kind.REPORT,
        "daten": Kind.DATA,
        "meinungen": Kind.OPINION,
        "leitfaeden": Kind.GUIDE,
    },
}
RESERVED_SLUGS = frozenset(word for words in WORDS.values() for word in words)


def word_of(listed: Kind | Section, language: str) -> str:
    """Return the word that stands in an address for this kind or section."""
    words = WORDS.get(language, WORDS["cs"])
    return next(word for word, value in words.items() if value is listed)
