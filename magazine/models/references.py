"""Literature: what case studies, guides and articles cite."""

import re
import unicodedata
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from stdnum import isbn as isbn_number
from stdnum.exceptions import ValidationError as BadNumber
from wagtail.search import index

from magazine.knowledge_choices import LinkState, ReferenceKind
from magazine.models.links import Linked, LinkedQuerySet

# The DOI handbook: prefix "10." and a registrant of at least four digits, a slash, and a suffix of any
# printable characters; case does not matter, so the normal form is in small letters. A DOI has no check digit.
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f]{1,200}", re.ASCII)
DOI_BEFORE = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
DOI_RESOLVER = "https://doi.org/"


def whole_doi(text: str) -> str:
    """Return a DOI in its normal form (``10.1000/182``), whether pasted bare, with ``doi:`` or as a link.

    Raises ``ValueError`` when it cannot be one.
    """
    bare = DOI_BEFORE.sub("", text.strip()).casefold()
    if not DOI.fullmatch(bare):
        raise ValueError(text)
    return bare


class ReferenceQuerySet(LinkedQuerySet):
    def in_order(self) -> Self:
        """By author, then year, as a bibliography stands."""
        return self.order_by("sort_key", "year", "pk")

    def with_link(self) -> Self:
        return self.exclude(doi="", url="")


class Reference(index.Indexed, Linked):
    """One entry of the literature. ``authors`` are one a line, "Surname, Given name"; a body has no comma."""

    kind = models.CharField(_("kind"), max_length=10, choices=ReferenceKind.choices, default=ReferenceKind.BOOK)
    authors = models.TextField(
        _("authors"), blank=True, help_text=_("One a line, surname first: “Nováková, Jana”. An institution as it is.")
    )
    title = models.CharField(_("title of the work"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    container = models.CharField(
        _("journal, book or web"), max_length=200, blank=True, help_text=_("Where it came out, if it is a part.")
    )
    volume = models.CharField(_("volume"), max_length=20, blank=True)
    issue = models.CharField(_("issue"), max_length=20, blank=True)
    pages = models.CharField(_("pages"), max_length=30, blank=True)
    place = models.CharField(_("place of publication"), max_length=100, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    doi = models.CharField(
        "DOI", max_length=240, blank=True, help_text=_("As “10.1000/182” or as a link; it is kept in its plain form.")
    )
    url = models.URLField(_("link"), max_length=500, blank=True)
    accessed_on = models.DateField(
        _("read on"), null=True, blank=True, help_text=_("Of web pages: the day you read it.")
    )
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    checked_link: str | None = None
    objects = ReferenceQuerySet.as_manager()

    search_fields = [
        index.AutocompleteField("title"),
        index.SearchField("title"),
        index.SearchField("authors"),
        index.AutocompleteField("authors"),
        index.SearchField("doi"),
        index.AutocompleteField("doi"),
    ]

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("literature")
        ordering = ["sort_key", "year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["doi"], condition=~models.Q(doi=""), name="reference_doi_once"),
            models.CheckConstraint(condition=~models.Q(title=""), name="reference_titled"),
        ]

    def __str__(self) -> str:
        first = self.author_list[0].partition(",")[0] if self.author_list else self.container
        return ", ".join(filter(None, [first, self.title[:80], str(self.year or "")]))

    @property
    def came_out(self) -> str:
        """Where it came out, or else its link without the scheme: tells apart what bears the same title."""
        bare = self.link.partition("://")[2].removeprefix("www.").rstrip("/")
        return self.container or self.publisher or Truncator(bare).chars(60)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key of the order; a changed link has not been checked."""
        if self.checked_link is not None and self.checked_link != self.link:
            self.link_state, self.link_checked_at = LinkState.UNKNOWN, None
            self.link_failures, self.link_note, self.link_failing_since = 0, "", None
        self.sort_key = folded(f"{self.authors or self.title} {self.title}")[:200]
        super().save(*args, **kwargs)

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Remember which link was checked."""
        reference = super().from_db(*args, **kwargs)
        known = {"doi", "url"}.isdisjoint(reference.get_deferred_fields())
        reference.checked_link = reference.link if known else None
        return reference

    def clean(self) -> None:
        """Bring DOI and ISBN into their normal forms. Raises ``ValidationError`` naming the field."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.doi:
            try:
                self.doi = whole_doi(self.doi)
            except ValueError:
                wrong["doi"] = _("This is no DOI. It begins with “10.”, as in 10.1000/182.")
        if self.isbn:
            try:
                self.isbn = isbn_number.format(isbn_number.validate(self.isbn))
            except BadNumber:
                wrong["isbn"] = _("This ISBN cannot be right: its check digit does not fit.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def author_list(self) -> list[str]:
        return [line.strip() for line in self.authors.splitlines() if line.strip()]

    @property
    def link(self) -> str:
        """Where it can be read: the DOI's address, which lasts, else the link."""
        return f"{DOI_RESOLVER}{self.doi}" if self.doi else self.url

    def same_link(self) -> dict[str, Any]:
        return {"pk": self.pk, "doi": self.doi, "url": self.url}

    @property
    def key(self) -> str:
        """A name for BibTeX and RIS that lasts: surname, year and number."""
        first = self.author_list[0].partition(",")[0] if self.author_list else self.container or self.title
        word = re.sub(r"[^a-z]", "", folded(first))[:20] or "ref"
        return f"{word}{self.year or ''}-{self.pk}"


def folded(text: str) -> str:
    """Return ``text`` for the order of a list: small letters without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())
