"""Settings: one file, the environment decides.

Without any environment the project runs embedded: SQLite, the database's cache, mail as ``.eml`` files
under ``var/``. ``DATABASE_URL``, ``REDIS_URL`` and the rest of ``.env.example`` switch to servers.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from kko.rooms import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("KKO_VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# --- Who we are ---------------------------------------------------------------------------------

PRODUCTION = env.bool("KKO_PRODUCTION", False)
DEBUG = env.bool("KKO_DEBUG", False)
BASE_URL = env.str("KKO_BASE_URL", "http://localhost:8000").rstrip("/")
SECRET_KEY = env.str("KKO_SECRET_KEY", "" if PRODUCTION else "embedded-only-not-for-the-internet-" + "k" * 40)
if not SECRET_KEY:
    raise ImproperlyConfigured("Set KKO_SECRET_KEY: production does not start with the embedded key.")
ALLOWED_HOSTS = env.list("KKO_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("KKO_TRUSTED_ORIGINS", default=[BASE_URL])
SITE_NAME = "Kreativní Ústecko"

# --- Rooms and libraries ------------------------------------------------------------------------

INSTALLED_APPS = [
    "magazine",
    "catalogue",
    "kko.moderation",
    "kko.accounts",
    "kko.mail",
    "kko.audit",
    "kko.territory",
    "kko.search",
    "kko.covers",
    "kko.opendata",
    "kko.media",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.forms",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "kko.accounts.apps.OfficeUsersConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "modeltranslation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "kko.pages.PublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kko.accounts.middleware.StaffSecondFactorMiddleware",
    "kko.accounts.middleware.PersonalPagesMiddleware",
    "kko.accounts.middleware.ConsentMiddleware",
    "kko.moderation.middleware.AdminPolicyMiddleware",
    "kko.middleware.NumbersMiddleware",
    "magazine.middleware.NotReadyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "kko.urls"
WSGI_APPLICATION = "kko.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kko.accounts.context_processors.portal",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ]
            if not DEBUG
            else [
                "django.template.loaders.filesystem.Loader",
                "django.template.loaders.app_directories.Loader",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# What fills the slots (docs/seams.md) stands in kko/rooms.py.

# --- Database, cache, sessions, queue -----------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{VAR_DIR / 'kko.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Our queries are short: planning for parallel workers and compiling them costs more than it gives.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off -c max_parallel_workers_per_gather=0"
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("KKO_CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", "")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kko_cache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},  # by default 300, and then counts of tries are thrown out
        }
    }
# How long a page of the tree is given out without being drawn anew (kko.pages); 0 keeps none.
KKO_PAGE_SECONDS = env.int("KKO_PAGE_SECONDS", 60)
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = env.str("KKO_BROKER_URL", REDIS_URL)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "unacked_restore_throttle": 1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Europe/Prague"
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "mail.drain_outbox", "schedule": 60.0},
    "chores": {"task": "mail.run_chores", "schedule": 3600.0},
    "minute-chores": {"task": "mail.run_minute_chores", "schedule": 60.0},
}

# --- Mail ---------------------------------------------------------------------------------------

EMAIL_BACKEND = env.str("KKO_EMAIL_BACKEND", "kko.mail.delivery.EmlBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = env.int("KKO_EMAIL_TIMEOUT", 30)
if "EMAIL_URL" in env.ENVIRON:
    vars().update(env.email("EMAIL_URL"))
ANYMAIL = env.dict("KKO_ANYMAIL", default={})
DEFAULT_FROM_EMAIL = env.str("KKO_FROM_EMAIL", f"{SITE_NAME} <noreply@example.cz>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Accounts -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kko.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # the password is optional, see kko.accounts.forms
ACCOUNT_FORMS = {"login": "kko.accounts.forms.LoginForm", "signup": "kko.accounts.forms.SignupForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "kko.accounts.forms.PasskeyForm"}
MFA_TOTP_ISSUER = SITE_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
STAFF_SECOND_FACTOR = env.bool("KKO_STAFF_SECOND_FACTOR", PRODUCTION)

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "media.KkoImage"
# As kko.media.pictures has it for members; SVG and GIF stay outside.
WAGTAILIMAGES_IMAGE_FORM_BASE = "kko.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# Measured on photographs: no loss that one sees, and half the bytes of the defaults.
WAGTAILIMAGES_AVIF_QUALITY, WAGTAILIMAGES_WEBP_QUALITY, WAGTAILIMAGES_JPEG_QUALITY = 52, 72, 76
WAGTAILDOCS_DOCUMENT_MODEL = "media.KkoDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# As kko.media.attachments has it: nothing that a browser would run from our address.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "kko.media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "epub", "geojson", "json", "md", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"),
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAIL_FINISH_WORKFLOW_ACTION = "kko.moderation.publication.publish_reviewed"
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "magazine.blocks.writing.RichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]},
    }
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Their own notices would bypass the outbox; ours are in kko.moderation and magazine.actions.reviews.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_MODERATION_ENABLED = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "cs"
LANGUAGES = [("cs", "Čeština"), ("en", "English"), ("de", "Deutsch")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# One country, one time: times of publication mean the same to everybody, and there is nothing to choose.
WAGTAIL_USER_TIME_ZONES = ["Europe/Prague"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("cs", "Čeština"), ("en", "English"), ("de", "Deutsch")]
MODELTRANSLATION_DEFAULT_LANGUAGE = "cs"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("cs",)
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "kko_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Prague"
FORMAT_MODULE_PATH = ["kko.formats"]

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.str("KKO_S3_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("KKO_S3_BUCKET"),
            "endpoint_url": env.str("KKO_S3_ENDPOINT", None),
            "querystring_auth": False,
        },
    }
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Security -----------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kko.views.csrf_failure"
# Whose word about a visitor's address is taken (limits on forms); gunicorn reads the same variable.
PROXY_IPS = env.list("KKO_PROXY_IPS", default=["127.0.0.1"] if PRODUCTION else [])
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("KKO_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("KKO_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

MEDIA_ORIGINS = env.list("KKO_MEDIA_ORIGINS", default=[])
# Raster tiles under the map of the catalogue: an address with {z}, {x} and {y}, and whom they are owed to. None needed.
KKO_TILES_URL = env.str("KKO_TILES_URL", "")
KKO_TILES_ATTRIBUTION = env.str("KKO_TILES_ATTRIBUTION", "")
# The public register of economic subjects (ARES), asked when a member wants to; {ico} stands for the number.
KKO_ARES_URL = env.str("KKO_ARES_URL", "https://ares.gov.cz/ekonomicke-subjekty-v-be/rest/ekonomicke-subjekty/{ico}")
# The library: what knows a DOI ({doi} stands for it; empty: nobody is asked), whether links are tried and how many
# an hour, whether addresses of this machine's own network may be tried (tests only), and how long a guide holds.
KKO_DOI_URL = env.str("KKO_DOI_URL", "https://doi.org/{doi}")
KKO_LINK_CHECKS = env.bool("KKO_LINK_CHECKS", True)
KKO_LINKS_AN_HOUR = env.int("KKO_LINKS_AN_HOUR", 20)
KKO_FETCH_PRIVATE = False
KKO_GUIDE_DAYS = env.int("KKO_GUIDE_DAYS", 180)
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),  # kko.moderation.middleware gives the back office its own
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *MEDIA_ORIGINS],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    },
}

# --- Logs and errors ----------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("KKO_LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
if env.str("SENTRY_DSN", ""):
    import sentry_sdk  # only where a project for errors exists

    sentry_sdk.init(dsn=env.str("SENTRY_DSN"), send_default_pii=False)

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # Wagtail shows previews in a frame of the same origin
    "models.W040",  # SQLite keeps the index of where and what without its further columns, which suits it
]
