import copy
from pathlib import Path

import pytest

from tests.kko.mail.smtp_sink import SmtpSink


@pytest.fixture(autouse=True)
def without_broker(settings):
    settings.CELERY_BROKER_URL = ""


@pytest.fixture
def greeting(settings):
    """A letter template ``greeting`` that takes ``name``."""
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates", *templates[0]["DIRS"]]
    settings.TEMPLATES = templates
    return "greeting"


@pytest.fixture
def mailbox(settings, tmp_path):
    """The folder of the embedded delivery."""
    settings.EMAIL_BACKEND = "kko.mail.delivery.EmlBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def smtp(settings):
    """A mail server that takes everything, and settings that lead to it."""
    with SmtpSink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", sink.port, 2
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield sink
