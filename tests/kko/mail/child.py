"""Runs one step of the outbox in a process of its own, so that the tests can kill it.

``python -m tests.kko.mail.child queue 40 | drain [backend] | loop [patience]``; the environment says on what.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

BASE_DIR = Path(__file__).resolve().parents[3]
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def environment(*, database: str, smtp_port: int | None = None, broker: str = "", var: Path | None = None) -> dict:
    """Return the environment of a child that works on ``database`` and sends to ``smtp_port``, or to files."""
    values = {**os.environ, "DATABASE_URL": database, "REDIS_URL": broker, "KKO_BROKER_URL": broker}
    values.pop("KKO_TEST_DATABASE", None)
    values["DJANGO_SETTINGS_MODULE"] = "kko.settings"
    values["KKO_EMAIL_BACKEND"] = "kko.mail.delivery.EmlBackend"
    if smtp_port:
        values["EMAIL_URL"] = f"smtp://127.0.0.1:{smtp_port}"
    if var:
        values["KKO_VAR_DIR"] = str(var)
    return values


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "ignore", "-m", "tests.kko.mail.child", *arguments]


def queue(count: str) -> None:
    from kko.mail.actions import queue_message  # not before django.setup()

    for number in range(int(count)):
        queue_message(to=f"a{number}@example.cz", template="greeting", context={"name": "A"}, period="1")


def drain(backend: str = SMTP) -> None:
    from kko.mail.actions import drain_outbox  # not before django.setup()

    settings.EMAIL_BACKEND = backend
    print(drain_outbox(limit=1000))


def loop(patience: str = "20") -> None:
    settings.DATABASES["default"]["OPTIONS"]["timeout"] = float(patience)  # seconds SQLite waits for a lock
    call_command("run_outbox", interval=0.1)


if __name__ == "__main__":
    settings.TEMPLATES[0]["DIRS"].insert(0, Path(__file__).parent / "templates")
    django.setup()
    {"queue": queue, "drain": drain, "loop": loop}[sys.argv[1]](*sys.argv[2:])
