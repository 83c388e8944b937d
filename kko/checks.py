"""System checks of the whole: every slot is filled by something that exists, production has what it needs.

Loaded by an app's ``ready`` so that ``manage.py check`` knows them.
"""

from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from kko.slots import fillings

SLOTS = (
    "KKO_PROFILE_PANELS",
    "KKO_PROJECT_PANELS",
    "KKO_MUNICIPALITY_PANELS",
    "KKO_REVIEW_PANELS",
    "KKO_ARTICLE_CARDS",
    "KKO_KNOWLEDGE_CONTEXTS",
    "KKO_SITEMAPS",
    "KKO_DEED_WORDS",
    "KKO_NEED_ANSWERS",
    "KKO_DIGEST_SECTIONS",
    "KKO_DESK_QUEUES",
    "KKO_OVERVIEW_ITEMS",
    "KKO_SEARCH_KINDS",
    "KKO_HOME_BLOCKS",
    "KKO_DATASETS",
    "KKO_FOOTER",
    "KKO_REFERENCE_DATA",
    "KKO_SAMPLE_DATA",
    "KKO_SAMPLE_REMOVERS",
    "KKO_CHORES",
    "KKO_MINUTE_CHORES",
    "KKO_MY_DATA",
    "KKO_ERASERS",
    "KKO_ERASURE_PLANS",
    "KKO_VEILS",
)


@checks.register("slots")
def slots_are_filled(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every dotted path in a slot's setting leads to a callable."""
    found: list[checks.CheckMessage] = []
    for setting in SLOTS:
        try:
            wrong = [each for each in fillings(setting) if not callable(each)]
        except (ImportError, AttributeError) as error:
            found.append(checks.Error(f"{setting}: {error}", id="kko.E001"))
            continue
        found += [checks.Error(f"{setting}: {each!r} is not callable.", id="kko.E001") for each in wrong]
    return found


@checks.register("slots", deploy=True)
def production_is_equipped(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Production runs on servers, over HTTPS, and its letters leave the house."""
    conditions = {
        "Set KKO_PRODUCTION=true.": settings.PRODUCTION,
        "Set DATABASE_URL: several processes need PostgreSQL.": "sqlite" not in settings.DATABASES["default"]["ENGINE"],
        "Set REDIS_URL: rate limits need a cache that all processes share.": bool(settings.REDIS_URL),
        "Set KKO_BASE_URL to the https address of the site.": settings.BASE_URL.startswith("https://"),
        "Set EMAIL_URL or KKO_EMAIL_BACKEND: letters are written to files only.": settings.EMAIL_BACKEND
        not in {"kko.mail.delivery.EmlBackend", "django.core.mail.backends.filebased.EmailBackend"},
        "Set KKO_STAFF_SECOND_FACTOR: staff must have a second factor.": settings.STAFF_SECOND_FACTOR,
    }
    return [checks.Warning(hint, id="kko.W001") for hint, holds in conditions.items() if not holds]


@checks.register(checks.Tags.files)
def adapters_exist(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """What settings name by string for libraries can be imported."""
    names = ("ACCOUNT_ADAPTER", "WAGTAIL_FINISH_WORKFLOW_ACTION")
    found: list[checks.CheckMessage] = []
    for name in names:
        try:
            import_string(getattr(settings, name))
        except ImportError as error:
            found.append(checks.Error(f"{name}: {error}", id="kko.E002"))
    return found
