"""The Celery application: it drains the outbox and runs what is due, and holds no business of its own."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kko.settings")

app = Celery("kko")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
