"""A profile: a person or an organisation of the creative industries, and who looks after it."""

from datetime import datetime
from typing import Any, ClassVar, Self

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from catalogue.choices import Availability, Form, MembershipRole, Reach, Size
from catalogue.models.taxonomy import Discipline
from catalogue.naming import language_name, name_key, voucher_area_name, web_key
from kko.accounts.choices import ConsentKind, Visibility
from kko.accounts.models import Consent, ConsentText, User
from kko.accounts.permissions import can_use_desk, sees_field
from kko.covers.addresses import cover_url
from kko.moderation.models import Publishable, PublishableQuerySet, Sourced
from kko.search.folding import fold, sort_key
from kko.search.models import SortKeyField
from kko.territory.choices import Precision
from kko.territory.place import PLACE_CONSTRAINTS, Placed

RESERVED_SLUGS = frozenset(
    {"obce", "municipalities", "gemeinden", "mapa", "map", "karte", "hledat"}
    | {"potvrzeni", "confirmation", "bestaetigung"}
)
# Never part of a revision: what belongs to the record as a whole, and what is public at once.
OWN_FIELDS_OF_THE_ROW = ("provenance", "source", "sourced_on", "slug", "confirmed_at", *Availability.values)
# Each has a ``<name>_visibility`` beside it; ``Profile.personal_for`` decides for every way out of the house.
PERSONAL_FIELDS = ("email", "phone", "ico", "legal_name", "address")
ASKED_AFTER = relativedelta(months=12)
UNCONFIRMED_AFTER = relativedelta(months=13)
UNLISTED_AFTER = relativedelta(months=18)


def visibility_field(label: Any) -> models.CharField:
    """Return the field that says who sees a personal field; curators only unless the owner opens it."""
    return models.CharField(label, max_length=8, choices=Visibility.choices, default=Visibility.CURATORS)


class WebField(models.URLField):
    """An address of the web; one written without a scheme is taken as https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def slug_of(name: str) -> str:
    """Return the address that a profile of this name would like to have."""
    return slugify(name)[:100].strip("-") or "profil"


class ProfileQuerySet(PublishableQuerySet):
    """The queries of the catalogue."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The published; for members also their own; for curators all."""
        if not user.is_authenticated:
            return self.published()
        if can_use_desk(user):
            return self
        own = Membership.objects.filter(user=user).values("profile_id")
        return self.filter(models.Q(live=True, closure="") | models.Q(pk__in=own))

    def kept_by(self, user: User) -> Self:
        """Those that ``user`` looks after."""
        return self.filter(memberships__user=user)

    def free_slug(self, name: str) -> str:
        """Return an address for ``name`` that no profile has yet."""
        base = slug_of(name)
        taken = set(self.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
        # by the reverse relation, since old addresses have their table above this one
        taken |= set(self.filter(old_addresses__slug__startswith=base).values_list("old_addresses__slug", flat=True))
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        return slug

    def not_known_since(self, moment: datetime) -> Self:
        """Those of which nobody has said since ``moment`` that they are true: neither confirmed nor published."""
        long_ago = models.Q(confirmed_at=None) | models.Q(confirmed_at__lt=moment)
        return self.filter(long_ago, models.Q(last_published_at=None) | models.Q(last_published_at__lt=moment))

    def unlisted(self) -> Self:
        """Those that the default listing leaves out: nobody has said for eighteen months that they are true."""
        return self.not_known_since(timezone.now() - UNLISTED_AFTER)

    def for_cards(self) -> Self:
        """With what a card shows, and nothing else."""
        return self.select_related("main_discipline__sector", "municipality__district").defer(
            "text_cs", "text_en", "text_de"
        )


class Profile(Sourced, Placed, Publishable):
    """Who it is, what they do, where, and what they are open to.

    Short texts are in Czech with English and German beside it; personal fields carry their own
    visibility, curators only by default.
    """

    CODE_WORDS: ClassVar = {"languages": language_name}  # for who compares two edits

    form = models.CharField(_("form"), max_length=12, choices=Form.choices, default=Form.PERSON)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    name_folded = models.CharField(max_length=120, db_index=True, editable=False)
    sort_key = SortKeyField(max_length=400, editable=False)
    summary_cs = models.CharField(_("one-line summary"), max_length=160, blank=True)
    summary_en = models.CharField(_("one-line summary in English"), max_length=160, blank=True)
    summary_de = models.CharField(_("one-line summary in German"), max_length=160, blank=True)
    text_cs = models.TextField(_("text"), max_length=5000, blank=True)
    text_en = models.TextField(_("text in English"), max_length=5000, blank=True)
    text_de = models.TextField(_("text in German"), max_length=5000, blank=True)
    main_discipline = models.ForeignKey(
        Discipline, verbose_name=_("main discipline"), on_delete=models.PROTECT, related_name="main_profiles"
    )
    disciplines = ParentalManyToManyField(
        Discipline, verbose_name=_("further disciplines"), blank=True, related_name="profiles"
    )
    commissions = models.BooleanField(_("takes commissions"), default=False)
    collaboration = models.BooleanField(_("open to collaboration"), default=False)
    mentoring = models.BooleanField(_("offers mentoring"), default=False)
    teaching = models.BooleanField(_("teaches"), default=False)
    web = WebField(_("web"), blank=True)
    services_cs = models.TextField(_("services"), max_length=600, blank=True)
    services_en = models.TextField(_("services in English"), max_length=600, blank=True)
    services_de = models.TextField(_("services in German"), max_length=600, blank=True)
    founded = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    size = models.CharField(_("size"), max_length=5, choices=Size.choices, blank=True)
    reach = models.CharField(_("reach"), max_length=13, choices=Reach.choices, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    voucher_areas = models.JSONField(_("areas of the creative voucher"), default=list, blank=True)
    gallery_url = WebField(_("profile in the national gallery of creatives"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    email_visibility = visibility_field(_("who sees the e-mail"))
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    phone_visibility = visibility_field(_("who sees the telephone"))
    ico = models.CharField(_("registration number (IČO)"), max_length=8, blank=True)
    ico_visibility = visibility_field(_("who sees the registration number"))
    legal_name = models.CharField(_("name in the register"), max_length=200, blank=True)
    legal_name_visibility = visibility_field(_("who sees the name in the register"))
    address = models.CharField(_("street and number"), max_length=200, blank=True)
    address_visibility = visibility_field(_("who sees the street and number"))
    name_key = models.CharField(max_length=120, db_index=True, editable=False, default="")
    web_key = models.CharField(max_length=200, db_index=True, editable=False, default="")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ["sort_key", "pk"]
        constraints = [
            *PLACE_CONSTRAINTS,
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(name=""), name="profile_named"),
            models.CheckConstraint(condition=models.Q(form__in=Form.values), name="profile_form_known"),
            models.CheckConstraint(
                condition=models.Q(**{f"{name}_visibility__in": Visibility.values for name in PERSONAL_FIELDS}),
                name="profile_visibility_known",
            ),
            models.CheckConstraint(
                condition=models.Q(founded=None) | models.Q(founded__range=(1000, 2200)), name="profile_founded_sane"
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key"], condition=models.Q(live=True), name="profile_public_by_name"),
            # What counts needs by place and discipline reads nothing but this.
            models.Index(
                fields=["id"],
                include=["municipality", "main_discipline"],
                condition=models.Q(live=True, closure=""),
                name="profile_public_where_and_what",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name and the sort key true to the name; a new profile gets its address."""
        self.name_folded = fold(self.name)[:120]
        self.sort_key = sort_key(self.name)[:400]
        self.name_key = name_key(self.name)[:120]
        self.web_key = web_key(self.web)[:200]
        if not self.slug:
            self.slug = Profile.objects.free_slug(self.name)
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "name_folded", "sort_key", "name_key"}
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the revision as an object; address and provenance stay as the row has them.

        An edit may name a main discipline that was deleted since: then the row's stands in for it.
        """
        if not Discipline.objects.filter(pk=content.get("main_discipline")).exists():
            content = {**content, "main_discipline": self.main_discipline_id}
        restored = super().with_content_json(content)
        for name in OWN_FIELDS_OF_THE_ROW:
            setattr(restored, name, getattr(self, name))
        return restored

    def get_absolute_url(self) -> str:
        return reverse("catalogue:profile", args=[self.slug])

    def get_edit_url(self) -> str:
        return reverse("catalogue:edit", args=[self.pk])

    def owners(self) -> list[User]:
        return [membership.user for membership in self.memberships.select_related("user").order_by("pk")]

    def hindrance(self) -> str:
        """Nobody of those who keep it may publish: each has asked for erasure, or agrees to no wording of the terms.

        A profile that nobody keeps (mapped by us) is not hindered.
        """
        keepers = User.objects.filter(profile_memberships__profile_id=self.pk)
        able = keepers.filter(erasure=None)
        if ConsentText.objects.of_kind(ConsentKind.TERMS).exists():
            able = able.filter(consents__in=Consent.objects.standing().filter(text__kind=ConsentKind.TERMS))
        if not keepers.exists() or able.exists():
            return ""
        return gettext(
            "It cannot be published: everybody who looks after it has asked for the erasure of their account, "
            "or does not agree to the terms."
        )

    def get_preview_template(self, request, mode_name: str) -> str:
        return "catalogue/profile.html"

    def get_preview_context(self, request, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "profile": self, "preview": True}

    @property
    def summary(self) -> tuple[str, str]:
        """The summary for the reader's language and the language it is in, as ``(text, code)``."""
        return self._in_language("summary")

    @property
    def text(self) -> tuple[str, str]:
        """The text for the reader's language and the language it is in, as ``(text, code)``."""
        return self._in_language("text")

    @property
    def cover_url(self) -> str:
        """The address of the pattern cover: the same picture for ever, in the colours of the main sector."""
        return cover_url(self.slug, self.main_discipline.sector.slug)

    @property
    def availability_labels(self) -> list[str]:
        return [str(self._meta.get_field(name).verbose_name) for name in Availability.values if getattr(self, name)]

    @property
    def voucher_area_names(self) -> list[tuple[str, str]]:
        """The areas of the creative voucher for the reader, each with the language it is in."""
        return [voucher_area_name(area) for area in self.voucher_areas]

    @property
    def services(self) -> tuple[list[str], str]:
        """The services for the reader's language, one to an entry, and the language they are in."""
        text, language = self._in_language("services")
        return [line.strip() for line in text.splitlines() if line.strip()], language

    @property
    def last_known_at(self) -> datetime | None:
        """When somebody last said that the profile is true: confirmed, published, or taken over."""
        moments = [self.confirmed_at, self.last_published_at]
        return max((moment for moment in moments if moment), default=None)

    @property
    def is_unconfirmed(self) -> bool:
        """Whether nobody has said for thirteen months that the profile is true."""
        known = self.last_known_at
        return known is not None and known < timezone.now() - UNCONFIRMED_AFTER

    def all_disciplines(self) -> list[Discipline]:
        """Return the main discipline first, then the further ones in the order of the taxonomy."""
        further = [one for one in self.disciplines.all() if one.pk != self.main_discipline_id]
        return [self.main_discipline, *further]

    def has_unsent_edit(self) -> bool:
        """Whether somebody who looks after the profile has saved an edit since the public version."""
        keepers = self.memberships.values("user_id")
        return self.revisions.filter(user_id__in=keepers, pk__gt=self.live_revision_id or 0).exists()

    def personal_for(self, user: User | AnonymousUser) -> dict[str, str]:
        """Return the personal fields that are filled and that ``user`` may see, by name.

        The one way in which a personal field leaves the house. The street and number are never shown more
        exactly than the place: who is not the owner or a curator sees them with the precision "exact" only.
        """
        owns = user.is_authenticated and self.pk and self.memberships.filter(user=user).exists()
        shown = {
            name: value
            for name in PERSONAL_FIELDS
            if (value := getattr(self, name)) and sees_field(user, getattr(self, f"{name}_visibility"), owns=owns)
        }
        if self.precision != Precision.EXACT and not sees_field(user, Visibility.CURATORS, owns=owns):
            shown.pop("address", None)
        return shown

    def _in_language(self, field: str) -> tuple[str, str]:
        wanted = (get_language() or settings.LANGUAGE_CODE)[:2]
        for code in dict.fromkeys([wanted, "cs", "en", "de"]):
            if value := getattr(self, f"{field}_{code}", ""):
                return value, code
        return "", wanted


class Membership(models.Model):
    """A person who looks after a profile. Never part of a revision."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="profile_memberships")
    role = models.CharField(_("role"), max_length=8, choices=MembershipRole.choices, default=MembershipRole.OWNER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["profile", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.profile}"
