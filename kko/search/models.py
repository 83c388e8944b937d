"""The index: one row for each thing that can be found, and the words it is found by. What editors add to the
search: synonyms and recommendations. And how often words were searched."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_PHRASES = 20
MAX_PHRASE_WORDS = 4


class SortKeyField(models.CharField):
    """A column for ``sort_key``: compared byte by byte on both databases, whatever their locale."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}


class SearchEntry(models.Model):
    """One findable thing. PostgreSQL searches the vector; on SQLite it stays empty and the FTS5 table
    ``search_fts``, whose rowid is the entry's id, takes their place (migration 0001)."""

    kind = models.CharField(_("kind"), max_length=30)
    object_id = models.PositiveBigIntegerField(_("object"))
    title = models.CharField(_("title"), max_length=300)
    words = models.TextField(_("words for suggestions"), blank=True, default="")
    # Translations share the key, so that a search tells of one of them; what has all its languages in it has none.
    twin = models.UUIDField(_("key of the translations"), null=True, editable=False)
    language = models.CharField(_("language"), max_length=10, blank=True, default="", editable=False)
    # Keys, and keys marked with the weight of their place ("Akeramik"), under GIN. Matching and ranking both come
    # from the index alone: no row's vector is ever read, however many rows a word matches.
    vector = SearchVectorField(null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]
        indexes = [
            models.Index(
                fields=["kind", "object_id"], condition=models.Q(twin__isnull=False), name="search_entry_twins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.title}"


class VocabularyWord(models.Model):
    """A word of public names, disciplines, places and summaries, and how many entries hold it.

    Suggestions come from here. The count goes down with the entries, so a word that was erased
    everywhere is not suggested any more.
    """

    kind = models.CharField(_("kind"), max_length=30)
    word = models.CharField(_("word"), max_length=40)
    folded = models.CharField(_("without diacritics"), max_length=120, db_index=True)
    uses = models.IntegerField(_("entries"), default=0)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word


def phrases(text: str) -> list[str]:
    """Return the phrases of a list that an editor wrote: parted by commas, semicolons or lines, none twice."""
    found = (" ".join(one.split()) for one in re.split(r"[,;\n]", text))
    return list(dict.fromkeys(one for one in found if one))


def _words(phrase: str) -> list[str]:
    return re.findall(r"[^\W_]+", phrase)


def validate_phrases(text: str) -> None:
    """Refuse a list without words, with too many of them, or with one too long to be asked for."""
    found = phrases(text)
    if not found or not all(_words(one) for one in found):
        raise ValidationError(_("Write words, parted by commas."))
    if len(found) > MAX_PHRASES:
        raise ValidationError(_("That is too many at once: %(most)d words at most.") % {"most": MAX_PHRASES})
    for one in found:
        if len(_words(one)) > MAX_PHRASE_WORDS:
            raise ValidationError(_("“%(phrase)s” is too long: four words at most.") % {"phrase": one})


def validate_address(url: str) -> None:
    """Let through addresses of this site (``/katalog/``) and secure ones of others; nothing that runs."""
    is_ours = url.startswith("/") and not url.startswith(("//", "/\\"))
    if not is_ours and not url.startswith("https://"):
        raise ValidationError(_("Write an address of this site, such as /katalog/, or one that begins with https://."))


class Synonym(models.Model):
    """Words that mean the same to who searches. Editors keep them in the back office."""

    words = models.CharField(
        _("words"),
        max_length=300,
        validators=[validate_phrases],
        help_text=_("What people write, parted by commas: atelier, ateliér. Any form of the word will do."),
    )
    meanings = models.CharField(
        _("mean also"),
        max_length=300,
        validators=[validate_phrases],
        help_text=_("What is to be found for them as well, parted by commas: studio, tvůrčí dílna."),
    )
    both_ways = models.BooleanField(
        _("both ways"),
        default=True,
        help_text=_("Ticked, all these words find each other. Otherwise only the words above find those below."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return f"{self.words} {'↔' if self.both_ways else '→'} {self.meanings}"


class PromotionQuerySet(models.QuerySet["Promotion"]):
    def running_on(self, day: date) -> "PromotionQuerySet":
        """Those shown on this day."""
        begun = self.filter(models.Q(starts_on=None) | models.Q(starts_on__lte=day))
        return begun.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=day))


class Promotion(models.Model):
    """What the editors recommend above the results when somebody asks for these words."""

    words = models.CharField(
        _("for the words"),
        max_length=300,
        validators=[validate_phrases],
        help_text=_("Parted by commas. It shows when all words of one of them are asked for, in any form."),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="cs")
    title = models.CharField(_("title"), max_length=120)
    text = models.CharField(_("text"), max_length=240, blank=True)
    url = models.CharField(_("address"), max_length=300, validators=[validate_address])
    starts_on = models.DateField(_("from"), null=True, blank=True, help_text=_("Left empty, it shows at once."))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Left empty, for good."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="search_promotion_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.words})"


class SearchCount(models.Model):
    """How often a phrase was searched on a day. Of who searched nothing is kept."""

    day = models.DateField(_("day"))
    phrase = models.CharField(_("words"), max_length=60)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    empty = models.PositiveIntegerField(_("of which found nothing"), default=0)

    class Meta:
        verbose_name = _("searched words")
        verbose_name_plural = _("searched words")
        constraints = [models.UniqueConstraint(fields=["day", "phrase"], name="search_count_once")]

    def __str__(self) -> str:
        return f"{self.phrase} ({self.day}): {self.searches}"
