"""The index: one row for each thing that can be found, and the words it is found by."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


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
    # Keys, and keys marked with the weight of their place ("Akeramik"), under GIN. Matching and ranking both come
    # from the index alone: no row's vector is ever read, however many rows a word matches.
    vector = SearchVectorField(null=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.title}"


class VocabularyWord(models.Model):
    """A word of public names, disciplines, places and summaries, and how many entries hold it.

    Suggestions come from here. The count goes down with the entries, so a word that was erased
    everywhere is not suggested any more.
    """

    kind = models.CharField(_("kind"), max_length=30)
    word = models.CharField(_("word"), max_length=40)
    folded = models.CharField(_("without diacritics"), max_length=120)
    uses = models.IntegerField(_("entries"), default=0)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="search_word_once")]

    def __str__(self) -> str:
        return self.word
