"""People who sign in, the roles they hold and over what."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kko.accounts.choices import ConsentKind, Role


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


class ConsentText(models.Model):
    """One wording of what people agree to. A new wording is a new version, asked for anew."""

    kind = models.CharField(_("about what"), max_length=10, choices=ConsentKind.choices)
    version = models.PositiveIntegerField(_("version"))
    text_cs = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"))
    text_de = models.TextField(_("text in German"))
    published_at = models.DateTimeField(_("in force since"), default=timezone.now)

    class Meta:
        verbose_name = _("wording of a consent")
        verbose_name_plural = _("wordings of consents")
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="consent_wording_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"


class Consent(models.Model):
    """A person agreed to one wording; when, and since when not any more."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.text}"


class Erasure(models.Model):
    """Somebody wants everything held about them gone; until ``due_at`` they may change their mind."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="erasure")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.CheckConstraint(condition=models.Q(due_at__gt=models.F("asked_at")), name="erasure_leaves_time")
        ]

    def __str__(self) -> str:
        return str(self.user)


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
        indexes = [models.Index(fields=["email", "purpose"], name="email_code_about")]

    def __str__(self) -> str:
        return f"{self.email}: {self.purpose}"
