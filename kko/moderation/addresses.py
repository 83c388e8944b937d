"""Which record stands at an address of the site."""

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.urls import Resolver404, resolve
from django.utils import translation

from kko.moderation.models import Publishable


def record_at(address: str) -> Publishable | None:
    """Return the reviewed record whose public page ``address`` is (a path, in any language), or ``None``."""
    path = urlsplit(address).path
    with translation.override(language_of(path)):
        try:
            arguments = resolve(path).kwargs
        except Resolver404:
            return None
        for label in settings.KKO_REVIEWED_MODELS:
            try:
                record = apps.get_model(label)._default_manager.filter(**arguments).first() if arguments else None
            except (FieldError, ValidationError, ValueError):  # the address of something else altogether
                continue
            if record is not None and record.get_absolute_url() == path:
                return record
    return None


def language_of(path: str) -> str:
    """Return the language of an address."""
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


def record_of(key: str) -> Publishable | None:
    """Return the record with this key (``"catalogue.profile:12"``), or ``None`` where there is none by now."""
    label, _colon, pk = key.rpartition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return None
    if not issubclass(model, Publishable) or not (pk.isascii() and pk.isdigit()):
        return None
    return model._default_manager.filter(pk=pk).first()
