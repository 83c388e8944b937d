"""The ground of the platform: what every room stands on.

Celery's application is loaded with the project so that shared tasks bind to it.
"""

from kko.celery import app as celery_app

__all__ = ["celery_app"]
