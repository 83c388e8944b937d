"""People who sign in, the roles they hold and over what."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kko.accounts.choices import ConsentKind, Role

_CANCEL_SALT = "kko.erasure.cancel"


class UserManager(BaseUserManager["User"]):
    """Creates users, whose name is their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields):
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(email__iexact=username)

    def wanting(self, notice: str) -> models.QuerySet["User"]:
        """People who get letters, but for who switched off this notice in the account of the back office.

        ``submitted``, ``approved``, ``rejected`` or ``updated_comments``; each is on until somebody switches it off.
        """
        off = {f"wagtail_userprofile__{notice}_notifications": False}
        return self.filter(is_active=True).exclude(email="").exclude(**off)


class User(AbstractUser):
    """A person who signs in; the e-mail address is the name of the account."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language of letters"), max_length=2, default="cs")
    is_sample = models.BooleanField(_("sample"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()  # type: ignore[misc, assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_the_case")]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def grants_held(self) -> list["RoleGrant"]:
        """The roles of this person; read once for each user object, that is once in a request."""
        return list(RoleGrant.objects.held_by(self).select_related("over_type"))

    @cached_property
    def has_second_factor(self) -> bool:
        """A passkey or an app is asked for when this person signs in; read once, as the roles are."""
        return is_mfa_enabled(self)

    @property
    def verified_email(self) -> str:
        """The address at which this person has shown that they read mail, or an empty string."""
        shown = self.emailaddress_set.filter(verified=True, email__iexact=self.email)
        return self.email if self.is_active and shown.exists() else ""

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.email.split("@")[0]


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def held_by(self, user) -> "RoleGrantQuerySet":
        return self.filter(user_id=user.pk)

    def over(self, thing: models.Model | None) -> "RoleGrantQuerySet":
        """Grants that reach ``thing``: those without scope, and those over just this thing."""
        everywhere = models.Q(over_type=None)
        if thing is None:
            return self.filter(everywhere)
        content_type = ContentType.objects.get_for_model(thing)
        return self.filter(everywhere | models.Q(over_type=content_type, over_id=thing.pk))


class RoleGrant(models.Model):
    """Who holds which role over what. Without a scope the role holds everywhere."""

    user = models.ForeignKey(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    over_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, null=True, blank=True)
    over_id = models.PositiveBigIntegerField(null=True, blank=True)
    over = GenericForeignKey("over_type", "over_id")
    granted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(over_type=None), name="role_everywhere_granted_once"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "over_type", "over_id"],
                condition=models.Q(over_type__isnull=False),
                name="role_over_thing_granted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(over_type=None, over_id=None)
                | models.Q(over_type__isnull=False, over_id__isnull=False),
                name="role_scope_whole",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def of_kind(self, kind: str) -> "ConsentTextQuerySet":
        """The wordings about this, the one in force first."""
        return self.filter(kind=kind).order_by("-version")

    def marked_for(self, user: User) -> "ConsentTextQuerySet":
        """Each with ``agreed``: whether ``user`` agreed to just this wording and has not withdrawn it."""
        own = Consent.objects.standing().filter(text=models.OuterRef("pk"), user=user)
        return self.annotate(agreed=models.Exists(own))


class ConsentText(models.Model):
    """One wording of what people agree to. A new wording is a new version, asked for anew."""

    kind = models.CharField(_("about what"), max_length=10, choices=ConsentKind.choices)
    version = models.PositiveIntegerField(_("version"))
    text_cs = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"))
    text_de = models.TextField(_("text in German"))
    published_at = models.DateTimeField(_("in force since"), default=timezone.now, editable=False)

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a consent")
        verbose_name_plural = _("wordings of consents")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="consent_wording_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    @property
    def text(self) -> str:
        """The wording in the reader's language."""
        return getattr(self, f"text_{(get_language() or 'cs')[:2]}", "") or self.text_cs


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """A person agreed to one wording; when, and since when not any more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"], condition=models.Q(withdrawn_at=None), name="consent_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.text}"


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def due(self) -> "ErasureQuerySet":
        """Those whose time to change one's mind is over, the longest waiting first."""
        return self.filter(due_at__lte=timezone.now()).order_by("due_at")

    def of_token(self, token: str) -> "ErasureQuerySet":
        """The one that the link in a letter is about; none for a link that is not ours."""
        try:
            return self.filter(pk=signing.loads(token, salt=_CANCEL_SALT))
        except signing.BadSignature:
            return self.none()


class Erasure(models.Model):
    """Somebody wants everything held about them gone; until ``due_at`` they may change their mind."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="erasure")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("due"))
    farewell_at = models.DateTimeField(_("farewell sent"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.CheckConstraint(condition=models.Q(due_at__gt=models.F("asked_at")), name="erasure_leaves_time")
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def can_be_cancelled(self) -> bool:
        """Once the day has come the letter of farewell goes out, and what it says has to stay true."""
        return timezone.now() < self.due_at

    @property
    def cancel_token(self) -> str:
        """What the link in the letter carries: good for this erasure only."""
        return signing.dumps(self.pk, salt=_CANCEL_SALT)


class EmailCode(models.Model):
    """A code sent to an address to show that somebody reads it; kept as a digest, tried a few times at most."""

    email = models.EmailField(_("e-mail"))
    purpose = models.CharField(_("for what"), max_length=80)
    digest = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("code by e-mail")
        verbose_name_plural = _("codes by e-mail")
        constraints = [models.UniqueConstraint(fields=["email", "purpose"], name="email_code_live_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.purpose}"
